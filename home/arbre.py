"""Adds pages to the tree from migrations, where models are historical and know no `add_child`."""

import uuid

from django.utils import timezone

LARGEUR = 4  # treebeard's step length


def ajouter(apps, modele: str, parent, *, titre: str, slug: str, alias_of=None, **champs):
    """Create a live page of `modele` ("app.Model") as last child of `parent`; returns it.

    With `alias_of`, the page is the English live alias of a French one: same translation key.
    """
    Page = apps.get_model("wagtailcore", "Page")
    Modele = apps.get_model(modele)
    type_de_contenu, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=Modele._meta.app_label, model=Modele._meta.model_name
    )
    parent = Page.objects.get(pk=parent.pk)
    freres = Page.objects.filter(path__startswith=parent.path, depth=parent.depth + 1)
    dernier = freres.order_by("path").last()
    rang = _suivant(dernier.path[-LARGEUR:]) if dernier else "0001"
    maintenant = timezone.now()
    page = Modele.objects.create(
        title=titre,
        draft_title=titre,
        slug=slug,
        content_type=type_de_contenu,
        path=parent.path + rang,
        depth=parent.depth + 1,
        numchild=0,
        url_path=f"{parent.url_path}{slug}/",
        locale=champs.pop("locale", parent.locale),
        translation_key=alias_of.translation_key if alias_of else uuid.uuid4(),
        alias_of_id=alias_of.pk if alias_of else None,
        live=True,
        has_unpublished_changes=False,
        first_published_at=maintenant,
        last_published_at=maintenant,
        **champs,
    )
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + 1)
    return page


def ajouter_dans_chaque_langue(apps, modele: str, *, titre: str, slug: str, **champs) -> None:
    """Add the page under the French home page, and its live alias under the English one."""
    accueils = {page.locale.language_code: page for page in _accueils(apps)}
    francaise = ajouter(apps, modele, accueils["fr"], titre=titre, slug=slug, **champs)
    ajouter(apps, modele, accueils["en"], titre=titre, slug=slug, alias_of=francaise, **champs)


def retirer(apps, schema_editor, modele: str) -> None:
    """Undo `ajouter…` for every page of a type, and what is below (migrations run backwards)."""
    Page = apps.get_model("wagtailcore", "Page")
    suivis = [apps.get_model("wagtailcore", nom) for nom in ("Revision", "WorkflowState")]
    for chemin in apps.get_model(modele).objects.order_by("-depth").values_list("path", flat=True):
        pks = list(Page.objects.filter(path__startswith=chemin).values_list("pk", flat=True))
        for suivi in suivis:  # tied to their page by no foreign key
            lignes = suivi.objects.filter(
                base_content_type__app_label="wagtailcore",
                base_content_type__model="page",
                object_id__in=map(str, pks),
            )
            effacer(
                schema_editor.connection,
                suivi._meta.db_table,
                list(lignes.values_list("pk", flat=True)),
            )
        effacer(schema_editor.connection, Page._meta.db_table, pks)
        au_dessus, pas = chemin[:-LARGEUR], len(chemin) // LARGEUR
        enfants = Page.objects.filter(path__startswith=au_dessus, depth=pas).count()
        Page.objects.filter(path=au_dessus).update(numchild=enfants)


# What points at a table: other table, its column, whether it may be empty, its primary key.
POINTENT = """
SELECT lien.conrelid::regclass::text, colonne.attname, NOT colonne.attnotnull, cle.attname
FROM pg_constraint AS lien
JOIN pg_attribute AS colonne ON colonne.attrelid = lien.conrelid AND colonne.attnum = lien.conkey[1]
JOIN pg_index AS primaire ON primaire.indrelid = lien.conrelid AND primaire.indisprimary
JOIN pg_attribute AS cle ON cle.attrelid = lien.conrelid AND cle.attnum = primaire.indkey[0]
WHERE lien.contype = 'f' AND lien.confrelid = %s::regclass
"""


def effacer(connexion, table: str, cles: list) -> None:
    """Delete these rows and what cannot stand without them, as the database itself knows them.

    Backwards, tables of other applications may be gone already, and historical models do not
    agree on which class is which: `.delete()` cannot follow them.
    """
    if not cles:
        return
    nom = connexion.ops.quote_name
    with connexion.cursor() as curseur:
        curseur.execute(POINTENT, [table])
        for autre, colonne, facultative, cle in curseur.fetchall():
            autre, ou = autre.strip('"'), f"WHERE {nom(colonne)} = ANY(%s)"
            if facultative:
                curseur.execute(f"UPDATE {nom(autre)} SET {nom(colonne)} = NULL {ou}", [cles])  # noqa: S608
            else:
                curseur.execute(f"SELECT {nom(cle)} FROM {nom(autre)} {ou}", [cles])  # noqa: S608
                effacer(connexion, autre, [ligne[0] for ligne in curseur.fetchall()])
        primaire = connexion.introspection.get_primary_key_column(curseur, table)
        curseur.execute(f"DELETE FROM {nom(table)} WHERE {nom(primaire)} = ANY(%s)", [cles])  # noqa: S608


def _accueils(apps):
    return apps.get_model("home.AccueilPage").objects.select_related("locale")


def _suivant(pas: str) -> str:
    """Next step of a treebeard path, in its base 36."""
    alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    valeur, chiffres = int(pas, 36) + 1, ""
    while valeur:
        valeur, reste = divmod(valeur, 36)
        chiffres = alphabet[reste] + chiffres
    return chiffres.rjust(LARGEUR, "0")


def traduire(apps, modele: str, *, titre: str, slug: str, **champs) -> None:
    """Turn the English alias of the only page of `modele` into a page of its own, in English."""
    Page = apps.get_model("wagtailcore", "Page")
    anglaises = apps.get_model(modele).objects.filter(locale__language_code="en")
    for page in anglaises.exclude(alias_of=None):
        ancienne = page.url_path
        for champ, valeur in {"title": titre, "draft_title": titre, "slug": slug, **champs}.items():
            setattr(page, champ, valeur)
        page.alias_of = None
        if page.depth > 2:  # the home page is where it is, whatever its slug
            page.url_path = ancienne.rstrip("/").rpartition("/")[0] + f"/{slug}/"
        page.save()
        for dessous in Page.objects.filter(path__startswith=page.path, depth__gt=page.depth):
            dessous.url_path = page.url_path + dessous.url_path.removeprefix(ancienne)
            dessous.save(update_fields=["url_path"])


def redevenir_alias(apps, modele: str) -> None:
    """Undo `traduire` (migrations run backwards); French comes with the next publication."""
    for page in apps.get_model(modele).objects.filter(locale__language_code="en"):
        page.alias_of_id = (
            apps.get_model("wagtailcore", "Page")
            .objects.get(translation_key=page.translation_key, locale__language_code="fr")
            .pk
        )
        page.save()
