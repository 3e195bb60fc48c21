"""« Marquer comme vérifié » and « Confier à » write rows and drafts, and publish nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageLogEntry, Revision
from wagtail.signals import page_published, published

from communautes.comptes.models import User
from home.fraicheur.services import SuiviRefuse, confier, marquer_verifiees
from ressources.models import Acteur, RessourcePage
from search.models import IndexDocument
from tests.factories import ActeurFactory, RessourcePageFactory, UserFactory, traduite
from tests.paralleles import a_part, derriere

JOURS = timedelta(days=1)


@pytest.fixture
def redaction(db):
    return UserFactory(groupe="Rédaction", first_name="Inès", last_name="Roy")


@pytest.fixture
def aujourdhui():
    return timezone.localdate()


@pytest.fixture
def ancienne(db, aujourdhui):
    """Late by ten days, on a rhythm of ninety."""
    page = RessourcePageFactory()
    return dater(page, aujourdhui - 100 * JOURS, aujourdhui - 10 * JOURS)


def dater(page, verifie_le, a_revoir_le):
    type(page).objects.filter(pk=page.pk).update(verifie_le=verifie_le, a_revoir_le=a_revoir_le)
    page.refresh_from_db()
    page.save_revision(clean=False, changed=False)
    page.refresh_from_db()
    return page


def de(objet):
    return type(objet).objects.filter(pk=objet.pk)


def dates(objet) -> tuple:
    return type(objet).objects.values_list("verifie_le", "a_revoir_le").get(pk=objet.pk)


class TestMarquerVerifiees:
    def test_keeps_the_rhythm(self, ancienne, redaction, aujourdhui):
        assert marquer_verifiees(de(ancienne), par=redaction) == 1
        assert dates(ancienne) == (aujourdhui, aujourdhui + 90 * JOURS)

    def test_takes_the_date_that_is_given(self, ancienne, redaction, aujourdhui):
        marquer_verifiees(de(ancienne), par=redaction, a_revoir_le=aujourdhui + 7 * JOURS)
        assert dates(ancienne) == (aujourdhui, aujourdhui + 7 * JOURS)

    def test_refuses_a_date_that_is_not_to_come(self, ancienne, redaction, aujourdhui):
        avant = dates(ancienne)
        with pytest.raises(SuiviRefuse, match="à venir"):
            marquer_verifiees(de(ancienne), par=redaction, a_revoir_le=aujourdhui)
        assert dates(ancienne) == avant

    def test_the_draft_that_waits_is_dated_and_still_waits(self, ancienne, redaction, aujourdhui):
        publiee = ancienne.last_published_at
        ancienne.title = "Un titre à l’essai"
        brouillon = ancienne.save_revision()
        marquer_verifiees(de(ancienne), par=redaction)
        page = RessourcePage.objects.get(pk=ancienne.pk)
        assert page.title != "Un titre à l’essai" and page.has_unpublished_changes
        assert page.latest_revision_id == brouillon.pk and page.last_published_at == publiee
        en_attente = page.get_latest_revision_as_object()
        assert en_attente.title == "Un titre à l’essai"
        assert (en_attente.verifie_le, en_attente.a_revoir_le) == dates(page)
        assert dates(page)[0] == aujourdhui

    def test_nothing_begins_to_wait(self, ancienne, redaction):
        assert not ancienne.has_unpublished_changes
        marquer_verifiees(de(ancienne), par=redaction)
        ancienne.refresh_from_db()
        assert not ancienne.has_unpublished_changes
        assert Revision.objects.for_instance(ancienne).count() == 2

    def test_a_programmed_version_keeps_the_dates(self, ancienne, redaction, aujourdhui):
        ancienne.go_live_at = timezone.now() + JOURS
        ancienne.a_revoir_le = aujourdhui + JOURS
        programmee = ancienne.save_revision(approved_go_live_at=ancienne.go_live_at)
        ancienne.save_revision()
        marquer_verifiees(de(ancienne), par=redaction)
        programmee.refresh_from_db()
        assert programmee.as_object().verifie_le == aujourdhui

    @pytest.mark.parametrize("traduite_", [True, False], ids=["translation", "alias"])
    def test_the_english_page_follows(self, ancienne, redaction, aujourdhui, traduite_):
        if traduite_:
            traduite(ancienne, title="Measuring rain")
        marquer_verifiees(de(ancienne), par=redaction)
        anglaise = RessourcePage.objects.get(
            translation_key=ancienne.translation_key, locale__language_code="en"
        )
        assert dates(anglaise) == dates(ancienne)
        if traduite_:
            assert anglaise.get_latest_revision_as_object().verifie_le == aujourdhui

    def test_an_actor_too(self, redaction, aujourdhui):
        acteur = ActeurFactory()
        marquer_verifiees(de(acteur), par=redaction)
        acteur.refresh_from_db()
        assert acteur.verifie_le == aujourdhui and not acteur.has_unpublished_changes
        assert acteur.get_latest_revision_as_object().a_revoir_le == acteur.a_revoir_le
        entree = ModelLogEntry.objects.get(action="fraicheur.verifier")
        assert (entree.object_id, entree.user) == (str(acteur.pk), redaction)

    def test_the_history_says_who(self, ancienne, redaction):
        marquer_verifiees(de(ancienne), par=redaction)
        entree = PageLogEntry.objects.get(action="fraicheur.verifier")
        assert (entree.page_id, entree.user, entree.label) == (
            ancienne.pk,
            redaction,
            ancienne.title,
        )
        assert "Marqué comme vérifié" in entree.message

    def test_search_knows_once_it_is_committed(
        self, ancienne, redaction, aujourdhui, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            marquer_verifiees(de(ancienne), par=redaction)
        trouves = IndexDocument.objects.filter(titre=ancienne.title)
        assert set(trouves.values_list("locale", "verifie_le")) == {
            ("fr", aujourdhui),
            ("en", aujourdhui),
        }

    def test_none_is_none(self, redaction):
        assert marquer_verifiees(RessourcePage.objects.none(), par=redaction) == 0


class TestRefus:
    @pytest.mark.parametrize("role", [None, "Rédaction", "Relecture", "Administration"])
    @pytest.mark.parametrize("fabrique", [RessourcePageFactory, ActeurFactory])
    def test_by_role(self, db, role, fabrique):
        objet, par = fabrique(), UserFactory(groupe=role)
        if role:
            assert marquer_verifiees(de(objet), par=par) == 1
        else:
            with pytest.raises(SuiviRefuse, match="pas le droit"):
                marquer_verifiees(de(objet), par=par)

    def test_one_that_is_locked_refuses_all_and_is_named(self, ancienne, redaction):
        verrou = UserFactory(first_name="Léo", last_name="Nil")
        fermee = RessourcePageFactory(title="Sous clé", locked=True, locked_by=verrou)
        avant = dates(ancienne)
        with pytest.raises(SuiviRefuse, match="Sous clé.*verrouillé par Léo Nil") as refus:
            marquer_verifiees(
                RessourcePage.objects.filter(pk__in=[ancienne.pk, fermee.pk]), par=redaction
            )
        assert [objet.pk for objet, _raison in refus.value.refus] == [fermee.pk]
        assert dates(ancienne) == avant and not PageLogEntry.objects.filter(
            action="fraicheur.verifier"
        )

    def test_ones_own_lock_is_no_obstacle(self, redaction):
        page = RessourcePageFactory(locked=True, locked_by=redaction)
        assert marquer_verifiees(de(page), par=redaction) == 1

    def test_an_alias_is_verified_by_its_french_page(self, ancienne, redaction):
        autres = RessourcePage.objects.filter(locale__language_code="en")
        with pytest.raises(SuiviRefuse, match="page française"):
            marquer_verifiees(autres, par=redaction)


class TestConfier:
    def test_gives_rows_and_drafts(self, ancienne, redaction):
        relecture = UserFactory(groupe="Relecture")
        ancienne.title = "Un titre à l’essai"
        ancienne.save_revision()
        assert confier(de(ancienne), a=relecture, par=redaction) == 1
        page = RessourcePage.objects.get(pk=ancienne.pk)
        assert page.responsable == relecture and page.title != "Un titre à l’essai"
        assert page.get_latest_revision_as_object().responsable == relecture
        assert PageLogEntry.objects.get(action="fraicheur.confier").data == {
            "de": None,
            "a": relecture.pk,
        }

    def test_or_to_nobody(self, redaction):
        acteur = ActeurFactory(responsable=redaction)
        confier(de(acteur), a=None, par=redaction)
        acteur.refresh_from_db()
        assert acteur.responsable is None
        assert "sans responsable" in ModelLogEntry.objects.get(action="fraicheur.confier").message

    @pytest.mark.parametrize(
        "compte", [{"groupe": None}, {"groupe": "Rédaction", "is_active": False}], ids=str
    )
    def test_only_to_who_may_modify_it(self, ancienne, redaction, compte):
        with pytest.raises(SuiviRefuse, match="ne peut pas en être responsable"):
            confier(de(ancienne), a=UserFactory(**compte), par=redaction)


class TestEnNombre:
    @pytest.mark.parametrize("fabrique", [RessourcePageFactory, ActeurFactory])
    @pytest.mark.parametrize("acte", ["verifier", "confier"])
    def test_costs_the_same_for_2_or_9(self, redaction, count_queries, fabrique, acte):
        def agir(objets):
            par = User.objects.get(pk=redaction.pk)  # whose rights have not been read
            if acte == "confier":
                return confier(objets, a=redaction, par=par)
            return marquer_verifiees(objets, par=par)

        modele = fabrique._meta.model
        couts = []
        for nombre in (2, 9):
            objets = [fabrique() for _ in range(nombre)]
            choisis = modele.objects.filter(pk__in=[objet.pk for objet in objets])
            couts.append(count_queries(agir, choisis))
        assert couts[0] == couts[1] <= 15

    def test_a_refusal_too(self, count_queries):
        lectrice = UserFactory()

        def refuser(pages):
            with pytest.raises(SuiviRefuse):
                marquer_verifiees(pages, par=User.objects.get(pk=lectrice.pk))

        un = RessourcePage.objects.filter(pk=RessourcePageFactory().pk)
        cle = [RessourcePageFactory().pk for _ in range(6)]
        assert count_queries(refuser, un) == count_queries(
            refuser, RessourcePage.objects.filter(pk__in=cle)
        )


class TestADeux:
    def test_the_second_starts_from_what_the_first_has_written(self, db):
        """On real connections: rows of their own, committed, and removed whatever happens."""
        suite, attendue = [], []

        def course():
            a, b = (UserFactory(groupe="Rédaction") for _ in range(2))
            acteur = ActeurFactory(live=False, themes=[])
            traces = ModelLogEntry.objects.filter(object_id=str(acteur.pk))
            try:
                derriere(
                    lambda: confier(de(acteur), a=a, par=a), lambda: confier(de(acteur), a=b, par=b)
                )
                actes = traces.filter(action="fraicheur.confier").order_by("pk")
                suite.extend((acte.data["de"], acte.data["a"]) for acte in actes)
                attendue.extend([(None, a.pk), (a.pk, b.pk)])
            finally:
                acteur.delete()
                traces.delete()
                for personne in (a, b):
                    personne.delete()

        a_part(course)
        assert suite == attendue != []


class TestVocabulaire:
    @pytest.fixture
    def quatre(self, db, aujourdhui):
        jours = {"hier": -1, "aujourd’hui": 0, "dans 30 jours": 30, "dans 31 jours": 31}
        return {
            nom: ActeurFactory(nom=nom, a_revoir_le=aujourdhui + n * JOURS)
            for nom, n in jours.items()
        }

    def noms(self, acteurs) -> set:
        return set(acteurs.values_list("nom", flat=True))

    def test_the_day_itself_is_late(self, quatre, aujourdhui):
        assert self.noms(Acteur.objects.en_retard()) == {"hier", "aujourd’hui"}
        assert self.noms(Acteur.objects.en_retard(aujourdhui - JOURS)) == {"hier"}

    def test_soon_is_within_thirty_days(self, quatre, aujourdhui):
        assert self.noms(Acteur.objects.a_revoir_bientot()) == {"dans 30 jours"}
        assert self.noms(Acteur.objects.a_revoir_avant(aujourdhui + 31 * JOURS)) == {
            "dans 30 jours",
            "dans 31 jours",
        }

    def test_whose(self, redaction):
        partie = UserFactory(groupe="Rédaction", is_active=False)
        sans_role = UserFactory()
        for nom, personne in (
            ("suivi", redaction),
            ("à personne", None),
            ("compte fermé", partie),
            ("sans rôle", sans_role),
        ):
            ActeurFactory(nom=nom, responsable=personne)
        assert self.noms(Acteur.objects.suivies_par(redaction)) == {"suivi"}
        assert self.noms(Acteur.objects.sans_responsable()) == {
            "à personne",
            "compte fermé",
            "sans rôle",
        }

    def test_one_follows_the_french_page_that_is_live(self, ancienne):
        RessourcePageFactory(live=False)
        assert list(RessourcePage.objects.a_suivre()) == [ancienne]


class TestNePublieRien:
    """What may not be published is verified and handed over all the same: its text waits."""

    @pytest.fixture
    def rompues(self, db):
        """Two published pages whose drafts lead nowhere, one of them already in review."""
        pages = [RessourcePageFactory(title=titre) for titre in ("Une", "Deux")]
        lien = '<p><a linktype="page" id="987654">ici</a></p>'
        for page in pages:
            page.title, page.body = "Changée", [{"type": "rich_text", "value": lien, "id": "b"}]
            page.save_revision()
        pages[1].get_workflow().start(pages[1], UserFactory(groupe="Rédaction"))
        return RessourcePage.objects.filter(pk__in=[page.pk for page in pages])

    @pytest.mark.parametrize(
        "acte",
        [
            lambda pages, par: marquer_verifiees(pages, par=par),
            lambda pages, par: confier(pages, a=par, par=par),
        ],
        ids=["verifier", "confier"],
    )
    def test_no_publication_is_asked_for(self, rompues, redaction, acte):
        demandees, versions = [], Revision.objects.count()

        def noter(sender, **kwargs):
            demandees.append(sender)

        for signal in (page_published, published):
            signal.connect(noter)
        try:
            assert acte(rompues, redaction) == 2
        finally:
            for signal in (page_published, published):
                signal.disconnect(noter)
        assert demandees == [] and Revision.objects.count() == versions
        assert {page.title for page in rompues.all()} == {"Une", "Deux"}
        assert all(page.has_unpublished_changes and not page.body for page in rompues.all())
