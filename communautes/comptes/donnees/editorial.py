"""What Wagtail holds of a person who edits: their profile, their comments, their history."""

import json
from functools import partial

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.models import EditingSession, FormState
from wagtail.log_actions import registry
from wagtail.models import (
    COMMENTS_RELATION_NAME,
    APIToken,
    Comment,
    CommentReply,
    ModelLogEntry,
    PageLogEntry,
    PageSubscription,
    Revision,
    TaskState,
    UploadedFile,
)
from wagtail.models.locking import LockableMixin
from wagtail.users.models import UserProfile
from wagtail_localize.models import TranslationSource

from communautes.comptes.donnees.registre import Detention
from communautes.comptes.donnees.traces import Traces
from communautes.comptes.models import User

MOTS_DITS = ("comment", "reply")  # of a log entry: what its author wrote


def redige(traces: Traces) -> bool:
    """One who has written in the administration, where who enters is chosen."""
    journaux = (PageLogEntry, ModelLogEntry)
    return any(journal.objects.filter(user__in=traces.cles).exists() for journal in journaux)


def effacer_la_redaction(personne: User, traces: Traces) -> None:
    _effacer_les_reglages(personne)
    _effacer_les_commentaires(personne)
    _rendre_les_verrous(personne)
    _effacer_l_historique(personne, traces)


def _effacer_les_reglages(personne: User) -> None:
    for profil in UserProfile.objects.filter(user=personne):
        _supprimer_le_fichier(profil.avatar)
        profil.delete()
    for fichier in UploadedFile.objects.filter(uploaded_by_user=personne):
        _supprimer_le_fichier(fichier.file)
        fichier.delete()
    for modele in (EditingSession, FormState, APIToken, PageSubscription):
        modele.objects.filter(user=personne).delete()


def _supprimer_le_fichier(fichier) -> None:
    """Once it is certain: a file does not come back with the rest of the transaction."""
    if fichier:
        transaction.on_commit(partial(fichier.storage.delete, fichier.name))


def _effacer_les_commentaires(personne: User) -> None:
    """The thread stays, its words go: also in the versions that keep them, and translations."""
    Comment.objects.filter(user=personne).update(text=_("Commentaire effacé."))
    CommentReply.objects.filter(user=personne).update(text=_("Commentaire effacé."))
    siens = [{"user": personne.pk}], [{"replies": [{"user": personne.pk}]}]
    condition = Q()
    for forme in siens:
        condition |= Q(**{f"content__{COMMENTS_RELATION_NAME}__contains": forme})
    for version in Revision.objects.filter(condition).only("pk", "content").iterator(50):
        _taire(version.content, personne)
        Revision.objects.filter(pk=version.pk).update(content=version.content)
    sources = TranslationSource.objects.filter(
        content_json__contains=f'"{COMMENTS_RELATION_NAME}": [{{'
    )
    for source in sources.only("pk", "content_json").iterator(50):
        contenu = json.loads(source.content_json)
        if _taire(contenu, personne):
            TranslationSource.objects.filter(pk=source.pk).update(content_json=json.dumps(contenu))


def _taire(contenu: dict, personne: User) -> bool:
    """In place; True when something of theirs was there."""
    fils = contenu.get(COMMENTS_RELATION_NAME) or []
    siens = [
        dit
        for fil in fils
        for dit in [fil, *(fil.get("replies") or [])]
        if dit.get("user") == personne.pk
    ]
    for dit in siens:
        dit["text"] = _("Commentaire effacé.")
    return bool(siens)


def _rendre_les_verrous(personne: User) -> None:
    """Nobody else could take away the lock of somebody who is not there."""
    for modele in apps.get_models():
        if issubclass(modele, LockableMixin) and not modele._meta.get_parent_list():
            modele._base_manager.filter(locked_by=personne).update(
                locked_by=None, locked_at=None, locked=False
            )


def _effacer_l_historique(personne: User, traces: Traces) -> None:
    """Who did what stays, by a key; the words of the person and about them go."""
    TaskState.objects.filter(finished_by=personne).exclude(comment="").update(
        comment=_("Commentaire effacé.")
    )
    sur_elle = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(personne.pk)
    )
    for entree in sur_elle:
        muettes = {cle: "—" if isinstance(dit, str) else None for cle, dit in entree.data.items()}
        sur_elle.filter(pk=entree.pk).update(label=_("Compte supprimé"), data=muettes)
    for journal in (ModelLogEntry, PageLogEntry):
        for entree in journal.objects.filter(user=personne, data__has_any_keys=MOTS_DITS):
            journal.objects.filter(pk=entree.pk).update(data=_sans_mots(entree.data))
    par, adresses = _("Compte supprimé"), traces.adresses_seules()
    siennes = Q(user__in=traces.cles)
    traces.retirer_de(ModelLogEntry, "label", "data", par=par, parmi=siennes)
    adresses.retirer_de(ModelLogEntry, "label", "data", par=par)
    # A title that names somebody is an editor's choice, published or not: addresses only.
    adresses.retirer_de(PageLogEntry, "data", par=par)


def _sans_mots(donnees: dict) -> dict:
    efface = _("Commentaire effacé.")
    dits = {cle: donnees[cle] for cle in MOTS_DITS if donnees.get(cle)}
    return donnees | {
        cle: dit | {"text": efface} if isinstance(dit, dict) else efface
        for cle, dit in dits.items()
    }


def _actes(personne: User):
    for journal in (PageLogEntry, ModelLogEntry):
        for entree in journal.objects.filter(user=personne).order_by("-timestamp"):
            yield {
                "date": entree.timestamp,
                "acte": str(registry.get_action_label(entree.action)),
                "contenu": entree.label,
            }


def _commentaires(personne: User):
    for modele in (Comment, CommentReply):
        for dit in modele.objects.filter(user=personne).order_by("-created_at"):
            yield {"date": dit.created_at, "texte": dit.text}
    for avis in TaskState.objects.filter(finished_by=personne).exclude(comment=""):
        yield {"date": avis.finished_at, "texte": avis.comment}


def _profil(personne: User):
    for profil in UserProfile.objects.filter(user=personne):
        yield {
            "langue": profil.preferred_language,
            "fuseau": profil.current_time_zone,
            "image": profil.avatar.name if profil.avatar else "",
        }


DETENTIONS = [
    Detention(
        "profil",
        gettext_lazy("Vos réglages de l’administration"),
        {
            "langue": gettext_lazy("langue"),
            "fuseau": gettext_lazy("fuseau horaire"),
            "image": gettext_lazy("image"),
        },
        _profil,
        rang=33,
    ),
    Detention(
        "redaction",
        gettext_lazy("Vos actes de rédaction"),
        {
            "date": gettext_lazy("date"),
            "acte": gettext_lazy("acte"),
            "contenu": gettext_lazy("contenu"),
        },
        _actes,
        effacer_la_redaction,
        gettext_lazy(
            "Les contenus et leur historique restent\u00a0: «\u00a0Compte supprimé\u00a0»."
        ),
        rang=31,
    ),
    Detention(
        "commentaires",
        gettext_lazy("Vos commentaires de rédaction"),
        {"date": gettext_lazy("date"), "texte": gettext_lazy("texte")},
        _commentaires,
        devenir=gettext_lazy("Le fil reste, sans vos mots."),
        rang=32,
    ),
]
