"""What the database refuses of this room, asked of the database: by its name, in its own words."""

import uuid
from datetime import date

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.db import connection, models
from django.utils import timezone

from communautes.fichiers.models import Fichier
from communautes.retours.models import (
    AvisUtile,
    BilanDeReprise,
    CollectiviteAuteure,
    Commentaire,
    EtiquetteRetour,
    LienDExperience,
    Parcours,
    PreferenceDAuteur,
    PromotionDeReponse,
    RelanceDActualite,
    Remarque,
    RetourActeur,
    RetourExperience,
    RetourFichier,
    RetourImage,
    RetourTheme,
)
from ressources.models import Etiquette
from tests.contraintes import contrainte_qui_refuse, noms_des_contraintes, phrase_de
from tests.factories import (
    ActeurFactory,
    CollectiviteFactory,
    ReponseFactory,
    ThemePageFactory,
    UserFactory,
)
from tests.factories.retours import TEXTES

pytestmark = pytest.mark.django_db
JOUR = date(2026, 3, 1)


def nu(**champs) -> RetourExperience:
    """The least that is kept."""
    dits = {"titre": "Une cour", "slug": f"cour-{uuid.uuid4().hex}", "live": False}
    return RetourExperience(**dits | champs)


def garde() -> RetourExperience:
    retour = nu()
    retour.save()
    return retour


def parcours(**champs) -> Parcours:
    return Parcours(retour=garde(), **champs)


def auteure(**champs) -> CollectiviteAuteure:
    manquent = {"retour": garde, "collectivite": CollectiviteFactory}
    faits = {nom: faire() for nom, faire in manquent.items() if nom not in champs}
    return CollectiviteAuteure(**faits | champs)


def lien(**champs) -> LienDExperience:
    manquent = {"vers": garde, "collectivite": CollectiviteFactory}
    faits = {nom: faire() for nom, faire in manquent.items() if nom not in champs}
    return LienDExperience(**{"nature": "similaire"} | faits | champs)


def bilan(**champs) -> BilanDeReprise:
    de = lien()
    de.save()
    return BilanDeReprise(lien=de, **{"issue": "fait"} | champs)


def commentaire(**champs) -> Commentaire:
    dits = {"retour": garde(), "collectivite": CollectiviteFactory(), "texte": "Merci."}
    return Commentaire(**dits | champs)


def avis(**champs) -> AvisUtile:
    return AvisUtile(retour=garde(), cle=uuid.uuid4().hex[:30], **champs)


def remarque(**champs) -> Remarque:
    dits = {"retour": garde(), "champ": "fait", "texte": "Combien ?", "par": UserFactory()}
    return Remarque(**dits | champs)


def promotion(**champs) -> PromotionDeReponse:
    return PromotionDeReponse(reponse=ReponseFactory(), retour=garde(), par=UserFactory(), **champs)


def fichier() -> Fichier:
    return Fichier.objects.create(
        contenu=ContentFile(b"%PDF-1.4", "a.pdf"),
        nom="a.pdf",
        type_mime="application/pdf",
        taille=8,
        depose_par=UserFactory(),
    )


def encore(modele: type[models.Model], **champs) -> models.Model:
    """The same one, a second time."""
    modele.objects.create(**champs)
    return modele(**champs)


def encore_le_lien(**champs) -> LienDExperience:
    """Of another collectivité, or of another retour, as the rule has it."""
    vers = garde()
    lien(vers=vers, **champs).save()
    return lien(vers=vers, **champs)


def une_autre_ecrit() -> CollectiviteAuteure:
    retour = garde()
    auteure(retour=retour, principale=True).save()
    return auteure(retour=retour, principale=True)


def vers_lui_meme() -> LienDExperience:
    retour = garde()
    return lien(vers=retour, retour=retour)


