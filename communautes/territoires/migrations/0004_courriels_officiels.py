"""The administration says which are the official e-mails of a collectivité."""

from django.db import migrations


CODE = "tenir_courriels_officiels"


def donner(apps, schema_editor):
    """Django writes permissions after all migrations: this one is needed at once."""
    type_de_contenu, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="territoires", model="collectivite"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=type_de_contenu,
        codename=CODE,
        defaults={"name": "Peut tenir les courriels officiels"},
    )
    groupe = apps.get_model("auth", "Group").objects.filter(name="Administration").first()
    if groupe:
        groupe.permissions.add(permission)


def reprendre(apps, schema_editor):
    """By keys: going back, the classes of what points at a permission are not all of one state."""
    Permission = apps.get_model("auth", "Permission")
    siennes = Permission.objects.filter(content_type__app_label="territoires", codename=CODE)
    cles = list(siennes.values_list("pk", flat=True))
    for modele, relation in (("auth.Group", "permissions"), ("comptes.User", "user_permissions")):
        liens = getattr(apps.get_model(modele), relation).through
        liens.objects.filter(permission_id__in=cles).delete()
    Permission.objects.filter(pk__in=cles)._raw_delete(schema_editor.connection.alias)


class Migration(migrations.Migration):

    dependencies = [
        ('territoires', "0003_droits"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='collectivite',
            options={'default_permissions': ['view'], 'ordering': ['nom_normalise', 'departement', 'pk'], 'permissions': [('fusionner_collectivite', 'Peut prononcer une fusion'), ('tenir_courriels_officiels', 'Peut tenir les courriels officiels')], 'verbose_name': 'collectivité', 'verbose_name_plural': 'collectivités'},
        ),
        migrations.RunPython(donner, reprendre),
    ]
