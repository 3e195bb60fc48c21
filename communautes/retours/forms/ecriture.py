"""What is asked at each step of a retour, and how it goes in and out of the draft.

A step is kept as it is typed: what is not receivable stays in `parcours.saisies`, the rest goes in
the draft (services/etapes.py).
"""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from communautes.retours.forms.champs import (
    EtiquettesField,
    LigneEntiere,
    MoisField,
    NombreField,
    PlusieursField,
    RecitField,
)
from communautes.retours.models import RetourExperience, RetourTheme
from communautes.retours.models.retour import (
    PERSONNES_AU_PLUS,
    RESUME_AU_PLUS,
    SIGNES,
    TITRE_AU_PLUS,
)
from communautes.retours.referentiels import mois_a_venir
from home.referentiels import NiveauAtteint, PublicAssocie
from ressources.models import Etiquette, ThemePage

Brut = dict[str, list[str]]  # field → its values, as a browser sends them; nothing is []


class EtapeForm(forms.Form):
    """`brut`: what is typed. `brouillon`: what it is about.

    `a_l_envoi`: fields that are written when one goes on, not while one types.
    """

    a_l_envoi: tuple[str, ...] = ()

    def __init__(self, brut: Brut | None = None, *, brouillon: RetourExperience):
        super().__init__()
        self.brouillon = brouillon
        self.preparer()
        if brut is not None:
            self.is_bound, self.data = True, self._donnees(brut)

    def preparer(self) -> None:
        """What depends on the draft."""

    def lire(self, nom: str) -> Any:
        return getattr(self.brouillon, nom)

    def ecrire(self, nom: str, valeur: Any) -> None:
        """In the draft. An empty number is none; an empty text is empty."""
        setattr(self.brouillon, nom, valeur)

    def du_brouillon(self) -> Brut:
        return {nom: self._en_brut(nom, self.lire(nom)) for nom in self.fields}

    def canonique(self) -> Brut:
        """Bound: what is receivable as the draft will say it, the rest as it was typed."""
        self.is_valid()
        return {
            nom: self._en_brut(nom, self.cleaned_data[nom])
            if nom in self.cleaned_data
            else self._tape(nom, self.data)
            for nom in self.fields
        }

    def envoye(self, post: QueryDict) -> Brut:
        """Of what a browser has sent: the fields that it speaks of."""
        dits = (nom for nom in self.fields if any(cle in post for cle in self._cles(nom)))
        return {nom: self._tape(nom, post) for nom in dits}

    def en_mots(self, nom: str, brut: list[str]) -> str:
        choix = {str(cle): str(mot) for cle, mot in getattr(self.fields[nom], "choices", ())}
        return ", ".join(choix.get(v, v) for v in brut if v) or _g("rien")

    def _en_brut(self, nom: str, valeur: Any) -> list[str]:
        champ = self.fields[nom]
        if isinstance(champ.widget, forms.MultiWidget):
            return _pleins([str(v) for v in champ.widget.decompress(valeur)], entier=True)
        valeur = champ.prepare_value(valeur)
        valeurs = valeur if isinstance(valeur, list | tuple) else [valeur]
        return _pleins([_sans_signe("" if v is None else str(v)) for v in valeurs])

    def _tape(self, nom: str, donnees: QueryDict) -> list[str]:
        if isinstance(self.fields[nom].widget, forms.MultiWidget):
            parts = [_sans_signe(donnees.get(cle, "")) for cle in self._cles(nom)]
            return _pleins(parts, entier=True)
        return _pleins([_sans_signe(v) for v in donnees.getlist(nom)])

    def _cles(self, nom: str) -> list[str]:
        widget = self.fields[nom].widget
        if isinstance(widget, forms.MultiWidget):
            return [f"{nom}{suffixe}" for suffixe in widget.widgets_names]
        return [nom]

    def _donnees(self, brut: Brut) -> QueryDict:
        donnees = QueryDict(mutable=True)
        for nom in self.fields:
            valeurs, cles = brut.get(nom, []), self._cles(nom)
            if len(cles) > 1:
                donnees.update(dict(zip(cles, valeurs, strict=False)))
            elif valeurs:
                donnees.setlist(nom, valeurs)
        return donnees


def _sans_signe(texte: str) -> str:
    """The database keeps no NUL; browsers send two signs where a line breaks."""
    return texte.replace("\x00", "").replace("\r\n", "\n").strip()


def _pleins(valeurs: list[str], *, entier: bool = False) -> list[str]:
    """`entier`: the places count."""
    if entier:
        return valeurs if any(valeurs) else []
    return [v for v in valeurs if v]


def recit(libelle, *, lignes: int = 9, attendu: bool = True) -> RecitField:
    """`attendu`: what is sent without it is refused, so it is not « facultatif »."""
    champ = RecitField(label=libelle, max_length=SIGNES, rows=lignes, required=False)
    champ.selon = attendu
    return champ