REFUSEES = {
    "retours_retour_slug_unique": (
        lambda: nu(slug=garde().slug),
        "Un autre retour a déjà cette adresse.",
    ),
    "retours_retour_reference_unique": (
        lambda: nu(reference=garde().reference),
        "Un autre retour a déjà cette référence.",
    ),
    "retours_retour_reference_forme": (
        lambda: nu(reference="ret 1"),
        "Écrivez la référence en capitales, chiffres et tirets.",
    ),
    "retours_retour_nomme": (lambda: nu(titre=""), "Donnez un titre au retour."),
    "retours_retour_valeurs_connues": (
        lambda: nu(cout="cher"),
        "Une valeur n’est pas dans la liste.",
    ),
    "retours_retour_periode": (
        lambda: nu(debut=date(2026, 2, 1), fin=date(2026, 1, 1)),
        "La fin vient après le début.",
    ),
    "retours_retour_publie_complet": (
        lambda: nu(live=True, format="complet", **TEXTES | {"echecs": ""}),
        "Pour publier, il faut tous les textes que demande cette version.",
    ),
    "retours_theme_une_fois": (
        lambda: encore(RetourTheme, retour=garde(), theme=ThemePageFactory()),
        "Ce thème est déjà choisi.",
    ),
    "retours_acteur_une_fois": (
        lambda: encore(RetourActeur, retour=garde(), acteur=ActeurFactory()),
        "Cet acteur est déjà cité.",
    ),
    "retours_etiquette_une_fois": (
        lambda: encore(
            EtiquetteRetour,
            content_object=garde(),
            tag=Etiquette.objects.create(name="cour", slug="cour"),
        ),
        None,  # taggit adds them: nobody reads it
    ),
    "retours_image_une_fois": (
        lambda: encore(RetourImage, retour=garde(), fichier=fichier()),
        "Cette image y est déjà.",
    ),
    "retours_document_une_fois": (
        lambda: encore(RetourFichier, retour=garde(), fichier=fichier()),
        "Ce document y est déjà.",
    ),
    "retours_preparation_connue": (
        lambda: parcours(preparation="perdu"),
        "Cet état n’existe pas.",
    ),
    "retours_retrait_motive": (
        lambda: parcours(retire_le=timezone.now()),
        "Un retrait a une date et un motif.",
    ),
    "retours_soumis_date": (
        lambda: parcours(preparation="soumis"),
        "Ce qui est soumis l’est depuis une date.",
    ),
    "retours_relecture_datee": (
        lambda: parcours(preparation="en_relecture", soumis_le=timezone.now()),
        "Ce qui est en relecture l’est depuis une date.",
    ),
    "retours_auteure_une_fois": (
        lambda: encore(CollectiviteAuteure, retour=garde(), collectivite=CollectiviteFactory()),
        "Cette collectivité est déjà invitée à signer.",
    ),
    "retours_auteure_une_principale": (
        une_autre_ecrit,
        "Une seule collectivité écrit un retour.",
    ),
    "retours_auteure_reponse_datee": (
        lambda: auteure(etat="acceptee"),
        "Une réponse a une date.",
    ),
    "retours_lien_une_fois": (
        lambda: encore_le_lien(collectivite=CollectiviteFactory()),
        "Votre collectivité l’a déjà dit.",
    ),
    "retours_lien_entre_deux_une_fois": (
        lambda: encore_le_lien(retour=garde()),
        "Ces deux retours sont déjà liés.",
    ),
    "retours_lien_nature_connue": (lambda: lien(nature="copie"), "Ce lien n’existe pas."),
    "retours_lien_suite_d_un_retour": (
        lambda: lien(nature="suite_de"),
        "La suite d’un retour est un autre retour.",
    ),
    "retours_lien_vers_un_autre": (vers_lui_meme, "Un retour n’est pas lié à lui-même."),
    "retours_lien_nouvelles_datees": (
        lambda: lien(nature="inspire_de"),
        "On demande des nouvelles à qui s’inspire, six mois après.",
    ),
    "bilandereprise_moderation": (
        lambda: bilan(moderation="perdu"),
        "Cet état n’existe pas en modération.",
    ),
    "retours_bilan_issue_connue": (lambda: bilan(issue="peut-être"), "Dites où cela en est."),
    "commentaire_moderation": (
        lambda: commentaire(moderation="perdu"),
        "Cet état n’existe pas en modération.",
    ),
    "retours_commentaire_envoye_une_fois": (
        lambda: encore(
            Commentaire,
            retour=garde(),
            collectivite=CollectiviteFactory(),
            texte="Merci.",
            auteur=UserFactory(),
            cle=uuid.uuid4(),
        ),
        "Ce commentaire est déjà publié.",
    ),
    "retours_commentaire_ecrit": (lambda: commentaire(texte=""), "Écrivez quelques mots."),
    "retours_avis_raison_connue": (
        lambda: avis(utile=False, raison="bof"),
        "Choisissez une raison de la liste.",
    ),
    "retours_avis_raison_si_inutile": (
        lambda: avis(utile=False),
        "Dites pourquoi il ne vous a pas été utile.",
    ),
    "retours_preference_une_fois": (
        lambda: encore(PreferenceDAuteur, retour=garde(), personne=UserFactory()),
        "Ce choix est déjà fait.",
    ),
    "retours_promotion_reponse_datee": (
        lambda: promotion(etat="acceptee"),
        "Une réponse a une date.",
    ),
    "retours_promotion_refusee_sans_retour": (
        lambda: promotion(etat="refusee", repondu_le=timezone.now()),
        "Ce qui est refusé n’est pas un retour.",
    ),
    "retours_relance_une_fois_par_an": (
        lambda: encore(RelanceDActualite, retour=garde(), echeance=JOUR),
        "La question a déjà été posée.",
    ),
    "retours_remarque_ecrite": (lambda: remarque(texte=""), "Écrivez la remarque."),
    "retours_remarque_une_par_champ": (
        lambda: encore(
            Remarque, retour=garde(), champ="fait", texte="Combien ?", par=UserFactory()
        ),
        "Ce champ a déjà une remarque.",
    ),
}
UNIQUES = {
    "cle": lambda: AvisUtile(retour=garde(), utile=True, cle=deja(avis(utile=True)).cle),
    "lien": lambda: BilanDeReprise(lien=deja(bilan()).lien, issue="fait"),
    "reponse": lambda: PromotionDeReponse(reponse=deja(promotion()).reponse, par=UserFactory()),
    "retour de promotion": lambda: PromotionDeReponse(
        reponse=ReponseFactory(), retour=deja(promotion()).retour, par=UserFactory()
    ),
    "retour": lambda: Parcours(retour=deja(parcours()).retour),
}


