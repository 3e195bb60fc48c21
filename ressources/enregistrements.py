"""What this room gives to the registries of the house (called by AppConfig.ready)."""

from functools import partial

from django.db.models import Exists
from django.utils.translation import gettext_lazy as _

from home import indexation, navigation, plan_du_site, sections
from home.cartes import enregistrer_fournisseur
from home.edition import retrait
from home.langues import plan
from home.langues.lecture import SOURCE
from home.qualite import adresses, lecture
from home.qualite import registre as qualite
from home.qualite.contenus import pages_vivantes
from home.territoires import REGIONS, jeton_departement
from ressources import accueil, corps
from ressources.cartes import minutes_de_lecture
from ressources.documents import documents_acteurs
from ressources.models import Acteur, RessourceIndexPage, RessourcePage, ThemeIndexPage, ThemePage
from ressources.plan import ActeursSitemap, suite_des_acteurs
from ressources.referentiels import GenreActeur, Nature
from search import facettes, registre


def valeurs_themes(locale: str) -> list[facettes.Valeur]:
    """Themes by their French slug, called as readers of `locale` read them: one query."""
    pages = (
        ThemePage.objects.visibles()
        .filter(locale__language_code__in=["fr", locale])
        .ordonnes()
        .values_list("translation_key", "locale__language_code", "slug", "title", "alias_of")
    )
    codes = {cle: slug for cle, langue, slug, *_ in pages if langue == "fr"}
    return [
        facettes.Valeur(codes[cle], str(cle), titre, langue="fr" if alias else locale)
        for cle, langue, _, titre, alias in pages
        if langue == locale and cle in codes
    ]


def valeurs_natures(locale: str) -> list[facettes.Valeur]:
    return [facettes.Valeur(choix.value, choix.value, str(choix.label)) for choix in Nature]


def valeurs_genres(locale: str) -> list[facettes.Valeur]:
    return [facettes.Valeur(choix.value, choix.value, str(choix.label)) for choix in GenreActeur]


def valeurs_territoires(locale: str) -> list[facettes.Valeur]:
    """Each région, then its départements; a token is the same in addresses and in the index."""
    valeurs = []
    for region in REGIONS:
        lignes = [(region.jeton, region.nom)]
        lignes += [
            (jeton_departement(code), f"{nom} ({code})") for code, nom in region.departements
        ]
        valeurs += [
            facettes.Valeur(jeton, jeton, nom, langue=SOURCE, famille=region.nom)
            for jeton, nom in lignes
        ]
    return valeurs


def brancher() -> None:
    _brancher_annuaire()
    for facette in (
        facettes.Facette("theme", "themes", _("Thème"), valeurs_themes),
        facettes.Facette("nature", "sous_nature", _("Nature"), valeurs_natures),
        facettes.Facette("etiquette", "etiquettes", _("Étiquette"), langue="fr"),
    ):
        facettes.enregistrer(facette)
    registre.enregistrer(
        registre.Nature(
            code="ressource",
            libelle=_("Ressource"),
            libelle_pluriel=_("Ressources"),
            ordre=10,
            documents=partial(indexation.documents, RessourcePage),
        )
    )
    registre.enregistrer(
        registre.Nature(
            code="theme",
            libelle=_("Thème"),
            libelle_pluriel=_("Thèmes"),
            ordre=20,
            documents=partial(indexation.documents, ThemePage),
        )
    )
    navigation.enregistrer(navigation.Entree(_("Thèmes"), 10, ThemeIndexPage))
    navigation.enregistrer(navigation.Entree(_("Ressources"), 30, RessourceIndexPage))
    for section in (
        sections.Section("themes", 60, "ressources/sections/themes.html", accueil.themes),
        sections.Section(
            "ressources", 70, "ressources/sections/ressources.html", accueil.ressources
        ),
        sections.Section("chiffres", 90, "ressources/sections/chiffres.html", accueil.chiffres),
    ):
        sections.de_l_accueil.enregistrer(section)
    enregistrer_fournisseur(corps.cartes)
    _brancher_qualite()


def _brancher_qualite() -> None:
    """What the report on quality surveys of this room."""
    qualite.enregistrer(
        qualite.Contenu(
            modele=RessourcePage,
            libelle=_("Ressource"),
            vivants=lambda: pages_vivantes(RessourcePage),
            route="wagtailadmin_pages:edit",
            responsable="responsable",
            theme="themes_lies__theme",
            revoir="a_revoir_le",
            duree=lambda page: minutes_de_lecture(page.nature, page.duree_lecture),
        )
    )
    qualite.enregistrer(
        qualite.Contenu(
            modele=ThemePage,
            libelle=_("Thème"),
            vivants=lambda: pages_vivantes(ThemePage),
            route="wagtailadmin_pages:edit",
            theme="pk",
        )
    )
    qualite.enregistrer(
        qualite.Contenu(
            modele=Acteur,
            libelle=_("Acteur"),
            vivants=Acteur.objects.visibles,
            route="acteurs:edit",
            titre="nom",
            responsable="responsable",
            theme="themes_lies__theme",
            revoir="a_revoir_le",
        )
    )
    lecture.suivre(RessourcePage, "fichiers", "document", _("Fichier"))
    qualite.enregistrer_themes(
        lambda: list(ThemePage.objects.francais().ordonnes().values_list("pk", "title"))
    )


def _brancher_annuaire() -> None:
    facettes.enregistrer(facettes.Facette("genre", "sous_nature", _("Genre"), valeurs_genres))
    facettes.enregistrer(
        facettes.Facette(
            "territoire",
            "territoires",
            _("Région ou département"),
            valeurs_territoires,
            liste=_("Partout"),
        )
    )
    registre.enregistrer(
        registre.Nature(
            code="acteur",
            libelle=_("Acteur"),
            libelle_pluriel=_("Acteurs"),
            ordre=30,
            documents=lambda: documents_acteurs(Acteur.objects.all()),
        )
    )
    navigation.enregistrer_vue(
        navigation.EntreeDeVue(
            "annuaire",
            _("Annuaire"),
            40,
            "annuaire:liste",
            lambda: Exists(Acteur.objects.visibles()),
        )
    )
    retrait.enregistrer(
        "annuaire:acteur", lambda slug: Acteur.objects.retires().filter(slug=slug).exists()
    )
    plan.enregistrer("acteurs", ActeursSitemap)
    plan_du_site.enregistrer("acteurs", suite_des_acteurs)
    adresses.enregistrer("annuaire:acteur", _fiches_ouvertes)


def _fiches_ouvertes(demandees: list[dict]) -> list[dict]:
    """Of these arguments of an actor's address, those whose page may be read."""
    slugs = [arguments["slug"] for arguments in demandees]
    lisibles = Acteur.objects.visibles().filter(slug__in=slugs)
    return [{"slug": slug} for slug in lisibles.values_list("slug", flat=True)]
