"""What the automatic rules do: hold back, and open a dossier for a human eye."""

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.models import User
from communautes.moderation import registre, regles
from communautes.moderation.models import MEMOIRE, Dossier, Moderation, Publication
from communautes.moderation.permissions import peut_moderer_partout
from communautes.moderation.services.ecriture import (
    changer,
    dossier_ouvert,
    etat_de,
    tracer,
    verrouiller_l_objet,
)


@transaction.atomic
def examiner(objet: models.Model, personne: User) -> list[str]:
    """Called once `objet` is saved, by whoever publishes or rewrites it, before telling anybody.

    The reasons why it is held back, as its author reads them; empty: it is published, people may be
    told. `objet.moderation` says which. Accepted later, `quand_change` is where they are told.
    """
    signalable = registre.signalable(type(objet))
    if signalable is None:
        raise LookupError(f"{type(objet).__name__}: declared by no room")
    User.objects.select_for_update(no_key=True).get(pk=personne.pk)  # two tabs are counted in a row
    codes = regles.qui_retiennent(_publie(objet, signalable, personne))
    if codes and not _est_dispensee(objet, signalable, personne):
        _retenir(objet, codes)
    if objet.moderation == Moderation.PUBLIE:
        return []
    ouvert = Dossier.objects.sur(objet).order_by("pk").last()
    return regles.raisons(ouvert.regles if ouvert else codes)


def _publie(objet, signalable, personne) -> regles.Publie:
    texte = str(signalable.texte(objet))
    empreinte = regles.empreinte(texte)
    maintenant = timezone.now()
    Publication.objects.update_or_create(
        type_d_objet=ContentType.objects.get_for_model(objet),
        objet_pk=objet.pk,
        defaults={"personne": personne, "empreinte": empreinte},
    )
    siennes = Publication.objects.filter(personne=personne)
    memes = siennes.depuis(maintenant - MEMOIRE).filter(empreinte=empreinte) if empreinte else None
    affiliations = Affiliation.objects.actives().qui_tiennent_par_soi()
    return regles.Publie(
        texte=texte,
        age_du_compte=maintenant - personne.date_joined,
        est_verifiee=affiliations.filter(personne=personne).exists(),
        memes_textes=memes.count() if memes is not None else 1,
        recentes=siennes.depuis(maintenant - regles.FENETRE_DU_RYTHME).count(),
    )


def _est_dispensee(objet, signalable, personne) -> bool:
    """Who answers for the place would only decide on themselves."""
    return peut_moderer_partout(personne) or signalable.peut_moderer(personne, objet)


def _retenir(objet, codes: list[str]) -> None:
    verrouiller_l_objet(type(objet), objet.pk)
    if objet.moderation == Moderation.RETIRE:  # rewritten or not, it is decided
        return
    dossier = dossier_ouvert(objet)
    nouvelles = [code for code in codes if code not in dossier.regles]
    if nouvelles:
        avant = etat_de(dossier)
        dossier.regles = [*dossier.regles, *nouvelles]
        dossier.save(update_fields=["regles"])
        tracer("retenu", dossier, par=None, avant=avant)
    changer(objet, Moderation.EN_EXAMEN)
