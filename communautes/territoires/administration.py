"""The two acts of ANCT on the referential, in the admin: a form, what it will change, a yes."""

from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from communautes.territoires import dissolutions, fusions
from communautes.territoires.forms import CollectiviteField
from communautes.territoires.models import Collectivite
from communautes.territoires.permissions import peut_fusionner
from home.jours import date_format


class ActeForm(forms.Form):
    motif = forms.CharField(
        label=gettext_lazy("Acte qui la prononce"),
        max_length=300,
        help_text=gettext_lazy("Par exemple\u00a0: arrêté préfectoral du 12 décembre 2026."),
        error_messages={"required": gettext_lazy("Dites pourquoi\u00a0: l’arrêté, sa date.")},
    )
    le = forms.DateField(
        label=gettext_lazy("Date d’effet"),
        initial=timezone.localdate,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class FusionForm(ActeForm):
    absorbee = CollectiviteField(
        label=gettext_lazy("Collectivité absorbée"),
        help_text=gettext_lazy("Le plus souvent une intercommunalité\u00a0; son nom ou son SIREN."),
    )
    successeur = CollectiviteField(label=gettext_lazy("Collectivité qui l’absorbe"))
    field_order = ["absorbee", "successeur", "motif", "le"]


class DissolutionForm(ActeForm):
    collectivite = CollectiviteField(
        label=gettext_lazy("Groupement dissous"),
        types=dissolutions.DISSOLUBLES,
        help_text=gettext_lazy("Une intercommunalité ou un syndicat, qui n’a pas de successeur."),
    )
    field_order = ["collectivite", "motif", "le"]


class ActeView(View):
    http_method_names = ["get", "post"]
    form_class: type[ActeForm]
    titre = phrase = bouton = titre_des_suites = ""

    def dispatch(self, request, *args, **kwargs):
        if not peut_fusionner(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self._ecran(self.form_class())

    def post(self, request):
        """First what it changes; then, confirmed, the act."""
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self._ecran(form, status=422)
        donnees = form.cleaned_data
        try:
            fusions.verifier_l_acte(donnees["motif"], request.user, donnees["le"])
            if "confirmer" not in request.POST:
                return self._ecran(
                    form,
                    suites=self.suites(donnees),
                    gardees=_gardees(form),
                    resume=[(champ.label, _dite(donnees[champ.name])) for champ in form],
                )
            nommee = self.faire(donnees)
        except fusions.FusionRefusee as refus:
            form.add_error(None, str(refus))
            return self._ecran(form, status=422)
        messages.success(request, self.fait(donnees))
        return redirect("collectivites:inspect", nommee.pk)

    def suites(self, donnees) -> list[str]:
        raise NotImplementedError

    def faire(self, donnees) -> Collectivite:
        """The act; whose page is shown afterwards."""
        raise NotImplementedError

    def fait(self, donnees) -> str:
        raise NotImplementedError

    def _ecran(self, form, *, status: int = 200, **contexte):
        fil = [
            {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
            {"url": reverse("collectivites:index"), "label": _("Collectivités")},
            {"url": "", "label": self.titre},
        ]
        contexte |= {
            "form": form,
            "acte": self,
            "page_title": self.titre,
            "header_title": self.titre,
            "header_icon": "site",
            "breadcrumbs_items": fil,
        }
        return render(self.request, "territoires/admin/acte.html", contexte, status=status)


def _gardees(form) -> list[tuple[str, str]]:
    """What was sent, to be sent again by the confirmation."""
    noms = [nom for nom in form.fields if nom in form.data]
    noms += [f"{nom}_cle" for nom in form.fields if f"{nom}_cle" in form.data]
    return [(nom, form.data[nom]) for nom in noms]


def _dite(valeur) -> str:
    if isinstance(valeur, Collectivite):
        return f"{valeur.intitule} ({valeur.get_type_display()})"
    return date_format(valeur, "j F Y") if isinstance(valeur, date) else valeur


class FusionnerView(ActeView):
    form_class = FusionForm
    titre = gettext_lazy("Prononcer une fusion")
    phrase = gettext_lazy(
        "Tout ce qu’avait la collectivité absorbée passe à celle qui l’absorbe, en une fois. "
        "Les fusions de communes viennent du référentiel de l’année\u00a0: ici, les autres."
    )
    titre_des_suites = gettext_lazy("Ce que cela déplace")
    bouton = gettext_lazy("Prononcer la fusion")

    def suites(self, donnees):
        return fusions.en_mots(fusions.a_blanc(donnees["absorbee"], donnees["successeur"]))

    def faire(self, donnees):
        fusions.prononcer(
            donnees["absorbee"],
            donnees["successeur"],
            motif=donnees["motif"],
            le=donnees["le"],
            par=self.request.user,
        )
        return donnees["successeur"]

    def fait(self, donnees):
        return _("«\u00a0%(absorbee)s\u00a0» a fusionné dans «\u00a0%(successeur)s\u00a0».") % {
            "absorbee": donnees["absorbee"].nom,
            "successeur": donnees["successeur"].nom,
        }


class DissoudreView(ActeView):
    form_class = DissolutionForm
    titre = gettext_lazy("Prononcer une dissolution")
    phrase = gettext_lazy(
        "Un groupement dissous n’agit plus\u00a0: les affiliations prennent fin, ses communes n’y "
        "sont plus. Ce qu’il a publié et rejoint reste à son nom."
    )
    titre_des_suites = gettext_lazy("Ce qui prend fin")
    bouton = gettext_lazy("Prononcer la dissolution")

    def suites(self, donnees):
        return dissolutions.en_mots(
            dissolutions.a_blanc(donnees["collectivite"], le=donnees["le"], par=self.request.user)
        )

    def faire(self, donnees):
        dissolutions.dissoudre(
            donnees["collectivite"],
            motif=donnees["motif"],
            le=donnees["le"],
            par=self.request.user,
        )
        return donnees["collectivite"]

    def fait(self, donnees):
        return _("«\u00a0%(nom)s\u00a0» est dissoute.") % {"nom": donnees["collectivite"].nom}
