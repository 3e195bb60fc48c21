"""How the list of people is filtered."""

import django_filters
from allauth.socialaccount.models import SocialAccount
from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.models import User
from communautes.comptes.personnes.lecture import dormantes, sans_le_facteur_du
from communautes.territoires.nommes import DEPARTEMENTS, nom_du_departement
from home.listes.recherche import chercher

SANS = "sans"


def _roles() -> list[tuple[str, object]]:
    noms = Group.objects.order_by("name").values_list("name", flat=True)
    return [(SANS, _("Sans rôle")), *((nom, nom) for nom in noms)]


class FiltreDesPersonnes(WagtailFilterSet):
    etat = django_filters.ChoiceFilter(
        label=_("Compte"),
        choices=[
            ("ouvert", _("Ouvert")),
            ("ferme", _("Fermé")),
            ("reuni", _("Réuni avec un autre")),
            ("supprime", _("Supprimé")),
            ("dormant", _("Ouvert, sans activité depuis un an")),
        ],
        method="filtrer_par_etat",
    )
    role = django_filters.ChoiceFilter(label=_("Rôle"), choices=_roles, method="filtrer_par_role")
    niveau = django_filters.ChoiceFilter(
        label=_("Niveau d’affiliation"),
        choices=[(SANS, _("Sans affiliation en vigueur")), *Niveau.choices],
        method="filtrer_par_niveau",
    )
    collectivite = django_filters.CharFilter(
        label=_("Collectivité (nom ou code)"), method="filtrer_par_collectivite"
    )
    departement = django_filters.ChoiceFilter(
        label=_("Département"),
        choices=[(code, nom_du_departement(code)) for code in DEPARTEMENTS],
        method="filtrer_par_departement",
        widget=forms.Select,
    )
    porte = django_filters.ChoiceFilter(
        label=_("Porte d’entrée"),
        choices=[("proconnect", _("ProConnect")), ("code", _("Code seulement"))],
        method="filtrer_par_porte",
    )
    facteur = django_filters.ChoiceFilter(
        label=_("Seconde vérification"),
        choices=[
            ("manque", _("Demandée, et absente")),
            ("oui", _("Présente")),
            ("non", _("Absente")),
        ],
        method="filtrer_par_facteur",
    )
    boite_partagee = django_filters.BooleanFilter(label=_("Boîte partagée"))

    class Meta:
        model = User
        fields = []

    def filtrer_par_etat(self, personnes, nom, choix):
        if choix == "dormant":
            return dormantes(personnes)
        if choix == "reuni":
            return personnes.filter(fusionne_dans__isnull=False)
        if choix == "supprime":
            return personnes.filter(anonymisee_le__isnull=False, fusionne_dans=None)
        return personnes.filter(is_active=choix == "ouvert", fusionne_dans=None, anonymisee_le=None)

    def filtrer_par_role(self, personnes, nom, choix):
        if choix == SANS:
            return personnes.filter(groups=None, is_superuser=False)
        return personnes.filter(pk__in=User.objects.filter(groups__name=choix).values("pk"))

    def filtrer_par_niveau(self, personnes, nom, choix):
        """The best of their affiliations."""
        return personnes.filter(niveau_max=None if choix == SANS else int(choix))

    def filtrer_par_collectivite(self, personnes, nom, texte):
        siennes = chercher(
            Affiliation.objects.en_vigueur(),
            texte,
            ["collectivite__nom", "collectivite__code", "collectivite__siren"],
        )
        return personnes.filter(pk__in=siennes.values("personne"))

    def filtrer_par_departement(self, personnes, nom, choix):
        siennes = Affiliation.objects.en_vigueur().filter(collectivite__departement=choix)
        return personnes.filter(pk__in=siennes.values("personne"))

    def filtrer_par_porte(self, personnes, nom, choix):
        relies = SocialAccount.objects.values("user")
        if choix == "proconnect":
            return personnes.filter(pk__in=relies)
        return personnes.exclude(pk__in=relies).filter(par_courriel=True)

    def filtrer_par_facteur(self, personnes, nom, choix):
        if choix == "manque":
            return sans_le_facteur_du(personnes)
        return personnes.filter(a_un_facteur=choix == "oui")
