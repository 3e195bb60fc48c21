"""What somebody typed, when the page that would have kept it is no more.

A form answers something that was withdrawn, moved or closed meanwhile: its error page gives the
words back, to be copied.
"""


def ecrits_perdus(request) -> list[str]:
    """Texts of more than a word of a POST that was let in: a forged one, or one that no page of
    ours receives, is not given back.
    """
    lu = request is not None and request.method == "POST"
    if not lu or not getattr(request, "csrf_processing_done", False):
        return []
    return [
        valeur
        for nom, valeurs in request.POST.lists()
        if "password" not in nom
        for valeur in valeurs
        if len(valeur.split()) > 1
    ]
