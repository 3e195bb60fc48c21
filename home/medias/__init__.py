"""Images and files of the library: what comes in, under which name, and what still uses it.

Each door (forms of the admin, choosers, several at once, imports, demo) ends in `champs.py`, where
a file is read before it is stored: no door can forget it.
"""
