"""What this room gives to the registries of the house (called by AppConfig.ready)."""

from django.utils.translation import gettext_lazy as _

from communautes.adhesions import confidences
from communautes.adhesions.lecture import d_une_communaute
from communautes.adhesions.lecture import sienne as adhesion_du_lecteur
from communautes.lettres import permissions
from communautes.lettres.models import Lettre
from communautes.lettres.nouvelles import quand_la_moderation_change
from communautes.moderation.registre import Signalable
from communautes.moderation.registre import declarer as signaler
from home.sections import Section


def brancher() -> None:
    d_une_communaute.enregistrer(Section("lettres", 30, "lettres/section_communaute.html", _la))
    confidences.declarer(_a_ecrit)
    signaler(
        Signalable(
            Lettre,
            libelle=_("une lettre"),
            titre=str,
            texte=lambda une: f"{une.titre}\n{une.texte}",
            adresse=Lettre.get_absolute_url,
            auteur=lambda une: une.auteur,
            peut_lire=permissions.lit_l_envoyee,
            peut_moderer=permissions.modere,
            cadre=lambda une: une.communaute,
            quand_change=quand_la_moderation_change,
        )
    )


def _la(communaute, request) -> dict | None:
    """The way to them, and to write the next: no query more."""
    if communaute.pk is None:  # the preview of a page that is being written
        return None
    adhesion = adhesion_du_lecteur(request, communaute)
    ecrit = adhesion is not None and adhesion.anime and communaute.vie.est_ouverte
    return {"communaute": communaute, "ecrit": ecrit}


def _a_ecrit(communaute: int, depuis) -> bool:
    lettres = Lettre.objects.envoyees().filter(communaute=communaute)
    return lettres.filter(envoyee_le__gte=depuis).exists() if depuis else lettres.exists()
