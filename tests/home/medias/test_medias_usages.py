"""What uses an image or a file: pages, drafts, what is programmed; and who may delete it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from home.medias.politique import POLITIQUES
from home.models import SiteDocument, SiteImage
from home.usages.lecture import inutilises
from tests.factories import ActualitePageFactory, ContenuPageFactory, UserFactory


def seules(modele) -> set:
    """Keys of those that nothing uses."""
    return set(inutilises(modele.objects.all()).values_list("pk", flat=True))


def bloc(document) -> list[dict]:
    return [{"type": "download", "value": {"document": document.pk}}]


class TestUsages:
    def test_what_nothing_shows_is_unused(self, image, document):
        seuls = image(), document()
        assert seules(SiteImage) == {seuls[0].pk}
        assert seules(SiteDocument) == {seuls[1].pk}

    def test_a_published_page_uses_it(self, image, document):
        ActualitePageFactory(image=image(), body=bloc(document()))
        assert not seules(SiteImage) and not seules(SiteDocument)

    def test_the_draft_of_a_published_page_too(self, image, document):
        """Wagtail’s own index does not see it."""
        page = ActualitePageFactory(image=image(title="En ligne"))
        page.image, page.body = image(title="En préparation"), bloc(document())
        page.save_revision()
        assert not seules(SiteImage) and not seules(SiteDocument)

    def test_a_draft_that_takes_it_away_frees_nothing_yet(self, image):
        page = ActualitePageFactory(image=image())
        page.image = None
        page.save_revision()
        assert not seules(SiteImage)
        page.get_latest_revision().publish()
        assert len(seules(SiteImage)) == 1

    def test_what_a_draft_no_longer_shows_is_free(self, image):
        page = ActualitePageFactory()
        page.image = image()
        page.save_revision()
        page.image = None
        page.save_revision()
        assert len(seules(SiteImage)) == 1

    def test_what_is_programmed_counts_behind_a_newer_draft(self, image):
        page = ActualitePageFactory()
        page.image = image()
        page.save_revision(approved_go_live_at=timezone.now() + timedelta(days=2))
        page.image = None
        page.save_revision()
        assert not seules(SiteImage)

    def test_a_deleted_page_frees_it(self, image):
        page = ActualitePageFactory(live=False, image=image())
        page.delete()
        assert len(seules(SiteImage)) == 1

    def test_another_file_uses_its_alternative(self, document):
        autre = document(title="Autre")
        principal = document(alternative_document=autre)
        assert seules(SiteDocument) == {principal.pk}


class TestRefusDeSupprimer:
    @pytest.fixture
    def administration(self, db):
        return UserFactory(groupe="Administration")

    def test_names_what_uses_it_be_it_a_draft(self, image, administration):
        media = image()
        page = ActualitePageFactory(title="La place rouvre")
        page.image = media
        page.save_revision()
        raison = POLITIQUES[SiteImage].refus_de_supprimer(administration, media)
        assert "La place rouvre" in raison and "1 contenu" in raison

    def test_names_three_at_most(self, image, administration):
        media = image()
        ActualitePageFactory.create_batch(5, image=media)
        raison = POLITIQUES[SiteImage].refus_de_supprimer(administration, media)
        assert "5 contenus" in raison and raison.count("«") == 3 and "…" in raison

    def test_costs_the_same_for_2_or_20(self, image, administration, count_queries):
        medias = [image(title=f"Image {rang}") for rang in range(20)]
        for rang in range(3):
            ActualitePageFactory(image=medias[rang])
        politique = POLITIQUES[SiteImage]
        politique.refus(administration, medias[:1])  # reads the person's rights once for good
        assert count_queries(politique.refus, administration, medias[:3]) == count_queries(
            politique.refus, administration, medias
        )

    def test_several_at_once_says_what_stays_and_why(self, comme, image):
        libre, prise = image(title="Libre"), image(title="Prise")
        ActualitePageFactory(title="La place rouvre", image=prise)
        url = reverse("wagtail_bulk_action", args=["home", "siteimage", "delete"])
        url += f"?id={libre.pk}&id={prise.pk}"
        client = comme("Administration")
        contenu = client.get(url).content.decode()
        assert "1 fichier, qui ne sert nulle part" in contenu
        assert "1 fichier restera" in contenu and "La place rouvre" in contenu
        client.post(url)
        assert list(SiteImage.objects.values_list("title", flat=True)) == ["Prise"]

    def test_all_means_what_the_list_shows(self, comme, document):
        document(title="Note à garder", nom="a.pdf")
        document(title="Note à jeter", nom="a.txt", octets=b"Un texte.")
        url = reverse("wagtail_bulk_action", args=["home", "sitedocument", "delete"])
        comme("Administration").post(f"{url}?id=all&format=txt")
        assert list(SiteDocument.objects.values_list("title", flat=True)) == ["Note à garder"]

    def test_all_after_a_search_too(self, comme, document):
        document(title="Budget participatif")
        document(title="Charte de l’eau")
        url = reverse("wagtail_bulk_action", args=["home", "sitedocument", "delete"])
        comme("Administration").post(f"{url}?id=all&q=budget&accessible=non")
        assert list(SiteDocument.objects.values_list("title", flat=True)) == ["Charte de l’eau"]

    def test_the_file_goes_with_it(self, comme, document, django_capture_on_commit_callbacks):
        media = document()
        with django_capture_on_commit_callbacks(execute=True):
            comme("Administration").post(reverse("wagtaildocs:delete", args=[media.pk]))
        assert not media.file.storage.exists(media.file.name)


def test_a_page_keeps_what_it_shows(image):
    """ContenuPage has no image of its own: its body counts."""
    media = image()
    valeur = {"image": {"image": media.pk, "alt_text": "", "decorative": True}, "caption": ""}
    ContenuPageFactory(live=False, body=[{"type": "image", "value": valeur}])
    assert not seules(SiteImage)


@pytest.mark.parametrize("genre", ["image", "document"])
def test_the_form_says_how_many_use_it(comme, image, document, genre):
    media = image() if genre == "image" else document()
    corps = [] if genre == "image" else bloc(media)
    for titre in ("En ligne", "En chantier"):
        page = ActualitePageFactory(title=titre)
        page.image, page.body = (media if genre == "image" else None), corps
        page.save_revision()
    nom = {"image": "wagtailimages:edit", "document": "wagtaildocs:edit"}[genre]
    formulaire = comme("Rédaction").get(reverse(nom, args=[media.pk]))
    assert formulaire.context["usage_count_val"] == 2
