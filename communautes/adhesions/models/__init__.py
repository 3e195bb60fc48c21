from communautes.adhesions.models.adhesion import Adhesion
from communautes.adhesions.models.communaute import (
    CommunautePage,
    CommunautesIndexPage,
    CommunauteTheme,
)
from communautes.adhesions.models.invitation import Invitation
from communautes.adhesions.models.vie import Vie

__all__ = [
    "Adhesion",
    "CommunautePage",
    "CommunauteTheme",
    "CommunautesIndexPage",
    "Invitation",
    "Vie",
]
