"""Columns of a resource that name something else: themes, tags, a person, files."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.echanges import genres
from home.echanges.colonnes import Colonne, ValeurRefusee, normaliser
from home.referentiels import Strate, TypeCollectivite
from ressources.echanges.annuaires import Annuaires
from ressources.models import EtiquetteRessource, FichierRessource, RessourceTheme

_ADRESSE_D_UN_FICHIER = re.compile(r"(?:https?://[^/]+)?/documents/(\d{1,18})/[^/]*/?")


def themes(modele=RessourceTheme) -> Colonne:
    """`modele`: the rows that tie an object to its themes, in order."""

    def lire(source, contexte):
        cles = []
        for nom in genres.couper(source):
            if (cle := contexte.cles_des_themes.get(normaliser(nom))) is None:
                connus = {cle: contexte.themes[pk] for cle, pk in contexte.cles_des_themes.items()}
                raise ValeurRefusee(genres.inconnu(nom, connus))
            cles.append(cle)
        return list(dict.fromkeys(cles))

    def poser(objet, cles, contexte):
        objet.themes_lies = [modele(theme_id=pk, sort_order=n) for n, pk in enumerate(cles)]

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


def etiquettes(modele=EtiquetteRessource) -> Colonne:
    """Known ones whatever their case and accents; others are made when the import is written
    (etiquettes.AvecEtiquettes). `modele`: the rows that tie an object to its tags.
    """

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
        page.etiquetages = [modele(tag_id=pk) for pk in cles if pk]

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


def responsable() -> Colonne:
    def lire(source, contexte):
        if not source:
            return None
        cle = contexte.cles_des_personnes.get(source.lower())
        if cle is None:
            raise ValeurRefusee(
                _("Aucun compte ouvert de la rédaction n’a l’adresse «\u00a0%(email)s\u00a0».")
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


def fichiers() -> Colonne:
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
        connus = {c: contexte.fichiers[pks[0]] for c, pks in contexte.cles_des_fichiers.items()}
        raise ValeurRefusee(genres.inconnu(nom, connus))
    return cles[0]


def _lignes(relation) -> list:
    return sorted(relation.all(), key=lambda ligne: ligne.sort_order or 0)


def pour_qui() -> tuple[Colonne, ...]:
    """Of a resource, of an actor: kinds and sizes of collectivités."""
    return (
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
    )
