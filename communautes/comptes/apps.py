from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class ComptesConfig(AppConfig):
    default = True
    name = "communautes.comptes"
    label = "comptes"
    verbose_name = _("comptes")

    def ready(self):
        from allauth.socialaccount.providers import registry

        from communautes.comptes.proconnect.provider import ProConnectProvider

        registry.register(ProConnectProvider)
        from communautes.comptes import session
        from communautes.comptes.second_facteur import preuve

        session.brancher()
        preuve.brancher()
        self._ouvrir_les_listes()
        self._reunir_les_comptes()

    def _reunir_les_comptes(self):
        from communautes.comptes.donnees import registre as donnees
        from communautes.comptes.reunion import actes, decisions, detentions, registre

        actes.brancher()
        registre.declarer(*decisions.DECISIONS)
        donnees.declarer(*detentions.DETENTIONS)

    def _ouvrir_les_listes(self):
        from wagtail.permissions import register_permission_policy

        from communautes.comptes.connexions.echanges import TableDesEvenements
        from communautes.comptes.models import EvenementDeConnexion
        from communautes.comptes.personnes.echanges import TableDesPersonnes
        from home.droits.lecture_seule import LectureSeule
        from home.echanges import registre

        register_permission_policy(EvenementDeConnexion, LectureSeule(EvenementDeConnexion))
        registre.enregistrer(TableDesPersonnes())
        registre.enregistrer(TableDesEvenements())


class PersonnesWagtailConfig(WagtailUsersAppConfig):
    """Wagtail's app of users, with our screens of people in place of its own."""

    user_viewset = "communautes.comptes.viewsets.PersonneViewSet"

    def ready(self):
        from django.contrib.auth.models import Group
        from wagtail.permissions import register_permission_policy

        from communautes.comptes.viewsets import SuperutilisateurPolicy

        super().ready()
        register_permission_policy(Group, SuperutilisateurPolicy(Group))
