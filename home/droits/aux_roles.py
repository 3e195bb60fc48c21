"""What a migration gives to a role: the permissions of one model, there and back."""

from collections.abc import Callable


def donner_a(
    groupe: str, application: str, modele: str, noms: dict[str, str]
) -> tuple[Callable, Callable]:
    """The two functions of a RunPython. `noms`: code of a permission → its name.

    Applied migrations call this: what it does may not change.
    """

    def donner(apps, schema_editor):
        """Django writes permissions after all migrations: those that are needed are written."""
        type_de_contenu, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label=application, model=modele
        )
        role = apps.get_model("auth", "Group").objects.filter(name=groupe).first()
        for code, nom in noms.items():
            permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
                content_type=type_de_contenu, codename=code, defaults={"name": nom}
            )
            if role:
                role.permissions.add(permission)

    def reprendre(apps, schema_editor):
        """By keys: going back, the classes of what points at one are not all of one state."""
        Permission = apps.get_model("auth", "Permission")
        siennes = Permission.objects.filter(content_type__app_label=application, codename__in=noms)
        cles = list(siennes.values_list("pk", flat=True))
        for table, relation in (
            ("auth.Group", "permissions"),
            ("comptes.User", "user_permissions"),
        ):
            liens = getattr(apps.get_model(table), relation).through
            liens.objects.filter(permission_id__in=cles).delete()
        Permission.objects.filter(pk__in=cles)._raw_delete(schema_editor.connection.alias)

    return donner, reprendre
