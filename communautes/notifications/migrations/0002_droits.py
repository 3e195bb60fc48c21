"""The administration reads the outbox and sends again what was given up."""

from django.db import migrations

NOMS = {
    "view_courriel": "Can view courriel",
    "renvoyer_courriel": "Peut renvoyer un courriel abandonné",
}


def donner(apps, schema_editor):
    """Django writes permissions after all migrations: those that are needed are written here."""
    type_de_contenu, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="notifications", model="courriel"
    )
    groupe = apps.get_model("auth", "Group").objects.filter(name="Administration").first()
    for code in NOMS:
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=type_de_contenu, codename=code, defaults={"name": NOMS[code]}
        )
        if groupe:
            groupe.permissions.add(permission)


def reprendre(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="notifications", codename__in=NOMS
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_courriels"), ("comptes", "0002_roles")]

    operations = [migrations.RunPython(donner, reprendre)]
