import factory
from django.utils import timezone

from communautes.lettres.models import Lettre
from tests.factories.comptes import UserFactory


class LettreFactory(factory.django.DjangoModelFactory):
    """A draft; `envoyee=True`, sent."""

    class Meta:
        model = Lettre

    class Params:
        envoyee = factory.Trait(envoyee_le=factory.LazyFunction(timezone.now))

    titre = factory.Sequence(lambda n: f"Lettre {n}")
    texte = "Trois **questions** attendent une réponse."
    auteur = factory.SubFactory(UserFactory, first_name="Ana", last_name="Matrice")
