"""Wagtail's screens of people and groups, without the ways up that they leave open.

Wagtail trusts whoever may change a user with everything, « administrateur » included.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.utils import user_can_delete_user
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)
from wagtail.users.views.users import CreateView, DeleteView, EditView, UserViewSet

from communautes.comptes import fermeture
from communautes.comptes.models import User
from communautes.comptes.permissions import peut_gerer, roles_attribuables
from communautes.comptes.personnes.emails import compte_ouvert
from communautes.comptes.personnes.filtres import FiltreDesPersonnes
from communautes.comptes.personnes.liste import ListeDesPersonnes
from communautes.comptes.reunion.comparaison import peut_reunir
from communautes.comptes.second_facteur.facteurs import a_un_facteur
from home.fraicheur import depart


class PersonneForm:
    """What the person who fills the form may not give is not a field, so cannot be forged."""

    def __init__(self, *args, par, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = roles_attribuables(par)
        if not par.is_superuser:
            self.fields.pop("is_superuser", None)  # absent already from one's own account

    def clean_email(self) -> str:
        """An address that another account took over opens that one already (reunion/)."""
        email = self.cleaned_data["email"]
        autre = User.objects.de_l_adresse(email)
        if autre is not None and autre.pk != self.instance.pk:
            raise ValidationError(_("Cette adresse ouvre déjà un compte."), code="prise")
        return email

    def save(self, commit=True):
        if not self.instance.password:
            self.instance.set_unusable_password()
        return super().save(commit=commit)


class PersonneCreationForm(PersonneForm, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = UserCreationForm.Meta.fields | {"boite_partagee"}


class PersonneEditForm(PersonneForm, UserEditForm):
    """The address opens the account: it is changed by an act of its own (donnees/)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].disabled = True

    class Meta(UserEditForm.Meta):
        fields = UserEditForm.Meta.fields | {"boite_partagee"}


class ParQui:
    """Tells the form who fills it."""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"par": self.request.user}


class SousSonNiveau:
    """Closed on someone above."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not self.peut_entrer(self.get_object()):
            raise PermissionDenied

    def peut_entrer(self, personne) -> bool:
        return peut_gerer(self.request.user, personne)


class CreationView(ParQui, CreateView):
    template_name = "comptes/admin/personne_creation.html"
    page_title = gettext_lazy("Ouvrir un compte")

    def get_page_subtitle(self) -> str:
        """Wagtail’s own says « Personne » after it."""
        return ""

    def get_breadcrumbs_items(self):
        *avant, ici = super().get_breadcrumbs_items()
        return [*avant, ici | {"label": self.page_title}]

    def save_instance(self):
        personne = super().save_instance()
        if personne.is_active:
            compte_ouvert(personne)
        return personne


class ModificationView(SousSonNiveau, ParQui, EditView):
    template_name = "comptes/admin/personne_modification.html"

    def peut_entrer(self, personne) -> bool:
        """An account that was absorbed is read: by which."""
        return personne.fusionne_dans_id is not None or super().peut_entrer(personne)

    def dispatch(self, request, *args, **kwargs):
        if self.object.fusionne_dans_id is None:
            return super().dispatch(request, *args, **kwargs)
        if not self.user_has_permission("change") or request.method == "POST":
            raise PermissionDenied
        return render(request, "comptes/admin/personne_absorbee.html", {"personne": self.object})

    def get_usage_url(self):
        """No content shows a person: « Sert 0 fois » would be all that it says."""

    def save_instance(self):
        etait_ouvert = User.objects.filter(pk=self.object.pk, is_active=True).exists()
        personne = super().save_instance()
        if etait_ouvert and not personne.is_active:
            fermeture.fermer(self.request, [personne])
        return personne

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        nombres = depart.nombres_de_contenus([self.object])
        return context | {
            "contenus": nombres.get(self.object.pk, 0),
            "a_un_facteur": a_un_facteur(self.object),
            "absorbes": list(self.object.comptes_absorbes.order_by("pk")),
            "peut_reunir": self.object.is_active
            and self.object.pk != self.request.user.pk
            and peut_reunir(self.request.user, self.object),
        }


class SuppressionView(SousSonNiveau, DeleteView):
    """Acts point to people, words of theirs are elsewhere: a deletion would break the ones and
    leave the others. Anonymising does what it is asked for.
    """

    def dispatch(self, request, *args, **kwargs):
        personne = self.get_object()
        if not user_can_delete_user(request.user, personne):
            raise PermissionDenied
        return redirect("personnes_anonymiser", personne.pk)


class PersonneViewSet(UserViewSet):
    index_view_class = ListeDesPersonnes
    filterset_class = FiltreDesPersonnes
    ordering = "name"
    index_results_template_name = "comptes/admin/personnes_resultats.html"
    add_view_class = CreationView
    edit_view_class = ModificationView
    delete_view_class = SuppressionView
    create_template_name = CreationView.template_name
    copy_view_enabled = False  # a second account with the rights of the first: never in one click
    edit_template_name = ModificationView.template_name

    def get_form_class(self, for_update=False):
        return PersonneEditForm if for_update else PersonneCreationForm


class SuperutilisateurPolicy(ModelPermissionPolicy):
    """Rights that no group gives: whoever edits groups could give themselves all the others."""

    def user_has_permission(self, user, action):
        return user.is_active and user.is_superuser

    def users_with_any_permission(self, actions):
        return super().users_with_any_permission(actions).filter(is_superuser=True)


class ActionSousSonNiveau:
    """The same in bulk: those above are shown as out of reach."""

    def check_perm(self, obj):
        return super().check_perm(obj) and peut_gerer(self.request.user, obj)


class DonnerUnRole(ActionSousSonNiveau, AssignRoleBulkAction):
    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields["role"].queryset = roles_attribuables(self.request.user)
        return form


class OuvrirOuFermer(ActionSousSonNiveau, SetActiveStateBulkAction):
    template_name = "comptes/admin/ouvrir_ou_fermer.html"

    def annotate_items(self, items):
        nombres = depart.nombres_de_contenus(items)
        for personne in items:
            personne.contenus = nombres.get(personne.pk, 0)
        return items

    def form_valid(self, form):
        reponse = super().form_valid(form)
        if form.cleaned_data["mark_as_active"] is False:
            fermeture.fermer(self.request, list(self.actionable_objects))
        return reponse


class Supprimer(DeleteBulkAction):
    """Of nobody: the page says what to do instead."""

    template_name = "comptes/admin/supprimer.html"

    def check_perm(self, obj):
        return False


ACTIONS = [DonnerUnRole, OuvrirOuFermer, Supprimer]
