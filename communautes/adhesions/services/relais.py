"""One member writes to another through the portal: neither reads the other's address."""

from django.db import transaction
from django.utils.translation import gettext as _

from communautes.adhesions import emails_relais
from communautes.adhesions.models import Adhesion
from communautes.adhesions.permissions import est_ouvrable
from communautes.adhesions.refus import AdhesionRefusee
from communautes.adhesions.services.ecriture import verrouiller, verrouiller_communaute
from home.limites import depasse, rendre

PAR_JOUR = 10  # that one person sends, whatever the community
PAR_DESTINATAIRE = 3  # of them, to the same person
JOUR = 24 * 3600
DEJA = 10 * 60


@transaction.atomic
def ecrire(
    de: Adhesion, a: Adhesion, texte: str, *, avec_adresse: bool = False, reponse: bool = False
) -> None:
    """`reponse`: `a` has written to `de` before, which a signed address says. Whoever is excluded
    or leaves at this moment is waited for.
    """
    vie = verrouiller_communaute(de.communaute_id)
    siennes = Adhesion.objects.filter(communaute=vie.communaute).select_related("personne")
    lues = {une.pk: une for une in siennes.filter(pk__in=[de.pk, a.pk])}
    de, a = lues.get(de.pk), lues.get(a.pk)
    for une in filter(None, (de, a)):
        une.communaute = vie.communaute
    if refus := pourquoi_pas(de, a, reponse=reponse):
        raise AdhesionRefusee(refus)
    dits = (texte, avec_adresse)
    if not laisser_partir(de.personne_id, a.personne_id, *dits, refus=AdhesionRefusee):
        return
    emails_relais.relayer(de=de, a=a, texte=texte, avec_adresse=avec_adresse, reponse=reponse)


def pourquoi_pas(de: Adhesion | None, a: Adhesion | None, *, reponse: bool = False) -> str:
    """Why `de` may not write to `a` now; empty when they may."""
    if de is None or not de.est_active or not de.personne.is_active:
        return _("Il faut être membre de cette communauté pour écrire à ses membres.")
    if a is None or not a.est_active or not a.personne.is_active:
        return _("Cette personne n’est plus membre de la communauté.")
    if a.pk == de.pk:
        return _("C’est vous\u00a0: choisissez une autre personne.")
    if not est_ouvrable(de.communaute) or not de.communaute.vie.est_ouverte:
        return _("Cette communauté ne vit plus\u00a0: on n’y écrit plus.")
    if not de.personne.get_full_name():
        return _("Indiquez votre prénom et votre nom dans «\u00a0Mes données\u00a0», puis revenez.")
    if not reponse and not a.est_joignable:
        return _("Cette personne ne paraît pas dans l’annuaire.")
    if not a.recoit_les_messages:
        return _("Cette personne a choisi de ne pas recevoir de messages par le portail.")
    return ""


def laisser_partir(de: int, a: object, *dits: object, refus: type[Exception]) -> bool:
    """Counts one more, whatever room relays it (`a`: to whom), or says by `refus` why it may not
    leave. False for the same message (`dits`: all that makes it another) within ten minutes: a
    second click, a page sent again.
    """
    deja = ("relais-deja", de, a, *dits)
    if depasse(*deja, limite=1, fenetre=DEJA):
        return False
    if phrase := _trop_de_messages(de, a):
        rendre(*deja)
        raise refus(phrase)
    return True


def _trop_de_messages(de: int, a: object) -> str:
    paire = ("relais-personne", de, a)
    if depasse(*paire, limite=PAR_DESTINATAIRE, fenetre=JOUR):
        return _("Trois messages par jour à une même personne, au plus\u00a0: recommencez demain.")
    if depasse("relais", de, limite=PAR_JOUR, fenetre=JOUR):
        rendre(*paire)
        return _("Dix messages par jour, au plus\u00a0: recommencez demain.")
    return ""


@transaction.atomic
def recevoir(adhesion: Adhesion, *, par, oui: bool) -> Adhesion:
    """The mails of other members, or no more: a choice of one's own, as the directory."""
    adhesion = verrouiller(adhesion)
    if par.pk != adhesion.personne_id or not adhesion.est_active:
        raise AdhesionRefusee(_("Il faut être membre\u00a0: rechargez la page."))
    adhesion.recoit_les_messages = oui
    adhesion.save(update_fields=["recoit_les_messages"])
    return adhesion
