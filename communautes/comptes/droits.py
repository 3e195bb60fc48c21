"""What each level and role opens, in one table: the pages ask it, docs/droits.md is made of it.

Nothing is hidden: what is refused comes with the reason, and the way to get there.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.proconnect import reglages as proconnect


@dataclass(frozen=True)
class Action:
    """`premoderee`: open below the level too, but read by somebody before it is published.
    `etabli`: of the level, what a provisional référent's word has given does not count.
    """

    code: str
    libelle: Any
    niveau: Niveau
    referent: bool = False
    habilite: bool = False
    etabli: bool = False
    premoderee: bool = False
    salle: str = ""  # the app that does it; what no app does yet is offered to nobody


@dataclass(frozen=True)
class Verdict:
    """`raison` and `moyen` are empty when it is allowed, but for what is read before (raison)."""

    action: Action
    permis: bool
    raison: str = ""
    moyen: str = ""
    libelle_du_moyen: str = ""
    adresse: str = ""
    premoderee: bool = False


ACTIONS = {
    action.code: action
    for action in (
        Action("lire_membres", gettext_lazy("lire la liste des membres"), Niveau.CONCORDANTE),
        Action(
            "lire_journal", gettext_lazy("lire le journal de la collectivité"), Niveau.CONCORDANTE
        ),
        Action(
            "prendre_position",
            gettext_lazy("prendre position sur un thème"),
            Niveau.CONCORDANTE,
            salle="communautes.positionnements",
        ),
        Action(
            "publier_retour",
            gettext_lazy("écrire un retour d’expérience"),
            Niveau.CONCORDANTE,
            premoderee=True,
            salle="communautes.retours",
        ),
        Action(
            "reprendre_retour",
            gettext_lazy("s’inspirer d’un retour d’expérience, le commenter, écrire à ses auteurs"),
            Niveau.CONCORDANTE,
            salle="communautes.retours",
        ),
        Action(
            "contester_referent",
            gettext_lazy("contester le référent provisoire"),
            Niveau.CONCORDANTE,
        ),
        Action(
            "gerer_membres",
            gettext_lazy("répondre aux demandes et gérer les membres"),
            Niveau.CONFIRMEE,
            referent=True,
            etabli=True,
        ),
        Action(
            "candidater",
            gettext_lazy("inscrire la collectivité à un projet partagé"),
            Niveau.CONFIRMEE,
            habilite=True,
            etabli=True,
            salle="communautes.projets",
        ),
    )
}


def offertes(affiliation: Affiliation | None) -> list[str]:
    """What the site has to offer; nobody contests themselves."""
    return [
        code
        for code, action in ACTIONS.items()
        if (not action.salle or apps.is_installed(action.salle))
        and not (code == "contester_referent" and affiliation and affiliation.est_referente)
    ]


def verdict(code: str, affiliation: Affiliation | None, *, connecte: bool = True) -> Verdict:
    """`affiliation`: the one that the person acts for now, or None."""
    action = ACTIONS[code]
    if not connecte:
        return Verdict(
            action,
            False,
            _("Il faut être connecté."),
            _("Connectez-vous, puis rejoignez votre collectivité."),
            _("Se connecter"),
            reverse("account_login"),
        )
    if affiliation is None or not affiliation.est_en_vigueur:
        return _sans_affiliation(action)
    manque = ce_qui_manque(
        action,
        affiliation.niveau_etabli if action.etabli else affiliation.niveau,
        role=affiliation.role,
        habilite=affiliation.habilite_a_engager,
    )
    return _REFUS[manque](action, affiliation) if manque else Verdict(action, True)


def ce_qui_manque(action: Action, niveau: int, *, role: str, habilite: bool) -> str:
    """The rule, alone: « niveau », « role », « habilitation »; nothing when it is open."""
    if niveau < action.niveau:
        return "niveau"
    if action.referent and role not in Affiliation.REFERENTS:
        return "role"
    return "habilitation" if action.habilite and not habilite else ""


def _sans_affiliation(action: Action) -> Verdict:
    return Verdict(
        action,
        False,
        _("Vous n’agissez pour aucune collectivité."),
        _("Rejoignez la vôtre\u00a0: il faut son nom et votre fonction."),
        _("Rejoindre ma collectivité"),
        reverse("affiliations:rejoindre"),
    )


def _sous_le_niveau(action: Action, affiliation: Affiliation) -> Verdict:
    if action.premoderee:
        raison = _("Votre lien avec la collectivité n’est pas vérifié\u00a0: un retour sera relu.")
        return Verdict(action, True, raison, premoderee=True)
    demande = {
        "requis": _niveau(action.niveau),
        "niveau": _niveau(affiliation.niveau),
        "nom": affiliation.collectivite.nom,
    }
    return Verdict(
        action,
        False,
        _(
            "%(nom)s\u00a0: il faut une affiliation «\u00a0%(requis)s\u00a0» ou plus\u00a0; la "
            "vôtre est «\u00a0%(niveau)s\u00a0»."
        )
        % demande,
        _moyen_de_monter(action.niveau),
        _("Faire vérifier mon affiliation"),
        reverse("affiliations:verifier", args=[affiliation.pk]),
    )


def _moyen_de_monter(niveau: int) -> str:
    """The page that it leads to says which of them this collectivité has."""
    if niveau <= Niveau.CONCORDANTE and proconnect.est_ouvert():
        return _(
            "Selon la collectivité\u00a0: ProConnect, un code à son courriel officiel, la parole "
            "de son référent, ou l’ANCT."
        )
    return _(
        "Selon la collectivité\u00a0: un code à son courriel officiel, la parole de son référent, "
        "ou l’ANCT."
    )


def _pas_referent(action: Action, affiliation: Affiliation) -> Verdict:
    return Verdict(
        action,
        False,
        _("C’est au référent %(de_nom)s de le faire.")
        % {"de_nom": affiliation.collectivite.de_nom},
        _("La liste des membres dit qui il est\u00a0; vous pouvez lui demander ce rôle."),
        _("Voir les membres"),
        reverse("affiliations:membres"),
    )


def _pas_habilite(action: Action, affiliation: Affiliation) -> Verdict:
    return Verdict(
        action,
        False,
        _("Vous n’êtes pas habilité à engager %(nom)s.") % {"nom": affiliation.collectivite.nom},
        _(
            "Un référent l’accorde à un autre référent, à une personne élue, ou à une direction "
            "générale qu’il a cautionnée."
        ),
        _("Voir les membres"),
        reverse("affiliations:membres"),
    )


_REFUS = {
    "niveau": _sous_le_niveau,
    "role": _pas_referent,
    "habilitation": _pas_habilite,
}


def _niveau(niveau: int) -> str:
    return str(Niveau(niveau).label)


def regroupes(verdicts: list[Verdict]) -> list[list[Verdict]]:
    """Those that are answered in the same words together, what is allowed first."""
    groupes: dict[tuple, list[Verdict]] = {}
    for rendu in verdicts:
        groupes.setdefault((not rendu.permis, rendu.raison, rendu.moyen), []).append(rendu)
    return [groupes[cle] for cle in sorted(groupes, key=lambda cle: cle[0])]


COLONNES = [
    *((str(niveau.name).lower(), niveau, {}) for niveau in Niveau),
    (
        "référent provisoire concordant",
        Niveau.CONCORDANTE,
        {"role": Affiliation.Role.REFERENT_PROVISOIRE},
    ),
    ("référent confirmé", Niveau.CONFIRMEE, {"role": Affiliation.Role.REFERENT}),
    ("habilité confirmé", Niveau.CONFIRMEE, {"habilite_a_engager": True}),
]
LIBELLES = {
    "declaree": "déclarée",
    "confirmee": "confirmée",
    "cautionnee": "cautionnée",
    "validee": "validée",
}


def permis(action: Action, niveau: int, *, role: str = "membre", habilite: bool = False) -> str:
    """« oui », « relu » or « non », in the table of docs/droits.md."""
    manque = ce_qui_manque(action, niveau, role=role, habilite=habilite)
    if not manque:
        return "oui"
    return "relu" if manque == "niveau" and action.premoderee else "non"


def en_markdown() -> str:
    """The table of docs/droits.md (command ecrire_droits)."""
    entetes = [LIBELLES.get(nom, nom) for nom, _niveau_, _reste in COLONNES]
    lignes = [
        f"| action | visiteur | sans affiliation | {' | '.join(entetes)} |",
        "|---" * (len(entetes) + 3) + "|",
    ]
    for action in ACTIONS.values():
        cellules = [
            permis(
                action,
                niveau,
                role=str(reste.get("role", "membre")),
                habilite=bool(reste.get("habilite_a_engager")),
            )
            for _nom, niveau, reste in COLONNES
        ]
        lignes.append(f"| {action.libelle} | connexion | non | {' | '.join(cellules)} |")
    return "\n".join(lignes)
