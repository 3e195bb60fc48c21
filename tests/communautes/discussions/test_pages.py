"""What people see: the section, the list, a discussion, the forms that lose nothing."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from communautes.adhesions.services import archiver, endormir
from communautes.discussions import services, veille
from communautes.discussions.models import Brouillon, Discussion, Reponse
from communautes.fichiers.models import Fichier
from tests.factories import (
    AdhesionFactory,
    CommunautePageFactory,
    DiscussionFactory,
    ReponseFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def adresse(nom: str, *args) -> str:
    return reverse(f"discussions:{nom}", args=args)


class TestRevenirEnArriere:
    """After « Back », the form still has its key: other words are another message."""

    def test_two_questions_of_one_form_are_two(self, client, communaute, membre):
        client.force_login(membre)
        une = {"titre": "Comment faire ?", "texte": "Dites-nous.", "envoi": uuid.uuid4()}
        autre = une | {"titre": "Et avec qui ?"}
        for envoi in (une, une, autre, autre):
            client.post(adresse("publier", communaute.pk), envoi)
        assert {d.titre for d in Discussion.objects.all()} == {"Comment faire ?", "Et avec qui ?"}
        assert Discussion.objects.count() == 2 and not Brouillon.objects.exists()

    def test_two_replies_of_one_form_are_two(self, client, discussion, membre):
        client.force_login(membre)
        envoi = uuid.uuid4()
        for texte in ("Ainsi.", "Ainsi.", "Et aussi."):
            client.post(adresse("repondre", discussion.pk), {"texte": texte, "envoi": envoi})
        assert sorted(r.texte for r in Reponse.objects.all()) == ["Ainsi.", "Et aussi."]
        assert not Brouillon.objects.exists()


class TestRevenirApres:
    def test_the_file_that_was_forgotten_is_joined(self, client, discussion, membre):
        client.force_login(membre)
        envoi = {"texte": "Ainsi.", "envoi": uuid.uuid4()}
        client.post(adresse("repondre", discussion.pk), envoi)
        for _n in range(2):
            piece = SimpleUploadedFile("a.txt", "Règlement".encode(), "text/plain")
            client.post(adresse("repondre", discussion.pk), envoi | {"fichiers": piece})
        [reponse] = Reponse.objects.all()
        assert Fichier.objects.de(reponse).count() == 1

    def test_what_was_deleted_may_be_said_again(self, client, discussion, membre):
        client.force_login(membre)
        envoi = {"texte": "Ainsi.", "envoi": uuid.uuid4()}
        client.post(adresse("repondre", discussion.pk), envoi)
        services.supprimer(Reponse.objects.get(), par=membre)
        client.post(adresse("repondre", discussion.pk), envoi)
        assert Reponse.objects.gardes().get().texte == "Ainsi."


class TestLaReponseVisee:
    def test_late_it_says_since_when_and_who_has_it(self, client, communaute, animatrice, membre):
        discussion = DiscussionFactory(communaute=communaute, ancienne=True)
        assert "Elle va être confiée" in client.get(discussion.get_absolute_url()).text
        veille.confier_les_retards()
        page = client.get(discussion.get_absolute_url()).text
        assert "Une réponse était visée avant le" in page and "au-delà" not in page
        assert "Une personne en est chargée" in page and "Animatrice" not in page
        client.force_login(membre)
        page = client.get(discussion.get_absolute_url()).text
        assert "Elle est confiée à Ali Animatrice depuis le" in page

    def test_in_time_it_says_by_when(self, client, discussion):
        page = client.get(discussion.get_absolute_url()).text
        assert "Réponse visée avant le" in page and "était visée" not in page


class TestTropTard:
    """What cannot be published any more is given back, with the reason."""

    TEXTE = "Mes mots à moi"

    @pytest.mark.parametrize(
        ("cas", "statut", "dit"),
        [
            ("close", 422, "est close"),
            ("retirée", 404, "ne se lit plus"),
            ("partie", 422, "membre"),
        ],
    )
    def test_a_reply(self, client, discussion, membre, animatrice, cas, statut, dit):
        if cas == "close":
            services.clore(discussion, par=animatrice, motif="Posée deux fois")
        elif cas == "retirée":
            Discussion.objects.update(moderation="retire")
        else:
            membre.adhesions.all().delete()
        client.force_login(membre)
        page = client.post(adresse("repondre", discussion.pk), {"texte": self.TEXTE})
        assert page.status_code == statut and dit in page.text
        assert self.TEXTE in BeautifulSoup(page.content, "html.parser").find("textarea").text
        assert not Reponse.objects.exists()

    def test_a_question(self, client, communaute):
        client.force_login(UserFactory())
        envoi = {"titre": "Comment faire ?", "texte": self.TEXTE}
        page = client.post(adresse("publier", communaute.pk), envoi)
        rendu = BeautifulSoup(page.content, "html.parser").find("textarea").text
        assert page.status_code == 403 and self.TEXTE in rendu and "Comment faire ?" in rendu

    def test_a_question_where_one_sees_nothing_more(self, client):
        """As where there never was anything."""
        quittee = CommunautePageFactory(visibilite="invisible", acces="demande")
        client.force_login(AdhesionFactory(communaute=quittee, quittee=True).personne)
        envoi = {"titre": "Comment faire ?", "texte": self.TEXTE}
        vues = [client.post(adresse("publier", pk), envoi) for pk in (quittee.pk, 999_999)]
        for page in vues:
            rendu = BeautifulSoup(page.content, "html.parser").find("textarea").text
            assert page.status_code == 404 and self.TEXTE in rendu and "Comment faire ?" in rendu
        assert quittee.title not in vues[0].text and not Discussion.objects.exists()

    def test_a_file_that_is_refused_says_why_in_plain_words(self, client, discussion, membre):
        client.force_login(membre)
        vide = SimpleUploadedFile("a.exe", b"MZ", "application/octet-stream")
        page = client.post(
            adresse("repondre", discussion.pk), {"texte": self.TEXTE, "fichiers": vide}
        )
        assert page.status_code == 422 and "fr-error-text" in page.text
        assert "[&#x27;" not in page.text and "['" not in page.text and self.TEXTE in page.text


class TestTropLong:
    """What is pasted is never cut without a word: the server says it, with all that was typed."""

    def test_a_reply(self, client, discussion, membre):
        client.force_login(membre)
        zone = BeautifulSoup(client.get(discussion.get_absolute_url()).content, "html.parser").find(
            "textarea", {"name": "texte"}
        )
        assert not zone.has_attr("maxlength")
        texte = "a" * 10_000 + "fin"
        page = client.post(adresse("repondre", discussion.pk), {"texte": texte})
        assert page.status_code == 422 and "10\u00a0000 signes au plus" in page.text
        assert (
            BeautifulSoup(page.content, "html.parser")
            .find("textarea", {"name": "texte"})
            .text.strip()
            == texte
        )
        assert Brouillon.objects.get().texte == texte and not Reponse.objects.exists()


class TestCeQuiNeSeComptePas:
    def test_who_does_not_read_here_learns_nothing_of_numbers(self, client, reservee, entrer):
        client.force_login(UserFactory())
        une = DiscussionFactory(communaute=reservee, auteur=entrer(reservee))
        vus = {
            client.get(adresse("discussion", reservee.slug, pk)).status_code
            for pk in (une.pk, une.pk + 1, 999_999)
        }
        assert vus == {403}

    def test_who_may_not_answer_deposits_no_file(self, client, discussion):
        client.force_login(UserFactory())
        client.post(
            adresse("repondre", discussion.pk),
            {"texte": "Ainsi.", "fichiers": SimpleUploadedFile("a.txt", b"a", "text/plain")},
        )
        assert not Fichier.objects.exists() and not Reponse.objects.exists()


class TestLaCommunaute:
    def test_shows_what_waits_first(self, client, communaute):
        DiscussionFactory(communaute=communaute, titre="Récente ?")
        resolue = DiscussionFactory(communaute=communaute, titre="Répondue ?")
        services.repondre(
            resolue, par=AdhesionFactory(communaute=communaute).personne, texte="Ainsi"
        )
        page = client.get(communaute.url).text
        assert page.index("Récente ?") < page.index("Répondue ?")
        assert "dont 1 attend une réponse" in page and "Poser une question" not in page

    def test_a_member_asks_from_there(self, client, communaute, membre):
        client.force_login(membre)
        page = client.get(communaute.url).text
        assert adresse("poser", communaute.slug) in page and "ouvrira la voie" in page

    def test_costs_the_same_for_one_or_twenty(self, client, communaute, membre, count_queries):
        client.force_login(membre)
        DiscussionFactory(communaute=communaute)
        une = count_queries(client.get, communaute.url)
        DiscussionFactory.create_batch(19, communaute=communaute)
        assert count_queries(client.get, communaute.url) == une


class TestLaListe:
    def test_is_filtered_by_its_address(self, client, communaute, membre, discussion, reponse):
        services.retenir(reponse, par=discussion.auteur)
        DiscussionFactory(communaute=communaute, titre="La mienne ?", auteur=membre)
        client.force_login(membre)
        for file, attendus in {
            "sans_reponse": {"La mienne ?"},
            "resolues": {discussion.titre},
            "miennes": {"La mienne ?"},
            "": {"La mienne ?", discussion.titre},
            "n’importe": {"La mienne ?", discussion.titre},
        }.items():
            page = client.get(adresse("liste", communaute.slug), {"file": file})
            assert {une["titre"] for une in page.context["lignes"]} == attendus, file

    def test_costs_the_same_for_one_or_a_page(self, client, communaute, membre, count_queries):
        client.force_login(membre)
        DiscussionFactory(communaute=communaute)
        ou = adresse("liste", communaute.slug)
        une = count_queries(client.get, ou)
        DiscussionFactory.create_batch(25, communaute=communaute)
        assert count_queries(client.get, ou) == une <= 18


class TestUneDiscussion:
    def test_the_accepted_answer_stands_under_the_question(
        self, client, discussion, membre, reponse
    ):
        ReponseFactory(discussion=discussion, texte="Avant tout le monde.")
        services.retenir(reponse, par=discussion.auteur)
        page = client.get(discussion.get_absolute_url()).text
        assert page.index("Par tirage d’adresses") < page.index("1 autre réponse")
        assert "Réponse retenue par qui a posé la question" in page

    def test_names_are_for_the_members(self, client, discussion, membre, reponse):
        assert "Demandeuse" not in client.get(discussion.get_absolute_url()).text
        client.force_login(membre)
        assert "Ali Demandeuse, agent·e" in client.get(discussion.get_absolute_url()).text

    def test_who_answers_is_told_how_many_will_hear_of_it(self, client, discussion, membre):
        client.force_login(membre)
        page = client.get(discussion.get_absolute_url()).text
        assert "Cette publication préviendra 1 personne." in page

    def test_a_reply_s_address_leads_to_its_page(self, client, discussion):
        ReponseFactory.create_batch(31, discussion=discussion)
        derniere = Reponse.objects.last()
        suite = client.get(derniere.get_absolute_url()).url
        assert suite.endswith(f"?page=2#reponse-{derniere.pk}")

    @pytest.mark.parametrize("lettre", ["visiteuse", "membre", "animatrice"])
    def test_costs_the_same_for_500_replies(
        self, client, discussion, membre, animatrice, lettre, count_queries
    ):
        if lettre != "visiteuse":
            client.force_login({"membre": membre, "animatrice": animatrice}[lettre])
        ReponseFactory(discussion=discussion, auteur=membre)
        une = count_queries(client.get, discussion.get_absolute_url())
        Reponse.objects.bulk_create(
            Reponse(discussion=discussion, auteur=membre, texte=f"{n}") for n in range(499)
        )
        assert count_queries(client.get, discussion.get_absolute_url()) == une <= 18


class TestPoser:
    def envoyer(self, client, communaute, **champs):
        donnees = {"titre": "Comment faire ?", "texte": "Dites-nous.", "envoi": uuid.uuid4()}
        return client.post(adresse("publier", communaute.pk), donnees | champs)

    def test_is_published(self, client, communaute, membre):
        client.force_login(membre)
        reponse = self.envoyer(client, communaute)
        assert reponse.url == Discussion.objects.get().get_absolute_url()

    def test_what_is_wrong_is_said_and_nothing_is_lost(self, client, communaute, membre):
        client.force_login(membre)
        reponse = self.envoyer(client, communaute, titre="", texte="Un long texte")
        assert reponse.status_code == 422 and "Un long texte" in reponse.text
        assert Brouillon.objects.get().texte == "Un long texte"

    def test_a_failure_keeps_the_text(self, client, communaute, membre, monkeypatch):
        def tomber(*args, **kwargs):
            raise RuntimeError

        monkeypatch.setattr(services, "poser", tomber)
        client.force_login(membre)
        client.raise_request_exception = False
        assert self.envoyer(client, communaute, texte="Précieux").status_code == 500
        page = client.get(adresse("poser", communaute.slug)).text
        assert "Précieux" in page

    def test_without_a_session_the_text_comes_back(self, client, communaute):
        reponse = self.envoyer(client, communaute, texte="Écrit à minuit")
        assert reponse.status_code == 401 and "Écrit à minuit" in reponse.text

    def test_shows_what_resembles_before_publishing(
        self, client, communaute, membre, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            services.poser(communaute, par=membre, titre="Tirer au sort un panel ?", texte="Dites.")
        client.force_login(membre)
        reponse = self.envoyer(client, communaute, titre="Tirer au sort qui ?", ressemble="1")
        assert reponse.status_code == 200 and "Tirer au sort un panel ?" in reponse.text
        assert Discussion.objects.count() == 1
        piece = client.get(adresse("ressemblances", communaute.slug), {"titre": "Tirer au sort"})
        assert "Tirer au sort un panel ?" in piece.text and "<html" not in piece.text

    def test_a_name_that_calls_nobody_is_an_error(self, client, communaute, membre, entrer):
        entrer(communaute, "Annuaire", dans_l_annuaire=True)
        client.force_login(membre)
        reponse = self.envoyer(client, communaute, prevenir="Zoé Personne")
        assert reponse.status_code == 422 and "Zoé Personne" in reponse.text
        assert self.envoyer(client, communaute, prevenir="ali annuaire").status_code == 302
        assert Discussion.objects.get().mentions.count() == 1

    def test_the_draft_is_a_button(self, client, communaute, membre):
        client.force_login(membre)
        self.envoyer(client, communaute, texte="À finir", brouillon="1")
        assert not Discussion.objects.exists()
        assert "À finir" in client.get(adresse("poser", communaute.slug)).text

    def test_the_script_keeps_it_too(self, client, communaute, membre, animatrice):
        client.force_login(membre)
        dit = client.post(adresse("brouillon", communaute.pk), {"texte": "À finir"})
        assert dit.text.startswith("Brouillon enregistré à")
        client.force_login(animatrice)
        assert "À finir" not in client.get(adresse("poser", communaute.slug)).text


class TestRepondre:
    def test_is_published_and_read_at_its_place(self, client, discussion, membre):
        client.force_login(membre)
        suite = client.post(adresse("repondre", discussion.pk), {"texte": "Ainsi."}, follow=True)
        assert "Votre réponse est publiée." in suite.text and "Ainsi." in suite.text

    def test_a_file_goes_with_it_and_is_read_as_it_is(self, client, discussion, membre):
        from django.core.files.uploadedfile import SimpleUploadedFile

        fichier = SimpleUploadedFile("bilan.csv", b"a;b\n1;2\n")
        client.force_login(membre)
        client.post(adresse("repondre", discussion.pk), {"texte": "Voici.", "fichiers": [fichier]})
        page = client.get(discussion.get_absolute_url()).text
        assert "bilan.csv" in page
        client.logout()
        from communautes.fichiers.models import Fichier

        joint = Fichier.objects.get()
        ou = reverse("fichiers:lire", args=[joint.pk, joint.nom])
        assert client.get(ou).getvalue() == b"a;b\n1;2\n"
        services.supprimer(Reponse.objects.get(), par=membre)
        assert client.get(ou).status_code == 302

    def test_an_empty_reply_comes_back_in_its_page(self, client, discussion, membre):
        client.force_login(membre)
        reponse = client.post(adresse("repondre", discussion.pk), {"texte": "  "})
        assert reponse.status_code == 422 and "Écrivez quelques mots." in reponse.text


def test_a_discussion_moves_to_where_one_still_writes(client, discussion, animatrice):
    """Of those that this person animates: what sleeps, or is kept, receives nothing."""
    vit, dort, gardee = (CommunautePageFactory() for _ in range(3))
    for une in (vit, dort, gardee):
        AdhesionFactory(communaute=une, personne=animatrice, anime=True)
    endormir(dort, par=animatrice, motif="Une pause")
    archiver(gardee, par=animatrice, motif="Finie", synthese="Ce qu’il en reste.")
    client.force_login(animatrice)
    offertes = client.post(adresse("deplacer", discussion.pk)).context["form"].fields["vers"]
    assert list(offertes.queryset) == [vit]
