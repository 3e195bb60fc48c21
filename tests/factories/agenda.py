from datetime import timedelta

import factory
from django.utils import timezone

from communautes.agenda.models import Participation, Rencontre
from tests.factories.comptes import UserFactory


class RencontreFactory(factory.django.DjangoModelFactory):
    """Announced, in a week, open to all and of the whole portal; `brouillon`, `annulee`, `passee`
    set the rest.
    """

    class Meta:
        model = Rencontre

    class Params:
        brouillon = factory.Trait(etat="brouillon", annoncee_le=None)
        annulee = factory.Trait(
            etat="annulee", motif="Salle prise", annulee_le=factory.LazyFunction(timezone.now)
        )
        passee = factory.Trait(debut=factory.LazyFunction(lambda: _dans(-7)))

    titre = factory.Sequence(lambda n: f"Rencontre {n}")
    texte = "Nous parlerons de **méthodes**."
    debut = factory.LazyFunction(lambda: _dans(7))
    fin = factory.LazyAttribute(lambda une: une.debut + timedelta(hours=2))
    lieu = "Salle des fêtes, Vernon"
    etat = "annoncee"
    annoncee_le = factory.LazyFunction(timezone.now)
    auteur = factory.SubFactory(UserFactory, first_name="Ana", last_name="Matrice")


def _dans(jours: int):
    return timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=jours)


class ParticipationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Participation

    rencontre = factory.SubFactory(RencontreFactory)
    personne = factory.SubFactory(UserFactory, first_name="Camille", last_name="Duprez")
    statut = "inscrite"
