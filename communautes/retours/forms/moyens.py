"""What it took: how much, how many days, who went along."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from communautes.retours.forms.acteurs import ActeursField
from communautes.retours.forms.champs import LigneEntiere, NombreField
from communautes.retours.forms.ecriture import EtapeForm
from communautes.retours.models import RetourActeur
from communautes.retours.models.retour import JOURS_AU_PLUS
from communautes.retours.referentiels import Cout
from ressources.models import Acteur


class MoyensForm(EtapeForm):
    """An actor is written when one goes on: half a name may be another's."""

    a_l_envoi = ("acteurs",)

    cout = forms.ChoiceField(
        label=_("Ce que cela a coûté"),
        choices=[*Cout.choices, ("", _("Je ne sais pas"))],
        required=False,
        widget=forms.RadioSelect,
    )
    cout_precision = LigneEntiere(
        label=_("Une précision sur ce coût"),
        help_text=_("Par exemple\u00a0: «\u00a0hors travaux\u00a0». 80 signes au plus."),
        max_length=80,
        required=False,
    )
    jours_agent = NombreField(
        label=_("Jours de travail des agents"),
        help_text=_("En tout, même à peu près."),
        maximum=JOURS_AU_PLUS,
        required=False,
    )
    prestataires = LigneEntiere(
        label=_("Prestataires"),
        help_text=_(
            "«\u00a0Douze jours d’une paysagiste\u00a0»\u00a0: ni marque, ni nom de personne. 150 "
            "signes au plus."
        ),
        max_length=150,
        required=False,
    )
    acteurs = ActeursField(
        label=_("Qui vous a accompagnés, dans l’annuaire"),
        help_text=_("Un nom par ligne, quatre au plus\u00a0: sa fiche montrera votre retour."),
    )

    def preparer(self) -> None:
        siens = [lien.acteur_id for lien in self.brouillon.acteurs_lies.all()]
        self.fields["acteurs"].connus = siens
        lus = Acteur.objects.only("nom", "slug").in_bulk(siens) if siens else {}
        self.acteurs = [lus[cle] for cle in siens if cle in lus]

    def lire(self, nom: str) -> Any:
        return self.acteurs if nom == "acteurs" else super().lire(nom)

    def ecrire(self, nom: str, valeur: Any) -> None:
        if nom != "acteurs":
            super().ecrire(nom, valeur)
            return
        self.brouillon.acteurs_lies.set(
            [RetourActeur(acteur=acteur, sort_order=n) for n, acteur in enumerate(valeur)]
        )
