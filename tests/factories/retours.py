"""Retours of the tests: complete and published unless told (`etat=`)."""

import factory
from django.utils import timezone

from communautes.retours import services
from communautes.retours.models import CollectiviteAuteure, Parcours, RetourExperience, RetourTheme
from tests.factories import AffiliationFactory, ThemePageFactory, UserFactory

TEXTES = {
    "resume": "La cour est ouverte le soir. Les voisins y viennent.",
    "contexte": "Le quartier manquait d’ombre.",
    "fait": "Nous avons ouvert la cour aux voisins, un soir sur deux.",
    "appris": "Commencer petit, et compter dès le premier soir.",
    "resultats": "- 640 entrées en deux étés",
    "echecs": "- personne n’avait prévu le gardiennage en août",
    "transposition": "- une convention écrite avec l’école",
}


class RetourFactory(factory.django.DjangoModelFactory):
    """`affiliation`: of who writes it (« confirmée » unless told); `etat`: « brouillon »,
    « soumis », « en_relecture », « a_completer », « publie », « archive » or « retire »;
    `themes`: one is made by default.
    """

    class Meta:
        model = RetourExperience

    titre = factory.Sequence(lambda n: f"Une cour ouverte {n}")
    slug = factory.Sequence(lambda n: f"une-cour-ouverte-{n}")
    reference = factory.Sequence(lambda n: f"RET-{n:04}")
    format = "complet"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        etat, themes = kwargs.pop("etat", "publie"), kwargs.pop("themes", None)
        affiliation = kwargs.pop("affiliation", None) or AffiliationFactory()
        retour = model_class(live=False, **TEXTES | kwargs)
        retour.themes_lies = [
            RetourTheme(theme=theme, sort_order=rang)
            for rang, theme in enumerate([ThemePageFactory()] if themes is None else themes)
        ]
        retour.save()
        Parcours.objects.create(retour=retour, auteur=affiliation.personne)
        CollectiviteAuteure.objects.create(
            retour=retour,
            collectivite=affiliation.collectivite,
            principale=True,
            etat=CollectiviteAuteure.Etat.ACCEPTEE,
            niveau=affiliation.niveau,
            invitee_par=affiliation.personne,
            repondu_par=affiliation.personne,
            repondu_le=timezone.now(),
        )
        retour.save_revision(user=affiliation.personne)
        amener(retour, etat, par=affiliation.personne)
        return RetourExperience.objects.select_related("parcours").get(pk=retour.pk)


def relecteur():
    return UserFactory(groupe="Relecture")


def amener(retour: RetourExperience, etat: str, *, par) -> None:
    """By the services, as people do."""
    if etat == "brouillon":
        return
    services.soumettre(retour, par=par)
    if etat == "soumis":
        return
    anct = relecteur()
    if etat in ("en_relecture", "a_completer"):
        services.prendre(retour, par=anct)
    if etat == "a_completer":
        services.demander_de_completer(retour, par=anct, remarques={"fait": "Combien de soirs ?"})
    if etat in ("publie", "archive", "retire"):
        services.publier(retour, par=anct)
    if etat == "archive":
        services.archiver(retour, par=par)
    if etat == "retire":
        services.retirer(retour, par=par, motif="L’école a fermé.")
