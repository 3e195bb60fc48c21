"""The two lists of this room are in English from the start."""

from django.db import migrations

from home import arbre


def traduire(apps, schema_editor):
    arbre.traduire(
        apps,
        "ressources.ThemeIndexPage",
        titre="Themes",
        slug="themes",
        resume="The subjects on which local authorities learn, help each other and commit together.",
    )
    arbre.traduire(
        apps,
        "ressources.RessourceIndexPage",
        titre="Resources",
        slug="resources",
        resume="Guides, templates and tools to involve residents in decisions.",
    )


def defaire(apps, schema_editor):
    arbre.redevenir_alias(apps, "ressources.ThemeIndexPage")
    arbre.redevenir_alias(apps, "ressources.RessourceIndexPage")


class Migration(migrations.Migration):
    dependencies = [("ressources", "0003_corps_blocs"), ("home", "0007_anglais")]

    operations = [migrations.RunPython(traduire, defaire)]
