"""Resources come in from a spreadsheet, go out to one, and come back unchanged."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import Collection, PageLogEntry

from home.echanges import services
from home.echanges.exportation import exporter
from home.echanges.models import LigneImport
from home.echanges.services import EchangeRefuse
from ressources.models import Etiquette, RessourceLiee, RessourcePage, RessourceTheme
from tests.factories import DocumentFactory, RessourcePageFactory, ThemePageFactory, UserFactory
from tests.home.echanges.conftest import annuler, essayer, faire, importer, redactrice, table

__all__ = ["annuler", "essayer", "faire", "importer", "redactrice", "table"]
pytestmark = pytest.mark.django_db

ENTETES = ["Référence", "Titre", "Résumé", "Thèmes", "À revoir le"]


def ligne(numero: int = 1, **cellules) -> dict:
    return {
        "Référence": f"GUI-{numero}",
        "Titre": f"Guide {numero}",
        "Résumé": "Deux lignes.",
        "Thèmes": "Eau",
        "À revoir le": "31/12/2030",
    } | cellules


def tableau(*lignes: dict) -> list[list[str]]:
    entetes = list(dict.fromkeys(nom for une in lignes for nom in une))
    return [entetes, *([une.get(nom, "") for nom in entetes] for une in lignes)]


@pytest.fixture(autouse=True)
def eau(db):
    return ThemePageFactory(title="Eau", slug="eau")


def page(reference="GUI-1") -> RessourcePage:
    return RessourcePage.objects.get(reference=reference)


def erreurs(import_, numero=2) -> str:
    une = import_.lignes.get(numero=numero)
    return " / ".join(f"{e['colonne']}: {e['message']}" for e in une.erreurs)


class TestCreation:
    def test_drafts_are_kept_from_readers(self, importer):
        import_ = importer(tableau(ligne(1), ligne(2)))
        assert import_.statut == "applique" and not import_.incident
        assert not page("GUI-1").live and page("GUI-2").get_parent().slug == "ressources"

    def test_complete_lines_are_published_in_both_languages(self, importer, client):
        importer(tableau(ligne()), publier=True)
        assert page().live and page().get_translations().count() == 1
        assert client.get(page().url).status_code == 200

    def test_everything_is_in_its_place(self, importer):
        DocumentFactory(title="Modèle de délibération", collection=Collection.get_first_root_node())
        Etiquette.objects.create(name="Budget")
        UserFactory(email="suivi@exemple.example.org", groupe="Rédaction")
        ThemePageFactory(title="Énergie", slug="energie")
        importer(
            tableau(
                ligne(
                    Nature="Fiche méthode",
                    Thèmes="energie | EAU",
                    Étiquettes="budget | Tirage au sort",
                    **{
                        "Niveaux de participation": "consultation | Co-construction",
                        "Pour quelles collectivités": "Intercommunalité",
                        "De quelle taille": "De 3 500 à 20 000 habitants",
                        "Vérifiée le": "2026-02-01",
                        "Lien externe": "https://exemple.example.org/x",
                        "Durée de lecture": "12 min",
                    },
                    Provenance="collectivité",
                    Source="Mairie",
                    Responsable="Suivi@exemple.example.org",
                    Fichiers="modele de deliberation",
                    Corps="Un paragraphe.\n\nUn autre, avec <chevrons>.",
                )
            )
        )
        creee = page()
        assert creee.nature == "fiche_methode" and creee.provenance == "collectivite"
        assert [lien.theme.title for lien in creee.themes_lies.all()] == ["Énergie", "Eau"]
        assert sorted(creee.tags.names()) == ["Budget", "Tirage au sort"]
        assert creee.niveaux == ["consultation", "co_construction"]
        assert creee.publics == ["epci"] and creee.strates == ["3500_20000"]
        assert creee.responsable.email == "suivi@exemple.example.org"
        assert creee.verifie_le == date(2026, 2, 1) and creee.duree_lecture == 12
        assert creee.fichiers.get().document.title == "Modèle de délibération"
        assert "avec &lt;chevrons&gt;" in str(creee.body[0].value)

    def test_the_log_says_who(self, importer, redactrice):
        importer(tableau(ligne()), publier=True)
        actions = PageLogEntry.objects.filter(page=page().pk).values_list("action", "user")
        assert set(actions) >= {
            ("wagtail.create", redactrice.pk),
            ("wagtail.edit", redactrice.pk),
            ("wagtail.publish", redactrice.pk),
        }

    def test_a_new_tag_is_announced_then_made(self, essayer):
        import_ = essayer(tableau(ligne(Étiquettes="Tirage au sort")))
        assert import_.annexes == {"etiquettes": ["Tirage au sort"]}
        assert not Etiquette.objects.exists()

    def test_scripts_do_not_come_in(self, importer):
        importer(
            tableau(
                ligne(Corps="<p>Bon<script>alert(1)</script><a href='javascript:x'>jour</a></p>")
            )
        )
        assert "script" not in str(page().body[0].value) and "Bonjour" in str(page().body[0].value)


class TestRejets:
    @pytest.mark.parametrize(
        ("cellules", "phrase"),
        [
            ({"Référence": ""}, "Référence: Cette cellule est vide"),
            ({"Référence": "x" * 61}, "60\u00a0caractères"),
            ({"Référence": "page-99999999"}, "viennent d’un export"),
            ({"Titre": ""}, "Titre: Cette cellule est vide"),
            ({"Titre": "x" * 10_000}, "raccourcissez ce texte à 255"),
            ({"Titre": "=1+1"}, "Titre: Cette cellule contient une formule"),
            ({"Titre": "#REF!"}, "n’a pas su calculer"),
            ({"Résumé": "x" * 201}, "Résumé: 201 caractères"),
            ({"Thèmes": "Eaux"}, "Vouliez-vous dire\u00a0: «\u00a0Eau\u00a0»"),
            ({"À revoir le": "31/02/2027"}, "n’est pas une date"),
            ({"Nature": "Guidde"}, "«\u00a0Guide\u00a0»"),
            ({"Responsable": "x@y.example.org"}, "Aucun compte ouvert"),
            ({"Durée de lecture": "-3"}, "nombre entier"),
            ({"Durée de lecture": "99999"}, "nombre entier"),
            ({"Lien externe": "javascript:alert(1)"}, "https://"),
            ({"Fichiers": "https://ailleurs.example.org/a.pdf"}, "ne va chercher aucun fichier"),
            ({"Fichiers": "/documents/99999/a.pdf"}, "pas dans la bibliothèque"),
            ({"Fichiers": "inconnu"}, "est inconnu"),
            ({"Statut": "peut-être"}, "«\u00a0brouillon\u00a0»"),
            ({"Corps": "<script>x</script>"}, "aucun texte"),
        ],
        ids=lambda v: v[:30] if isinstance(v, str) else next(iter(v)),
    )
    def test_says_what_and_where(self, essayer, cellules, phrase):
        import_ = essayer(tableau(ligne(**cellules)))
        assert import_.statut == "essaye" and import_.rejetees == 1
        assert phrase in erreurs(import_)

    @pytest.mark.parametrize(
        "compte", [{"groupe": None}, {"groupe": "Rédaction", "is_active": False}], ids=str
    )
    def test_an_owner_may_modify_resources(self, essayer, compte):
        UserFactory(email="suivi@exemple.example.org", **compte)
        import_ = essayer(tableau(ligne(Responsable="suivi@exemple.example.org")))
        assert "Aucun compte ouvert de la rédaction" in erreurs(import_)

    def test_what_is_missing_to_publish(self, essayer):
        lignes = tableau(ligne(Résumé="", Thèmes=""))
        assert not essayer(lignes).rejetees
        dites = erreurs(essayer(lignes, publier=True))
        assert "Résumé: Écrivez le résumé" in dites and "Thèmes: Choisissez" in dites

    def test_a_reference_twice_names_both_lines(self, essayer):
        import_ = essayer(tableau(ligne(1), ligne(2), ligne(1)))
        assert "en ligne 4" in erreurs(import_, 2) and "en ligne 2" in erreurs(import_, 4)
        assert not erreurs(import_, 3)

    def test_all_the_faults_of_a_line_at_once(self, essayer):
        import_ = essayer(tableau(ligne(Titre="", Thèmes="Zzz", **{"À revoir le": "x"})))
        assert len(import_.lignes.get().erreurs) == 3

    def test_nothing_is_written_while_a_line_is_rejected(self, essayer, redactrice):
        import_ = essayer(tableau(ligne(1), ligne(2, Titre="")))
        with pytest.raises(EchangeRefuse):
            services.appliquer(import_, ignorer_rejets=False, par=redactrice)
        assert not RessourcePage.objects.exists()

    def test_rejects_are_skipped_when_the_editor_says_so(self, importer):
        import_ = importer(tableau(ligne(1), ligne(2, Titre="")), ignorer=True)
        assert list(RessourcePage.objects.values_list("reference", flat=True)) == ["GUI-1"]
        assert import_.lignes.get(numero=3).ecrite is False


class TestReimport:
    def test_updates_by_reference_and_shows_what_changes(self, importer, essayer):
        importer(tableau(ligne()), publier=True)
        import_ = essayer(tableau(ligne(Résumé="Autre résumé.")), publier=True)
        une = import_.lignes.get()
        assert une.statut == LigneImport.Statut.A_MODIFIER and une.titre == "Guide 1"
        assert une.differences == [
            {"champ": "Résumé", "avant": "Deux lignes.", "apres": "Autre résumé."}
        ]

    def test_writes_only_that(self, importer):
        importer(tableau(ligne()), publier=True)
        importer(tableau({"Référence": "GUI-1", "Résumé": "Autre résumé."}), publier=True)
        assert page().resume == "Autre résumé." and page().title == "Guide 1"
        assert [lien.theme.title for lien in page().themes_lies.all()] == ["Eau"]

    def test_as_a_draft_leaves_readers_what_they_read(self, importer):
        importer(tableau(ligne()), publier=True)
        importer(tableau(ligne(Résumé="Autre.")))
        assert page().resume == "Deux lignes." and page().has_unpublished_changes
        assert page().get_latest_revision_as_object().resume == "Autre."

    def test_the_same_file_changes_nothing(self, importer, essayer):
        importer(tableau(ligne(1), ligne(2)), publier=True)
        import_ = essayer(tableau(ligne(1), ligne(2)), publier=True)
        assert import_.nombre("inchangee") == 2 and not import_.correctes

    def test_dates_and_words_may_be_written_otherwise(self, importer, essayer):
        importer(tableau(ligne()), publier=True)
        import_ = essayer(tableau(ligne(Thèmes="EAU", **{"À revoir le": "2030-12-31"})))
        assert import_.nombre("inchangee") == 1

    def test_a_draft_that_waits_is_what_is_compared(self, importer, essayer):
        importer(tableau(ligne()), publier=True)
        brouillon = page()
        brouillon.resume = "En attente."
        brouillon.save_revision()
        assert essayer(tableau(ligne(Résumé="En attente."))).nombre("inchangee") == 1
        refusee = essayer(tableau(ligne(Résumé="Autre.")), publier=True)
        assert "modifications non publiées" in erreurs(refusee)

    def test_a_draft_is_published_when_its_line_says_so(self, importer, essayer):
        importer(tableau(ligne()))
        publiee = tableau(ligne(Statut="publiée"))
        assert essayer(publiee).nombre("inchangee") == 1
        importer(publiee, publier=True)
        assert page().live

    def test_a_published_page_is_not_withdrawn(self, importer, essayer):
        importer(tableau(ligne()), publier=True)
        assert "un import ne la retire pas" in erreurs(essayer(tableau(ligne(Statut="brouillon"))))

    def test_a_locked_page_is_left(self, importer, essayer, redactrice):
        importer(tableau(ligne()))
        RessourcePage.objects.update(
            locked=True, locked_by=UserFactory(), locked_at="2026-01-01T00:00Z"
        )
        assert "verrouillée" in erreurs(essayer(tableau(ligne(Résumé="Autre."))))

    def test_a_page_in_review_is_left(self, importer, essayer, redactrice):
        importer(tableau(ligne()))
        page().get_workflow().start(page(), redactrice)
        assert "en relecture" in erreurs(essayer(tableau(ligne(Résumé="Autre."))))

    def test_a_body_with_other_blocks_is_not_destroyed(self, importer, essayer):
        titre = {"type": "heading", "value": {"text": "Titre", "rank": "section"}}
        RessourcePageFactory(reference="GUI-1", title="Guide 1", body=[titre])
        refuse = erreurs(essayer(tableau(ligne(Corps="Un texte."))))
        assert "Corps: Le corps de cette page" in refuse
        assert not erreurs(essayer(tableau(ligne(Corps=""))))
        assert not erreurs(essayer(tableau(ligne(Corps="Titre"))))


class TestReference:
    def test_is_neither_copied_nor_mirrored(self, importer, redactrice):
        importer(tableau(ligne()), publier=True)
        copie = page().copy(update_attrs={"slug": "copie", "title": "Copie"}, user=redactrice)
        alias = page().get_translations().get().specific
        assert copie.reference == "" == alias.reference
        page().save_revision().publish()
        assert page().get_translations().get().specific.reference == ""

    def test_is_unique(self, importer):
        importer(tableau(ligne()))
        with pytest.raises(IntegrityError), transaction.atomic():
            RessourcePageFactory(reference="GUI-1")

    def test_a_page_without_one_is_found_by_its_key(self, importer):
        sans = RessourcePageFactory(title="Ancienne")
        importer(tableau({"Référence": f"page-{sans.pk}", "Titre": "Nouvelle"}), publier=True)
        sans.refresh_from_db()
        assert sans.title == "Nouvelle" and sans.reference == ""


def export(table, forme, par) -> bytes:
    pks = list(table.objets().order_by("pk").values_list("pk", flat=True))
    return b"".join(exporter(table, pks, forme, par).streaming_content)


class TestExport:
    @pytest.fixture
    def base(self, eau):
        """Resources of every kind: published, draft, with a draft that waits, with any body."""
        document = DocumentFactory(title="Modèle | annexe")
        texte = [{"type": "rich_text", "value": "<p>Un <b>gras</b></p><ul><li>un</li></ul>"}]
        riche = RessourcePageFactory(
            title="-Titre; piégé", themes=[eau], body=texte, niveaux=["information"]
        )
        riche.tags.add("eau", "=formule")
        riche.fichiers.create(document=document)
        riche.save_revision().publish()
        titre = {"type": "heading", "value": {"text": "Un titre", "rank": "section"}}
        RessourcePageFactory(title="'=Avec blocs", themes=[eau], body=[titre, *texte])
        RessourcePageFactory(title="Brouillon", live=False, themes=[eau], reference="B-1")
        modifiee = RessourcePageFactory(title="Modifiée", themes=[eau], reference="+33")
        modifiee.title = "Titre qui attend"
        modifiee.themes_lies.add(RessourceTheme(theme=ThemePageFactory(title="Sols"), sort_order=1))
        modifiee.save_revision()

    @pytest.mark.parametrize("forme", ["csv", "xlsx"])
    @pytest.mark.parametrize("publier", [False, True], ids=["brouillons", "publier"])
    def test_comes_back_without_any_change(self, base, table, redactrice, essayer, forme, publier):
        contenu = export(table, forme, redactrice)
        import_ = essayer(contenu, nom=f"base.{forme}", publier=publier)
        assert [erreurs(import_, une.numero) for une in import_.lignes.all() if une.erreurs] == []
        assert [une.differences for une in import_.lignes.all() if une.differences] == []
        assert import_.nombre("inchangee") == 4

    def test_formulas_are_texts(self, base, table, redactrice):
        texte = export(table, "csv", redactrice).decode("utf-8-sig")
        assert "'-Titre; piégé" in texte and "''=Avec blocs" in texte and "'+33" in texte

    def test_costs_the_same_for_more(self, eau, table, redactrice, count_queries):
        RessourcePageFactory.create_batch(2, themes=[eau])
        avant = count_queries(export, table, "csv", redactrice)
        RessourcePageFactory.create_batch(5, themes=[eau])
        assert count_queries(export, table, "csv", redactrice) == avant


class TestAnnulation:
    def test_what_was_created_goes_with_its_tags(self, importer, annuler):
        import_ = importer(tableau(ligne(1, Étiquettes="Neuve"), ligne(2)), publier=True)
        annuler(import_)
        assert import_.statut == "annule" and not RessourcePage.objects.exists()
        assert not Etiquette.objects.exists()

    def test_what_was_modified_comes_back(self, importer, annuler, client):
        importer(tableau(ligne()), publier=True)
        annuler(importer(tableau(ligne(Résumé="Autre.", Titre="Autre")), publier=True))
        assert page().resume == "Deux lignes." and page().title == "Guide 1" and page().live
        assert not page().has_unpublished_changes
        assert [lien.theme.title for lien in page().themes_lies.all()] == ["Eau"]

    def test_a_draft_of_a_published_page_is_withdrawn(self, importer, annuler):
        importer(tableau(ligne()), publier=True)
        annuler(importer(tableau(ligne(Résumé="Autre."))))
        assert page().resume == "Deux lignes." and not page().has_unpublished_changes

    def test_a_draft_that_was_published_is_a_draft_again(self, importer, annuler):
        importer(tableau(ligne()))
        annuler(importer(tableau(ligne(Statut="publiée")), publier=True))
        assert not page().live

    def test_a_page_loaded_without_any_revision_comes_back(self, importer, annuler, eau):
        chargee = RessourcePageFactory(live=False, reference="GUI-1", title="Chargée", themes=[eau])
        RessourcePage.objects.filter(pk=chargee.pk).update(latest_revision=None)
        annuler(importer(tableau({"Référence": "GUI-1", "Titre": "Autre"})))
        assert page().get_latest_revision_as_object().title == "Chargée"

    def test_what_somebody_changed_since_is_left_and_said(self, importer, annuler):
        import_ = importer(tableau(ligne(1), ligne(2), ligne(3)))
        changee = page("GUI-2")
        changee.title = "Relue"
        changee.save_revision()
        page("GUI-3").get_latest_revision().publish()
        annuler(import_)
        assert set(
            RessourcePage.objects.filter(alias_of=None).values_list("reference", flat=True)
        ) == {"GUI-2", "GUI-3"}
        assert import_.nombre("laissees") == 2
        assert "depuis l’import" in import_.lignes.get(numero=3).laissee

    def test_a_page_that_others_lead_to_is_left(self, importer, annuler):
        import_ = importer(tableau(ligne()))
        autre = RessourcePageFactory()
        autre.liees.create(ressource=page())
        autre.save()
        annuler(import_)
        assert page() and "mènent à celle-ci" in import_.lignes.get().laissee

    def test_a_page_that_a_draft_leads_to_is_left_too(self, importer, annuler):
        import_ = importer(tableau(ligne()))
        autre = RessourcePageFactory()
        autre.liees.add(RessourceLiee(ressource=page()))
        autre.save_revision()
        annuler(import_)
        assert page() and "mènent à celle-ci" in import_.lignes.get().laissee

    def test_what_was_deleted_since_is_no_trouble(self, importer, annuler):
        import_ = importer(tableau(ligne()))
        page().delete()
        assert annuler(import_).statut == "annule" and not import_.nombre("laissees")
