"""Those of the directory who went along: their names, as a browser proposes them or as one types
them. Without a script: a list of names is HTML's own.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from communautes.journal.services import mots_de
from home.texte_riche.champs import LigneField
from ressources.models import Acteur

AU_PLUS = 4
NOMMES = 1_000  # in the list that the browser proposes; any other may be typed
RAPPROCHES = 4


class ActeursInput(forms.MultiWidget):
    """One line for each, and the names that may be written there."""

    template_name = "retours/_acteurs.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        ligne = {"class": "fr-input", "autocomplete": "off", "list": "acteurs-de-l-annuaire"}
        super().__init__([forms.TextInput(ligne) for _rang in range(AU_PLUS)], attrs)

    def decompress(self, value) -> list[str]:
        noms = noms_de(value or [])
        return [*noms, *[""] * (AU_PLUS - len(noms))]

    def get_context(self, name, value, attrs):
        noms = Acteur.objects.visibles().alphabetiques().values_list("nom", flat=True)
        return super().get_context(name, value, attrs) | {"noms": noms[:NOMMES]}


class ActeursField(forms.MultiValueField):
    """A list of Acteur. `connus`: keys of those that may stay, published or not."""

    widget = ActeursInput

    def __init__(self, *, connus=(), **kwargs):
        self.connus = connus
        champs = [LigneField(required=False, max_length=150) for _rang in range(AU_PLUS)]
        super().__init__(champs, required=False, require_all_fields=False, **kwargs)

    def compress(self, data_list) -> list[Acteur]:
        dits = list(dict.fromkeys(nom for nom in data_list or [] if nom))
        if not dits:
            return []
        lisibles = Acteur.objects.visibles() | Acteur.objects.filter(pk__in=self.connus)
        lus = list(lisibles.filter(_parmi(dits)).only("nom", "slug"))
        trouves = {dit: _nommes(dit, lus) for dit in dits}
        fautes = [_faute(dit, uns, lisibles) for dit, uns in trouves.items() if len(uns) != 1]
        if fautes:
            raise ValidationError(fautes)
        return list(dict.fromkeys(uns[0] for uns in trouves.values()))


def noms_de(acteurs: list[Acteur]) -> list[str]:
    """Their names; the end of its address for one whose name is another's too."""
    if not acteurs:
        return []
    noms = [acteur.nom for acteur in acteurs]
    autres = Acteur.objects.filter(nom__in=noms).exclude(pk__in=[une.pk for une in acteurs])
    homonymes = {*autres.values_list("nom", flat=True), *(n for n in noms if noms.count(n) > 1)}
    return [acteur.slug if acteur.nom in homonymes else acteur.nom for acteur in acteurs]


def _parmi(dits: list[str]) -> Q:
    condition = Q(slug__in=dits)
    for dit in dits:
        condition |= Q(nom__unaccent__iexact=dit)
    return condition


def _nommes(dit: str, lus: list[Acteur]) -> list[Acteur]:
    """The end of an address names one."""
    par_adresse = [un for un in lus if un.slug == dit]
    return par_adresse or [un for un in lus if mots_de(un.nom) == mots_de(dit)]


def _faute(dit: str, uns: list[Acteur], lisibles) -> ValidationError:
    if uns:
        proches = [un.slug for un in uns]
        phrase = _("Plusieurs acteurs s’appellent «\u00a0%(nom)s\u00a0»\u00a0: écrivez %(noms)s.")
    elif proches := _proches(dit, lisibles):
        phrase = _("«\u00a0%(nom)s\u00a0»\u00a0: voulez-vous dire %(noms)s\u00a0?")
    else:
        phrase = _(
            "«\u00a0%(nom)s\u00a0» n’est pas dans l’annuaire\u00a0: dites-le plutôt à "
            "«\u00a0Prestataires\u00a0»."
        )
    noms = get_text_list([f"«\u00a0{nom}\u00a0»" for nom in proches], _("ou"))
    return ValidationError(phrase % {"nom": dit[:60], "noms": noms}, code="acteur")


def _proches(dit: str, lisibles) -> list[str]:
    proches = lisibles.filter(nom__unaccent__icontains=dit).alphabetiques()
    return list(proches.values_list("nom", flat=True)[:RAPPROCHES])
