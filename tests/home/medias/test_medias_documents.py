"""A document that comes in is what its name says, holds no program and does not swell."""

import time
import uuid
import zipfile

import pytest

from home.demo.fichiers import fabriquer
from home.medias import archives
from home.medias.documents import controler_document
from home.medias.limites import FichierRefuse
from home.medias.noms import nom_propre
from home.models import SiteDocument
from tests.home.medias import contenus
from tests.home.medias.contenus import archive, depose


def refus(nom: str, octets: bytes) -> str:
    with pytest.raises(FichierRefuse) as erreur:
        controler_document(nom, depose(nom, octets))
    return erreur.value.messages[0].replace("\u00a0", " ")


VRAIS = {
    "a.pdf": contenus.PDF,
    "a.docx": contenus.ooxml("docx"),
    "a.pptx": contenus.ooxml("pptx"),
    "a.xlsx": contenus.xlsx(),
    "a.odt": contenus.odt(),
    "a.zip": archive({"dossier/lisez-moi.txt": "Bonjour"}),
    "a.csv": "nom;âge\n".encode(),
    "a.txt": b"\xef\xbb\xbf" + "Accentué\t\r\n".encode(),
    "A.PDF": contenus.PDF,
    "objets compressés.pdf": contenus.pdf(contenus.paquet(b"7 0 << /Type /Page /Launched 1 >>")),
}
EXE = b"MZ\x90\x00" + bytes(200)
OLE = archives.OLE + bytes(70_000)  # longer than what is read at once
INCORPORE = "un fichier incorporé"
OBJET = "word/embeddings/oleObject1.bin"
A_CHEVAL = archives.OLE + bytes(archives.MORCEAU - 12) + "\x01Ole10Native".encode("utf-16-le")
PORTEUR, MACROS = (nom.encode("utf-16-le") for nom in ("\x01Ole10Native", "_VBA_PROJECT"))
PAQUET = uuid.UUID("F20DA720-C02F-11CE-927B-0800095AE340").bytes_le
PAS_LE_NOM = "n’est pas ce que dit son nom"
ACTION = b"<< /S /JavaScript /JS (app.alert(1)) >>"


def objet(contenu: bytes, numero: int = 4) -> bytes:
    return b"%d 0 obj\n%b\nendobj" % (numero, contenu)


