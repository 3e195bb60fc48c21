"""What the editor gives to the engine: a file, the columns, what is done of the lines."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.echanges.lecture import TAILLE_MAX
from home.echanges.models import LigneImport


class DepotForm(forms.Form):
    fichier = forms.FileField(
        label=gettext_lazy("Fichier CSV ou XLSX"),
        help_text=gettext_lazy(
            "Taille maximale\u00a0: 10\u00a0Mo, 5\u00a0000\u00a0lignes. Le fichier n’est pas "
            "conservé."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
        allow_empty_file=True,  # the reader says it, like any other fault
        max_length=255,
    )

    def clean_fichier(self):
        fichier = self.cleaned_data["fichier"]
        if fichier.size > TAILLE_MAX:
            raise forms.ValidationError(
                _("Ce fichier dépasse 10\u00a0Mo\u00a0: découpez-le en plusieurs fichiers.")
            )
        return fichier


class CorrespondanceForm(forms.Form):
    """One list for each column of the table, of the columns of the file."""

    BROUILLON, PUBLIER = "brouillon", "publier"

    def __init__(self, *args, table, import_, **kwargs):
        super().__init__(*args, **kwargs)
        self.table = table
        entetes = [(str(rang), entete) for rang, entete in enumerate(import_.entetes)]
        for colonne in table.colonnes:
            self.fields[f"colonne_{colonne.nom}"] = forms.ChoiceField(
                label=colonne.libelle,
                required=colonne.nom == table.cle,
                choices=[("", _("— laisser de côté —")), *entetes],
                initial=import_.correspondance.get(colonne.nom, ""),
                help_text=_("Elle retrouve la ligne au prochain import.")
                if colonne.nom == table.cle
                else "",
                error_messages={"required": _("Dites quelle colonne porte la référence.")},
            )
        if table.propose_la_publication:
            self.fields["sort"] = forms.ChoiceField(
                label=_("Que faire des lignes\u00a0?"),
                choices=[
                    (self.BROUILLON, _("Tout garder en brouillon")),
                    (
                        self.PUBLIER,
                        _(
                            "Publier les lignes complètes (une ligne incomplète est rejetée, "
                            "avec ce qui lui manque)"
                        ),
                    ),
                ],
                initial=self.PUBLIER if import_.publier else self.BROUILLON,
                widget=forms.RadioSelect,
            )

    def colonnes(self) -> list:
        """Bound fields of the columns."""
        return [self[f"colonne_{colonne.nom}"] for colonne in self.table.colonnes]

    def correspondance(self) -> dict[str, int]:
        choisis = {c.nom: self.cleaned_data.get(f"colonne_{c.nom}") for c in self.table.colonnes}
        return {nom: int(rang) for nom, rang in choisis.items() if rang}

    def publier(self) -> bool:
        return self.cleaned_data.get("sort") == self.PUBLIER

    def clean(self):
        donnees = super().clean()
        vus: dict[int, str] = {}
        for nom, rang in self.correspondance().items():
            if rang in vus:
                libelle = self.table.colonne(vus[rang]).libelle
                self.add_error(
                    f"colonne_{nom}",
                    _("Cette colonne est déjà choisie pour «\u00a0%(libelle)s\u00a0».")
                    % {"libelle": libelle},
                )
            vus[rang] = nom
        return donnees


class FiltreForm(forms.Form):
    """Which lines of the report are read, and which page of them."""

    statut = forms.ChoiceField(
        required=False, choices=[("", ""), *LigneImport.Statut.choices, ("laissee", "")]
    )
    p = forms.CharField(required=False, max_length=8)
