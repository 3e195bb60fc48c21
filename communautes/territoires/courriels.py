"""The official mails of a collectivité: written here, and told to the rooms that use them."""

from collections.abc import Callable

from django.db import transaction
from wagtail.log_actions import log

from communautes.territoires.models import Collectivite

_suites: list[Callable[[Collectivite], None]] = []


def au_changement(suite: Callable[[Collectivite], None]) -> None:
    """A room says, in AppConfig.ready, what of its own a change voids. Called in the transaction
    of the change, the row locked.
    """
    _suites.append(suite)


@transaction.atomic
def poser(collectivite: Collectivite, courriels: list[str], *, par=None) -> None:
    """The log says who and when, and no address."""
    avant = Collectivite.objects.select_for_update().get(pk=collectivite.pk).emails_officiels
    collectivite.emails_officiels = courriels
    collectivite.save(update_fields=["emails_officiels"])
    if par is not None:
        log(collectivite, "territoires.courriels", user=par)
    if set(avant) != set(courriels):
        for suite in _suites:
            suite(collectivite)
