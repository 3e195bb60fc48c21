"""Themes, news and actors come in and go out as resources do: one series of proofs for all."""

import io
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from home.echanges import registre, services
from home.echanges.brouillons import TableDeBrouillons
from home.echanges.exportation import exporter
from home.models import ActualitePage
from ressources.models import Acteur, RessourcePage, ThemePage
from tests.factories import (
    ActeurFactory,
    ActualitePageFactory,
    RessourcePageFactory,
    ThemePageFactory,
    UserFactory,
)
from tests.home.echanges.conftest import annuler, essayer, faire, importer, redactrice

__all__ = ["annuler", "essayer", "faire", "importer", "redactrice"]
pytestmark = pytest.mark.django_db

REFERENCE = "Référence"


@dataclass
class Cas:
    """A table, its factory, and a complete line."""

    code: str
    modele: type
    fabrique: type
    ligne: dict[str, str]
    titre: str = "Titre"
    incomplet: tuple[str, str] = ("Résumé", "Écrivez le résumé")
    options: dict[str, Any] = field(default_factory=dict)


CAS = [
    Cas(
        "ressources",
        RessourcePage,
        RessourcePageFactory,
        {"Thèmes": "Eau", "À revoir le": "31/12/2030", "Durée de lecture": "12"},
    ),
    Cas(
        "themes",
        ThemePage,
        ThemePageFactory,
        {"Enjeux": "<ul><li>Un <b>enjeu</b></li></ul>", "Ordre": "3", "Couleur": "vert emeraude"},
    ),
    Cas("actualites", ActualitePage, ActualitePageFactory, {"Publiée le": "14/02/2024"}),
    Cas(
        "acteurs",
        Acteur,
        ActeurFactory,
        {"Genre": "Association", "Thèmes": "Eau", "Régions": "Bretagne", "Départements": "1"},
        titre="Nom",
    ),
]


@pytest.fixture(params=CAS, ids=lambda cas: cas.code)
def cas(request, db):
    return request.param


@pytest.fixture
def table(cas):
    """The table that `essayer` and `importer` work on."""
    return registre.table(cas.code)


@pytest.fixture(autouse=True)
def eau(db):
    return ThemePageFactory(title="Eau", reference="")


def tableau(cas, nombre=2, **autres) -> list[list[str]]:
    lignes = [
        {REFERENCE: f"REF-{n}", cas.titre: f"Titre {n}", "Résumé": "Deux lignes.", **cas.ligne}
        | autres
        for n in range(nombre)
    ]
    return [list(lignes[0]), *(list(ligne.values()) for ligne in lignes)]


def objet(cas, numero=0):
    return cas.modele.objects.filter(reference=f"REF-{numero}").first()


def erreurs(import_) -> str:
    return str(list(import_.lignes.values_list("erreurs", flat=True)))


