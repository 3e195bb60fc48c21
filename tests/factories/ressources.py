"""Themes, resources, actors."""

from datetime import timedelta
from functools import partial

import factory
from django.utils import timezone

from ressources.models import Acteur, ActeurTheme, RessourcePage, RessourceTheme, ThemePage
from tests.factories.home import SitePageFactory


class ThemePageFactory(SitePageFactory):
    class Meta:
        model = ThemePage

    title = factory.Sequence(lambda n: f"Thème {n}")
    enjeux = "<ul><li>Un enjeu.</li></ul>"


class ThematiqueFactory(SitePageFactory):
    """`themes=[…]` links themes in that order (`lier`); one is made when none is given."""

    class Meta:
        abstract = True

    @classmethod
    def lignes(cls, kwargs) -> list:
        themes = kwargs.pop("themes", None)
        themes = [ThemePageFactory()] if themes is None else themes
        return [partial(cls.lier, theme=theme, rang=rang) for rang, theme in enumerate(themes)]


class RessourcePageFactory(ThematiqueFactory):
    class Meta:
        model = RessourcePage

    title = factory.Sequence(lambda n: f"Ressource {n}")
    verifie_le = factory.LazyFunction(timezone.localdate)
    a_revoir_le = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365))

    @staticmethod
    def lier(page, *, theme, rang):
        page.themes_lies.add(RessourceTheme(theme=theme, sort_order=rang))


class ActeurFactory(factory.django.DjangoModelFactory):
    """Published as an editor does, unless `live=False`; `themes=[…]`: one is made by default."""

    class Meta:
        model = Acteur

    nom = factory.Sequence(lambda n: f"Acteur {n}")
    slug = factory.Sequence(lambda n: f"acteur-{n}")
    reference = factory.Sequence(lambda n: f"ACT-{n:04}")
    genre = "association"
    resume = "Ce qu’il fait, en deux lignes."
    toute_la_france = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        publie, themes = kwargs.pop("live", True), kwargs.pop("themes", None)
        acteur = model_class(live=False, **kwargs)
        acteur.themes_lies = [
            ActeurTheme(theme=theme, sort_order=rang)
            for rang, theme in enumerate([ThemePageFactory()] if themes is None else themes)
        ]
        acteur.save()
        if publie:
            acteur.save_revision().publish()
            acteur.refresh_from_db()
        return acteur
