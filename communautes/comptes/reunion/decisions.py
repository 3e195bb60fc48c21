"""What this room decides for the keys of its own tables and of those under it."""

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import COMMENTS_RELATION_NAME, Comment, PageSubscription, Revision

from communautes.comptes.models import User
from communautes.comptes.reunion import affiliations
from communautes.comptes.reunion.registre import Decision, Devenir
from home.fraicheur import depart, ecriture
from home.fraicheur.models import modeles_suivis

PASSE, RESTE, DISPARAIT = Devenir.PASSE, Devenir.RESTE, Devenir.DISPARAIT


def _adresses(absorbe: User, garde: User, par: User) -> None:
    """Its own, and those it had taken in: each goes on leading here, by the code that it gets."""
    EmailAddress.objects.filter(user=absorbe).update(user=garde, primary=False)
    EmailAddress.objects.filter(user=garde, email=absorbe.email).delete()
    EmailAddress.objects.create(user=garde, email=absorbe.email, verified=True, primary=False)


def _abonnements(absorbe: User, garde: User, par: User) -> None:
    deja = PageSubscription.objects.filter(user=garde).values("page")
    siens = PageSubscription.objects.filter(user=absorbe)
    siens.filter(page__in=list(deja.values_list("page", flat=True))).delete()
    siens.update(user=garde)


def _commentaires(absorbe: User, garde: User, par: User) -> None:
    """In the versions too: what is there of an absorbed account would be erased with it."""
    formes = [{"user": absorbe.pk}], [{"replies": [{"user": absorbe.pk}]}]
    condition = Q()
    for forme in formes:
        condition |= Q(**{f"content__{COMMENTS_RELATION_NAME}__contains": forme})
    for version in Revision.objects.filter(condition).only("pk", "content").iterator(50):
        for fil in version.content[COMMENTS_RELATION_NAME]:
            for dit in [fil, *(fil.get("replies") or [])]:
                if dit.get("user") == absorbe.pk:
                    dit["user"] = garde.pk
        Revision.objects.filter(pk=version.pk).update(content=version.content)
    Comment.objects.filter(user=absorbe).update(user=garde)


def _suivis(absorbe: User, garde: User, par: User) -> None:
    """With the drafts behind them, which would give the absorbed account back when published."""
    for contenus in depart.contenus_de(absorbe):
        lignes = list(contenus.order_by("pk").pour_suivi())
        suites = ecriture.suites(lignes, [garde.pk] * len(lignes))
        ecriture.confier(contenus.model, suites, garde.pk)
    for modele in modeles_suivis():  # the pages that only follow one of these
        modele.objects.filter(responsable=absorbe).update(responsable=garde)


DECISIONS = [
    Decision("affiliations.Affiliation.personne", PASSE, _("affiliations"), affiliations.deplacer),
    # Who vouched is a fact of that day; the account that did is closed, its act stays.
    Decision("affiliations.Affiliation.verifiee_par", RESTE),
    # What waits for a code, or warns of an inactivity, was about an account that is no more.
    Decision("donnees.ChangementDAdresse.personne", DISPARAIT),
    Decision("donnees.Avertissement.personne", DISPARAIT),
    Decision("comptes.Presence.personne", PASSE, _("présences de la boîte partagée")),
    Decision("comptes.EvenementDeConnexion.personne", RESTE, _("lignes du journal des connexions")),
    Decision("comptes.User.fusionne_dans", RESTE, _("comptes absorbés auparavant")),
    Decision("comptes.User_groups.user", DISPARAIT, _("rôles")),
    Decision("comptes.User_user_permissions.user", DISPARAIT, _("droits donnés un à un")),
    Decision("account.EmailAddress.user", PASSE, faire=_adresses),
    Decision("socialaccount.SocialAccount.user", PASSE, _("identités ProConnect")),
    Decision("mfa.Authenticator.user", DISPARAIT, _("moyens de seconde vérification")),
    Decision("journal.Entree.personne", RESTE, _("lignes du journal des collectivités")),
    Decision("territoires.Fusion.prononcee_par", RESTE),
    Decision("territoires.Dissolution.prononcee_par", RESTE),
    Decision("ressources.Acteur.locked_by", PASSE),
    Decision("ressources.Acteur.responsable", PASSE, _("acteurs suivis"), _suivis),
    Decision("ressources.RessourcePage.responsable", PASSE, _("ressources suivies")),
    Decision("home.RappelHebdomadaire.personne", DISPARAIT),
    Decision("home.Import.cree_par", PASSE, _("imports")),
    Decision("home.Import.lance_par", PASSE),
    Decision("home.ActionEnNombre.lance_par", PASSE, _("actions en nombre")),
    Decision("home.SiteImage.uploaded_by_user", PASSE, _("images déposées")),
    Decision("home.SiteDocument.uploaded_by_user", PASSE, _("documents déposés")),
    Decision("home.Constat.ignore_par", PASSE),
    Decision("wagtail_localize.StringTranslation.last_translated_by", PASSE),
    Decision("wagtail_localize.SegmentOverride.last_translated_by", PASSE),
    Decision("wagtailusers.UserProfile.user", DISPARAIT),
    Decision("wagtaildocs.Document.uploaded_by_user", PASSE),
    Decision("wagtailimages.Image.uploaded_by_user", PASSE),
    Decision("wagtailadmin.EditingSession.user", DISPARAIT),
    Decision("wagtailadmin.FormState.user", DISPARAIT),
    Decision("wagtailcore.APIToken.user", DISPARAIT),
    # What was done is told of who did it: the history of a content is never written again.
    Decision("wagtailcore.ModelLogEntry.user", RESTE),
    Decision("wagtailcore.PageLogEntry.user", RESTE, _("actes dans l’historique des pages")),
    Decision("wagtailcore.Revision.user", PASSE, _("versions écrites")),
    Decision("wagtailcore.UploadedFile.uploaded_by_user", DISPARAIT),
    Decision("wagtailcore.WorkflowState.requested_by", PASSE),
    Decision("wagtailcore.TaskState.finished_by", PASSE),
    Decision("wagtailcore.Page.locked_by", PASSE),
    Decision("wagtailcore.Page.owner", PASSE, _("pages créées")),
    Decision("wagtailcore.Comment.user", PASSE, _("commentaires"), _commentaires),
    Decision("wagtailcore.Comment.resolved_by", PASSE),
    Decision("wagtailcore.CommentReply.user", PASSE),
    Decision("wagtailcore.PageSubscription.user", PASSE, faire=_abonnements),
]
