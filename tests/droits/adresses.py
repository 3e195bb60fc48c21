"""What fills the parts of each address of the admin, from the world of monde.py."""

from django.contrib.auth.models import Group
from wagtail.models import Locale, Site, Task, Workflow
from wagtail_localize.models import OverridableSegment, StringSegment


def arguments(monde, nom: str, cles, lettre: str) -> dict:
    """Values for the parts of an address, by route then by name of the part."""
    soi = monde.a_soi.get(lettre, monde.a_soi["R"])
    relu = "workflow" in nom and "wagtailadmin_workflows" not in nom
    acteur = monde.acteur_relu if relu else monde.acteur
    page = monde.relue if relu else monde.page
    if "unschedule" in nom:
        acteur, page = monde.acteur_programme, monde.programmee
    espace = nom.split(":")[0]
    retour = monde.retour_relu if relu else monde.retour
    objet = {"acteurs": acteur, "retours_admin": retour}.get(espace, page)
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
        "task_id": etat.current_task_state.task_id if etat else Task.objects.first().pk,
        "workflow_pk": _relecture(Workflow).pk,
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
        "forme": "csv",
        "modele": "ressourcepage",
        "nom": "accueil-admin",
        "mode": "lecteur",
        "autre": monde.autre_tiers.pk,
        "pk": cle_principale(monde, nom, objet),
    }
    return {cle: valeurs[cle] for cle in cles} | PARTICULIERS.get(nom, {})


def _relecture(modele):
    """That of pages: retours have theirs."""
    return modele.objects.get(name="Relecture")


def cle_principale(monde, nom: str, objet) -> int:
    acte = nom.partition(":")[2]
    par_espace = {
        "qualite": monde.constats.get(acte, objet),
        "en_nombre": monde.actions.get(acte, objet),
        "wagtailadmin_collections": monde.collection,
        "wagtailadmin_workflows": (Task if "task" in nom else Workflow).objects.get(
            name="Relecture"
        ),
        "echanges": monde.imports.get(acte, monde.imports[""]),
        "collectivites": monde.collectivite,
        "adhesions_admin": monde.adhesion,
        "affiliations_admin": monde.affiliation,
        "communautes_admin": monde.adhesion.communaute,
        "courriels": monde.courriel,
        "discussions_admin": monde.discussion,
        "decisions_admin": monde.decision,
        "rencontres_admin": monde.decision.rencontre,
        "personnes_adresse": monde.compte_tiers,
        "personnes_anonymiser": monde.compte_tiers,
        "personnes_second_facteur": monde.compte_tiers,
        "personnes_reunir": monde.compte_tiers,
        "personnes_reunir_avec": monde.compte_tiers,
        "dossiers_de_moderation": monde.dossier,
        "evenements": monde.evenement,
        "journal": monde.entree,
        "messages_recus": monde.message,
        "wagtaillocales": Locale.objects.get(language_code="en"),
        "wagtailsites": Site.objects.get(),
        "wagtailusers_users": monde.compte_tiers,
        "wagtailusers_groups": Group.objects.get(name="Rédaction"),
        "wagtaildocs_chooser": monde.document,
        "wagtailimages_chooser": monde.image,
        "wagtailsnippetchoosers_ressources_acteur": monde.acteur,
        "wagtailsnippetchoosers_retours_retourexperience": monde.retour,
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
