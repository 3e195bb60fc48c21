"""Home of the admin: each number leads to exactly as many lines, and costs the same whatever."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Collection, Page, Revision, WorkflowState

from communautes.notifications.models import Courriel
from home.models import SiteImage
from ressources.models import RessourcePage
from search import services
from search.models import IndexDocument
from tests.factories import (
    ActeurFactory,
    ActualitePageFactory,
    CourrielFactory,
    ImageFactory,
    RessourcePageFactory,
    UserFactory,
)
from tests.home.listes import nombreux
from tests.home.listes.conftest import ROLES
from tests.home.qualite.test_rapport import constat_de

pytestmark = pytest.mark.django_db
LIEN = re.compile(r'<a href="([^"]+)"[^>]*>(\d+)[^<]*</a>')


def lire(client) -> str:
    reponse = client.get(reverse("wagtailadmin_home"))
    return unescape(reponse.content.decode()).replace("\u202f", "\u00a0")


def panneau(page: str, nom: str) -> str:
    """What stands in this panel of Wagtail's."""
    return page.split(f'id="{nom}-section"')[1].split('<section class="w-panel')[0]


def en_relecture(page, par=None):
    page.save_revision(user=par)
    page.get_workflow().start(page, par or UserFactory(groupe="Rédaction"))
    return page


@pytest.fixture
def base(comme):
    """A bit of everything, some of it of the person who comes; returns her client."""
    client = comme("Administration")
    moi, hier = client.personne, timezone.localdate() - timedelta(days=1)
    en_relecture(RessourcePageFactory(live=False))
    en_relecture(ActualitePageFactory(live=False, owner=moi))
    RessourcePageFactory(live=False, owner=moi).save_revision(user=moi)
    RessourcePageFactory(live=False).save_revision(user=UserFactory())
    page = RessourcePageFactory(owner=moi, title="En retard", responsable=moi)
    RessourcePage.objects.filter(pk=page.pk).update(a_revoir_le=hier)
    page.title = "Changée"
    page.save_revision(user=moi)
    ActeurFactory(live=False, themes=[]).save_revision(user=moi)
    renvoyee = en_relecture(ActualitePageFactory(live=False), moi)
    WorkflowState.objects.filter(object_id=str(renvoyee.pk)).update(
        status=WorkflowState.STATUS_NEEDS_CHANGES
    )
    return client


class TestCeQuiMAttend:
    def test_each_number_is_the_number_of_lines_it_leads_to(self, base):
        liens = LIEN.findall(panneau(lire(base), "ce-qui-m-attend"))
        assert len(liens) >= 8
        for adresse, nombre in liens:
            lignes = base.get(adresse).context["paginator"].count
            assert lignes == int(nombre), adresse

    def test_says_it_in_words(self, base):
        page = panneau(lire(base), "ce-qui-m-attend")
        for phrase in (
            "À relire",
            "Relus, à corriger",
            "Mes brouillons",
            "Dont je suis responsable, en retard de relecture",
            "Mes changements pas encore publiés",
            "Sans thème",
        ):
            assert phrase in page
        assert "0\u00a0ressource" not in page

    def test_a_number_says_what_it_counts_out_of_its_line(self, comme):
        client = comme("Rédaction")
        RessourcePageFactory(live=False, owner=client.personne).save_revision(user=client.personne)
        page = panneau(lire(client), "ce-qui-m-attend")
        assert 'aria-label="Mes brouillons\u00a0: 1\u00a0ressource"' in page

    def test_nothing_is_said_gently(self, comme):
        page = panneau(lire(comme("Relecture")), "ce-qui-m-attend")
        assert "Rien ne vous attend." in page

    def test_only_who_may_approve_is_asked_to(self, comme):
        en_relecture(RessourcePageFactory(live=False))
        assert "À relire" not in panneau(lire(comme("Rédaction")), "ce-qui-m-attend")
        assert "À relire" in panneau(lire(comme("Relecture")), "ce-qui-m-attend")


class TestEntete:
    def test_neither_totals_of_the_base_nor_a_guide_that_is_not_ours(self, comme):
        """Totals wait for nobody, and each asks its query."""
        page = lire(comme("Rédaction"))
        assert "Sommaire du site" not in page and "guide.wagtail.org" not in page
        assert f'href="{reverse("guide:guide")}"' in page


