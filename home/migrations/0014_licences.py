"""Licences typed freely become those of the list; the others keep their words beside « autre »."""

from django.db import migrations
from django.db.models import F

CONNUES = {
    "licence-ouverte": ["licence ouverte 2.0", "licence ouverte", "etalab 2.0"],
    "cc-by": ["cc by 4.0", "cc by", "cc-by"],
    "cc-by-sa": ["cc by-sa 4.0", "cc by-sa", "cc-by-sa"],
    "cc0": ["cc0", "cc0 1.0"],
    "domaine-public": ["domaine public"],
}
NOMS = {
    "licence-ouverte": "Licence Ouverte 2.0",
    "cc-by": "CC BY 4.0",
    "cc-by-sa": "CC BY-SA 4.0",
    "cc0": "CC0",
    "domaine-public": "Domaine public",
    "reserves": "Tous droits réservés",
}


def choisir(apps, schema_editor):
    Image = apps.get_model("home", "SiteImage")
    for code, noms in CONNUES.items():
        for nom in noms:
            Image.objects.filter(licence__iexact=nom).update(licence=code)
    restantes = Image.objects.exclude(licence__in=["", *CONNUES])
    restantes.update(licence_precisee=F("licence"), licence="autre")


def ecrire(apps, schema_editor):
    Image = apps.get_model("home", "SiteImage")
    for code, nom in NOMS.items():
        Image.objects.filter(licence=code).update(licence=nom)
    autres = Image.objects.filter(licence="autre")
    autres.update(licence=F("licence_precisee"), licence_precisee="")


class Migration(migrations.Migration):

    dependencies = [
        ("home", "0013_licence_precisee"),
    ]

    operations = [migrations.RunPython(choisir, ecrire)]
