"""Undoing an import keeps what people have done since, and names it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from home.echanges import registre
from home.fraicheur import services as fraicheur
from home.listes import enregistrement
from home.listes import services as listes
from ressources.models import Etiquette, RessourcePage
from tests.factories import RessourcePageFactory, ThemePageFactory, UserFactory
from tests.home.echanges.conftest import annuler, essayer, faire, importer, redactrice

__all__ = ["annuler", "essayer", "faire", "importer", "redactrice"]
pytestmark = pytest.mark.django_db

ECHEANCE = date(2031, 1, 15)


@pytest.fixture(params=["ressources", "acteurs"])
def table(request, db):
    return registre.table(request.param)


@pytest.fixture(autouse=True)
def eau(db):
    return ThemePageFactory(title="Eau")


@pytest.fixture
def collegue(db):
    return UserFactory(groupe="Rédaction", email="collegue@exemple.example.org")


def lignes(*references, resume="Deux lignes.", **cellules) -> list[list[str]]:
    entetes = ["Référence", "Titre", "Résumé", "Thèmes", "À revoir le", *cellules]
    return [
        entetes,
        *(
            [reference, f"Titre {reference}", resume, "Eau", "31/12/2030", *cellules.values()]
            for reference in references
        ),
    ]


def acteurs(*references, resume="Deux lignes.") -> list[list[str]]:
    entetes = ["Référence", "Nom", "Résumé", "Thèmes", "Genre", "Toute la France"]
    return [
        entetes,
        *([r, f"Acteur {r}", resume, "Eau", "Association", "oui"] for r in references),
    ]


@pytest.fixture
def fichier(table):
    return lignes if table.modele is RessourcePage else acteurs


def republier(objet, par) -> None:
    """Withdrawn, and published as it was: no version is made."""
    objet.unpublish(user=par)
    objet.get_latest_revision().publish(user=par)


def en_nombre(code: str, objet, valeur, par) -> None:
    acte = enregistrement.acte(type(objet), code)
    bilan = listes.appliquer(acte, type(objet), [objet.pk], par=par, valeurs={"valeur": valeur})
    assert bilan.a_faire


def verifier(objet, par) -> None:
    seul = type(objet).objects.filter(pk=objet.pk)
    fraicheur.marquer_verifiees(seul, par=par, a_revoir_le=ECHEANCE)


def confier(objet, par) -> None:
    fraicheur.confier(type(objet).objects.filter(pk=objet.pk), a=par, par=par)


def donner_un_theme(objet, par) -> None:
    en_nombre("ajouter_theme", objet, ThemePageFactory(title="Sols"), par)


def etiqueter(objet, par) -> None:
    en_nombre("ajouter_etiquette", objet, Etiquette(name="lac"), par)


def etat(objet) -> tuple:
    """What readers see and what waits in the draft."""
    objet = type(objet).objects.get(pk=objet.pk)
    brouillon = objet.get_latest_revision_as_object()
    return tuple(
        (
            version.resume,
            version.verifie_le,
            version.a_revoir_le,
            version.responsable_id,
            sorted(lien.theme.title for lien in version.themes_lies.all()),
            sorted(tag.name for tag in version.tags.all()) if hasattr(version, "tags") else [],
            objet.live,
            objet.last_published_at,
        )
        for version in (objet, brouillon)
    )


ACTES = [
    (verifier, "Marquer comme vérifié"),
    (confier, "Changer de responsable"),
    (donner_un_theme, "Ajouter un thème"),
    (republier, "Publier"),
]
CAS = [
    *[("ressources", *acte) for acte in ACTES],
    *[("acteurs", *acte) for acte in ACTES],
    ("ressources", etiqueter, "Ajouter une étiquette"),
]


@pytest.mark.parametrize(
    ("table", "acte", "nom"), CAS, indirect=["table"], ids=[f"{t}-{a.__name__}" for t, a, _ in CAS]
)
@pytest.mark.parametrize("creee", [True, False], ids=["creee", "modifiee"])
class TestCeQuiEstFaitDepuis:
    def test_is_kept_and_named(
        self, table, fichier, importer, annuler, collegue, client, redactrice, acte, nom, creee
    ):
        import_ = importer(fichier("R-1", "R-2"), publier=True)
        if not creee:
            import_ = importer(fichier("R-1", "R-2", resume="Autre."), publier=True)
        objet = table.modele.objects.get(reference="R-1")
        acte(objet, collegue)
        avant = etat(objet)
        annuler(import_)
        assert etat(objet) == avant
        assert import_.nombre("laissees") == 1
        laissee = import_.lignes.exclude(laissee="").get()
        assert laissee.titre.endswith("R-1") and f"«\u00a0{nom}\u00a0»" in laissee.laissee
        client.force_login(redactrice)
        page = client.get(reverse("echanges:detail", args=[table.code, import_.pk]))
        assert laissee.laissee in page.content.decode()
        autre = table.modele.objects.filter(reference="R-2").first()
        assert autre is None if creee else autre.resume == "Deux lignes."


class TestCeQuiNEstPasDuTravail:
    def test_what_was_done_before_the_import_comes_back_with_the_rest(
        self, table, fichier, importer, annuler, collegue
    ):
        importer(fichier("R-1"), publier=True)
        objet = table.modele.objects.get(reference="R-1")
        verifier(objet, collegue)
        import_ = importer(fichier("R-1", resume="Autre."), publier=True)
        assert not annuler(import_).nombre("laissees")
        objet.refresh_from_db()
        # The file said 2030: what the colleague had said is what comes back.
        assert (objet.resume, objet.a_revoir_le) == ("Deux lignes.", ECHEANCE)

    def test_a_lock_that_was_taken_and_given_back_is_none(
        self, table, fichier, importer, annuler, client, admin_user
    ):
        import_ = importer(fichier("R-1"), publier=True)
        objet = table.modele.objects.get(reference="R-1")
        client.force_login(admin_user)
        for geste in ("lock", "unlock"):
            adresse = reverse(
                f"wagtailadmin_pages:{geste}"
                if table.modele is RessourcePage
                else f"{table.espace_d_adresses}:{geste}",
                args=[objet.pk],
            )
            assert client.post(adresse).status_code == 302
        assert not annuler(import_).nombre("laissees")

    def test_a_later_import_undone_is_none_but_what_was_done_between_is(
        self, table, fichier, importer, annuler, collegue
    ):
        premier = importer(fichier("R-1", "R-2"), publier=True)
        verifier(table.modele.objects.get(reference="R-1"), collegue)
        annuler(importer(fichier("R-1", "R-2", resume="Autre."), publier=True))
        assert annuler(premier).nombre("laissees") == 1
        assert [o.reference for o in table.modele.objects.exclude(reference="")] == ["R-1"]


class TestEtiquetteCreee:
    """A tag that the import made goes with it, unless somebody's content carries it."""

    @pytest.fixture
    def table(self):
        return registre.table("ressources")

    @pytest.fixture
    def import_(self, importer):
        return importer(lignes("R-1", Étiquettes="Neuve"), publier=True)

    @pytest.fixture
    def autre(self, import_):
        """Somebody else's page, given the tag in a version that is not stored yet."""
        page = RessourcePageFactory(title="D’une autre")
        page.tags.add("Neuve")
        return page

    @staticmethod
    def relue(page) -> RessourcePage:
        return RessourcePage.objects.get(pk=page.pk)

    def test_is_kept_in_somebody_s_draft_and_said(
        self, import_, autre, annuler, client, redactrice
    ):
        autre.save_revision()
        assert not annuler(import_).nombre("laissees")
        self.relue(autre).get_latest_revision().publish()
        assert list(self.relue(autre).tags.names()) == ["Neuve"]
        client.force_login(redactrice)
        page = client.get(reverse("echanges:detail", args=["ressources", import_.pk]))
        assert "L’étiquette «\u00a0Neuve\u00a0» reste" in page.content.decode()

    def test_is_kept_in_a_version_that_waits_for_its_hour(self, import_, autre, annuler):
        autre.go_live_at = timezone.now() + timedelta(days=1)
        programmee = autre.save_revision()
        programmee.publish()
        sans = self.relue(autre)
        sans.tags.clear()
        sans.save_revision()
        annuler(import_)
        assert list(programmee.as_object().tags.names()) == ["Neuve"]

    def test_is_kept_in_a_version_in_review(self, import_, autre, annuler, collegue):
        relue = autre.save_revision()
        autre.get_workflow().start(autre, collegue)
        sans = self.relue(autre)
        sans.tags.clear()
        sans.save_revision()
        annuler(import_)
        assert list(relue.as_object().tags.names()) == ["Neuve"]

    def test_is_kept_on_a_stored_page(self, import_, autre, annuler):
        autre.save()
        annuler(import_)
        assert list(self.relue(autre).tags.names()) == ["Neuve"]

    def test_goes_when_only_a_replaced_version_names_it(self, import_, autre, annuler):
        autre.save_revision()
        autre.tags.clear()
        autre.save_revision()
        annuler(import_)
        assert not Etiquette.objects.exists() and import_.annexes["gardees"] == []

    def test_goes_even_though_a_line_that_does_not_carry_it_is_left(
        self, importer, annuler, collegue
    ):
        tableau = lignes("R-1", "R-2", Étiquettes="Neuve")
        tableau[2][-1] = ""
        import_ = importer(tableau, publier=True)
        verifier(RessourcePage.objects.get(reference="R-2"), collegue)
        assert annuler(import_).nombre("laissees") == 1
        assert not Etiquette.objects.exists()
