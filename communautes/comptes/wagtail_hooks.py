from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from communautes.comptes.connexions.viewsets import EvenementViewSet
from communautes.comptes.reunion import views as reunion
from communautes.comptes.second_facteur.administration import reinitialiser
from communautes.comptes.viewsets import ACTIONS

for action in ACTIONS:
    # After Wagtail's own, which bear the same names: the last one registered stays.
    hooks.register("register_bulk_action", action, order=10)


@hooks.register("register_admin_urls")
def adresses():
    return [
        path(
            "personnes/<int:pk>/second-facteur/",
            reinitialiser,
            name="personnes_second_facteur",
        ),
        *reunion.urlpatterns,
    ]


@hooks.register("register_admin_viewset")
def journal_des_connexions():
    return [EvenementViewSet("evenements", url_prefix="connexions")]


@hooks.register("register_account_menu_item")
def ma_seconde_verification(request):
    return {
        "url": reverse("second_facteur"),
        "label": gettext("Seconde vérification"),
        "help_text": gettext("Votre application, vos clés d’accès, vos codes de secours."),
    }


@hooks.register("register_log_actions")
def actes(registre):
    registre.register_action(
        "comptes.second_facteur",
        _("Retirer les secondes vérifications"),
        lambda entree, donnees: gettext("Secondes vérifications retirées : %(motif)s") % donnees,
    )
    registre.register_action(
        "comptes.reunion",
        _("Réunir avec un autre compte"),
        lambda entree, donnees: (
            gettext("Réuni avec le compte n° %(absorbe)s : %(motif)s") % donnees
        ),
    )
    registre.register_action(
        "comptes.export",
        _("Exporter les personnes"),
        lambda entree, donnees: gettext("Liste des personnes exportée : %(nombre)s") % donnees,
    )