class TestAllerEtRetour:
    def test_complete_lines_are_published_and_read(self, cas, importer, client):
        importer(tableau(cas), publier=True)
        une = objet(cas)
        assert une.live and str(une) == "Titre 0"
        adresse = une.get_absolute_url() if cas.code == "acteurs" else une.url
        page = client.get(adresse)
        assert page.status_code == 200 and "Titre 0" in page.content.decode()

    def test_drafts_are_kept_from_readers(self, cas, importer):
        importer(tableau(cas))
        assert not objet(cas).live and objet(cas).latest_revision.user

    def test_what_is_missing_to_publish_is_said_on_its_column(self, cas, essayer):
        colonne, phrase = cas.incomplet
        import_ = essayer(tableau(cas, **{colonne: ""}), publier=True)
        assert import_.rejetees == 2 and phrase in erreurs(import_)
        assert f"'colonne': '{colonne}'" in erreurs(import_)

    @pytest.mark.parametrize("publier", [False, True], ids=["brouillons", "publier"])
    def test_the_same_file_changes_nothing(self, cas, importer, essayer, publier):
        importer(tableau(cas), publier=publier)
        import_ = essayer(tableau(cas), publier=publier)
        assert import_.nombre("inchangee") == 2 and not import_.correctes, erreurs(import_)

    @pytest.mark.parametrize("forme", ["csv", "xlsx"])
    def test_an_export_comes_back_without_any_change(
        self, cas, table, importer, essayer, redactrice, forme
    ):
        importer(tableau(cas), publier=True)
        cas.fabrique(live=False)
        cas.fabrique()
        attend = objet(cas, 1)
        setattr(attend, "nom" if cas.code == "acteurs" else "title", "-Titre qui attend")
        attend.save_revision()
        cles = list(table.cles(redactrice))
        contenu = b"".join(exporter(table, cles, forme, redactrice).streaming_content)
        import_ = essayer(contenu, nom=f"base.{forme}", publier=True)
        assert import_.nombre("inchangee") == len(cles), list(
            import_.lignes.exclude(statut="inchangee").values_list("erreurs", "differences")
        )

    def test_updates_by_reference_and_shows_what_changes(self, cas, importer, essayer):
        importer(tableau(cas), publier=True)
        autre = tableau(cas, **{"Résumé": "Autre résumé."})
        une = essayer(autre, publier=True).lignes.first()
        assert une.differences == [
            {"champ": "Résumé", "avant": "Deux lignes.", "apres": "Autre résumé."}
        ]
        importer(autre, publier=True)
        assert objet(cas).resume == "Autre résumé." and objet(cas).live

    def test_what_another_has_locked_is_left(self, cas, importer, essayer):
        importer(tableau(cas))
        cas.modele.objects.filter(reference="REF-0").update(
            locked=True, locked_by=UserFactory(), locked_at=timezone.now()
        )
        import_ = essayer(tableau(cas, **{"Résumé": "Autre."}))
        assert import_.rejetees == 1 and "est verrouillée" in erreurs(import_)

    def test_what_is_in_review_is_left(self, cas, importer, essayer, redactrice):
        importer(tableau(cas))
        objet(cas).get_workflow().start(objet(cas), redactrice)
        import_ = essayer(tableau(cas, **{"Résumé": "Autre."}))
        assert import_.rejetees == 1 and "est en relecture" in erreurs(import_)

    def test_what_will_be_published_at_its_hour_is_left(self, cas, importer, essayer):
        importer(tableau(cas))
        programmee = objet(cas)
        programmee.go_live_at = timezone.now() + timedelta(days=1)
        programmee.save_revision().publish()
        import_ = essayer(tableau(cas, **{"Résumé": "Autre."}))
        assert import_.rejetees == 1 and "a une publication programmée" in erreurs(import_)


class TestAnnulation:
    def test_what_was_created_is_gone(self, cas, importer, annuler):
        import_ = importer(tableau(cas), publier=True)
        assert annuler(import_).statut == "annule" and objet(cas) is None

    def test_what_was_modified_comes_back_and_the_first_can_be_undone_too(
        self, cas, importer, annuler
    ):
        premier = importer(tableau(cas), publier=True)
        annuler(importer(tableau(cas, **{"Résumé": "Autre."}), publier=True))
        assert objet(cas).resume == "Deux lignes." and objet(cas).live
        assert not objet(cas).has_unpublished_changes
        assert not annuler(premier).nombre("laissees") and objet(cas) is None

    def test_a_draft_that_was_published_is_a_draft_again(self, cas, importer, annuler):
        importer(tableau(cas))
        annuler(importer(tableau(cas, Statut="publiée"), publier=True))
        assert objet(cas) and not objet(cas).live

    def test_what_somebody_changed_since_is_left_and_said(self, cas, importer, annuler):
        import_ = importer(tableau(cas))
        changee = objet(cas)
        changee.resume = "Relu."
        changee.save_revision()
        assert annuler(import_).nombre("laissees") == 1
        assert objet(cas) and objet(cas, 1) is None
        assert "depuis l’import" in import_.lignes.exclude(laissee="").get().laissee

    @pytest.mark.parametrize("creee", [True, False], ids=["creee", "modifiee"])
    @pytest.mark.parametrize("etat", ["verrouillee", "en relecture"])
    def test_what_is_locked_or_in_review_is_left_and_said(
        self, cas, importer, annuler, redactrice, etat, creee
    ):
        import_ = importer(tableau(cas))
        if not creee:
            import_ = importer(tableau(cas, **{"Résumé": "Autre."}))
        if etat == "verrouillee":
            cas.modele.objects.filter(reference="REF-0").update(
                locked=True, locked_by=redactrice, locked_at=timezone.now()
            )
        else:
            objet(cas).get_workflow().start(objet(cas), redactrice)
        tenue = objet(cas).latest_revision_id
        assert annuler(import_).nombre("laissees") == 1
        assert objet(cas).latest_revision_id == tenue
        laissee = import_.lignes.exclude(laissee="").get()
        assert laissee.titre == "Titre 0" and "en relecture ou verrouillée" in laissee.laissee