class TestQualite:
    MIENS, TOUS = "À corriger dans mes contenus", "À corriger dans tout"

    @pytest.fixture
    def lea(self, comme):
        """Answers for a resource and an actor; what she has set aside is no longer to be mended."""
        client = comme("Rédaction")
        siens = [f(responsable=client.personne) for f in (RessourcePageFactory, ActeurFactory)]
        for objet in (*siens, siens[0], ActualitePageFactory()):
            constat_de(objet)
        constat_de(siens[0], ignore_le=timezone.now(), motif="Voulu.")
        constat_de(UserFactory())  # of a type that is surveyed no more
        return client

    def nombres(self, client) -> dict[str, int]:
        """Title → its number, which is the number of lines that its link shows."""
        page = panneau(lire(client), "ce-qui-m-attend")
        trouves = {}
        for titre in (self.MIENS, self.TOUS):
            if titre in page:
                adresse, nombre = LIEN.search(page[page.index(titre) :]).groups()
                trouves[titre] = int(nombre)
                assert client.get(adresse).context["paginator"].count == int(nombre)
        return trouves

    def test_mine_and_all(self, lea):
        assert self.nombres(lea) == {self.MIENS: 3, self.TOUS: 4}

    @pytest.mark.parametrize("role", ROLES)
    def test_who_answers_for_nothing_reads_of_all(self, lea, comme, role):
        assert self.nombres(comme(role)) == {self.TOUS: 4}

    def test_nothing_for_who_may_not_read_the_report(self, lea):
        groupe = Group.objects.create(name="Voisine")
        groupe.permissions.add(Permission.objects.get(codename="access_admin"))
        client = Client()
        client.force_login(UserFactory(groupe="Voisine"))
        page = lire(client)
        assert "Rien ne vous attend." in page and self.TOUS not in page

    def test_nothing_when_nothing_is_to_be_mended(self, comme):
        assert self.nombres(comme("Rédaction")) == {}


class TestImages:
    @pytest.fixture
    def images(self):
        champs = {"collection": Collection.get_first_root_node()}
        for description in ("", "", "Une place"):
            ImageFactory(description=description, **champs)

    @pytest.mark.parametrize("role", ROLES)
    def test_those_without_a_text_for_who_may_write_it(self, images, comme, role):
        client = comme(role)
        page = panneau(lire(client), "ce-qui-m-attend")
        assert ("Images sans texte de remplacement" in page) is (role != "Relecture")
        if role != "Relecture":
            adresse, nombre = LIEN.search(page[page.index("Images sans texte") :]).groups()
            assert nombre == "2" and client.get(adresse).context["paginator"].count == 2


class TestSemaine:
    def test_dates_are_written_out(self, comme):
        demain = timezone.now() + timedelta(days=1)
        RessourcePageFactory(title="Sortie", expire_at=demain)
        programmee = ActualitePageFactory(title="Bientôt", live=False, go_live_at=demain)
        programmee.save_revision().publish()
        RessourcePageFactory(title="À relire bientôt", a_revoir_le=timezone.localdate(demain))
        page = panneau(lire(comme("Rédaction")), "cette-semaine")
        for titre in ("Sortie", "Bientôt", "À relire bientôt"):
            assert titre in page
        for phrase in ("Sera publié", "Expire", "À revoir", "Publié ces"):
            assert phrase in page
        assert reverse("wagtailadmin_pages:edit", args=[programmee.pk]) in page
        assert re.search(r"(lun|mar|mercre|jeu|vendre|same)\w*di|dimanche", page)

    def test_is_seven_days_on_each_side_and_no_more(self, comme):
        maintenant, jour, heure = timezone.now(), timedelta(days=1), timedelta(hours=1)
        for nom, ecart in (("Dedans", 7 * jour - heure), ("Dehors", 7 * jour + heure)):
            sortie = RessourcePageFactory(title=f"{nom} sortie")
            Page.objects.filter(pk=sortie.pk).update(first_published_at=maintenant - ecart)
            partie = RessourcePageFactory(title=f"{nom} expire", expire_at=maintenant + ecart)
            Page.objects.filter(pk=partie.pk).update(first_published_at=maintenant - 99 * jour)
            a_venir = {"live": False, "go_live_at": maintenant + ecart}
            ActualitePageFactory(title=f"{nom} programmée", **a_venir).save_revision().publish()
        for nom, jours in (("Dedans", 7), ("Dehors", 8)):
            relue = RessourcePageFactory(title=f"{nom} à revoir")
            Page.objects.filter(pk=relue.pk).update(first_published_at=maintenant - 99 * jour)
            RessourcePage.objects.filter(pk=relue.pk).update(
                a_revoir_le=timezone.localdate() + jours * jour
            )
        page = panneau(lire(comme("Rédaction")), "cette-semaine")
        for genre in ("sortie", "expire", "programmée", "à revoir"):
            assert f"Dedans {genre}" in page
        assert "Dehors" not in page

    def test_many_are_eight_and_others(self, comme, theme):
        nombreux.ressources(20, theme=theme)
        page = panneau(lire(comme("Rédaction")), "cette-semaine")
        assert page.count("En nombre") == 8 and "et d’autres encore" in page


