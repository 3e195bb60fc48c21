"""What the database refuses of what people are told and choose."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from communautes.notifications.models import (
    Evenement,
    Notification,
    Preference,
    Recapitulatif,
    Sourdine,
)
from tests.contraintes import contrainte_qui_refuse, noms_des_contraintes, phrase_de
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
MODELES = (Evenement, Notification, Preference, Recapitulatif, Sourdine)


def _genre() -> ContentType:
    return ContentType.objects.get_for_model(Preference)


def evenement(**champs) -> Evenement:
    return Evenement(
        **{
            "genre": "essai.x",
            "type_d_objet": _genre(),
            "objet_pk": 1,
            "type_de_sujet": _genre(),
            "sujet_pk": 1,
        }
        | champs
    )


def notification(**champs) -> Notification:
    connu = Evenement.objects.first() or evenement()
    connu.save()
    return Notification(
        **{"personne": champs.pop("personne", None) or UserFactory(), "evenement": connu} | champs
    )


def deux_fois(ligne):
    ligne.save()
    ligne.pk = None
    return ligne


ESSAIS = {
    "evenement_dit_une_fois": lambda: deux_fois(evenement()),
    "evenement_cadre_ou_non": lambda: evenement(cadre_pk=1),
    "notification_une_fois": lambda: deux_fois(notification(canal="site")),
    "notification_canal": lambda: notification(canal="rien"),
    "notification_site_sans_courriel": lambda: notification(canal="site", ecrite_le=timezone.now()),
    "preference_une_par_genre": lambda: deux_fois(
        Preference(personne=UserFactory(), genre="essai.x", canal="site")
    ),
    "preference_canal": lambda: Preference(personne=UserFactory(), genre="x", canal="pigeon"),
    "recapitulatif_un_par_periode": lambda: deux_fois(
        Recapitulatif(personne=UserFactory(), frequence="quotidien", jour=timezone.localdate())
    ),
    "recapitulatif_frequence": lambda: Recapitulatif(
        personne=UserFactory(), frequence="immediat", jour=timezone.localdate()
    ),
    "sourdine_une_par_objet": lambda: deux_fois(
        Sourdine(personne=UserFactory(), type_d_objet=_genre(), objet_pk=1)
    ),
}


@pytest.mark.parametrize("nom", ESSAIS)
def test_is_refused_and_says_why(nom):
    ligne = ESSAIS[nom]()
    assert phrase_de(nom, ligne)
    assert contrainte_qui_refuse(ligne) == nom


def test_none_is_left_untried():
    assert set(ESSAIS) == {nom for modele in MODELES for nom in noms_des_contraintes(modele)}
