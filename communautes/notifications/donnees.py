"""What the outbox holds of a person: the mails written to them, and those that name them."""

from email.utils import parseaddr

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.comptes.donnees import registre
from communautes.comptes.donnees.registre import Detention
from communautes.comptes.donnees.traces import Traces
from communautes.comptes.models import User
from communautes.notifications.models import Courriel

CHAMPS = ("destinataires", "repondre_a", "sujet", "corps", "html", "entetes", "derniere_erreur")


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

    Written to the person alone, or by them through us: emptied, and not sent. To others, of the
    person: what has left is emptied too; what waits leaves without their name.
    """
    lignes = Courriel.objects.annotate(
        **{f"{champ}_en_texte": Cast(champ, TextField()) for champ in CHAMPS}
    ).filter(traces.cherchees(*CHAMPS))
    cles = list(lignes.order_by("pk").values_list("pk", flat=True))
    for courriel in Courriel.objects.filter(pk__in=cles).order_by("pk").select_for_update():
        autres = _sans(courriel.destinataires, traces.adresses)
        ecrit_par_elle = _sans(courriel.repondre_a, traces.adresses) != courriel.repondre_a
        attendu = autres and courriel.statut == Courriel.Statut.EN_ATTENTE
        if attendu and not ecrit_par_elle:
            courriel.destinataires = autres
            for champ in ("sujet", "corps", "html", "entetes", "derniere_erreur"):
                valeur = traces.retirees(getattr(courriel, champ), par=_("Compte supprimé"))
                setattr(courriel, champ, valeur)
        else:
            _vider(courriel, autres or [f"anonyme-{personne.pk}@{User.DOMAINE_ANONYME}"])
        courriel.save()


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
