"""Columns, filters, sorts and search of the lists of resources, themes, news and actors."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from home.jours import date_format
from home.listes.etats import Etat, avec_etat
from ressources.models import Acteur, RessourcePage
from tests.factories import (
    ActeurFactory,
    RessourcePageFactory,
    ThemePageFactory,
    UserFactory,
    traduite,
)
from tests.home.listes import nombreux

pytestmark = pytest.mark.django_db
LISTES = ["ressources:index", "themes:index", "actualites:index", "acteurs:list"]


def titres(client, liste="ressources:index", **parametres) -> list[str]:
    reponse = client.get(reverse(liste), parametres)
    assert reponse.status_code == 200
    return [str(objet) for objet in reponse.context["object_list"]]


def soumettre(objet, statut=WorkflowState.STATUS_IN_PROGRESS):
    objet.save_revision()
    objet.get_workflow().start(objet, UserFactory(groupe="Rédaction"))
    WorkflowState.objects.filter(object_id=str(objet.pk)).update(status=statut)


def dans_l_etat(fabrique, etat: Etat):
    objet = fabrique(live=etat in (Etat.PUBLIEE, Etat.CHANGEMENTS, Etat.DEPUBLIEE))
    if etat == Etat.EN_RELECTURE:
        soumettre(objet)
    elif etat == Etat.A_CORRIGER:
        soumettre(objet, WorkflowState.STATUS_NEEDS_CHANGES)
    elif etat == Etat.PROGRAMMEE:
        objet.go_live_at = timezone.now() + timedelta(days=1)
        objet.save_revision().publish()
    elif etat == Etat.CHANGEMENTS:
        objet.resume = "Un autre résumé."
        objet.save_revision()
    elif etat == Etat.DEPUBLIEE:
        objet.unpublish()
    return objet


class TestEtats:
    @pytest.mark.parametrize("etat", Etat, ids=lambda etat: etat.value)
    @pytest.mark.parametrize(
        ("fabrique", "modele", "liste"),
        [
            (RessourcePageFactory, RessourcePage, "ressources:index"),
            (ActeurFactory, Acteur, "acteurs:list"),
        ],
        ids=["page", "snippet"],
    )
    def test_each_content_is_in_one(self, comme, fabrique, modele, liste, etat):
        objet = dans_l_etat(fabrique, etat)
        assert avec_etat(modele.objects.filter(pk=objet.pk)).get().etat == etat
        client = comme("Rédaction")
        assert titres(client, liste, etat=etat.value) == [str(objet)]
        autres = [autre.value for autre in Etat if autre != etat]
        assert titres(client, liste, etat=autres) == []
        assert str(etat.label) in client.get(reverse(liste)).content.decode()

    def test_what_has_expired_is_withdrawn_even_if_nothing_ran(self, db):
        page = RessourcePageFactory()
        hier = timezone.now() - timedelta(days=1)
        Page.objects.filter(pk=page.pk).update(expire_at=hier)
        assert avec_etat(RessourcePage.objects.filter(pk=page.pk)).get().etat == Etat.DEPUBLIEE


@pytest.mark.parametrize("fabrique", [RessourcePageFactory, ActeurFactory])
def test_the_hour_of_what_will_change_by_itself_is_in_the_list(comme, fabrique):
    liste = reverse("ressources:index" if fabrique is RessourcePageFactory else "acteurs:list")
    demain = timezone.localtime() + timedelta(days=1)
    debut = demain.replace(hour=9, minute=0, second=0, microsecond=0)
    objet = fabrique(live=False)
    objet.go_live_at, objet.expire_at = debut, debut + timedelta(days=60, hours=8, minutes=30)
    objet.save_revision().publish()
    page = comme("Rédaction").get(liste).content.decode()
    jour = date_format(debut, "j N Y")
    assert f"publication le {jour} à 9\u00a0h" in page
    assert "retrait le" not in page  # not yet there to be withdrawn
    publication = objet.get_latest_revision()
    publication.approved_go_live_at = None
    publication.save()
    type(objet).objects.filter(pk=objet.pk).update(live=True, expire_at=objet.expire_at)
    page = comme("Rédaction").get(liste).content.decode()
    fin = timezone.localtime(objet.expire_at)
    assert f"retrait le {date_format(fin, 'j N Y')} à {fin.hour}\u00a0h\u00a030" in page
    assert "publication le" not in page


class TestFiltres:
    @pytest.fixture
    def client_(self, comme, theme):
        """« Voulue » is what each filter must find, « Autre » what it must not."""
        client, jour = comme("Relecture"), timezone.localdate()
        voulue = RessourcePageFactory(
            title="Voulue", themes=[theme], nature="video", responsable=client.personne
        )
        voulue.tags.add("sobriété")
        voulue.save()
        RessourcePage.objects.filter(pk=voulue.pk).update(a_revoir_le=jour - timedelta(days=1))
        Page.objects.filter(pk=voulue.pk).update(locked=True)
        autre = RessourcePageFactory(title="Autre", responsable=UserFactory(groupe="Rédaction"))
        RessourcePage.objects.filter(pk=autre.pk).update(a_revoir_le=jour + timedelta(days=40))
        client.theme, client.etiquette = theme.pk, voulue.tags.get().pk
        return client

    @pytest.mark.parametrize(
        "parametres",
        [
            {"theme": "theme"},
            {"nature": "video"},
            {"etiquette": "etiquette"},
            {"responsable": "personne"},
            {"revoir": "en_retard"},
            {"pour_moi": "miens"},
            {"pour_moi": "responsable"},
            {"verrou": "true"},
            {"q": "voul"},
        ],
        ids=str,
    )
    def test_each_one(self, client_, parametres):
        for nom, valeur in parametres.items():
            lu = getattr(client_, valeur, valeur)
            parametres = {nom: getattr(lu, "pk", lu)}
        assert titres(client_, **parametres) == ["Voulue"]

    def test_what_lacks(self, comme):
        sans = RessourcePageFactory(title="Sans", live=False, themes=[], resume="")
        avec = RessourcePageFactory(title="Avec", responsable=UserFactory(groupe="Rédaction"))
        client = comme("Rédaction")
        for manque in ("theme", "responsable", "resume"):
            assert titres(client, manque=manque) == ["Sans"], manque
        assert sans.pk and avec.pk

    def test_to_review_by_me_is_for_who_may_approve(self, comme):
        soumettre(RessourcePageFactory(live=False, title="Soumise"))
        soumettre(RessourcePageFactory(live=False, title="Rendue"), WorkflowState.STATUS_CANCELLED)
        assert titres(comme("Rédaction"), pour_moi="a_relire") == []
        assert "Soumise" in titres(comme("Relecture"), pour_moi="a_relire")

    def test_language(self, comme):
        traduite(RessourcePageFactory(title="Tarifer l’eau"), title="Pricing water")
        client = comme("Rédaction")
        assert titres(client, locale="en") == ["Pricing water"]
        assert titres(client, locale="fr") == ["Tarifer l’eau"]

    @pytest.mark.parametrize("liste", LISTES)
    def test_any_value_answers(self, comme, liste):
        client = comme("Rédaction")
        noms = "etat theme nature etiquette responsable revoir manque pour_moi verrou q p"
        for valeur in ("", "zzz", "-1", "9" * 30, "\x00", "é" * 300):
            parametres = dict.fromkeys([*noms.split(), "ordering"], valeur)
            attendu = 400 if valeur == "\x00" else 200  # no screen sends one: RefusMiddleware
            assert client.get(reverse(liste), parametres).status_code == attendu


class TestTris:
    @pytest.mark.parametrize("liste", LISTES)
    def test_every_column_that_says_so(self, comme, liste):
        ActeurFactory(nom="Un")
        client = comme("Rédaction")
        colonnes = client.get(reverse(liste)).context["table"].columns
        cles = [colonne.sort_key for colonne in colonnes.values() if colonne.sort_key]
        assert len(cles) >= 3
        for cle in cles:
            for sens in ("", "-"):
                reponse = client.get(reverse(liste), {"ordering": f"{sens}{cle}"})
                assert reponse.context["ordering"] == f"{sens}{cle}"

    def test_titles_ignore_accents_and_case(self, comme):
        for titre in ("Zone", "école", "Ecluse", "Été"):
            RessourcePageFactory(title=titre)
        attendu = ["Ecluse", "école", "Été", "Zone"]
        assert titres(comme("Rédaction"), ordering="titre") == attendu
        assert titres(comme("Rédaction"), ordering="-titre") == attendu[::-1]

    def test_actors_ignore_accents(self, comme):
        for nom in ("Zéphyr", "Échelle", "Eau"):
            ActeurFactory(nom=nom)
        assert titres(comme("Rédaction"), "acteurs:list") == ["Eau", "Échelle", "Zéphyr"]

    def test_themes_sort_by_the_first_one(self, comme):
        for nom in ("Eau", "Vélo", "Climat"):
            RessourcePageFactory(title=nom, themes=[ThemePageFactory(title=nom)])
        assert titres(comme("Rédaction"), ordering="themes") == ["Climat", "Eau", "Vélo"]


class TestRecherche:
    @pytest.mark.parametrize("question", ["ecole", "ÉCOLE", "velo ecole", "cantine", "REF-7"])
    def test_finds_title_summary_reference(self, comme, question):
        page = RessourcePageFactory(title="Aller à l’école à vélo", resume="Et à la cantine.")
        RessourcePage.objects.filter(pk=page.pk).update(reference="REF-7")
        RessourcePageFactory(title="Autre")
        assert titres(comme("Rédaction"), q=question) == ["Aller à l’école à vélo"]

    def test_every_word_must_be_there(self, comme):
        RessourcePageFactory(title="Aller à l’école")
        assert titres(comme("Rédaction"), q="école cantine") == []


def test_pagination_says_how_many_and_shows_each_once(comme, theme):
    nombreux.ressources(120, theme=theme)
    client, vus = comme("Rédaction"), []
    for numero in (1, 2, 3):
        reponse = client.get(reverse("ressources:index"), {"p": numero, "ordering": "nature"})
        vus += [page.pk for page in reponse.context["object_list"]]
    assert "120 ressources" in reponse.content.decode()
    assert len(vus) == len(set(vus)) == 120


@pytest.mark.parametrize("role", ["visiteur", None, "Rédaction", "Relecture", "Administration"])
@pytest.mark.parametrize("liste", [*LISTES, "ressources:index_results", "acteurs:list_results"])
def test_who_reads_them(client, comme, liste, role):
    navigateur = client if role == "visiteur" else comme(role)
    attendu = {"visiteur": 302, None: 403}.get(role, 200)
    assert navigateur.get(reverse(liste)).status_code == attendu
