"""Publish and withdraw many contents: through Wagtail's actions, all or nothing."""

from datetime import datetime
from functools import partial

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Revision
from wagtail.permissions import policy_registry

from home import publication
from home.edition import redirections
from home.edition.forms import RedirectionDeTousForm
from home.listes.actes import Acte, Bilan, compter, empechements
from home.listes.etats import programmee
from home.qualite import lot
from home.qualite.lecture import relations_suivies
from home.usages.lecture import Usages

LIMITE = 50  # about fifteen seconds in a request


class Publier(Acte):
    code = "publish"  # Wagtail's own, so that its hooks know it
    libelle = gettext_lazy("Publier")
    tout_ou_rien = True
    limite = LIMITE
    remarque = gettext_lazy(
        "La dernière version enregistrée de chaque contenu sera publiée. Si un seul ne peut pas "
        "l’être, rien n’est publié, et il est nommé."
    )

    def bilan(self, modele, cles: list[int], *, par, valeurs: dict, complet=True) -> Bilan:
        """What goes out together may lead to each other, and to nothing that stays behind."""
        juger = partial(super().bilan, modele, par=par, valeurs=valeurs, complet=complet)
        with _ensemble(modele, cles):
            bilan = derniers = juger(cles)
        while complet and derniers.refus and bilan.a_faire:
            with _ensemble(modele, bilan.cles):
                derniers = juger(bilan.cles)
            bilan = Bilan(derniers.a_faire, bilan.deja, [*bilan.refus, *derniers.refus])
        return bilan

    def contexte(self, modele, objets: list, *, par, valeurs: dict, complet: bool) -> dict:
        return {
            "par": par,
            "programmes": _programmes(modele, objets),
            "versions": Revision.objects.in_bulk([o.latest_revision_id for o in objets]),
            "relectures": {},
            "complet": complet,
        }

    def est_fait(self, objet, contexte: dict) -> bool:
        expire = objet.expire_at is not None and objet.expire_at <= timezone.now()
        return objet.live and not objet.has_unpublished_changes and not expire

    def refus(self, objet, contexte: dict) -> str:
        par = contexte["par"]
        if raison := super().refus(objet, contexte):
            return raison
        if not _peut_publier(objet, par):
            return _("vous n’avez pas le droit de publier ce contenu")
        if objet.pk in contexte["programmes"]:
            return _("a une publication programmée\u00a0: annulez-la d’abord")
        version = contexte["versions"].get(objet.latest_revision_id)
        if version is not None and _a_venir(version.content.get("go_live_at")):
            return _("sa date de publication est à venir\u00a0: programmez-le depuis sa page")
        if raison := _relecture(objet, contexte):
            return raison
        return " ".join(map(str, self._manques(objet, version, contexte)))

    def _manques(self, objet, version, contexte: dict) -> list[str]:
        if contexte["complet"] or version is None:
            entier = type(objet)._default_manager.get(pk=objet.pk)
            return list(publication.manques(entier.get_latest_revision_as_object()).values())
        # What leads elsewhere asks the database for each: it is read when it is published.
        contenu = version.content | ({"body": "[]"} if "body" in version.content else {})
        contenu |= {relation: [] for relation in relations_suivies(type(objet))}
        brouillon = type(objet).from_serializable_data(contenu, check_fks=False)
        if isinstance(objet, Page):
            brouillon.locale = objet.locale
        return list(publication.manques(brouillon).values())

    def faire(self, modele, objets: list, *, par, valeurs: dict, avancer=lambda fait: None) -> None:
        with _ensemble(modele, [objet.pk for objet in objets]):
            for rang, objet in enumerate(objets):
                entier = modele._default_manager.get(pk=objet.pk)
                version = entier.get_latest_revision() or entier.save_revision(user=par)
                version.publish(user=par)
                avancer(rang + 1)

    def intitule(self, modele, nombre: int, valeurs: dict) -> str:
        return _("Publier %(contenus)s") % {"contenus": compter(modele, nombre)}

    def fait(self, modele, nombre: int, valeurs: dict) -> str:
        return _("C’est publié\u00a0: %(contenus)s.") % {"contenus": compter(modele, nombre)}


