"""What an XML part would cost to read, measured in one pass that builds nothing.

The parser is the one that reads it afterwards: encodings, comments and namespaces are seen as they
will be, which a search for « <row » among the bytes is not.
"""

from xml.parsers import expat

PASSAGER, ELEMENT, ATTRIBUT, TEXTE = 8, 3, 1, 1  # one: some 60 bytes, or half a microsecond
SIGNES = 32  # of a text, that weigh one
TOTAL_MAX = 4_500_000  # 5,000 rows of 60 cells, each with its style and its text
ENFANTS_MAX = 450_000  # empty cells included: half more than may be read
SIGNES_MAX = 20_000_000  # some of them take four bytes each
PASSAGER_MAX = 200_000
ENTIER_MAX = 200_000
NOM_MAX = 300  # its namespace included: real ones are under 130, and each is a text of its own
NOMS_MAX = 5_000  # each is kept: real workbooks have a few hundred
JETON_MAX = 1024**2  # of one comment, instruction or value, that their reader scans again and again


class TropLourd(Exception):
    pass


def peser(flux, passager: str = "", enfant: str = "") -> None:
    """Refuse a part too heavy.

    `passager`: the element that its reader drops once it is read; `enfant`: the one inside it, of
    which our reader makes an object.
    """
    pesee = _Pesee(passager, enfant)
    # Whole: given by pieces, one token that never ends would be scanned at each of them.
    pesee.lecteur.Parse(flux.read(), True)


class _Pesee:
    def __init__(self, passager: str, enfant: str):
        self.passager, self.enfant = passager, enfant
        self.profondeur = 0  # of what passes, were it inside itself
        self.total = self.en_passage = self.garde = 0
        self.signes = self.enfants = 0
        self.noms: set[str] = set()
        self.lecteur = expat.ParserCreate(None, "}")
        self.lecteur.ordered_attributes = True
        self.lecteur.StartDoctypeDeclHandler = _refuser
        self.lecteur.StartElementHandler = self.ouvrir
        self.lecteur.EndElementHandler = self.fermer
        self.lecteur.CharacterDataHandler = self.ecrire
        self.lecteur.CommentHandler = self.passer
        self.lecteur.ProcessingInstructionHandler = self.passer
        self.lecteur.StartNamespaceDeclHandler = self.nommer

    def ouvrir(self, nom: str, attributs: list[str]) -> None:
        self.nommer(nom, *attributs[::2])
        passe = nom == self.passager
        self.profondeur += passe
        self.enfants += nom == self.enfant
        poids = PASSAGER if passe else ELEMENT
        if attributs:  # names and values
            self.passer(*attributs[1::2])
            poids += ATTRIBUT * len(attributs) // 2 + sum(map(len, attributs)) // SIGNES
        self._ajouter(poids)

    def nommer(self, *noms: str | None) -> None:
        self.noms.update(noms)
        if len(self.noms) > NOMS_MAX or any(len(nom or "") > NOM_MAX for nom in noms):
            raise TropLourd

    def passer(self, *jetons: str) -> None:
        if any(len(jeton) > JETON_MAX for jeton in jetons):
            raise TropLourd

    def fermer(self, nom: str) -> None:
        if nom == self.passager:
            self.profondeur -= 1
            if not self.profondeur:
                self.en_passage = 0

    def ecrire(self, texte: str) -> None:
        self.signes += len(texte)
        self._ajouter(TEXTE + len(texte) // SIGNES)

    def _ajouter(self, poids: int) -> None:
        self.total += poids
        if self.profondeur:
            self.en_passage += poids
        else:
            self.garde += poids
        if (
            self.total > TOTAL_MAX
            or self.en_passage > PASSAGER_MAX
            or self.garde > ENTIER_MAX
            or self.signes > SIGNES_MAX
            or self.enfants > ENFANTS_MAX
        ):
            raise TropLourd


def _refuser(*declaration) -> None:
    raise ValueError("DTD")
