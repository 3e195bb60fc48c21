"""The page that security.txt names as its policy exists in every installation."""

import json
import uuid

from django.db import migrations

from home import arbre

SLUG = "securite"
CORPS = [
    (
        "rich_text",
        "<p>Écrivez-nous par le formulaire de contact, objet « Signaler une faille de sécurité ». "
        "Vous recevez une référence, puis une première réponse sous trois jours.</p>",
    ),
    ("heading", {"text": "Ce que nous vous demandons", "rank": "section"}),
    (
        "rich_text",
        "<ul><li>ne pas consulter, modifier ni copier de données qui ne sont pas les vôtres ;</li>"
        "<li>ne pas gêner le fonctionnement du site ;</li>"
        "<li>nous laisser le temps de corriger avant d’en parler.</li></ul>",
    ),
]


def creer(apps, schema_editor):
    if apps.get_model("home.ContenuPage").objects.filter(slug=SLUG).exists():
        return
    arbre.ajouter_dans_chaque_langue(
        apps,
        "home.ContenuPage",
        titre="Signaler une faille de sécurité",
        slug=SLUG,
        resume="Comment nous prévenir d’une faille, et ce que nous vous demandons.",
        body=json.dumps(
            [{"type": nom, "value": valeur, "id": str(uuid.uuid4())} for nom, valeur in CORPS]
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("home", "0007_anglais")]

    # Backwards nothing goes: editors may have written in it.
    operations = [migrations.RunPython(creer, migrations.RunPython.noop)]
