"""One member writes to another through the portal: what is read, by whom, and who may."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from communautes.adhesions import services
from communautes.adhesions.liens import jeton_de_reponse
from communautes.adhesions.models import Adhesion
from communautes.adhesions.refus import AdhesionRefusee
from communautes.adhesions.services import relais
from communautes.comptes.donnees.services import Cause, anonymiser
from communautes.notifications.models import Courriel
from tests import traces
from tests.factories import AdhesionFactory, AffiliationFactory, CommunautePageFactory, UserFactory

pytestmark = pytest.mark.django_db
TEXTE = "Bonjour,\n\nVoir https://piege.example.org et <b>ceci</b>"


def membre(communaute, prenom: str, **champs) -> Adhesion:
    personne = UserFactory(first_name=prenom, last_name="Petit")
    return AdhesionFactory(communaute=communaute, personne=personne, **champs)


@pytest.fixture
def de(communaute):
    return membre(communaute, "Dora")


@pytest.fixture
def a(communaute):
    return membre(communaute, "Ahmed", dans_l_annuaire=True)


def page(a: Adhesion) -> str:
    return reverse("adhesions:ecrire", args=[a.communaute.slug, a.pk])


def reponse(*, de: Adhesion, a: Adhesion) -> str:
    """The address that the mail of `a` to `de` has."""
    jeton = jeton_de_reponse(de=a, a=de)
    return reverse("adhesions:repondre", args=[a.communaute.slug, a.pk, jeton])


class TestLaLettre:
    def test_it_says_who_whence_why_and_how_to_report(self, de, a, relever):
        AffiliationFactory(personne=de.personne)
        relais.ecrire(de, a, TEXTE)
        (lettre,) = relever()
        assert lettre.to == [a.personne.email] and lettre.reply_to == []
        sienne = de.personne.affiliations.get().collectivite.nom
        for dit in ("Dora Petit", sienne, "Budgets participatifs", "/contact/", "/repondre/"):
            assert dit in lettre.body
        assert de.personne.email not in str(lettre.message())

    def test_its_address_when_it_is_asked(self, de, a, relever):
        relais.ecrire(de, a, TEXTE, avec_adresse=True)
        (lettre,) = relever()
        assert lettre.reply_to == [de.personne.email] and de.personne.email in lettre.body
        assert "/repondre/" not in lettre.body

    def test_what_is_typed_is_neither_a_link_nor_html(self, de, a, relever, settings):
        portail = f"{settings.WAGTAILADMIN_BASE_URL}/connexion/"
        relais.ecrire(de, a, f"{TEXTE}\n{portail}\u2028{portail} Bien à vous")
        html = relever()[0].alternatives[0][0]
        assert "<b>" not in html and 'href="https://piege' not in html
        assert f'href="{portail}' not in html and portail in html

    def test_no_way_to_answer_who_receives_nothing(self, de, a, relever):
        Adhesion.objects.filter(pk=de.pk).update(recoit_les_messages=False)
        relais.ecrire(de, a, TEXTE)
        assert "/repondre/" not in relever()[0].body

    def test_it_goes_with_who_wrote_it(self, de, a, relever, django_capture_on_commit_callbacks):
        relais.ecrire(de, a, "Parole-orchidee", avec_adresse=True)
        relever()
        mots = ["Parole-orchidee", "Dora Petit", de.personne.email]
        assert traces.ou_sont(mots[:1]) == {"notifications_courriel: Parole-orchidee"}
        with django_capture_on_commit_callbacks(execute=True):
            anonymiser(de.personne, par=de.personne, cause=Cause.DEMANDE)
        assert traces.ou_sont(mots) == set()
        mail.outbox.clear()


class TestQuiPeut:
    @pytest.mark.parametrize(
        "champs",
        [
            {"quittee": True},
            {"exclue": True},
            {"demandee": True},
            {"personne__is_active": False, "dans_l_annuaire": True},
            {"dans_l_annuaire": True, "recoit_les_messages": False},
            {},
        ],
        ids=["quittée", "exclue", "demandée", "fermée", "refuse", "hors annuaire"],
    )
    def test_nobody_writes_to(self, communaute, de, champs):
        with pytest.raises(AdhesionRefusee):
            relais.ecrire(de, AdhesionFactory(communaute=communaute, **champs), TEXTE)
        assert not Courriel.objects.exists()

    @pytest.mark.parametrize("etat", ["quittee", "exclue", "demandee"])
    def test_who_is_no_member_writes_to_nobody(self, communaute, a, etat):
        with pytest.raises(AdhesionRefusee):
            relais.ecrire(AdhesionFactory(communaute=communaute, **{etat: True}), a, TEXTE)

    def test_not_from_another_community(self, a):
        with pytest.raises(AdhesionRefusee):
            relais.ecrire(AdhesionFactory(), a, TEXTE)

    def test_to_who_animates_without_showing(self, communaute, de, animatrice):
        anime = Adhesion.objects.get(personne=animatrice)
        relais.ecrire(de, anime, TEXTE)
        assert Courriel.objects.get().destinataires == [animatrice.email]

    def test_not_to_oneself(self, a):
        with pytest.raises(AdhesionRefusee, match="C’est vous"):
            relais.ecrire(a, a, TEXTE)

    def test_not_where_nobody_writes_any_more(self, communaute, de, a):
        communaute.vie.etat, communaute.vie.close_le = "sommeil", timezone.now()
        communaute.vie.save()
        with pytest.raises(AdhesionRefusee, match="on n’y écrit plus"):
            relais.ecrire(de, a, TEXTE)

    def test_three_a_day_to_one_and_ten_in_all(self, communaute, de, a):
        for rang in range(3):
            relais.ecrire(de, a, f"{TEXTE} {rang}")
        for _fois in range(2):  # refused, it has not left: it is refused again
            with pytest.raises(AdhesionRefusee, match="Trois messages"):
                relais.ecrire(de, a, TEXTE)
        autres = [membre(communaute, f"M{n}", dans_l_annuaire=True) for n in range(8)]
        for autre in autres[:7]:
            relais.ecrire(de, autre, TEXTE)
        with pytest.raises(AdhesionRefusee, match="Dix messages"):
            relais.ecrire(de, autres[7], TEXTE)
        assert Courriel.objects.count() == 10

    def test_the_same_words_sent_again_leave_once(self, de, a):
        for _clic in range(2):
            relais.ecrire(de, a, TEXTE)
        assert Courriel.objects.count() == 1
        relais.ecrire(de, a, TEXTE, avec_adresse=True)
        assert Courriel.objects.count() == 2


class TestLesPages:
    def test_the_directory_leads_to_it(self, client, communaute, de, a, animatrice):
        sourde = membre(communaute, "Sourde", dans_l_annuaire=True, recoit_les_messages=False)
        client.force_login(de.personne)
        texte = client.get(reverse("adhesions:membres", args=[communaute.slug])).content.decode()
        anime = Adhesion.objects.get(personne=animatrice)
        assert page(a) in texte and page(anime) in texte and page(sourde) not in texte
        assert "Ana Matrice" not in texte  # who animates without showing has no name here

    def test_written_then_sent(self, client, de, a, relever):
        client.force_login(de.personne)
        assert "Ahmed Petit" in client.get(page(a)).content.decode()
        lue = client.post(page(a), {"texte": TEXTE}, follow=True)
        assert "Votre message est parti" in lue.content.decode()
        assert "> Bonjour," in relever()[0].body

    @pytest.mark.parametrize("texte", ["", "x" * 2001])
    def test_what_is_wrong_is_said_and_nothing_is_lost(self, client, de, a, texte):
        client.force_login(de.personne)
        lue = client.post(page(a), {"texte": texte, "avec_adresse": "on"})
        assert lue.status_code == 422 and texte in lue.content.decode()
        assert " checked>" in lue.content.decode() and not Courriel.objects.exists()

    def test_a_refusal_loses_nothing_either(self, client, de, a):
        client.force_login(de.personne)
        for rang in range(3):
            relais.ecrire(de, a, f"{TEXTE} {rang}")
        lue = client.post(page(a), {"texte": "Encore moi"})
        assert lue.status_code == 422 and "Encore moi" in lue.content.decode()

    @pytest.mark.parametrize(
        ("etat", "statut"), [("visiteur", 302), ("quittee", 403), ("exclue", 403), ("autre", 403)]
    )
    def test_for_members_alone(self, client, communaute, a, etat, statut):
        if etat in ("quittee", "exclue"):
            lue = AdhesionFactory(communaute=communaute, **{etat: True})
            client.force_login(lue.personne)
        if etat == "autre":
            client.force_login(UserFactory())
        assert client.get(page(a)).status_code == statut

    @pytest.mark.parametrize("champs", [{}, {"quittee": True}, {"exclue": True}])
    def test_who_does_not_show_does_not_exist(self, client, communaute, de, champs):
        client.force_login(de.personne)
        assert client.get(page(AdhesionFactory(communaute=communaute, **champs))).status_code == 404

    def test_nor_who_is_of_another_community(self, client, communaute, de):
        autre = AdhesionFactory(communaute=CommunautePageFactory(), dans_l_annuaire=True)
        client.force_login(de.personne)
        adresse = reverse("adhesions:ecrire", args=[communaute.slug, autre.pk])
        assert client.get(adresse).status_code == 404

    def test_one_chooses_to_receive_nothing(self, client, communaute, a):
        client.force_login(a.personne)
        for oui, vaut in (("0", False), ("1", True)):
            client.post(reverse("adhesions:recevoir", args=[a.pk]), {"oui": oui})
            a.refresh_from_db()
            assert a.recoit_les_messages is vaut

    def test_for_oneself_alone(self, client, de, a):
        client.force_login(de.personne)
        lue = client.post(reverse("adhesions:recevoir", args=[a.pk]), {"oui": "0"})
        assert lue.status_code == 404

    def test_the_directory_costs_the_same_for_two_or_ten(
        self, client, communaute, de, a, count_queries
    ):
        client.force_login(de.personne)
        adresse = reverse("adhesions:membres", args=[communaute.slug])
        membre(communaute, "Anime", anime=True)
        deux = count_queries(client.get, adresse)
        for n in range(8):
            membre(communaute, f"M{n}", dans_l_annuaire=True)
            membre(communaute, f"A{n}", anime=True)
        assert count_queries(client.get, adresse) == deux


class TestRepondre:
    def test_who_was_written_to_answers_who_does_not_show(self, client, de, a, relever):
        client.force_login(a.personne)
        lue = client.post(reponse(de=a, a=de), {"texte": "Volontiers"}, follow=True)
        assert "Votre message est parti" in lue.content.decode()
        (lettre,) = relever()
        assert lettre.to == [de.personne.email] and "répond au message" in lettre.body

    def test_the_mail_has_the_very_address(self, client, de, a, relever):
        relais.ecrire(de, a, TEXTE)
        lien = next(mot for mot in relever()[0].body.split() if "/repondre/" in mot)
        client.force_login(a.personne)
        lue = client.get("/" + lien.split("/", 3)[3])
        assert lue.status_code == 200 and "Dora Petit" in lue.content.decode()

    def test_it_is_no_key_for_another_member(self, client, communaute, de, a):
        client.force_login(membre(communaute, "Tiers").personne)
        assert client.get(reponse(de=a, a=de)).status_code == 404

    def test_nor_the_other_way(self, client, communaute, de, a):
        """`de` was never written to: what lets `a` answer does not let `de`."""
        jeton = jeton_de_reponse(de=de, a=a)
        client.force_login(de.personne)
        adresse = reverse("adhesions:repondre", args=[communaute.slug, a.pk, jeton])
        assert client.get(adresse).status_code == 404

    def test_ninety_days(self, client, de, a):
        adresse = reponse(de=a, a=de)
        with time_machine.travel(timezone.now() + timedelta(days=91)):
            client.force_login(a.personne)
            assert client.get(adresse).status_code == 404

    def test_not_once_either_has_left(self, client, de, a):
        adresse = reponse(de=a, a=de)
        services.quitter(de, par=de.personne)
        client.force_login(a.personne)
        assert "n’est plus membre" in client.get(adresse).content.decode()
        assert client.post(adresse, {"texte": "Trop tard"}).status_code == 422
        services.quitter(a, par=a.personne)
        assert client.get(adresse).status_code == 403
