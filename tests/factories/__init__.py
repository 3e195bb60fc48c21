"""Factories shared by the rooms' tests, a file each. Pages are published unless `live=False`."""

from tests.factories.adhesions import AdhesionFactory, CommunautePageFactory, InvitationFactory
from tests.factories.agenda import ParticipationFactory, RencontreFactory
from tests.factories.comptes import AffiliationFactory, UserFactory
from tests.factories.discussions import DiscussionFactory, ReponseFactory
from tests.factories.home import (
    ActualitePageFactory,
    ContenuPageFactory,
    DocumentFactory,
    ImageFactory,
    SitePageFactory,
    traduite,
)
from tests.factories.lettres import LettreFactory
from tests.factories.notifications import CourrielFactory
from tests.factories.ressources import (
    ActeurFactory,
    RessourcePageFactory,
    ThematiqueFactory,
    ThemePageFactory,
)
from tests.factories.territoires import CollectiviteFactory

__all__ = [
    "ActeurFactory",
    "ActualitePageFactory",
    "AdhesionFactory",
    "AffiliationFactory",
    "CollectiviteFactory",
    "CommunautePageFactory",
    "ContenuPageFactory",
    "CourrielFactory",
    "DiscussionFactory",
    "DocumentFactory",
    "ImageFactory",
    "InvitationFactory",
    "LettreFactory",
    "ParticipationFactory",
    "RencontreFactory",
    "ReponseFactory",
    "RessourcePageFactory",
    "SitePageFactory",
    "ThematiqueFactory",
    "ThemePageFactory",
    "UserFactory",
    "traduite",
]
