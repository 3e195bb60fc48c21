"""French is the source; every page also lives under /en/: as an alias until it is translated.

lecture: the reader's language and the content's · affichage: switcher, hreflang, canonical ·
miroir: the other trees follow the French one · traduction: the only way to publish a translation.
"""
