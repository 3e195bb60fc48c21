"""Who was said to read what one writes travels with its form: what has opened since is said once,
and confirmed, before anything is published.

The form carries it in a hidden field, `qui_lira`, out of `QuiLira.de(...)`; its service, holding
the lock under which it publishes, calls `verifier_qui_lira` (home/marques.py: what it raises gives
the form what it says now).
"""

from django import forms
from django.utils.translation import gettext as _

from home.marques import CacheInput


class QuiLira:
    MEMBRES, TOUS = "membres", "tous"

    @classmethod
    def de(cls, publique: bool) -> str:
        return cls.TOUS if publique else cls.MEMBRES


class QuiLiraField(forms.CharField):
    """Empty: nothing was said, by whoever means what they write. Out of shape: the members."""

    def __init__(self):
        super().__init__(required=False, widget=CacheInput)

    def clean(self, value) -> str:
        return "" if not value else QuiLira.de(value == QuiLira.TOUS)


def verifier_qui_lira(dit: str, *, publique: bool, refus: type[Exception]) -> None:
    """`dit`: as the form says it; `publique`: all would read it now; `refus`: of the room."""
    if dit != QuiLira.MEMBRES or not publique:
        return
    ouvert = refus(
        _(
            "Rien n’est encore publié\u00a0: depuis que vous avez ouvert cette page, ce lieu est "
            "devenu public, et tout le monde lirait ce que vous écrivez, non plus les membres "
            "seuls. Si cela vous convient, envoyez de nouveau."
        )
    )
    ouvert.relu = {"qui_lira": QuiLira.TOUS}
    raise ouvert
