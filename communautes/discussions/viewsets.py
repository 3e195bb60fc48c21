"""Questions, for ANCT: where they stand, who has them in charge. One acts on their pages."""

from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn

from communautes.discussions.filtres import FiltreDesDiscussions
from communautes.discussions.listes import ListeDesDiscussions
from communautes.discussions.models import Discussion
from communautes.discussions.permissions import Place
from home.listes.colonnes import Echeance, Nombre
from home.listes.lecture import LectureView, LectureViewSet, lien

NOMS = {
    "question": gettext_lazy("Question"),
    "communaute": gettext_lazy("Communauté"),
    "etat_en_mots": gettext_lazy("État"),
    "nombre": gettext_lazy("Réponses"),
}


class FicheDeDiscussion(LectureView):
    """The way to the discussion is there for who reads it; else, what it asks is not said."""

    @cached_property
    def lue(self) -> bool:
        return Place(self.request.user, self.object.communaute).lit_la(self.object)

    def get_page_subtitle(self) -> str:
        return self.object.titre_lisible

    def get_field_label(self, field_name, field):
        return str(NOMS.get(field_name) or super().get_field_label(field_name, field))

    def get_question_display_value(self) -> str:
        if not self.lue:
            return _("Ses membres seuls la lisent\u00a0; l’ANCT, si elle lui est confiée.")
        adresse = self.object.get_absolute_url()
        return format_html('<a href="{}">{}</a>', adresse, self.object.titre)

    def get_communaute_display_value(self) -> str:
        return lien(self.object.communaute.vie, self.request.user)

    def get_nombre_display_value(self) -> int:
        return self.object.reponses.lus_de_tous().count()

    def get_confiee_a_display_value(self) -> str:
        return lien(self.object.confiee_a, self.request.user)

    def get_retenue_par_display_value(self) -> str:
        return lien(self.object.retenue_par, self.request.user)

    def get_promue_en_display_value(self) -> str:
        page = self.object.promue_en
        return lien(page and page.page_ptr, self.request.user)


class DiscussionViewSet(LectureViewSet):
    model = Discussion
    icon = "help"
    menu_label = gettext_lazy("Discussions")
    menu_order = 194
    index_view_class = ListeDesDiscussions
    inspect_view_class = FicheDeDiscussion
    filterset_class = FiltreDesDiscussions
    form_fields = ["etat"]
    list_display = [
        TitleColumn(
            "titre_lisible",
            label=gettext_lazy("Question"),
            sort_key="titre_lisible",
            url_name="discussions_admin:inspect",
        ),
        Column("communaute", label=gettext_lazy("Communauté"), sort_key="communaute"),
        Column("etat_en_mots", label=gettext_lazy("État"), sort_key="etat"),
        Nombre("nombre_de_reponses", label=gettext_lazy("Réponses"), sort_key="nombre_de_reponses"),
        DateColumn("ecrit_le", label=gettext_lazy("Posée le"), sort_key="ecrit_le"),
        Echeance("echeance_le", label=gettext_lazy("Réponse avant le"), sort_key="echeance_le"),
        Column("confiee_a", label=gettext_lazy("Confiée à"), sort_key="confiee_a"),
    ]
    inspect_view_fields = [
        "question",
        "communaute",
        "etat_en_mots",
        "ecrit_le",
        "echeance_le",
        "premiere_reponse_le",
        "nombre",
        "confiee_a",
        "confiee_le",
        "retenue_par",
        "fermee_le",
        "motif_de_fermeture",
        "promue_le",
        "promue_en",
    ]
