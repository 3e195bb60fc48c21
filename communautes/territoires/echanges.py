"""Official e-mails of collectivités, brought in by ANCT from a spreadsheet: no row is ever made."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communautes.territoires import courriels
from communautes.territoires.codes import collectivites_de
from communautes.territoires.forms import cle_de
from communautes.territoires.models import Collectivite
from communautes.territoires.permissions import peut_tenir_les_courriels
from home.courriels import canonique
from home.echanges.colonnes import (
    Colonne,
    Conclusion,
    Constat,
    Contexte,
    Ecriture,
    Existant,
    Table,
    ValeurRefusee,
    normaliser,
)
from home.echanges.evaluation import LOT, erreur
from home.echanges.genres import SEPARATEUR

AU_PLUS = 5  # addresses of one collectivité
_ENTRE_DEUX = re.compile(r"[|\n;,\s]+")
_AUCUN = "aucun"


@dataclass
class Annuaire(Contexte):
    """What a file calls each collectivité, and those that it has named already."""

    trouvees: dict[str, Collectivite] = field(default_factory=dict)
    appelees: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    vues: set[int] = field(default_factory=set)


class TableDesCourriels(Table):
    code = "courriels-officiels"
    libelle_pluriel = gettext_lazy("courriels officiels")
    icone = "mail"
    route_d_edition = "collectivites:inspect"
    cle = "collectivite"

    def __init__(self):
        self.colonnes = (_collectivite(), _courriels())
        self.constats = (
            Constat(gettext_lazy("Nom"), lambda collectivite, contexte: collectivite.nom),
            Constat(gettext_lazy("Département"), lambda collectivite, contexte: collectivite.ou),
        )

    def peut_importer(self, utilisateur) -> bool:
        return peut_tenir_les_courriels(utilisateur)

    peut_exporter = peut_importer

    def adresse_de_la_liste(self) -> str:
        return reverse("collectivites:index")

    def contexte(self, utilisateur, *, publier: bool = False) -> Annuaire:
        return Annuaire(utilisateur, publier)

    def charger(self, references, contexte) -> dict[str, Existant]:
        trouvees = collectivites_de(references)
        contexte.trouvees |= trouvees
        for texte, collectivite in trouvees.items():
            contexte.appelees[collectivite.pk].add(texte)
        return {
            texte: Existant(collectivite, collectivite.pk)
            for texte, collectivite in trouvees.items()
            if collectivite.est_active
        }

    def nouveau(self, contexte) -> Collectivite:
        """Of a line that names nobody: it is refused, and nothing is made."""
        return Collectivite()

    def intitule(self, objet) -> str:
        return objet.intitule if objet.pk else ""

    def conclure(self, objet, existant, valeurs, contexte) -> Conclusion:
        conclusion = Conclusion()
        if existant is None:
            return conclusion
        autrement = len(contexte.appelees[existant.pk]) > 1
        if existant.pk in contexte.vues and autrement:
            phrase = _("Une autre ligne nomme déjà cette collectivité\u00a0: n’en gardez qu’une.")
            conclusion.erreurs.append(erreur(self.colonne(self.cle), phrase))
        contexte.vues.add(existant.pk)
        return conclusion

    def ecrire(self, pk, valeurs, publier, contexte) -> Ecriture:
        collectivite = Collectivite.objects.select_for_update().get(pk=pk)
        avant, apres = collectivite.emails_officiels, valeurs["courriels"]
        courriels.poser(collectivite, apres, par=contexte.utilisateur)
        return Ecriture(collectivite, None, None, {"avant": avant, "apres": apres})

    def defaire(self, ligne, utilisateur, anciennes) -> str:
        collectivite = Collectivite.objects.select_for_update().get(pk=ligne.cible_pk)
        if collectivite.emails_officiels != ligne.etat["apres"]:
            return _("Ses courriels ont changé depuis l’import\u00a0: ils restent comme ils sont.")
        courriels.poser(collectivite, ligne.etat["avant"], par=utilisateur)
        return ""

    def cles(self, utilisateur):
        return Collectivite.objects.actives().order_by("pk").values_list("pk", flat=True)

    def a_exporter(self, pks, contexte):
        for debut in range(0, len(pks), LOT):
            lot = pks[debut : debut + LOT]
            par_pk = Collectivite.objects.in_bulk(lot)
            yield from (par_pk[pk] for pk in lot if pk in par_pk)


def _collectivite() -> Colonne:
    def lire(source, contexte) -> str:
        collectivite = contexte.trouvees.get(source)
        if collectivite is None:
            raise ValeurRefusee(
                _(
                    "Aucune collectivité n’a le code «\u00a0%(code)s\u00a0»\u00a0: écrivez le code "
                    "INSEE d’une commune, un SIREN, ou le type et le code (departement-75)."
                )
                % {"code": source[:40]}
            )
        if collectivite.successeur:
            raise ValeurRefusee(
                _("«\u00a0%(nom)s\u00a0» a fusionné dans «\u00a0%(successeur)s\u00a0» (%(cle)s).")
                % {
                    "nom": collectivite.nom,
                    "successeur": collectivite.successeur.intitule,
                    "cle": cle_de(collectivite.successeur),
                }
            )
        if not collectivite.est_active:
            raise ValeurRefusee(
                _("«\u00a0%(nom)s\u00a0» n’existe plus.") % {"nom": collectivite.nom}
            )
        return cle_de(collectivite)

    return Colonne(
        nom="collectivite",
        libelle=gettext_lazy("Collectivité"),
        synonymes=("code", "code insee", "code commune", "codeinsee", "siren", "référence"),
        obligatoire=True,
        lire=lire,
        dire=lambda valeur, contexte: valeur,
        ecrire=lambda objet, contexte: cle_de(objet) if objet.pk else "",
        poser=_rien,
    )


def _courriels() -> Colonne:
    def lire(source, contexte) -> list[str]:
        if normaliser(source) == _AUCUN:
            return []
        adresses = []
        for adresse in filter(None, _ENTRE_DEUX.split(source.strip())):
            try:
                adresses.append(canonique(adresse))
            except ValidationError as fausse:
                raise ValeurRefusee(
                    _("«\u00a0%(adresse)s\u00a0» n’est pas une adresse électronique.")
                    % {"adresse": adresse[:80]}
                ) from fausse
        if len(set(adresses)) > AU_PLUS:
            raise ValeurRefusee(
                _("%(nombre)s adresses\u00a0: gardez-en %(max)s au plus.")
                % {"nombre": len(set(adresses)), "max": AU_PLUS}
            )
        return list(dict.fromkeys(adresses))

    def dire(valeur, contexte) -> str:
        return SEPARATEUR.join(valeur)

    return Colonne(
        nom="courriels",
        libelle=gettext_lazy("Courriels officiels"),
        synonymes=("courriel", "mail", "e-mail", "email", "adresse mail", "adresse électronique"),
        vide_garde=True,
        lire=lire,
        dire=dire,
        ecrire=lambda objet, contexte: dire(objet.emails_officiels, contexte),
        poser=lambda objet, valeur, contexte: setattr(objet, "emails_officiels", valeur),
    )


def _rien(objet: Any, valeur: str, contexte: Contexte) -> None:
    """The key finds a row, and changes nothing of it."""
