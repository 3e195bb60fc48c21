"""Who may do what to a page (`pages`), and the reason said to who may not (`refus`, `middleware`).

Each kind of content has its own rules: files in home/medias/politique.py, dates and owners in
home/fraicheur/permissions.py, findings in home/qualite/permissions.py. Table: docs/droits.md.
"""
