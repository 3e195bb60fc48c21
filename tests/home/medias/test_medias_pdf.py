"""A PDF is kept as the copy of what it shows: what acts is refused, what hides is not copied."""

import re
import struct
import time
import zlib
from io import BytesIO

import pikepdf
import pytest

from home.medias import pdf
from home.medias.documents import controler_document
from home.medias.limites import FichierRefuse
from tests.home.medias import contenus
from tests.home.medias.contenus import archive, depose

EXE = b"MZ\x90\x00" + bytes(200)


def garde(octets: bytes) -> bytes:
    return controler_document("a.pdf", depose("a.pdf", octets)).read()


def refus(octets: bytes) -> str:
    with pytest.raises(FichierRefuse) as erreur:
        garde(octets)
    return erreur.value.messages[0].replace("\u00a0", " ")


def objet(contenu: bytes, numero: int = 4) -> bytes:
    return b"%d 0 obj\n%b\nendobj\n" % (numero, contenu)


def en_clair(octets: bytes) -> bytes:
    """Every object of it, unpacked, without streams and texts."""
    sortie = BytesIO()
    with pikepdf.open(BytesIO(octets)) as lu:
        lu.save(sortie, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    sans_flux = re.sub(rb"\nstream\n.*?\nendstream", b"", sortie.getvalue(), flags=re.DOTALL)
    return re.sub(rb"\((?:\\.|[^\\)])*\)", b"()", sans_flux, flags=re.DOTALL)


ACTION = b"<< /S /JavaScript /JS (app.alert(1)) >>"
ADRESSE = b"<</S/URI/URI(https://a.fr)>>"
ACTIFS = [
    objet(b"<< /OpenAction " + ACTION + b" >>"),
    b"4 0 % x\n obj % x\n" + ACTION,
    objet(b"[[[" + ACTION + b"]]]"),
    objet(b"/JavaScript"),
    objet(b"<< /S /J#61vaScr#69pt >>"),
    objet(b"<</S/Rendition/OP 0/JS(app.alert(1))>>"),
    objet(b"<< /X<48%>/S/JavaScript/JS(app.alert(1))\n>>"),
    objet(b"<< /Subtype /U3D /OnInstantiate 3 0 R >>"),
    objet(b"<< /S/Launch/F (cmd.exe) >>"),
    objet(b"<</AF[<</Type/Filespec/F(x.exe)/EF<</F 3 0 R>>>>]>>"),
    objet(b"<</EmbeddedFiles 3 0 R>>"),
    objet(b"<< /Type /EmbeddedFile >> stream\nMZ\nendstream"),
    objet(b"<< /XFA [ ] >>"),
    objet(b"<< /S /SubmitForm >>"),
    objet(b"<< /S /GoToR /F (autre.pdf) >>"),
    objet(b"<< /S /ImportData /F (x.fdf) >>"),
    objet(b"<< /S /GoToE /F (autre.pdf) >>"),
    *(objet(b"<< /Subtype /%b >>" % genre) for genre in (b"FileAttachment", b"RichMedia")),
    *(objet(b"<< /Subtype /%b >>" % genre) for genre in (b"Movie", b"Sound")),
    objet(b"<< /OpenAction " + ADRESSE + b" >>"),
    objet(b"<< /OpenAction << /S/URI >> >>"),
    objet(b"<< /OpenAction << /S/GoTo/Next " + ADRESSE + b" >> >>"),
    objet(b"<< /OpenAction 5 0 R >>") + objet(ADRESSE + b" stream\nx\nendstream", 5),
    objet(b"<< /AA << /S/GoTo /O " + ADRESSE + b" >> >>"),
    objet(b"<< /AA 5 0 R >>") + objet(b"<</O " + ADRESSE + b">> stream\nx\nendstream", 5),
    objet(b"<< /S 5 0 R /F (cmd.exe) >>") + objet(b"/Launch", 5),
    objet(b"<< /Names << /JavaScript << /Names [(a) 3 0 R] >> >> >>"),
    objet(b"<</S/Launch>> stream\nx\nendstream"),
    objet(b"<</F(http://a.fr/x)>> stream\nx\nendstream"),
    objet(b"<</S/Thread/F(autre.pdf)/D 0>>"),
    objet(b"<</Subtype/Form/Ref<</F(autre.pdf)/Page 0>>>> stream\nx\nendstream"),
    objet(b"<</JS 5 0 R>>") + objet(b"<<>> stream\napp.alert(1)\nendstream", 5),
    objet(b"<< /AA << /O " + ADRESSE + b" >> >>"),
    objet(b"<< /Enfants [ << /AA << /D " + ADRESSE + b" >> >> ] >>"),
    objet(b"<< /OpenAction 5 0 R >>") + objet(ADRESSE, 5),
    objet(b"<< /AA 5 0 R >>") + objet(b"<</O 6 0 R>>", 5) + objet(b"<</URI(x)>>", 6),
    objet(b"<< /OpenAction << /S/GoTo/D[3 0 R/Fit]/Next[5 0 R] >> >>") + objet(ADRESSE, 5),
    objet(b"<< /OpenAction << /S/GoTo/D[3 0 R/Fit]/Next 8 0 R >> >>")
    + objet(b"[5 0 R]", 8)
    + objet(ADRESSE, 5),
    objet(b"<< /OpenAction << /S/GoTo/Next 5 0 R >> >>")
    + objet(b"<< /S/GoTo/Next[5 0 R 6 0 R] >>", 5)
    + objet(ADRESSE, 6),
    objet(b"<< /OpenAction 9 0 R >>") + b"9 0 obj <</S/GoTo>>\nendobj\n" + objet(ADRESSE, 9),
]
_PAQUET = b"/Type /ObjStm /Filter "
RUSES = [  # what one reader sees and another does not: refused, or not copied
    b"% " + objet(ACTION),
    objet(b"(" + objet(ACTION) + b")"),
    objet(b"<< >> stream\n" + objet(ACTION, 5) + b"\nendstream"),
    b"trailer << /Root << /OpenAction " + ACTION + b" >> >>",
    b"tr#61iler << /Root << /Type/Catalog/Pages 2 0 R/OpenAction " + ACTION + b" >> >>",
    objet(b"<< /A ] /OpenAction " + ACTION + b" >>"),
    objet(b"<< /S/JavaScript\x80/JS\x80(app.alert(1)) >>"),
    b"4 0 obj\x80" + ACTION + b"endobj",
    objet(b"<<(/S/Launch/F(x))>>"),
    objet(b"<< /A <z(> /B (x) >>"),
    objet(b"<< /OpenAction 7 0 #52 >>") + objet(ADRESSE, 7),
    objet(b"<< /OpenAction 7.0 0 R >>") + objet(ADRESSE, 7),
    b"7 0 ob#6a\n" + ACTION,
    objet(b"<</Length 4>>stream\n1234xendstream " + objet(ACTION, 5) + b" endstream"),
    objet(b"<</Type/ObjStm/N 1/First 4/Length 46>>stream\n7 0 " + ACTION + b"\nendstream"),
    *(
        contenus.paquet(b"7 0 " + ACTION, cles)
        for cles in (
            contenus.PAQUET,
            b"/N 1/First 4/Filter/FlateDecode",
            b"/Type 9 0 R /N 1/First 4/Filter/FlateDecode",
            b"/Type /Obj#53tm /N 1 /First 4 /Filter /FlateDecode",
            b"/Type/XRef/N 1/First 4/Filter[/FlateDecode]",
            _PAQUET + b"[/FlateDecode /ASCIIHexDecode]",
            _PAQUET + b"/LZWDecode",
            _PAQUET + b"/FlateDecode /DecodeParms << /Predictor 12 >>",
            b"/Type /ObjStm /N 1 /First 4 /First 9 /Length 60",
            b"/Type /ObjStm /N 1 /First 4 /Length " + b"9" * 5000,
        )
    ),
    contenus.paquet(b"7 0 " + ACTION).replace(b"stream\n", b"stream\t\n", 1),
    contenus.paquet(b"7 0 " + ACTION).replace(b"stream\n", b"strea#6d\n", 1),
    contenus.paquet(b"7 0 <<>>").replace(b"stream\n", b"stream %b\n" % zlib.compress(ACTION), 1),
]
SUITE = b"5 0 obj << >> endobj\nstartxref\n9\n%%EOF\n"
LIEN = b"<</Subtype/Link/A<</S/URI/URI(https://a.fr/%b)>>>>"
ORDINAIRES = {
    "liens": objet(LIEN % b"docs/Web/JavaScript (cours)") + objet(LIEN % b"mod/lti/Launch/12", 5),
    "titre": objet(b"<< /Title (/JavaScript \\( /EF ) >>"),
    "titre en octets": objet(b"<< /Title (\xff/Launch\x80) /Genre /\xe9t\xe9 >>"),
    "texte": objet(b"<< >> stream\nBT (/Launch ) Tj %%EOF obj[( ET\nendstream"),
    "commentaire": b"% /JavaScript",
    "ouverture": objet(b"<</OpenAction[5 0 R/Fit]>>") + objet(b"<</Annots[" + LIEN + b"]>>", 5),
    "plan": objet(b"<</OpenAction 6 0 R>>") + objet(b"<</S/GoTo/D[5 0 R/Fit]>>", 6),
    "police": objet(b"<< /Font << /Launched 5 0 R /JSON 5 0 R >> >>") + objet(b"<< >>", 5),
    "balise": objet(b"<< /RoleMap << /Sound /P /Launch /H1 >> >>"),
    "police nommée EF": objet(b"<< /Font << /EF 5 0 R /JS 5 0 R >> >>")
    + objet(b"<</Type/Font>>", 5),
    "fil de lecture": objet(b"<</S/Thread/D 0>>"),
    "signets": objet(b"<< /Dests << /Launch [3 0 R /Fit] /Movie [3 0 R /Fit] >> >>"),
    "glyphes": objet(b"<< /Differences [ 65 /EF /JS /A ] >>"),
}
FAUX = [
    (contenus.PDF + b"<html>", "suivi d’autre chose"),
    (contenus.pdf(objet(archive({"x.exe": EXE}))), "suivi d’autre chose"),
    (b"<html><script>alert(1)</script>", "pas un PDF entier"),
    (b"%PDF-1.7\n1 0 obj", "pas un PDF entier"),
    (b"<html>" + contenus.PDF, "pas un PDF entier"),
    (EXE, "pas un PDF entier"),
    (b"%PDF-1.7\n" + bytes(300) + b"%%EOF", "pas un PDF entier"),
    (contenus.PDF.replace(b"/Kids", b"/Vide"), "pas un PDF entier"),
    (contenus.pdf(objet(b"<< /Linearized 1 /L 900 >>")), "pas un PDF entier"),
    (contenus.pdf(contenus.paquet(b"7 0 <<>>")), "pas un PDF entier"),
]


@pytest.mark.parametrize("corps", ACTIFS)
def test_what_acts_is_refused(corps):
    assert "contient un programme" in refus(contenus.pdf(corps))


@pytest.mark.parametrize("corps", RUSES)
def test_what_hides_is_refused_or_left(corps):
    try:
        copie = en_clair(garde(contenus.pdf(corps)))
    except FichierRefuse:
        return
    assert not re.search(rb"/(JavaScript|Launch)(?![\w#])|/(OpenAction|AA) (<<|\d+ 0 R)", copie)


@pytest.mark.parametrize("cas", ORDINAIRES)
def test_an_ordinary_one_is_kept(cas):
    copie = garde(contenus.pdf(ORDINAIRES[cas]))
    with pikepdf.open(BytesIO(copie)) as lu:
        assert len(lu.pages) == 1
    assert garde(copie) == copie


@pytest.mark.parametrize(("octets", "phrase"), FAUX)
def test_a_false_one_is_refused_with_a_reason(octets, phrase):
    assert phrase in refus(octets)


@pytest.mark.parametrize(
    "fin", [SUITE, SUITE * 2, b"\n% Written by x 1.2\n\n" + SUITE, b"%%EOF\n", b"\x1a", b"\r\n\x00"]
)
def test_it_may_have_been_updated(fin):
    assert garde(contenus.PDF + fin)


def test_what_hides_between_two_ends_is_not_copied():
    cache = b"<script>alert(1)</script>" + b"5 0 obj " + ACTION + b" endobj\n"
    assert b"alert" not in garde(contenus.PDF + cache + b"%%EOF")


@pytest.mark.parametrize("debut", [b"\xef\xbb\xbf", b"\r\n", b" "])
def test_what_mail_and_editors_put_before_it_is_removed(debut):
    assert garde(debut + contenus.PDF) == contenus.PDF


def construit(**cles) -> pikepdf.Pdf:
    lu = pikepdf.new()
    lu.add_blank_page(page_size=(200, 200))
    for cle, valeur in cles.items():
        lu.Root[f"/{cle}"] = valeur
    return lu


def octets_de(lu: pikepdf.Pdf, **options) -> bytes:
    sortie = BytesIO()
    lu.save(sortie, **options)
    return sortie.getvalue()


def test_its_structure_title_and_language_stay():
    """What makes it accessible."""
    lu = construit(Lang=pikepdf.String("fr"), MarkInfo=pikepdf.Dictionary(Marked=True))
    arbre = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot)
    lu.Root.StructTreeRoot = lu.make_indirect(arbre)
    lu.docinfo["/Title"] = "Règlement du budget participatif"
    paquets = pikepdf.ObjectStreamMode.generate
    copie = garde(octets_de(lu, object_stream_mode=paquets, linearize=True))
    with pikepdf.open(BytesIO(copie)) as lue:
        assert (str(lue.Root.Lang), lue.Root.MarkInfo.Marked) == ("fr", True)
        assert "/StructTreeRoot" in lue.Root
        assert str(lue.docinfo["/Title"]) == "Règlement du budget participatif"
    assert b"/ObjStm" in copie


