"""What is kept long enough goes, and what is about things that are no more."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef
from django.utils import timezone

from communautes.notifications.models import Evenement, Notification, Recapitulatif, Sourdine
from communautes.notifications.models.notification import CONSERVATION


def purger() -> int:
    """How many notifications."""
    limite = timezone.now() - CONSERVATION
    nombre = Notification.objects.filter(cree_le__lt=limite).delete()[0] + _sans_objet()
    restent = Notification.objects.filter(evenement=OuterRef("pk"))
    Evenement.objects.filter(~Exists(restent), le__lt=limite).delete()
    Recapitulatif.objects.perimes().delete()
    return nombre


def _sans_objet() -> int:
    """Told of what was deleted since: nobody can be led there any more."""
    nombre = Notification.objects.filter(evenement__in=_disparus(Evenement)).delete()[0]
    Sourdine.objects.filter(pk__in=_disparus(Sourdine)).delete()
    return nombre


def _disparus(modele: type[Evenement] | type[Sourdine]) -> list[int]:
    """Keys of the rows whose object is no more, or of a model that is no more."""
    cles: list[int] = []
    types = modele.objects.order_by().values_list("type_d_objet", flat=True).distinct()
    for type_pk in list(types):
        lignes = modele.objects.filter(type_d_objet=type_pk)
        objets = ContentType.objects.get_for_id(type_pk).model_class()
        if objets is not None:
            la = objets._base_manager.filter(pk=OuterRef("objet_pk"))
            lignes = lignes.filter(~Exists(la))
        cles += lignes.values_list("pk", flat=True)
    return cles
