"""Resources in and out of a spreadsheet: their columns, and what these look up."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.documents import get_document_model
from wagtail.permissions import policy_registry

from home.echanges import genres
from home.echanges.colonnes import Colonne, ValeurRefusee, normaliser
from home.echanges.colonnes_de_page import colonne_reference, colonne_statut
from home.echanges.corps import colonne_corps
from home.echanges.pages import Pages, TableDePages
from home.referentiels import NiveauParticipation, Strate, TypeCollectivite
from ressources.models import (
    Etiquette,
    EtiquetteRessource,
    FichierRessource,
    RessourceIndexPage,
    RessourcePage,
    RessourceTheme,
    ThemePage,
)
from ressources.referentiels import Nature, Provenance

_ADRESSE_D_UN_FICHIER = re.compile(r"(?:https?://[^/]+)?/documents/(\d{1,18})/[^/]*/?")


@dataclass
class Annuaires(Pages):
    """Themes, tags, people and files, each read once for all the lines."""

    @cached_property
    def themes(self) -> dict[int, str]:
        lignes = ThemePage.objects.francais().order_by("pk").values_list("pk", "title")
        return dict(lignes)

    @cached_property
    def cles_des_themes(self) -> dict[str, int]:
        slugs = ThemePage.objects.francais().values_list("slug", "pk")
        par_slug = {normaliser(slug): pk for slug, pk in slugs}
        return par_slug | {normaliser(titre): pk for pk, titre in self.themes.items()}

    @cached_property
    def etiquettes(self) -> dict[int, str]:
        return dict(Etiquette.objects.values_list("pk", "name"))

    @cached_property
    def cles_des_etiquettes(self) -> dict[str, tuple[int | None, str]]:
        """Normalised word → its key (None: to be made) and how it is written."""
        return {normaliser(nom): (pk, nom) for pk, nom in self.etiquettes.items()}

    @cached_property
    def personnes(self) -> dict[int, str]:
        return dict(get_user_model().objects.filter(is_active=True).values_list("pk", "email"))

    @cached_property
    def cles_des_personnes(self) -> dict[str, int]:
        return {email.lower(): pk for pk, email in self.personnes.items()}

    @cached_property
    def anciennes_personnes(self) -> dict[int, str]:
        return dict(get_user_model().objects.filter(is_active=False).values_list("pk", "email"))

    @cached_property
    def fichiers(self) -> dict[int, str]:
        return dict(get_document_model().objects.order_by("-pk").values_list("pk", "title"))

    @cached_property
    def fichiers_choisissables(self) -> set[int]:
        droits = policy_registry.get_by_type(get_document_model())
        choisis = droits.instances_user_has_any_permission_for(
            self.utilisateur, ["choose", "change", "add"]
        )
        return set(choisis.values_list("pk", flat=True))

    @cached_property
    def cles_des_fichiers(self) -> dict[str, list[int]]:
        cles: dict[str, list[int]] = {}
        for pk, titre in self.fichiers.items():
            if pk in self.fichiers_choisissables:
                cles.setdefault(normaliser(titre), []).append(pk)
        return cles


def _themes() -> Colonne:
    def lire(source, contexte):
        cles = []
        for nom in genres.couper(source):
            if (cle := contexte.cles_des_themes.get(normaliser(nom))) is None:
                raise ValeurRefusee(
                    genres.inconnu(
                        nom, list(contexte.themes.values()), tous=len(contexte.themes) <= 8
                    )
                )
            cles.append(cle)
        return list(dict.fromkeys(cles))

    def poser(page, cles, contexte):
        page.themes_lies = [RessourceTheme(theme_id=pk, sort_order=n) for n, pk in enumerate(cles)]

    def dire(cles, contexte):
        return genres.SEPARATEUR.join(contexte.themes.get(pk, "") for pk in cles)

    return Colonne(
        nom="themes",
        libelle=gettext_lazy("Thèmes"),
        synonymes=("thème", "sujet", "sujets", "thématique", "thématiques"),
        lire=lire,
        dire=dire,
        ecrire=lambda page, contexte: dire(
            [lien.theme_id for lien in _lignes(page.themes_lies)], contexte
        ),
        poser=poser,
    )


def _etiquettes() -> Colonne:
    """Known ones whatever their case and accents; others are made when the import is written."""

    def lire(source, contexte):
        noms = {}
        for nom in genres.couper(source):
            if len(nom) > 100 or not normaliser(nom):
                raise ValeurRefusee(
                    _("Une étiquette est un mot ou deux, de 100\u00a0caractères au plus.")
                )
            connue = contexte.cles_des_etiquettes.setdefault(normaliser(nom), (None, nom))
            noms[connue[1]] = True
        return sorted(noms)

    def poser(page, noms, contexte):
        cles = [contexte.cles_des_etiquettes[normaliser(nom)][0] for nom in noms]
        page.etiquetages = [EtiquetteRessource(tag_id=pk) for pk in cles if pk]

    def ecrire(page, contexte):
        noms = (contexte.etiquettes.get(lien.tag_id, "") for lien in page.etiquetages.all())
        return genres.SEPARATEUR.join(sorted(noms))

    return Colonne(
        nom="etiquettes",
        libelle=gettext_lazy("Étiquettes"),
        synonymes=("étiquette", "mots-clés", "mots clés", "tags", "tag"),
        lire=lire,
        dire=lambda noms, contexte: genres.SEPARATEUR.join(noms),
        ecrire=ecrire,
        poser=poser,
    )


def _responsable() -> Colonne:
    def lire(source, contexte):
        if not source:
            return None
        cle = contexte.cles_des_personnes.get(source.lower())
        if cle is None:
            raise ValeurRefusee(
                _("Aucun compte ouvert n’a l’adresse «\u00a0%(email)s\u00a0».")
                % {"email": source[:100]}
            )
        return cle

    def dire(cle, contexte):
        if cle is None:
            return ""
        return contexte.personnes.get(cle) or contexte.anciennes_personnes.get(cle, "")

    return Colonne(
        nom="responsable",
        libelle=gettext_lazy("Responsable"),
        synonymes=("e-mail du responsable", "courriel du responsable", "référent"),
        lire=lire,
        dire=dire,
        ecrire=lambda page, contexte: dire(page.responsable_id, contexte),
        poser=lambda page, cle, contexte: setattr(page, "responsable_id", cle),
    )


def _fichiers() -> Colonne:
    def lire(source, contexte):
        return list(dict.fromkeys(_fichier(nom, contexte) for nom in genres.couper(source)))

    def poser(page, cles, contexte):
        page.fichiers = [
            FichierRessource(document_id=pk, sort_order=n) for n, pk in enumerate(cles)
        ]

    def dire(cles, contexte):
        return genres.SEPARATEUR.join(contexte.fichiers.get(pk, "") for pk in cles)

    return Colonne(
        nom="fichiers",
        libelle=gettext_lazy("Fichiers"),
        synonymes=("fichier", "pièces jointes", "documents", "document"),
        lire=lire,
        dire=dire,
        ecrire=lambda page, contexte: dire(
            [lien.document_id for lien in _lignes(page.fichiers)], contexte
        ),
        poser=poser,
    )


def _fichier(nom: str, contexte: Annuaires) -> int:
    """A file of the library, by its title or its local address; nothing is fetched elsewhere."""
    if adresse := _ADRESSE_D_UN_FICHIER.fullmatch(nom):
        if int(adresse[1]) in contexte.fichiers_choisissables:
            return int(adresse[1])
        raise ValeurRefusee(
            _("Ce fichier n’est pas dans la bibliothèque\u00a0: %(nom)s") % {"nom": nom[:120]}
        )
    if "://" in nom:
        raise ValeurRefusee(
            _(
                "Un import ne va chercher aucun fichier ailleurs (%(nom)s)\u00a0: déposez-le "
                "dans la bibliothèque, "
                "puis écrivez ici son titre."
            )
            % {"nom": nom[:120]}
        )
    cles = contexte.cles_des_fichiers.get(normaliser(nom), [])
    if len(cles) > 1:
        raise ValeurRefusee(
            _(
                "Plusieurs fichiers portent le titre «\u00a0%(nom)s\u00a0»\u00a0: écrivez "
                "l’adresse de celui que vous voulez."
            )
            % {"nom": nom[:120]}
        )
    if not cles:
        raise ValeurRefusee(
            genres.inconnu(
                nom, [contexte.fichiers[c[0]] for c in contexte.cles_des_fichiers.values()]
            )
        )
    return cles[0]


def _lignes(relation) -> list:
    return sorted(relation.all(), key=lambda ligne: ligne.sort_order or 0)


class TableDesRessources(TableDePages):
    code = "ressources"
    libelle_pluriel = gettext_lazy("ressources")
    icone = "doc-full"
    modele = RessourcePage
    modele_parent = RessourceIndexPage
    champs_des_manques = {"body": "corps", "themes_lies": "themes"}

    def __init__(self):
        self.colonnes = (
            colonne_reference(self),
            genres.texte(
                "titre",
                gettext_lazy("Titre"),
                champ="title",
                longueur=255,
                obligatoire=True,
                synonymes=("intitulé", "nom", "title"),
            ),
            genres.texte(
                "resume", gettext_lazy("Résumé"), longueur=200, synonymes=("chapô", "accroche")
            ),
            genres.choix(
                "nature", gettext_lazy("Nature"), Nature, synonymes=("type", "genre", "format")
            ),
            _themes(),
            _etiquettes(),
            genres.choix_multiples(
                "niveaux",
                gettext_lazy("Niveaux de participation"),
                NiveauParticipation,
                synonymes=("niveau",),
            ),
            genres.choix_multiples(
                "publics",
                gettext_lazy("Pour quelles collectivités"),
                TypeCollectivite,
                synonymes=("public", "collectivités"),
            ),
            genres.choix_multiples(
                "strates",
                gettext_lazy("De quelle taille"),
                Strate,
                synonymes=("strate", "taille", "population"),
            ),
            genres.choix(
                "provenance", gettext_lazy("Provenance"), Provenance, synonymes=("origine",)
            ),
            genres.texte(
                "source", gettext_lazy("Source"), longueur=200, synonymes=("auteur", "auteurs")
            ),
            _responsable(),
            genres.date_(
                "verifie_le",
                gettext_lazy("Vérifiée le"),
                synonymes=("vérifié le", "date de vérification"),
            ),
            genres.date_(
                "a_revoir_le",
                gettext_lazy("À revoir le"),
                synonymes=("date de relecture", "à relire le", "échéance"),
            ),
            genres.adresse_web(
                "lien_externe", gettext_lazy("Lien externe"), synonymes=("lien", "url", "adresse")
            ),
            genres.entier(
                "duree_lecture",
                gettext_lazy("Durée de lecture"),
                maximum=32_767,
                synonymes=("durée", "minutes"),
            ),
            colonne_corps(),
            _fichiers(),
            colonne_statut(),
        )

    def adresse_de_la_liste(self) -> str:
        return reverse("ressources:index")

    def contexte(self, utilisateur, *, publier: bool = False) -> Annuaires:
        return Annuaires(utilisateur, publier, parent=self.parent())

    def prechargees(self, pages):
        return pages.select_related("locale").prefetch_related(
            "themes_lies", "fichiers", "etiquetages"
        )

    def retenir(self, valeurs, contexte) -> None:
        nouvelles = contexte.annexes.setdefault("etiquettes", [])
        for nom in valeurs.get("etiquettes", ()):
            if contexte.cles_des_etiquettes[normaliser(nom)][0] is None and nom not in nouvelles:
                nouvelles.append(nom)

    def preparer(self, valeurs, contexte) -> None:
        for nom in valeurs.get("etiquettes", ()):
            cle = normaliser(nom)
            if contexte.cles_des_etiquettes[cle][0] is None:
                etiquette = Etiquette.objects.create(name=nom)
                contexte.cles_des_etiquettes[cle] = etiquette.pk, nom
                contexte.etiquettes[etiquette.pk] = nom
                contexte.annexes.setdefault("etiquettes_creees", []).append(etiquette.pk)

    def defaire_les_annexes(self, annexes) -> None:
        """Only those that no resource carries."""
        creees = Etiquette.objects.filter(pk__in=annexes.get("etiquettes_creees", []))
        creees.filter(ressources=None).delete()
