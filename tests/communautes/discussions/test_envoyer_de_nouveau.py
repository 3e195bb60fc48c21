"""« Back », then the same form: nothing twice, and nothing new that is dropped without a word."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from communautes.adhesions.models import Adhesion
from communautes.discussions import services
from communautes.discussions.models import Brouillon, Discussion, Reponse
from communautes.fichiers.models import Fichier
from communautes.moderation.services.ecriture import changer
from communautes.notifications.models import Notification
from tests.factories import AdhesionFactory, CommunautePageFactory, UserFactory

pytestmark = pytest.mark.django_db
AJOUTE, PAS_AJOUTE = "vos changements le sont aussi", "d’y ajouter ne l’est pas"


def piece(nom: str, contenu: str = "Règlement") -> dict:
    return {"fichiers": SimpleUploadedFile(nom, contenu.encode(), "text/plain")}


@pytest.fixture
def envoi():
    return {"titre": "Comment faire ?", "texte": "Ainsi.", "envoi": uuid.uuid4()}


@pytest.fixture
def repondre(client, discussion, membre, envoi):
    """One form, sent as often as it is called."""
    client.force_login(membre)
    ou = reverse("discussions:repondre", args=[discussion.pk])
    return lambda **plus: client.post(ou, envoi | plus, follow=True)


@pytest.fixture
def depose(client, membre):
    """The key of a file that was accepted in the form, refused, of another community."""

    def deposer(nom: str) -> str:
        autre = AdhesionFactory(communaute=CommunautePageFactory(), personne=membre).communaute
        ou = reverse("discussions:publier", args=[autre.pk])
        client.post(ou, {"titre": "", "texte": ""} | piece(nom, "Injures"))
        return str(Fichier.objects.en_attente().get().pk)

    return deposer


def joints() -> list[str]:
    return [un.nom for un in Fichier.objects.de(Reponse.objects.get())]


def appelees() -> list:
    dites = Notification.objects.filter(evenement__genre="discussions.mention")
    return [une.personne for une in dites]


class TestAjouter:
    def test_another_file_is_joined_and_said(self, repondre):
        assert "Votre réponse est publiée" in repondre(**piece("a.txt")).text
        assert AJOUTE in repondre(**piece("b.txt")).text and joints() == ["a.txt", "b.txt"]

    def test_the_same_file_is_a_second_click(self, repondre):
        pages = [repondre(**piece("a.txt")).text for _n in range(2)]
        assert all("Votre réponse est publiée" in page for page in pages)
        assert joints() == ["a.txt"] and not Fichier.objects.en_attente().exists()

    def test_the_same_name_with_other_words_is_another(self, repondre):
        for contenu in ("Avant", "Après"):
            page = repondre(**piece("a.txt", contenu)).text
        assert AJOUTE in page and joints() == ["a.txt", "a.txt"]

    def test_whom_one_forgot_to_call_is_told_once(self, repondre, animatrice):
        repondre()
        nom = animatrice.get_full_name()
        assert AJOUTE in repondre(prevenir=nom).text and appelees() == [animatrice]
        assert AJOUTE not in repondre(prevenir=nom).text and appelees() == [animatrice]

    def test_going_back_calls_no_more_than_five(self, repondre, communaute, entrer):
        noms = [f"Ali {entrer(communaute, un, dans_l_annuaire=True).last_name}" for un in "ABCDEF"]
        repondre(prevenir=", ".join(noms[:5]))
        page = repondre(prevenir=noms[5])
        assert page.status_code == 422 and "Cinq personnes au plus" in page.text
        assert len(appelees()) == 5

    def test_in_the_name_of_anct(self, client, repondre, communaute, anct):
        AdhesionFactory(communaute=communaute, personne=anct)
        client.force_login(anct)
        repondre()
        assert AJOUTE in repondre(de_l_anct="on").text and Reponse.objects.get().de_l_anct
        assert AJOUTE not in repondre(de_l_anct="on").text

    def test_to_a_question_too(self, client, communaute, membre, animatrice, envoi):
        client.force_login(membre)
        ou = reverse("discussions:publier", args=[communaute.pk])
        client.post(ou, envoi)
        plus = piece("a.txt") | {"prevenir": animatrice.get_full_name()}
        assert AJOUTE in client.post(ou, envoi | plus, follow=True).text
        [posee] = Discussion.objects.all()
        assert Fichier.objects.de(posee).count() == 1 and appelees() == [animatrice]

    def test_what_is_added_is_looked_at(self, repondre, monkeypatch):
        """By moderation's rules, as what is published is."""
        from communautes.discussions.services import completer

        repondre()
        regardes = []
        monkeypatch.setattr(completer, "examiner", lambda ecrit, par: regardes.append(ecrit) or [])
        repondre()
        assert not regardes
        repondre(**piece("a.txt"))
        assert regardes == [Reponse.objects.get()]


