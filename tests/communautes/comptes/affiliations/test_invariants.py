"""Walks at random through the services, the clock with them: what must hold after each act.

A walk is known by its seed: `marcher(graine)` says what was done, and plays it again. `GRAINES`, in
the environment, is how many: `GRAINES=500 pytest …` when these rooms change.
"""

import os
import random
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from communautes.comptes.affiliations import relances, services
from communautes.comptes.affiliations.models import Affiliation, Contestation, Niveau
from communautes.comptes.affiliations.preuves import Dit
from communautes.comptes.affiliations.services.ecriture import elever, verrouiller
from communautes.comptes.affiliations.services.lignes import etat, tracer
from communautes.comptes.donnees.services import AnonymisationRefusee, Cause, anonymiser
from communautes.comptes.models import User
from communautes.comptes.reunion.services import ReunionRefusee, reunir
from communautes.journal.models import Entree
from communautes.territoires import fusions
from tests.communautes.comptes.affiliations.aides import siret
from tests.factories import CollectiviteFactory, UserFactory

pytestmark = pytest.mark.django_db
Role = Affiliation.Role
REFUS = (
    services.AffiliationRefusee,
    AnonymisationRefusee,
    ReunionRefusee,
    fusions.FusionRefusee,
)
GRAINES = int(os.environ.get("GRAINES", "4"))
ACTES_PAR_MARCHE = 30


class Marche:
    """Two collectivités, six people, ANCT, and one act after another."""

    def __init__(self, graine: int):
        self.hasard = random.Random(graine)  # noqa: S311 - no secret
        self.anct = UserFactory(is_superuser=True, first_name="Sam", last_name="Unique")
        self.lieux = [CollectiviteFactory() for _n in range(2)]
        self.gens = [self.nouvelle() for _n in range(6)]
        self.maintenant = timezone.now()
        self.faits: list[str] = []
        self.amorcer()

    def amorcer(self) -> None:
        """A holds the place by a code; B and C have one too, D is there on A's word, E elsewhere;
        B and D ask for the place.
        """
        a, b, c, d, e, _f = self.gens
        ici, la_bas = self.lieux
        lignes = [services.declarer(p, ici, fonction="agent") for p in (a, b, c, d)]
        lignes.append(services.declarer(e, la_bas, fonction="agent"))
        for rang in (0, 1, 2, 4):
            code(self, SimpleNamespace(mienne=lignes[rang], moi=lignes[rang].personne))
        services.cautionner(lignes[3], par=a)
        for rang in (1, 3):
            services.contester(lignes[0], par=lignes[rang], motif="Ma place")

    @staticmethod
    def nouvelle() -> User:
        return UserFactory(first_name="Personne", last_name="Quelconque")

    def choisir(self, suite):
        return self.hasard.choice(list(suite)) if suite else None

    def tirer(self) -> SimpleNamespace:
        """Who acts, by what, on whom of the same place, and where."""
        vivants = User.objects.filter(pk__in=[g.pk for g in self.gens], is_active=True)
        ouvertes = Affiliation.objects.ouvertes().order_by("pk")
        mienne = self.choisir(ouvertes.filter(personne__in=vivants))
        passant = self.choisir(vivants.order_by("pk"))
        ici = ouvertes.filter(collectivite=mienne.collectivite) if mienne else ouvertes
        provisoires = ici.filter(role=Role.REFERENT_PROVISOIRE, statut="active")
        return SimpleNamespace(
            p=passant,
            autre=self.choisir(vivants.exclude(pk=passant.pk).order_by("pk")) if passant else None,
            moi=mienne and mienne.personne,
            referente=self.choisir(ici.filter(role__in=Affiliation.REFERENTS)),
            mienne=mienne,
            cible=self.choisir(ici),
            provisoire=self.choisir(provisoires),
            lieu=self.choisir([lieu for lieu in self.lieux if lieu.est_active]),
            demande=self.choisir(Contestation.objects.ouvertes().order_by("pk")),
        )

    def agir(self) -> str:
        t = self.tirer()
        possibles = [
            nom for nom in ACTES if all(getattr(t, une) for une in BESOINS.get(nom, "p").split())
        ]
        nom = self.hasard.choice(possibles)
        qui = [une and une.pk for une in (t.p, t.mienne, t.cible, t.provisoire, t.demande, t.lieu)]
        self.faits.append(f"{nom} {qui}")
        FAIRE[nom](self, t)
        return nom


