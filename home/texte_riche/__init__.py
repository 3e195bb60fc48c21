"""What people write in messages: a small Markdown, kept as typed, shown as sanitised HTML (ADR 20).

rendre(source) -> SafeString: what a page shows. en_texte(source) -> str: the words alone, for the
search, mails and summaries. In a form: champs.TexteRicheField. In a template:
{% load texte_riche %}{{ message.texte|texte_riche }}
"""

from home.texte_riche.rendu import en_texte, rendre

__all__ = ["en_texte", "rendre"]
