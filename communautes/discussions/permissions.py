"""Who may do what in a discussion, all out of one place: somebody, in a community.

    Place(personne, communaute).repond_a(discussion)

Asked of the database once each, lazily: a page asks ten questions of one place.
"""

from collections.abc import Collection
from functools import cached_property

from communautes.adhesions import permissions as adhesions
from communautes.adhesions.models import Adhesion, CommunautePage
from communautes.adhesions.referentiels import Acces, Visibilite
from communautes.discussions.models import Discussion, Reponse
from communautes.discussions.models.ecrit import Ecrit
from communautes.moderation.models import Moderation
from communautes.moderation.permissions import peut_moderer_partout

# From what everybody reads to what hides: a discussion never goes up.
CONFIANCE = {Acces.LIBRE: 0, Acces.SUR_DEMANDE: 1, Acces.SUR_INVITATION: 2}
SECRET = {Visibilite.PUBLIQUE: 0, Visibilite.LISTEE: 1, Visibilite.INVISIBLE: 2}


class Place:
    """`communaute`: the French page, with its `vie`."""

    def __init__(self, personne, communaute: CommunautePage):
        self.personne, self.communaute = personne, communaute

    @cached_property
    def adhesion(self) -> Adhesion | None:
        return adhesions.adhesion_de(self.personne, self.communaute)

    @cached_property
    def est_ouvrable(self) -> bool:
        return adhesions.est_ouvrable(self.communaute)

    @cached_property
    def conduit(self) -> bool:
        """ANCT."""
        return adhesions.peut_conduire(self.personne)

    @property
    def represente(self) -> bool:
        """ANCT, where it may act for the animation: not where this person left, or was excluded,
        were it for a time that has run out, or were they to ask to come back.
        """
        return self.conduit and not self._n_en_est_plus

    @cached_property
    def _n_en_est_plus(self) -> bool:
        if self.adhesion is None or self.adhesion.est_active:
            return False
        return Adhesion.objects.filter(pk=self.adhesion.pk).anciennes().exists()

    @property
    def est_membre(self) -> bool:
        return self.adhesion is not None and self.adhesion.est_active

    @property
    def modere(self) -> bool:
        return self.adhesion is not None and self.adhesion.modere

    @property
    def anime(self) -> bool:
        return self.adhesion is not None and self.adhesion.anime

    @property
    def est_publique(self) -> bool:
        return self.communaute.est_publique

    @property
    def vit(self) -> bool:
        return self.communaute.vie.est_ouverte

    @property
    def lit(self) -> bool:
        """What is said there, in general."""
        return self.est_ouvrable and (self.est_publique or self.est_membre)

    @property
    def pose(self) -> bool:
        return self.est_ouvrable and self.est_membre and self.vit

    def lit_la(self, discussion: Discussion) -> bool:
        """A question is confided to ANCT where nobody animates: they read that one."""
        if not discussion.est_garde:
            return False
        ici = self.lit or (self.est_ouvrable and self._s_en_charge(discussion))
        return self._laisse_lire(discussion, ici)

    def lit_le(self, ecrit: Ecrit) -> bool:
        """A question, or a reply: which is read where its question is."""
        if isinstance(ecrit, Discussion):
            return self.lit_la(ecrit)
        if not ecrit.est_garde:
            return False
        if ecrit.est_publie:
            return self.lit_la(ecrit.discussion)
        ici = self.lit or (self.est_ouvrable and self._s_en_charge(ecrit.discussion))
        return ecrit.discussion.est_garde and self._laisse_lire(ecrit, ici)

    def _laisse_lire(self, ecrit: Ecrit, ici: bool) -> bool:
        """Held back: its author, who moderates here, ANCT. Withdrawn: its author and ANCT."""
        if ecrit.est_publie:
            return ici
        if not self.personne.is_active:
            return False
        sien = ecrit.auteur_id == self.personne.pk
        examine = ecrit.moderation == Moderation.EN_EXAMEN and self.modere
        return ici and (sien or examine) or peut_moderer_partout(self.personne)

    def _s_en_charge(self, discussion: Discussion) -> bool:
        """Of ANCT, while it waits; then, of who answered it."""
        en_charge = self.personne.is_active and discussion.confiee_a_id == self.personne.pk
        if not en_charge or not self.represente:
            return False
        if discussion.attend_une_reponse:
            return True
        return Reponse.objects.gardes().filter(discussion=discussion, auteur=self.personne).exists()

    def repond_a(self, discussion: Discussion) -> bool:
        """Members; ANCT where it reads, without being one."""
        if not discussion.est_lu_de_tous or discussion.est_fermee or not self.vit:
            return False
        return self.pose or (self.represente and self.lit_la(discussion))

    def represente_l_anct(self, discussion: Discussion) -> bool:
        return self.repond_a(discussion) and self.represente

    def prend_en_charge(self, discussion: Discussion) -> bool:
        return self.regit(discussion) or (self.represente and self.lit_la(discussion))

    def corrige(self, ecrit: Ecrit) -> bool:
        """One's own words, while one may write there; not what moderation looks at."""
        discussion = ecrit if isinstance(ecrit, Discussion) else ecrit.discussion
        sien = self.personne.is_active and ecrit.auteur_id == self.personne.pk
        if not sien or not ecrit.est_lu_de_tous or discussion.est_fermee:
            return False
        return self.pose or (ecrit is not discussion and self.repond_a(discussion))

    def complete(self, ecrit: Ecrit) -> bool:
        """What was forgotten, within the time when nothing is marked."""
        return self.corrige(ecrit) and ecrit.se_corrige_sans_marque

    def lit_l_historique(self, ecrit: Ecrit) -> bool:
        if not self.lit_le(ecrit):
            return False
        return self.modere or ecrit.auteur_id == self.personne.pk

    def retient_pour(self, discussion: Discussion) -> bool:
        """Who asked, or who answers for the community."""
        if discussion.etat == Discussion.Etat.PROMUE or not discussion.est_lu_de_tous:
            return False
        demande = self.pose and discussion.auteur_id == self.personne.pk
        return demande or self.regit(discussion)

    def regit(self, discussion: Discussion) -> bool:
        """Pins, closes, opens again."""
        return self.est_ouvrable and self.vit and self.modere and discussion.est_lu_de_tous

    def deplace(self, discussion: Discussion) -> bool:
        """Out of here; services say where to."""
        if not (self.est_ouvrable and discussion.est_lu_de_tous):
            return False
        attend = discussion.attend_une_reponse and self._s_en_charge(discussion)
        return self.anime or (self.represente and (self.lit or attend))

    def supprime(self, ecrit: Ecrit) -> bool:
        """Of a question, services see that nobody answered."""
        retenue = isinstance(ecrit, Reponse) and ecrit.discussion.reponse_retenue_id == ecrit.pk
        return self.corrige(ecrit) and not retenue

    def dit_utile(self, reponse: Reponse) -> bool:
        autre = reponse.auteur_id != self.personne.pk
        return self.pose and autre and reponse.est_lu_de_tous

    def a_la_meme_question(self, discussion: Discussion) -> bool:
        autre = discussion.auteur_id != self.personne.pk
        return self.pose and autre and discussion.est_lu_de_tous

    def suit(self, discussion: Discussion) -> bool:
        return self.personne.is_active and discussion.est_publie and self.lit_la(discussion)

    def promeut(self, discussion: Discussion) -> bool:
        """ANCT, where it reads, once an answer was accepted."""
        pret = discussion.etat == Discussion.Etat.RESOLUE and discussion.est_lu_de_tous
        return pret and self.conduit and self.lit


