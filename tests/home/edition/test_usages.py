"""What points at a content or a file, drafts included, is said before anything is withdrawn."""

import pytest
from django.urls import reverse
from wagtail.models import Collection, Page

from home.edition.usages import references_vers, usages_de
from ressources.models import RessourceLiee
from tests.factories import (
    ActeurFactory,
    ContenuPageFactory,
    DocumentFactory,
    ImageFactory,
    RessourcePageFactory,
    ThemePageFactory,
    UserFactory,
)


def texte(html: str) -> list:
    return [{"type": "rich_text", "value": f"<p>{html}</p>", "id": "b1"}]


def ecrire(page, **champs):
    """A new version of a published page, not published."""
    page = Page.objects.get(pk=page.pk).specific
    for champ, valeur in champs.items():
        setattr(page, champ, valeur)
    page.save_revision()
    return page


def titres(objet, par=None) -> dict[str, bool]:
    """Title → whether only a draft points there."""
    par = par or UserFactory(groupe="Administration")
    return {usage.titre: usage.brouillon for usage in usages_de(objet, par=par)}


@pytest.fixture
def cible(valider):
    return valider(RessourcePageFactory, title="La cible")


class TestUsages:
    def test_blocks_links_and_picks_are_found_once_each(self, valider, cible):
        lien = f'<a linktype="page" id="{cible.pk}">ici</a>'
        valider(ContenuPageFactory, title="Un lien", body=texte(lien))
        cartes = {"type": "resource_cards", "value": {"title": "", "pages": [cible.pk]}, "id": "c"}
        valider(ContenuPageFactory, title="Une carte", body=[cartes])
        voisine = RessourcePageFactory(title="Une voisine", live=False)
        voisine.liees.add(RessourceLiee(ressource=cible))
        valider(voisine.save_revision().publish)
        assert titres(cible) == {"Un lien": False, "Une carte": False, "Une voisine": False}

    def test_a_theme_is_used_by_resources_and_actors(self, valider):
        theme = ThemePageFactory()
        valider(RessourcePageFactory, title="Une ressource", themes=[theme])
        ActeurFactory(nom="Un acteur", themes=[theme])
        assert titres(theme) == {"Un acteur": False, "Une ressource": False}

    def test_a_draft_of_what_is_published_is_read_too(self, valider, cible):
        page = valider(ContenuPageFactory, title="Publiée sans lien")
        ecrire(page, body=texte(f'<a linktype="page" id="{cible.pk}">ici</a>'))
        assert titres(cible) == {"Publiée sans lien": True}

    def test_what_the_draft_removes_still_counts_while_it_is_published(self, valider, cible):
        lien = texte(f'<a linktype="page" id="{cible.pk}">ici</a>')
        page = valider(ContenuPageFactory, title="Publiée avec lien", body=lien)
        ecrire(page, body=[])
        assert titres(cible) == {"Publiée avec lien": False}

    def test_a_number_that_is_the_same_is_no_reference(self, valider, cible):
        page = valider(ContenuPageFactory, title="Chiffres")
        ecrire(page, body=texte(f"{cible.pk} habitants"))
        assert titres(cible) == {}

    def test_an_actor_s_draft_is_read(self, db):
        image = ImageFactory()
        acteur = ActeurFactory(nom="Au nouveau logo")
        acteur.logo = image
        acteur.save_revision()
        assert titres(image) == {"Au nouveau logo": True}

    def test_who_may_not_open_a_content_reads_its_title_without_a_link(self, valider, cible):
        valider(ContenuPageFactory, body=texte(f'<a linktype="page" id="{cible.pk}">ici</a>'))
        adresses = {
            groupe: [usage.url for usage in usages_de(cible, par=UserFactory(groupe=groupe))]
            for groupe in ("Rédaction", None)
        }
        assert adresses[None] == [""] and "/edit/" in adresses["Rédaction"][0]

    def test_costs_the_same_for_few_and_many(self, valider, cible, count_queries):
        personne = UserFactory(groupe="Rédaction")
        lien = texte(f'<a linktype="page" id="{cible.pk}">ici</a>')
        valider(ContenuPageFactory, body=lien)
        peu = count_queries(usages_de, cible, par=personne)
        valider(ContenuPageFactory.create_batch, 6, body=lien)
        personne = type(personne).objects.get(pk=personne.pk)  # permissions asked again
        assert count_queries(usages_de, cible, par=personne) == peu


class TestEcrans:
    @pytest.mark.parametrize("acte", ["unpublish", "delete"])
    def test_the_confirmation_lists_titles_and_links(self, comme, valider, cible, acte):
        lien = texte(f'<a linktype="page" id="{cible.pk}">ici</a>')
        page = valider(ContenuPageFactory, title="Un <b>lien</b>", body=lien)
        url = reverse(f"wagtailadmin_pages:{acte}", args=[cible.pk])
        ecran = comme("Administration").get(url).content.decode()
        assert "Utilisé par 1 contenu" in ecran
        edition = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert f'<a href="{edition}">Un &lt;b&gt;lien&lt;/b&gt;</a>' in ecran

    def test_nothing_is_said_when_nothing_uses_it(self, comme, cible):
        url = reverse("wagtailadmin_pages:delete", args=[cible.pk])
        assert "Rien d’autre ne s’en sert" in comme("Administration").get(url).content.decode()

    @pytest.mark.parametrize(
        ("fabrique", "vue", "bloc"),
        [
            (ImageFactory, "wagtailimages:image_usage", "image"),
            (DocumentFactory, "wagtaildocs:document_usage", "download"),
        ],
        ids=["image", "fichier"],
    )
    def test_a_file_of_a_draft_is_listed_and_kept(self, comme, valider, fabrique, vue, bloc):
        media = fabrique(collection=Collection.get_first_root_node())
        page = valider(ContenuPageFactory, title="La page au brouillon")
        valeur = (
            {"image": {"image": media.pk, "alt_text": "x", "decorative": False}, "caption": ""}
            if bloc == "image"
            else {"document": media.pk, "title": "", "description": ""}
        )
        ecrire(page, body=[{"type": bloc, "value": valeur, "id": "b"}])
        client = comme("Administration")
        ecran = client.get(reverse(vue, args=[media.pk])).content.decode()
        assert "La page au brouillon" in ecran and "brouillon" in ecran
        suppression = vue.replace("image_usage", "delete").replace("document_usage", "delete")
        client.post(reverse(suppression, args=[media.pk]))
        assert type(media).objects.filter(pk=media.pk).exists()

    @pytest.mark.parametrize(
        ("role", "statut"),
        [("Rédaction", 200), ("Relecture", 200), ("Administration", 200), (None, 403)],
    )
    def test_roles(self, comme, client, cible, role, statut):
        url = reverse("wagtailadmin_pages:usage", args=[cible.pk])
        assert comme(role).get(url).status_code == statut
        client.logout()
        assert client.get(url).status_code == 302

    def test_a_file_shown_by_nothing_has_no_reference(self, db):
        assert references_vers(ImageFactory()).count() == 0
