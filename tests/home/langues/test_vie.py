"""The whole life of a page in two languages, through the screens that editors use."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from home.langues.admin import SyncForm
from ressources.models import RessourceTheme
from tests.factories import ThemePageFactory
from tests.home.langues.conftest import ANGLAIS

NOTICE = "This page is not yet translated into English"


def test_a_new_page_is_read_in_french_under_en(eau, lire, adresse_anglaise):
    texte = lire(adresse_anglaise(eau))
    assert '<html lang="en"' in texte
    assert '<div lang="fr">' in texte
    assert NOTICE in texte
    assert "La méthode" in texte
    assert f'<link rel="canonical" href="http://testserver{eau.url}">' in texte
    assert "hreflang" not in texte.split("</head>")[0]


class TestTranslation:
    def test_readers_see_french_until_it_is_published(
        self, eau, traductrice, lire, adresse_anglaise
    ):
        avant = lire(adresse_anglaise(eau))
        traductrice.commencer(eau)
        assert lire(adresse_anglaise(eau)) == avant
        assert traductrice.client.get(traductrice.ecran(eau)).status_code == 200
        moitie = dict(list(ANGLAIS.items())[:3])
        traductrice.traduire(eau, moitie)
        assert lire(adresse_anglaise(eau)) == avant

    def test_half_a_translation_is_refused(self, eau, traductrice, lire, adresse_anglaise):
        traductrice.commencer(eau)
        traductrice.traduire(eau, {"Tarifer l’eau": "Pricing water"})
        avant = lire(adresse_anglaise(eau))
        messages = traductrice.publier(eau)
        assert any("Il reste 3 textes à traduire" in message for message in messages)
        assert lire(adresse_anglaise(eau)) == avant

    def test_half_a_translation_is_refused_to_code_too(
        self, eau, traductrice, lire, adresse_anglaise
    ):
        """Commands and imports do not go through the editor's screen."""
        traductrice.commencer(eau)
        traductrice.traduire(eau, {"Tarifer l’eau": "Pricing water"})
        avant = lire(adresse_anglaise(eau))
        with override("fr"), pytest.raises(ValidationError, match="Il reste 3 textes à traduire"):
            traductrice.source(eau).translations.get().save_target(publish=True)
        assert lire(adresse_anglaise(eau)) == avant

    def test_published_it_replaces_the_alias(
        self, eau, theme, traductrice, lire, adresse_anglaise, anglais
    ):
        ancienne = adresse_anglaise(eau)
        traductrice.commencer(eau)
        traductrice.traduire(eau, ANGLAIS)
        assert "La page est publiée en anglais." in traductrice.publier(eau)
        assert adresse_anglaise(eau).endswith("/pricing-water/")
        texte = lire(adresse_anglaise(eau))
        assert "Measure <b>before</b> you decide." in texte
        assert "La méthode" not in texte and NOTICE not in texte
        assert '<div lang="fr">' not in texte
        tete = texte.split("</head>")[0]
        assert f'hreflang="fr" href="http://testserver{eau.url}"' in tete
        assert f'hreflang="x-default" href="http://testserver{eau.url}"' in tete
        assert 'hreflang="en"' in tete
        anglaise = eau.get_translation(anglais)
        assert [lien.theme_id for lien in anglaise.themes_lies.all()] == [theme.pk]
        assert lire("/sitemap.xml").count("pricing-water") >= 1
        assert "La méthode" in lire(eau.url)
        assert traductrice.client.get(ancienne).status_code == 301

    def test_slug_alone_may_stay_french(self, eau, traductrice, adresse_anglaise):
        ancienne = adresse_anglaise(eau)
        traductrice.commencer(eau)
        textes = {cle: texte for cle, texte in ANGLAIS.items() if cle != "tarifer-l-eau"}
        traductrice.traduire(eau, textes)
        traductrice.publier(eau)
        assert adresse_anglaise(eau) == ancienne
        assert Page.objects.get(pk=traductrice.ecran(eau).split("/")[-3]).alias_of_id is None

    def test_waits_for_its_french_page(self, eau, traductrice, lire):
        traductrice.commencer(eau)
        traductrice.traduire(eau, ANGLAIS)
        eau.unpublish()
        messages = traductrice.publier(eau)
        assert any("Publiez d’abord la page française" in message for message in messages)

    def test_preview_shows_english_before_anybody_reads_it(self, eau, traductrice):
        traductrice.commencer(eau)
        traductrice.traduire(eau, ANGLAIS)
        traduction = traductrice.source(eau).translations.get()
        adresse = reverse("wagtail_localize:preview_translation", args=[traduction.pk])
        texte = traductrice.client.get(adresse).content.decode()
        assert "The method" in texte and NOTICE not in texte


