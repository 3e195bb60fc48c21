"""What is to be mended in one public content. Each rule yields what it has found, and where."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from wagtail.images.blocks import ImageBlock

from home.blocks.publication import lieu_du_bloc
from home.blocks.textes import SUBSECTION
from home.jours import date_format
from home.langues.lecture import SOURCE
from home.qualite import lisibilite
from home.qualite.cibles import Cibles
from home.qualite.doublons import normaliser
from home.qualite.lecture import ADRESSE, Lecture, Lieu
from home.qualite.models import AdresseExterne, GenreConstat
from home.qualite.publication import capitale, fautes
from home.qualite.registre import Contenu

Statut = AdresseExterne.Statut
TOLERANCE = 1.5  # a text is too long when it takes half as much again as what is told…
ECART_MINIMAL = 2  # … and two minutes more
# Of a file that is not accessible: the same thing, said otherwise (home/models/medias.py).
ALTERNATIVES = ("alternative_texte", "alternative_page_id", "alternative_document_id")

_TITRE = re.compile(r"<h[1-6]\b", re.IGNORECASE)


@dataclass(frozen=True)
class Trouve:
    genre: str
    detail: str
    lieu: Lieu = Lieu("")
    cible: str = ""  # « page:12 », an address: two findings of the same place are apart

    @property
    def cle(self) -> str:
        """The same from one survey to the next, so that what is set aside stays so."""
        identite = "|".join([self.genre, self.lieu.champ, self.lieu.chemin, self.cible])
        return hashlib.blake2b(identite.encode(), digest_size=16).hexdigest()


@dataclass
class Examen:
    """A content, and what had to be read elsewhere to judge it."""

    contenu: Contenu
    lecture: Lecture
    langue: str
    cibles: Cibles
    externes: dict[str, AdresseExterne] = field(default_factory=dict)
    doubles: list[tuple[str, int, str]] = field(default_factory=list)  # nature, key, title

    @property
    def objet(self):
        return self.lecture.objet


def constats(examen: Examen) -> Iterator[Trouve]:
    for regle in REGLES:
        yield from regle(examen)
    for regle in examen.contenu.regles:
        yield from regle(examen.objet)


def liens_internes(examen: Examen) -> Iterator[Trouve]:
    for faute in fautes(examen.lecture, examen.cibles):
        cible = faute.cible or f"adresse:{faute.lien.cible}"
        yield Trouve(GenreConstat.LIEN_ROMPU, capitale(faute.phrase), faute.lien.lieu, cible[:100])


def liens_externes(examen: Examen) -> Iterator[Trouve]:
    for lien in examen.lecture.liens:
        adresse = examen.externes.get(lien.cible) if lien.genre == ADRESSE else None
        if adresse is None:
            continue
        cible = f"externe:{adresse.empreinte}"[:100]
        mots = {"url": adresse.url, "vers": adresse.vers, "detail": adresse.detail}
        if adresse.statut == Statut.MORTE:
            phrase = _("%(url)s ne répond plus (%(detail)s), vérifié trois jours différents.")
            yield Trouve(GenreConstat.LIEN_MORT, phrase % mots, lien.lieu, cible)
        elif adresse.statut == Statut.DEPLACEE:
            phrase = _("%(url)s mène maintenant à %(vers)s.")
            yield Trouve(GenreConstat.LIEN_DEPLACE, phrase % mots, lien.lieu, cible)
        elif adresse.statut == Statut.A_LA_MAIN:
            phrase = _("%(url)s refuse les robots ou répond mal (%(detail)s).")
            yield Trouve(GenreConstat.LIEN_A_VERIFIER, phrase % mots, lien.lieu, cible)


def alternatives(examen: Examen) -> Iterator[Trouve]:
    for feuille in examen.lecture.feuilles:
        if isinstance(feuille.bloc, ImageBlock):
            image = feuille.valeur
            if image is not None and not image.decorative and not image.contextual_alt_text:
                phrase = _("Décrivez ce que montre l’image, ou dites qu’elle est décorative.")
                yield Trouve(GenreConstat.IMAGE_SANS_TEXTE, phrase, feuille.lieu)
        elif feuille.bloc.name == "transcript" and not (feuille.valeur and feuille.valeur.source):
            phrase = _("Écrivez tout ce qui est dit et montré dans la vidéo.")
            yield Trouve(GenreConstat.VIDEO_SANS_TRANSCRIPTION, phrase, feuille.lieu)


def titres(examen: Examen) -> Iterator[Trouve]:
    """Parts and subparts in order, none of them empty; no heading hidden in a text."""
    for nom, corps in examen.lecture.corps.items():
        blocs = list(corps)
        dans_une_partie = False
        for rang, (bloc, suivant) in enumerate(
            zip(blocs, [*blocs, None][1:], strict=True), start=1
        ):
            if bloc.block_type != "heading":
                continue
            sous_partie = bloc.value.get("rank") == SUBSECTION
            phrase = _du_titre(sous_partie, dans_une_partie, suivant)
            if phrase:
                lieu = Lieu(nom, lieu_du_bloc(rang, bloc), f"{nom}.{bloc.id}")
                mots = {"titre": bloc.value.get("text") or ""}
                yield Trouve(GenreConstat.TITRES, phrase % mots, lieu)
            dans_une_partie |= not sous_partie
    for lieu, html in examen.lecture.textes_riches:
        if "<h" in html and _TITRE.search(html):
            phrase = _(
                "Un titre est écrit dans ce texte\u00a0: faites-en un bloc «\u00a0Titre\u00a0»."
            )
            yield Trouve(GenreConstat.TITRES, phrase, lieu)


def _du_titre(sous_partie: bool, dans_une_partie: bool, suivant) -> str:
    if sous_partie and not dans_une_partie:
        return _("«\u00a0%(titre)s\u00a0» est une sous-partie, avant toute partie.")
    if suivant is None:
        return _("Rien ne suit le titre «\u00a0%(titre)s\u00a0».")
    plus_bas = suivant.block_type == "heading" and suivant.value.get("rank") == SUBSECTION
    if suivant.block_type == "heading" and (sous_partie or not plus_bas):
        return _("Rien n’est écrit entre «\u00a0%(titre)s\u00a0» et le titre suivant.")
    return ""


def resume(examen: Examen) -> Iterator[Trouve]:
    texte = getattr(examen.objet, "resume", None)
    if texte is None or not examen.contenu.avec_resume:
        return
    if not texte.strip():
        phrase = _("Écrivez le résumé\u00a0: il s’affiche dans les listes et la recherche.")
        yield Trouve(GenreConstat.RESUME_ABSENT, phrase, Lieu("resume", chemin="resume"))
    elif normaliser(texte) == normaliser(examen.contenu.titre_de(examen.objet)):
        phrase = _("Le résumé ne dit rien de plus que le titre.")
        yield Trouve(GenreConstat.RESUME_TITRE, phrase, Lieu("resume", chemin="resume"))


def phrases_longues(examen: Examen) -> Iterator[Trouve]:
    if examen.langue != SOURCE:
        return
    mesure = lisibilite.mesurer([html for _lieu, html in examen.lecture.textes_riches])
    if mesure.difficile:
        phrase = _(
            "%(moyenne)s mots par phrase en moyenne, lisibilité %(indice)s sur 100. "
            "La plus longue commence par «\u00a0%(debut)s\u00a0»."
        ) % {
            "moyenne": number_format(round(mesure.mots_par_phrase)),
            "indice": number_format(max(0, round(mesure.indice))),
            "debut": " ".join(mesure.plus_longue.split()[:10]) + "…",
        }
        yield Trouve(GenreConstat.PHRASES_LONGUES, phrase, Lieu(""))


def trop_long(examen: Examen) -> Iterator[Trouve]:
    annonce = examen.contenu.duree(examen.objet)
    if not annonce:
        return
    reelle = lisibilite.minutes(len(examen.lecture.texte.split()))
    if reelle > annonce * TOLERANCE and reelle - annonce >= ECART_MINIMAL:
        phrase = _("Le lire prend %(reelle)s min, et la durée annoncée est de %(annonce)s min.")
        phrase = phrase % {"reelle": reelle, "annonce": annonce}
        yield Trouve(GenreConstat.TROP_LONG, phrase, Lieu("duree_lecture", chemin="duree_lecture"))


def doublons(examen: Examen) -> Iterator[Trouve]:
    for nature, pk, titre in examen.doubles:
        if nature == "titre":
            phrase = _(
                "«\u00a0%(titre)s\u00a0» porte déjà ce titre\u00a0: "
                "le lecteur ne saura lequel ouvrir."
            )
            genre = GenreConstat.DOUBLON_TITRE
        else:
            phrase = _(
                "«\u00a0%(titre)s\u00a0» dit presque la même chose\u00a0: "
                "gardez-en un, ou distinguez-les."
            )
            genre = GenreConstat.DOUBLON_TEXTE
        yield Trouve(genre, phrase % {"titre": titre}, cible=f"double:{pk}")


def relecture(examen: Examen) -> Iterator[Trouve]:
    champ = examen.contenu.revoir
    jour = getattr(examen.objet, champ) if champ else None
    if jour and jour < timezone.localdate():
        phrase = _("À revoir depuis le %(jour)s.") % {"jour": date_format(jour)}
        lieu = Lieu(champ, chemin=champ)
        yield Trouve(GenreConstat.A_REVOIR, phrase, lieu, cible=jour.isoformat())


def fichier_accessible(document) -> Iterator[Trouve]:
    """Of a document of the library (registre.Contenu.regles)."""
    if document.accessible or any(getattr(document, champ, None) for champ in ALTERNATIVES):
        return
    phrase = _("Rendez-le accessible, ou donnez le même contenu sous une autre forme.")
    yield Trouve(GenreConstat.FICHIER_SANS_ALTERNATIVE, phrase, Lieu("accessible"))


REGLES: tuple[Callable[[Examen], Iterator[Trouve]], ...] = (
    liens_internes,
    liens_externes,
    alternatives,
    titres,
    resume,
    phrases_longues,
    trop_long,
    doublons,
    relecture,
)