class TestNePasAjouter:
    """It says so, and nothing is joined."""

    def test_who_was_excluded(self, repondre, membre, communaute, depose):
        repondre()
        cle = depose("injures.txt")
        siennes = Adhesion.objects.filter(personne=membre, communaute=communaute)
        siennes.update(statut="exclue", motif="Hors sujet", close_le=timezone.now())
        for plus in ({"depose": cle}, piece("b.txt")):
            page = repondre(**plus)
            assert page.status_code == 422 and PAS_AJOUTE in page.text and not joints()
        assert repondre().status_code == 200 and Reponse.objects.count() == 1

    def test_once_it_is_closed(self, repondre, discussion, animatrice, depose):
        repondre()
        services.clore(discussion, par=animatrice, motif="Finie")
        page = repondre(depose=depose("a.txt"))
        assert page.status_code == 422 and PAS_AJOUTE in page.text and not joints()

    @pytest.mark.parametrize("moderation", ["en_examen", "retire"])
    def test_while_moderation_looks_at_it(self, repondre, moderation):
        repondre()
        changer(Reponse.objects.get(), moderation)
        page = repondre(**piece("a.txt"))
        assert page.status_code == 422 and PAS_AJOUTE in page.text and not joints()
        page = repondre().text
        assert ("la modération l’a retiré" in page) is (moderation == "retire")

    def test_after_half_an_hour(self, repondre):
        """What is changed then is marked, and this would not be."""
        repondre()
        Reponse.objects.update(ecrit_le=timezone.now() - timedelta(minutes=31))
        page = repondre(**piece("a.txt"))
        assert page.status_code == 422 and "plus d’une demi-heure" in page.text and not joints()


class TestDeNouveau:
    def test_what_was_deleted_is_said_again_once(self, repondre, membre):
        repondre()
        for _n in range(2):
            services.supprimer(Reponse.objects.gardes().get(), par=membre)
            for _clic in range(2):
                repondre()
            assert Reponse.objects.gardes().get().texte == "Ainsi."
        assert not Brouillon.objects.exists()

    def test_a_question_too(self, client, communaute, membre, envoi):
        client.force_login(membre)
        ou = reverse("discussions:publier", args=[communaute.pk])
        client.post(ou, envoi)
        services.supprimer(Discussion.objects.get(), par=membre)
        for _clic in range(2):
            client.post(ou, envoi)
        assert Discussion.objects.gardes().get().titre == envoi["titre"]

    def test_a_question_that_was_moved_takes_nothing_more(self, client, communaute, membre, envoi):
        client.force_login(membre)
        ou = reverse("discussions:publier", args=[communaute.pk])
        client.post(ou, envoi)
        elle = UserFactory()
        for une in (communaute, la := CommunautePageFactory()):
            AdhesionFactory(communaute=une, personne=elle, anime=True)
        services.deplacer(Discussion.objects.get(), la, par=elle)
        assert client.post(ou, envoi).url == Discussion.objects.get().get_absolute_url()
        page = client.post(ou, envoi | piece("a.txt"))
        assert page.status_code == 422 and "a changé de lieu" in page.text
        assert PAS_AJOUTE in page.text and not Fichier.objects.de(Discussion.objects.get()).exists()
