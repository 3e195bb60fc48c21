"""What a community tells of who enters it: to who animates, and to nobody else."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.adhesions.models import Adhesion, CommunautePage
from communautes.adhesions.referentiels import Visibilite
from communautes.comptes.models import User
from communautes.notifications import registre
from communautes.notifications.canaux import Canal
from communautes.notifications.services import notifier, retirer

DEMANDE, ENTREE = "adhesions.demande", "adhesions.entree"


def dire_la_demande(adhesion: Adhesion) -> int:
    """To the animation, that answers; `cle`: who asks again some day is said again."""
    cle = adhesion.demandee_le.isoformat()
    return _dire(DEMANDE, adhesion, cle)


def dire_l_entree(adhesion: Adhesion) -> int:
    """Of who enters freely: nobody has to answer."""
    return _dire(ENTREE, adhesion, adhesion.depuis.isoformat())


def repondue(adhesion: Adhesion) -> None:
    """Nobody has to read of it any more."""
    retirer(adhesion)


def partie(adhesion: Adhesion) -> None:
    """Who is no longer a member is told nothing more of it, nor of what is in it."""
    retirer(adhesion.communaute, de=[adhesion.personne])


def _dire(code: str, adhesion: Adhesion, cle: str) -> int:
    communaute = adhesion.communaute
    animent = User.objects.filter(
        pk__in=Adhesion.objects.animatrices().filter(communaute=communaute).values("personne")
    )
    return notifier(code, adhesion, a=animent, par=adhesion.personne, cadre=communaute, cle=cle)


def _phrase_de_demande(evenement) -> str:
    noms = {"qui": _qui(evenement), "communaute": evenement.cadre.title}
    echeance = evenement.objet.echeance_le
    if echeance is None:
        return _("%(qui)s a demandé à rejoindre «\u00a0%(communaute)s\u00a0»") % noms
    noms["jour"] = date_format(localtime(echeance), "j F Y")
    if evenement.objet.invitation_id:
        return (
            _(
                "%(qui)s répond à une invitation pour «\u00a0%(communaute)s\u00a0», d’un autre "
                "compte\u00a0: répondez avant le %(jour)s"
            )
            % noms
        )
    return (
        _(
            "%(qui)s demande à rejoindre «\u00a0%(communaute)s\u00a0»\u00a0: répondez avant le "
            "%(jour)s"
        )
        % noms
    )


def _phrase_d_entree(evenement) -> str:
    noms = {"qui": _qui(evenement), "communaute": evenement.cadre.title}
    return _("%(qui)s a rejoint «\u00a0%(communaute)s\u00a0»") % noms


def _qui(evenement) -> str:
    nom = evenement.par.get_full_name() if evenement.par else ""
    return nom or _("Une personne")


def _animent(personnes, adhesions) -> set[tuple[int, int | None]]:
    """Who animates the community of each, now."""
    ici = {une.communaute_id for une in adhesions}
    animatrices = Adhesion.objects.animatrices().filter(personne__in=personnes, communaute__in=ici)
    paires = set(animatrices.values_list("personne", "communaute"))
    return {
        (personne.pk, une.pk)
        for personne in personnes
        for une in adhesions
        if (personne.pk, une.communaute_id) in paires
    }


def _connaissent(personnes, communautes) -> set[tuple[int, int | None]]:
    """Of an invisible one, its members alone; of what editors withdrew, nobody."""
    en_ligne = [une for une in communautes if une.live]
    cachees = [une for une in en_ligne if une.visibilite == Visibilite.INVISIBLE]
    dedans = set(
        Adhesion.objects.actives()
        .filter(personne__in=personnes, communaute__in=cachees)
        .values_list("personne", "communaute")
    )
    return {
        (personne.pk, une.pk)
        for personne in personnes
        for une in en_ligne
        if une.visibilite != Visibilite.INVISIBLE or (personne.pk, une.pk) in dedans
    }


def _adhesions(cles) -> dict[int, Adhesion]:
    return Adhesion.objects.select_related("communaute").in_bulk(cles)


def brancher() -> None:
    registre.declarer_cible(
        registre.Cible(
            CommunautePage,
            titre=lambda communaute: communaute.title,
            adresse=lambda communaute: communaute.url or "/",
            peuvent_lire=_connaissent,
            en_sourdine=gettext_lazy("cette communauté"),
        ),
        registre.Cible(
            Adhesion,
            titre=lambda adhesion: adhesion.communaute.title,
            adresse=lambda adhesion: reverse(
                "adhesions:animation", args=[adhesion.communaute.slug]
            ),
            peuvent_lire=_animent,
            charger=_adhesions,
        ),
    )
    groupe = gettext_lazy("Communautés")
    registre.declarer(
        registre.Genre(
            DEMANDE,
            gettext_lazy("Une demande pour une communauté que j’anime"),
            groupe,
            _phrase_de_demande,
            Canal.IMMEDIAT,
            rang=20,
        ),
        registre.Genre(
            ENTREE,
            gettext_lazy("Un nouveau membre dans une communauté que j’anime"),
            groupe,
            _phrase_d_entree,
            rang=21,
        ),
    )
