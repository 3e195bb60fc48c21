from datetime import timedelta

import factory
from django.utils import timezone

from communautes.discussions.models import Discussion, Reponse
from tests.factories.adhesions import AdhesionFactory, CommunautePageFactory


class DiscussionFactory(factory.django.DjangoModelFactory):
    """Asked by a member; `ancienne=True`, past its time."""

    class Meta:
        model = Discussion

    class Params:
        ancienne = factory.Trait(
            ecrit_le=factory.LazyFunction(lambda: timezone.now() - timedelta(days=20)),
            echeance_le=factory.LazyFunction(lambda: timezone.now() - timedelta(days=15)),
        )

    communaute = factory.SubFactory(CommunautePageFactory)
    titre = factory.Sequence(lambda n: f"Comment faire, {n} ?")
    texte = "Nous hésitons, et **personne** ici n’a essayé."
    echeance_le = factory.LazyFunction(lambda: timezone.now() + timedelta(days=5))

    @factory.lazy_attribute
    def auteur(self):
        return AdhesionFactory(communaute=self.communaute).personne


class ReponseFactory(factory.django.DjangoModelFactory):
    """By another member; the discussion is not told (services do)."""

    class Meta:
        model = Reponse

    discussion = factory.SubFactory(DiscussionFactory)
    texte = factory.Sequence(lambda n: f"Nous l’avons fait, en {n} semaines.")

    @factory.lazy_attribute
    def auteur(self):
        return AdhesionFactory(communaute=self.discussion.communaute).personne
