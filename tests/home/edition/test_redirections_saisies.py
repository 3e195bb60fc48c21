"""Redirects that an editor types: from what does not answer, to what anybody may read."""

import pytest
from django.urls import reverse
from wagtail.contrib.redirects import views
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from tests.factories import (
    ActeurFactory,
    DocumentFactory,
    RessourcePageFactory,
)

AILLEURS = "https://exemple.example.org/"


class TestSaisieALaMain:
    def poster(self, comme, ancienne: str):
        cible = RessourcePageFactory(slug="cible")
        donnees = {"old_path": ancienne, "redirect_page": cible.pk, "is_permanent": "on"}
        return comme("Rédaction").post(reverse("wagtailredirects:add"), donnees)

    @pytest.mark.parametrize("ancienne", ["/ancien/guide.php?id=3", "/ressources/retiree/", "/x"])
    def test_from_what_does_not_answer(self, comme, ancienne):
        RessourcePageFactory(slug="retiree", live=False)
        self.poster(comme, ancienne)
        assert Redirect.objects.filter(old_path=Redirect.normalise_path(ancienne)).exists()

    @pytest.mark.parametrize(
        "ancienne",
        ["/ressources/lue/", "/ressources/lue", "/en/resources/lue/", "/annuaire/lu/", "/contact/"],
    )
    def test_what_answers_is_refused_and_what_was_typed_stays(self, comme, ancienne):
        RessourcePageFactory(slug="lue")
        ActeurFactory(slug="lu")
        page = self.poster(comme, ancienne).content.decode()
        assert "une redirection n’agit que d’une adresse qui ne répond plus" in page
        assert f'value="{ancienne}"' in page
        assert not Redirect.objects.exists()

    @pytest.mark.parametrize("quoi", ["document", "admin", "admin-inconnue"])
    def test_neither_a_file_nor_the_admin_gives_its_address(self, comme, quoi):
        adresses = {"admin": "/admin/", "admin-inconnue": "/admin/nimporte/"}
        ancienne = adresses.get(quoi) or DocumentFactory().url
        page = self.poster(comme, ancienne).content.decode()
        assert "une redirection n’agit que d’une adresse qui ne répond plus" in page
        assert not Redirect.objects.exists()

    def test_one_that_acts_is_not_turned_into_one_that_would_not(self, comme):
        RessourcePageFactory(slug="lue")
        redirection = Redirect.add_redirect("/ancienne/", redirect_to=RessourcePageFactory())
        url = reverse("wagtailredirects:edit", args=[redirection.pk])
        donnees = {
            "old_path": "/ressources/lue/",
            "redirect_link": AILLEURS,
            "is_permanent": "on",
        }
        page = comme("Rédaction").post(url, donnees).content.decode()
        assert "une redirection n’agit que d’une adresse qui ne répond plus" in page
        redirection.refresh_from_db()
        assert redirection.old_path == "/ancienne"

    def test_a_file_of_redirects_says_which_line_would_not_act(self, db):
        RessourcePageFactory(slug="lue")
        colonnes = {"from_index": 0, "to_index": 1, "permanent": True, "site": None}
        lignes = [(depart, AILLEURS) for depart in ("/ressources/lue/", "/ancienne/")]
        bilan = views.create_redirects_from_dataset(lignes, colonnes)
        assert bilan["successes"] == 1
        assert "n’agit que d’une adresse" in bilan["errors"][0][2]

    @pytest.mark.parametrize("ancienne", ["pas d’adresse", "https://ailleurs.example.org/x/", "x/"])
    def test_what_is_no_address_of_this_site(self, comme, ancienne):
        page = self.poster(comme, ancienne).content.decode()
        assert "Écrivez l’ancienne adresse à partir de" in page
        assert not Redirect.objects.exists()


class TestAdresseDArrivee:
    """Of a redirect typed by hand, when it leads to no page of the tree."""

    def poster(self, comme, vers: str):
        donnees = {"old_path": "/ancienne/", "redirect_link": vers, "is_permanent": "on"}
        return comme("Rédaction").post(reverse("wagtailredirects:add"), donnees)

    def test_the_form_says_what_it_takes(self, comme):
        page = comme("Rédaction").get(reverse("wagtailredirects:add")).content.decode()
        assert "par exemple /annuaire/, ou l’adresse entière d’un autre site" in page

    @pytest.mark.parametrize(
        "vers",
        [
            "/annuaire/lu/",
            "/ressources/lue/?tri=date#bas",
            "/contact/?retour=https://a.fr/x",
            AILLEURS,
            "http://localhost/",
        ],
    )
    def test_a_path_of_the_site_or_an_address_elsewhere(self, comme, client, vers):
        RessourcePageFactory(slug="lue")
        ActeurFactory(slug="lu")
        assert self.poster(comme, vers).status_code == 302
        assert client.get("/ancienne/").url == vers

    @pytest.mark.parametrize(
        ("vers", "phrase"),
        [
            ("annuaire/", "Cette adresse n’en est pas une"),
            ("www.exemple.fr", "Cette adresse n’en est pas une"),
            ("//exemple.fr/x", "Cette adresse n’en est pas une"),
            ("/une page/", "Cette adresse n’en est pas une"),
            ("javascript:alert(1)", "Cette adresse n’en est pas une"),
            ("javascript://exemple.fr/%0aalert(1)", "Cette adresse n’en est pas une"),
            ("/nulle-part/", "Personne ne peut lire /nulle-part/ sans compte"),
            ("/ancienne/", "Personne ne peut lire /ancienne/"),
            ("http://localhost/nulle-part/", "Personne ne peut lire /nulle-part/"),
            ("http://localhost:80/nulle-part/", "Personne ne peut lire /nulle-part/"),
            ("/documents/999999/rien.pdf", "Personne ne peut lire /documents/"),
            ("/admin/pages/", "Personne ne peut lire /admin/pages/"),
            ("/ressources/reservee/", "Personne ne peut lire /ressources/reservee/"),
        ],
    )
    def test_another_is_refused_with_its_reason_and_stays(self, comme, vers, phrase):
        reservee = RessourcePageFactory(slug="reservee")
        PageViewRestriction.objects.create(page=reservee, restriction_type="login")
        page = self.poster(comme, vers).content.decode()
        assert phrase in page and f'value="{vers}"' in page
        assert not Redirect.objects.exists()

    def test_one_that_the_site_wrote_can_be_edited(self, comme, valider):
        acteur = valider(ActeurFactory, slug="avant")
        acteur.slug = "apres"
        valider(acteur.save_revision().publish)
        redirection = Redirect.objects.get(old_path="/annuaire/avant")
        url = reverse("wagtailredirects:edit", args=[redirection.pk])
        donnees = {"old_path": "/annuaire/avant", "redirect_link": redirection.redirect_link}
        assert comme("Rédaction").post(url, donnees).status_code == 302
        redirection.refresh_from_db()
        assert not redirection.is_permanent and redirection.redirect_link == "/annuaire/apres/"
