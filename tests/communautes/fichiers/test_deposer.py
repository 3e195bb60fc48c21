"""Giving a file, attaching it, withdrawing it; what is refused is said, what is left is removed."""

import stat
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from communautes.fichiers import services
from communautes.fichiers.models import Fichier
from home.medias.limites import FichierRefuse
from tests.factories import CollectiviteFactory, UserFactory
from tests.home.medias import contenus

pytestmark = pytest.mark.django_db


def depose(nom="note.pdf", octets=contenus.PDF):
    return SimpleUploadedFile(nom, octets)


def deposer(personne, nom="note.pdf", octets=contenus.PDF) -> Fichier:
    return services.deposer(depose(nom, octets), par=personne)


def sur_le_disque(dossier) -> int:
    return sum(chemin.is_file() for chemin in dossier.rglob("*")) if dossier.exists() else 0


class TestDeposer:
    def test_it_is_kept_out_of_sight(self, personne, prives):
        fichier = deposer(personne, "Compte rendu (v2).PDF")
        assert (fichier.nom, fichier.type_mime) == ("compte-rendu-v2.pdf", "application/pdf")
        assert fichier.taille == len(contenus.PDF) and fichier.en_attente
        chemin = prives / fichier.contenu.name
        assert chemin.read_bytes() == contenus.PDF
        assert "compte" not in fichier.contenu.name
        assert stat.S_IMODE(chemin.stat().st_mode) == 0o600
        assert stat.S_IMODE(chemin.parent.stat().st_mode) == 0o700
        with pytest.raises(ValueError, match="pas d’adresse"):
            fichier.contenu.url  # noqa: B018

    def test_an_image_is_written_again(self, personne):
        fichier = deposer(personne, "photo.jpg", contenus.image("JPEG") + b"cache")
        assert fichier.est_une_image
        with fichier.contenu.open() as contenu:
            octets = contenu.read()
            assert b"cache" not in octets
            contenu.seek(0)
            assert Image.open(contenu).format == "JPEG"

    @pytest.mark.parametrize(
        ("nom", "octets", "phrase"),
        [
            ("a.exe", b"MZ", "n’est pas un fichier que le portail accepte"),
            ("a.svg", b"<svg/>", "n’est pas un fichier que le portail accepte"),
            ("a.zip", b"PK\x03\x04", "n’est pas un fichier que le portail accepte"),
            ("sans-terminaison", b"x", "n’est pas un fichier que le portail accepte"),
            ("a.pdf", b"MZ", "n’est pas un PDF"),
            ("a.png", b"<html>", "ne s’ouvre pas"),
            ("a.txt", b"", "vide"),
        ],
    )
    def test_what_is_refused_leaves_nothing(self, personne, prives, nom, octets, phrase):
        with pytest.raises(FichierRefuse, match=phrase):
            deposer(personne, nom, octets)
        assert not Fichier.objects.exists() and not sur_le_disque(prives)

    def test_too_heavy(self, personne, settings):
        settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 10
        with pytest.raises(FichierRefuse, match="le maximum est 10"):
            deposer(personne)

    def test_what_waits_has_an_end(self, personne, monkeypatch):
        monkeypatch.setattr(services, "EN_ATTENTE", 2)
        deposer(personne)
        deposer(personne)
        with pytest.raises(FichierRefuse, match="joints à rien"):
            deposer(personne)
        assert deposer(UserFactory())

    def test_so_has_its_weight(self, personne, monkeypatch):
        monkeypatch.setattr(services, "OCTETS_EN_ATTENTE", len(contenus.PDF) + 1)
        deposer(personne)
        with pytest.raises(FichierRefuse, match="joints à rien"):
            deposer(personne)

    def test_a_row_that_is_refused_leaves_no_content(self, personne, prives, monkeypatch):
        def casser(*args, **kwargs):
            raise IntegrityError

        monkeypatch.setattr(Fichier, "save", casser)
        with pytest.raises(IntegrityError):
            deposer(personne)
        assert not sur_le_disque(prives)


