"""Writing step by step: one question by screen, why it is asked, an example of a good answer."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from communautes.retours.champs import libelle_du_champ
from communautes.retours.forms import ecriture, moyens, pieces
from communautes.retours.models import RetourExperience


@dataclass(frozen=True)
class Etape:
    """`courte`: of the ten-minute version too. `champ`: its name in remarks (champs.py).
    `dits`: fields and relations by which what is missing is said (models/retour.py).
    """

    code: str
    question: Any
    pourquoi: Any
    exemple: Any = ""
    formulaire: type[ecriture.EtapeForm] | None = None
    courte: bool = False
    champ: str = ""
    dits: tuple[str, ...] = ()

    @property
    def remarque(self) -> str:
        return self.champ or self.code

    @property
    def libelle(self) -> str:
        return libelle_du_champ(self.remarque)

    @property
    def concerne(self) -> set[str]:
        return {self.code, self.remarque, *self.dits}


ETAPES = (
    Etape(
        "titre",
        _("Quel titre lui donner\u00a0?"),
        _("C’est ce que l’on voit d’abord, dans une liste\u00a0: ce qui a été fait, et où."),
        _("Une cour d’école ouverte le soir aux voisins, dans un quartier sans parc"),
        ecriture.TitreForm,
        courte=True,
    ),
    Etape(
        "contexte",
        _("D’où partiez-vous\u00a0?"),
        _("Une collectivité se reconnaît dans un problème avant de s’intéresser à une solution."),
        _(
            "Le quartier compte 4\u00a0200\u00a0habitants et aucun parc. Chaque été, les voisins "
            "demandaient de l’ombre\u00a0; la seule cour plantée fermait à 17\u00a0h. L’école "
            "craignait les dégradations."
        ),
        ecriture.ContexteForm,
    ),
    Etape(
        "fait",
        _("Qu’avez-vous fait\u00a0?"),
        _("Assez pour que quelqu’un puisse le refaire\u00a0: les étapes, dans l’ordre."),
        _(
            "En mars, deux réunions avec l’école et les voisins. En mai, une convention d’une "
            "page. De juin à septembre, la cour a ouvert un soir sur deux, de 18\u00a0h à "
            "21\u00a0h, avec un agent et deux bénévoles."
        ),
        ecriture.FaitForm,
        courte=True,
    ),
    Etape(
        "participation",
        _("Qui a participé, et jusqu’où\u00a0?"),
        _("Pour savoir ce qui a été décidé avec les gens, et pas seulement pour eux."),
        _(
            "Concertation\u00a0: les horaires ont été choisis avec 60 habitants et les élèves de "
            "CM2. Les personnes âgées, que l’on entend peu, ont été vues chez elles."
        ),
        ecriture.ParticipationForm,
        dits=("niveau", "publics", "nombre"),
    ),
    Etape(
        "resultats",
        _("Qu’est-ce que cela a donné\u00a0?"),
        _("Des faits, même petits, même sans chiffre\u00a0: ce qui a changé, et pour qui."),
        _(
            "640 entrées en deux étés. Aucune dégradation. Trois familles ont demandé à tenir le "
            "portail l’an prochain."
        ),
        ecriture.ResultatsForm,
    ),
    Etape(
        "echecs",
        _("Qu’est-ce qui n’a pas marché\u00a0?"),
        _("C’est ce qui aide le plus les autres, et ce que personne n’écrit ailleurs."),
        _(
            "Personne n’avait prévu le gardiennage en août\u00a0: la cour a fermé trois semaines. "
            "Nous avions aussi oublié les toilettes."
        ),
        ecriture.EchecsForm,
    ),
    Etape(
        "appris",
        _("Qu’en retenez-vous\u00a0?"),
        _("Ce que vous diriez au téléphone à une collègue qui voudrait faire pareil."),
        _(
            "Commencer par un soir, pas par un été. Compter les entrées dès le premier jour. Ne "
            "rien ouvrir en août sans un agent\u00a0: c’est ce qui n’a pas marché chez nous."
        ),
        ecriture.AppriseForm,
        courte=True,
    ),
    Etape(
        "moyens",
        _("Avec quels moyens\u00a0?"),
        _("La première question de qui voudrait le refaire. Un ordre de grandeur suffit."),
        _(
            "De 5\u00a0000 à 20\u00a0000\u00a0€, hors travaux. Vingt jours de travail des agents, "
            "douze jours d’une paysagiste."
        ),
        moyens.MoyensForm,
        dits=("cout", "cout_precision", "jours_agent", "prestataires", "acteurs_lies"),
    ),
    Etape(
        "transposition",
        _("À quelles conditions cela peut-il se refaire ailleurs\u00a0?"),
        _("Ce qui tenait à vous, et ce qu’il faut réunir pour commencer."),
        _(
            "Il faut une école volontaire, une convention écrite, et un agent présent le premier "
            "mois. Cela ne marche pas si la cour ouvre sur une rue passante."
        ),
        ecriture.TranspositionForm,
    ),
    Etape(
        "periode",
        _("Quand cela s’est-il passé\u00a0?"),
        _("Pour savoir si c’est récent, et combien de temps il a fallu."),
        _("De mars 2024 à septembre 2025. Si cela continue, laissez la fin vide."),
        ecriture.PeriodeForm,
        courte=True,
        dits=("debut", "fin"),
    ),
    Etape(
        "themes",
        _("De quoi s’agit-il\u00a0?"),
        _("Ils font trouver votre retour, dans les listes et sur la page de chaque thème."),
        "",
        ecriture.ThemesForm,
        courte=True,
        champ="themes_lies",
        dits=("tags", "etiquettes"),
    ),
    Etape(
        "resume",
        _("Et si vous n’aviez que deux phrases\u00a0?"),
        _("On les lit en premier\u00a0; beaucoup de gens ne liront qu’elles."),
        _("La cour de l’école ouvre le soir aux voisins. Personne ne la gardait en août."),
        ecriture.ResumeForm,
    ),
    Etape(
        "images",
        _("Avez-vous des images\u00a0?"),
        _("Une ou deux suffisent. Sans image, la page est belle aussi."),
        _(
            "Ce qu’elle montre\u00a0: «\u00a0Le soir, des voisins installent des chaises sous les "
            "tilleuls de la cour.\u00a0» Montrez un lieu plutôt que des visages\u00a0: une "
            "personne que l’on reconnaît doit être d’accord."
        ),
        pieces.ImagesForm,
    ),
    Etape(
        "documents",
        _("Avez-vous des documents à partager\u00a0?"),
        _(
            "Une convention, un cahier des charges, un questionnaire\u00a0: ce qui fait gagner "
            "du temps."
        ),
        _("«\u00a0La convention d’ouverture, une page, à compléter\u00a0»."),
        pieces.DocumentsForm,
    ),
    Etape(
        "signatures",
        _("Qui le signe avec vous\u00a0?"),
        _("Une collectivité qui l’a fait avec vous peut le signer\u00a0: elle dit oui elle-même."),
        "",
        champ="auteures",
    ),
)
PAR_CODE = {etape.code: etape for etape in ETAPES}


def etapes_de(brouillon: RetourExperience, remarques: set[str] = frozenset()) -> list[Etape]:
    """Of its version, and those of which ANCT asks something."""
    return [
        etape
        for etape in ETAPES
        if etape.courte or not brouillon.est_court or etape.remarque in remarques
    ]


def etape_du_champ(champ: str) -> Etape | None:
    """Of a field, a relation, the name of a remark."""
    return next((etape for etape in ETAPES if champ in etape.concerne), None)
