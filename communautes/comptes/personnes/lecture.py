"""What is said of a person in a list, in a number of queries that does not grow."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.models import EvenementDeConnexion, User

DORMANTE = timedelta(days=365)


def pour_liste(personnes: QuerySet) -> QuerySet:
    siennes = Affiliation.objects.en_vigueur().filter(personne=OuterRef("pk"))
    return (
        personnes.annotate(
            par_proconnect=Exists(SocialAccount.objects.filter(user=OuterRef("pk"))),
            par_courriel=Exists(
                EvenementDeConnexion.objects.filter(
                    personne=OuterRef("pk"), evenement="connexion", details__porte="courriel"
                )
            ),
            a_un_facteur=_a_un_facteur(),
            niveau_max=Subquery(siennes.order_by("-niveau").values("niveau")[:1]),
        )
        .select_related("fusionne_dans")
        .prefetch_related("groups", Prefetch("affiliations", _en_vigueur(), to_attr="siennes"))
    )


def _a_un_facteur() -> Exists:
    facteurs = Authenticator.objects.filter(user=OuterRef("pk"))
    return Exists(facteurs.exclude(type=Authenticator.Type.RECOVERY_CODES))


def _en_vigueur() -> QuerySet:
    return (
        Affiliation.objects.en_vigueur()
        .select_related("collectivite")
        .defer("collectivite__recherche", "collectivite__emails_officiels")
        .order_by("-niveau", "collectivite__nom_normalise")
    )


def sans_le_facteur_du(personnes: QuerySet) -> QuerySet:
    """Those who must prove a second factor (permissions.doit_prouver) and have none yet."""
    demandent = Permission.objects.filter(
        Q(content_type__app_label="wagtailadmin", codename="access_admin")
        | Q(content_type__app_label="comptes", codename="prouver_second_facteur")
    )
    tenues = Q(is_superuser=True) | Q(
        pk__in=User.objects.filter(
            Q(groups__permissions__in=demandent) | Q(user_permissions__in=demandent)
        ).values("pk")
    )
    return personnes.filter(tenues, ~_a_un_facteur(), is_active=True)


def dormantes(personnes: QuerySet) -> QuerySet:
    """Open, and nobody was there for a year."""
    limite = timezone.localdate() - DORMANTE
    return personnes.filter(derniere_activite__lte=limite, is_active=True)


def roles(personne: User) -> str:
    noms = [groupe.name for groupe in personne.groups.all()]
    if personne.is_superuser:
        noms.insert(0, _("Superutilisateur"))
    return ", ".join(noms)


def portes(personne: User) -> str:
    """The doors by which this person came in: the code, in the year that the log keeps."""
    dites = [_("ProConnect")] if personne.par_proconnect else []
    return ", ".join([*dites, *([_("code")] if personne.par_courriel else [])])


def niveau(personne: User) -> str:
    return str(Niveau(personne.niveau_max).label) if personne.niveau_max else ""


def etat(personne: User) -> str:
    if personne.fusionne_dans_id:
        return _("Réuni avec %(autre)s") % {"autre": personne.fusionne_dans}
    if personne.est_anonymisee:
        return _("Supprimé")
    return _("Ouvert") if personne.is_active else _("Fermé")
