"""Who is there: a newcomer says it once, a shared mailbox at each sign-in."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from communautes.comptes.models import Presence, User
from communautes.comptes.noms import LONGUEUR, nom_recu, valider_nom
from communautes.comptes.retour import suite_de

CLE = "presence"


class PresenceForm(forms.Form):
    nom = forms.CharField(
        label=_("Votre prénom et votre nom"),
        max_length=LONGUEUR,
        validators=[valider_nom],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Dites qui est là : prénom et nom.")},
    )
    fonction = forms.CharField(
        label=_("Votre fonction"),
        help_text=_("Par exemple : directrice générale des services, élu à la participation."),
        max_length=LONGUEUR,
        validators=[valider_nom],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Indiquez votre fonction.")},
    )


class PresentationForm(forms.ModelForm):
    """`fonction` is for a shared mailbox: anybody else says theirs for each collectivité."""

    boite = forms.CharField(
        label=_("Nom de la boîte partagée"),
        help_text=_("Seulement si la case est cochée. Par exemple : Mairie de Vernon."),
        max_length=LONGUEUR,
        validators=[valider_nom],
        required=False,
    )

    class Meta:
        model = User
        fields = ["first_name", "last_name", "fonction", "boite_partagee"]
        labels = {
            "first_name": _("Prénom"),
            "last_name": _("Nom"),
            "fonction": _("Votre fonction"),
            "boite_partagee": _("Plusieurs personnes se servent de cette adresse"),
        }
        help_texts = {
            "fonction": _(
                "Seulement si la case est cochée. Par exemple\u00a0: directrice générale des "
                "services, élu."
            ),
            "boite_partagee": _(
                "La boîte de la mairie, par exemple. À chaque connexion, nous demanderons "
                "qui est là."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        messages = {
            "first_name": _("Indiquez votre prénom."),
            "last_name": _("Indiquez votre nom."),
        }
        for champ, message in messages.items():
            self.fields[champ].required = True
            self.fields[champ].error_messages["required"] = message

    def clean(self):
        donnees = super().clean()
        if donnees.get("boite_partagee") and not donnees.get("boite"):
            self.add_error("boite", _("Donnez le nom de la boîte : « Mairie de… »."))
        if donnees.get("boite_partagee") and not donnees.get("fonction"):
            self.add_error("fonction", _("Indiquez votre fonction."))
        return donnees


def presence_de(request) -> Presence | None:
    """The row that what this session does points to; None where nobody was asked."""
    if not hasattr(request, "_presence"):
        pk = request.session.get(CLE)
        mienne = Presence.objects.filter(pk=pk, personne=request.user)
        request._presence = mienne.first() if pk else None
    return request._presence


def noter_presence(request, *, nom: str, fonction: str) -> Presence:
    presence = Presence.objects.create(personne=request.user, nom=nom, fonction=fonction)
    request.session[CLE] = presence.pk
    request._presence = presence
    return presence


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def qui_est_la(request):
    if not request.user.boite_partagee:
        return redirect(suite_de(request))
    form = PresenceForm(request.POST or None)
    if form.is_valid():
        noter_presence(request, **form.cleaned_data)
        return redirect(suite_de(request))
    contexte = {"form": form, "suite": suite_de(request), "presence": presence_de(request)}
    return render(request, "comptes/qui_est_la.html", contexte)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def se_presenter(request):
    """Once, right after the code that opened the account."""
    if request.user.get_full_name():
        return redirect(suite_de(request))
    form = PresentationForm(request.POST or None, instance=request.user)
    if form.is_valid():
        _enregistrer(request, form)
        return redirect(suite_de(request))
    request.user.refresh_from_db()  # what a refused form wrote on it is not shown
    contexte = {"form": form, "suite": suite_de(request)}
    return render(request, "comptes/se_presenter.html", contexte)


@transaction.atomic
def _enregistrer(request, form: PresentationForm) -> None:
    """A shared mailbox bears its own name; who answered is its first presence."""
    personne = form.save(commit=False)
    if personne.boite_partagee:
        noter_presence(request, nom=nom_recu(personne.get_full_name()), fonction=personne.fonction)
        personne.first_name = personne.fonction = ""
        personne.last_name = form.cleaned_data["boite"]
    personne.save()
