"""Two versions of a block, in words: labels rather than codes, nothing of what is empty."""

from django.utils.html import escape, format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.admin import compare


class CodeComparison(compare.BlockComparison):
    """Of a block whose value is not what one reads."""

    def dire(self, valeur) -> str:
        return str(valeur)

    def htmlvalue(self, val):
        return escape("" if val in (None, "") else self.dire(val))

    def htmldiff(self):
        avant, apres = self.htmlvalue(self.val_a), self.htmlvalue(self.val_b)
        if avant == apres:
            return avant
        # They are escaped already, and TextDiff escapes: the words themselves are compared.
        mots = [("deletion", self.val_a), ("addition", self.val_b)]
        return compare.TextDiff(
            [(sens, self.dire(val)) for sens, val in mots if val not in (None, "")]
        ).to_html()


class ChoixComparison(CodeComparison):
    def dire(self, valeur) -> str:
        return str(dict(self.block.field.choices).get(valeur, valeur))


class OuiNonComparison(CodeComparison):
    def dire(self, valeur) -> str:
        return _("oui") if valeur else _("non")


class StructComparison(compare.StructBlockComparison):
    """Wagtail's, with our words for choices, and without the fields that say nothing."""

    def htmlvalue(self, val):
        return self._liste(lambda nom, classe, bloc: _valeur(classe, bloc, val[nom]))

    def htmldiff(self):
        return self._liste(
            lambda nom, classe, bloc: classe(
                bloc, self.exists_a, self.exists_b, self.val_a[nom], self.val_b[nom]
            ).htmldiff()
        )

    def _liste(self, dire):
        lignes = []
        for nom, bloc in self.block.child_blocks.items():
            texte = dire(nom, _classe_de(bloc), bloc)
            if str(texte).strip():
                lignes.append((bloc.label, texte))
        return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", lignes))


def _valeur(classe, bloc, val):
    return classe(bloc, True, True, val, val).htmlvalue(val)


def _classe_de(bloc):
    if isinstance(bloc, blocks.BooleanBlock):
        return OuiNonComparison
    if isinstance(bloc, blocks.ChoiceBlock):
        return ChoixComparison
    if isinstance(bloc, blocks.IntegerBlock | blocks.URLBlock):
        return CodeComparison
    return compare.get_comparison_class_for_block(bloc)
