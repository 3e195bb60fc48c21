"""People, and where they work."""

from datetime import timedelta

import factory
from django.utils import timezone

from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.models import User
from tests.factories.territoires import CollectiviteFactory


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"personne{n}@exemple.example.org")

    @factory.post_generation
    def groupe(self, create, extracted, **kwargs):
        """groupe="Rédaction": one of the roles that a migration made."""
        if extracted:
            from django.contrib.auth.models import Group

            self.groups.add(Group.objects.get(name=extracted))


PREUVES = dict(zip(Niveau, ("", "siret", "courriel", "caution", "anct"), strict=True))


class AffiliationFactory(factory.django.DjangoModelFactory):
    """Of an agent, « confirmée »; `niveau=…` sets the rest, `elu=True` has a mandate."""

    class Meta:
        model = Affiliation

    class Params:
        elu = factory.Trait(
            fonction="elu",
            fin_mandat=factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365)),
        )
        referent = factory.Trait(role="referent")

    personne = factory.SubFactory(UserFactory, first_name="Camille", last_name="Duprez")
    collectivite = factory.SubFactory(CollectiviteFactory)
    fonction = "agent"
    niveau = Niveau.CONFIRMEE
    preuve = factory.LazyAttribute(lambda a: PREUVES[a.niveau])
    niveau_etabli = factory.SelfAttribute("niveau")  # a caution: of an established one
    statut = factory.LazyAttribute(
        lambda a: "demandee" if a.niveau == Niveau.DECLAREE else "active"
    )
    echeance_le = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))
