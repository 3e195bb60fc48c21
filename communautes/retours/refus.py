from django.http import Http404
from django.urls import reverse


class RetourRefuse(Exception):
    """What is asked for may not be; the message says why, and what to do, to who asked."""


class RetourDisparu(RetourRefuse, Http404):
    """Deleted meanwhile. `ailleurs`: where to go, since its own pages are gone (comptes/acte.py);
    a page that only reads is not found.
    """

    @property
    def ailleurs(self) -> str:
        return reverse("retours:les_miens")


class RetourIncomplet(RetourRefuse):
    """`manques`: field name → sentence, for each thing that it lacks."""

    def __init__(self, message: str, manques: dict[str, str]):
        super().__init__(message)
        self.manques = manques
