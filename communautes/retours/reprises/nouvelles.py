"""What is told of a reprise: to who wrote, that one draws on it or comments it; to who pressed,
six months after, « et alors ? ».
"""

from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.models import User
from communautes.notifications import registre
from communautes.notifications.canaux import Canal
from communautes.notifications.models import Evenement
from communautes.notifications.services import notifier, retirer
from communautes.retours.models import (
    BilanDeReprise,
    Commentaire,
    LienDExperience,
    PreferenceDAuteur,
    RetourExperience,
)
from communautes.retours.nouvelles import auteurs, auteurs_sinon

REPRISE, COMMENTAIRE = "retours.reprise", "retours.commentaire"
ET_ALORS, NOUVELLES = "retours.et_alors", "retours.nouvelles"


def a_qui_demander(retour: RetourExperience):
    """Who wrote it, while they work there; else who answers for its collectivité."""
    return auteurs_sinon(retour, Affiliation.objects.referents())


def a_qui_ecrire(retour: RetourExperience):
    """Of those, who has not closed it, for all or for themselves."""
    if retour.parcours.contact_ferme:
        return User.objects.none()
    fermes = PreferenceDAuteur.objects.filter(retour=retour, messages=False)
    return a_qui_demander(retour).exclude(pk__in=fermes.values("personne"))


def a_qui_rappeler(retour: RetourExperience):
    """« Toujours vrai ? », by mail, each year."""
    sans = PreferenceDAuteur.objects.filter(retour=retour, rappel=False)
    return a_qui_demander(retour).exclude(pk__in=sans.values("personne"))


def adresse_du_bilan(bilan: BilanDeReprise) -> str:
    return f"{bilan.lien.vers.get_absolute_url()}#chaine"


def dire_la_reprise(lien: LienDExperience, *, par) -> int:
    """A collectivité that goes back on it and comes again is told once."""
    cle = f"{lien.nature}-{lien.collectivite_id}"
    return notifier(REPRISE, lien.vers, a=auteurs(lien.vers), par=par, cle=cle)


def dire_le_commentaire(commentaire: Commentaire) -> int:
    """Once, whatever moderation does of it afterwards."""
    genre = ContentType.objects.get_for_model(Commentaire)
    dits = Evenement.objects.filter(genre=COMMENTAIRE, type_d_objet=genre)
    if dits.filter(objet_pk=commentaire.pk).exists():
        return 0
    return notifier(
        COMMENTAIRE,
        commentaire,
        a=auteurs(commentaire.retour),
        par=commentaire.auteur,
        sujet=commentaire.retour,
    )


def demander_des_nouvelles(lien: LienDExperience) -> int:
    return notifier(ET_ALORS, lien, a=[lien.par], sujet=lien.vers)


def dire_les_nouvelles(bilan: BilanDeReprise) -> int:
    """To who wrote what was taken up, each time that it moves: under way, then done."""
    vers = bilan.lien.vers
    return notifier(
        NOUVELLES, bilan, a=auteurs(vers), par=bilan.auteur, sujet=vers, cle=bilan.issue
    )


def ne_plus_demander(lien: LienDExperience) -> None:
    retirer(lien)


def _repondent(personnes: Collection, liens: Collection) -> set[tuple[int, int | None]]:
    """Who pressed, while they work there and the question holds: two queries."""
    attendus = LienDExperience.objects.en_attente_de_nouvelles().filter(
        pk__in=[lien.pk for lien in liens], bilan=None
    )
    lus = list(attendus.values_list("pk", "par", "collectivite"))
    siennes = Affiliation.objects.membres().filter(personne__in=[p.pk for p in personnes])
    la = set(siennes.values_list("personne", "collectivite"))
    return {(par, pk) for pk, par, collectivite in lus if (par, collectivite) in la}


def _lisent_le_retour(personnes: Collection, retours: Collection) -> set[tuple[int, int | None]]:
    cles = [retour.pk for retour in retours]
    lus = RetourExperience.objects.lisibles().filter(pk__in=cles).values_list("pk", flat=True)
    return {(personne.pk, pk) for pk in lus for personne in personnes}


