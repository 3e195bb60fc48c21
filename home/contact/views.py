from django.conf import settings
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from home.contact.forms import ContactForm
from home.contact.robots import cle_du_jeton
from home.contact.services import recevoir
from home.limites import adresse_client
from home.models.message import MessageRecu

CHAMPS = ("objet", "email", "texte", "adresse_page")


@require_safe
@never_cache
def contact(request):
    """The form, its object and page taken from the address when they are known."""
    objet = request.GET.get("objet", "")
    initial = {
        "objet": objet if objet in MessageRecu.Objet.values else MessageRecu.Objet.QUESTION,
        "adresse_page": request.GET.get("page", "").replace("\x00", "")[:500],
    }
    return render(request, "home/contact/formulaire.html", {"form": ContactForm(initial=initial)})


@never_cache
def envoyer(request):
    if request.method != "POST":  # its address typed, or reloaded
        return redirect("contact")
    form = ContactForm(request.POST, adresse=adresse_client(request))
    if not form.is_valid():
        return render(request, "home/contact/formulaire.html", {"form": form}, status=422)
    donnees = form.cleaned_data
    cle = cle_du_jeton(donnees["jeton"])
    message = recevoir(**{champ: donnees[champ] for champ in CHAMPS}, cle=cle)
    return redirect("contact_merci", reference=message.reference)


@require_safe
@never_cache
def merci(request, reference: str):
    message = get_object_or_404(MessageRecu, reference=reference)
    delai = settings.TEC_DELAIS_REPONSE[message.objet]
    return render(request, "home/contact/merci.html", {"message": message, "delai": delai})