class TestApres:
    """Once translated."""

    def traduire(self, page, traductrice):
        traductrice.commencer(page)
        traductrice.traduire(page, ANGLAIS)
        traductrice.publier(page)

    def test_french_changes_wait_for_the_translator(
        self, eau, traductrice, lire, adresse_anglaise, publier_corps
    ):
        self.traduire(eau, traductrice)
        avant = lire(adresse_anglaise(eau))
        publier_corps(eau, "<p>Mesurer, puis débattre.</p>")
        assert "puis débattre" in lire(eau.url)
        assert lire(adresse_anglaise(eau)) == avant
        assert traductrice.synchroniser(eau).url == traductrice.ecran(eau)
        assert lire(adresse_anglaise(eau)) == avant
        assert any("Il reste 1 texte à traduire" in m for m in traductrice.publier(eau))
        assert lire(adresse_anglaise(eau)) == avant
        traductrice.traduire(eau, {"Mesurer, puis débattre.": "Measure, then debate."})
        traductrice.publier(eau)
        assert "then debate" in lire(adresse_anglaise(eau))

    def test_publishing_says_what_is_true(self, eau, traductrice):
        traductrice.commencer(eau)
        traductrice.traduire(eau, {k: v for k, v in ANGLAIS.items() if k != "tarifer-l-eau"})
        assert traductrice.publier(eau)[-1] == "La page est publiée en anglais."

    def test_synchronising_leads_to_the_new_texts_and_counts_them(
        self, eau, traductrice, publier_corps
    ):
        self.traduire(eau, traductrice)
        publier_corps(eau, "<p>Mesurer, puis débattre.</p>")
        adresse = reverse("wagtail_localize:update_translations", args=[traductrice.source(eau).pk])
        depuis = reverse("wagtailadmin_pages:edit", args=[eau.pk])
        reponse = traductrice.poster(adresse, {"next": depuis}, follow=True)
        assert reponse.redirect_chain[-1][0] == traductrice.ecran(eau)
        assert "1 texte à traduire." in [str(m) for m in reponse.context["messages"]]

    def test_facts_do_not_wait(self, eau, traductrice, anglais, django_capture_on_commit_callbacks):
        self.traduire(eau, traductrice)
        mobilites = ThemePageFactory(title="Se déplacer")
        eau.verifie_le, eau.nature = date(2026, 1, 2), "video"
        eau.themes_lies = [RessourceTheme(theme=mobilites)]
        with django_capture_on_commit_callbacks(execute=True):
            eau.save_revision().publish()
        anglaise = eau.get_translation(anglais)
        assert (anglaise.verifie_le, anglaise.nature) == (date(2026, 1, 2), "video")
        assert [lien.theme for lien in anglaise.themes_lies.all()] == [mobilites]
        assert anglaise.title == "Pricing water"

    def test_it_ends_with_the_french_page(self, eau, traductrice, anglais):
        self.traduire(eau, traductrice)
        eau.refresh_from_db()
        eau.expire_at = timezone.now() + timedelta(days=3)
        eau.save_revision().publish()
        assert eau.get_translation(anglais).expire_at == eau.expire_at

    def test_withdrawn_with_the_french_page_and_back_with_it(
        self, eau, traductrice, lire, adresse_anglaise, anglais
    ):
        self.traduire(eau, traductrice)
        adresse = adresse_anglaise(eau)
        eau.refresh_from_db()
        eau.unpublish()
        assert lire(eau.url) is None and lire(adresse) is None
        eau.save_revision().publish()
        assert "The method" in lire(adresse)

    def test_withdrawn_alone_french_is_read_again(
        self, eau, traductrice, lire, adresse_anglaise, anglais, django_capture_on_commit_callbacks
    ):
        self.traduire(eau, traductrice)
        with django_capture_on_commit_callbacks(execute=True):
            eau.get_translation(anglais).unpublish()
        texte = lire(adresse_anglaise(eau))
        assert "La méthode" in texte and NOTICE in texte
        traductrice.publier(eau)
        assert "The method" in lire(adresse_anglaise(eau))

    def test_deleted_french_is_read_again(
        self, eau, traductrice, lire, adresse_anglaise, anglais, django_capture_on_commit_callbacks
    ):
        self.traduire(eau, traductrice)
        with django_capture_on_commit_callbacks(execute=True):
            eau.get_translation(anglais).delete()
        assert NOTICE in lire(adresse_anglaise(eau))


class TestRecherche:
    """What is not translated is found in French only."""

    def chercher(self, client, adresse: str) -> list[str]:
        return [ligne.titre for ligne in client.get(adresse).context["ecran"].resultats.lignes]

    def test_english_finds_what_is_translated(
        self, eau, traductrice, client, anglais, publier_corps, django_capture_on_commit_callbacks
    ):
        publier_corps(eau, "<p>Mesurer <b>avant</b> de décider.</p>")
        assert self.chercher(client, "/recherche/?q=tarifer") == ["Tarifer l’eau"]
        assert self.chercher(client, "/en/recherche/?q=tarifer") == []
        traductrice.commencer(eau)
        traductrice.traduire(eau, ANGLAIS)
        assert self.chercher(client, "/en/recherche/?q=pricing") == []
        traductrice.publier(eau)
        assert self.chercher(client, "/en/recherche/?q=pricing") == ["Pricing water"]
        assert self.chercher(client, "/recherche/?q=tarifer") == ["Tarifer l’eau"]
        texte = client.get("/en/recherche/?q=pricing").content.decode()
        assert '<span lang="fr">Partager l’eau</span>' in texte  # the theme is not translated
        with django_capture_on_commit_callbacks(execute=True):
            eau.get_translation(anglais).unpublish()
        assert self.chercher(client, "/en/recherche/?q=pricing") == []


def test_the_only_language_is_ticked_beforehand(eau, traductrice):
    adresse = reverse("wagtail_localize:submit_page_translation", args=[eau.pk])
    champ = traductrice.client.get(adresse).context["form"]["locales"]
    assert champ.label == "Langues"
    assert [langue.language_code for langue in champ.initial] == ["en"]


def test_synchronising_never_publishes_at_once():
    """Whatever the request says: new texts would be in French in the English page."""
    formulaire = SyncForm({"publish_translations": "on"})
    assert formulaire.is_valid()
    assert formulaire.cleaned_data["publish_translations"] is False