SANS_TYPE = b"/N 1/First 4/Filter/FlateDecode"
PDF_ACTIFS = [
    objet(b"<< /Type /Catalog /OpenAction " + ACTION + b" >>"),
    b"% " + objet(ACTION),  # a reader goes where the file says
    objet(b"(" + objet(ACTION) + b")", 5),
    objet(b"<< >> stream\n" + objet(ACTION) + b"\nendstream", 5),
    b"4 0 % x\n obj % x\n" + ACTION,
    b"trailer << /Root << /OpenAction " + ACTION + b" >> >>",
    objet(b"/JavaScript"),
    objet(b"<< /S /J#61vaScr#69pt >>"),
    objet(b"<</S/Rendition/OP 0/JS(app.alert(1))>>"),
    objet(b"<< /Subtype /U3D /OnInstantiate 6 0 R >>"),
    objet(b"<< /S/Launch/F (cmd.exe) >>"),
    objet(b"<</AF[<</Type/Filespec/F(x.exe)/EF<</F 5 0 R>>>>]>>"),
    objet(b"<</EmbeddedFiles 3 0 R>>"),
    objet(b"<< /Type /EmbeddedFile >>"),
    objet(b"<< /XFA [ ] >>"),
    objet(b"<< /S /SubmitForm >>"),
    objet(b"<< /S /GoToR /F (autre.pdf) >>"),
    objet(b"<< /S /ImportData /F (x.fdf) >>"),
    objet(b"<< /S /GoToE /F (autre.pdf) >>"),
    objet(b"<< /Subtype /FileAttachment >>"),
    objet(b"<< /Subtype /RichMedia >>"),
    objet(b"<< /Subtype /Movie >>"),
    objet(b"<< /Subtype /Sound >>"),
    objet(b"<< /OpenAction << /S /URI /URI (https://a.fr) >> >>"),
    objet(b"<< /OpenAction 5 0 R >>") + b"\n" + objet(b"<</S/URI/URI(https://a.fr)>>", 5),
    objet(b"<< /AA 5 0 R >> ") + b"\n" + objet(b"<</O 6 0 R>>", 5) + objet(b"<</URI(x)>>", 6),
    objet(b"<< /OpenAction << /S/GoTo/D[3 0 R/Fit]/Next[5 0 R] >> >>") + objet(b"<</URI(x)>>", 5),
    objet(b"<< /OpenAction << /S/GoTo/D[3 0 R/Fit]/Next 8 0 R >> >>")
    + b" %b %b" % (objet(b"[5 0 R]", 8), objet(b"<</URI(x)>>", 5)),
    objet(b"<< /A ] /OpenAction " + ACTION + b" >>"),
    objet(b"<< /OpenAction\x0b<</S/JavaScript\x0b/JS\x0b(x)>> >>"),
    objet(b"<< /OpenAction +9 -0 R >>") + b"\n" + objet(b"<</S/URI/URI(x)>>", 9),
    contenus.paquet(b"7 0 " + ACTION).replace(b"stream\n", b"stream\t\n", 1),
    objet(b"<< /OpenAction 9 0 R >>") + b" 9 0 % x\n obj <</S/URI/URI(x)>> endobj",
    objet(b"<< /OpenAction 9 %" + b"x" * 600 + b"\n 0 R >>") + b"\n" + objet(b"<</URI(x)>>", 9),
    objet(b"<< /OpenAction 9 0 R >>")
    + b"\n9 0 obj <</S/GoTo>>\nendobj\n9 0"
    + b" " * 99
    + b"obj <</S/URI/URI(x)>>",
    objet(b"<< /OpenAction 9 0 R >>") + b"\n9 0 % 8 0\nobj <</S/URI/URI(x)>>",
    objet(b"<< /OpenAction 9 0 R >>") + b"\n9 0 %" + b"x" * 99 + b" 8 0\nobj <</URI(x)>>",
    contenus.paquet(ACTION),
    contenus.paquet(b"7 0 " + ACTION, SANS_TYPE),
    contenus.paquet(b"7 0 " + ACTION, b"/Type 9 0 R " + SANS_TYPE),
    contenus.paquet(b"7 4 8 0 (" + b" " * 3 + ACTION + b")", b"/N 2/First 8/Filter/FlateDecode"),
    contenus.paquet(ACTION, b"/Type /Obj#53tm /N 1 /First 4 /Filter /FlateDecode"),
    contenus.paquet(b"<< >>" * 20 + ACTION, b"/Type/ObjStm/N 1/First 4/Filter[/FlateDecode]"),
    contenus.paquet(bytes(1000**2 - 6) + ACTION),  # across what is read at once
    contenus.paquet(bytes(1000**2 - 10) + ACTION),
    objet(b"<</Type/ObjStm/N 1/First 4/Length 46>>stream\n7 0 " + ACTION + b"\nendstream"),
]
_PAQUET = b"/Type /ObjStm /Filter "
PDF_DEGUISES = [  # what tools never write: what it holds is not read
    contenus.paquet(ACTION, _PAQUET + b"[/FlateDecode /ASCIIHexDecode]"),
    contenus.paquet(ACTION, _PAQUET + b"/LZWDecode"),
    contenus.paquet(ACTION, _PAQUET + b"3 0 R"),
    contenus.paquet(ACTION, _PAQUET + b"/FlateDecode /DecodeParms << /Predictor 12 >>"),
    contenus.paquet(ACTION, b"/Filter /LZWDecode % 3 0 obj << \n /Type /ObjStm"),
    contenus.paquet(ACTION, b"/Type /ObjStm /N 1 /First 4 /Length 5 0 R"),
    contenus.paquet(b"<< >>", b"/Type /ObjStm /N 1 /First 4 /First 9 /Length 60"),
    contenus.paquet(b"8 0 +7 +9 (<< >>)", contenus.PAQUET.replace(b"/N 1", b"/N 2")),
    contenus.paquet(b"8 0 % x\n7 9 (<< >>)", contenus.PAQUET.replace(b"/N 1", b"/N 2")),
    contenus.paquet(b"1 9999999999", contenus.PAQUET),
    b"7 0 ob#6a\n" + ACTION,
    objet(b"<< /OpenAction 7 0 #52 >>"),
    contenus.paquet(b"7 0 " + ACTION).replace(b"stream\n", b"strea#6d\n", 1),
    objet(b"<< /A <z(> /B (x) >>"),
    contenus.paquet(b"8 0 << >>", contenus.PAQUET.replace(b"/First 4", b"/First +4")),
    contenus.paquet(b"8 0 << >>", contenus.PAQUET.replace(b"/First 4", b"/First 00000000004")),
    contenus.paquet(b"8 0 << >>", contenus.PAQUET.replace(b"/First 4", b"/First 5 0 R")),
    contenus.paquet(b"8\x000\x007 << >>", contenus.PAQUET.replace(b"/N 1", b"/N 2")),
    contenus.paquet(ACTION, b"/Type /ObjStm /N 1 /First 4 /Length \xb2"),
    contenus.paquet(ACTION, b"/Type /ObjStm /N 1 /First 4 /Length " + b"9" * 5000),
]
_GRAND = b"/Type /ObjStm /N 9999 /First 39996 /Filter /FlateDecode"
SUITE = b"5 0 obj << >> endobj\nstartxref\n9\n%%EOF\n"
LIEN = b"<</Subtype/Link/A<</S/URI/URI(https://a.fr/%b)>>>>"
PDF_ORDINAIRES = {
    "liens": objet(LIEN % b"docs/Web/JavaScript (cours)") + objet(LIEN % b"mod/lti/Launch/12", 5),
    "titre": objet(b"<< /Title (/JavaScript \\( /EF ) >>"),
    "texte": objet(b"<< >> stream\nBT (/Launch ) Tj %%EOF ET\nendstream"),
    "commentaire": b"% /JavaScript",
    "ouverture": objet(b"<</OpenAction[5 0 R/Fit]>>") + objet(b"<</Annots[" + LIEN + b"]>>", 5),
    "plan": objet(b"<</OpenAction 6 0 R>>") + objet(b"<</S/GoTo/D[5 0 R/Fit]>>", 6),
    "paquet": b"4 0 obj <<>> endobj 5 0 obj % x\n"
    + contenus.paquet(b"7 0 <<>>", contenus.PAQUET + b"/DecodeParms null").partition(b"obj")[2],
}
FAUX = [
    ("suivi.pdf", contenus.PDF + b"<script></script>\n%%EOF", "suivi d’autre chose"),
    ("suivi.pdf", contenus.PDF + SUITE + b"<html>%%EOF", "suivi d’autre chose"),
    ("suivi.pdf", contenus.PDF + b"5 0 obj << >> endobj <html>%%EOF", "suivi d’autre chose"),
    ("suivi.pdf", contenus.PDF + b"<html>" + b" " * 99 + b"%%EOF", "suivi d’autre chose"),
    ("et.zip.pdf", contenus.pdf(objet(archive({"x.exe": EXE}))), "suivi d’autre chose"),
    ("protege.pdf", contenus.pdf(b"trailer << /Encrypt 4 0 R >>"), "contre la copie"),
    ("evil.pdf", b"<html><script>alert(1)</script>", "pas un PDF entier"),
    ("coupe.pdf", b"%PDF-1.7\n1 0 obj", "pas un PDF entier"),
    ("polyglotte.pdf", b"<html>" + contenus.PDF, "pas un PDF entier"),
    ("virus.pdf", EXE, "pas un PDF entier"),
    ("suivi.pdf", contenus.PDF + b"<html>", "suivi d’autre chose"),
    ("chiffre.pdf", contenus.pdf(b"trailer << /Encrypt 4 0 R >>"), "mot de passe"),
    (
        "abime.pdf",
        contenus.pdf(contenus.paquet(b"<< >>").replace(b"x\x9c", b"xx")),
        "pas un PDF entier",
    ),
    ("bombe.pdf", contenus.pdf(contenus.paquet(bytes(60 * 1000**2))), "pas un PDF entier"),
    *(("actif.pdf", contenus.pdf(octets), "contient un programme") for octets in PDF_ACTIFS),
    *(("actif.pdf", contenus.pdf(octets), "pas un PDF entier") for octets in PDF_DEGUISES),
    ("virus.exe", EXE, "pas un fichier que le portail accepte"),
    ("classeur.xlsm", contenus.xlsx(), "pas un fichier que le portail accepte"),
    ("dessin.svg", b"<svg/>", "pas un fichier que le portail accepte"),
    ("sans-extension", contenus.PDF, "pas un fichier que le portail accepte"),
    ("a.docx", EXE, PAS_LE_NOM),
    ("a.docx", contenus.xlsx(), PAS_LE_NOM),
    ("a.docx", archive({"a.txt": "a"}), PAS_LE_NOM),
    ("a.xlsx", contenus.odt(), PAS_LE_NOM),
    ("a.odt", contenus.xlsx(), PAS_LE_NOM),
    ("a.ods", contenus.odt(), PAS_LE_NOM),
    ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "mot de passe"),
    ("a.docx", contenus.ooxml("docx", **{"word/vbaProject.bin": b"x"}), "macros"),
    ("a.docx", contenus.ooxml("docx").replace(b"PK\x05\x06", b"PK\x05\x07"), "abîmé"),
    ("a.odt", contenus.odt(**{"Basic/Standard/Module1.xml": b"x"}), "macros"),
    ("a.odt", contenus.odt(**{"Scripts/python/a.py": b"x"}), "macros"),
    ("a.odt", contenus.odt(**{"META-INF/manifest.xml": b"<encryption-data/>"}), "mot de passe"),
    ("a.zip", archive({"dossier/setup.EXE": EXE}), "setup.EXE"),
    ("a.zip", archive({"setup.EXE ": EXE}), "setup.EXE"),
    ("a.zip", archive({"setup.exe. .": EXE}), "setup.exe"),
    ("a.zip", archive({"setup.exe\u00a0": EXE}), "setup.exe"),
    ("a.docx", contenus.ooxml("docx", **{"word/embeddings/evil.exe": EXE}), "evil.exe"),
    ("a.docx", contenus.ooxml("docx", **{"word/embeddings/a.xlsm": b"x"}), "a.xlsm"),
    ("a.odt", contenus.odt(**{"Object 1/evil.JS.": b"x"}), "evil.JS"),
    ("a.docx", contenus.ooxml("docx", **{OBJET: OLE + PORTEUR}), INCORPORE),
    ("a.docx", contenus.ooxml("docx", **{OBJET: OLE + MACROS}), INCORPORE),
    ("a.docx", contenus.ooxml("docx", **{OBJET: archives.OLE + PAQUET}), INCORPORE),
    ("a.docx", contenus.ooxml("docx", **{"word/media/a.emf": OLE + PAQUET}), INCORPORE),
    ("a.docx", contenus.ooxml("docx", **{OBJET: A_CHEVAL}), INCORPORE),
    ("a.docx", contenus.ooxml("docx", **{OBJET: EXE}), INCORPORE),
    ("a.odt", contenus.odt(**{"Object 1": OLE + PORTEUR}), INCORPORE),
    ("a.zip", archive({"page.html": b"<html>"}), "page.html"),
    ("a.zip", archive({"modele.docm": b"x"}), "modele.docm"),
    ("a.zip", archive({"autre.zip": b"x"}), "autre.zip"),
    ("a.zip", archive({"../../etc/passwd": b"x"}), "sans risque"),
    ("a.zip", archive({"/etc/passwd": b"x"}), "sans risque"),
    ("a.zip", archive({"C:\\a.txt": b"x"}), "sans risque"),
    ("a.zip", archive({"a.txt": b"x"}, zipfile.ZIP_BZIP2), "sans risque"),
    ("a.zip", archive({contenus.lien("a.txt"): b"/etc/passwd"}), "sans risque"),
    ("a.zip", contenus.chiffree(archive({"a.txt": b"x"})), "mot de passe"),
    ("a.zip", archive({}), PAS_LE_NOM),
    ("a.zip", archive({"dossier/": b""}), "archive est vide"),
    ("a.zip", EXE + archive({"a.txt": b"x"}), PAS_LE_NOM),
    ("a.csv", "é;è".encode("latin-1"), "UTF-8"),
    ("a.csv", EXE, "UTF-8"),
    ("a.csv", b"PK\x03\x04\x00", "pas du texte simple"),
    ("a.txt", b"  <!DOCTYPE html><p>", "pas du texte simple"),
    ("a.txt", b"#!/bin/sh\nrm", "pas du texte simple"),
]