class TitreForm(EtapeForm):
    titre = LigneEntiere(
        label=_("Titre du retour"),
        help_text=_("110 signes au plus."),
        max_length=TITRE_AU_PLUS,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Donnez un titre au retour.")},
    )


class ResumeForm(EtapeForm):
    resume = LigneEntiere(
        label=_("En deux phrases"),
        help_text=_("300 signes au plus, des mots de tous les jours."),
        max_length=RESUME_AU_PLUS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    resume.selon = True


class ContexteForm(EtapeForm):
    contexte = recit(_("Le contexte"))


class FaitForm(EtapeForm):
    fait = recit(_("Ce qui a été fait"))


class AppriseForm(EtapeForm):
    appris = recit(_("Ce qu’on en retient"), lignes=7)

    def preparer(self) -> None:
        self.fields["appris"].selon = self.brouillon.est_court


class ResultatsForm(EtapeForm):
    resultats = recit(_("Les résultats"))


class EchecsForm(EtapeForm):
    echecs = recit(_("Ce qui n’a pas marché"))


class TranspositionForm(EtapeForm):
    transposition = recit(_("Pour transposer"))


class ParticipationForm(EtapeForm):
    niveau = forms.ChoiceField(
        label=_("Jusqu’où les personnes ont participé"),
        choices=[*NiveauAtteint.choices, ("", _("Je préfère ne pas répondre"))],
        required=False,
        widget=forms.RadioSelect,
    )
    publics = PlusieursField(
        label=_("Qui a participé"),
        choices=PublicAssocie.choices,
        required=False,
    )
    nombre = NombreField(
        label=_("Combien de personnes"),
        help_text=_("Vide si personne n’a compté."),
        maximum=PERSONNES_AU_PLUS,
        required=False,
    )

    def lire(self, nom: str) -> Any:
        valeur = super().lire(nom)
        return [p for p in PublicAssocie.values if p in valeur] if nom == "publics" else valeur


class PeriodeForm(EtapeForm):
    """Both months or none are written: one alone might come after the other."""

    debut = MoisField(label=_("Début"))
    fin = MoisField(label=_("Fin"), help_text=_("Vide si cela continue."))

    def clean(self) -> dict:
        donnees = super().clean()
        debut, fin = donnees.get("debut"), donnees.get("fin")
        for champ, phrase in mois_a_venir(debut, fin).items():
            self.add_error(champ, phrase)
        if debut and fin and fin < debut:
            self.add_error("fin", _("La fin vient après le début."))
        if fin and not debut and "debut" in donnees:
            self.add_error("debut", _("Dites aussi quand cela a commencé."))
        if self.errors:
            donnees.pop("debut", None)
            donnees.pop("fin", None)
        return donnees


class ThemesForm(EtapeForm):
    """Tags are rows that others find: a word is not written before it is whole."""

    a_l_envoi = ("etiquettes",)

    themes = PlusieursField(
        label=_("Les thèmes"),
        required=False,
        error_messages={"invalid_choice": _("Ce thème n’existe plus\u00a0: rechargez la page.")},
    )
    themes.selon = True
    etiquettes = EtiquettesField(
        label=_("Vos mots"),
        help_text=_("Huit au plus, séparés par des virgules\u00a0: «\u00a0ombre, école\u00a0»."),
        required=False,
    )

    def preparer(self) -> None:
        siens = [lien.theme_id for lien in self.brouillon.themes_lies.all()]
        ouverts = ThemePage.objects.francais().live() | ThemePage.objects.filter(pk__in=siens)
        lus = ouverts.ordonnes().values_list("pk", "title")
        self.fields["themes"].choices = [(str(pk), titre) for pk, titre in lus]
        if self.brouillon.est_court:
            del self.fields["etiquettes"]

    def lire(self, nom: str) -> list[str]:
        if nom == "etiquettes":
            mots = (lien.tag.name for lien in self.brouillon.etiquetages.all())
            return sorted(mots, key=str.casefold)
        siens = {str(lien.theme_id) for lien in self.brouillon.themes_lies.all()}
        return [cle for cle, _titre in self.fields["themes"].choices if cle in siens]

    def ecrire(self, nom: str, valeur: list[str]) -> None:
        """Themes that stay keep their order: the first gives its colour."""
        if nom == "etiquettes":
            self.brouillon.tags.set([Etiquette.nommee(mot)[0] for mot in valeur])
            return
        avant = [str(lien.theme_id) for lien in self.brouillon.themes_lies.all()]
        gardes = [cle for cle in avant if cle in valeur]
        choisis = [*gardes, *(cle for cle in valeur if cle not in gardes)]
        self.brouillon.themes_lies.set(
            [RetourTheme(theme_id=int(cle), sort_order=n) for n, cle in enumerate(choisis)]
        )
