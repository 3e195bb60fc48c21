"""Pages of the site’s frame, its pictures and documents."""

import factory
import wagtail_factories
from django.apps import apps
from wagtail.models import Locale

from home.models import ActualitePage, ContenuPage, SiteDocument, SiteImage


def traduite(page, **champs):
    """The English page of a published French one, translated, published with these fields."""
    anglaise = page.get_translation(Locale.objects.get(language_code="en")).specific
    anglaise.alias_of = None
    for champ, valeur in champs.items():
        setattr(anglaise, champ, valeur)
    anglaise.save()
    anglaise.save_revision().publish()
    return anglaise


class ImageFactory(wagtail_factories.ImageFactory):
    class Meta:
        model = SiteImage


class DocumentFactory(wagtail_factories.DocumentFactory):
    """A short text: what the library stores is read first. `file__filename`, `file__data` change
    it.
    """

    class Meta:
        model = SiteDocument

    file = factory.django.FileField(filename="texte.txt", data=b"Un texte.")


class SitePageFactory(wagtail_factories.PageFactory):
    """A page in the French tree unless `parent` says otherwise, published as an editor does."""

    class Meta:
        abstract = True

    resume = "Ce que l’on y trouve, en deux lignes."
    live = True

    @classmethod
    def _create_instance(cls, model_class, parent, kwargs):
        publiee = kwargs.pop("live")
        lignes = cls.lignes(kwargs)
        page = super()._create_instance(
            model_class, parent or cls.parent_francais(), kwargs | {"live": False}
        )
        for ligne in lignes:
            ligne(page)
        if publiee:
            page.save_revision().publish()
            page.refresh_from_db()
        return page

    @classmethod
    def lignes(cls, kwargs) -> list:
        """Functions of the page that add its child rows; takes its own arguments out of kwargs."""
        return []

    @classmethod
    def parent_francais(cls):
        modele = apps.get_model(cls._meta.model.parent_page_types[0])
        return modele.objects.get(locale__language_code="fr")


class ContenuPageFactory(SitePageFactory):
    class Meta:
        model = ContenuPage

    title = factory.Sequence(lambda n: f"Page {n}")


class ActualitePageFactory(SitePageFactory):
    class Meta:
        model = ActualitePage

    title = factory.Sequence(lambda n: f"Actualité {n}")
