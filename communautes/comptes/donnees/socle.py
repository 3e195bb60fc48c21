"""What the rooms under this one (home, journal, tasks) hold of a person: they know no account."""

from itertools import islice

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks_db.models import DBTaskResult

from communautes.comptes.donnees.registre import Detention
from communautes.comptes.donnees.traces import Traces
from communautes.journal.models import Entree
from communautes.journal.objets import nommer
from home.echanges.models import Import, LigneImport
from home.fraicheur import depart
from home.fraicheur.models import RappelHebdomadaire
from home.listes.models import ActionEnNombre
from home.models.message import MessageRecu

_PAR_LOT = 500


def _actes(personne):
    """Where each act was, and not about whom: others' names are theirs."""
    entrees = Entree.objects.filter(personne=personne).pour_liste().iterator(_PAR_LOT)
    while lot := nommer(islice(entrees, _PAR_LOT)):
        for entree in lot:
            yield {
                "date": entree.le,
                "acte": entree.libelle,
                "au_nom_de": entree.au_nom_de.nom if entree.au_nom_de else "",
                "objet": entree.sur.quoi,
                "changements": entree.changements_en_mots,
                "motif": entree.motif,
            }


def _messages(personne):
    for message in MessageRecu.objects.filter(email__iexact=personne.email):
        yield {
            "date": message.recu_le,
            "reference": message.reference,
            "objet": message.get_objet_display(),
            "texte": message.texte,
        }


def _vider_les_messages(personne, traces: Traces) -> None:
    """By address, the only thing that ties them; nobody could be answered any more."""
    vide = f"anonyme-{personne.pk}@{get_user_model().DOMAINE_ANONYME}"
    for adresse in traces.adresses:
        MessageRecu.objects.filter(email__iexact=adresse).update(
            email=vide, texte=_("Message effacé."), adresse_page=""
        )


def _contenus(personne):
    for part in depart.parts_de(personne):
        for contenu in part.premiers:
            yield {"genre": str(part.nom), "titre": str(contenu)}


def _vider_les_travaux(personne, traces: Traces) -> None:
    """What a background work was given or has said, imports and their undoing included."""
    par = _("Compte supprimé")
    RappelHebdomadaire.objects.filter(personne=personne).delete()
    _vider_les_imports(personne, traces, par=par)
    _vider_les_actions(personne, traces, par=par)
    # Never what a task is given: keys, by which it runs.
    traces.adresses_seules().retirer_de(DBTaskResult, "return_value", "traceback", par=par)


def _vider_les_imports(personne, traces: Traces, *, par: str) -> None:
    """Of a merged account they are the other's now: only its name goes. Else, what came with the
    file: how it was called may name anybody, this person under a name of before.
    """
    dits = ("nom_du_fichier", "remarques", "incident")
    if personne.fusionne_dans_id:
        siens = Q(cree_par=personne.fusionne_dans_id) | Q(lance_par=personne.fusionne_dans_id)
        traces.retirer_de(Import, *dits, par=par, parmi=siens)
    else:
        Import.objects.filter(cree_par__in=traces.cles).update(
            nom_du_fichier=_("fichier.csv"), remarques=[], incident=""
        )
        traces.retirer_de(Import, *dits, par=par, parmi=Q(lance_par__in=traces.cles))
    adresses = traces.adresses_seules()
    adresses.retirer_de(Import, *dits, par=par)
    adresses.retirer_de(LigneImport, "titre", "valeurs", "erreurs", "differences", "etat", par=par)


def _vider_les_actions(personne, traces: Traces, *, par: str) -> None:
    """A name is there where contents were given to the person: the row keeps the key. What somebody
    else launched keeps its refusals. Of a merged account, what it launched is the other's now.
    """
    confiees = Q(valeurs__responsable__in=list(traces.cles))
    siennes = confiees | Q(lance_par__in=traces.cles)
    if personne.fusionne_dans_id:
        siennes |= Q(lance_par=personne.fusionne_dans_id)
    else:  # the phrase may say a name of before; a shared mailbox's is looked for nowhere
        ActionEnNombre.objects.filter(confiees).exclude(phrase="").update(phrase=par)
    traces.retirer_de(ActionEnNombre, "phrase", "refus", par=par, parmi=siennes)
    traces.adresses_seules().retirer_de(ActionEnNombre, "phrase", "refus", "valeurs", par=par)


DETENTIONS = [
    Detention(
        "actes",
        gettext_lazy("Vos actes au journal"),
        {
            "date": gettext_lazy("date"),
            "acte": gettext_lazy("acte"),
            "au_nom_de": gettext_lazy("au nom de"),
            "objet": gettext_lazy("objet"),
            "changements": gettext_lazy("changements"),
            "motif": gettext_lazy("motif"),
        },
        _actes,
        devenir=gettext_lazy(
            "Le journal ne s’efface pas\u00a0: l’acte reste, «\u00a0un·e agent·e de…\u00a0»."
        ),
        rang=20,
    ),
    Detention(
        "messages",
        gettext_lazy("Vos messages à l’équipe"),
        {
            "date": gettext_lazy("date"),
            "reference": gettext_lazy("référence"),
            "objet": gettext_lazy("objet"),
            "texte": gettext_lazy("message"),
        },
        _messages,
        _vider_les_messages,
        rang=41,
    ),
    Detention(
        "contenus",
        gettext_lazy("Les contenus dont vous êtes responsable"),
        {"genre": gettext_lazy("genre"), "titre": gettext_lazy("titre")},
        _contenus,
        _vider_les_travaux,
        gettext_lazy("Ils restent, sans responsable\u00a0: l’administration en choisira un autre."),
        rang=30,
    ),
]
