"""The two lists that hold resources and themes."""

from django.db import migrations

from home import arbre


def creer(apps, schema_editor):
    arbre.ajouter_dans_chaque_langue(
        apps,
        "ressources.ThemeIndexPage",
        titre="Thèmes",
        slug="themes",
        resume="Les sujets sur lesquels des collectivités s’informent, s’entraident et s’engagent.",
    )
    arbre.ajouter_dans_chaque_langue(
        apps,
        "ressources.RessourceIndexPage",
        titre="Ressources",
        slug="ressources",
        resume="Guides, modèles et outils pour associer les habitants aux décisions.",
    )


def defaire(apps, schema_editor):
    arbre.retirer(apps, schema_editor, "ressources.RessourceIndexPage")
    arbre.retirer(apps, schema_editor, "ressources.ThemeIndexPage")


class Migration(migrations.Migration):
    dependencies = [("ressources", "0001_initial"), ("home", "0002_arbre")]

    operations = [migrations.RunPython(creer, defaire)]
