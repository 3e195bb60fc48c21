"""What the room keeps of a person, and where: no server shows that folder."""

from types import SimpleNamespace

import pytest

from communautes.comptes.donnees.services import Cause, anonymiser
from communautes.comptes.reunion.services import reunir
from communautes.fichiers import controles, services
from tests.communautes.fichiers.test_deposer import deposer, sur_le_disque
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_my_data_says_what_i_gave(client, personne):
    deposer(personne, "Mon CV.pdf")
    client.force_login(personne)
    assert "mon-cv.pdf" in client.get("/mon-compte/mes-donnees/").text


def test_once_forgotten_what_goes_with_a_message_stays_under_no_name(
    personne, objet, prives, django_capture_on_commit_callbacks
):
    joint, attend = deposer(personne, "Zoé Durand.pdf"), deposer(personne, "Zoé Durand.pdf")
    services.joindre([joint.pk], objet, par=personne)
    with django_capture_on_commit_callbacks(execute=True):
        anonymiser(personne, par=personne, cause=Cause.DEMANDE)
    joint.refresh_from_db()
    attend.refresh_from_db()
    assert joint.nom == attend.nom == "fichier.pdf"
    assert attend.retire_le and sur_le_disque(prives) == 1


@pytest.mark.parametrize("ou", ["MEDIA_ROOT", "STATIC_ROOT"])
def test_a_folder_that_a_server_shows_is_refused(monkeypatch, prives, ou):
    assert controles.prives_a_part(None) == []
    lieux = {"MEDIA_ROOT": "/ailleurs", "STATIC_ROOT": "/ailleurs"} | {ou: str(prives.parent)}
    monkeypatch.setattr(controles, "settings", SimpleNamespace(**lieux))
    [erreur] = controles.prives_a_part(None)
    assert erreur.id == "fichiers.E001" and "FICHIERS_PRIVES" in erreur.hint


def test_an_absorbed_account_s_files_are_the_other_s(personne):
    garde = UserFactory()
    attend = deposer(personne)
    reunir(garde, personne, par=UserFactory(is_superuser=True), motif="Vu au téléphone")
    attend.refresh_from_db()
    assert attend.depose_par == garde and attend.retire_le is None
