"""The picker: a form field that takes one collectivité, with a script or without."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communautes.territoires.models import Collectivite
from communautes.territoires.nommes import DEPARTEMENTS, nom_du_departement
from communautes.territoires.recherche import MINIMUM, PROPOSEES, SIGNES_AU_PLUS, chercher
from home.contact.robots import AntiRobotForm

TRIES = sorted(DEPARTEMENTS)


class ChoixDeCollectivite(forms.MultiWidget):
    """What is typed, and the key of what was chosen (« commune-01053 »).

    Without a script, what is typed is sent; when it names several, the same form comes back with
    them as radio buttons.
    """

    template_name = "territoires/choix.html"
    use_fieldset = False

    def __init__(self, attrs=None, *, types: tuple[str, ...] = (), question=None):
        self.types = types
        self.question = question or _("Laquelle est la vôtre\u00a0?")
        self.proposition: tuple[list[Collectivite], bool] = [], False
        texte = forms.TextInput({"maxlength": SIGNES_AU_PLUS, "autocomplete": "off"})
        super().__init__({"": texte, "cle": forms.HiddenInput()}, attrs)

    def decompress(self, value):
        if isinstance(value, Collectivite):
            return [value.intitule, cle_de(value)]
        return ["", ""]

    def proposer(self, collectivites: list[Collectivite], autres: bool) -> None:
        """`autres`: more of them answer than are shown."""
        self.proposition = collectivites, autres

    def id_for_label(self, id_):
        return f"{id_}_0" if id_ else id_

    def get_context(self, name, value, attrs):
        contexte = super().get_context(name, value, attrs)
        saisi = contexte["widget"]["subwidgets"]
        return contexte | {
            "adresse": reverse("territoires:chercher"),
            "question": self.question,
            "types": " ".join(self.types),
            "minimum": MINIMUM,
            "proposees": [(cle_de(c), c) for c in self.proposition[0]],
            "autres": self.proposition[1],
            "texte": saisi[0],
            "cle": saisi[1],
        }

    class Media:
        js = [forms.Script("territoires/choix.js", type="module")]


class CollectiviteField(forms.MultiValueField):
    """Cleans to an active collectivité that deliberates, or None.

    `question`: asked above the radio buttons, when several answer; and of who has chosen none.
    """

    widget = ChoixDeCollectivite
    default_error_messages = {
        "required": _("Choisissez une collectivité."),
        "inconnue": _(
            "Aucune collectivité ne répond à «\u00a0%(texte)s\u00a0». Écrivez le début de son "
            "nom, son code INSEE ou un de ses codes postaux."
        ),
        "plusieurs": _("Plusieurs collectivités répondent\u00a0: choisissez la vôtre."),
        "perdue": _("Cette collectivité n’existe plus\u00a0: choisissez-la à nouveau."),
    }

    def __init__(self, *, types: tuple[str, ...] = (), question=None, **kwargs):
        self.types = types
        kwargs.setdefault("widget", ChoixDeCollectivite(types=types, question=question))
        if question:
            kwargs["error_messages"] = {"plusieurs": question} | kwargs.get("error_messages", {})
        super().__init__(
            fields=(forms.CharField(required=False), forms.CharField(required=False)),
            require_all_fields=False,
            **kwargs,
        )

    def compress(self, valeurs):
        """A name that several bear is not believed: it is asked which one."""
        texte, cle = [*(valeurs or []), "", ""][:2]
        self.widget.proposer([], False)
        if cle:
            choisie = self._de_cle(cle)
            # What was typed afterwards wins over what had been chosen before.
            if texte in ("", choisie.intitule) or choisie in chercher(texte, types=self.types):
                return choisie
        return self._de_texte(texte) if texte else None

    def validate(self, value):
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def _de_cle(self, cle: str) -> Collectivite:
        type_, _tiret, code = cle.partition("-")
        possibles = Collectivite.objects.qui_deliberent().pour_cartes()
        if self.types:
            possibles = possibles.filter(type__in=self.types)
        trouvee = possibles.filter(type=type_, code=code.replace("\x00", "")).first()
        if trouvee is None:
            raise ValidationError(self.error_messages["perdue"], code="perdue")
        return trouvee

    def _de_texte(self, texte: str) -> Collectivite:
        trouvees = chercher(texte, types=self.types, au_plus=PROPOSEES + 1)
        exactes = [c for c in trouvees if texte.strip() == c.intitule]
        if len(exactes) == 1 or len(trouvees) == 1:
            return (exactes or trouvees)[0]
        if not trouvees:
            raise ValidationError(
                self.error_messages["inconnue"], code="inconnue", params={"texte": texte[:60]}
            )
        self.widget.proposer(trouvees[:PROPOSEES], len(trouvees) > PROPOSEES)
        raise ValidationError(self.error_messages["plusieurs"], code="plusieurs")


class ProposeeForm(forms.Form):
    """« ?collectivite_cle=commune-01053 »: the one that a page was left for, if it is one."""

    collectivite = CollectiviteField(required=False)

    @classmethod
    def lue(cls, donnees) -> Collectivite | None:
        form = cls(donnees)
        return form.cleaned_data["collectivite"] if form.is_valid() else None


class AbsenteForm(AntiRobotForm):
    """« La mienne n'y est pas »: what the team needs to find out why."""

    nom = forms.CharField(
        label=_("Nom de votre collectivité"),
        max_length=200,
        error_messages={"required": _("Écrivez le nom de votre collectivité.")},
    )
    departement = forms.ChoiceField(
        label=_("Département"),
        choices=[("", _("Choisissez")), *((code, nom_du_departement(code)) for code in TRIES)],
        error_messages={"required": _("Choisissez votre département.")},
    )
    email = forms.EmailField(
        label=_("Votre adresse électronique"),
        help_text=_("Pour vous répondre. Format attendu\u00a0: nom@commune.fr"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Indiquez votre adresse électronique, par exemple nom@commune.fr."),
            "invalid": _("Indiquez une adresse complète, par exemple nom@commune.fr."),
        },
    )


def cle_de(collectivite: Collectivite) -> str:
    return f"{collectivite.type}-{collectivite.code}"
