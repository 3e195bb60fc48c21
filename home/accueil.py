"""What the home page's own sections show."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from home import navigation, ouvertures
from home.models import ActualiteIndexPage, ActualitePage

# The four steps of a projet partagé: what the collectivité does, what ANCT pays for.
ETAPES = [
    {
        "quand": _("Avant le départ"),
        "pictogramme": "personnes",
        "titre": _("S’engager à plusieurs"),
        "vous": _(
            "Votre collectivité choisit un thème, puis s’inscrit : partie prenante "
            "(3 à 5 places) ou observatrice, sans limite."
        ),
        "finance": _("L’analyse des candidatures et l’animation des premières rencontres."),
    },
    {
        "quand": _("Mois 1 et 2"),
        "pictogramme": "prestataire",
        "titre": _("Choisir les prestataires"),
        "vous": _("Vous dites ce que vous attendez et relisez le cahier des charges."),
        "finance": _(
            "Le marché public : les experts sont choisis, contractualisés et payés par l’agence."
        ),
    },
    {
        "quand": _("Mois 3 à 6"),
        "pictogramme": "carte",
        "titre": _("Rencontrer chaque territoire"),
        "vous": _(
            "Vous accueillez les autres collectivités et posez le diagnostic avec vos habitants."
        ),
        "finance": _("L’animation, les ateliers et la rédaction du diagnostic partagé."),
    },
    {
        "quand": _("Mois 6 à 12"),
        "pictogramme": "plan",
        "titre": _("Écrire votre plan d’action"),
        "vous": _(
            "Vous concevez votre propre plan, relu par vos pairs et par les habitants associés."
        ),
        "finance": _("La co-conception, les regards croisés et l’évaluation."),
    },
]


EXPLICATION = "comment-ca-marche"  # French slug of the page that says more, where there is one


def actualites_recentes(page, request) -> dict | None:
    """The three newest news, and the list's address."""
    actualites = list(
        ActualitePage.objects.visibles().filter(locale_id=page.locale_id).recentes()[:3]
    )
    if not actualites:
        return None
    return {"actualites": actualites, "index": navigation.adresses(request)[ActualiteIndexPage]}


def ouvert(page, request) -> dict:
    """What is open now; when nothing is, the section says what comes next."""
    return {
        "ouvertures": ouvertures.ouvertes(request),
        "actualites": navigation.adresses(request).get(ActualiteIndexPage, ""),
        "contact": reverse("contact"),
    }


def etapes(page, request) -> dict:
    return {"etapes": ETAPES, "explication": navigation.adresse_de(request, EXPLICATION)}


def cout(page, request) -> dict:
    """What it costs, and who answers."""
    return {"contact": reverse("contact")}