@pytest.mark.parametrize("qui", ["owner", "user"])
def test_a_protected_one_is_refused(qui):
    verrou = pikepdf.Encryption(**({"owner": "", "user": ""} | {qui: "secret"}))
    phrase = refus(octets_de(construit(), encryption=verrou))
    assert "mot de passe" in phrase and "contre la copie" in phrase


VIDE = pikepdf.Dictionary(Names=pikepdf.Array())


@pytest.mark.parametrize(
    "vide", [VIDE, pikepdf.Dictionary(Kids=pikepdf.Array()), pikepdf.Dictionary(Kids=[VIDE, VIDE])]
)
def test_empty_lists_are_no_program_and_no_file(vide):
    noms = pikepdf.Dictionary(JavaScript=vide, EmbeddedFiles=vide)
    assert b"EmbeddedFiles" not in en_clair(garde(octets_de(construit(Names=noms))))


@pytest.mark.parametrize("liste", ["JavaScript", "EmbeddedFiles"])
@pytest.mark.parametrize("feuille", [True, False])
def test_others_are(liste, feuille):
    pleine = pikepdf.Dictionary(Names=["a", pikepdf.Dictionary()])
    arbre = pleine if feuille else pikepdf.Dictionary(Kids=[VIDE, pleine])
    octets = octets_de(construit(Names=pikepdf.Dictionary({f"/{liste}": arbre})))
    assert "contient un programme" in refus(octets)