def deja(ligne: models.Model) -> models.Model:
    ligne.save()
    return ligne


def modeles() -> list[type[models.Model]]:
    return list(apps.get_app_config("retours").get_models())


def test_each_one_is_in_the_table():
    assert set().union(*map(noms_des_contraintes, modeles())) == REFUSEES.keys()
    uniques = [champ for un in modeles() for champ in un._meta.fields if champ.unique]
    assert len([un for un in uniques if not un.primary_key]) == len(UNIQUES)


@pytest.mark.parametrize("nom", REFUSEES)
def test_it_is_refused_by_its_name_and_in_its_words(nom):
    faire, phrase = REFUSEES[nom]
    ligne = faire()
    assert contrainte_qui_refuse(ligne) == nom
    if phrase is not None:
        assert phrase_de(nom, ligne) == phrase


@pytest.mark.parametrize("champ", UNIQUES)
def test_what_is_the_only_one_of_its_kind_has_no_second(champ):
    ligne = UNIQUES[champ]()
    nom = contrainte_qui_refuse(ligne)
    with connection.cursor() as curseur:
        connues = connection.introspection.get_constraints(curseur, ligne._meta.db_table)
    assert connues[nom]["unique"]
    assert connues[nom]["columns"] == [ligne._meta.get_field(champ.split()[0]).column]
