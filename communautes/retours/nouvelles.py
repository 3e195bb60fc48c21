"""What a retour tells, and whom: who writes it, of its review; who is invited to sign, of that."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.models import User
from communautes.notifications import registre
from communautes.notifications.canaux import Canal
from communautes.notifications.services import notifier
from communautes.retours import adresses
from communautes.retours.models import (
    CollectiviteAuteure,
    PromotionDeReponse,
    RetourExperience,
)

A_COMPLETER, PUBLIE = "retours.a_completer", "retours.publie"
INVITATION, REPONSE = "retours.invitation", "retours.reponse"
PROMOTION = "retours.promotion"
ENVOI, RETRAIT = "retours.envoi", "retours.retrait"


def auteurs(retour: RetourExperience):
    """Who wrote it, who sent it: while they work there."""
    cles = {retour.parcours.auteur_id, retour.parcours.soumis_par_id} - {None}
    principale = CollectiviteAuteure.objects.filter(retour=retour, principale=True)
    la = Affiliation.objects.en_vigueur().filter(collectivite__in=principale.values("collectivite"))
    return User.objects.filter(pk__in=cles, affiliations__in=la).distinct()


def signataires(retour: RetourExperience):
    """Who wrote it, and who gave the word of each collectivité that signs."""
    paroles = CollectiviteAuteure.objects.acceptees().filter(retour=retour).values("repondu_par")
    return User.objects.filter(Q(pk__in=auteurs(retour).values("pk")) | Q(pk__in=paroles))


def auteurs_sinon(retour: RetourExperience, affiliations):
    """Who wrote it, while they work there; gone, those of `affiliations` at its collectivité."""
    siens = auteurs(retour).filter(is_active=True)
    if siens.exists():
        return siens
    principale = CollectiviteAuteure.objects.filter(retour=retour, principale=True)
    la = affiliations.filter(collectivite__in=principale.values("collectivite"))
    return User.objects.filter(affiliations__in=la).distinct()


def qui_peut_finir(retour: RetourExperience):
    """Who wrote it; gone, their colleagues."""
    return auteurs_sinon(retour, Affiliation.objects.membres())


def dire_ce_qui_est_a_completer(retour: RetourExperience, *, par) -> int:
    cle = str(retour.latest_revision_id)
    return notifier(A_COMPLETER, retour, a=qui_peut_finir(retour), par=par, cle=cle)


def dire_l_envoi(retour: RetourExperience, *, par) -> int:
    """To who signs what others have written, or rewritten."""
    cle = str(retour.latest_revision_id)
    cosignent = signataires(retour).exclude(pk__in=auteurs(retour).values("pk"))
    return notifier(ENVOI, retour, a=cosignent, par=par, cle=cle)


def dire_le_retrait(retour: RetourExperience, *, par) -> int:
    """That it is public no more, or proposed no more; by somebody else."""
    le = retour.parcours.retire_le or retour.parcours.archive_le
    return notifier(RETRAIT, retour, a=_qui_la_suit(retour), par=par, cle=le.isoformat())


def _qui_la_suit(retour: RetourExperience):
    """Who signs; and, once who wrote it is gone, somebody of its collectivité all the same."""
    siens, finissent = signataires(retour).values("pk"), qui_peut_finir(retour).values("pk")
    return User.objects.filter(Q(pk__in=siens) | Q(pk__in=finissent))


def dire_la_publication(retour: RetourExperience, *, par) -> int:
    cle = str(retour.live_revision_id)
    return notifier(PUBLIE, retour, a=_qui_la_suit(retour), par=par, cle=cle)


def dire_la_promotion(retour: RetourExperience, *, par) -> int:
    return notifier(PROMOTION, retour, a=[retour.parcours.auteur], par=par)


def qui_peut_signer(ligne: CollectiviteAuteure):
    la = Affiliation.objects.membres().filter(collectivite=ligne.collectivite_id)
    return User.objects.filter(affiliations__in=la).distinct()


def dire_l_invitation(ligne: CollectiviteAuteure, *, par) -> int:
    cle = f"{ligne.collectivite_id}-{ligne.invitee_le.isoformat()}"
    return notifier(INVITATION, ligne.retour, a=qui_peut_signer(ligne), par=par, cle=cle)


def dire_la_reponse(ligne: CollectiviteAuteure, *, par) -> int:
    cle = f"{ligne.collectivite_id}-{ligne.repondu_le.isoformat()}"
    return notifier(REPONSE, ligne.retour, a=qui_peut_finir(ligne.retour), par=par, cle=cle)


def lecteurs_du_brouillon(personnes: Collection, retours: Collection) -> set:
    """Who writes, signs, or is invited to: two queries whatever their number."""
    lignes = CollectiviteAuteure.objects.ouvertes().filter(retour__in=[r.pk for r in retours])
    proposees = CollectiviteAuteure.objects.proposees().filter(pk=OuterRef("pk"))
    lues = list(lignes.values_list("retour", "collectivite", "principale", Exists(proposees)))
    siennes = Affiliation.objects.en_vigueur().filter(personne__in=[p.pk for p in personnes])
    par_lieu: dict[int, list] = {}
    for affiliation in siennes:
        par_lieu.setdefault(affiliation.collectivite_id, []).append(affiliation)
    ouverts = {p.pk for p in personnes if p.is_active}
    auteurs_par_retour = {r.pk: r.parcours.auteur_id for r in retours}
    return {
        (une.personne_id, retour)
        for retour, collectivite, principale, proposee in lues
        for une in par_lieu.get(collectivite, ())
        if une.personne_id in ouverts
        and (
            (une.statut == Affiliation.Statut.ACTIVE and not proposee)
            or (principale and auteurs_par_retour[retour] == une.personne_id)
        )
    }


def _retours(cles: Collection[int]) -> dict[int, RetourExperience]:
    auteures = CollectiviteAuteure.objects.select_related("collectivite")
    lus = RetourExperience.objects.select_related("parcours")
    return lus.prefetch_related(Prefetch("auteures", queryset=auteures)).in_bulk(cles)


def _a_completer(evenement) -> str:
    return _("L’ANCT vous demande de compléter «\u00a0%(titre)s\u00a0»") % _nom(evenement)


def _publie(evenement) -> str:
    return _("«\u00a0%(titre)s\u00a0» est publié") % _nom(evenement)


def _invitation(evenement) -> str:
    return _("Votre collectivité est invitée à signer «\u00a0%(titre)s\u00a0»") % _nom(evenement)


def _reponse(evenement) -> str:
    """What the collectivité of its key says now: it may have gone back on it."""
    lieu = evenement.cle.partition("-")[0]
    lignes = (une for une in evenement.objet.auteures.all() if str(une.collectivite_id) == lieu)
    dite = next(lignes, None)
    if dite is None or dite.etat not in _REPONSES:
        return _("On a répondu à votre invitation\u00a0: «\u00a0%(titre)s\u00a0»") % _nom(evenement)
    return _REPONSES[dite.etat]() % {"lieu": dite.collectivite.nom, **_nom(evenement)}


_REPONSES = {
    CollectiviteAuteure.Etat.ACCEPTEE: lambda: _("%(lieu)s signe «\u00a0%(titre)s\u00a0»"),
    CollectiviteAuteure.Etat.REFUSEE: lambda: _("%(lieu)s ne signe pas «\u00a0%(titre)s\u00a0»"),
    CollectiviteAuteure.Etat.RETIREE: lambda: _(
        "%(lieu)s retire sa signature de «\u00a0%(titre)s\u00a0»"
    ),
}


def _promotion(evenement) -> str:
    return _(
        "L’ANCT vous propose de faire d’une de vos réponses un retour d’expérience\u00a0: "
        "«\u00a0%(titre)s\u00a0»"
    ) % _nom(evenement)


def _envoi(evenement) -> str:
    return _("«\u00a0%(titre)s\u00a0», que vous signez, est envoyé à l’ANCT") % _nom(evenement)


def _retrait(evenement) -> str:
    parcours = evenement.objet.parcours
    if parcours.retire_par_l_anct:
        return _("L’ANCT a retiré «\u00a0%(titre)s\u00a0»") % _nom(evenement)
    if parcours.est_retire:
        return _("«\u00a0%(titre)s\u00a0» est retiré") % _nom(evenement)
    return _("«\u00a0%(titre)s\u00a0» est archivé") % _nom(evenement)


def _nom(evenement) -> dict:
    return {"titre": evenement.objet.titre}


_GENRES = [
    (A_COMPLETER, gettext_lazy("Un de mes retours est à compléter"), _a_completer),
    (PUBLIE, gettext_lazy("Un retour que je signe est publié"), _publie),
    (INVITATION, gettext_lazy("Ma collectivité est invitée à signer un retour"), _invitation),
    (REPONSE, gettext_lazy("On répond à mon invitation à signer"), _reponse),
    (PROMOTION, gettext_lazy("On me propose de faire d’une réponse un retour"), _promotion),
    (ENVOI, gettext_lazy("Un retour que je signe est envoyé à l’ANCT"), _envoi),
    (RETRAIT, gettext_lazy("Un retour que je signe est retiré ou archivé"), _retrait),
]


def _attend_sa_reponse(evenement, personne) -> bool:
    return PromotionDeReponse.objects.en_attente().filter(retour=evenement.objet).exists()


def _n_est_plus_propose(evenement, personne) -> bool:
    parcours = evenement.objet.parcours
    return parcours.est_retire or parcours.est_archive


_VALENT = {PROMOTION: _attend_sa_reponse, RETRAIT: _n_est_plus_propose}


def brancher() -> None:
    registre.declarer_cible(
        registre.Cible(
            RetourExperience,
            titre=str,
            adresse=adresses.suivi_de,
            peuvent_lire=lecteurs_du_brouillon,
            charger=_retours,
        )
    )
    for rang, (code, libelle, phrase) in enumerate(_GENRES, 60):
        registre.declarer(
            registre.Genre(
                code,
                libelle,
                gettext_lazy("Retours d’expérience"),
                phrase,
                Canal.IMMEDIAT,
                nomme=lambda evenement: [],
                vaut_encore=_VALENT.get(code, registre.toujours),
                rang=rang,
            )
        )