def declarer(m: Marche, t, dit=None) -> None:
    fonction = m.hasard.choice(["agent", "elu", "dgs"])
    fin = timezone.localdate() + timedelta(days=m.hasard.choice([2, 60, 400]))
    fin_mandat = fin if fonction == "elu" else None
    preuve = {"dit": dit} if dit else {}
    services.declarer(t.p, t.lieu, fonction=fonction, fin_mandat=fin_mandat, **preuve)


def code(m: Marche, t) -> None:
    """As `essayer_code` does, without the mailbox."""
    affiliation = verrouiller(t.mienne)
    if affiliation.est_confirmee:
        return
    avant = etat(affiliation)
    elever(affiliation, Niveau.CONFIRMEE, Affiliation.Preuve.COURRIEL)
    tracer("confirmee", affiliation, par=t.moi, avant=avant, au_nom=affiliation)


def fusionner(m: Marche, t) -> None:
    actifs = [lieu for lieu in m.lieux if lieu.est_active and lieu != t.lieu]
    if actifs and m.hasard.random() < 0.5:
        fusions.fusionner(t.lieu, m.choisir(actifs), motif="Loi")
    for lieu in m.lieux:
        lieu.refresh_from_db()


def reunir_deux(m: Marche, t) -> None:
    reunir(t.p, t.autre, par=m.anct, motif="Doublon")
    m.gens.append(m.nouvelle())


def supprimer(m: Marche, t) -> None:
    anonymiser(t.p, par=t.p, cause=Cause.DEMANDE)
    m.gens.append(m.nouvelle())


def fermer(m: Marche, t) -> None:
    User.objects.filter(pk=t.p.pk).update(is_active=False)
    services.a_la_fermeture([t.p])


def rouvrir(m: Marche, t) -> None:
    fermes = User.objects.filter(pk__in=[g.pk for g in m.gens], is_active=False)
    fermes.filter(fusionne_dans=None).exclude(email__contains="invalid").update(is_active=True)
    relances.noter_les_expirees()


def attendre(m: Marche, t) -> None:
    m.maintenant += timedelta(days=m.hasard.choice([1, 3, 8, 45]))


def siret_de(t) -> Dit:
    return Dit(siret(t.lieu), False, f"i{t.p.pk}")


ELSEWHERE = "99999999999999"
FAIRE = {
    "declarer": declarer,
    "siret": lambda m, t: declarer(m, t, siret_de(t)),
    "concorder": lambda m, t: services.concorder(t.p, siret_de(t)),
    "depart": lambda m, t: services.constater_departs(t.p, Dit(ELSEWHERE, False, f"i{t.p.pk}")),
    "code": code,
    "cautionner": lambda m, t: services.cautionner(t.cible, par=t.referente.personne),
    "refuser": lambda m, t: services.refuser(t.cible, par=t.referente.personne, motif="Non"),
    "terminer": lambda m, t: services.terminer(t.cible, par=t.referente.personne, motif="Fini"),
    "nommer": lambda m, t: services.nommer_referent(t.cible, par=t.referente.personne),
    "habiliter": lambda m, t: services.habiliter(t.cible, par=t.referente.personne, oui=True),
    "quitter": lambda m, t: services.terminer(t.mienne, par=t.moi),
    "rendre": lambda m, t: services.retirer_referent(t.mienne, par=t.moi),
    "reconfirmer": lambda m, t: services.reconfirmer(t.mienne, par=t.moi),
    "finir": lambda m, t: services.reconfirmer(
        t.mienne, par=t.moi, fin_mandat=timezone.localdate()
    ),
    "demander": lambda m, t: services.demander_a_l_anct(t.mienne, par=t.moi, motif="Validez"),
    "contester": lambda m, t: services.contester(t.provisoire, par=t.mienne, motif="Ma place"),
    "signaler": lambda m, t: services.signaler(t.cible, par=t.mienne, motif="Signal"),
    "ceder": lambda m, t: services.ceder(t.demande, par=t.demande.contestee.personne),
    "maintenir": lambda m, t: services.trancher(
        t.demande, par=m.anct, transferer=False, motif="Vu"
    ),
    "transferer": lambda m, t: services.trancher(
        t.demande, par=m.anct, transferer=True, motif="Vu"
    ),
    "a_valider": lambda m, t: services.valider(t.cible, par=m.anct, motif="Vu"),
    "a_terminer": lambda m, t: services.terminer(t.cible, par=m.anct, motif="Vu"),
    "a_refuser": lambda m, t: services.refuser(t.cible, par=m.anct, motif="Vu"),
    "a_nommer": lambda m, t: services.nommer_referent(t.cible, par=m.anct, motif="Vu"),
    "a_retirer": lambda m, t: services.retirer_referent(t.cible, par=m.anct, motif="Vu"),
    "ecarter": lambda m, t: services.ecarter(t.cible, par=m.anct, motif="Vu"),
    "fusionner": fusionner,
    "reunir": reunir_deux,
    "supprimer": supprimer,
    "fermer": fermer,
    "rouvrir": rouvrir,
    "attendre": attendre,
    "nuit": lambda m, t: relances.noter_les_expirees(),
}
RAREMENT = ("fusionner", "reunir", "supprimer", "fermer", "a_terminer", "a_nommer", "a_valider")
SOUVENT = {"declarer": 6, "siret": 5, "code": 6, "cautionner": 6, "contester": 9, "ceder": 4}
ACTES = [nom for nom in FAIRE for _n in range(SOUVENT.get(nom, 1 if nom in RAREMENT else 2))]
MIENNE = ("code", "quitter", "rendre", "reconfirmer", "finir", "demander")
BESOINS = {
    **dict.fromkeys(("attendre", "rouvrir", "nuit"), "lieu"),
    **dict.fromkeys(("declarer", "siret", "concorder", "depart", "fusionner"), "p lieu"),
    **dict.fromkeys(MIENNE, "mienne"),
    **dict.fromkeys(
        ("cautionner", "refuser", "terminer", "nommer", "habiliter"), "referente cible"
    ),
    **dict.fromkeys(("contester", "signaler"), "mienne cible provisoire"),
    **dict.fromkeys(("ceder", "maintenir", "transferer"), "demande"),
    **{nom: "cible" for nom in FAIRE if nom.startswith("a_")},
    "ecarter": "cible",
    "reunir": "p autre",
}


