"""The page of an act that goes on in background."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin.admin_url_finder import AdminURLFinder

from home.listes import enregistrement, registre, services
from home.listes.actes import ActeRefuse
from home.listes.en_nombre import entete
from home.listes.models import ActionEnNombre

RAFRAICHIR = 3  # seconds, while it goes on
MONTRES = 200


@require_GET
def action(request, pk: int):
    trouvee, modele = _action(request, pk)
    acte = enregistrement.acte(modele, trouvee.acte)
    refus = _avec_adresses(modele, trouvee.refus[:MONTRES], request.user)
    reponse = render(
        request,
        "home/listes/action.html",
        {
            "action": trouvee,
            "titre": acte.intitule(modele, trouvee.total, {}),
            "refus": refus,
            "retour": registre.adresse(modele),
            **entete(modele, str(acte.libelle)),
        },
    )
    if trouvee.en_cours and not trouvee.silencieux:
        reponse["Refresh"] = str(RAFRAICHIR)
    return reponse


def _avec_adresses(modele, refus: list[dict], personne) -> list[dict]:
    """Each with where it is corrected, when it is still there."""
    objets = modele._default_manager.in_bulk([ligne["cle"] for ligne in refus])
    adresses = AdminURLFinder(personne)
    return [
        ligne | {"adresse": objet and adresses.get_edit_url(objet)}
        for ligne in refus
        for objet in [objets.get(ligne["cle"])]
    ]


@require_POST
def relancer(request, pk: int):
    return _agir(request, pk, partial(services.relancer, par=request.user))


@require_POST
def arreter(request, pk: int):
    return _agir(request, pk, services.arreter)


def _agir(request, pk: int, service):
    trouvee, _modele = _action(request, pk)
    try:
        service(trouvee)
    except ActeRefuse as refus:
        messages.error(request, str(refus))
    return redirect("en_nombre:action", pk)


def _action(request, pk: int) -> tuple[ActionEnNombre, type]:
    """Whoever may see the list of this type; what each content allows is asked again for each."""
    trouvee = get_object_or_404(
        ActionEnNombre.objects.select_related("type_de_contenu", "lance_par"), pk=pk
    )
    modele = trouvee.type_de_contenu.model_class()
    registre.verifier_l_acces(modele, request)
    if trouvee.lance_par_id != request.user.pk and not peut_voir_celles_des_autres(request.user):
        raise PermissionDenied
    return trouvee, modele


def peut_voir_celles_des_autres(personne) -> bool:
    return personne.is_superuser or personne.has_perm("comptes.change_user")
