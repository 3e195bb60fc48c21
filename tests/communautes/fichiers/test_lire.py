"""One way to a file, and the same answer for what is not there and for what one may not read."""

import logging
import uuid

import pytest
from django.urls import reverse

from communautes.fichiers import services
from communautes.fichiers.models import Fichier
from communautes.fichiers.permissions import peut_lire
from tests.communautes.fichiers.test_deposer import deposer
from tests.factories import UserFactory
from tests.home.medias import contenus

pytestmark = pytest.mark.django_db


def adresse(fichier_ou_cle, nom="note.pdf") -> str:
    cle = getattr(fichier_ou_cle, "pk", fichier_ou_cle)
    return reverse("fichiers:lire", args=[cle, nom])


def lire(client, ou: str):
    """Read to its end, which closes it, as a server does."""
    reponse = client.get(ou)
    if reponse.streaming:
        reponse.octets = b"".join(reponse.streaming_content)
    return reponse


@pytest.fixture
def joint(personne, objet) -> Fichier:
    [fichier] = services.joindre([deposer(personne).pk], objet, par=personne)
    return fichier


class TestQui:
    def test_until_it_is_attached_who_gave_it(self, client, personne):
        fichier = deposer(personne)
        client.force_login(personne)
        assert lire(client, adresse(fichier)).octets == contenus.PDF
        client.force_login(UserFactory())
        assert lire(client, adresse(fichier)).status_code == 404

    def test_then_who_may_read_what_it_goes_with_and_nobody_else(
        self, client, personne, objet, joint
    ):
        lectrice = UserFactory()
        client.force_login(lectrice)
        assert lire(client, adresse(joint)).status_code == 404
        objet.lecteurs.append(lectrice)
        assert lire(client, adresse(joint)).status_code == 200
        objet.lecteurs.clear()  # she has left: the same address opens nothing any more
        assert lire(client, adresse(joint)).status_code == 404
        client.force_login(personne)  # who gave it neither, if they may not read the rest
        assert lire(client, adresse(joint)).status_code == 404

    @pytest.mark.parametrize("existe", [True, False])
    def test_who_has_not_signed_in_is_asked_to(self, client, joint, existe):
        """An expired session loses nothing; and nothing says whether it is there."""
        ou = adresse(joint if existe else uuid.uuid4())
        reponse = client.get(ou)
        assert reponse.status_code == 302 and reponse.url.startswith("/connexion/?next=/fichiers/")

    def test_what_is_public_is_read_by_anybody(self, client, objet, joint):
        objet.lecteurs.append(None)
        assert lire(client, adresse(joint)).status_code == 200

    def test_nobody_once_it_is_withdrawn(self, client, objet, joint):
        objet.lecteurs.append(None)
        services.retirer(joint)
        client.force_login(UserFactory())
        assert lire(client, adresse(joint)).status_code == 404

    def test_nobody_when_its_object_is_gone_or_unprotected(self, personne, joint, monkeypatch):
        from communautes.fichiers import permissions

        monkeypatch.setattr(permissions, "_regles", {})
        assert not peut_lire(UserFactory(is_superuser=True), joint)
        joint.objet_pk = 987654321
        assert not peut_lire(personne, Fichier(type_d_objet=joint.type_d_objet, objet_pk=987654321))

    def test_a_closed_account_reads_nothing(self, personne):
        fichier = deposer(personne)
        personne.is_active = False
        assert not peut_lire(personne, fichier)


class TestComment:
    def test_a_document_is_downloaded_and_nothing_keeps_it(self, client, personne):
        fichier = deposer(personne, "Règlement intérieur.pdf")
        client.force_login(personne)
        reponse = lire(client, adresse(fichier, "peu-importe.html"))
        assert reponse["Content-Disposition"] == 'attachment; filename="reglement-interieur.pdf"'
        assert reponse["Content-Type"] == "application/pdf"
        assert reponse["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in reponse["Cache-Control"] and reponse["X-Robots-Tag"] == "noindex"
        politique = reponse["Content-Security-Policy"]
        assert "default-src 'none'" in politique and "sandbox" in politique
        assert reponse["Cross-Origin-Resource-Policy"] == "same-origin"

    def test_an_image_is_shown(self, client, personne):
        fichier = deposer(personne, "photo.png", contenus.image())
        client.force_login(personne)
        reponse = lire(client, adresse(fichier))
        assert reponse["Content-Disposition"] == 'inline; filename="photo.png"'
        assert reponse["Content-Type"] == "image/png"

    def test_reading_changes_nothing(self, client, personne):
        fichier = deposer(personne)
        client.force_login(personne)
        assert client.post(adresse(fichier)).status_code == 405

    def test_one_that_the_disk_has_lost_is_said_to_who_runs_the_portal(
        self, client, personne, caplog
    ):
        fichier = deposer(personne)
        fichier.contenu.storage.delete(fichier.contenu.name)
        client.force_login(personne)
        with caplog.at_level(logging.ERROR):
            assert lire(client, adresse(fichier)).status_code == 404
        assert str(fichier.pk) in caplog.text

    def test_it_costs_the_same_whatever_is_there(
        self, client, personne, objet, django_assert_max_num_queries
    ):
        services.joindre([deposer(personne).pk for _n in range(5)], objet, par=personne)
        objet.lecteurs.append(personne)
        client.force_login(personne)
        fichier = Fichier.objects.de(objet).first()
        with django_assert_max_num_queries(6):
            lire(client, adresse(fichier))
