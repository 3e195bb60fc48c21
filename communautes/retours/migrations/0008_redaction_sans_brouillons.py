"""The « Rédaction » group reads of retours what everybody reads, on the site."""

from django.db import migrations

REDACTION = {"group__name": "Rédaction"}
LECTURE = {
    "permission__codename": "view_retourexperience",
    "permission__content_type__app_label": "retours",
}


def retirer(apps, schema_editor):
    liens = apps.get_model("auth", "Group").permissions.through
    liens.objects.filter(**REDACTION, **LECTURE).delete()


def rendre(apps, schema_editor):
    groupe = apps.get_model("auth", "Group").objects.filter(name="Rédaction").first()
    lecture = apps.get_model("auth", "Permission").objects.filter(
        codename="view_retourexperience", content_type__app_label="retours"
    )
    if groupe is not None:
        groupe.permissions.add(*lecture)


class Migration(migrations.Migration):
    dependencies = [("retours", "0007_versions_deja_relues")]

    operations = [migrations.RunPython(retirer, rendre)]
