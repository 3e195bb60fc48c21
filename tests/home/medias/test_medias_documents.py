"""A document that comes in is what its name says, holds no program and does not swell."""

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
}
EXE = b"MZ\x90\x00" + bytes(200)
OLE = archives.OLE + bytes(70_000)  # longer than what is read at once
INCORPORE = "un fichier incorporé"
OBJET = "word/embeddings/oleObject1.bin"
A_CHEVAL = archives.OLE + bytes(archives.MORCEAU - 12) + "\x01Ole10Native".encode("utf-16-le")
PORTEUR, MACROS = (nom.encode("utf-16-le") for nom in ("\x01Ole10Native", "_VBA_PROJECT"))
PAQUET = uuid.UUID("F20DA720-C02F-11CE-927B-0800095AE340").bytes_le
PAS_LE_NOM = "n’est pas ce que dit son nom"
FAUX = [
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
