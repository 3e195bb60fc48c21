"""What the outbox holds of a person: the mails written to them, and those that name them."""

from email.utils import parseaddr

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.comptes.donnees import registre
from communautes.comptes.donnees.editorial import redige
from communautes.comptes.donnees.registre import Detention
from communautes.comptes.donnees.traces import Traces
from communautes.comptes.models import User
from communautes.notifications.models import Courriel

ADRESSES = ("destinataires", "repondre_a")
TEXTES = ("sujet", "corps", "html", "derniere_erreur")
# On what Wagtail writes to editors, of one another: a name there is that of one who edits.
DE_LA_REDACTION = "Auto-Submitted"


def _courriels(personne: User):
    for courriel in _ou_est(personne.email).order_by("-cree_le", "-pk"):
        if _sans(courriel.destinataires, {personne.email}) != courriel.destinataires:
            yield {
                "date": courriel.cree_le,
                "sujet": courriel.sujet,
                "etat": courriel.get_statut_display(),
                "texte": "" if courriel.confidentiel else courriel.corps,
            }


def _ou_est(adresse: str):
    return Courriel.objects.annotate(
        destinataires_en_texte=Cast("destinataires", TextField())
    ).filter(destinataires_en_texte__icontains=adresse)


def oublier(personne: User, traces: Traces) -> None:
    """Locked: a mail that leaves at this moment is waited for, and none leaves after.

    To the person, by them through us, or of them: emptied, and not sent. What waits for others
    leaves without their name, if it can be found. In other mails, their address alone.
    """
    cherchees = _cherchees(personne, traces)
    for courriel in cherchees.order_by("pk").select_for_update():
        autres = _sans(courriel.destinataires, traces.adresses)
        if not _est_d_elle(courriel, personne, traces):
            _nettoyer(courriel, traces.adresses_seules())
        elif autres and _part_sans_elle(courriel, traces):
            courriel.destinataires = autres
            _nettoyer(courriel, traces)
        else:
            _vider(courriel, autres or [f"anonyme-{personne.pk}@{User.DOMAINE_ANONYME}"])
        courriel.conclure()


def _cherchees(personne: User, traces: Traces):
    """More than enough, read as text: `_est_d_elle` and `_nettoyer` look at each."""
    condition = traces.adresses_seules().cherchees(*ADRESSES, *TEXTES)
    if not personne.fusionne_dans_id:
        condition |= Q(au_sujet_de__overlap=list(traces.cles))
        condition |= Q(entetes__has_key=DE_LA_REDACTION) & traces.noms_seuls().cherchees(*TEXTES)
    return Courriel.objects.annotate(
        **{f"{champ}_en_texte": Cast(champ, TextField()) for champ in (*ADRESSES, *TEXTES)}
    ).filter(condition)


def _est_d_elle(courriel: Courriel, personne: User, traces: Traces) -> bool:
    """To them, by them, or that names them. Of a merged account, the last are the other's."""
    listes = [getattr(courriel, champ) for champ in ADRESSES]
    if any(_sans(liste, traces.adresses) != liste for liste in listes):
        return True
    if personne.fusionne_dans_id:
        return False
    return bool(_cles_dites(courriel, traces)) or _la_redaction_la_nomme(courriel, traces)


def _la_redaction_la_nomme(courriel: Courriel, traces: Traces) -> bool:
    """No key says so: a name does, when it is nobody else's, of one who edits."""
    return (
        DE_LA_REDACTION in courriel.entetes
        and not traces.homonyme
        and _est_nommee(courriel, traces)
        and redige(traces)
    )


def _cles_dites(courriel: Courriel, traces: Traces) -> set[int]:
    """Two: under the name of an account that was merged besides, which nobody knows any more."""
    return set(traces.cles.intersection(courriel.au_sujet_de))


def _est_nommee(courriel: Courriel, traces: Traces) -> bool:
    noms = traces.noms_seuls()
    return any(noms.sont_dans(getattr(courriel, champ)) for champ in TEXTES)


def _part_sans_elle(courriel: Courriel, traces: Traces) -> bool:
    """It waits for others, and its text can be cleaned: neither hers, nor encrypted, nor with a
    name that is not taken out word for word (one word, that of an account merged since).
    """
    ecrit_par_elle = _sans(courriel.repondre_a, traces.adresses) != courriel.repondre_a
    if courriel.statut != Courriel.Statut.EN_ATTENTE or ecrit_par_elle:
        return False
    siennes = _cles_dites(courriel, traces)
    if courriel.confidentiel:
        return not siennes
    if any(traces.vident(getattr(courriel, champ)) for champ in TEXTES):
        return False
    return not siennes or (len(siennes) == 1 and _est_nommee(courriel, traces))


def _nettoyer(courriel: Courriel, traces: Traces) -> None:
    """Never what is encrypted: it would be read no more."""
    for champ in () if courriel.confidentiel else TEXTES:
        valeur = traces.retirees(getattr(courriel, champ), par=_("Compte supprimé"))
        setattr(courriel, champ, valeur)


def _vider(courriel: Courriel, destinataires: list[str]) -> None:
    if courriel.statut == Courriel.Statut.EN_ATTENTE:
        courriel.abandonner()
    courriel.destinataires, courriel.repondre_a, courriel.entetes = destinataires, [], {}
    courriel.sujet = courriel.corps = courriel.html = courriel.derniere_erreur = ""


def _sans(adresses: list[str], retirees) -> list[str]:
    return [une for une in adresses if parseaddr(une)[1].lower() not in retirees]


def envoyes(identifiants: list[str]) -> dict:
    """Message-ID → when it left, of those that have left: what a warning waits for."""
    partis = Courriel.objects.filter(
        Q(statut=Courriel.Statut.ENVOYE), **{"entetes__Message-ID__in": identifiants}
    )
    return {une.entetes["Message-ID"]: une.envoye_le for une in partis.only("entetes", "envoye_le")}


def brancher() -> None:
    registre.dire_ce_qui_est_parti(envoyes)
    registre.declarer(
        Detention(
            "courriels",
            gettext_lazy("Les courriels que nous vous avons envoyés"),
            {
                "date": gettext_lazy("date"),
                "sujet": gettext_lazy("sujet"),
                "etat": gettext_lazy("état"),
                "texte": gettext_lazy("texte"),
            },
            _courriels,
            oublier,
            rang=40,
        )
    )
