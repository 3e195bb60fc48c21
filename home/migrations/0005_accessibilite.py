"""The accessibility statement: « non conforme » until an audit says otherwise."""

from django.db import migrations
from django.utils import timezone

from home import arbre


def creer(apps, schema_editor):
    arbre.ajouter_dans_chaque_langue(
        apps,
        "home.AccessibilitePage",
        titre="Accessibilité",
        slug="accessibilite",
        resume="La déclaration de conformité du portail, ce qui reste à corriger et comment nous le signaler.",
        conformite="non",
        etablie_le=timezone.localdate(),
        technologies="HTML, CSS, SVG, JavaScript en complément",
        outils="axe-core, validateur Nu, clavier seul, lecture sans JavaScript",
        schema_pluriannuel="<p>Le schéma pluriannuel sera publié avec la mise en ligne officielle.</p>",
        plan_action="<p>Audit de conformité par un tiers avant la mise en ligne officielle.</p>",
    )


def defaire(apps, schema_editor):
    arbre.retirer(apps, schema_editor, "home.AccessibilitePage")


class Migration(migrations.Migration):
    dependencies = [("home", "0004_accessibilitepage")]

    operations = [migrations.RunPython(creer, defaire)]
