"""English texts laid over the French file of a page: same blocks, same elements, in order."""


def fusionner(francais: list[dict], anglais: list[dict]) -> list[dict]:
    """French blocks with English texts; what the English file leaves out is not a text."""
    if [bloc["bloc"] for bloc in francais] != [bloc["bloc"] for bloc in anglais]:
        raise ValueError("La traduction n’a pas les mêmes blocs, dans le même ordre.")
    return [_bloc(fr, en) for fr, en in zip(francais, anglais, strict=True)]


def _bloc(francais: dict, anglais: dict) -> dict:
    textes = {
        cle: _elements(francais[cle], valeur) if cle == "elements" else valeur
        for cle, valeur in anglais.items()
        if cle in francais
    }
    return francais | textes


def _elements(francais: list[dict], anglais: list[dict]) -> list[dict]:
    return [fr | en for fr, en in zip(francais, anglais, strict=True)]