class TestContenu:
    @pytest.mark.parametrize("nom", VRAIS)
    def test_a_true_one_is_stored_as_it_is(self, nom):
        assert controler_document(nom, depose(nom, VRAIS[nom])).read() == VRAIS[nom]

    @pytest.mark.parametrize("cas", PDF_ORDINAIRES)
    def test_an_ordinary_pdf_is_stored(self, cas):
        octets = contenus.pdf(PDF_ORDINAIRES[cas])
        assert controler_document("a.pdf", depose("a.pdf", octets))

    @pytest.mark.parametrize(
        "fin",
        [SUITE, SUITE * 2, b"\n% Written by x 1.2\n\n" + SUITE, b"%%EOF\n", b"\x1a", b"\r\n\x00"],
    )
    def test_a_pdf_may_have_been_updated(self, fin):
        assert controler_document("a.pdf", depose("a.pdf", contenus.PDF + fin))

    @pytest.mark.parametrize(
        "octets",
        [
            b"obj<<((" * 2_000_000,
            b"obj 1 %" * 1_000_000,
            b"obj 1 0 %" * 1_000_000,
            b"obj<<" + b"/AA " * 1_000_000,
            b"4 0 obj<<" + b"/Next[" * 1_000_000,
            (b"4 0 obj<<" + b"/AA<<" * 5_000 + b">>" * 5_001) * 200,
            (b"4 0 obj" + b"<</AA" * 400 + b"<</Next" * 400 + b">>" * 800) * 100,
            b"%obj 1\n" * 2_000_000,
            b"obj [ " * 4 + b"(" * 19_900_000,
            b"%obj<<>>\n" * 2_000_000,
            contenus.paquet(b"1 9 " * 9_999 + b"<" + b"0" * 20_000_000, _GRAND),
            contenus.paquet(b"1 9 " * 9_999 + b"1 " + b"%\n" * 10_000_000, _GRAND),
        ],
    )
    def test_a_pdf_of_objects_without_end_costs_little(self, octets):
        octets = contenus.pdf(octets)
        debut = time.process_time()
        assert "pas un PDF entier" in refus("a.pdf", octets)
        assert time.process_time() - debut < 15

    @pytest.mark.parametrize("format_", ["pdf", "odt", "ods", "csv"])
    def test_those_of_the_demo_are_true(self, format_):
        assert controler_document(
            f"a.{format_}", depose(f"a.{format_}", fabriquer(format_, "Titre", "un;deux"))
        )

    def test_the_indexes_of_macros_alone_are_no_macro(self):
        octets = contenus.odt(**{"Basic/script-lc.xml": b"x", "Basic/Standard/script-lb.xml": b"x"})
        assert controler_document("a.odt", depose("a.odt", octets))

    @pytest.mark.parametrize(
        ("nom", "octets", "phrase"),
        FAUX,
        ids=[f"{rang} {nom}" for rang, (nom, *_) in enumerate(FAUX)],
    )
    def test_a_false_one_is_refused_with_a_reason(self, nom, octets, phrase):
        assert phrase in refus(nom, octets)

    def test_what_office_suites_put_in_their_documents_is_no_program(self):
        dedans = {
            "word/embeddings/oleObject1.bin": b"x",
            "word/embeddings/oleObject2.bin": OLE + "Equation Native".encode("utf-16-le"),
            "word/embeddings/Classeur.xlsx": contenus.xlsx(),
            "word/media/image1.svg": b"<svg/>",
        }
        octets = contenus.ooxml("docx", **dedans)
        assert controler_document("a.docx", depose("a.docx", octets))

    def test_a_member_that_swells_is_refused_below_the_limit_too(self, monkeypatch):
        monkeypatch.setattr(archives, "GROS", 100_000)
        assert "une fois ouvert" in refus("a.zip", archive({"a.txt": bytes(100_001)}))
        assert controler_document("a.zip", depose("a.zip", archive({"a.txt": bytes(99_999)})))

    def test_an_archive_that_swells_is_refused(self, monkeypatch):
        monkeypatch.setattr(archives, "OCTETS_MAX", 10_000)
        assert "une fois ouvert" in refus("bombe.zip", archive({"a.txt": bytes(10_001)}))
        assert "une fois ouvert" in refus("bombe.docx", archive({"a.xml": bytes(10_001)}))

    def test_an_archive_of_too_many_members_too(self, monkeypatch):
        monkeypatch.setattr(archives, "MEMBRES_MAX", 2)
        membres = {f"{rang}.txt": "a" for rang in range(3)}
        assert "une fois ouvert" in refus("a.zip", archive(membres))

    def test_a_member_that_lies_about_its_content_is_damage(self):
        octets = archive({"a.txt": b"Bonjour"}, compression=zipfile.ZIP_STORED)
        assert "abîmé" in refus("a.zip", octets.replace(b"Bonjour", b"Bonsoir"))

    def test_two_members_of_one_name_are_refused(self):
        octets = archive({"un.txt": "a", "de.txt": "b"}).replace(b"de.txt", b"un.txt")
        assert "sans risque" in refus("a.zip", octets)

    def test_the_weight_is_said(self, settings):
        settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 20
        assert "le maximum est 20 octets" in refus("a.pdf", contenus.PDF)


