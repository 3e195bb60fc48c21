"""Licences that an editor chooses from, and where a reader finds their text."""

from django.db import models
from django.utils.translation import gettext_lazy as _

LONGUEUR = 100


class Licence(models.TextChoices):
    OUVERTE = "licence-ouverte", _("Licence Ouverte 2.0")
    CC_BY = "cc-by", _("CC BY 4.0")
    CC_BY_SA = "cc-by-sa", _("CC BY-SA 4.0")
    CC0 = "cc0", _("CC0 (aucun droit réservé)")
    DOMAINE_PUBLIC = "domaine-public", _("Domaine public")
    RESERVES = "reserves", _("Tous droits réservés, publiée avec accord")
    AUTRE = "autre", _("Autre licence, à préciser")


TEXTES = {
    Licence.OUVERTE: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.fr",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/deed.fr",
}
