"""Images and documents of a step: given, taken out, moved up, with what is typed beside."""

from django.utils.translation import gettext as _

from communautes.fichiers.services import PAR_OBJET
from communautes.retours.etapes import Etape
from communautes.retours.models import RetourExperience
from communautes.retours.services import pieces
from home.medias.limites import FichierRefuse

GENRES = (pieces.IMAGES, pieces.DOCUMENTS)


def traiter(request, retour: RetourExperience, etape: Etape) -> tuple[list[str], list[str]]:
    """What was done, what was refused: a sentence each. Those that are refused hold no other."""
    if etape.code not in GENRES:
        return [], []
    faits, refus = [], []
    if cle := request.POST.get("retirer", ""):
        pieces.retirer(retour, etape.code, cle, par=request.user)
        faits.append(_("C’est retiré de votre brouillon."))
    if cle := request.POST.get("monter", ""):
        pieces.monter(retour, etape.code, cle, par=request.user)
        faits.append(_("L’ordre est changé."))
    donnes = request.FILES.getlist("fichiers")
    for televerse in donnes[:PAR_OBJET]:
        try:
            pieces.ajouter(retour, etape.code, televerse, par=request.user)
        except FichierRefuse as erreur:
            refus.append(f"«\u00a0{televerse.name[:80]}\u00a0»\u00a0: {' '.join(erreur.messages)}")
        else:
            faits.append(_("«\u00a0%(nom)s\u00a0» est ajouté.") % {"nom": televerse.name[:80]})
    if len(donnes) > PAR_OBJET:
        refus.append(_("Dix fichiers au plus à la fois\u00a0: les suivants n’ont pas été pris."))
    return faits, refus
