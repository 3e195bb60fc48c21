"""Who may do what of a retour in the admin, and its review workflow (docs/droits.md)."""

from django.db import migrations

NOM = "Relecture des retours d’expérience"
DROITS = {
    "Rédaction": ["view"],
    "Relecture": ["view", "change", "publish", "lock", "unlock", "relire"],
    "Administration": ["view", "add", "change", "publish", "lock", "unlock", "relire"],
}


def donner(apps, schema_editor):
    groupes = apps.get_model("auth", "Group").objects
    retour = _type(apps, "retours", "retourexperience")
    for nom, actions in DROITS.items():
        groupe = groupes.filter(name=nom).first()
        if groupe is not None:
            groupe.permissions.add(*(_permission(apps, retour, action) for action in actions))
    tache = apps.get_model("retours", "RelectureDeRetour").objects.create(
        name=NOM, content_type=_type(apps, "retours", "relecturederetour")
    )
    tache.groups.set(groupes.filter(name__in=["Relecture", "Administration"]))
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=NOM)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(
        workflow=workflow, task_id=tache.pk, sort_order=0
    )
    apps.get_model("wagtailcore", "WorkflowContentType").objects.create(
        content_type=retour, workflow=workflow
    )


def _type(apps, application, modele):
    type_de_contenu, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=application, model=modele
    )
    return type_de_contenu


def _permission(apps, type_de_contenu, action):
    """Django writes permissions after all migrations: those that are needed are written here."""
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=type_de_contenu,
        codename=f"{action}_retourexperience",
        defaults={"name": f"Can {action} retour d’expérience"},
    )
    return permission


def retirer(apps, schema_editor):
    retours = {"content_type__app_label": "retours", "content_type__model": "retourexperience"}
    apps.get_model("wagtailcore", "WorkflowContentType").objects.filter(**retours).delete()
    apps.get_model("wagtailcore", "WorkflowTask").objects.filter(workflow__name=NOM).delete()
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=NOM).delete()
    apps.get_model("retours", "RelectureDeRetour").objects.filter(name=NOM).delete()
    for permission in apps.get_model("auth", "Permission").objects.filter(**retours):
        permission.group_set.clear()


class Migration(migrations.Migration):
    dependencies = [("comptes", "0014_noms_sur_une_ligne"), ("retours", "0001_retours")]

    operations = [migrations.RunPython(donner, retirer)]