def test_what_its_trailer_says_is_judged():
    lu = construit()
    lu.trailer["/Apres"] = pikepdf.Dictionary(S=pikepdf.Name.Launch)
    assert "contient un programme" in refus(octets_de(lu))


def test_the_copy_is_no_archive_either():
    """What kept the original from being one is not copied."""
    lu = construit()
    lu.Root.Reste = lu.make_stream(archive({"x.exe": EXE}), Filter=pikepdf.Name.DCTDecode)
    octets = octets_de(lu) + b"%" + b"x" * 70_000 + b"\n%%EOF\n"
    assert "suivi d’autre chose" in refus(octets)


def test_its_images_stay_as_they_are():
    lu = construit()
    lu.Root.Image = lu.make_stream(b"\xff\xd8 points", Filter=pikepdf.Name.DCTDecode)
    with pikepdf.open(BytesIO(garde(octets_de(lu)))) as copie:
        assert copie.Root.Image.read_raw_bytes() == b"\xff\xd8 points"


@pytest.mark.parametrize("a_part", [True, False])
@pytest.mark.parametrize("indique", [True, False])
def test_a_signature_does_not_outlive_the_copy(indique, a_part):
    """Its stamp is seen; no reader tells that it was forged."""
    signature = pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3], Contents=b"x")
    champ = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="Signature", V=signature)
    lu = construit(Perms=pikepdf.Dictionary(DocMDP=signature))
    champs = pikepdf.Array([lu.make_indirect(champ) if a_part else champ])
    lu.Root.AcroForm = pikepdf.Dictionary(Fields=champs)
    if indique:
        lu.Root.AcroForm.SigFlags = 3
    copie = en_clair(garde(octets_de(lu)))
    assert b"/ByteRange" not in copie and b"/SigFlags" not in copie and b"/FT /Sig" in copie


