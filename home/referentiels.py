"""Lists that every room shares: levels of participation, collectivités by kind and size."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NiveauParticipation(models.TextChoices):
    """From least to most; « aucune » is only for the actions of a plan."""

    INFORMATION = "information", _("Information")
    CONSULTATION = "consultation", _("Consultation")
    CONCERTATION = "concertation", _("Concertation")
    CO_CONSTRUCTION = "co_construction", _("Co-construction")


def _niveau(choix: NiveauParticipation) -> tuple:
    return choix.value, choix.label


class NiveauAtteint(models.TextChoices):
    """What was done with people, told afterwards: the same scale, from none at all."""

    AUCUNE = "aucune", _("Aucune")
    INFORMATION = _niveau(NiveauParticipation.INFORMATION)
    CONSULTATION = _niveau(NiveauParticipation.CONSULTATION)
    CONCERTATION = _niveau(NiveauParticipation.CONCERTATION)
    CO_CONSTRUCTION = _niveau(NiveauParticipation.CO_CONSTRUCTION)


class PublicAssocie(models.TextChoices):
    """Who takes part in what a collectivité does with people."""

    HABITANTS = "habitants", _("Habitants")
    ENFANTS = "enfants", _("Enfants")
    JEUNES = "jeunes", _("Jeunes")
    AINES = "aines", _("Personnes âgées")
    ELOIGNES = "eloignes", _("Personnes que l’on entend peu")
    ASSOCIATIONS = "associations", _("Associations")
    COMMERCES = "commerces", _("Commerces et entreprises")
    AGRICULTEURS = "agriculteurs", _("Agriculteurs")
    AGENTS = "agents", _("Agents et élus")


class TypeCollectivite(models.TextChoices):
    """The kinds a content can be written for."""

    COMMUNE = "commune", _("Commune")
    EPCI = "epci", _("Intercommunalité")
    DEPARTEMENT = "departement", _("Département")


class Strate(models.TextChoices):
    """Bands of population, in inhabitants: lower limit included, upper limit excluded."""

    MOINS_3500 = "moins_3500", _("Moins de 3\u00a0500\u00a0habitants")
    DE_3500_A_20000 = "3500_20000", _("De 3\u00a0500 à 20\u00a0000\u00a0habitants")
    DE_20000_A_100000 = "20000_100000", _("De 20\u00a0000 à 100\u00a0000\u00a0habitants")
    PLUS_100000 = "plus_100000", _("100\u00a0000\u00a0habitants et plus")


BORNES = (None, 3_500, 20_000, 100_000, None)  # of the bands, in their order


def strate_de(champ: str) -> models.Case:
    """The band of this column of inhabitants, in SQL: empty when nobody knows how many."""
    plafonds = zip(Strate.values, BORNES[1:], strict=True)
    return models.Case(
        *(
            models.When(**{f"{champ}__lt": plafond}, then=models.Value(strate))
            for strate, plafond in plafonds
            if plafond
        ),
        models.When(**{f"{champ}__gte": BORNES[-2]}, then=models.Value(Strate.values[-1])),
        default=models.Value(""),
    )


class Accent(models.TextChoices):
    """DSFR colour families that the identity uses (maquettes/README.md)."""

    EMERAUDE = "green-emeraude", _("Vert émeraude")
    ECUME = "blue-ecume", _("Bleu écume")
    TOURNESOL = "yellow-tournesol", _("Jaune tournesol")
    TUILE = "pink-tuile", _("Rose tuile")


class Pictogramme(models.TextChoices):
    SOINS = "soins", _("Soins")
    ARBRE = "arbre", _("Arbre")
    VELO = "velo", _("Vélo")
    MAISON = "maison", _("Maison")
    EAU = "eau", _("Goutte d’eau")
    MEGAPHONE = "megaphone", _("Porte-voix")
    COMMERCE = "commerce", _("Commerce")
    SOLEIL = "soleil", _("Soleil")
    URNE = "urne", _("Urne")
    DOCUMENT = "document", _("Document")
