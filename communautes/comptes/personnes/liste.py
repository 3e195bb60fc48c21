"""The screen: Wagtail's list of users, with what the administration looks for."""

from django.db.models import F, Value
from django.db.models.functions import Concat, Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, DateColumn, TitleColumn
from wagtail.users.views.users import IndexView

from communautes.comptes.models import User
from communautes.comptes.personnes import lecture
from home.echanges.listes import ListeEchangeable
from home.listes.vues import ListeFiltrable

OUBLIEES = ("reuni", "supprime")  # values of the filter « Compte »


class ColonneDuNom(TitleColumn):
    """Name, address, and what kind of account it is."""

    cell_template_name = "comptes/admin/cellule_personne.html"


class ColonneDesAffiliations(Column):
    cell_template_name = "comptes/admin/cellule_affiliations.html"


class ListeDesPersonnes(ListeFiltrable, ListeEchangeable, IndexView):
    table_echangee = "personnes"
    add_item_label = _("Ouvrir un compte")
    page_title = _("Personnes")
    default_ordering = "name"
    champs_de_recherche = ["first_name", "last_name", "email", "fonction"]
    tris = {
        "name": Lower(Concat("last_name__unaccent", Value(" "), "first_name__unaccent")),
        "niveau": F("niveau_max"),
    }

    def get_base_queryset(self):
        """Those who are forgotten are nobody: they come when they are asked for."""
        personnes = lecture.pour_liste(User.objects.all())
        if self.request.GET.get("etat") in OUBLIEES:
            return personnes
        return personnes.filter(anonymisee_le=None)

    def get_filterset_kwargs(self):
        """Wagtail's own filter of users wants one more, that ours has no use for."""
        kwargs = super().get_filterset_kwargs()
        del kwargs["is_searching"]
        return kwargs

    @cached_property
    def columns(self):
        nom = self._get_title_column_class(ColonneDuNom)
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="user"),
            nom(
                "name",
                accessor=str,
                label=_("Personne"),
                sort_key="name",
                get_url=self.get_edit_url,
                classname="title",
            ),
            ColonneDesAffiliations("siennes", label=_("Collectivités"), sort_key="niveau"),
            Column("roles", accessor=lecture.roles, label=_("Rôles")),
            Column("portes", accessor=lecture.portes, label=_("Portes")),
            Column("facteur", accessor=_facteur, label=_("Seconde vérification")),
            DateColumn("last_login", label=_("Dernière connexion"), sort_key="last_login"),
            Column("etat", accessor=lecture.etat, label=_("Compte"), sort_key="is_active"),
        ]


def _facteur(personne):
    return _("oui") if personne.a_un_facteur else _("non")
