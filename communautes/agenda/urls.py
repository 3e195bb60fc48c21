"""The agenda, its calendars, and the buttons of who comes and who prepares."""

from django.urls import path

from communautes.agenda.views import actes, compte_rendu, flux, pages, preparer

app_name = "agenda"
urlpatterns = [
    path("agenda/", pages.liste, name="liste"),
    path("agenda/<int:pk>/", pages.rencontre, name="rencontre"),
    path("agenda/<int:pk>/inscrits/", pages.inscrits, name="inscrits"),
    path("agenda/<int:pk>/modifier/", preparer.modifier, name="modifier"),
    path("agenda/<int:pk>/annuler/", preparer.annuler, name="annuler"),
    path("agenda/<int:pk>/compte-rendu/", compte_rendu.compte_rendu, name="compte_rendu"),
    path("agenda/nouvelle/", preparer.nouvelle, name="nouvelle"),
    path(
        "communautes/<slug:slug>/rencontres/nouvelle/", preparer.nouvelle_dans, name="nouvelle_dans"
    ),
    path("mon-compte/agenda/", pages.mon_agenda, name="le_mien"),
    path("agenda/agenda.ics", flux.tout, name="flux"),
    path("agenda/<int:pk>/rencontre.ics", flux.une_rencontre, name="fichier"),
    path("agenda/communautes/<slug:slug>.ics", flux.d_une_communaute, name="flux_de_communaute"),
    path("agenda/personnel/<uuid:cle>/<str:signature>.ics", flux.personnel, name="flux_personnel"),
    path("agir/rencontres/<int:pk>/inscrire/", actes.inscrire, name="inscrire"),
    path("agir/rencontres/<int:pk>/retirer/", actes.se_retirer, name="se_retirer"),
    path("agir/rencontres/<int:pk>/annoncer/", actes.annoncer, name="annoncer"),
    path("agir/rencontres/<int:pk>/supprimer/", actes.supprimer, name="supprimer"),
    path("agir/decisions-de-rencontre/<int:pk>/clore/", actes.clore, name="clore"),
    path("agir/agenda/adresse/", actes.ouvrir_une_adresse, name="ouvrir_une_adresse"),
    path("agir/agenda/adresse/fermer/", actes.fermer_l_adresse, name="fermer_l_adresse"),
]
