"""The pages of this room that the product itself writes are in English from the start."""

from django.db import migrations

from home import arbre


def traduire(apps, schema_editor):
    arbre.traduire(
        apps,
        "home.AccueilPage",
        titre="Territoires en commun",
        slug="home",
    )
    arbre.traduire(
        apps,
        "home.ActualiteIndexPage",
        titre="News",
        slug="news",
        resume="What is opening, what is being decided and what is learnt on the portal.",
    )
    arbre.traduire(
        apps,
        "home.AccessibilitePage",
        titre="Accessibility",
        slug="accessibility",
        resume="The portal’s compliance statement, what remains to be fixed and how to tell us about it.",
        technologies="HTML, CSS, SVG, JavaScript as an addition",
        outils="axe-core, Nu validator, keyboard alone, reading without JavaScript",
        schema_pluriannuel="<p>The multi-year plan will be published when the official site opens.</p>",
        plan_action="<p>Compliance audit by a third party before the official site opens.</p>",
    )


def defaire(apps, schema_editor):
    for modele in ("home.AccueilPage", "home.ActualiteIndexPage", "home.AccessibilitePage"):
        arbre.redevenir_alias(apps, modele)


class Migration(migrations.Migration):
    dependencies = [("home", "0006_corps_blocs")]

    operations = [migrations.RunPython(traduire, defaire)]
