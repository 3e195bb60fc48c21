"""One of everything that an address of the admin may name, for the matrix of rights."""

import uuid
from datetime import timedelta
from types import SimpleNamespace

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, UploadedFile, Workflow
from wagtail_localize.models import Translation, TranslationSource

from communautes.agenda.models import DecisionDeRencontre
from communautes.comptes.affiliations.models import Niveau
from communautes.comptes.evenements import noter
from communautes.journal.models import Entree
from communautes.moderation.models import Dossier
from home.echanges.models import SILENCE, Import
from home.listes.models import ActionEnNombre
from home.models import MessageRecu, SiteDocument, SiteImage
from home.qualite.models import Constat
from ressources.models import RessourcePage
from tests.factories import (
    ActeurFactory,
    ActualitePageFactory,
    AdhesionFactory,
    AffiliationFactory,
    CollectiviteFactory,
    CourrielFactory,
    DiscussionFactory,
    DocumentFactory,
    ImageFactory,
    RencontreFactory,
    RessourcePageFactory,
    ThemePageFactory,
    UserFactory,
)
from tests.factories.retours import RetourFactory

ROLES = {"R": "Rédaction", "L": "Relecture", "A": "Administration"}


def batir() -> SimpleNamespace:
    """Rows that belong to nobody of the three roles, unless `a_soi` says so."""
    monde = SimpleNamespace(theme=ThemePageFactory(), autrice=UserFactory(groupe="Rédaction"))
    monde.comptes = {lettre: UserFactory(groupe=role) for lettre, role in ROLES.items()}
    monde.comptes |= {"-": UserFactory(), "?": None}
    monde.page = RessourcePageFactory(
        themes=[monde.theme], owner=monde.autrice, lien_externe="https://exemple.example.org/"
    )
    monde.page.save_revision(user=monde.autrice)
    monde.theme_libre, monde.actualite = ThemePageFactory(), ActualitePageFactory()
    monde.acteur = ActeurFactory(themes=[monde.theme])
    monde.acteur.save_revision()
    monde.relue, monde.acteur_relu = en_relecture(monde)
    monde.programmee, monde.acteur_programme = programmes(monde)
    monde.retour, monde.retour_relu = RetourFactory(), RetourFactory(etat="soumis")
    racine = Collection.get_first_root_node()
    monde.image = ImageFactory(collection=racine)
    monde.document = DocumentFactory(collection=racine, file__filename="note.txt")
    monde.collection = racine.add_child(name="Ateliers")
    monde.redirection = Redirect.add_redirect("/ancienne-adresse/", monde.page)
    monde.collectivite = CollectiviteFactory()
    monde.entree = Entree.objects.create(acte="territoires.fusion", concerne=monde.collectivite)
    monde.affiliation = AffiliationFactory(collectivite=monde.collectivite)
    monde.affiliation_demandee = AffiliationFactory(niveau=Niveau.DECLAREE)
    monde.adhesion = AdhesionFactory(communaute__acces="demande", demandee=True)
    monde.discussion = DiscussionFactory()
    monde.dossier = Dossier.objects.create(objet=monde.adhesion, titre="Un texte signalé")
    monde.decision = DecisionDeRencontre.objects.create(
        rencontre=RencontreFactory(), texte="Écrire", porteur_dit="Vernon"
    )
    monde.evenement = noter("connexion", personne=UserFactory())
    monde.courriel = CourrielFactory(abandonne=True)
    monde.message = MessageRecu.objects.create(
        objet="question", email="lectrice@commune.example.org", texte="Bonjour"
    )
    monde.compte_tiers, monde.autre_tiers = UserFactory(), UserFactory()
    monde.imports = imports()
    monde.traduction = a_traduire(monde)
    monde.constats = constats(monde)
    monde.actions = actions_en_nombre()
    monde.a_soi = {lettre: rangees_a_soi(monde, monde.comptes[lettre]) for lettre in ROLES}
    # Relecture uploads nothing: what it could ask for is somebody else's.
    monde.a_soi["L"].image = monde.a_soi["R"].image
    monde.a_soi["L"].document = monde.a_soi["R"].document
    return monde


