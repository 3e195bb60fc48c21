"""The administration reads the journal."""

from django.db import migrations


def donner(apps, schema_editor):
    """Django writes permissions after all migrations: this one is needed now."""
    type_de_contenu, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="journal", model="entree"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=type_de_contenu,
        codename="view_entree",
        defaults={"name": "Can view entrée du journal"},
    )
    groupe = apps.get_model("auth", "Group").objects.filter(name="Administration").first()
    if groupe:
        groupe.permissions.add(permission)


def reprendre(apps, schema_editor):
    """By keys: going back, the classes of what points at a permission are not all of one state."""
    Permission = apps.get_model("auth", "Permission")
    siennes = Permission.objects.filter(content_type__app_label="journal", codename="view_entree")
    cles = list(siennes.values_list("pk", flat=True))
    for modele, relation in (("auth.Group", "permissions"), ("comptes.User", "user_permissions")):
        liens = getattr(apps.get_model(modele), relation).through
        liens.objects.filter(permission_id__in=cles).delete()
    Permission.objects.filter(pk__in=cles)._raw_delete(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_jamais_change"), ("comptes", "0002_roles")]

    operations = [migrations.RunPython(donner, reprendre)]
