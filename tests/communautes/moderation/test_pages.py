"""The pages of this room: reporting without account or script, following, deciding, contesting."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from communautes.moderation import registre, services
from communautes.moderation.liens import cles_de
from communautes.moderation.models import Dossier, Signalement
from home.contact.robots import LIMITE, nouveau_jeton
from tests.factories import AdhesionFactory, UserFactory
from tests.salle_d_essai.models import Propos

MOTIF = "Propos insultants envers un élu"


def soupe(reponse) -> BeautifulSoup:
    return BeautifulSoup(reponse.content, "html.parser")


def texte(reponse) -> str:
    return " ".join(soupe(reponse).get_text(" ").split())


def jeton_ancien() -> str:
    with time_machine.travel(timezone.now() - timedelta(seconds=30), tick=False):
        return nouveau_jeton()


def saisie(**champs) -> dict:
    return {"categorie": "injure", "precisions": "Ligne 3", "jeton": jeton_ancien()} | champs


@pytest.fixture
def adresse(propos) -> str:
    return reverse("moderation:envoyer", args=[registre.cle(propos)])


@pytest.fixture
def dossier(propos):
    return services.signaler(propos, categorie="injure", precisions="Ligne 3").dossier


@pytest.fixture
def retire(dossier, moderatrice):
    return services.decider(dossier, par=moderatrice, decision="masque", base="regles", motif=MOTIF)


class TestSignaler:
    def test_the_form_says_what_happens_next_and_when(self, client, propos):
        page = client.get(reverse("moderation:signaler", args=[registre.cle(propos)]))
        lu = texte(page)
        assert "sous 7\u00a0jours" in page.content.decode() and propos.texte in lu
        assert soupe(page).find("input", {"type": "email"})

    def test_what_is_reported_is_shown_without_the_signs_that_shape_it(self, client, propos):
        Propos.objects.update(texte="Une **vraie** menace\n\n- et un [lien](https://exemple.org/)")
        page = client.get(reverse("moderation:signaler", args=[registre.cle(propos)]))
        assert "Une vraie menace et un lien" in texte(page) and "**" not in texte(page)

    def test_a_visitor_gets_a_reference_and_follows_it(self, client, adresse):
        fini = client.post(adresse, saisie(email="temoin@exemple.example.org"), follow=True)
        un = Signalement.objects.get()
        assert un.reference in texte(fini) and un.email == "temoin@exemple.example.org"
        assert fini.redirect_chain[-1][0] == reverse("moderation:suivi", args=cles_de(un))

    def test_with_an_account_no_address_is_asked(self, client, adresse):
        personne = UserFactory()
        client.force_login(personne)
        assert not soupe(client.get(adresse, follow=True)).find("input", {"type": "email"})
        client.post(adresse, saisie(email="autre@exemple.example.org"))
        un = Signalement.objects.get()
        assert (un.personne, un.email) == (personne, "")

    @pytest.mark.parametrize(
        ("champs", "dit"),
        [
            ({"categorie": ""}, "Choisissez ce qui pose problème"),
            ({"categorie": "autre", "precisions": ""}, "Dites en quelques mots"),
            ({"email": "temoin"}, "adresse complète"),
            ({"site_web": "https://robot.example.org"}, "Envoi trop rapide"),
            ({"jeton": ""}, "Envoi trop rapide"),
        ],
    )
    def test_errors_lose_nothing_typed(self, client, adresse, champs, dit):
        reponse = client.post(adresse, saisie(**{"precisions": "Mes mots à moi"} | champs))
        assert reponse.status_code == 422 and dit in texte(reponse)
        assert champs.get("precisions", "Mes mots à moi") in soupe(reponse).textarea.text
        assert not Signalement.objects.exists()

    def test_the_same_form_sent_twice_is_one_report(self, client, adresse):
        envoi = saisie()
        assert client.post(adresse, envoi).url == client.post(adresse, envoi).url

    def test_a_machine_cannot_report_for_ever(self, client, adresse):
        for _ in range(LIMITE):
            assert client.post(adresse, saisie()).status_code == 302
        assert "Réessayez dans une heure" in texte(client.post(adresse, saisie()))

    @pytest.mark.parametrize("cle", ["salle_d_essai.propos-0", "auth.user-1", "x-1", "a.b.c-1"])
    def test_what_is_not_there_is_not_found(self, client, salle, cle):
        assert client.get(reverse("moderation:signaler", args=[cle])).status_code == 404

    def test_what_one_cannot_read_is_not_found(self, client, propos):
        Propos.objects.update(reserve=True)
        ou = reverse("moderation:signaler", args=[registre.cle(propos)])
        assert client.get(ou).status_code == 404

    def test_the_link_of_another_report_opens_nothing(self, client, propos):
        un = services.signaler(propos, categorie="injure")
        autre = services.signaler(propos, categorie="injure")
        _pk, signature = cles_de(un)
        assert (
            client.get(reverse("moderation:suivi", args=[autre.pk, signature])).status_code == 404
        )

    def test_the_outcome_is_read_there(self, client, retire, propos):
        un = Signalement.objects.get()
        lu = texte(client.get(reverse("moderation:suivi", args=cles_de(un))))
        assert "retiré" in lu and MOTIF in lu and propos.texte not in lu


class TestModerer:
    def test_the_queue_of_who_moderates(self, client, dossier, moderatrice, communaute):
        client.force_login(moderatrice)
        lu = texte(client.get(reverse("moderation:file")))
        assert dossier.titre in lu and communaute.title in lu and "1 signalement" in lu

    def test_a_place_that_is_not_theirs_is_not_in_it(self, client, dossier, salle):
        client.force_login(AdhesionFactory(role="moderateur").personne)
        assert "Rien n’attend" in texte(client.get(reverse("moderation:file")))
        assert client.get(reverse("moderation:dossier", args=[dossier.pk])).status_code == 404

    def test_who_reported_is_not_named(self, client, propos, moderatrice):
        temoin = UserFactory(first_name="Zoé", last_name="Quatremère")
        dossier = services.signaler(propos, categorie="injure", par=temoin).dossier
        services.signaler(propos, categorie="injure", email="discret@exemple.example.org")
        client.force_login(moderatrice)
        lu = client.get(reverse("moderation:dossier", args=[dossier.pk])).content.decode()
        assert "Quatremère" not in lu and temoin.email not in lu and "discret@" not in lu

    def test_deciding(self, client, dossier, moderatrice):
        client.force_login(moderatrice)
        ou = reverse("moderation:decider", args=[dossier.pk])
        donnees = {"decision": "masque", "base": "loi", "motif": MOTIF}
        fini = client.post(ou, donnees, follow=True)
        assert "est retiré" in texte(fini) and Propos.objects.get().est_retire

    def test_an_error_keeps_what_was_typed(self, client, dossier, moderatrice):
        client.force_login(moderatrice)
        ou = reverse("moderation:decider", args=[dossier.pk])
        reponse = client.post(ou, {"decision": "masque", "motif": MOTIF})
        assert reponse.status_code == 422 and "Dites au regard de quoi" in texte(reponse)
        page = soupe(reponse)
        assert page.find("input", {"name": "motif"})["value"] == MOTIF
        assert page.find("input", {"value": "masque"}).has_attr("checked")

    def test_decided_the_text_is_read_no_more_by_who_moderates(self, client, retire, moderatrice):
        client.force_login(moderatrice)
        lu = texte(client.get(reverse("moderation:dossier", args=[retire.pk])))
        assert MOTIF in lu and Propos.objects.get().texte not in lu

    def test_the_queue_costs_the_same_for_2_or_12(
        self, client, moderatrice, salle, communaute, autrice, count_queries
    ):
        client.force_login(moderatrice)
        ou = reverse("moderation:file")

        def signaler(nombre):
            for _ in range(nombre):
                objet = Propos.objects.create(
                    texte="x", auteur_pk=autrice.pk, communaute_pk=communaute.pk
                )
                services.signaler(objet, categorie="injure")

        signaler(2)
        petit = count_queries(client.get, ou)
        signaler(10)
        assert count_queries(client.get, ou) == petit <= 18

    def test_the_animation_page_counts_what_waits(self, client, dossier, moderatrice, communaute):
        client.force_login(moderatrice)
        ou = reverse("adhesions:animation", args=[communaute.slug])
        assert "Décider de 1 contenu signalé" in texte(client.get(ou))

    def test_the_animation_page_says_nothing_of_what_one_wrote(
        self, client, dossier, communaute, autrice
    ):
        AdhesionFactory(communaute=communaute, personne=autrice, anime=True)
        client.force_login(autrice)
        lu = texte(client.get(reverse("adhesions:animation", args=[communaute.slug])))
        assert "Aucun contenu signalé" in lu


class TestMonDossier:
    def test_its_author_reads_why_and_contests(self, client, retire, autrice):
        client.force_login(autrice)
        ici = reverse("moderation:dossier", args=[retire.pk])
        lu = texte(client.get(ici))
        assert MOTIF in lu and "Les règles de la communauté" in lu and "jusqu’au" in lu
        ou = reverse("moderation:contester", args=[retire.pk])
        fini = client.post(ou, {"texte": "C’est une citation"}, follow=True)
        assert "partie à l’ANCT" in texte(fini) and Dossier.objects.get().etat == "conteste"

    def test_an_empty_appeal_is_asked_again(self, client, retire, autrice):
        client.force_login(autrice)
        ou = reverse("moderation:contester", args=[retire.pk])
        reponse = client.post(ou, {"texte": ""})
        assert reponse.status_code == 422 and "Dites pourquoi" in texte(reponse)

    def test_reported_in_vain_they_never_know(self, client, dossier, autrice, moderatrice):
        client.force_login(autrice)
        ici = reverse("moderation:dossier", args=[dossier.pk])
        assert client.get(ici).status_code == 404
        services.decider(
            dossier, par=moderatrice, decision="laisse", base="regles", motif="Rien à redire"
        )
        assert client.get(ici).status_code == 404

    def test_nothing_of_the_report_is_read_by_who_wrote(self, client, retire, autrice):
        client.force_login(autrice)
        lu = texte(client.get(reverse("moderation:dossier", args=[retire.pk])))
        assert "Ligne 3" not in lu and "Signalé" not in lu and "SIG-" not in lu

    def test_held_back_they_know_at_once(self, client, salle, autrice):
        objet = Propos.objects.create(texte="https://exemple.org", auteur_pk=autrice.pk)
        services.examiner(objet, autrice)
        client.force_login(autrice)
        lu = texte(client.get(reverse("moderation:dossier", args=[Dossier.objects.get().pk])))
        assert "attend une relecture" in lu and "publie un lien" in lu

    def test_anybody_else_finds_nothing(self, client, retire):
        client.force_login(UserFactory())
        assert client.get(reverse("moderation:dossier", args=[retire.pk])).status_code == 404


class TestEtiquettes:
    def rendre(self, rf, gabarit, propos, personne):
        requete = rf.get("/")
        requete.user = personne
        contexte = Context({"request": requete, "objet": propos})
        return Template("{% load moderation_tags %}" + gabarit).render(contexte)

    def test_the_link_costs_nothing(self, rf, propos, autrice, django_assert_num_queries):
        with django_assert_num_queries(0):
            rendu = self.rendre(rf, "{% signaler objet %}", propos, autrice)
        assert reverse("moderation:signaler", args=[registre.cle(propos)]) in rendu
        assert propos.texte not in rendu

    def test_what_is_published_has_no_banner(self, rf, propos, autrice, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert not self.rendre(rf, "{% moderation_de objet %}", propos, autrice).strip()

    def test_withdrawn_its_author_is_led_to_the_reason(self, rf, retire, propos, autrice):
        propos.refresh_from_db()
        rendu = self.rendre(rf, "{% moderation_de objet %}", propos, autrice)
        assert reverse("moderation:dossier", args=[retire.pk]) in rendu and "contester" in rendu
        assert not self.rendre(rf, "{% signaler objet %}", propos, autrice).strip()
