"""Redirects follow addresses, whoever changes them; nothing here decides anything."""

from wagtail.signals import page_published, page_slug_changed, post_page_move

from home.edition import redirections


def _publiee(sender, instance, **kwargs) -> None:
    if instance.live and (chemin := redirections.chemin_de(instance)):
        redirections.liberer(chemin)


def _a_une_autre_adresse(sender, instance, **kwargs) -> None:
    redirections.liberer_arbre(instance)


def brancher() -> None:
    """Connect the signals (AppConfig.ready)."""
    page_published.connect(_publiee, dispatch_uid="edition_publiee")
    page_slug_changed.connect(_a_une_autre_adresse, dispatch_uid="edition_adresse")
    post_page_move.connect(_a_une_autre_adresse, dispatch_uid="edition_deplacement")
