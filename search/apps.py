from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("recherche")

    def ready(self):
        from search import facettes, registre

        facettes.enregistrer(
            facettes.Facette(
                "type",
                "nature",
                _("Type de contenu"),
                lambda locale: [
                    facettes.Valeur(nature.code, nature.code, str(nature.libelle_pluriel))
                    for nature in registre.natures()
                ],
            )
        )