@pytest.mark.parametrize(
    "octets",
    [
        b"obj<<((" * 2_000_000,
        b"obj 1 0 %" * 1_000_000,
        b"4 0 obj<<" + b"/Next[" * 1_000_000,
        (b"4 0 obj<<" + b"/AA<<" * 5_000 + b">>" * 5_001) * 200,
        b"".join(b"%d 0 obj <</AA<</O %d 0 R>>>> endobj\n" % (n, n + 1) for n in range(4, 90_000)),
        b"4 0 obj " + b"[" * 400 + b"/AA " * 4_000_000 + b"]" * 400,
        b"%obj<<>>\n" * 2_000_000,
        b"%%EOF\n" * 3_000_000,
        contenus.paquet(b"1 9 " * 9_999 + b"<" + b"0" * 20_000_000),
    ],
)
def test_hostile_ones_cost_little(octets):
    octets = contenus.pdf(octets)
    debut = time.monotonic()
    try:
        garde(octets)
    except FichierRefuse as refuse:
        assert "trop complexe" not in refuse.messages[0]
    assert time.monotonic() - debut < pdf.ATTENTE


def gonfle(blancs: int, titre: bytes = b"") -> bytes:
    """Its catalogue is in an object stream, with that many blanks."""
    catalogue = b"1 0 <</Type/Catalog/Pages 2 0 R/Titre(%b)>>" % titre
    flux = zlib.compress(catalogue + b" " * blancs, 1)
    cles = b"<</Type/Obj#53tm/N 1/First 4/Filter/FlateDecode/Length %d>>" % len(flux)
    octets, places = b"%PDF-1.7\n", {}
    for numero, contenu in (
        (2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        (3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"),
        (4, cles + b"stream\n" + flux + b"\nendstream"),
    ):
        places[numero] = len(octets)
        octets += objet(contenu, numero)
    lignes = [(0, 0, 0), (2, 4, 0), *((1, places[n], 0) for n in (2, 3, 4)), (1, len(octets), 0)]
    table = b"".join(struct.pack(">BIB", *ligne) for ligne in lignes)
    cles = b"<</Type/XRef/W[1 4 1]/Size 6/Root 1 0 R/Length %d>>stream\n" % len(table)
    fin = b"startxref\n%d\n%%%%EOF\n" % len(octets)
    return octets + objet(cles + table + b"\nendstream", 5) + fin


class TestAPart:
    """It is read by a process that has its limits."""

    def test_its_memory(self, monkeypatch):
        assert garde(gonfle(1000))
        monkeypatch.setattr(pdf, "OCTETS", 300 * 1000**2)
        assert refus(gonfle(400 * 1000**2))

    def test_what_it_writes(self, monkeypatch):
        """A small file may hold a large one, under a name that is not written as tools do."""
        octets = gonfle(0, titre=b"x" * 9_000_000)
        assert len(octets) < 50_000 and "trop complexe" in refus(octets)

    @pytest.mark.parametrize("place", [230, 260, 290, 320, 350, 1_500])
    def test_what_it_had_no_place_for_is_not_left_out(self, monkeypatch, place):
        """qpdf goes on, without it."""
        monkeypatch.setattr(pdf, "OCTETS", place * 1000**2)
        octets = contenus.pdf(objet(b"<</Annots[" + b"<</Subtype/Link>>" * 200_000 + b"]>>"))
        try:
            copie = garde(octets)
        except FichierRefuse:
            assert place < 1_000
        else:
            assert copie.count(b"/Link") == 200_000

    def test_two_at_a_time(self, monkeypatch):
        monkeypatch.setattr(pdf, "PATIENCE", 0)
        prises = [pdf._A_LA_FOIS.acquire() for _ in range(2)]
        try:
            assert "d’autres PDF" in refus(contenus.PDF)
        finally:
            for _ in prises:
                pdf._A_LA_FOIS.release()
        assert garde(contenus.PDF)

    def test_its_time(self, monkeypatch):
        monkeypatch.setattr(pdf, "ATTENTE", 0.01)
        assert "trop complexe" in refus(contenus.PDF)

    def test_it_may_break(self, monkeypatch, tmp_path):
        casse = tmp_path / "casse.py"
        casse.write_text("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
        monkeypatch.setattr(pdf, "LECTEUR", casse)
        assert "trop complexe" in refus(contenus.PDF)
