"""The three panels of the admin's home, before Wagtail's own."""

from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import (
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from home.tableau import attentes, registre, semaine

# They ask several queries for each review: « à relire » and « en relecture » lead to the lists.
REMPLACES = (UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel)


class Panneau(Component):
    class Media:
        css = {"all": ["home/tableau/tableau.css"]}

    def __init__(self, request):
        self.request = request


class CeQuiMAttend(Panneau):
    order = 10
    template_name = "home/tableau/attentes.html"

    def get_context_data(self, parent_context):
        return {"lignes": attentes.lignes(self.request)}


class CetteSemaine(Panneau):
    order = 20
    template_name = "home/tableau/semaine.html"

    def get_context_data(self, parent_context):
        return {"groupes": semaine.groupes(self.request)}


class Sante(Panneau):
    order = 30
    template_name = "home/tableau/sante.html"

    def get_context_data(self, parent_context):
        return {"controles": registre.controles(self.request)}


@hooks.register("construct_homepage_panels")
def home_of_the_admin(request, panels):
    gardes = [panneau for panneau in panels if not isinstance(panneau, REMPLACES)]
    panels[:] = [CeQuiMAttend(request), CetteSemaine(request), Sante(request), *gardes]


@hooks.register("construct_homepage_summary_items", order=1000)  # after those that add theirs
def no_summary(request, summary_items):
    """How many pages, images and files there are asks six queries, and nothing of anybody."""
    summary_items.clear()
