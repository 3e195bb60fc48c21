"""What bringing two accounts together would do, said before; and why it may not be done."""

from dataclasses import dataclass, field

from allauth.socialaccount.models import SocialAccount
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from communautes.comptes.models import User
from communautes.comptes.permissions import doit_prouver, peut_gerer
from communautes.comptes.reunion import affiliations, registre
from communautes.comptes.reunion.registre import Devenir
from communautes.comptes.second_facteur.facteurs import a_un_facteur


@dataclass
class Comparaison:
    garde: User
    absorbe: User
    nombres: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    conflits: list[str] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)

    @property
    def passe(self) -> list[tuple[str, int]]:
        return self.nombres[Devenir.PASSE]

    @property
    def reste(self) -> list[tuple[str, int]]:
        return self.nombres[Devenir.RESTE]

    @property
    def disparait(self) -> list[tuple[str, int]]:
        return self.nombres[Devenir.DISPARAIT]

    @property
    def empreinte(self) -> str:
        """What was read, for who confirms: something else is not done in its name."""
        dit = repr((self.garde.pk, self.absorbe.pk, self.nombres, self.conflits))
        return salted_hmac("communautes.comptes.reunion", dit, algorithm="sha256").hexdigest()


def comparer(garde: User, absorbe: User, *, par: User) -> Comparaison:
    comparaison = Comparaison(garde, absorbe, _nombres(absorbe))
    comparaison.obstacles = obstacles(garde, absorbe, par=par)
    comparaison.conflits = [
        *map(str, affiliations.en_double(garde, absorbe)),
        *_des_portes(garde, absorbe),
        *_des_droits(garde, absorbe),
    ]
    return comparaison


def _nombres(absorbe: User) -> dict[str, list[tuple[str, int]]]:
    nombres: dict[str, list] = {str(devenir): [] for devenir in Devenir}
    for decision in registre.decisions():
        if decision.libelle and (nombre := decision.lignes(absorbe).count()):
            nombres[str(decision.devenir)].append((str(decision.libelle), nombre))
    return nombres


def obstacles(garde: User, absorbe: User, *, par: User) -> list[str]:
    """Why it is refused, whoever the reader is; each says what to do."""
    if garde.pk == absorbe.pk:
        return [_("Choisissez un autre compte\u00a0: celui-ci ne se réunit pas à lui-même.")]
    if absorbe.fusionne_dans_id or absorbe.est_anonymisee:
        return [_("Le compte à absorber n’est plus celui de personne.")]
    dits = []
    if not peut_reunir(par, garde, absorbe):
        dits.append(_("L’un de ces comptes a des droits au-dessus des vôtres."))
    if par.pk in (garde.pk, absorbe.pk):
        dits.append(_("On ne réunit pas son propre compte\u00a0: demandez à quelqu’un d’autre."))
    if not garde.is_active:
        dits.append(
            _("Le compte de %(personne)s est fermé, et ne peut pas être gardé.")
            % {"personne": garde}
        )
    if garde.boite_partagee != absorbe.boite_partagee:
        dits.append(
            _(
                "L’un est une boîte partagée, l’autre le compte d’une personne\u00a0: ce ne sont "
                "pas les mêmes mains."
            )
        )
    return [*dits, *_cautions(garde, absorbe)]


def peut_reunir(par: User, *personnes: User) -> bool:
    return par.has_perms(["comptes.change_user", "comptes.reunir_user"]) and all(
        peut_gerer(par, personne) for personne in personnes
    )


def _cautions(garde: User, absorbe: User) -> list[str]:
    return [
        _(
            "L’affiliation de %(personne)s à %(nom)s a été vérifiée par l’autre compte, et l’on ne "
            "se vérifie pas soi-même\u00a0: validez-la ou terminez-la d’abord."
        )
        % {"personne": affiliation.personne, "nom": affiliation.collectivite.intitule}
        for affiliation in affiliations.se_cautionnent(garde, absorbe)
    ]


def _des_portes(garde: User, absorbe: User) -> list[str]:
    adresses = {"absorbee": absorbe.email, "gardee": garde.email}
    dits = [
        _(
            "Adresses\u00a0: le portail écrira à %(gardee)s\u00a0; %(absorbee)s ouvrira encore ce "
            "compte, par le code qu’elle reçoit."
        )
        % adresses
    ]
    identites = SocialAccount.objects.filter(user__in=[garde, absorbe])
    if identites.values("user").distinct().count() == 2:
        dits.append(
            _(
                "ProConnect\u00a0: les deux comptes y sont reliés. Les deux identités ouvriront le "
                "compte gardé."
            )
        )
    if a_un_facteur(absorbe):
        dits.append(
            _("Seconde vérification\u00a0: celle du compte absorbé est retirée.")
            if a_un_facteur(garde)
            else _(
                "Seconde vérification\u00a0: celle du compte absorbé est retirée, et le compte "
                "gardé n’en a pas."
            )
        )
    return dits


def _des_droits(garde: User, absorbe: User) -> list[str]:
    """Never added in silence: whoever wants them on the account that stays gives them by hand."""
    de_trop = [g.name for g in absorbe.groups.order_by("name") if g not in garde.groups.all()]
    dits = []
    if absorbe.is_superuser and not garde.is_superuser:
        de_trop.insert(0, _("superutilisateur"))
    if de_trop:
        dits.append(
            _(
                "Rôles\u00a0: ceux du compte gardé ne changent pas. Celui-ci n’aura pas "
                "«\u00a0%(roles)s\u00a0»\u00a0: donnez-le ensuite s’il le faut."
            )
            % {"roles": ", ".join(de_trop)}
        )
    if doit_prouver(absorbe) and not doit_prouver(garde):
        dits.append(
            _(
                "Contenus\u00a0: le compte gardé ne peut pas modifier ceux qu’il va suivre. "
                "Donnez-lui un rôle, ou passez la main ensuite."
            )
        )
    return dits
