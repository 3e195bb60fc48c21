"""Where somebody is led: to what they follow, or to what everybody reads."""

from django.urls import reverse

from communautes.retours.models import RetourExperience


def suivi_de(retour: RetourExperience) -> str:
    """For who writes or signs it: its state, what is asked, what they may do."""
    return reverse("retours:suivi", args=[retour.pk])
