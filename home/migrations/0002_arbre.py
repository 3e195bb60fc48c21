"""The languages, the two home pages, and the pages that the law asks for."""

from django.db import migrations

from home import arbre


def creer(apps, schema_editor):
    Locale = apps.get_model("wagtailcore", "Locale")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    francais, _ = Locale.objects.get_or_create(language_code="fr")
    anglais, _ = Locale.objects.get_or_create(language_code="en")
    racine = Page.objects.get(depth=1)
    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()  # Wagtail's « Welcome » page
    Page.objects.filter(pk=racine.pk).update(numchild=0, locale=francais)

    titre = "Territoires en commun"
    accueil = arbre.ajouter(
        apps, "home.AccueilPage", racine, titre=titre, slug="accueil", locale=francais
    )
    arbre.ajouter(
        apps,
        "home.AccueilPage",
        racine,
        titre=titre,
        slug="home",
        locale=anglais,
        alias_of=accueil,
    )
    Site.objects.create(
        hostname="localhost",
        port=80,
        site_name="Territoires en commun",
        root_page_id=accueil.pk,
        is_default_site=True,
    )
    arbre.ajouter_dans_chaque_langue(
        apps,
        "home.ActualiteIndexPage",
        titre="Actualités",
        slug="actualites",
        resume="Ce qui s’ouvre, ce qui se décide et ce que l’on apprend sur le portail.",
    )
    for titre, slug in (
        ("Mentions légales", "mentions-legales"),
        ("Données personnelles", "donnees-personnelles"),
    ):
        arbre.ajouter_dans_chaque_langue(apps, "home.ContenuPage", titre=titre, slug=slug)


def defaire(apps, schema_editor):
    traductions = apps.get_model("wagtail_localize", "TranslationSource")
    arbre.effacer(
        schema_editor.connection,
        traductions._meta.db_table,
        list(traductions.objects.values_list("pk", flat=True)),
    )
    for modele in ("home.ContenuPage", "home.ActualiteIndexPage", "home.AccueilPage"):
        arbre.retirer(apps, schema_editor, modele)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        # What is written of these pages there goes with them.
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
    ]

    operations = [migrations.RunPython(creer, defaire)]