class TestPannes:
    """Whole or nothing, whatever the table."""

    def test_an_exception_in_the_middle_leaves_nothing(
        self, cas, essayer, faire, redactrice, monkeypatch
    ):
        import_ = essayer(tableau(cas, 3), publier=True)
        d_origine, faites = TableDeBrouillons.ecrire, []

        def casser(*args):
            faites.append(1)
            return d_origine(*args) if len(faites) < 3 else 1 / 0

        monkeypatch.setattr(TableDeBrouillons, "ecrire", casser)
        faire(services.appliquer, import_, ignorer_rejets=False, par=redactrice)
        assert import_.statut == "essaye" and "rien n’a été écrit" in import_.incident
        assert objet(cas) is None and not import_.lignes.filter(ecrite=True).exists()

    def test_what_changed_since_the_dry_run_stops_all(
        self, cas, importer, essayer, faire, redactrice
    ):
        importer(tableau(cas))
        import_ = essayer(tableau(cas, 3, **{"Résumé": "Autre."}))
        objet(cas, 1).save_revision()
        faire(services.appliquer, import_, ignorer_rejets=False, par=redactrice)
        assert "a changé depuis l’essai" in import_.incident and objet(cas, 2) is None

    def test_somebody_who_lost_the_right_writes_nothing(self, cas, essayer, faire, redactrice):
        import_ = essayer(tableau(cas))
        redactrice.groups.clear()
        faire(services.appliquer, import_, ignorer_rejets=False, par=redactrice)
        assert "n’a plus le droit" in import_.incident and objet(cas) is None


class TestCout:
    def test_a_dry_run_asks_the_same_for_more_lines(self, cas, importer, essayer, count_queries):
        importer(tableau(cas, 8), publier=True)
        petit = count_queries(essayer, tableau(cas, 2, **{"Résumé": "Autre."}))
        assert count_queries(essayer, tableau(cas, 8, **{"Résumé": "Autre."})) == petit

    def test_an_export_costs_the_same_for_more(self, cas, table, redactrice, count_queries):
        def sortir():
            cles = list(table.cles(redactrice))
            b"".join(exporter(table, cles, "csv", redactrice).streaming_content)

        cas.fabrique.create_batch(2)
        petit = count_queries(sortir)
        cas.fabrique.create_batch(5)
        assert count_queries(sortir) == petit


class TestTheme:
    @pytest.fixture
    def cas(self):
        return CAS[1]

    def test_one_that_contents_have_chosen_is_neither_deleted_nor_withdrawn(
        self, cas, importer, annuler
    ):
        import_ = importer(tableau(cas), publier=True)
        RessourcePageFactory(themes=[objet(cas)])
        ActeurFactory(themes=[objet(cas, 1)])
        annuler(import_)
        assert import_.nombre("laissees") == 2 and objet(cas).live
        dites = str(list(import_.lignes.values_list("laissee", flat=True)))
        assert "choisi par 1\u00a0ressource" in dites.replace("1 ressource", "1\u00a0ressource")

    def test_one_that_an_import_published_and_contents_have_chosen_is_not_withdrawn(
        self, cas, importer, annuler
    ):
        importer(tableau(cas, 1))
        import_ = importer(tableau(cas, 1, Statut="publiée"), publier=True)
        RessourcePageFactory(themes=[objet(cas)])
        assert annuler(import_).nombre("laissees") == 1 and objet(cas).live
        assert "choisi par" in import_.lignes.get().laissee

    def test_is_told_from_an_actor_of_the_same_key(self, cas, importer, annuler):
        """References are counted by type and key: a page and a snippet may share a number."""
        import_ = importer(tableau(cas, 1))
        acteur = ActeurFactory(themes=[objet(cas)], pk=objet(cas).pk)
        annuler(import_)
        assert objet(cas) and acteur.themes_lies.count() == 1

    def test_its_words_are_read(self, cas, importer):
        importer(tableau(cas), publier=True)
        assert "<b>enjeu</b>" in objet(cas).enjeux.replace(" data-block-key", "")
        assert (objet(cas).ordre, objet(cas).accent) == (3, "green-emeraude")


