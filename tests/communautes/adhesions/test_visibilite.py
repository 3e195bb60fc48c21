"""Who sees what of a community, on every way out of the portal (domain.md, section 8)."""

import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import querydict_from_html

from communautes.adhesions.donnees import _adhesions as les_siennes
from communautes.adhesions.models import Adhesion, CommunautePage, Vie
from communautes.adhesions.permissions import peut_lire
from communautes.adhesions.services import quitter
from search.facade import Requete, chercher
from tests.factories import (
    AdhesionFactory,
    CommunautePageFactory,
    DiscussionFactory,
    InvitationFactory,
    ReponseFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
VISIBILITES = ("publique", "listee", "invisible")
OBJET = "Ce que nous préparons ensemble"


@pytest.fixture
def valider(django_capture_on_commit_callbacks):
    """What is done under it is known to search."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture(params=VISIBILITES)
def communaute(request, valider):
    with valider():
        return CommunautePageFactory(
            title="Sobriété foncière",
            visibilite=request.param,
            acces="invitation",
            objet=f"<p>{OBJET}</p>",
        )


# role → what it is in the community; « anonyme » has no account.
ROLES = {
    "anonyme": None,
    "connectée": {},
    "demandeuse": {"demandee": True},
    "ancienne membre": {"quittee": True},
    "exclue": {"exclue": True},
    "refusée": {"statut": "refusee", "motif": "Complet"},
    "membre": {"statut": "active"},
    "modératrice": {"role": "moderateur"},
    "animatrice": {"anime": True},
}
DEDANS = {"membre", "modératrice", "animatrice"}


@pytest.fixture(params=ROLES)
def role(request, communaute, client):
    """Who reads; `client` is signed in as them."""
    etat = ROLES[request.param]
    if etat is not None:
        personne = UserFactory(first_name="Ali", last_name="Benali")
        if request.param == "refusée":
            from django.utils import timezone

            etat = etat | {"close_le": timezone.now()}
        if etat:
            AdhesionFactory(communaute=communaute, personne=personne, **etat)
        client.force_login(personne)
    return request.param


class TestLaPage:
    def test_is_there_for_who_may_know(self, client, communaute, role):
        connue = communaute.visibilite != "invisible" or role in DEDANS
        reponse = client.get(communaute.url)
        assert reponse.status_code == (200 if connue else 404)
        assert (OBJET in reponse.text) == connue

    def test_in_english_too(self, client, communaute, role):
        anglaise = communaute.get_translation(Locale.objects.get(language_code="en"))
        connue = communaute.visibilite != "invisible" or role in DEDANS
        assert client.get(anglaise.url).status_code == (200 if connue else 404)

    def test_the_list_shows_it_to_the_same(self, client, communaute, role):
        connue = communaute.visibilite != "invisible" or role in DEDANS
        page = client.get(communaute.get_parent().url).text
        assert ("Sobriété foncière" in page) == connue

    def test_what_is_said_there_is_read_by(self, client, communaute, role):
        personne = (
            UserFactory()
            if role == "anonyme"
            else Adhesion.objects.filter(communaute=communaute).first()
        )
        personne = getattr(personne, "personne", personne) or UserFactory()
        assert peut_lire(personne, communaute) == (
            communaute.visibilite == "publique" or role in DEDANS
        )

    @pytest.mark.parametrize("vue", ["membres", "animation"])
    def test_the_pages_around_it(self, client, communaute, role, vue):
        ouvre = DEDANS if vue == "membres" else {"modératrice", "animatrice"}
        statut = client.get(reverse(f"adhesions:{vue}", args=[communaute.slug])).status_code
        if role == "anonyme":
            assert statut == 302
        elif role in ouvre:
            assert statut == 200
        else:
            connue = communaute.visibilite != "invisible" or role in DEDANS
            assert statut == (403 if connue else 404)


class TestAilleurs:
    """Ways out that know nobody: what is invisible is nowhere."""

    @pytest.mark.parametrize("vue", ["plan_du_site", "sitemap"])
    def test_site_maps(self, client, communaute, vue):
        adresse = "/sitemap-pages.xml" if vue == "sitemap" else reverse(vue)
        lue = client.get(adresse)
        assert lue.status_code == 200
        assert (communaute.slug in lue.text) == (communaute.visibilite != "invisible")

    @pytest.mark.parametrize("langue", ["fr", "en"])
    def test_search(self, communaute, langue):
        trouvees = chercher(Requete(texte="sobriété foncière", locale=langue))
        visible = communaute.visibilite != "invisible" and langue == "fr"
        assert any("Sobriété" in ligne.titre for ligne in trouvees.lignes) == visible

    def test_suggestions(self, client, communaute):
        dites = client.get(reverse("search:suggestions"), {"q": "sobri"}).json()["suggestions"]
        assert bool(dites) == (communaute.visibilite != "invisible")

    def test_becoming_invisible_takes_it_out_of_search(self, valider):
        with valider():
            page = CommunautePageFactory(title="Friches à rouvrir")
        assert chercher(Requete(texte="friches rouvrir", locale="fr")).total == 1
        page.visibilite = "invisible"
        with valider():
            page.save_revision().publish()
        assert chercher(Requete(texte="friches rouvrir", locale="fr")).total == 0

    def test_a_draft_that_makes_it_public_changes_nothing_yet(self, client, anct):
        page = CommunautePageFactory(title="Friches à rouvrir", visibilite="invisible")
        page.visibilite = "publique"
        page.save_revision()
        assert client.get(page.url).status_code == 404


class TestNomsEtAdresses:
    def test_a_visitor_reads_a_function_and_no_name(self, client):
        communaute = CommunautePageFactory()
        AdhesionFactory(
            communaute=communaute,
            personne=UserFactory(
                first_name="Zélie", last_name="Quatremer", email="zq@x.example.org"
            ),
            dans_l_annuaire=True,
        )
        page = client.get(communaute.url).text
        assert "Quatremer" not in page and "zq@x" not in page
        client.force_login(AdhesionFactory(communaute=communaute).personne)
        page = client.get(communaute.url).text
        assert "Zélie Quatremer" in page and "zq@x" not in page

    def test_who_did_not_choose_is_not_in_the_directory(self, client, communaute):
        discrete = UserFactory(first_name="Zélie", last_name="Quatremer")
        AdhesionFactory(communaute=communaute, personne=discrete)
        client.force_login(AdhesionFactory(communaute=communaute).personne)
        annuaire = reverse("adhesions:membres", args=[communaute.slug])
        assert "Quatremer" not in client.get(annuaire).text
        client.force_login(AdhesionFactory(communaute=communaute, anime=True).personne)
        assert "Quatremer" not in client.get(annuaire).text
        animation = reverse("adhesions:animation", args=[communaute.slug])
        assert "Quatremer" in client.get(animation).text

    def test_anct_knows_that_it_exists_and_reads_nothing(self, client, anct):
        cachee = CommunautePageFactory(visibilite="invisible")
        client.force_login(anct)
        assert client.get(cachee.url).status_code == 200
        assert not peut_lire(anct, cachee)

    def test_who_animates_is_named_when_they_chose_it(self, client):
        communaute = CommunautePageFactory()
        personne = UserFactory(first_name="Zélie", last_name="Quatremer")
        animatrice = AdhesionFactory(communaute=communaute, personne=personne, anime=True)
        assert "Quatremer" not in client.get(communaute.url).text
        animatrice.dans_l_annuaire = True
        animatrice.save()
        assert "Zélie Quatremer" in client.get(communaute.url).text


def test_a_withdrawn_page_is_closed_to_its_members_too(client):
    communaute = CommunautePageFactory()
    client.force_login(AdhesionFactory(communaute=communaute, anime=True).personne)
    communaute.unpublish()
    assert client.get(reverse("adhesions:membres", args=[communaute.slug])).status_code == 404
    assert communaute.title not in client.get(reverse("adhesions:miennes")).text


def test_who_left_what_nobody_knows_of_is_not_told_what_it_is_called_now(client):
    communaute = CommunautePageFactory(visibilite="invisible", acces="invitation")
    lui = AdhesionFactory(communaute=communaute, quittee=True).personne
    communaute.title = "Le nouveau nom"
    communaute.save()
    client.force_login(lui)
    lue = client.get(reverse("adhesions:miennes")).text
    assert "Une communauté invisible" in lue and "nouveau nom" not in lue
    [ligne] = les_siennes(lui)
    assert ligne["communaute"] == "une communauté invisible"


@pytest.mark.parametrize("visibilite", ["listee", "invisible"])
def test_of_a_withdrawn_page_the_draft_names_nothing_to_who_left(client, visibilite):
    """Nor to who asked a question there, was invited, or invited: Wagtail writes it in the row."""
    communaute = CommunautePageFactory(visibilite=visibilite, acces="invitation")
    elle = AdhesionFactory(communaute=communaute, anime=True)
    DiscussionFactory(communaute=communaute, auteur=elle.personne)
    InvitationFactory(communaute=communaute, invitee_par=elle.personne)
    InvitationFactory(communaute=communaute, adresse=elle.personne.email)
    quitter(elle, par=elle.personne)
    page = CommunautePage.objects.get(pk=communaute.pk)
    page.unpublish()
    page.title, page.visibilite = "Le nouveau nom", "listee"
    page.save_revision()
    page.save()
    client.force_login(elle.personne)
    lue = client.get(reverse("donnees:mes_donnees")).text
    assert "nouveau nom" not in lue and "une communauté qui n’est pas publiée" in lue


def test_a_member_of_what_nobody_knows_of_reads_its_name_in_their_data(client):
    communaute = CommunautePageFactory(title="Friches", visibilite="invisible", acces="invitation")
    elle = AdhesionFactory(communaute=communaute).personne
    ReponseFactory(discussion=DiscussionFactory(communaute=communaute, auteur=elle), auteur=elle)
    client.force_login(elle)
    lue = client.get(reverse("donnees:mes_donnees")).text
    assert "Friches" in lue and "une communauté invisible" not in lue


@pytest.mark.parametrize("visibilite", ["listee", "invisible"])
def test_nor_does_the_draft_of_a_page_that_was_withdrawn(client, visibilite):
    """« Publique » is saved as its draft: its preview and ANCT's list say nothing of members."""
    communaute = CommunautePageFactory(visibilite=visibilite, acces="demande")
    DiscussionFactory(communaute=communaute, titre="Une question secrète ?", ancienne=True)
    Vie.objects.filter(communaute=communaute).update(synthese="Une synthèse secrète.")
    CommunautePage.objects.get(pk=communaute.pk).unpublish()
    client.force_login(UserFactory(groupe="Rédaction"))
    ecran = reverse("wagtailadmin_pages:edit", args=[communaute.pk])
    saisie = querydict_from_html(client.get(ecran).text, form_id="page-edit-form")
    saisie["visibilite"] = "publique"
    saisie.pop("action-publish", None)
    assert client.post(ecran, saisie).status_code == 302
    assert CommunautePage.objects.get(pk=communaute.pk).visibilite == "publique"
    apercu = reverse("wagtailadmin_pages:preview_on_edit", args=[communaute.pk])
    client.post(apercu, saisie)
    brouillon = reverse("wagtailadmin_pages:view_draft", args=[communaute.pk])
    pages = [client.get(apercu), client.get(brouillon)]
    client.force_login(UserFactory(groupe="Administration"))
    pages.append(client.get(reverse("discussions_admin:index"), {"file": ""}))
    pages.append(client.get(reverse("discussions_admin:index"), {"file": "", "q": "secrète"}))
    assert [(page.status_code, "secrète" in page.content.decode()) for page in pages[:3]] == [
        (200, False)
    ] * 3
    assert "n° " not in pages[3].text  # searching does not guess


@pytest.mark.parametrize("publiee", ["publique", "invisible"])
def test_a_preview_opens_nothing_that_its_members_said(client, publiee):
    """« Publique » is chosen, nothing is saved: the page is shown, its members' words are not."""
    communaute = CommunautePageFactory(visibilite=publiee, acces="invitation")
    DiscussionFactory(communaute=communaute, titre="Une question secrète ?")
    page = CommunautePage.objects.get(pk=communaute.pk)
    page.visibilite = "publique"
    client.force_login(UserFactory(groupe="Rédaction"))
    requete = client.get("/communautes/").wsgi_request
    apercu = page.make_preview_request(requete, "")
    apercu.render()
    montree = "Une question secrète ?" in apercu.content.decode()
    assert montree == (publiee == "publique")
