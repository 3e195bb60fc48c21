"""Who may do what in the directory of actors, and its review workflow (docs/droits.md)."""

from django.db import migrations

DROITS = {
    "Rédaction": ["view", "add", "change", "publish"],
    "Relecture": ["view", "change", "publish", "lock", "unlock"],
    "Administration": ["view", "add", "change", "publish", "delete", "lock", "unlock"],
}


def donner(apps, schema_editor):
    groupes = apps.get_model("auth", "Group").objects
    type_de_contenu, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="ressources", model="acteur"
    )
    for nom, actions in DROITS.items():
        groupe = groupes.filter(name=nom).first()
        if groupe is not None:
            groupe.permissions.add(*(_permission(apps, type_de_contenu, a) for a in actions))
    relecture = apps.get_model("wagtailcore", "Workflow").objects.filter(name="Relecture").first()
    if relecture is not None:
        apps.get_model("wagtailcore", "WorkflowContentType").objects.get_or_create(
            content_type=type_de_contenu, defaults={"workflow": relecture}
        )


def _permission(apps, type_de_contenu, action):
    """Django writes permissions after all migrations: those that are needed are written here."""
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=type_de_contenu,
        codename=f"{action}_acteur",
        defaults={"name": f"Can {action} acteur"},
    )
    return permission


def retirer(apps, schema_editor):
    acteurs = {"content_type__app_label": "ressources", "content_type__model": "acteur"}
    apps.get_model("wagtailcore", "WorkflowContentType").objects.filter(**acteurs).delete()
    for permission in apps.get_model("auth", "Permission").objects.filter(**acteurs):
        permission.group_set.clear()


class Migration(migrations.Migration):
    dependencies = [("comptes", "0003_essais_de_code"), ("ressources", "0006_acteur")]

    operations = [migrations.RunPython(donner, retirer)]