class TestActualite:
    @pytest.fixture
    def cas(self):
        return CAS[2]

    def test_an_old_one_keeps_its_date_in_both_languages(self, cas, importer):
        importer(tableau(cas), publier=True)
        pages = [objet(cas), objet(cas).get_translations().get().specific]
        assert {timezone.localdate(p.first_published_at) for p in pages} == {date(2024, 2, 14)}

    def test_its_date_does_not_change_afterwards(self, cas, importer, essayer):
        importer(tableau(cas), publier=True)
        import_ = essayer(tableau(cas, **{"Publiée le": "01/01/2020"}))
        assert "ne change pas sa date" in erreurs(import_)

    def test_a_date_to_come_is_not_a_date_of_publication(self, cas, essayer):
        assert "à venir" in erreurs(essayer(tableau(cas, **{"Publiée le": "01/01/2099"})))


class TestActeur:
    @pytest.fixture
    def cas(self):
        return CAS[3]

    def test_territories_are_known_by_name_or_code(self, cas, importer):
        lieux = {"Régions": "53 | la reunion", "Départements": "26 Drôme | Ain | 2a"}
        importer(tableau(cas, 1, **lieux), publier=True)
        assert sorted(objet(cas).regions) == ["04", "53"]
        assert sorted(objet(cas).departements) == ["01", "26", "2A"]

    def test_everywhere_or_there(self, cas, essayer):
        import_ = essayer(tableau(cas, **{"Toute la France": "oui"}))
        assert "décochez l’un ou l’autre" in erreurs(import_)

    @pytest.mark.parametrize(
        ("cellules", "phrase"),
        [
            ({REFERENCE: "act-1"}, "en capitales"),
            ({"Nom": ""}, "est vide"),
            ({"Départements": "99"}, "est inconnu"),
            ({"Toute la France": "un peu"}, "Écrivez «"),
            ({"Genre": "Associations"}, "Vouliez-vous dire"),
            ({"Page de contact": "mailto:a@b.example.org"}, "https://"),
        ],
        ids=lambda v: next(iter(v)) if isinstance(v, dict) else "",
    )
    def test_says_what_and_where(self, cas, essayer, cellules, phrase):
        assert phrase in erreurs(essayer(tableau(cas, 1, **cellules)))

    def test_an_address_of_a_person_is_not_published(self, cas, essayer):
        import_ = essayer(tableau(cas, 1, **{"Résumé": "Écrire à a@b.org"}), publier=True)
        assert "Retirez l’adresse électronique" in erreurs(import_)

    def test_two_of_the_same_name_have_each_an_address(self, cas, importer):
        importer(tableau(cas, 2, Nom="La Fabrique"), publier=True)
        assert {objet(cas).slug, objet(cas, 1).slug} == {"la-fabrique", "la-fabrique-2"}

    def test_is_found_by_readers_and_forgotten_with_the_undo(self, cas, importer, annuler, client):
        import_ = importer(tableau(cas, 1, Nom="Zébulon"), publier=True)
        assert "Zébulon" in client.get(reverse("annuaire:liste")).content.decode()
        annuler(import_)
        assert "Zébulon" not in client.get(reverse("annuaire:liste")).content.decode()


class TestClasseur:
    def lire(self, table, par) -> dict[str, Any]:
        contenu = b"".join(exporter(table, list(table.cles(par)), "xlsx", par).streaming_content)
        entetes, rangee = openpyxl.load_workbook(io.BytesIO(contenu)).active.iter_rows()
        return {entete.value: cellule for entete, cellule in zip(entetes, rangee, strict=True)}

    def test_dates_and_numbers_are_so_and_formulas_are_texts(self, redactrice):
        RessourcePageFactory(title="=1+1", duree_lecture=12, a_revoir_le=date(2031, 1, 15))
        cellules = self.lire(registre.table("ressources"), redactrice)
        assert cellules["Durée de lecture"].value == 12
        revoir = cellules["À revoir le"]
        assert revoir.is_date and revoir.value.date() == date(2031, 1, 15)
        assert revoir.number_format == "dd/mm/yyyy"
        assert cellules["Publiée la première fois"].is_date
        assert cellules["Titre"].value == "'=1+1" and cellules["Titre"].data_type == "s"
        assert cellules["Adresse"].value.startswith("http")
