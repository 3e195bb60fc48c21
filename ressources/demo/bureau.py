"""What waits on the editors' desks: drafts, reviews, a programmed publication, one that ends soon.

A resource is written once: what became of it since is the visitors' doing. The news that ends by
itself comes back at each load, with a new end.
"""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from home.demo.corps import Atelier, en_donnees
from home.demo.fiches import lire
from home.demo.medias import image_dessinee
from home.demo.pages import jour, publier
from home.models import ActualiteIndexPage, ActualitePage
from ressources.demo import DOSSIER, contenu, page_id
from ressources.models import RessourceIndexPage, RessourcePage


def charger() -> None:
    """After the themes: a resource that is not published may be sent to review all the same."""
    for fiche in lire(DOSSIER / "bureau"):
        if fiche["etat"] == "annonce":
            _annoncer(fiche)
        elif not RessourcePage.objects.filter(slug=fiche["slug"]).exists():
            _poser(fiche)


def _poser(fiche: dict) -> None:
    auteur = get_user_model().objects.get(email=f"{fiche['auteur']}@demo.example.org")
    champs, remplir = contenu(fiche, auteur)
    page = RessourcePage(slug=fiche["slug"], live=False, owner=auteur, **champs)
    remplir(page)
    RessourceIndexPage.objects.get(locale__language_code="fr").add_child(instance=page)
    if fiche["etat"] == "programmee":
        page.go_live_at, page.expire_at = jour(-fiche["dans_j"]), jour(-fiche["retrait_j"])
        page.save_revision(user=auteur).publish()
        return
    page.save_revision(user=auteur)
    if fiche["etat"] == "relecture":
        page.get_workflow().start(page, auteur)


def _annoncer(fiche: dict) -> None:
    atelier = Atelier(page_id, image_dessinee, fiche["slug"])
    champs = {
        "title": fiche["titre"],
        "resume": fiche["resume"],
        "body": en_donnees(fiche["corps"], atelier),
        "expire_at": timezone.now() + timedelta(days=fiche["retrait_j"]),
    }
    index = ActualiteIndexPage.objects.get(locale__language_code="fr")
    publier(ActualitePage, index, fiche["slug"], champs, il_y_a=fiche["publie_j"])
