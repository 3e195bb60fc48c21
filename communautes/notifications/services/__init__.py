"""Telling people: what the rooms above call. (Under it, the outbox: services/courriels.py.)

A room declares, in AppConfig.ready, what is told of and how (`communautes.notifications.registre`):

    declarer_cible(Cible(modele, titre=, adresse=, peuvent_lire=, charger=None, en_sourdine=""))
    declarer(Genre(code, libelle, groupe, phrase=, par_defaut=Canal.HEBDOMADAIRE, debrayable=True,
                   adresse=None, peuvent_lire=None, nomme=…, vaut_encore=…, rang=50))

`peuvent_lire(personnes, objets)` gives the pairs (personne.pk, objet.pk) that may be read now;
`un_par_un(peut_lire)` makes one out of a predicate that asks the database nothing. It is asked when
a row is made, when it is mailed, when a mail that waited leaves, when it is shown; `vaut_encore`,
when it is mailed or leaves late. Then, in the transaction of a transition:

    notifier(code, objet, a=personnes, par=None, sujet=None, cadre=None, cle="",
             meme_a_personne=True, retenu=False) -> int
        `a`: a queryset of people, or people. `sujet`: what it is read and silenced with (the
        discussion of a reply; the object itself by default); `cadre`: what that is in (the
        community). `cle`: another transition of the same object. Never tells `par`, nor twice.
        `meme_a_personne=False`: what tells nobody is no event, and counts in no limit. `retenu`:
        moderation withholds it; it is told once it is given back.
    previendra(code, objet, a=, par=, sujet=, cadre=) -> int, and dire_combien(int) -> a sentence
        How many `notifier` would tell: the same question; `objet` may be not saved yet.
    verifier_la_limite(code, cadre, combien=2, sur=timedelta(days=7))
        Before `notifier`, in its transaction: TropDEnvois (`.des_le`) past the limit;
        `dire_la_limite`, of the same, is what it would say.
    retirer(objet, de=None) -> int
        Who may read it no more, or everybody: what they were told of it, and of what is in it,
        goes.
    suspendre(objet), reprendre(objet) -> int
        Moderation withholds it, then gives it back: meanwhile nobody reads of it; then all is as it
        was, what was mailed is not mailed twice, what was not is. What is put aside because it may
        not be read, for whatever reason, is given back by the command too, once it may.
    tout_marquer_lu(personne, sur=objet) -> int
        Who answers has read.
    mettre_en_sourdine, retirer_la_sourdine, est_en_sourdine (personne, objet)

In a template: {% load notifications_tags %}{% sourdine objet %} is the button that silences it.
"""

from communautes.notifications.services.courriels import (
    RenvoiRefuse,
    effacer_les_anciens,
    livrer,
    livrer_apres_validation,
    livrer_ce_qui_est_du,
    renvoyer,
)
from communautes.notifications.services.lues import (
    combien_non_lues,
    marquer_lue,
    tout_marquer_lu,
)
from communautes.notifications.services.preferences import (
    canaux_de,
    choisir,
    est_en_sourdine,
    mettre_en_sourdine,
    ne_plus_ecrire,
    ne_plus_recapituler,
    retirer_la_sourdine,
    sourdines_de,
)
from communautes.notifications.services.prevenir import (
    TropDEnvois,
    dire_combien,
    dire_la_limite,
    notifier,
    previendra,
    reprendre,
    retirer,
    suspendre,
    verifier_la_limite,
)

__all__ = [
    "RenvoiRefuse",
    "TropDEnvois",
    "canaux_de",
    "choisir",
    "combien_non_lues",
    "dire_combien",
    "dire_la_limite",
    "effacer_les_anciens",
    "est_en_sourdine",
    "livrer",
    "livrer_apres_validation",
    "livrer_ce_qui_est_du",
    "marquer_lue",
    "mettre_en_sourdine",
    "ne_plus_ecrire",
    "ne_plus_recapituler",
    "notifier",
    "previendra",
    "renvoyer",
    "reprendre",
    "retirer",
    "retirer_la_sourdine",
    "sourdines_de",
    "suspendre",
    "tout_marquer_lu",
    "verifier_la_limite",
]
