"""Tables whose objects have drafts, revisions and a life of their own: pages and snippets."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Revision

from home.echanges.colonnes import Conclusion, Ecriture, Existant, Table
from home.echanges.evaluation import LOT, erreur
from home.echanges.traces import actes_depuis
from home.edition import redirections
from home.publication import manques
from home.usages.lecture import sources

ADRESSES_DITES = 3  # of those that lead to one content


class TableDeBrouillons(Table):
    """What is written is a revision; what is published passes the rule of its type."""

    modele: type
    ceci: Any = gettext_lazy("Cette page")  # how sentences call one (a feminine)
    propose_la_publication = True
    refus_connus = (ValidationError, PermissionDenied)
    champs_des_manques: dict[str, str] = {}  # field or relation that lacks → column
    a_tenir: tuple[str, ...] = ("self",)  # rows that a write locks: those that acts in number lock

    # What subclasses say of their objects

    def objets(self):
        """Those that come in and go out."""
        raise NotImplementedError

    def reference_de(self, objet) -> str:
        raise NotImplementedError

    def trouves(self, references: list[str]):
        """`objets()` of these references, with what `empechements` asks of each."""
        raise NotImplementedError

    def prechargees(self, objets):
        """With the child rows that columns read."""
        return objets

    def peut_modifier(self, objet, utilisateur, *, publier: bool) -> bool:
        raise NotImplementedError

    def verrouille(self, objet, utilisateur) -> bool:
        raise NotImplementedError

    def creer(self, valeurs: dict, contexte) -> Any:
        """A draft, saved; `poser` gives it its values."""
        raise NotImplementedError

    def supprimer(self, objet, utilisateur) -> None:
        """Delete what an import had made, as this user."""
        raise NotImplementedError

    def retenue(self, objet) -> str:
        """Why readers may not lose this object; else nothing."""
        return ""

    # Reading

    def charger(self, references: Iterable[str], contexte) -> dict[str, Existant]:
        trouves = self.prechargees(self.trouves(list(references)))
        return {
            self.reference_de(objet): Existant(
                self.etat_a_modifier(objet), objet.pk, objet.latest_revision_id
            )
            for objet in trouves.select_related("latest_revision", "locked_by")
        }

    def etat_a_modifier(self, objet):
        """The object as its next edition finds it: with the changes that wait in its draft."""
        if not objet.has_unpublished_changes or objet.latest_revision is None:
            return objet
        # Not `with_content_json`: it asks the database whether each key still exists.
        brouillon = self.modele.from_serializable_data(
            objet.latest_revision.content, check_fks=False
        )
        brouillon.reference = objet.reference
        brouillon.publique = objet
        return brouillon

    def conclure(self, objet, existant, valeurs, contexte) -> Conclusion:
        conclusion = Conclusion()
        la = getattr(objet, "publique", objet) if existant else None
        voulu = valeurs.get("statut")
        contenu = [nom for nom in valeurs if not self.colonne(nom).hors_contenu]
        if la is not None and la.live:
            conclusion.publier = contexte.publier and bool(contenu)
        else:
            conclusion.publier = contexte.publier and (
                voulu is True or (voulu is None and (la is None or bool(contenu)))
            )
            if la is not None and conclusion.publier:
                conclusion.differences = [self._difference_de_statut()]
        if la is not None and (contenu or conclusion.publier):
            empechement = self.empechement(la, conclusion.publier, contexte.utilisateur)
            conclusion.erreurs += [erreur(None, empechement)] if empechement else []
        if conclusion.publier:
            conclusion.erreurs += self._manques(objet)
        return conclusion

    def empechement(self, objet, publier: bool, utilisateur) -> str:
        """Why this existing object may not be modified now; else nothing."""
        if not self.peut_modifier(objet, utilisateur, publier=publier):
            phrase = _("%(ceci)s n’est pas de celles que vous avez le droit de modifier.")
        elif objet.current_workflow_state is not None:
            phrase = _(
                "%(ceci)s est en relecture\u00a0: attendez la réponse, ou retirez-la de la "
                "relecture."
            )
        elif objet.approved_schedule:
            phrase = _("%(ceci)s a une publication programmée\u00a0: annulez-la d’abord.")
        elif self.verrouille(objet, utilisateur):
            phrase = _(
                "%(ceci)s est verrouillée\u00a0: demandez à qui l’a verrouillée de la rouvrir."
            )
        elif publier and objet.live and objet.has_unpublished_changes:
            phrase = _(
                "%(ceci)s a des modifications non publiées, que l’import publierait "
                "aussi\u00a0: publiez-les ou retirez-les d’abord."
            )
        else:
            return ""
        return phrase % {"ceci": self.ceci}

    def _manques(self, objet) -> list[dict]:
        colonnes = {colonne.nom: colonne for colonne in self.colonnes}
        return [
            erreur(colonnes.get(self.champs_des_manques.get(champ, champ)), phrase)
            for champ, phrase in manques(objet).items()
        ]

    def _difference_de_statut(self) -> dict:
        libelle = str(self.colonne("statut").libelle)
        return {"champ": libelle, "avant": _("brouillon"), "apres": _("publiée")}

    # Writing

    def ecrire(self, pk, valeurs, publier, contexte) -> Ecriture:
        self.preparer(valeurs, contexte)
        if pk is None:
            objet, avant, etat = self.creer(valeurs, contexte), None, {}
        else:
            objet, avant, etat = self._a_modifier(pk, contexte)
            self.poser(objet, valeurs, contexte)
        revision = objet.save_revision(user=contexte.utilisateur, log_action=True)
        if publier:
            self.avant_publication(objet, valeurs)
            revision.publish(user=contexte.utilisateur)
        publiee = publier or etat.get("live", False)
        return Ecriture(objet, avant, revision.pk, etat | {"publiee": publiee})

    def preparer(self, valeurs: dict, contexte) -> None:
        """Make what these values need, before they are given to an object that is written."""

    def avant_publication(self, objet, valeurs: dict) -> None:
        """What publishing reads of the row, and that no revision carries."""

    def poser(self, objet, valeurs, contexte) -> None:
        for nom, valeur in valeurs.items():
            self.colonne(nom).poser(objet, valeur, contexte)

    def _a_modifier(self, pk, contexte):
        """The object's draft, the revision to come back to, and what it was for readers."""
        rangee = self.modele.objects.select_for_update(of=self.a_tenir).get(pk=pk)
        if rangee.latest_revision is None:
            rangee.save_revision(user=contexte.utilisateur, changed=False, clean=False)
        etat = {"live": rangee.live, "brouillon": rangee.has_unpublished_changes}
        return rangee.get_latest_revision_as_object(), rangee.latest_revision_id, etat

    # Undoing

    def anciennes_adresses(self, lignes):
        return redirections.anciennes_adresses(self.modele, [ligne.cible_pk for ligne in lignes])

    def defaire(self, ligne, utilisateur, anciennes) -> str:
        objets = self.modele.objects.select_for_update(of=self.a_tenir)
        objet = objets.filter(pk=ligne.cible_pk).first()
        if objet is None:
            phrase = "" if ligne.avant is None else _("%(ceci)s a été supprimée depuis.")
        elif objet.latest_revision_id != ligne.apres or objet.live != ligne.etat["publiee"]:
            phrase = _(
                "%(ceci)s a été modifiée, publiée ou retirée depuis l’import\u00a0: elle reste "
                "comme elle est."
            )
        elif objet.current_workflow_state is not None or objet.locked:
            phrase = _("%(ceci)s est en relecture ou verrouillée\u00a0: elle reste comme elle est.")
        elif actes := actes_depuis(ligne, objet):
            phrase = self._retravaillee(actes)
        elif ligne.avant is None:
            phrase = self.ce_qui_la_retient(objet, anciennes)
            if not phrase:
                self.supprimer(objet, utilisateur)
        else:
            phrase = self._rendre_si_possible(objet, ligne, utilisateur, anciennes)
        return phrase % {"ceci": self.ceci} if phrase else ""

    def _retravaillee(self, actes: list[str]) -> str:
        noms = ", ".join(f"«\u00a0{acte}\u00a0»" for acte in actes)
        phrase = _(
            "Quelqu’un y a travaillé depuis l’import (%(actes)s)\u00a0: elle reste comme elle est."
        )
        return phrase % {"actes": noms.replace("%", "%%")}

    def ce_qui_la_retient(self, objet, anciennes: list[str]) -> str:
        """Why what an import had made may not be deleted; else nothing."""
        if raison := self._pour_les_lecteurs(objet, anciennes):
            return raison
        siennes = self.modele.objects.filter(**self._elle_et_ses_reflets(objet))
        genre = objet.get_base_content_type().pk
        reflets = {(genre, str(pk)) for pk in siennes.values_list("pk", flat=True)}
        if sources([objet])[objet.pk] - reflets:
            return _("D’autres contenus mènent à celle-ci\u00a0: elle reste.")
        return ""

    def _pour_les_lecteurs(self, objet, anciennes: list[str]) -> str:
        """Why they may not lose what these old addresses lead to; else nothing."""
        if (raison := self.retenue(objet)) or not anciennes:
            return raison
        phrase = ngettext(
            "L’ancienne adresse %(adresses)s mène à celle-ci\u00a0: elle reste.",
            "D’anciennes adresses mènent à celle-ci (%(adresses)s)\u00a0: elle reste.",
            len(anciennes),
        )
        suite = "…" if len(anciennes) > ADRESSES_DITES else ""
        adresses = ", ".join(anciennes[:ADRESSES_DITES]) + suite
        return phrase % {"adresses": adresses.replace("%", "%%")}

    def _elle_et_ses_reflets(self, objet) -> dict:
        return {"pk": objet.pk}

    def _rendre_si_possible(self, objet, ligne, utilisateur, anciennes) -> str:
        try:
            with transaction.atomic():
                return self._rendre(objet, ligne, utilisateur, anciennes)
        except ValidationError as refus:
            return _("Sa version d’avant ne peut plus être remise\u00a0: %(phrases)s") % {
                "phrases": " ".join(refus.messages).replace("%", "%%")
            }

    def _rendre(self, objet, ligne, utilisateur, anciennes) -> str:
        """Put the content of before back, as a new revision: history keeps both."""
        avant = Revision.objects.filter(pk=ligne.avant).first()
        if avant is None:
            return _(
                "Sa version d’avant l’import n’est plus conservée\u00a0: elle reste comme elle est."
            )
        live, brouillon = ligne.etat["live"], ligne.etat["brouillon"]
        retiree = objet.live and not live
        if retiree and (raison := self._pour_les_lecteurs(objet, anciennes)):
            return raison
        ancienne = avant.as_object()
        revision = ancienne.save_revision(
            user=utilisateur, log_action=True, previous_revision=avant, clean=False
        )
        ligne.rendue(revision)
        if live and not brouillon:
            revision.publish(user=utilisateur, previous_revision=avant, skip_permission_checks=True)
        elif retiree:
            ancienne.unpublish(user=utilisateur)
        return ""

    def cles(self, utilisateur):
        return self.objets().order_by("pk").values_list("pk", flat=True)

    def a_exporter(self, pks: list[int], contexte) -> Iterator:
        for debut in range(0, len(pks), LOT):
            lot = pks[debut : debut + LOT]
            objets = self.prechargees(self.objets().filter(pk__in=lot))
            par_pk = {
                objet.pk: self.etat_a_modifier(objet)
                for objet in objets.select_related("latest_revision")
            }
            yield from (par_pk[pk] for pk in lot if pk in par_pk)