class Vue:
    """What is true at an hour, to be held against what is true after the act."""

    def __init__(self):
        toutes = Affiliation.objects.select_related("personne", "collectivite")
        self.lignes = {a.pk: a for a in toutes}
        self.etats = {pk: etat(a) for pk, a in self.lignes.items()}
        self.attendent = list(Affiliation.objects.pour_l_anct())
        self.a_l_anct = list(Contestation.objects.pour_l_anct().select_related("contestee", "par"))
        self.demandeurs = {
            (k.contestee.collectivite_id, k.par.personne_id)
            for k in Contestation.objects.ouvertes()
            .filter(nature="place")
            .select_related("contestee", "par")
        }
        self.tenants = {
            a.personne_id for a in self.lignes.values() if a.est_referente and a.est_membre
        }
        self.derniere = Entree.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def la_place(m: Marche, nom: str, avant: Vue, apres: Vue):
    """Never vacant where somebody stands by themselves; to who asked, else to the best proven."""
    tenues = Affiliation.objects.referents()
    for nouvelle in tenues.filter(role=Role.REFERENT_PROVISOIRE).exclude(
        personne__in=avant.tenants
    ):
        lieu = nouvelle.collectivite_id
        tiennent = Affiliation.objects.membres().qui_tiennent_par_soi().filter(collectivite=lieu)
        demandeurs = [a for a in tiennent if (lieu, a.personne_id) in avant.demandeurs]
        if nom in ("ceder", "transferer", "reunir"):
            continue
        if demandeurs and nouvelle not in demandeurs:
            yield "la place passe devant qui la demande"
        if not demandeurs and any(a.niveau_etabli > nouvelle.niveau_etabli for a in tiennent):
            yield "la place passe devant mieux établi"
    for vacante in Affiliation.objects.sans_referent():
        a_l_heure = not Affiliation.objects.expirees().filter(collectivite=vacante.collectivite_id)
        if a_l_heure and nom != "attendre":
            yield "la place est vacante, et quelqu’un tient par soi-même"


