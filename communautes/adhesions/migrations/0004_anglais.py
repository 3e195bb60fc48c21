"""The list of communities is a page of its own in English."""

from django.db import migrations

from home import arbre


def traduire(apps, schema_editor):
    arbre.traduire(
        apps,
        "adhesions.CommunautesIndexPage",
        titre="Communities",
        slug="communities",
        resume="Peers who ask each other questions, answer them, and keep what they have learnt.",
    )


def defaire(apps, schema_editor):
    arbre.redevenir_alias(apps, "adhesions.CommunautesIndexPage")


class Migration(migrations.Migration):
    dependencies = [("adhesions", "0003_droits")]

    operations = [migrations.RunPython(traduire, defaire)]
