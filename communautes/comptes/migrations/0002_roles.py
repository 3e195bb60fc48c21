"""The editorial roles and the review workflow. Wagtail's own sample groups and workflow go."""

from django.db import migrations

from home import arbre

REDACTION, RELECTURE, ADMINISTRATION = "Rédaction", "Relecture", "Administration"

PAGES = {
    REDACTION: ["add_page", "change_page", "publish_page"],
    RELECTURE: ["change_page", "publish_page", "lock_page", "unlock_page"],
    ADMINISTRATION: [
        "add_page",
        "change_page",
        "publish_page",
        "bulk_delete_page",
        "lock_page",
        "unlock_page",
    ],
}
MEDIAS = {
    REDACTION: ["add", "change", "choose"],
    RELECTURE: ["choose"],
    ADMINISTRATION: ["add", "change", "delete", "choose"],
}
# (app, model, actions) beyond pages and media.
AUTRES = {
    REDACTION: [("wagtail_localize", "translation", ["submit"]), ("wagtailredirects", "redirect", ["add", "change"])],
    RELECTURE: [("wagtail_localize", "translation", ["submit"])],
    ADMINISTRATION: [
        ("wagtail_localize", "translation", ["submit"]),
        ("wagtailredirects", "redirect", ["add", "change", "delete"]),
        ("comptes", "user", ["add", "change", "view"]),
        ("home", "messagerecu", ["view", "change"]),
        ("wagtailcore", "workflow", ["add", "change"]),
        ("wagtailcore", "task", ["add", "change"]),
        ("ressources", "etiquette", ["add", "change", "delete", "view"]),
    ],
}


def creer(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()
    racine = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for nom in (REDACTION, RELECTURE, ADMINISTRATION):
        groupe, _ = Group.objects.get_or_create(name=nom)
        groupe.permissions.add(_permission(apps, "wagtailadmin", "admin", "access_admin"))
        for app, modele, actions in AUTRES[nom]:
            for action in actions:
                groupe.permissions.add(_permission(apps, app, modele, f"{action}_{modele}"))
        for code in PAGES[nom]:
            apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
                group=groupe, page=racine, permission=_permission(apps, "wagtailcore", "page", code)
            )
        for action in MEDIAS[nom]:
            for app, modele in (("wagtailimages", "image"), ("wagtaildocs", "document")):
                apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                    group=groupe,
                    collection=collection,
                    permission=_permission(apps, app, modele, f"{action}_{modele}"),
                )
    _creer_relecture(apps)


def _permission(apps, app, modele, code):
    """Django writes permissions after all migrations: those that are needed are written here."""
    type_de_contenu, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app, model=modele
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=type_de_contenu, codename=code, defaults={"name": f"Can {code.replace('_', ' ', 1)}"}
    )
    return permission


def _creer_relecture(apps):
    Workflow = apps.get_model("wagtailcore", "Workflow")
    Task = apps.get_model("wagtailcore", "Task")
    Workflow.objects.all().delete()
    Task.objects.all().delete()
    type_de_contenu, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    tache = apps.get_model("wagtailcore", "GroupApprovalTask").objects.create(
        name="Relecture", content_type=type_de_contenu
    )
    tache.groups.set(
        apps.get_model("auth", "Group").objects.filter(name__in=[RELECTURE, ADMINISTRATION])
    )
    workflow = Workflow.objects.create(name="Relecture")
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(
        workflow=workflow, task_id=tache.pk, sort_order=0
    )
    for accueil in apps.get_model("home", "AccueilPage").objects.all():
        apps.get_model("wagtailcore", "WorkflowPage").objects.create(
            workflow=workflow, page_id=accueil.pk
        )


def defaire(apps, schema_editor):
    for modele, noms in (
        ("wagtailcore.Workflow", ["Relecture"]),
        ("wagtailcore.Task", ["Relecture"]),
        ("auth.Group", [REDACTION, RELECTURE, ADMINISTRATION]),
    ):
        Modele = apps.get_model(modele)
        arbre.effacer(
            schema_editor.connection,
            Modele._meta.db_table,
            list(Modele.objects.filter(name__in=noms).values_list("pk", flat=True)),
        )


class Migration(migrations.Migration):
    dependencies = [
        ("comptes", "0001_initial"),
        ("home", "0003_message_recu"),
        ("ressources", "0002_arbre"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
        ("wagtailredirects", "0001_initial"),
        ("wagtail_localize", "0006_create_submit_translation_permission"),
    ]

    operations = [migrations.RunPython(creer, defaire)]
