"""What was sent where one may write no more: there is no form any more to bring it back in, so
what was typed is given back.
"""

from django.shortcuts import render


def pas_publie(request, phrase, suite: str, *, titre: str, texte: str, status: int):
    """`suite`: the address where it leads. `titre`, `texte`: what was typed, as it was."""
    contexte = {"phrase": phrase, "suite": suite, "titre": titre, "texte": texte}
    return render(request, "comptes/pas_publie.html", contexte, status=status)
