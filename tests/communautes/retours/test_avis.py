"""« Ce retour vous a-t-il été utile ? »: no account, nothing of who answers."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from communautes.retours.models import AvisUtile
from communautes.retours.services.avis import recus
from home.contact.robots import LIMITE, nouveau_jeton
from tests.factories.retours import RetourFactory

pytestmark = pytest.mark.django_db


def envoyer(client, retour, *, jeton=None, **donnees):
    with time_machine.travel(timezone.now() - timedelta(seconds=30)):
        jeton = jeton or nouveau_jeton()
    adresse = reverse("retours:donner_avis", args=[retour.pk])
    return client.post(adresse, {"jeton": jeton} | donnees)


class TestDonner:
    def test_a_visitor_answers_without_a_cookie_of_theirs(self, client):
        retour = RetourFactory()
        page = client.get(reverse("retours:avis", args=[retour.slug]), {"utile": "1"})
        assert page.status_code == 200
        assert "sessionid" not in client.cookies
        assert envoyer(client, retour, utile="1").status_code == 302
        avis = AvisUtile.objects.get()
        assert (avis.utile, avis.raison, avis.le) == (True, "", timezone.localdate())

    @pytest.mark.parametrize(
        ("dit", "raisons", "redemande"), [("1", False, False), ("0", True, False), ("", True, True)]
    )
    def test_what_was_said_is_not_asked_again(self, client, dit, raisons, redemande):
        page = client.get(reverse("retours:avis", args=[RetourFactory().slug]), {"utile": dit})
        corps = page.content.decode()
        assert ('name="raison"' in corps) is raisons
        assert ('type="radio" name="utile"' in corps) is redemande
        assert (f'type="hidden" name="utile" value="{dit}"' in corps) is not redemande

    def test_who_signs_is_not_asked_of_one_s_own(self, client):
        retour = RetourFactory()
        page = retour.get_absolute_url()
        assert 'id="utile-titre"' in client.get(page).content.decode()
        client.force_login(retour.parcours.auteur)
        assert 'id="utile-titre"' not in client.get(page).content.decode()

    def test_nothing_of_who_answers_is_kept(self):
        champs = {champ.name for champ in AvisUtile._meta.get_fields()}
        assert champs == {"id", "retour", "utile", "raison", "phrase", "le", "cle"}

    def test_twice_the_same_form_is_once(self, client):
        retour = RetourFactory()
        with time_machine.travel(timezone.now() - timedelta(seconds=30)):
            jeton = nouveau_jeton()
        for _clic in range(2):
            assert envoyer(client, retour, jeton=jeton, utile="1").status_code == 302
        assert AvisUtile.objects.count() == 1

    def test_no_asks_why(self, client):
        retour = RetourFactory()
        assert envoyer(client, retour, utile="0").status_code == 422
        assert envoyer(client, retour, utile="0", raison="pas_clair").status_code == 302

    @pytest.mark.parametrize("phrase", ["Écrivez-moi : a@commune.fr", "Au 06 12 34 56 78"])
    def test_a_sentence_names_nobody(self, client, phrase):
        reponse = envoyer(client, RetourFactory(), utile="1", phrase=phrase)
        assert reponse.status_code == 422 and phrase in reponse.content.decode()
        assert not AvisUtile.objects.exists()

    def test_a_machine_does_not_fill_it(self, client):
        retour = RetourFactory()
        codes = [envoyer(client, retour, utile="1").status_code for _un in range(LIMITE + 1)]
        assert codes == [302] * LIMITE + [422]

    @pytest.mark.parametrize("etat", ["brouillon", "soumis", "retire"])
    def test_only_of_what_is_read(self, client, etat):
        retour = RetourFactory(etat=etat)
        assert client.get(reverse("retours:avis", args=[retour.slug])).status_code == 404
        assert envoyer(client, retour, utile="1").status_code == 404

    def test_the_address_typed_leads_to_the_form(self, client):
        retour = RetourFactory()
        reponse = client.get(reverse("retours:donner_avis", args=[retour.pk]))
        assert reponse.url == reverse("retours:avis", args=[retour.slug])


def test_what_was_received_is_counted():
    retour = RetourFactory()
    communs = {"retour": retour, "le": timezone.localdate()}
    AvisUtile.objects.create(cle="a", utile=True, **communs)
    AvisUtile.objects.create(cle="b", utile=False, raison="manque", phrase="Les prix.", **communs)
    AvisUtile.objects.create(cle="c", utile=False, raison="manque", **communs)
    lus = recus(retour)
    assert (lus["utiles"], lus["inutiles"]) == (1, 2)
    assert lus["raisons"] == [{"raison": "Il y manque ce que je cherchais", "nombre": 2}]
    assert [un.phrase for un in lus["phrases"]] == ["Les prix."]
