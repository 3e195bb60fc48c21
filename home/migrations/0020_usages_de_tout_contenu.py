import django.db.models.functions.text
from django.db import migrations, models


def vider(apps, schema_editor):
    """Going back: several places of one version would be one row; `relever_usages` notes again."""
    apps.get_model("home", "UsageDeVersion").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0019_qualite"),
    ]

    # What was noted keeps protecting images and files; `relever_usages` adds pages and actors.
    operations = [
        migrations.RemoveConstraint(
            model_name="usagedeversion", name="home_usage_de_version_unique"
        ),
        migrations.RenameField(model_name="usagedeversion", old_name="media", new_name="cle"),
        migrations.AlterField(
            model_name="usagedeversion",
            name="cle",
            field=models.CharField(max_length=255, verbose_name="clé"),
        ),
        migrations.AddField(
            model_name="usagedeversion",
            name="champ",
            field=models.TextField(blank=True, default="", verbose_name="champ"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="usagedeversion",
            name="chemin",
            field=models.TextField(blank=True, default="", verbose_name="chemin"),
            preserve_default=False,
        ),
        migrations.RunPython(migrations.RunPython.noop, vider),
        migrations.AlterModelOptions(
            name="usagedeversion",
            options={
                "default_permissions": [],
                "verbose_name": "usage dans une version",
                "verbose_name_plural": "usages dans les versions",
            },
        ),
        migrations.AddConstraint(
            model_name="usagedeversion",
            constraint=models.UniqueConstraint(
                models.F("genre"),
                models.F("cle"),
                models.F("version"),
                django.db.models.functions.text.MD5("chemin"),
                name="home_usage_de_version_une_fois",
            ),
        ),
    ]