class TestSante:
    def test_all_is_well(self, comme):
        services.reconstruire()
        page = panneau(lire(comme("Administration")), "sante")
        assert "icon-warning" not in page
        for phrase in ("au fur et à mesure", "à leur heure", "n’est en retard", "connaît tout"):
            assert phrase in page

    def test_says_what_is_wrong_and_what_to_do(self, comme, theme):
        client = comme("Administration")
        services.reconstruire()
        CourrielFactory(abandonne=True)
        nombreux.ressources(2, theme=theme)
        tard = timezone.now() - timedelta(hours=1)
        Revision.objects.filter(
            pk=RessourcePageFactory(live=False, themes=[theme]).save_revision().pk
        ).update(approved_go_live_at=tard)
        tache = {"args_kwargs": {}, "run_after": tard, "backend_name": "default"}
        DBTaskResult.objects.create(task_path="x.y", status="FAILED", finished_at=tard, **tache)
        DBTaskResult.objects.create(task_path="x.y", status="READY", **tache)
        DBTaskResult.objects.update(enqueued_at=tard)
        page = panneau(lire(client), "sante")
        for phrase in (
            "1 tâche attend depuis plus de cinq minutes",
            "1 tâche a échoué",
            "1 courriel n’est pas parti",
            "1 publication programmée est en retard",
            "2 contenus publiés ne sont pas trouvés",
        ):
            assert phrase in page
        adresse = re.search(r'href="([^"]+)">1 courriel', page)[1]
        assert client.get(adresse).context["paginator"].count == Courriel.objects.count()

    @pytest.mark.parametrize(("essais", "dite"), [(4, True), (3, False)])
    def test_a_mail_that_fails_again_and_again_is_said(self, comme, essais, dite):
        CourrielFactory(essais=essais, prochain_essai_le=timezone.now() + timedelta(hours=2))
        page = panneau(lire(comme("Administration")), "sante")
        assert ("1 courriel ne part pas malgré plusieurs essais" in page) is dite

    @pytest.mark.parametrize(("heures", "dite"), [(3, True), (1, False)])
    def test_a_task_whose_worker_was_killed_is_said(self, comme, heures, dite):
        debut = timezone.now() - timedelta(hours=heures)
        tache = {"args_kwargs": {}, "run_after": debut, "backend_name": "default"}
        DBTaskResult.objects.create(task_path="x.y", status="RUNNING", started_at=debut, **tache)
        page = panneau(lire(comme("Administration")), "sante")
        assert ("1 tâche dure depuis plus de deux heures" in page) is dite

    def test_noise_of_the_index_of_references_is_left_out(self, comme):
        DBTaskResult.objects.create(
            task_path="wagtail.tasks.update_reference_index_task",
            exception_class_path="ressources.models.ressource.RessourceTheme.DoesNotExist",
            status="FAILED",
            finished_at=timezone.now(),
            args_kwargs={},
            run_after=timezone.now(),
            backend_name="default",
        )
        assert "a échoué" not in lire(comme("Administration"))

    def test_what_is_published_is_known_to_search(self, comme):
        RessourcePageFactory()
        ActeurFactory()
        services.reconstruire()
        assert "Elle connaît tout" in lire(comme("Administration"))
        IndexDocument.objects.filter(nature="acteur").delete()
        assert "1 contenu publié n’est pas trouvé" in lire(comme("Administration"))

    @pytest.mark.parametrize("role", ROLES)
    def test_is_for_who_looks_after_the_portal(self, comme, role):
        assert ("Santé du portail" in lire(comme(role))) is (role == "Administration")


class TestCout:
    def test_the_same_for_five_thousand_resources(self, comme, theme, count_queries):
        clients = [comme(role) for role in ROLES]
        ecrans = [
            (client, reverse(nom))
            for client in clients
            for nom in ("wagtailadmin_home", "ressources:index", "acteurs:list")
        ]
        mesures = []
        for ressources, images in ((50, 20), (4_950, 1_980)):
            nombreux.ressources(ressources, theme=theme)
            SiteImage.objects.bulk_create(
                SiteImage(title=f"Image {n}", file=f"images/{n}.png", width=1, height=1)
                for n in range(images)
            )
            for client in clients:
                page = RessourcePageFactory(live=False, owner=client.personne)
                en_relecture(page, client.personne)
            mesures.append([count_queries(client.get, url) for client, url in ecrans])
        assert mesures[0] == mesures[1]
        assert max(mesures[0]) <= 25, mesures[0]
        assert Page.objects.count() > 5_000
