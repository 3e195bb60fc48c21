"""Retours d’expérience: reading them, writing and following one’s own, using others’."""

from django.urls import path

from communautes.retours.views import (
    actes,
    actualite,
    apres,
    carte,
    contact,
    donnees_ouvertes,
    ecrire,
    liste,
    pages,
    reprises,
    suivi,
)

app_name = "retours"
_lire = [  # their words are no slug: referentiels.py
    path("retours/", liste.liste, name="liste"),
    path("retours/comme/", liste.comme, name="comme"),
    path("retours/carte/", carte.carte, name="carte"),
    path("retours/donnees/", donnees_ouvertes.donnees, name="donnees"),
    path("retours/retours.csv", donnees_ouvertes.fichier_csv, name="csv"),
    path("retours/retours.json", donnees_ouvertes.fichier_json, name="json"),
    path("retours/schema.json", donnees_ouvertes.schema, name="schema"),
    path("retours/<slug:slug>/", pages.retour, name="retour"),
]
_MIENS = "mon-compte/retours/"
_AGIR = "agir/retours/"
_ecrire = [
    path(_MIENS, suivi.les_miens, name="les_miens"),
    path(f"{_MIENS}nouveau/", ecrire.nouveau, name="nouveau"),
    path(f"{_MIENS}<int:pk>/", suivi.suivi, name="suivi"),
    path(f"{_MIENS}<int:pk>/apercu/", suivi.apercu, name="apercu"),
    path(f"{_MIENS}<int:pk>/ecrire/<slug:etape>/", ecrire.ecrire, name="ecrire"),
    path(f"{_AGIR}commencer/", ecrire.commencer, name="commencer"),
    path(f"{_AGIR}<int:pk>/ecrire/<slug:etape>/garder/", ecrire.garder, name="garder"),
    path(f"{_AGIR}<int:pk>/version/", actes.changer_de_version, name="version"),
    path(f"{_AGIR}<int:pk>/envoyer/", actes.envoyer, name="envoyer"),
    path(f"{_AGIR}<int:pk>/reprendre/", actes.reprendre, name="reprendre"),
    path(f"{_AGIR}<int:pk>/corriger/", actes.corriger, name="corriger"),
    path(f"{_AGIR}<int:pk>/retirer/", actes.retirer, name="retirer"),
    path(f"{_AGIR}<int:pk>/archiver/", actes.archiver, name="archiver"),
    path(f"{_AGIR}<int:pk>/desarchiver/", actes.desarchiver, name="desarchiver"),
    path(f"{_AGIR}<int:pk>/supprimer/", actes.supprimer, name="supprimer"),
    path(f"{_AGIR}<int:pk>/accepter/", actes.accepter, name="accepter"),
    path(f"{_AGIR}<int:pk>/refuser/", actes.refuser, name="refuser"),
    path(f"{_AGIR}<int:pk>/courriels/", actes.courriels, name="courriels"),
    path(f"{_AGIR}<int:pk>/contact/", actes.contact, name="contact"),
    path(f"{_AGIR}<int:pk>/inviter/", actes.inviter, name="inviter"),
    path(f"{_AGIR}signatures/<int:pk>/annuler/", actes.desinviter, name="desinviter"),
    path(f"{_AGIR}signatures/<int:pk>/repondre/", actes.signer, name="signer"),
    path(f"{_AGIR}signatures/<int:pk>/retirer/", actes.se_desengager, name="se_desengager"),
]
_reprendre = [
    path("retours/<slug:slug>/s-en-inspirer/", reprises.s_en_inspirer, name="s_en_inspirer"),
    path("retours/<slug:slug>/ecrire/", contact.ecrire, name="ecrire_aux_auteurs"),
    path("retours/<slug:slug>/repondre/<str:jeton>/", contact.repondre, name="repondre"),
    path("retours/<slug:slug>/avis/", apres.avis, name="avis"),
    path("retours/<slug:slug>/avis/merci/", apres.merci, name="avis_merci"),
    path("retours/<slug:slug>/commentaires/<int:pk>/", apres.commentaire, name="commentaire"),
    path(
        "retours/toujours-vrai/<int:pk>/<str:jeton>/",
        actualite.toujours_vrai,
        name="toujours_vrai",
    ),
    path("mon-compte/retours/inspirations/", reprises.inspirations, name="inspirations"),
    path("mon-compte/retours/inspirations/<int:pk>/", reprises.inspiration, name="inspiration"),
    path("mon-compte/retours/<int:pk>/sources/", reprises.sources, name="sources"),
    path("mon-compte/retours/<int:pk>/actualite/", actualite.actualite, name="actualite"),
    path("agir/retours/<int:pk>/inspirer/", reprises.inspirer, name="inspirer"),
    path("agir/retours/<int:pk>/similaire/", reprises.similaire, name="similaire"),
    path(
        "agir/retours/<int:pk>/similaire/commencer/",
        reprises.commencer_similaire,
        name="commencer_similaire",
    ),
    path("agir/retours/<int:pk>/lier/", reprises.lier, name="lier"),
    path("agir/retours/liens/<int:pk>/retirer/", reprises.retirer, name="retirer_lien"),
    path("agir/retours/<int:pk>/commenter/", apres.commenter, name="commenter"),
    path(
        "agir/retours/commentaires/<int:pk>/supprimer/",
        apres.supprimer_commentaire,
        name="supprimer_commentaire",
    ),
    path("agir/retours/<int:pk>/avis/", apres.donner_avis, name="donner_avis"),
    path("agir/retours/<int:pk>/toujours-vrai/", actualite.verifier, name="verifier"),
    path("agir/retours/<int:pk>/plus-vrai/", actualite.perimer, name="perimer"),
    path(
        "agir/retours/<int:pk>/toujours-vrai/<str:jeton>/",
        actualite.confirmer,
        name="confirmer_par_le_lien",
    ),
]
urlpatterns = [*_ecrire, *_reprendre, *_lire]
