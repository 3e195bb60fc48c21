"""Since when a community is reserved to its members, and its entry closed: what was said before was
said to all.
"""

from django.db import migrations, models
from django.db.models import F


def dater(apps, schema_editor):
    """Of those that are reserved, nobody knows better than since they are open."""
    Vie = apps.get_model("adhesions", "Vie")
    reservees = Vie.objects.exclude(communaute__visibilite="publique")
    reservees.update(reservee_depuis=F("ouverte_le"))
    ouvertes = Vie.objects.filter(communaute__acces="libre").exclude(
        communaute__visibilite="invisible"
    )
    Vie.objects.exclude(pk__in=ouvertes).update(entree_fermee_depuis=F("ouverte_le"))


class Migration(migrations.Migration):
    dependencies = [("adhesions", "0007_invitations")]

    operations = [
        migrations.AddField(
            "vie",
            "reservee_depuis",
            models.DateTimeField(
                "réservée à ses membres depuis",
                null=True,
                blank=True,
                editable=False,
                help_text="Rien\xa0: tout le monde la lit.",
            ),
        ),
        migrations.AddField(
            "vie",
            "entree_fermee_depuis",
            models.DateTimeField(
                "entrée fermée à qui veut depuis",
                null=True,
                blank=True,
                editable=False,
                help_text="Rien\xa0: chacun y entre.",
            ),
        ),
        migrations.RunPython(dater, migrations.RunPython.noop),
    ]