class TestNom:
    @pytest.mark.parametrize(
        ("titre", "nom", "propre"),
        [
            ("Règlement de l’eau", "IMG_1234 (1).PDF", "reglement-de-l-eau.pdf"),
            ("rapport.pdf", "rapport.pdf", "rapport.pdf"),
            ("rapport.exe", "rapport.exe.pdf", "rapport-exe.pdf"),
            ("", "Compte rendu.odt", "compte-rendu.odt"),
            ("日本", "日本.pdf", "fichier.pdf"),
            ("a" * 200, "a.jpeg", "a" * 60 + ".jpg"),
            ("../../etc/passwd", "x.txt", "etc-passwd.txt"),
        ],
    )
    def test_is_short_plain_and_has_one_extension(self, titre, nom, propre):
        assert nom_propre(titre, nom) == propre

    def test_two_files_of_one_title_have_each_their_place(self, db):
        un, deux = (
            SiteDocument.objects.create(title="Note", file=depose("a.txt", texte))
            for texte in (b"Un", b"Deux")
        )
        assert un.filename == deux.filename == "note.txt"
        assert un.file.name != deux.file.name


class TestTelechargement:
    @pytest.mark.parametrize(
        ("nom", "genre", "disposition"),
        [
            ("a.pdf", "application/pdf", "inline"),
            ("a.csv", "text/csv; charset=utf-8", "attachment"),
            ("a.odt", "application/vnd.oasis.opendocument.text", "attachment"),
            ("a.zip", "application/zip", "attachment"),
        ],
    )
    def test_says_what_it_is_and_runs_nothing(self, client, db, nom, genre, disposition):
        document = SiteDocument.objects.create(title="Note", file=depose(nom, VRAIS[nom]))
        reponse = client.get(document.url)
        reponse.close()
        assert reponse["Content-Type"] == genre
        assert reponse["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in reponse["Content-Security-Policy"]
        assert reponse.get("Content-Disposition", "inline").startswith(disposition)
