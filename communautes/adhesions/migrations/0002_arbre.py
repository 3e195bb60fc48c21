"""The list that holds communities."""

from django.db import migrations

from home import arbre


def creer(apps, schema_editor):
    arbre.ajouter_dans_chaque_langue(
        apps,
        "adhesions.CommunautesIndexPage",
        titre="Communautés",
        slug="communautes",
        resume="Des pairs qui se posent des questions, s’y répondent, et gardent ce qu’ils ont appris.",
    )


def defaire(apps, schema_editor):
    arbre.retirer(apps, schema_editor, "adhesions.CommunautePage")
    arbre.retirer(apps, schema_editor, "adhesions.CommunautesIndexPage")


class Migration(migrations.Migration):
    dependencies = [("adhesions", "0001_communautes"), ("home", "0002_arbre")]

    operations = [migrations.RunPython(creer, defaire)]
