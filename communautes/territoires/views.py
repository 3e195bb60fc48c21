"""Finding a collectivité, and the public page of each."""

from django import forms
from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from communautes.territoires.forms import AbsenteForm, CollectiviteField, cle_de
from communautes.territoires.models import Collectivite
from communautes.territoires.nommes import nom_de_la_region, nom_du_departement
from communautes.territoires.recherche import PROPOSEES
from communautes.territoires.recherche import chercher as trouver
from communautes.territoires.sections import de_la_collectivite, invitation
from home.contact.robots import cle_du_jeton
from home.contact.services import recevoir
from home.langues import affichage
from home.limites import adresse_client
from home.models import MessageRecu


class TrouverForm(forms.Form):
    collectivite = CollectiviteField(
        label=gettext_lazy("Collectivité"),
        help_text=gettext_lazy(
            "Son nom, son code INSEE ou son code postal\u00a0: «\u00a0saint denis 93\u00a0»."
        ),
        question=gettext_lazy(
            "Plusieurs collectivités répondent\u00a0: laquelle cherchez-vous\u00a0?"
        ),
    )

    def a_preciser(self) -> "TrouverForm":
        """The same, without a fault: to have several answers is none."""
        champ = self.fields["collectivite"]
        suite = TrouverForm(initial={"collectivite": [self["collectivite"].value()[0], ""]})
        suite.fields["collectivite"].widget.proposer(*champ.widget.proposition)
        return suite


@require_safe
def liste(request):
    """The picker on its own: it leads to the page of the one that is chosen."""
    form = TrouverForm(request.GET if "collectivite" in request.GET else None)
    if form.is_valid():
        return redirect(form.cleaned_data["collectivite"])
    if form.has_error("collectivite", "plusieurs"):
        form = form.a_preciser()
    return render(request, "territoires/liste.html", {"form": form})


@require_safe
@cache_control(public=True, max_age=300)
def chercher(request):
    """What answers to what is typed: {collectivites: [{cle, intitule, type, url}], autres}, ten."""
    voulus = tuple(t for t in request.GET.get("types", "").split() if t in Collectivite.Type.values)
    trouvees = trouver(request.GET.get("q", ""), types=voulus, au_plus=PROPOSEES + 1)
    return JsonResponse(
        {
            "collectivites": [
                {
                    "cle": cle_de(c),
                    "intitule": c.intitule,
                    "type": str(c.get_type_display()),
                    "url": c.get_absolute_url(),
                }
                for c in trouvees[:PROPOSEES]
            ],
            "autres": len(trouvees) > PROPOSEES,
        }
    )


@require_safe
@never_cache
def absente(request):
    """« La mienne n'y est pas »: a short form, to the team."""
    return render(request, "territoires/absente.html", {"form": AbsenteForm()})


@never_cache
def signaler_absente(request):
    """One more question to the team: its reference, its acknowledgement and its answer."""
    if request.method != "POST":  # its address typed, or reloaded
        return redirect("territoires:absente")
    form = AbsenteForm(request.POST, adresse=adresse_client(request))
    if not form.is_valid():
        return render(request, "territoires/absente.html", {"form": form}, status=422)
    donnees = form.cleaned_data
    with translation.override(settings.LANGUAGE_CODE):
        texte = _("Collectivité absente de la liste\u00a0: %(nom)s, %(departement)s.") % {
            "nom": donnees["nom"],
            "departement": nom_du_departement(donnees["departement"]),
        }
    message = recevoir(
        objet=MessageRecu.Objet.QUESTION,
        email=donnees["email"],
        texte=texte,
        adresse_page=reverse("territoires:absente"),
        cle=cle_du_jeton(donnees["jeton"]),
    )
    return redirect("contact_merci", reference=message.reference)


@require_safe
def collectivite(request, type_: str, code: str):
    """One that was merged leads to its successor; one without assembly says who deliberates."""
    connues = Collectivite.objects.pour_cartes().select_related("exercee_par")
    trouvee = get_object_or_404(connues, type=type_, code=code)
    if trouvee.successeur:
        return redirect(trouvee.successeur)
    affichage.declarer_sans_traduction(request)
    contexte = {
        "collectivite": trouvee,
        "region": nom_de_la_region(trouvee.region) if trouvee.region else "",
        "sections": de_la_collectivite.pour(trouvee, request),
        "invitation": invitation(trouvee, request),
    }
    return render(request, "territoires/collectivite.html", contexte)
