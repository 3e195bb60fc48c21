"""The form of a resource, in the order in which one writes it; what the reader will see of it.

Help is here rather than on the model: it speaks to who writes, and changes without a migration.
"""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

from home.edition.panneaux import TITRE
from home.edition.phrases import PhraseInput
from home.fraicheur.panneaux import PanneauDeVerification

RESUME = FieldPanel(
    "resume",
    widget=PhraseInput,
    help_text=_(
        "Deux lignes au plus, sous le titre, dans les listes et les moteurs de recherche. Par "
        "exemple : « De la délibération au bilan, ce que neuf communes ont appris d’un budget "
        "participatif. »"
    ),
)
THEMES = InlinePanel(
    "themes_lies",
    label=_("thème"),
    heading=_("Thèmes"),
    help_text=_(
        "La ressource est proposée sur la page de chacun d’eux. Le premier lui donne son "
        "pictogramme et sa couleur."
    ),
)
FICHIERS = InlinePanel(
    "fichiers",
    label=_("fichier"),
    heading=_("Fichiers à télécharger"),
    help_text=_(
        "Le premier devient le bouton « Télécharger » en haut de la page ; tous sont listés à "
        "côté du texte, avec leur format et leur poids."
    ),
)
LIEN = FieldPanel(
    "lien_externe",
    help_text=_(
        "Quand le contenu est publié ailleurs : le lecteur voit un bouton « Consulter sur le site "
        "d’origine ». Par exemple : https://www.exemple.fr/guide"
    ),
)
POUR_QUI = MultiFieldPanel(
    [
        FieldPanel(
            "publics",
            help_text=_(
                "Affiché en tête de page (« Pour qui : communes »), et filtre de la liste. Rien de "
                "coché : toutes les collectivités."
            ),
        ),
        FieldPanel("strates"),
        FieldPanel(
            "niveaux",
            help_text=_(
                "Ce que la méthode permet aux habitants, de l’information à la co-construction. "
                "Affiché en tête de page, et filtre de la liste."
            ),
        ),
    ],
    heading=_("Pour qui"),
)
ETIQUETTES = FieldPanel(
    "tags",
    heading=_("Étiquettes"),
    help_text=_(
        "Des mots que le lecteur chercherait, séparés par des virgules. Par exemple : "
        "tirage au sort, budget participatif."
    ),
)
PROVENANCE = MultiFieldPanel(
    [
        FieldPanel("provenance"),
        FieldPanel(
            "source",
            help_text=_(
                "Qui l’a écrite, comme le lecteur le lira après « Par ». Par exemple : "
                "Ville de Lorient, direction de la citoyenneté."
            ),
        ),
        FieldPanel(
            "duree_lecture",
            help_text=_("En minutes. Laissé vide, la durée est estimée d’après le texte."),
        ),
    ],
    heading=_("D’où elle vient"),
)
FRAICHEUR = MultiFieldPanel(
    [
        PanneauDeVerification(),
        FieldPanel("responsable", help_text=_("Reçoit les rappels de relecture.")),
        FieldPanel(
            "verifie_le",
            help_text=_(
                "Sous la forme JJ/MM/AAAA. Le lecteur lit « Vérifié le 4 décembre 2026 » en tête "
                "de page."
            ),
        ),
        FieldPanel(
            "a_revoir_le",
            help_text=_(
                "Sous la forme JJ/MM/AAAA. Obligatoire pour publier. Le lecteur lit « Prochaine "
                "vérification avant le … » ; un an est une bonne mesure."
            ),
        ),
    ],
    heading=_("Fraîcheur"),
)
LIEES = InlinePanel(
    "liees",
    label=_("ressource"),
    heading=_("À lire avec"),
    classname="collapsed",
    help_text=_(
        "Facultatif : trois cartes au bas de la page. Sans choix de votre part, ce sont les "
        "ressources les plus proches par leurs thèmes et leurs étiquettes."
    ),
)
REFERENCE = FieldPanel("reference", read_only=True)

PANNEAUX = [
    TITRE,
    FieldPanel(
        "nature", help_text=_("Affichée en tête de page et sur les cartes, et filtre de la liste.")
    ),
    RESUME,
    THEMES,
    FieldPanel("body"),
    FICHIERS,
    LIEN,
    POUR_QUI,
    ETIQUETTES,
    PROVENANCE,
    FRAICHEUR,
    LIEES,
    REFERENCE,
]
