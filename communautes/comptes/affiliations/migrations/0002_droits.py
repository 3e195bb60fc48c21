"""The administration reads the affiliations, and answers what waits for ANCT."""

from django.db import migrations

NOMS = {
    "view_affiliation": "Can view affiliation",
    "instruire_affiliation": "Peut instruire une affiliation",
}


def donner(apps, schema_editor):
    """Django writes permissions after all migrations: those that are needed are written here."""
    type_de_contenu, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="affiliations", model="affiliation"
    )
    groupe = apps.get_model("auth", "Group").objects.filter(name="Administration").first()
    for code in NOMS:
        permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=type_de_contenu, codename=code, defaults={"name": NOMS[code]}
        )
        if groupe:
            groupe.permissions.add(permission)


def reprendre(apps, schema_editor):
    """By keys: going back, the classes of what points at a permission are not all of one state."""
    Permission = apps.get_model("auth", "Permission")
    siennes = Permission.objects.filter(
        content_type__app_label="affiliations", codename__in=NOMS
    )
    cles = list(siennes.values_list("pk", flat=True))
    for modele, relation in (("auth.Group", "permissions"), ("comptes.User", "user_permissions")):
        liens = getattr(apps.get_model(modele), relation).through
        liens.objects.filter(permission_id__in=cles).delete()
    Permission.objects.filter(pk__in=cles)._raw_delete(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("affiliations", "0001_affiliations"), ("comptes", "0002_roles")]

    operations = [migrations.RunPython(donner, reprendre)]
