"""An account filled through the real journeys, forgotten: none of its words is anywhere.

Tables are read from the database itself: one that is made tomorrow is covered the day it is.
"""

import io
import logging
import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Comment, CommentReply, Workflow
from wagtail.users.models import UserProfile

from communautes.comptes.affiliations import services as affiliations
from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.donnees.services import Cause, anonymiser
from communautes.comptes.models import User
from communautes.comptes.second_facteur import facteurs
from communautes.notifications.models import Courriel
from communautes.notifications.services import livrer_ce_qui_est_du
from communautes.territoires.forms import cle_de
from home.contact.services import recevoir
from home.echanges.models import Import, LigneImport
from home.listes.models import ActionEnNombre
from tests import traces
from tests.courrier import code_recu
from tests.factories import (
    ActualitePageFactory,
    AffiliationFactory,
    CollectiviteFactory,
    UserFactory,
)

PRENOM, NOM, ADRESSE = "Zoraxane", "Quetzelmar", "zora.quetz@vexin.example.org"
SUB, CLE, IMAGE = "sub-wyxq-4471", "Clef-vermillon-88", "portrait-jkw9"
PAROLES = {
    "fonction": "Chancelière-brumeuse",
    "message": "Xylophone-ondulant",
    "commentaire": "Parole-citronnelle",
    "reponse": "Replique-marjolaine",
    "avis": "Avis-sarriette",
    "motif": "Motif-basilic",
    "conteste": "Conteste-origan",
    "presence": "Yvraine Dumontzell",
}
MOTS = [f"{PRENOM} {NOM}", PRENOM, NOM, ADRESSE, SUB, CLE, IMAGE, *PAROLES.values()]
# Said of an act, checked not to name anybody, and kept with it (docs/glossaire.md: journal).
AU_JOURNAL = {f"journal_entree: {PAROLES['conteste']}", f"journal_entree: {PAROLES['motif']}"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def medias(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def remplie(fournisseur, par_proconnect, client, medias, django_capture_on_commit_callbacks):
    """Everything that the portal can hold of somebody today."""
    with django_capture_on_commit_callbacks(execute=True):
        personne = arriver(par_proconnect, fournisseur, client)
        travailler(client, personne)
        se_proteger(personne)
        rediger(personne)
        ecrire(client)
        travaux(personne)
    return personne


def arriver(par_proconnect, fournisseur, client) -> User:
    fournisseur.personne |= {
        "sub": SUB,
        "email": ADRESSE,
        "given_name": PRENOM,
        "usual_name": NOM,
    }
    par_proconnect()
    personne = User.objects.get(email=ADRESSE)
    User.objects.filter(pk=personne.pk).update(fonction=PAROLES["fonction"])
    personne.refresh_from_db()
    navigateur = Client()  # a second sign-in, by the other door, that waits for its code
    navigateur.post(reverse("account_login"), {"email": ADRESSE})
    return personne


def travailler(client, personne) -> None:
    collectivite = CollectiviteFactory(emails_officiels=["mairie@vexin.example.org"])
    referent = AffiliationFactory(collectivite=collectivite, referent=True)
    client.post(
        reverse("affiliations:rejoindre"),
        {
            "collectivite": collectivite.intitule,
            "collectivite_cle": cle_de(collectivite),
            "fonction": "dgs",
        },
    )
    sienne = Affiliation.objects.get(personne=personne)
    affiliations.envoyer_code(sienne, par=personne)
    affiliations.essayer_code(sienne, code_recu_par("mairie@vexin.example.org"), par=personne)
    Affiliation.objects.filter(pk=referent.pk).update(role="provisoire")
    referent.refresh_from_db()
    sienne.refresh_from_db()
    affiliations.contester(referent, par=sienne, motif=PAROLES["conteste"])
    autre = AffiliationFactory(personne=personne, niveau=Niveau.DECLAREE)
    chef = AffiliationFactory(collectivite=autre.collectivite, referent=True)
    affiliations.refuser(autre, par=chef.personne, motif=PAROLES["motif"])


def code_recu_par(adresse: str) -> str:
    livrer_ce_qui_est_du()
    corps = next(m.body for m in reversed(mail.outbox) if m.to == [adresse])
    return re.search(r"\d{4} \d{4}", corps)[0]


def se_proteger(personne) -> None:
    facteurs.ajouter_application(personne, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    Authenticator.objects.create(user=personne, type="webauthn", data={"name": CLE})
    chef = UserFactory(groupe="Administration")
    facteurs.reinitialiser(personne, par=chef, motif=PAROLES["motif"])
    Authenticator.objects.create(user=personne, type="webauthn", data={"name": CLE})


def rediger(personne) -> None:
    personne.groups.add(Group.objects.get(name="Administration"))
    image = io.BytesIO()
    Image.new("RGB", (4, 4)).save(image, "PNG")
    fichier = SimpleUploadedFile(f"{IMAGE}.png", image.getvalue(), "image/png")
    UserProfile.get_for_user(personne)
    profil = UserProfile.objects.get(user=personne)
    profil.avatar.save(f"{IMAGE}.png", fichier)
    page = ActualitePageFactory(live=False, owner=personne)
    fil = Comment(
        page=page, user=personne, text=PAROLES["commentaire"], contentpath="title", position=""
    )
    page.wagtail_admin_comments.add(fil)
    page.save()
    CommentReply.objects.create(comment=fil, user=personne, text=PAROLES["reponse"])
    page.refresh_from_db()
    fil.refresh_from_db()
    fil.log_create(user=personne, page_revision=page.save_revision(user=personne))
    relue = ActualitePageFactory(live=False)
    relue.save_revision(user=personne)
    etat = Workflow.objects.get(name="Relecture").start(relue, personne)
    etat.current_task_state.task.on_action(
        etat.current_task_state, personne, "reject", comment=PAROLES["avis"]
    )
    client = Client()
    client.force_login(UserFactory(is_superuser=True))
    client.post(
        reverse("wagtailusers_users:edit", args=[personne.pk]),
        {"email": ADRESSE, "first_name": PRENOM, "last_name": NOM, "is_active": "on"},
    )


def ecrire(client) -> None:
    recevoir(
        objet="question",
        email=ADRESSE,
        texte=PAROLES["message"],
        adresse_page="/",
        cle="une-cle",
    )


def travaux(personne) -> None:
    un = Import.objects.create(
        table="ressources", nom_du_fichier="l.csv", entetes=[], remarques=[f"De {ADRESSE}"]
    )
    Import.objects.create(
        table="ressources", nom_du_fichier=f"{NOM}.csv", entetes=[], cree_par=personne
    )
    LigneImport.objects.create(
        origine=un, numero=1, valeurs={"responsable": ADRESSE}, etat={"avant": [ADRESSE]}
    )
    ActionEnNombre.objects.create(
        acte="confier",
        type_de_contenu_id=1,
        cles=[1],
        jeton="5a4f0b1e-6a5e-4f0e-9a55-0c3f8c1f5a01",
        phrase=f"Confié à {PRENOM} {NOM}",
        refus=[{"cle": 1, "titre": "x", "raison": f"{PRENOM} {NOM} a fermé"}],
        valeurs={"responsable": personne.pk},
    )


def test_the_account_is_full_before(remplie):
    """Else the next test proves nothing: each word is somewhere, found the same way."""
    trouves = {trouve.partition(": ")[2] for trouve in traces.ou_sont(MOTS)}
    assert trouves == set(MOTS) - {PAROLES["presence"]}


def test_nothing_is_left_after(remplie, caplog, django_capture_on_commit_callbacks, relever):
    with caplog.at_level(logging.DEBUG), django_capture_on_commit_callbacks(execute=True):
        anonymiser(remplie, par=remplie, cause=Cause.DEMANDE)
    assert traces.ou_sont(MOTS) == AU_JOURNAL
    dits = " ".join(ligne.getMessage() for ligne in caplog.records if ligne.levelno > 10)
    assert not [mot for mot in MOTS if mot in dits]


def test_no_mail_leaves_for_the_person_after(remplie, relever, django_capture_on_commit_callbacks):
    facteurs.prevenir(remplie, "Quelque chose")  # waits in the outbox
    with django_capture_on_commit_callbacks(execute=True):
        anonymiser(remplie, par=remplie, cause=Cause.DEMANDE)
    avant = len(relever())
    remplie.refresh_from_db()
    facteurs.prevenir(remplie, "Autre chose")
    assert not Courriel.objects.filter(statut="en_attente", destinataires__len=0).exists()
    apres = relever()[avant:]
    assert not [m for m in apres if ADRESSE in m.to or "anonyme" in str(m.to)]


def test_a_shared_mailbox_forgets_who_was_there(client, django_capture_on_commit_callbacks):
    mairie = UserFactory(last_name="Mairie de Vernon", boite_partagee=True)
    client.post(reverse("account_login"), {"email": mairie.email})
    client.post(reverse("account_confirm_login_code"), {"code": code_recu()})
    client.post(
        reverse("qui_est_la"), {"nom": PAROLES["presence"], "fonction": PAROLES["fonction"]}
    )
    mots = [PAROLES["presence"], PAROLES["fonction"], mairie.email, "Mairie de Vernon"]
    assert {trouve.partition(": ")[2] for trouve in traces.ou_sont(mots)} == set(mots)
    with django_capture_on_commit_callbacks(execute=True):
        anonymiser(mairie, par=mairie, cause=Cause.DEMANDE)
    assert traces.ou_sont(mots) == set()
    assert mairie.presences.count() == 1
