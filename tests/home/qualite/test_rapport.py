"""The report: role by role, filtered, sorted, exported, at a constant cost; findings set aside."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from home.qualite import services
from home.qualite.models import Constat, GenreConstat
from home.qualite.urls import urlpatterns
from tests.factories import (
    ContenuPageFactory,
    DocumentFactory,
    RessourcePageFactory,
    ThemePageFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
RAPPORT = "/admin/rapports/qualite/"


def constat_de(objet, genre=GenreConstat.RESUME_ABSENT, **champs) -> Constat:
    type_de_contenu = ContentType.objects.get_for_model(objet)
    nombre = Constat.objects.count()
    defauts = {"cle": f"cle-{nombre}", "titre": str(objet), "langue": "fr", "detail": "À écrire."}
    return Constat.objects.create(
        type_de_contenu=type_de_contenu, objet_pk=objet.pk, genre=genre, **defauts | champs
    )


@pytest.fixture
def comme(client):
    def _comme(role):
        client.force_login(UserFactory(groupe=role))
        return client

    return _comme


@pytest.fixture
def constat():
    return constat_de(ContenuPageFactory(title="La charte"), champ="resume", chemin="resume")


def lire(client, **parametres) -> str:
    return client.get(RAPPORT, parametres).content.decode()


def lignes(client, **parametres) -> list[str]:
    return [c.titre for c in client.get(RAPPORT, parametres).context["object_list"]]


class TestDroits:
    """docs/droits.md."""

    @pytest.mark.parametrize("role", [None, "Rédaction", "Relecture", "Administration"])
    @pytest.mark.parametrize("route", urlpatterns, ids=lambda route: route.name)
    def test_each_screen(self, comme, constat, role, route):
        arguments = [constat.pk] if "<int:pk>" in str(route.pattern) else []
        url = reverse(f"qualite:{route.name}", args=arguments)
        client = comme(role)
        for reponse in (client.get(url), client.post(url)):
            refuse = reponse.status_code == 403 or reponse.headers.get("Location") == "/admin/"
            assert refuse is (role is None) or reponse.status_code == 405

    def test_a_visitor_is_sent_to_the_door(self, client, constat):
        for route in urlpatterns:
            arguments = [constat.pk] if "<int:pk>" in str(route.pattern) else []
            url = reverse(f"qualite:{route.name}", args=arguments)
            assert "/connexion/" in client.get(url).headers["Location"]

    @pytest.mark.parametrize(
        ("role", "permis"), [("Rédaction", True), ("Relecture", False), ("Administration", True)]
    )
    def test_who_may_not_change_files_leaves_their_findings(self, comme, role, permis):
        constat = constat_de(DocumentFactory(), GenreConstat.FICHIER_SANS_ALTERNATIVE)
        client, url = comme(role), reverse("qualite:ignorer", args=[constat.pk])
        assert (url in lire(client)) is permis
        assert ("À confier à la rédaction" in lire(client)) is not permis
        client.post(url, {"motif": "Voulu."})
        constat.refresh_from_db()
        assert (constat.ignore_le is not None) is permis

    @pytest.mark.parametrize("role", [None, "Rédaction", "Relecture", "Administration"])
    def test_the_menu(self, comme, role):
        contenu = comme(role).get("/admin/").content.decode()
        assert (RAPPORT in contenu) is (role is not None)

    def test_a_post_without_its_token_is_refused(self, constat):
        client = Client(enforce_csrf_checks=True)
        client.force_login(UserFactory(groupe="Rédaction"))
        for nom in ("ignorer", "reprendre"):
            assert client.post(reverse(f"qualite:{nom}", args=[constat.pk])).status_code == 403


class TestListe:
    def test_a_line_says_what_where_and_leads_there(self, comme, constat):
        page = lire(comme("Rédaction"))
        for attendu in ("La charte", "Page de contenu", "Résumé absent", "Écrire le résumé"):
            assert attendu in page
        formulaire = reverse("wagtailadmin_pages:edit", args=[constat.objet_pk])
        assert f'href="{formulaire}#:w:contentpath=resume"' in page

    def test_what_is_written_is_never_code(self, comme):
        constat_de(ContenuPageFactory(), titre="<b>x</b>", detail="<script>y</script>")
        page = lire(comme("Rédaction"))
        assert "<b>x" not in page and "<script>y" not in page

    def test_filters(self, comme):
        lea, theme = UserFactory(first_name="Léa", last_name="Martin"), ThemePageFactory()
        ressource = RessourcePageFactory(title="A", responsable=lea, themes=[theme])
        page = ContenuPageFactory(title="B")
        constat_de(ressource, GenreConstat.TITRES)
        constat_de(page)
        constat_de(page, titre="C", ignore_le=timezone.now(), motif="Voulu.")
        client = comme("Relecture")
        assert sorted(lignes(client)) == ["A", "B"]
        assert lignes(client, genre="titres") == ["A"]
        assert lignes(client, type="home.contenupage") == ["B"]
        assert lignes(client, responsable=lea.pk) == ["A"]
        assert lignes(client, theme=theme.pk) == ["A"]
        assert lignes(client, etat="ignores") == ["C"]
        assert sorted(lignes(client, etat="tous")) == ["A", "B", "C"]
        assert lignes(client, q="b") == ["B"]
        assert "Léa Martin" in lire(client)

    @pytest.mark.parametrize(
        "parametres",
        [
            {"genre": "inconnu"},
            {"theme": "x"},
            {"responsable": "x"},
            {"etat": "x"},
            {"p": "999"},
            {"ordering": "motif"},
            {"q": "é" * 500},
        ],
    )
    def test_any_question_answers(self, comme, constat, parametres):
        assert comme("Rédaction").get(RAPPORT, parametres).status_code == 200

    def test_is_sorted(self, comme):
        for nom in ("Le tarif", "La charte"):
            constat_de(ContenuPageFactory(title=nom))
        client = comme("Rédaction")
        assert lignes(client, ordering="titre") == ["La charte", "Le tarif"]
        assert lignes(client, ordering="-titre") == ["Le tarif", "La charte"]

    def test_says_when_there_is_nothing(self, comme):
        Constat.objects.all().delete()
        assert "Rien ici pour l’instant" in lire(comme("Rédaction"))

    @pytest.mark.parametrize("format_", ["csv", "xlsx"])
    def test_export(self, comme, constat, format_):
        Constat.objects.update(titre="=1+1")
        reponse = comme("Relecture").get(RAPPORT, {"export": format_})
        contenu = b"".join(reponse.streaming_content)
        if format_ == "xlsx":
            assert contenu.startswith(b"PK")
        else:
            assert "'=1+1" in contenu.decode() and "Résumé absent" in contenu.decode()

    def test_costs_the_same_for_a_few_or_thousands(self, comme, count_queries):
        objets = [
            ContenuPageFactory(),
            RessourcePageFactory(responsable=UserFactory()),
            ThemePageFactory(),
            DocumentFactory(),
        ]
        for objet in objets:
            constat_de(objet)
        client = comme("Rédaction")
        peu = count_queries(client.get, RAPPORT)
        types = [ContentType.objects.get_for_model(objet) for objet in objets]
        Constat.objects.bulk_create(
            Constat(
                type_de_contenu=types[n % 4],
                objet_pk=objets[n % 4].pk,
                cle=f"n{n}",
                titre=f"Constat {n}",
                langue="fr",
                genre=GenreConstat.TITRES,
                detail="x",
            )
            for n in range(3_000)
        )
        assert count_queries(client.get, RAPPORT) == peu <= 25


class TestIgnorer:
    def test_with_a_reason_that_is_kept(self, comme, constat):
        client, url = comme("Rédaction"), reverse("qualite:ignorer", args=[constat.pk])
        assert "À écrire." in client.get(url).content.decode()
        suite = f"{RAPPORT}?genre=resume_absent"
        reponse = client.post(url, {"motif": "Page légale.", "next": suite})
        assert reponse.headers["Location"] == suite
        assert lignes(client) == []
        assert "Page légale." in lire(client, etat="ignores")
        entree = PageLogEntry.objects.get(action="home.constat_ignore")
        assert entree.page_id == constat.objet_pk
        assert entree.message == "Constat ignoré (Résumé absent)\xa0: Page légale."
        client.post(reverse("qualite:reprendre", args=[constat.pk]))
        assert lignes(client) == ["La charte"]
        assert PageLogEntry.objects.filter(action="home.constat_repris").exists()

    @pytest.mark.parametrize("motif", ["", "   ", "x" * 301])
    def test_not_without_one(self, comme, constat, motif):
        url = reverse("qualite:ignorer", args=[constat.pk])
        reponse = comme("Rédaction").post(url, {"motif": motif})
        assert reponse.status_code == 422 and motif.strip() in reponse.content.decode()
        constat.refresh_from_db()
        assert constat.ignore_le is None

    def test_twice_keeps_the_first(self, comme, constat):
        client, url = comme("Rédaction"), reverse("qualite:ignorer", args=[constat.pk])
        for motif in ("Un.", "Deux."):
            client.post(url, {"motif": motif})
        constat.refresh_from_db()
        assert constat.motif == "Un."
        assert PageLogEntry.objects.filter(action="home.constat_ignore").count() == 1

    @pytest.mark.parametrize("nom", ["ignorer", "reprendre"])
    def test_what_was_mended_meanwhile_is_said(self, comme, constat, nom):
        url = reverse(f"qualite:{nom}", args=[constat.pk])
        constat.delete()
        reponse = comme("Rédaction").post(url, {"motif": "x"}, follow=True)
        assert "Ce constat n’existe plus" in reponse.content.decode()

    def test_no_way_out_of_the_site(self, comme, constat):
        url = reverse("qualite:ignorer", args=[constat.pk])
        suite = "https://ailleurs.example.org/"
        reponse = comme("Rédaction").post(url, {"motif": "x", "next": suite})
        assert reponse.headers["Location"] == RAPPORT

    def test_the_service_asks_too(self, constat):
        with pytest.raises(services.ConstatRefuse, match="modifier ce contenu"):
            services.ignorer(constat, motif="x", par=UserFactory())
        with pytest.raises(services.ConstatRefuse, match="pourquoi"):
            services.ignorer(constat, motif=" ", par=UserFactory(groupe="Rédaction"))

    def test_the_base_wants_the_reason(self, constat):
        with pytest.raises(IntegrityError), transaction.atomic():
            Constat.objects.filter(pk=constat.pk).update(ignore_le=timezone.now())

    def test_a_type_that_is_surveyed_no_more_is_left_out(self, comme, constat):
        constat_de(UserFactory(), titre="Personne")
        assert lignes(comme("Rédaction")) == ["La charte"]
