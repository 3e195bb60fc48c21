"""Which acts each type has, in the order of their buttons."""

from wagtail import hooks

from home.listes.actes import Acte

_actes: dict[tuple[type, str], Acte] = {}


def enregistrer(acte: Acte, *modeles: type) -> None:
    """Offer this act under the lists of these types (wagtail_hooks of the room)."""
    from home.listes.en_nombre import vue_de

    rang = 10 * (1 + len({code for _modele, code in _actes}))
    vue = vue_de(acte, list(modeles), rang)
    for modele in modeles:
        _actes[modele, acte.code] = acte
    hooks.register("register_bulk_action", vue)


def acte(modele: type, code: str) -> Acte | None:
    return _actes.get((modele, code))