def imports() -> dict:
    """One at the step where each action is possible."""
    maintenant = timezone.now()
    perdu = {"jeton": uuid.uuid4(), "battement": maintenant - 2 * SILENCE}
    etats = {
        "appliquer": {"statut": "essaye", "compteurs": {"total": 1, "a_creer": 1}},
        "annuler": {"statut": "applique", "applique_le": maintenant},
        "relancer": {"statut": "essai", **perdu},
        "arreter": {"statut": "application", **perdu},
        "": {"statut": "depose"},
    }
    return {
        action: Import.objects.create(
            table="ressources", nom_du_fichier="base.csv", entetes=["Titre"], **etat
        )
        for action, etat in etats.items()
    }


def constats(monde) -> dict:
    """One that is open, one that was set aside."""
    genre = ContentType.objects.get_for_model(RessourcePage)
    commun = {"type_de_contenu": genre, "objet_pk": monde.page.pk, "genre": "phrases_longues"}
    ignore = {"ignore_le": timezone.now(), "motif": "Voulu.", "ignore_par": monde.autrice}
    return {
        "ignorer": Constat.objects.create(**commun, cle="a"),
        "reprendre": Constat.objects.create(**commun, cle="b", **ignore),
    }


def actions_en_nombre() -> dict:
    """One that is done, two whose worker is lost."""
    genre = ContentType.objects.get_for_model(RessourcePage)
    commun = {"acte": "publish", "type_de_contenu": genre, "cles": [1], "jeton": uuid.uuid4()}
    maintenant = timezone.now()
    perdue = {"battement": maintenant - 2 * SILENCE}
    return {
        "action": ActionEnNombre.objects.create(**commun, statut="faite", finie_le=maintenant),
        "relancer": ActionEnNombre.objects.create(**commun, **perdue),
        "arreter": ActionEnNombre.objects.create(**commun, **perdue),
    }


def en_relecture(monde) -> list:
    page = RessourcePageFactory(live=False, themes=[monde.theme], owner=monde.autrice)
    acteur = ActeurFactory(live=False, themes=[monde.theme])
    workflow = Workflow.objects.get(name="Relecture")
    for objet in (page, acteur):
        objet.save_revision(user=monde.autrice)
        workflow.start(objet, monde.autrice)
    return [page, acteur]


def programmes(monde) -> list:
    page = RessourcePageFactory(live=False, themes=[monde.theme])
    acteur = ActeurFactory(live=False, themes=[monde.theme])
    for objet in (page, acteur):
        objet.go_live_at = timezone.now() + timedelta(days=7)
        objet.save()
        objet.save_revision(approved_go_live_at=objet.go_live_at).publish()
    return [page, acteur]


def a_traduire(monde) -> Translation:
    source, _cree = TranslationSource.get_or_create_from_instance(monde.page)
    source.update_from_db()
    anglais = Locale.objects.get(language_code="en")
    return Translation.objects.create(source=source, target_locale=anglais)


def rangees_a_soi(monde, compte) -> SimpleNamespace:
    """What only its owner may ask for again: an upload that waits, an editing session."""

    def depot(modele, nom, contenu):
        return UploadedFile.objects.create(
            for_content_type=ContentType.objects.get_for_model(modele),
            file=ContentFile(contenu, name=nom),
            uploaded_by_user=compte,
        ).pk

    return SimpleNamespace(
        image=depot(SiteImage, "depot.png", get_test_image_file().read()),
        document=depot(SiteDocument, "depot.txt", b"Bonjour"),
        session=EditingSession.objects.create(
            user=compte, content_object=monde.page, last_seen_at=timezone.now()
        ).pk,
    )
