"""Addresses of discussions, and the buttons of who reads them."""

from django.urls import path

from communautes.discussions.views import actes, corriger, ecrire, pages

app_name = "discussions"
_ICI = "communautes/<slug:slug>/discussions/"
_AGIR = "agir/discussions/"
urlpatterns = [
    path(_ICI, pages.liste, name="liste"),
    path(f"{_ICI}poser/", ecrire.poser, name="poser"),
    path(f"{_ICI}ressemblances/", pages.ressemblances, name="ressemblances"),
    path(f"{_ICI}<int:pk>/", pages.discussion, name="discussion"),
    path(f"{_ICI}<int:pk>/autour/", pages.autour, name="autour"),
    path(f"{_ICI}<int:pk>/modifier/", corriger.modifier, name="modifier"),
    path(f"{_ICI}<int:pk>/historique/", pages.historique, name="historique"),
    path(f"{_ICI}<int:pk>/reponses/<int:reponse>/", pages.reponse, name="reponse"),
    path(
        f"{_ICI}<int:pk>/reponses/<int:reponse>/modifier/",
        corriger.modifier_la_reponse,
        name="modifier_la_reponse",
    ),
    path(
        f"{_ICI}<int:pk>/reponses/<int:reponse>/historique/",
        pages.historique_de_la_reponse,
        name="historique_de_la_reponse",
    ),
    path(f"{_AGIR}communaute/<int:pk>/poser/", ecrire.publier_la_question, name="publier"),
    path(f"{_AGIR}communaute/<int:pk>/brouillon/", ecrire.brouillon_de_question, name="brouillon"),
    path(f"{_AGIR}<int:pk>/repondre/", ecrire.publier_la_reponse, name="repondre"),
    path(f"{_AGIR}<int:pk>/brouillon/", ecrire.brouillon_de_reponse, name="brouillon_de_reponse"),
    path(f"{_AGIR}<int:pk>/corriger/", corriger.corriger, name="corriger"),
    path(
        f"{_AGIR}<int:pk>/corriger/brouillon/",
        corriger.brouillon_de_correction,
        name="brouillon_de_correction",
    ),
    path(f"{_AGIR}<int:pk>/supprimer/", actes.supprimer, name="supprimer"),
    path(f"{_AGIR}<int:pk>/suivre/", actes.suivre, name="suivre"),
    path(f"{_AGIR}<int:pk>/meme-question/", actes.meme_question, name="meme_question"),
    path(f"{_AGIR}<int:pk>/epingler/", actes.epingler, name="epingler"),
    path(f"{_AGIR}<int:pk>/clore/", actes.clore, name="clore"),
    path(f"{_AGIR}<int:pk>/rouvrir/", actes.rouvrir, name="rouvrir"),
    path(f"{_AGIR}<int:pk>/deplacer/", actes.deplacer, name="deplacer"),
    path(f"{_AGIR}<int:pk>/s-en-charger/", actes.s_en_charger, name="s_en_charger"),
    path(f"{_AGIR}<int:pk>/ne-plus-retenir/", actes.ne_plus_retenir, name="ne_plus_retenir"),
    path(f"{_AGIR}<int:pk>/promouvoir/", actes.promouvoir, name="promouvoir"),
    path(f"{_AGIR}<int:pk>/promouvoir/<slug:code>/", actes.promouvoir_en, name="promouvoir_en"),
    path(f"{_AGIR}reponses/<int:pk>/retenir/", actes.retenir, name="retenir"),
    path(f"{_AGIR}reponses/<int:pk>/utile/", actes.utile, name="utile"),
    path(
        f"{_AGIR}reponses/<int:pk>/corriger/",
        corriger.corriger_la_reponse,
        name="corriger_la_reponse",
    ),
    path(
        f"{_AGIR}reponses/<int:pk>/corriger/brouillon/",
        corriger.brouillon_de_correction_de_reponse,
        name="brouillon_de_correction_de_reponse",
    ),
    path(
        f"{_AGIR}reponses/<int:pk>/supprimer/",
        actes.supprimer_la_reponse,
        name="supprimer_la_reponse",
    ),
]
