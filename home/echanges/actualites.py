"""News in and out of a spreadsheet."""

from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.echanges import genres
from home.echanges.colonnes import Colonne, ValeurRefusee
from home.echanges.colonnes_de_page import (
    colonne_reference,
    colonne_resume,
    colonne_statut,
    colonne_titre,
    constats,
)
from home.echanges.corps import colonne_corps
from home.echanges.pages import TableDePages
from home.models import ActualiteIndexPage, ActualitePage

MIDI = time(12)


class TableDesActualites(TableDePages):
    code = "actualites"
    libelle_pluriel = gettext_lazy("actualités")
    icone = "calendar-alt"
    modele = ActualitePage
    modele_parent = ActualiteIndexPage
    champs_des_manques = {"body": "corps"}
    constats = constats()

    def __init__(self):
        self.colonnes = (
            colonne_reference(self),
            colonne_titre(),
            colonne_resume("accroche"),
            _publiee_le(),
            colonne_corps(),
            colonne_statut(),
        )

    def adresse_de_la_liste(self) -> str:
        return reverse("actualites:index")

    def avant_publication(self, objet, valeurs) -> None:
        """An old piece of news keeps its date; publishing reads it of the row."""
        jour = valeurs.get("publiee_le")
        if jour is None or objet.first_published_at is not None:
            return
        objet.first_published_at = timezone.make_aware(datetime.combine(jour, MIDI))
        objet.save(update_fields=["first_published_at"], clean=False)


def _publiee_le() -> Colonne:
    """The date that lists show and are sorted by: given with the first publication only."""

    def lire(source, contexte):
        jour = genres.lire_date(source)
        if jour is not None and jour > timezone.localdate():
            raise ValeurRefusee(
                _("Cette date est à venir\u00a0: programmez la publication depuis la page.")
            )
        return jour

    def ecrire(page, contexte):
        le = getattr(page, "publique", page).first_published_at
        return genres.dire_date(timezone.localdate(le)) if le else ""

    def admettre(page, contexte):
        if getattr(page, "publique", page).first_published_at is not None:
            raise ValeurRefusee(
                _("Cette actualité a déjà été publiée\u00a0: un import ne change pas sa date.")
            )

    return Colonne(
        nom="publiee_le",
        libelle=gettext_lazy("Publiée le"),
        synonymes=("date", "date de publication", "publié le"),
        vide_garde=True,
        hors_contenu=True,
        lire=lire,
        dire=lambda jour, contexte: genres.dire_date(jour),
        ecrire=ecrire,
        poser=lambda page, jour, contexte: None,
        admettre=admettre,
        typer=genres.lire_date,
    )
