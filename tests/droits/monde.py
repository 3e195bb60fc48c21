"""One of everything that an address of the admin may name, for the matrix of rights."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Site, Task, UploadedFile, Workflow
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    Translation,
    TranslationSource,
)

from home.echanges.models import SILENCE, Import
from home.models import MessageRecu, SiteDocument, SiteImage
from tests.factories import (
    ActeurFactory,
    CourrielFactory,
    DocumentFactory,
    ImageFactory,
    RessourcePageFactory,
    ThemePageFactory,
    UserFactory,
)

ROLES = {"R": "Rédaction", "L": "Relecture", "A": "Administration"}


def batir() -> SimpleNamespace:
    """Rows that belong to nobody of the three roles, unless `a_soi` says so."""
    monde = SimpleNamespace(theme=ThemePageFactory(), autrice=UserFactory(groupe="Rédaction"))
    monde.comptes = {lettre: UserFactory(groupe=role) for lettre, role in ROLES.items()}
    monde.comptes |= {"-": UserFactory(), "?": None}
    monde.page = RessourcePageFactory(
        themes=[monde.theme], owner=monde.autrice, lien_externe="https://exemple.example.org/"
    )
    monde.page.save_revision(user=monde.autrice)
    monde.acteur = ActeurFactory(themes=[monde.theme])
    monde.acteur.save_revision()
    monde.relue, monde.acteur_relu = en_relecture(monde)
    monde.programmee, monde.acteur_programme = programmes(monde)
    racine = Collection.get_first_root_node()
    monde.image = ImageFactory(collection=racine)
    monde.document = DocumentFactory(collection=racine, file__filename="note.txt")
    monde.collection = racine.add_child(name="Ateliers")
    monde.redirection = Redirect.add_redirect("/ancienne-adresse/", monde.page)
    monde.courriel = CourrielFactory(abandonne=True)
    monde.message = MessageRecu.objects.create(
        objet="question", email="lectrice@commune.example.org", texte="Bonjour"
    )
    monde.compte_tiers = UserFactory()
    monde.imports = imports()
    monde.traduction = a_traduire(monde)
    monde.a_soi = {lettre: rangees_a_soi(monde, monde.comptes[lettre]) for lettre in ROLES}
    # Relecture uploads nothing: what it could ask for is somebody else's.
    monde.a_soi["L"].image = monde.a_soi["R"].image
    monde.a_soi["L"].document = monde.a_soi["R"].document
    return monde


def imports() -> dict:
    """One at the step where each action is possible."""
    maintenant = timezone.now()
    perdu = {"jeton": uuid.uuid4(), "battement": maintenant - 2 * SILENCE}
    etats = {
        "appliquer": {"statut": "essaye", "compteurs": {"total": 1, "a_creer": 1}},
        "annuler": {"statut": "applique", "applique_le": maintenant},
        "relancer": {"statut": "essai", **perdu},
        "": {"statut": "depose"},
    }
    return {
        action: Import.objects.create(
            table="ressources", nom_du_fichier="base.csv", entetes=["Titre"], **etat
        )
        for action, etat in etats.items()
    }


def en_relecture(monde) -> list:
    page = RessourcePageFactory(live=False, themes=[monde.theme], owner=monde.autrice)
    acteur = ActeurFactory(live=False, themes=[monde.theme])
    workflow = Workflow.objects.get()
    for objet in (page, acteur):
        objet.save_revision(user=monde.autrice)
        workflow.start(objet, monde.autrice)
    return [page, acteur]


def programmes(monde) -> list:
    page = RessourcePageFactory(live=False, themes=[monde.theme])
    acteur = ActeurFactory(live=False, themes=[monde.theme])
    for objet in (page, acteur):
        objet.go_live_at = timezone.now() + timedelta(days=7)
        objet.save()
        objet.save_revision(approved_go_live_at=objet.go_live_at).publish()
    return [page, acteur]


def a_traduire(monde) -> Translation:
    source, _cree = TranslationSource.get_or_create_from_instance(monde.page)
    source.update_from_db()
    anglais = Locale.objects.get(language_code="en")
    return Translation.objects.create(source=source, target_locale=anglais)


def rangees_a_soi(monde, compte) -> SimpleNamespace:
    """What only its owner may ask for again: an upload that waits, an editing session."""

    def depot(modele, nom, contenu):
        return UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(modele),
            file=ContentFile(contenu, name=nom),
            uploaded_by_user=compte,
        ).pk

    return SimpleNamespace(
        image=depot(SiteImage, "depot.png", get_test_image_file().read()),
        document=depot(SiteDocument, "depot.txt", b"Bonjour"),
        session=EditingSession.objects.create(
            user=compte, content_object=monde.page, last_seen_at=timezone.now()
        ).pk,
    )


def arguments(monde, nom: str, cles, lettre: str) -> dict:
    """Values for the parts of an address, by route then by name of the part."""
    soi = monde.a_soi.get(lettre, monde.a_soi["R"])
    relu = "workflow" in nom and "wagtailadmin_workflows" not in nom
    acteur = monde.acteur_relu if relu else monde.acteur
    page = monde.relue if relu else monde.page
    if "unschedule" in nom:
        acteur, page = monde.acteur_programme, monde.programmee
    objet = acteur if nom.startswith("acteurs:") else page
    espace = nom.split(":")[0]
    etat = objet.current_workflow_state
    valeurs = {
        "page_id": page.pk,
        "parent_page_id": page.get_parent().pk,
        "page_to_move_id": page.pk,
        "destination_id": page.get_parent().pk,
        "page_pk": page.pk,
        "revision_id": objet.latest_revision_id,
        "revision_id_a": "earliest",
        "revision_id_b": "latest",
        "task_state_id": etat and etat.current_task_state_id,
        "workflow_state_id": etat and etat.pk,
        "task_id": Task.objects.get().pk,
        "workflow_pk": Workflow.objects.get().pk,
        "action_name": "unpublish" if espace == "wagtailadmin_api" else "approve",
        "app_label": "ressources",
        "app_name": "ressources",
        "model_name": "ressourcepage",
        "content_type_app_name": "ressources",
        "content_type_model_name": "ressourcepage",
        "object_id": page.pk,
        "session_id": soi.session,
        "image_id": monde.image.pk,
        "document_id": monde.document.pk,
        "doc_id": monde.document.pk,
        "uploaded_file_id": soi.image if "image" in nom else soi.document,
        "filter_spec": "width-100",
        "redirect_id": monde.redirection.pk,
        "collection_id": monde.collection.pk,
        "translation_source_id": monde.traduction.source_id,
        "translation_id": monde.traduction.pk,
        "string_segment_id": StringSegment.objects.first().pk,
        "overridable_segment_id": getattr(OverridableSegment.objects.first(), "pk", 1),
        "code": "ressources",
        "mode": "",
        "pk": cle_principale(monde, nom, objet),
    }
    return {cle: valeurs[cle] for cle in cles} | PARTICULIERS.get(nom, {})


def cle_principale(monde, nom: str, objet) -> int:
    par_espace = {
        "wagtailadmin_collections": monde.collection,
        "wagtailadmin_workflows": Task.objects.get() if "task" in nom else Workflow.objects.get(),
        "echanges": monde.imports.get(nom.partition(":")[2], monde.imports[""]),
        "courriels": monde.courriel,
        "messages_recus": monde.message,
        "wagtaillocales": Locale.objects.get(language_code="en"),
        "wagtailsites": Site.objects.get(),
        "wagtailusers_users": monde.compte_tiers,
        "wagtailusers_groups": Group.objects.get(name="Rédaction"),
        "wagtaildocs_chooser": monde.document,
        "wagtailimages_chooser": monde.image,
        "wagtailsnippetchoosers_ressources_acteur": monde.acteur,
    }
    if nom.startswith("wagtailadmin_api:"):
        objet = {"images": monde.image, "documents": monde.document}.get(nom.split(":")[1], objet)
    return par_espace.get(nom.split(":")[0], objet).pk


PARTICULIERS = {
    "wagtailadmin_workflows:add_task": {
        "app_label": "wagtailcore",
        "model_name": "groupapprovaltask",
    },
    "wagtailadmin_tag_model_autocomplete": {
        "app_name": "ressources",
        "model_name": "etiquette",
    },
}
# What an address wants to be asked before it says whether one may.
QUESTIONS = {
    "wagtailadmin_tag_autocomplete": {"term": "a"},
    "wagtailadmin_tag_model_autocomplete": {"term": "a"},
    "wagtailadmin_api:pages:find": {"html_path": "/"},
    "wagtailadmin_api:images:find": {"id": 0},
}
