"""What is online before that was written down is taken for what ANCT has read."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def reprendre(apps, schema_editor):
    retours = apps.get_model("retours", "RetourExperience").objects.filter(live=True)
    en_ligne = retours.filter(pk=OuterRef("retour")).values("live_revision")[:1]
    apps.get_model("retours", "Parcours").objects.filter(retour__in=retours).update(
        version_relue=Subquery(en_ligne)
    )


class Migration(migrations.Migration):
    dependencies = [("retours", "0006_version_relue")]

    operations = [migrations.RunPython(reprendre, migrations.RunPython.noop)]
