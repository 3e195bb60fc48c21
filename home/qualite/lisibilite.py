"""How hard a French text is to read, and how long it takes.

Two measures that an editor can act upon:
- the mean length of sentences. The European Commission's « Rédiger clairement » asks for 20
  words; we only speak above 25;
- Kandel and Moles (1958, « Application de l’indice de Flesch à la langue française »):
  207 − 1.015 × words per sentence − 73.6 × syllables per word. 100 is very easy, 30 very hard.
Reading speed: 200 words a minute (IReST, Trauzettel-Klosinski and Dietz 2012: 195 in French).
"""

import math
import re
from dataclasses import dataclass

from home.textes import texte_brut

MOTS_PAR_PHRASE = 25
INDICE_MINIMAL = 30
MOTS_MINIMAUX = 100  # a mean of a few sentences says nothing
MOTS_PAR_MINUTE = 200
_FIN_DE_BLOC = re.compile(r"</(?:p|li|h\d|td|blockquote)>|<br\s*/?>", re.IGNORECASE)
_FIN_DE_PHRASE = re.compile(r"(?<=[.!?…])[\s\u00a0»”]+(?=[A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆ«“\d])")
_MOT = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_VOYELLES = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+")
_YOD = re.compile(r"(?<=[aeiouâéèêœ])y(?=[aeiouâéèêœ])")  # « citoyenne »: ci-toi-ienne
_MUETTE = re.compile(r"(?<=[^aeiouyàâäéèêëîïôöùûüœæ])(?:e|es|ent)$")


@dataclass(frozen=True)
class Mesure:
    mots: int
    mots_par_phrase: float
    indice: float
    plus_longue: str

    @property
    def difficile(self) -> bool:
        if self.mots < MOTS_MINIMAUX:
            return False
        return self.mots_par_phrase > MOTS_PAR_PHRASE or self.indice < INDICE_MINIMAL


def phrases(html: str) -> list[str]:
    """Sentences of a rich text; an item of a list is one at least."""
    blocs = (texte_brut(bloc) for bloc in _FIN_DE_BLOC.split(html))
    return [phrase for bloc in blocs for phrase in _FIN_DE_PHRASE.split(bloc) if phrase]


def mesurer(textes: list[str]) -> Mesure:
    """Of rich texts read one after the other."""
    par_phrase = [
        (mots, phrase)
        for texte in textes
        for phrase in phrases(texte)
        if (mots := _MOT.findall(phrase.lower()))
    ]
    tous = [mot for mots, _phrase in par_phrase for mot in mots]
    if not tous:
        return Mesure(0, 0, 100, "")
    moyenne = len(tous) / len(par_phrase)
    syllabes = sum(map(compter_syllabes, tous)) / len(tous)
    longue = max(par_phrase, key=lambda paire: len(paire[0]))[1]
    return Mesure(len(tous), moyenne, 207 - 1.015 * moyenne - 73.6 * syllabes, longue)


def compter_syllabes(mot: str) -> int:
    """Groups of vowels, the final mute e apart: « communes » two, « citoyenne » three."""
    return max(1, len(_VOYELLES.findall(_MUETTE.sub("", _YOD.sub("i-", mot)))))


def minutes(nombre_de_mots: int) -> int:
    return math.ceil(nombre_de_mots / MOTS_PAR_MINUTE)
