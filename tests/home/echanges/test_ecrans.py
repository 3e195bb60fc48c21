"""Screens of imports: role by role, without JavaScript, at a constant cost."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.echanges import registre, services
from home.echanges.lecture import lire
from home.echanges.models import Import, LigneImport
from home.echanges.urls import urlpatterns
from ressources.models import RessourcePage
from tests.factories import RessourcePageFactory, ThemePageFactory, UserFactory
from tests.home.echanges.classeurs import en_csv

pytestmark = pytest.mark.django_db

LIGNES = [["Référence", "Titre", "Notes"], ["R-1", "Un", "x"], ["R-2", "", "y"]]


def adresse(nom: str, import_=None, *, code="ressources") -> str:
    formes = {"exporter": ["csv"], "rejets": ["csv"]}.get(nom, [])
    args = [code, *([import_.pk] if import_ else []), *formes] if nom != "accueil" else []
    return reverse(f"echanges:{nom}", args=args)


@pytest.fixture
def redac(client, redactrice):
    client.force_login(redactrice)
    return client


def deposer(client, contenu: bytes, nom="base.csv"):
    return client.post(adresse("liste"), {"fichier": SimpleUploadedFile(nom, contenu)}, follow=True)


def texte(reponse) -> str:
    return reponse.content.decode().replace("\u202f", "\u00a0")


class TestDroits:
    """docs/droits.md: who imports, who exports, on each address."""

    @pytest.fixture
    def import_(self, essayer):
        return essayer(LIGNES)

    @pytest.mark.parametrize("role", [None, "Relecture", "Rédaction", "Administration"])
    @pytest.mark.parametrize("route", urlpatterns, ids=lambda r: r.name)
    def test_each_screen(self, client, import_, role, route):
        client.force_login(UserFactory(groupe=role))
        url = adresse(route.name, import_ if "<int:pk>" in str(route.pattern) else None)
        permis = role in ("Rédaction", "Administration")
        if route.name in ("accueil", "exporter"):
            permis = role is not None
        for reponse in (client.get(url), client.post(url)):
            refuse = reponse.status_code == 403 or reponse.headers.get("Location") == "/admin/"
            assert refuse is not permis or reponse.status_code == 405
        assert Import.objects.filter(pk=import_.pk).exists() is (
            not permis or route.name != "abandonner"
        )

    def test_a_visitor_is_sent_to_the_door(self, client, import_):
        for route in urlpatterns:
            url = adresse(route.name, import_ if "<int:pk>" in str(route.pattern) else None)
            assert "/connexion/" in client.get(url).headers["Location"]

    @pytest.mark.parametrize("role", ["Relecture", "Rédaction", "Administration"])
    @pytest.mark.parametrize("code", ["ressources", "themes", "actualites", "acteurs"])
    def test_export_and_button(self, client, role, code):
        client.force_login(UserFactory(groupe=role))
        url = registre.table(code).adresse_de_la_liste()
        importer = adresse("liste", code=code)
        assert (importer in client.get(url).content.decode()) is (role != "Relecture")
        assert client.get(importer).status_code == (302 if role == "Relecture" else 200)
        reponse = client.get(url, {"export": "csv"})
        assert reponse["Content-Type"].startswith("text/csv")

    @pytest.mark.parametrize("role", [None, "Relecture", "Rédaction", "Administration"])
    @pytest.mark.parametrize("code", registre.codes())
    def test_what_goes_out(self, client, role, code):
        """docs/droits.md: the reviewers keep no media, the administration alone reads messages."""
        client.force_login(UserFactory(groupe=role))
        permis = {
            "images": {"Rédaction", "Administration"},
            "documents": {"Rédaction", "Administration"},
            "redirections": {"Rédaction", "Administration"},
            "messages": {"Administration"},
            "courriels-officiels": {"Administration"},
            "collectivites": {"Administration"},
            "personnes": {"Administration"},
            "evenements": {"Administration"},
            "journal": {"Administration"},
            "affiliations": {"Administration"},
            "adhesions": {"Administration"},
            "communautes": {"Administration"},
            "moderation": {"Administration"},
            "bilan_de_la_moderation": {"Administration"},
            "rencontres": {"Administration"},
            "decisions_de_rencontre": {"Administration"},
            "discussions": {"Administration"},
            "retours": {"Relecture", "Administration"},
        }.get(code, {"Relecture", "Rédaction", "Administration"})
        reponse = client.get(adresse("exporter", code=code))
        assert (reponse.status_code == 200) is (role in permis)
        if role:
            assert (adresse("exporter", code=code) in texte(client.get(adresse("accueil")))) is (
                role in permis
            )

    def test_nobody_imports_what_only_goes_out(self, client):
        client.force_login(UserFactory(groupe="Administration"))
        assert client.get(adresse("liste", code="images"), follow=True).redirect_chain
        assert not Import.objects.exists()

    def test_an_unknown_format_does_not_exist(self, redac):
        url = reverse("echanges:exporter", args=["ressources", "pdf"])
        assert redac.get(url).status_code == 404

    def test_an_unknown_table_does_not_exist(self, redac):
        assert redac.get(reverse("echanges:liste", args=["inconnue"])).status_code == 404

    def test_the_import_of_another_table_is_not_found(self, redac, import_):
        Import.objects.filter(pk=import_.pk).update(table="autre")
        assert redac.get(adresse("detail", import_)).status_code == 404

    @pytest.mark.parametrize("nom", ["liste", "essayer", "appliquer", "annuler", "relancer"])
    def test_a_post_without_its_token_is_refused(self, redactrice, import_, nom):
        client = Client(enforce_csrf_checks=True)
        client.force_login(redactrice)
        assert client.post(adresse(nom, import_ if nom != "liste" else None)).status_code == 403


class TestDepot:
    def test_says_the_limits_before(self, redac):
        page = texte(redac.get(adresse("liste")))
        assert "Taille maximale\u00a0: 10\u00a0Mo, 5\u00a0000\u00a0lignes" in page

    def test_proposes_the_columns_and_shows_the_file(self, redac):
        page = texte(deposer(redac, en_csv(LIGNES)))
        assert "Laissées de côté" in page and "Notes" in page
        assert Import.objects.get().correspondance == {"reference": 0, "titre": 1}

    def test_synonyms_are_known(self, redac):
        deposer(redac, en_csv([["ID", "Intitulé", "Mots clés", "Date de relecture"], ["1", "x"]]))
        trouves = {"reference": 0, "titre": 1, "etiquettes": 2, "a_revoir_le": 3}
        assert Import.objects.get().correspondance == trouves

    def test_the_model_has_the_right_titles(self, redac, table):
        titres = b"".join(redac.get(adresse("modele")).streaming_content).decode("utf-8-sig")
        assert next(csv.reader([titres], delimiter=";")) == [str(c.libelle) for c in table.colonnes]


class TestCorrespondance:
    @pytest.fixture
    def import_(self, redac):
        deposer(redac, en_csv(LIGNES))
        return Import.objects.get()

    def test_the_reference_is_required(self, redac, import_):
        reponse = redac.post(adresse("essayer", import_), {"colonne_titre": "1"})
        assert reponse.status_code == 422 and "porte la référence" in texte(reponse)

    def test_one_column_goes_to_one_place(self, redac, import_):
        choix = {"colonne_reference": "0", "colonne_titre": "0", "sort": "brouillon"}
        assert "déjà choisie pour" in texte(redac.post(adresse("essayer", import_), choix))

    def test_is_corrected_and_tried(self, redac, import_, django_capture_on_commit_callbacks):
        choix = {"colonne_reference": "0", "colonne_titre": "2", "sort": "brouillon"}
        with django_capture_on_commit_callbacks(execute=True):
            redac.post(adresse("essayer", import_), choix)
        page = texte(redac.get(adresse("detail", import_)))
        assert "Tout importer" in page and "2\u00a0lignes essayées" in page.replace(
            "2 lignes", "2\u00a0lignes"
        )
        import_.refresh_from_db()
        assert import_.nombre("a_creer") == 2


class TestRapport:
    def test_rejects_first_with_what_and_where(self, redac, essayer):
        import_ = essayer(LIGNES)
        page = texte(redac.get(adresse("detail", import_)))
        assert "<strong>Titre</strong>\u00a0: Cette cellule est vide" in page
        assert "Importer la ligne correcte et ignorer le rejet" in page
        assert "Tout importer" not in page

    def test_differences_before_they_are_written(self, redac, importer, essayer):
        importer([["Référence", "Titre"], ["R-1", "Un"]])
        import_ = essayer([["Référence", "Titre"], ["R-1", "Deux"]])
        page = texte(redac.get(adresse("detail", import_)))
        assert "<del>Un</del>" in page and "<ins>Deux</ins>" in page

    def test_says_when_nothing_changes(self, redac, importer, essayer):
        importer([["Référence", "Titre"], ["R-1", "Un"]])
        page = texte(redac.get(adresse("detail", essayer([["Référence", "Titre"], ["R-1", "Un"]]))))
        assert "tout est déjà comme dans votre fichier" in page and "Tout importer" not in page

    def test_rejects_go_out_to_be_corrected(self, redac, essayer):
        import_ = essayer(LIGNES)
        sortie = b"".join(redac.get(adresse("rejets", import_)).streaming_content)
        rangees = list(csv.reader(io.StringIO(sortie.decode("utf-8-sig")), delimiter=";"))
        assert rangees[0] == ["Référence", "Titre", "Notes", "À corriger"]
        assert rangees[1][:3] == ["R-2", "", "y"] and "cellule est vide" in rangees[1][3]

    def test_what_a_cell_holds_is_never_code(self, redac, essayer):
        import_ = essayer([["Référence", "Titre"], ["<script>x</script>", "<b>x</b>"]])
        assert "<script>x" not in texte(redac.get(adresse("detail", import_)))

    def test_costs_the_same_for_two_thousand_lines(self, redac, essayer, count_queries):
        petit, grand = essayer(LIGNES), essayer(LIGNES)
        rejet = {"statut": "rejetee", "erreurs": [{"colonne": "", "message": "x"}]}
        LigneImport.objects.bulk_create(
            LigneImport(origine=grand, numero=n, valeurs=["", "", ""], cible_pk=n, **rejet)
            for n in range(10, 2_010)
        )
        url = adresse("detail", petit)
        avant = count_queries(redac.get, url)
        assert count_queries(redac.get, adresse("detail", grand)) == avant <= 25

    @pytest.mark.parametrize("page", ["2", "999", "abc", "-1"])
    def test_any_page_number_answers(self, redac, essayer, page):
        reponse = redac.get(adresse("detail", essayer(LIGNES)), {"p": page, "statut": "zzz"})
        assert reponse.status_code == 200


class TestSuite:
    def test_the_whole_without_javascript(self, redac, essayer, django_capture_on_commit_callbacks):
        ThemePageFactory(title="Eau")
        import_ = essayer(LIGNES)
        with django_capture_on_commit_callbacks(execute=True):
            redac.post(adresse("appliquer", import_), {"ignorer_rejets": "oui"})
        page = texte(redac.get(adresse("detail", import_)))
        assert "Importé le" in page
        assert "Rejetées\u00a0: 1, créées\u00a0: 1." in re.sub(r"[ \n]+", " ", page)
        assert "1 contenu créé par cet import sera supprimé, même s’il est publié, sauf" in page
        assert "Oui, annuler cet import" in page
        with django_capture_on_commit_callbacks(execute=True):
            redac.post(adresse("annuler", import_))
        assert "Import annulé le" in texte(redac.get(adresse("detail", import_)))
        assert not RessourcePage.objects.exists()

    def test_a_running_step_refreshes_itself_and_has_a_link(self, redac, essayer, redactrice):
        import_ = essayer([["Référence", "Titre"], ["R-1", "Un"]])
        services.appliquer(import_, ignorer_rejets=False, par=redactrice)
        reponse = redac.get(adresse("detail", import_))
        assert reponse.headers["Refresh"] == "3" and "Actualiser" in texte(reponse)

    def test_a_lost_worker_is_said(self, redac, essayer, redactrice):
        import_ = essayer([["Référence", "Titre"], ["R-1", "Un"]])
        services.appliquer(import_, ignorer_rejets=False, par=redactrice)
        il_y_a = timezone.now() - timedelta(minutes=3)
        Import.objects.filter(pk=import_.pk).update(battement=il_y_a, commence_le=il_y_a)
        reponse = redac.get(adresse("detail", import_))
        assert "Interrompu\u00a0: rien n’a été écrit" in texte(reponse)
        assert "Relancer" in texte(reponse) and "Refresh" not in reponse.headers

    def test_is_abandoned(self, redac, essayer):
        redac.post(adresse("abandonner", essayer(LIGNES)))
        assert not Import.objects.exists()


class TestRejetsEnTableur:
    def test_a_protected_text_comes_back_as_it_was(self, redac, essayer):
        import_ = essayer([["Référence", "Titre", "Source"], ["R-2", "", "'-nom"]])
        url = reverse("echanges:rejets", args=["ressources", import_.pk, "xlsx"])
        contenu = b"".join(redac.get(url).streaming_content)
        fichier = lire("rejets.xlsx", contenu)
        assert fichier.entetes[-1] == "À corriger" and fichier.lignes[0][1][2] == "'-nom"


class TestExportDeLaListe:
    def lire(self, client, **filtres) -> list[str]:
        reponse = client.get(reverse("ressources:index"), {"export": "csv", **filtres})
        sortie = b"".join(reponse.streaming_content).decode("utf-8-sig")
        return [rangee[1] for rangee in csv.reader(io.StringIO(sortie), delimiter=";")][1:]

    def test_follows_the_list(self, redac):
        for titre in ("Budget participatif", "Charte", "Budget jeunes"):
            RessourcePageFactory(title=titre)
        assert self.lire(redac, ordering="titre") == [
            "Budget jeunes",
            "Budget participatif",
            "Charte",
        ]
        assert sorted(self.lire(redac, q="Budget")) == ["Budget jeunes", "Budget participatif"]

    def test_in_xlsx_too(self, redac):
        RessourcePageFactory()
        reponse = redac.get(reverse("ressources:index"), {"export": "xlsx"})
        assert b"".join(reponse.streaming_content).startswith(b"PK")