def place(personne, discussion: Discussion) -> Place:
    return Place(personne, discussion.communaute)


def lit(personne, ecrit: Ecrit) -> bool:
    """For what asks of one (files, reports)."""
    discussion = ecrit if isinstance(ecrit, Discussion) else ecrit.discussion
    return place(personne, discussion).lit_le(ecrit)


def modere(personne, ecrit: Ecrit) -> bool:
    discussion = ecrit if isinstance(ecrit, Discussion) else ecrit.discussion
    return adhesions.peut_moderer(personne, discussion.communaute)


def peuvent_lire(personnes: Collection, ecrits: Collection) -> set[tuple[int, int | None]]:
    """Of questions or of replies, as news tell of them: published, and read by all who are there;
    whatever the number of people or of things, three queries. To whom a question is confided reads
    it while they are of ANCT: who animated, and left or was excluded, reads it no more.
    """
    lieux = {e.pk: e if isinstance(e, Discussion) else e.discussion for e in ecrits}
    communautes = {lieu.communaute_id for lieu in lieux.values()}
    ouvrables = set(
        adhesions.ouvrables(CommunautePage.objects.filter(pk__in=communautes)).values_list(
            "pk", "visibilite"
        )
    )
    publiques = {pk for pk, visibilite in ouvrables if visibilite == Visibilite.PUBLIQUE}
    reservees = {pk for pk, _visibilite in ouvrables} - publiques
    dedans = set(
        Adhesion.objects.actives()
        .filter(personne__in=[p.pk for p in personnes], communaute__in=reservees)
        .values_list("personne", "communaute")
        if reservees
        else ()
    )
    en_charge = _en_charge([lieu for lieu in lieux.values() if lieu.communaute_id in reservees])
    return {
        (personne.pk, ecrit.pk)
        for ecrit in ecrits
        if ecrit.est_lu_de_tous and (lieu := lieux[ecrit.pk]).est_lu_de_tous
        for personne in personnes
        if lieu.communaute_id in publiques
        or (personne.pk, lieu.communaute_id) in dedans
        or (personne.pk, lieu.pk) in en_charge
    }


def _en_charge(discussions: Collection[Discussion]) -> set[tuple[int, int]]:
    """As `Place._s_en_charge`, of many: at most three queries more."""
    confiees = {une.confiee_a_id for une in discussions} - {None}
    if not confiees:
        return set()
    gens = set(adhesions.qui_conduit().filter(pk__in=confiees).values_list("pk", flat=True))
    plus_la = set(
        Adhesion.objects.filter(personne__in=gens).anciennes().values_list("personne", "communaute")
    )
    siennes = [
        une
        for une in discussions
        if une.confiee_a_id in gens and (une.confiee_a_id, une.communaute_id) not in plus_la
    ]
    repondues = [une.pk for une in siennes if not une.attend_une_reponse]
    reponses = Reponse.objects.gardes().filter(discussion__in=repondues, auteur__in=gens)
    ont_repondu = set(reponses.values_list("auteur", "discussion")) if repondues else set()
    return {
        (une.confiee_a_id, une.pk)
        for une in siennes
        if une.attend_une_reponse or (une.confiee_a_id, une.pk) in ont_repondu
    }


def qui_represente(communaute: int):
    """Each to whom `Place.represente` says yes there."""
    plus_la = Adhesion.objects.filter(communaute=communaute).anciennes()
    return adhesions.qui_conduit().exclude(pk__in=plus_la.values("personne"))
