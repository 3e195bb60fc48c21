"""Who cannot go before somebody else is there."""

from django.conf import settings
from django.utils.translation import gettext as _

from communautes.comptes.demo import COMPTES
from communautes.comptes.models import User


def compte_de_demonstration(personne: User) -> str:
    """Where everybody enters as them: they are nobody's to delete, nor to move elsewhere."""
    if not settings.TEC_PORTE_DEMO or personne.email not in {un.email for un in COMPTES}:
        return ""
    return _(
        "Ce compte est celui de la démonstration : tout le monde s’en sert. Ouvrez le vôtre "
        "avec votre adresse pour essayer."
    )


def verrouiller_les_superutilisateurs(personne: User) -> list:
    """In order, before the person: of two who leave at once, the second finds themselves last."""
    if User.objects.filter(pk=personne.pk, is_superuser=True).exists():
        list(User.objects.filter(is_superuser=True).order_by("pk").select_for_update())
    return []


def dernier_superutilisateur(personne: User) -> str:
    if not personne.is_superuser or not personne.is_active:
        return ""
    autres = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=personne.pk)
    if autres.exists():
        return ""
    return _(
        "C’est le dernier superutilisateur du portail\u00a0: donnez d’abord ce droit à une autre "
        "personne, dans l’administration, à «\u00a0Personnes\u00a0»."
    )