def les_demandes_de_la_place(m: Marche, nom: str, avant: Vue, apres: Vue):
    """Against a provisional one who holds it; or, when nobody does, ANCT's. Never a full one."""
    a_l_anct = set(Contestation.objects.pour_l_anct().values_list("pk", flat=True))
    ouvertes = Contestation.objects.ouvertes().select_related("contestee__personne", "par")
    for demande in ouvertes:
        contestee, par = demande.contestee, demande.par
        if contestee.personne_id == par.personne_id:
            yield "on se conteste soi-même"
        deux = {une.collectivite_id for une in (contestee, par) if une.close_le is None}
        if len(deux) > 1:
            yield "contestation entre deux lieux"
        if demande.nature != Contestation.Nature.PLACE:
            continue
        ecrite = contestee.statut == "active" and contestee.role == Role.REFERENT_PROVISOIRE
        if contestee.statut == "active" and contestee.role == Role.REFERENT:
            yield "un référent plein est contesté"
        ici = Affiliation.objects.referents().filter(collectivite=contestee.collectivite_id)
        if not ecrite and ici.filter(role=Role.REFERENT_PROVISOIRE).exists():
            yield "qui tient la place n’est pas la personne contestée"
        if not ecrite and demande.pk not in a_l_anct:
            yield "demande que personne n’a"


def ce_qui_attend_l_anct(m: Marche, nom: str, avant: Vue, apres: Vue):
    """It goes on waiting through merges; between two accounts that become one, it is of both."""
    if nom not in ("fusionner", "reunir"):
        return
    attendent = {une.personne_id for une in apres.attendent}
    for une in avant.attendent:
        qui = User.objects.get(pk=une.personne_id)
        siennes = Affiliation.objects.actives().filter(personne=qui.fusionne_dans_id or qui.pk)
        sans_objet = [a for a in siennes if une.statut == "demandee" or not a.se_fait_valider]
        repond = nom == "fusionner" and une.statut == "demandee" and une.echeance_le > m.maintenant
        if not attendent & {qui.pk, qui.fusionne_dans_id} and not sans_objet and not repond:
            yield "une demande à l’ANCT se perd dans une fusion"
    for demande in avant.a_l_anct:
        lue = Contestation.objects.select_related("contestee", "par").get(pk=demande.pk)
        dehors = not avant.lignes[demande.contestee_id].est_membre
        soi = lue.contestee.personne_id == lue.par.personne_id
        if dehors and lue.statut == "caduque" and not soi and nom == "fusionner":
            yield "ce qui attend l’ANCT se perd dans une fusion"


def les_droits(m: Marche, nom: str, avant: Vue, apres: Vue):
    """Who commits, or is a full référent, is confirmed without a provisional one's word; no full
    one is demoted by a place.
    """
    actives = Affiliation.objects.actives().filter(niveau_etabli__lt=Niveau.CONFIRMEE)
    if actives.filter(Q(habilite_a_engager=True) | Q(role=Role.REFERENT)).exists():
        yield "un droit sur la parole d’un provisoire"
    for pk, ligne in avant.lignes.items():
        plein = ligne.role == Role.REFERENT and ligne.est_membre
        lue = apres.lignes[pk]
        retire = lue.est_active and lue.role != Role.REFERENT
        if plein and retire and nom not in ("rendre", "a_retirer", "fermer", "depart"):
            yield "un référent plein est rétrogradé"


def le_journal(m: Marche, nom: str, avant: Vue, apres: Vue):
    """Each change of a row has its line, which says it."""
    lignes: dict[int, set] = {}
    for entree in Entree.objects.filter(pk__gt=avant.derniere, acte__startswith="affiliations."):
        lignes.setdefault(entree.objet_pk, set()).update(entree.apres or {})
    for pk, avant_cela in avant.etats.items():
        changes = {champ for champ, dit in apres.etats[pk].items() if dit != avant_cela[champ]}
        if nom == "supprimer":  # emptied with the account, whose deletion has its own line
            changes -= {"fin_mandat", "habilite"}
        if sans_ligne := changes - lignes.get(pk, set()):
            yield f"sans ligne : {sorted(sans_ligne)}"


INVARIANTS = (
    la_place,
    les_demandes_de_la_place,
    ce_qui_attend_l_anct,
    les_droits,
    le_journal,
)


def marcher(graine: int, actes: int = ACTES_PAR_MARCHE) -> None:
    m = Marche(graine)
    avant = Vue()
    for _n in range(actes):
        try:
            with time_machine.travel(m.maintenant, tick=False), transaction.atomic():
                nom = m.agir()
        except REFUS:
            continue
        with time_machine.travel(m.maintenant, tick=False):
            apres = Vue()
            for invariant in INVARIANTS:
                for faute in invariant(m, nom, avant, apres):
                    pytest.fail(f"graine {graine}, {nom} : {faute}\n" + "\n".join(m.faits[-12:]))
        avant = apres


@pytest.mark.parametrize("graine", range(GRAINES))
def test_what_must_hold_holds_after_each_act(graine):
    marcher(graine)
