"""The words of a body, for the search index."""

import re

_ESPACES = re.compile(r"\s+")


def texte(body) -> str:
    """Headings, text, tables, quotations, transcripts…: what editors wrote, and no label."""
    if not body:
        return ""
    morceaux = body.stream_block.get_searchable_content(body)
    return _ESPACES.sub(" ", " ".join(str(morceau) for morceau in morceaux if morceau)).strip()
