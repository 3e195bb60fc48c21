"""What is written of each version: as Wagtail would read it, at no other cost than the writing."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex, Revision

from home.usages import releve
from home.usages.extraction import CONTENUS, citations
from home.usages.lecture import Usages, Version
from home.usages.models import UsageDeVersion
from ressources.models import FichierRessource, RessourceLiee
from tests.factories import (
    ActeurFactory,
    ActualitePageFactory,
    ContenuPageFactory,
    DocumentFactory,
    ImageFactory,
    RessourcePageFactory,
    ThemePageFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def lien(page) -> str:
    return f'<p><a linktype="page" id="{page.pk}">ici</a></p>'


def corps_complet() -> list:
    """Every way that a block has of citing something, nested ones included."""
    page, document, image = RessourcePageFactory(), DocumentFactory(), ImageFactory()
    volets = [{"title": "Un", "text": lien(page)}, {"title": "Deux", "text": ""}]
    fichier = f'<p><a linktype="document" id="{document.pk}">lire</a></p>'
    colonnes = [{"type": "rich_text", "heading": "A"}, {"type": "number", "heading": "B"}]
    table = {"columns": colonnes, "rows": [{"values": [lien(page), "12"]}], "caption": "T"}
    blocs = [
        ("rich_text", lien(page) + fichier),
        ("callout", {"title": "", "text": lien(page)}),
        (
            "accordion",
            {"items": [{"type": "item", "id": f"v{n}", "value": v} for n, v in enumerate(volets)]},
        ),
        ("table", {"table": table, "first_column_is_header": True}),
        (
            "image",
            {"image": {"image": image.pk, "alt_text": "", "decorative": True}, "caption": ""},
        ),
        (
            "video",
            {
                "url": "https://tube.example.org/v",
                "title": "V",
                "duration": 3,
                "thumbnail": image.pk,
                "transcript": lien(page),
            },
        ),
        ("download", {"document": document.pk, "title": "", "description": ""}),
        (
            "resource_cards",
            {
                "title": "",
                "pages": [{"type": "item", "value": page.pk, "id": "p0"}],
                "theme": ThemePageFactory().pk,
                "number": 3,
            },
        ),
    ]
    return [{"type": genre, "value": v, "id": f"b{n}"} for n, (genre, v) in enumerate(blocs)]


def complets() -> dict:
    """One content of each type, that cites all it can."""
    ressource = RessourcePageFactory(live=False, body=corps_complet())
    ressource.liees.add(RessourceLiee(ressource=RessourcePageFactory()))
    ressource.fichiers.add(FichierRessource(document=DocumentFactory()))
    acteur = ActeurFactory(themes=[ThemePageFactory()])
    acteur.logo = ImageFactory()
    return {
        "ressource": ressource,
        "contenu": ContenuPageFactory(live=False, body=corps_complet()),
        "actualite": ActualitePageFactory(live=False, image=ImageFactory(), body=corps_complet()),
        "acteur": acteur,
    }


def selon_wagtail(version) -> set:
    genres = {
        ReferenceIndex._get_base_content_type(modele).pk
        for modele in ReferenceIndex.indexed_models
        if issubclass(modele, CONTENUS)
    }
    lues = ReferenceIndex._extract_references_from_object(version.as_object())
    return {reference for reference in lues if reference[0] in genres}


class TestCitations:
    def test_are_those_that_wagtail_reads(self):
        for nom, objet in complets().items():
            version = Revision.objects.get(pk=objet.save_revision().pk)
            trouvees = {tuple(citation) for citation in citations(version)}
            assert trouvees == selon_wagtail(version), nom
            assert len(trouvees) >= {"acteur": 2}.get(nom, 10), nom

    def test_nothing_is_asked_of_the_database(self, count_queries):
        version = RessourcePageFactory(live=False, body=corps_complet()).save_revision()
        version = Revision.objects.get(pk=version.pk)
        assert count_queries(citations, version) == 0

    def test_what_is_no_content_is_left_out(self):
        page = RessourcePageFactory(live=False, responsable=UserFactory(), themes=[])
        assert citations(page.save_revision()) == set()

    @pytest.mark.parametrize("corps", ["", "[]", '[{"type": "disparu", "value": 3, "id": "x"}]'])
    def test_a_body_of_another_time_breaks_nothing(self, corps):
        version = ContenuPageFactory().save_revision()
        version.content["body"] = corps
        assert citations(version) == set()


class TestCout:
    @pytest.mark.parametrize("fabrique", [RessourcePageFactory, ActualitePageFactory])
    def test_saving_a_version_costs_two_statements_more(self, fabrique):
        page = fabrique(live=False, body=corps_complet())
        page.save_revision()
        mesures = []
        for branche in (True, False):
            if not branche:
                post_save.disconnect(sender=Revision, dispatch_uid="usages_version")
            try:
                relue = Page.objects.get(pk=page.pk).specific
                with CaptureQueriesContext(connection) as requetes:
                    relue.save_revision()
                mesures.append(len(requetes))
            finally:
                releve.brancher()
        assert mesures[0] - mesures[1] == 2


class TestVersionsQuiComptent:
    def versions(self, objet) -> dict:
        trouves = Usages([objet], par=UserFactory(groupe="Administration"))
        return {usage.titre: usage.version for usage in trouves[:]}

    def citer(self, cible, page=None, **options):
        page = page or ContenuPageFactory(title="Qui cite")
        page.body = [{"type": "rich_text", "value": lien(cible), "id": "b"}]
        return page, page.save_revision(**options)

    def test_what_is_programmed_says_so_behind_a_newer_draft(self):
        cible = RessourcePageFactory()
        demain = timezone.now() + timedelta(days=1)
        page, _version = self.citer(cible, approved_go_live_at=demain)
        page.body = []
        page.save_revision()
        assert self.versions(cible) == {"Qui cite": Version.PROGRAMMEE}

    def test_a_programme_that_is_cancelled_no_longer_counts(self):
        cible = RessourcePageFactory()
        demain = timezone.now() + timedelta(days=1)
        page, version = self.citer(cible, approved_go_live_at=demain)
        page.body = []
        page.save_revision()
        version.approved_go_live_at = None
        version.save(update_fields=["approved_go_live_at"])
        assert self.versions(cible) == {}

    def test_published_is_said_before_the_worker_has_passed(self):
        cible = RessourcePageFactory()
        page, version = self.citer(cible)
        version.publish()
        ReferenceIndex.objects.filter(object_id=str(page.pk)).delete()
        assert self.versions(cible) == {"Qui cite": Version.PUBLIEE}

    def test_a_version_that_goes_takes_its_lines_along(self):
        page, _version = self.citer(RessourcePageFactory())
        page.delete()
        assert not UsageDeVersion.objects.filter(champ__startswith="body").exists()

    def test_a_command_notes_them_again(self, capsys):
        cible = RessourcePageFactory()
        self.citer(cible)
        avant = set(UsageDeVersion.objects.values_list("version", "genre", "cle", "chemin"))
        UsageDeVersion.objects.all().delete()
        assert self.versions(cible) == {}
        call_command("relever_usages")
        assert self.versions(cible) == {"Qui cite": Version.BROUILLON}
        apres = set(UsageDeVersion.objects.values_list("version", "genre", "cle", "chemin"))
        assert apres == avant
        assert "versions relevées" in capsys.readouterr().out