class TestJoindre:
    def test_in_the_order_in_which_they_were_given(self, personne, objet):
        deux = [deposer(personne), deposer(personne)]
        services.joindre([str(une.pk) for une in reversed(deux)], objet, par=personne)
        assert list(Fichier.objects.de(objet)) == deux

    def test_neither_somebody_else_s_nor_one_that_is_attached(self, personne, objet):
        autrui, joint = deposer(UserFactory()), deposer(personne)
        services.joindre([joint.pk], objet, par=personne)
        for cle in (autrui.pk, joint.pk, uuid.uuid4()):
            with pytest.raises(FichierRefuse, match="n’est plus là"):
                services.joindre([cle], CollectiviteFactory(), par=personne)
        assert not Fichier.objects.get(pk=autrui.pk).objet_pk

    def test_all_or_none(self, personne, objet):
        sien = deposer(personne)
        with pytest.raises(FichierRefuse):
            services.joindre([sien.pk, uuid.uuid4()], objet, par=personne)
        assert Fichier.objects.get().en_attente

    def test_ten_at_most(self, personne, objet, monkeypatch):
        monkeypatch.setattr(services, "PAR_OBJET", 1)
        services.joindre([deposer(personne).pk], objet, par=personne)
        with pytest.raises(FichierRefuse, match="1 fichier au plus"):
            services.joindre([deposer(personne).pk], objet, par=personne)

    def test_to_nothing_that_nobody_protects(self, personne):
        with pytest.raises(LookupError):
            services.joindre([deposer(personne).pk], UserFactory(), par=personne)


class TestRetirer:
    def test_its_content_is_destroyed_and_the_row_says_so(
        self, personne, prives, django_capture_on_commit_callbacks
    ):
        fichier = deposer(personne)
        with django_capture_on_commit_callbacks(execute=True):
            services.retirer(fichier)
        fichier.refresh_from_db()
        assert fichier.retire_le and not fichier.contenu and not sur_le_disque(prives)
        services.retirer(fichier)  # twice is once

    def test_one_that_is_not_kept_keeps_its_content(self, personne, prives):
        fichier = deposer(personne)
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            services.retirer(fichier)
            1 / 0  # noqa: B018
        assert sur_le_disque(prives) == 1

    @pytest.mark.parametrize(
        "champs",
        [
            {"retire_le": "2026-01-01T00:00Z"},
            {"contenu": ""},
            {"objet_pk": 3},
            {"taille": 0},
            {"nom": ""},
        ],
    )
    def test_the_database_refuses(self, personne, champs):
        fichier = deposer(personne)
        with pytest.raises(IntegrityError), transaction.atomic():
            Fichier.objects.filter(pk=fichier.pk).update(**champs)


class TestPurger:
    def test_what_was_attached_to_nothing_in_time(
        self, personne, objet, prives, django_capture_on_commit_callbacks
    ):
        joint = deposer(personne)
        services.joindre([joint.pk], objet, par=personne)
        deposer(personne)
        with time_machine.travel(timezone.now() + timedelta(days=2, minutes=1)):
            recent = deposer(personne)
            with django_capture_on_commit_callbacks(execute=True):
                call_command("purger_fichiers", verbosity=0)
        assert set(Fichier.objects.all()) == {joint, recent} and sur_le_disque(prives) == 2

    def test_what_a_request_that_failed_has_left(self, personne, prives):
        stockage = Fichier.stockage()
        for nom in ("aa/vieux", "bb/neuf"):
            stockage.save(nom, depose())
        gardee = deposer(personne)
        with time_machine.travel(timezone.now() + timedelta(days=1)):
            assert services.purger() == 0
        Fichier.objects.filter(pk=gardee.pk).update(depose_le=timezone.now() + timedelta(days=9))
        with time_machine.travel(timezone.now() + timedelta(days=3)):
            assert services.purger() == 2
        assert sur_le_disque(prives) == 1

    def test_nothing_yet(self, db):
        assert services.purger() == 0
