"""The flat index: one row per visible thing and language. It can always be rebuilt."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _


def liste(libelle, longueur: int = 100) -> ArrayField:
    return ArrayField(models.CharField(max_length=longueur), verbose_name=libelle, default=list)


class IndexDocument(models.Model):
    objet = models.CharField(_("objet"), max_length=120)
    locale = models.CharField(_("langue de l’index"), max_length=10)
    nature = models.CharField(_("nature"), max_length=30)
    sous_nature = models.CharField(_("sous-nature"), max_length=30, blank=True)
    titre = models.TextField(_("titre"))
    titre_tri = models.TextField(_("titre pour le tri"))
    chemin = models.TextField(_("chemin"))
    resume = models.TextField(_("résumé"), blank=True)
    corps = models.TextField(_("corps"), blank=True)
    langue = models.CharField(_("langue du texte"), max_length=10)
    themes = liste(_("thèmes"))
    etiquettes = liste(_("étiquettes"))
    niveaux = liste(_("niveaux"))
    publics = liste(_("publics"))
    strates = liste(_("strates"))
    territoires = liste(_("territoires"))
    couts = liste(_("coûts"))
    durees = liste(_("durées"))
    annees = liste(_("années"))
    profil = liste(_("de qui"))
    acces = liste(_("accès"))
    publie_le = models.DateTimeField(_("publié le"), null=True, blank=True)
    verifie_le = models.DateField(_("vérifié le"), null=True, blank=True)
    maj_le = models.DateTimeField(_("mis à jour le"), null=True, blank=True)
    ouvre_le = models.DateTimeField(_("visible à partir du"), null=True, blank=True)
    expire_le = models.DateTimeField(_("visible jusqu’au"), null=True, blank=True)
    reprises = models.PositiveIntegerField(_("reprises"), default=0)
    carte = models.JSONField(_("carte"), default=dict)
    empreinte = models.CharField(_("empreinte"), max_length=64)
    longueur = models.PositiveIntegerField(_("longueur"), default=0, help_text=_("En mots."))
    vecteur = SearchVectorField(_("vecteur"), null=True)
    vecteur_bref = models.GeneratedField(
        verbose_name=_("titre, résumé et étiquettes"),
        expression=models.Func(models.F("vecteur"), template="ts_filter(%(expressions)s, '{a,b}')"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("document de l’index")
        verbose_name_plural = _("documents de l’index")
        constraints = [
            models.UniqueConstraint(fields=["objet", "locale"], name="search_document_unique")
        ]
        indexes = [
            # Read on every search, written when a page is published: no list of pending entries.
            GinIndex(fields=["vecteur"], name="search_vecteur", fastupdate=False),
            GinIndex(
                fields=["titre_tri"],
                name="search_titre",
                opclasses=["gin_trgm_ops"],
                fastupdate=False,
            ),
            models.Index(fields=["locale", "nature"], name="search_nature"),
            models.Index(
                "locale",
                "nature",
                models.F("publie_le").desc(nulls_last=True),
                "id",
                name="search_recents",
            ),
            models.Index(
                "locale",
                "nature",
                models.F("reprises").desc(),
                models.F("publie_le").desc(nulls_last=True),
                "id",
                name="search_repris",
            ),
        ]

    def __str__(self) -> str:
        return self.titre