class Depublier(Acte):
    code = "unpublish"
    libelle = gettext_lazy("Dépublier")
    tout_ou_rien = True
    limite = LIMITE
    complement = RedirectionDeTousForm
    remarque = gettext_lazy(
        "Ce qui est dépublié quitte le site, ses listes et sa recherche, dans toutes les langues. "
        "Rien n’est effacé\u00a0: vous pourrez le publier de nouveau."
    )

    def contexte(self, modele, objets: list, *, par, valeurs: dict, complet: bool) -> dict:
        return {
            "par": par,
            "programmes": _programmes(modele, objets),
            "relectures": {},
            "empechements": empechements(self.code, modele, objets),
            "vers": valeurs.get(RedirectionDeTousForm.CHAMP),
        }

    def servent_a(self, objets: list, *, par) -> Usages:
        return Usages(objets, par=par)

    def est_fait(self, objet, contexte: dict) -> bool:
        return not objet.live

    def refus(self, objet, contexte: dict) -> str:
        if raison := super().refus(objet, contexte):
            return raison
        if not _peut_publier(objet, contexte["par"]):
            return _("vous n’avez pas le droit de dépublier ce contenu")
        if objet.pk in contexte["programmes"]:
            return _("a une publication programmée\u00a0: annulez-la d’abord")
        if _relecture(objet, contexte):
            return _("est en relecture\u00a0: attendez la réponse")
        if _emporte(objet, contexte["vers"]):
            return _("c’est là que vous renvoyez les lecteurs\u00a0: choisissez une autre page")
        return contexte["empechements"].get(objet.pk, "")

    def faire(self, modele, objets: list, *, par, valeurs: dict, avancer=lambda fait: None) -> None:
        vers = valeurs.get(RedirectionDeTousForm.CHAMP)
        for rang, objet in enumerate(objets):
            entier = modele._default_manager.get(pk=objet.pk)
            adresses = redirections.adresses_de(entier) if vers else {}
            entier.unpublish(user=par)
            if vers:
                redirections.rediriger(adresses, vers=vers, par=par)
            avancer(rang + 1)

    def intitule(self, modele, nombre: int, valeurs: dict) -> str:
        return _("Dépublier %(contenus)s") % {"contenus": compter(modele, nombre)}

    def fait(self, modele, nombre: int, valeurs: dict) -> str:
        return _("C’est dépublié\u00a0: %(contenus)s.") % {"contenus": compter(modele, nombre)}


def _ensemble(modele, cles: list[int]):
    """Links name pages: an actor has the same key as one of them."""
    return lot.publiees_ensemble(cles if issubclass(modele, Page) else ())


def _emporte(objet, vers: Page | None) -> bool:
    """Withdrawn, it would take away the page that readers are sent to."""
    if vers is None or not isinstance(objet, Page):
        return False
    return vers.translation_key == objet.translation_key


def _programmes(modele, objets: list) -> set[int]:
    cles = [objet.pk for objet in objets]
    rangees = modele._default_manager.filter(programmee(modele), pk__in=cles)
    return set(rangees.order_by().values_list("pk", flat=True))


def _peut_publier(objet, par) -> bool:
    if isinstance(objet, Page):
        return objet.permissions_for_user(par).can_publish()
    return policy_registry.get(objet).user_has_permission(par, "publish")


def _a_venir(date: str | None) -> bool:
    return bool(date) and datetime.fromisoformat(date) > timezone.now()


def _relecture(objet, contexte: dict) -> str:
    """Asked once for each step of the review: those who may approve it are the same people."""
    etat = objet.current_workflow_state
    if etat is None:
        return ""
    etape = (etat.status, etat.current_task_state and etat.current_task_state.task_id)
    if etape not in contexte["relectures"]:
        phrase = publication.relecture_en_attente(objet, par=contexte["par"])
        contexte["relectures"][etape] = phrase
    return contexte["relectures"][etape]
