"""Communities, who belongs to them, who is invited."""

from datetime import timedelta

import factory
from django.utils import timezone

from communautes.adhesions.models import Adhesion, CommunautePage, CommunauteTheme, Invitation
from tests.factories.comptes import UserFactory
from tests.factories.ressources import ThematiqueFactory


class CommunautePageFactory(ThematiqueFactory):
    """Free and public unless told; published, so it lives."""

    class Meta:
        model = CommunautePage

    title = factory.Sequence(lambda n: f"Communauté {n}")
    objet = "<p>S’entraider.</p>"
    fin_prevue = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365))
    acces, visibilite = "libre", "publique"

    @staticmethod
    def lier(page, *, theme, rang):
        page.themes_lies.add(CommunauteTheme(theme=theme, sort_order=rang))


class AdhesionFactory(factory.django.DjangoModelFactory):
    """Of an active member; `demandee=True`, `anime=True`, `exclue=True` set the rest."""

    class Meta:
        model = Adhesion

    class Params:
        demandee = factory.Trait(
            statut="demandee",
            depuis=None,
            echeance_le=factory.LazyFunction(lambda: timezone.now() + timedelta(days=7)),
        )
        anime = factory.Trait(role="animateur")
        exclue = factory.Trait(
            statut="exclue", motif="Hors sujet", close_le=factory.LazyFunction(timezone.now)
        )
        quittee = factory.Trait(statut="quittee", close_le=factory.LazyFunction(timezone.now))

    communaute = factory.SubFactory(CommunautePageFactory)
    personne = factory.SubFactory(UserFactory, first_name="Camille", last_name="Duprez")
    statut = "active"
    depuis = factory.LazyFunction(timezone.now)


class InvitationFactory(factory.django.DjangoModelFactory):
    """Open, given by somebody who animates."""

    class Meta:
        model = Invitation

    communaute = factory.SubFactory(CommunautePageFactory)
    adresse = factory.Sequence(lambda n: f"invitee-{n}@commune.example.org")
    expire_le = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))

    @factory.lazy_attribute
    def invitee_par(self):
        return AdhesionFactory(communaute=self.communaute, anime=True).personne
