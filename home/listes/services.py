"""Doing an act to many contents: now, in one transaction, or in background with a report."""

import logging
import uuid
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Page

from home.echanges.pouls import Pouls
from home.listes import enregistrement
from home.listes.actes import Acte, ActeRefuse, Bilan, titre_de
from home.listes.models import ActionEnNombre

logger = logging.getLogger(__name__)
Statut = ActionEnNombre.Statut


@transaction.atomic
def appliquer(
    acte: Acte, modele, cles: list[int], *, par, valeurs: dict, avancer=lambda fait: None
) -> Bilan:
    """Do it to these contents, as they are once locked; what was done, or not, and why.

    ActeRefuse when one refusal refuses all. What has gone since is left out.
    """
    _verrouiller(modele, cles)
    bilan = acte.bilan(modele, cles, par=par, valeurs=valeurs)
    if bilan.refus and acte.tout_ou_rien:
        raise ActeRefuse(_("Rien n’a été fait."), bilan.refus)
    if bilan.a_faire:
        try:
            acte.faire(modele, bilan.a_faire, par=par, valeurs=valeurs, avancer=avancer)
        except ValidationError as refus:
            objet = getattr(refus, "objet", bilan.a_faire[0])
            raise ActeRefuse(
                _("Rien n’a été fait."), [(objet, " ".join(refus.messages))]
            ) from refus
    return bilan


def _verrouiller(modele, cles: list[int]) -> None:
    """Always in the same order: two acts at once wait for each other, and never cross.

    Of a page, the row that every save writes first.
    """
    base = Page if issubclass(modele, Page) else modele
    list(base._default_manager.filter(pk__in=cles).order_by("pk").select_for_update().values("pk"))


@transaction.atomic
def lancer(acte: Acte, modele, cles: list[int], *, par, valeurs: dict) -> ActionEnNombre:
    """In background; `valeurs`: what the act's form gave, asked again when the work begins."""
    action = ActionEnNombre.objects.create(
        acte=acte.code,
        type_de_contenu=ContentType.objects.get_for_model(modele),
        cles=cles,
        valeurs={nom: getattr(valeur, "pk", valeur) for nom, valeur in valeurs.items()},
        lance_par=par,
        jeton=uuid.uuid4(),
    )
    _confier_au_travailleur(action)
    return action


@transaction.atomic
def relancer(action: ActionEnNombre, *, par) -> None:
    """Launch again what a lost worker left; the old launch can no longer conclude."""
    action = ActionEnNombre.objects.select_for_update().get(pk=action.pk)
    if not action.silencieux:
        raise ActeRefuse(_("Cette action avance encore\u00a0: il n’y a rien à relancer."))
    action.jeton, action.lance_par = uuid.uuid4(), par
    action.commence_le, action.battement, action.avancement = None, timezone.now(), 0
    action.save()
    _confier_au_travailleur(action)


@transaction.atomic
def arreter(action: ActionEnNombre) -> None:
    """Give up what a lost worker left; its launch can no longer conclude."""
    action = ActionEnNombre.objects.select_for_update().get(pk=action.pk)
    if not action.silencieux:
        raise ActeRefuse(_("Cette action avance encore\u00a0: elle ne peut pas être arrêtée."))
    action.statut, action.finie_le = Statut.REFUSEE, timezone.now()
    action.phrase = _("L’action s’est interrompue et a été arrêtée\u00a0: rien n’a été fait.")
    action.save(update_fields=["statut", "finie_le", "phrase"])


def _confier_au_travailleur(action: ActionEnNombre) -> None:
    from home.listes.tasks import executer_l_action

    transaction.on_commit(
        partial(executer_l_action.enqueue, action_pk=action.pk, jeton=str(action.jeton))
    )


def executer(action_pk: int, jeton: str) -> None:
    """The work of this launch (task); a launch that is no longer current does nothing."""
    siennes = ActionEnNombre.objects.filter(pk=action_pk, jeton=jeton, statut=Statut.EN_COURS)
    maintenant = timezone.now()
    if not siennes.filter(commence_le=None).update(commence_le=maintenant, battement=maintenant):
        return
    action = siennes.select_related("lance_par", "type_de_contenu").get()
    with translation.override("fr"):
        try:
            with transaction.atomic():
                _executer(action)
        except ActeRefuse as refus:
            _conclure(action, Statut.REFUSEE, str(refus), refus.refus)
        except _Supplantee:
            logger.warning(
                "Action %s\u00a0: relancée entre-temps, ce lancement n’a rien écrit", action_pk
            )
        except Exception:  # whatever it is, the editor is told, and nothing is half written
            logger.exception("Action en nombre %s en échec", action_pk)
            _conclure(
                action,
                Statut.REFUSEE,
                _(
                    "Une erreur inattendue a tout arrêté\u00a0: rien n’a été fait. L’équipe "
                    "technique peut la lire dans ses journaux."
                ),
            )


class _Supplantee(Exception):
    """Another launch has taken over."""


def _executer(action: ActionEnNombre) -> None:
    modele = action.type_de_contenu.model_class()
    acte = enregistrement.acte(modele, action.acte)
    if acte is None or action.lance_par is None:
        raise ActeRefuse(_("La personne qui a lancé cette action n’a plus de compte."))
    valeurs = _valeurs(acte, action)
    with Pouls(action) as pouls:
        bilan = appliquer(
            acte, modele, action.cles, par=action.lance_par, valeurs=valeurs, avancer=pouls.battre
        )
    phrase = acte.fait(modele, len(bilan.a_faire), valeurs)
    if not _conclure(action, Statut.FAITE, phrase):
        raise _Supplantee


def _valeurs(acte: Acte, action: ActionEnNombre) -> dict:
    """What was chosen, if it still may be."""
    if acte.complement is None:
        return {}
    form = acte.complement(action.valeurs, personne=action.lance_par)
    if not form.is_valid():
        raise ActeRefuse(" ".join(phrase for ligne in form.errors.values() for phrase in ligne))
    return form.cleaned_data


def _conclure(action: ActionEnNombre, statut: str, phrase: str, refus: list[tuple] = ()) -> int:
    siennes = ActionEnNombre.objects.filter(
        pk=action.pk, jeton=action.jeton, statut=Statut.EN_COURS
    )
    lignes = [
        {"cle": objet.pk, "titre": titre_de(objet), "raison": str(raison)}
        for objet, raison in refus
    ]
    return siennes.update(statut=statut, phrase=phrase, refus=lignes, finie_le=timezone.now())
