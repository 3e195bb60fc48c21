"""Links that lead nowhere are not published: what is wrong with each, in the editor's words."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.blocks.sommaire import ancres
from home.qualite import adresses, cibles, lot
from home.qualite.cibles import Cible, Cibles
from home.qualite.lecture import ADRESSE, DOCUMENT, PAGE, Lecture, Lien
from home.visibilite import restrictions

_ID = re.compile(r'\bid="([\w-]+)"')


@dataclass(frozen=True)
class Faute:
    lien: Lien
    phrase: str  # follows the place: « Bloc 3 (Texte) : le lien « ici » mène à … »
    cible: str = ""  # « page:12 », « document:3 »: what would mend it by itself


def liens_rompus(objet) -> dict[str, str]:
    """Field → sentences, for the links of a content that is about to be public.

    A constant number of queries, whatever the number of links.
    """
    lecture = Lecture(objet)
    phrases: dict[str, list[str]] = defaultdict(list)
    for faute in fautes(lecture, cibles.lire(lecture.liens)):
        lieu = faute.lien.lieu
        phrase = f"{lieu.nom}\u00a0: {faute.phrase}" if lieu.nom else capitale(faute.phrase)
        if phrase not in phrases[lieu.champ]:
            phrases[lieu.champ].append(phrase)
    return {champ: " ".join(dites) for champ, dites in phrases.items()}


def capitale(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def fautes(lecture: Lecture, lues: Cibles) -> Iterator[Faute]:
    """What is wrong with the links of a content, once it is public."""
    examen = _Examen(lecture, lues)
    for lien in lecture.liens:
        trouvee = examen.adresse(lien) if lien.genre == ADRESSE else examen.cible(lien)
        if trouvee:
            yield trouvee


class _Examen:
    def __init__(self, lecture: Lecture, lues: Cibles):
        self.lecture, self.lues = lecture, lues
        objet = lecture.objet
        prevue = getattr(objet, "go_live_at", None)
        self.quand = max(filter(None, [prevue, timezone.now()]))
        self._ouverte: bool | None = None

    def cible(self, lien: Lien) -> Faute | None:
        cible = self.lues.de(lien)
        if cible is None:
            return self._supprimee(lien)
        phrase = self._de_la_cible(lien, cible, page=lien.genre == PAGE)
        return Faute(lien, phrase, f"{lien.genre}:{cible.pk}") if phrase else None

    def _supprimee(self, lien: Lien) -> Faute:
        if lien.genre == PAGE:
            phrase = _("%(lien)s mène à une page supprimée, retirez-le ou remplacez-le.")
        elif lien.genre == DOCUMENT:
            phrase = _("%(lien)s mène à un fichier supprimé, retirez-le ou remplacez-le.")
        else:
            phrase = _("l’image choisie a été supprimée, retirez-la ou remplacez-la.")
        return Faute(lien, phrase % {"lien": _le_lien(lien)}, f"{lien.genre}:{lien.cible}")

    def _de_la_cible(self, lien: Lien, cible: Cible, *, page: bool) -> str:
        mots = {"lien": _le_lien(lien), "titre": cible.titre}
        if page and not self._sera_en_ligne(cible):
            if cible.expiree:
                phrase = _("%(lien)s mène à «\u00a0%(titre)s\u00a0», qui a expiré, retirez-le.")
            else:
                phrase = _(
                    "%(lien)s mène à «\u00a0%(titre)s\u00a0», qui n’est pas publiée. "
                    "Publiez-la d’abord, ou retirez le lien."
                )
            return phrase % mots
        if cible.reservee and self._est_ouverte():
            return (
                _(
                    "%(lien)s mène à «\u00a0%(titre)s\u00a0», réservé à certains lecteurs. "
                    "Retirez le lien, ou ouvrez à tous ce qu’il montre."
                )
                % mots
            )
        return ""

    def _sera_en_ligne(self, cible: Cible) -> bool:
        """Public now, by the same act, or programmed no later than what links to it."""
        objet = self.lecture.objet
        elle_meme = isinstance(objet, Page) and objet.pk == cible.pk
        if cible.en_ligne or lot.contient(cible.pk) or elle_meme:
            return True
        return cible.prevue_le is not None and cible.prevue_le <= self.quand

    def _est_ouverte(self) -> bool:
        """Whether anybody reads this content: what is private may lead to what is private."""
        if self._ouverte is None:
            objet = self.lecture.objet
            if isinstance(objet, Page):
                place = objet if objet.path else getattr(objet, "parent_prevu", None)
                self._ouverte = place is None or not restrictions(place).exists()
            else:
                self._ouverte = True
        return self._ouverte

    def adresse(self, lien: Lien) -> Faute | None:
        """Of an address typed by hand; those of other sites are asked by a command only."""
        mots = {"lien": _le_lien(lien), "adresse": lien.cible}
        if lien.cible.startswith("#"):
            if unquote(lien.cible[1:]) in {"top", *self._ancres()}:
                return None
            phrase = _(
                "%(lien)s mène à «\u00a0%(adresse)s\u00a0», que rien ne porte dans cette page."
            )
            return Faute(lien, phrase % mots)
        if adresses.est_incomplete(lien.cible):
            phrase = _(
                "%(lien)s mène à «\u00a0%(adresse)s\u00a0», qui n’est pas une adresse complète. "
                "Commencez-la par https://."
            )
            return Faute(lien, phrase % mots)
        chemin = adresses.chemin_interne(lien.cible)
        return self._interne(lien, chemin, mots) if chemin else None

    def _interne(self, lien: Lien, chemin: str, mots: dict) -> Faute | None:
        resolution = self.lues.resolutions[chemin]
        if resolution.admin:
            phrase = _(
                "%(lien)s mène à l’administration (%(adresse)s), où le public n’entre pas. "
                "Choisissez la page avec «\u00a0Lien interne\u00a0»."
            )
            return Faute(lien, phrase % mots)
        if resolution.existe or chemin in self.lues.rediriges:
            return None
        page = self.lues.pages_par_adresse.get(resolution.url_path)
        document = self.lues.par_genre[DOCUMENT].get(resolution.document)
        if page or document:
            phrase = self._de_la_cible(lien, page or document, page=page is not None)
            genre = PAGE if page else DOCUMENT
            return Faute(lien, phrase, f"{genre}:{(page or document).pk}") if phrase else None
        phrase = _(
            "%(lien)s mène à %(adresse)s, qui n’existe pas sur ce site. Choisissez la page avec "
            "«\u00a0Lien interne\u00a0» plutôt que d’écrire son adresse."
        )
        return Faute(lien, phrase % mots)

    def _ancres(self) -> set[str]:
        """Headings of the body, and what the templates of the page name."""
        titres = {a for corps in self.lecture.corps.values() for a in ancres(corps) if a}
        objet = self.lecture.objet
        gabarit = (
            objet.template if isinstance(objet, Page) else objet.get_preview_template(None, "")
        )
        return titres | _ids(gabarit) | _ids("base.html")


@lru_cache(maxsize=64)
def _ids(gabarit: str) -> frozenset[str]:
    return frozenset(_ID.findall(get_template(gabarit).template.source))


def _le_lien(lien: Lien) -> str:
    if lien.texte:
        return _("le lien «\u00a0%(texte)s\u00a0»") % {"texte": _abrege(lien.texte)}
    return _("ce qui est choisi ici") if lien.genre != ADRESSE else _("l’adresse de ce champ")


def _abrege(texte: str, longueur: int = 60) -> str:
    return texte if len(texte) <= longueur else f"{texte[:longueur].rstrip()}…"


def hote(adresse: str) -> str:
    """Host of an address of another site, lower case; empty when there is none."""
    try:
        return (urlsplit(adresse).hostname or "").lower()
    except ValueError:
        return ""
