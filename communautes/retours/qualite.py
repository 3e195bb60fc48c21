"""What the report on quality surveys of this room: published retours, that ANCT mends."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.retours.models import RetourExperience
from home.qualite.lecture import Lieu
from home.qualite.models import GenreConstat
from home.qualite.registre import Contenu, enregistrer
from home.qualite.regles import Trouve


def brancher() -> None:
    enregistrer(
        Contenu(
            modele=RetourExperience,
            libelle=gettext_lazy("Retour d’expérience"),
            vivants=_vivants,
            route="retours_admin:edit",
            titre="titre",
            theme="themes_lies__theme",
            revoir="a_revoir_le",
            regles=(images_sans_texte, perime),
            avec_resume=False,  # the short version has none, the full one is not published without
        )
    )


def _vivants():
    return RetourExperience.objects.visibles().select_related("parcours").prefetch_related("images")


def images_sans_texte(retour: RetourExperience) -> Iterator[Trouve]:
    """Of what came before it was asked for, or from elsewhere."""
    for rang, image in enumerate(retour.images.all(), start=1):
        if not image.alternative.strip():
            lieu = Lieu("images", _("Image %(rang)s") % {"rang": rang}, f"images.{image.pk}")
            phrase = _("Dites ce que montre l’image à qui ne la voit pas.")
            yield Trouve(GenreConstat.IMAGE_SANS_TEXTE, phrase, lieu)


def perime(retour: RetourExperience) -> Iterator[Trouve]:
    """Its collectivité says so: it is for it to write, for ANCT to ask."""
    if retour.parcours.perime_le is not None:
        phrase = _("Sa collectivité dit qu’il n’est plus tout à fait vrai.")
        yield Trouve(GenreConstat.A_REVOIR, phrase, Lieu(""), cible="perime")