def _lisent_le_commentaire(personnes: Collection, dits: Collection) -> set[tuple[int, int | None]]:
    lisibles = RetourExperience.objects.lisibles().values("pk")
    lus = Commentaire.objects.lus_de_tous().filter(
        Q(retour__in=lisibles), pk__in=[dit.pk for dit in dits]
    )
    cles = list(lus.values_list("pk", flat=True))
    return {(personne.pk, pk) for pk in cles for personne in personnes}


def _lisent_les_nouvelles(personnes: Collection, bilans: Collection) -> set:
    """Where the page of the retour shows them."""
    lisibles = RetourExperience.objects.lisibles().values("pk")
    lus = BilanDeReprise.objects.publies().filter(
        pk__in=[bilan.pk for bilan in bilans], lien__retire_le=None, lien__vers__in=lisibles
    )
    cles = list(lus.values_list("pk", flat=True))
    return {(personne.pk, pk) for pk in cles for personne in personnes}


def _liens(cles) -> dict[int, LienDExperience]:
    return LienDExperience.objects.select_related("vers").in_bulk(cles)


def _commentaires(cles) -> dict[int, Commentaire]:
    return Commentaire.objects.select_related("retour").in_bulk(cles)


def _bilans(cles) -> dict[int, BilanDeReprise]:
    return BilanDeReprise.objects.select_related("lien__vers").in_bulk(cles)


def _et_alors(evenement) -> str:
    return _(
        "Il y a six mois, vous avez repris une idée de «\u00a0%(titre)s\u00a0»\u00a0: et "
        "alors\u00a0?"
    ) % {"titre": evenement.objet.vers}


def _reprise(evenement) -> str:
    return _("Une collectivité reprend «\u00a0%(titre)s\u00a0»") % {"titre": evenement.objet}


def _commentaire(evenement) -> str:
    return _("Nouveau commentaire sous «\u00a0%(titre)s\u00a0»") % {"titre": evenement.objet.retour}


def _nouvelles(evenement) -> str:
    return _("Des nouvelles d’une collectivité qui s’est inspirée de «\u00a0%(titre)s\u00a0»") % {
        "titre": evenement.objet.lien.vers
    }


def _genre(code, libelle, phrase, canal, rang, **reste) -> registre.Genre:
    return registre.Genre(
        code,
        libelle,
        gettext_lazy("Retours d’expérience"),
        phrase,
        canal,
        nomme=lambda evenement: [],
        rang=rang,
        **reste,
    )


def brancher() -> None:
    _declarer_les_cibles()
    _declarer_les_genres()


def _declarer_les_cibles() -> None:
    registre.declarer_cible(
        registre.Cible(
            LienDExperience,
            titre=lambda lien: str(lien.vers),
            adresse=lambda lien: reverse("retours:inspiration", args=[lien.pk]),
            peuvent_lire=_repondent,
            charger=_liens,
        ),
        registre.Cible(
            Commentaire,
            titre=lambda commentaire: str(commentaire.retour),
            adresse=Commentaire.get_absolute_url,
            peuvent_lire=_lisent_le_commentaire,
            charger=_commentaires,
        ),
        registre.Cible(
            BilanDeReprise,
            titre=lambda bilan: str(bilan.lien.vers),
            adresse=adresse_du_bilan,
            peuvent_lire=_lisent_les_nouvelles,
            charger=_bilans,
        ),
    )


def _declarer_les_genres() -> None:
    registre.declarer(
        _genre(
            ET_ALORS,
            gettext_lazy("Six mois après avoir repris une idée\u00a0: et alors\u00a0?"),
            _et_alors,
            Canal.IMMEDIAT,
            70,
        ),
        _genre(
            REPRISE,
            gettext_lazy("Une collectivité reprend un de mes retours"),
            _reprise,
            Canal.HEBDOMADAIRE,
            71,
            adresse=lambda evenement: evenement.objet.get_absolute_url(),
            peuvent_lire=_lisent_le_retour,
        ),
        _genre(
            COMMENTAIRE,
            gettext_lazy("Un commentaire sous un de mes retours"),
            _commentaire,
            Canal.HEBDOMADAIRE,
            72,
        ),
        _genre(
            NOUVELLES,
            gettext_lazy("Des nouvelles de qui s’inspire d’un de mes retours"),
            _nouvelles,
            Canal.HEBDOMADAIRE,
            73,
        ),
    )
