"""Factories shared by the rooms' tests. Pages are published unless `live=False`."""

from datetime import timedelta
from functools import partial

import factory
import wagtail_factories
from django.apps import apps
from django.utils import timezone
from wagtail.models import Locale

from communautes.adhesions.models import Adhesion, CommunautePage, CommunauteTheme, Invitation
from communautes.agenda.models import Participation, Rencontre
from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.models import User
from communautes.discussions.models import Discussion, Reponse
from communautes.lettres.models import Lettre
from communautes.notifications.models import Courriel
from communautes.territoires import siren
from communautes.territoires.models import Collectivite
from communautes.territoires.noms import cherchables, normaliser
from home.models import (
    ActualitePage,
    ContenuPage,
    SiteDocument,
    SiteImage,
)
from ressources.models import (
    Acteur,
    ActeurTheme,
    RessourcePage,
    RessourceTheme,
    ThemePage,
)


def traduite(page, **champs):
    """The English page of a published French one, translated, published with these fields."""
    anglaise = page.get_translation(Locale.objects.get(language_code="en")).specific
    anglaise.alias_of = None
    for champ, valeur in champs.items():
        setattr(anglaise, champ, valeur)
    anglaise.save()
    anglaise.save_revision().publish()
    return anglaise


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"personne{n}@exemple.example.org")

    @factory.post_generation
    def groupe(self, create, extracted, **kwargs):
        """groupe="Rédaction": one of the roles that a migration made."""
        if extracted:
            from django.contrib.auth.models import Group

            self.groups.add(Group.objects.get(name=extracted))


class CourrielFactory(factory.django.DjangoModelFactory):
    """A mail that waits in the outbox; `abandonne=True`: given up, its text kept."""

    class Meta:
        model = Courriel

    class Params:
        abandonne = factory.Trait(statut="abandonne", essais=9, derniere_erreur="OSError: panne")

    destinataires = factory.LazyFunction(lambda: ["lectrice@commune.example.org"])
    expediteur = "portail@example.org"
    sujet = factory.Sequence(lambda n: f"Sujet {n}")
    corps = "Bonjour"


class ImageFactory(wagtail_factories.ImageFactory):
    class Meta:
        model = SiteImage


class DocumentFactory(wagtail_factories.DocumentFactory):
    """A short text: what the library stores is read first. `file__filename`, `file__data` "
    "change it."""

    class Meta:
        model = SiteDocument

    file = factory.django.FileField(filename="texte.txt", data=b"Un texte.")


class SitePageFactory(wagtail_factories.PageFactory):
    """A page in the French tree unless `parent` says otherwise, published as an editor does."""

    class Meta:
        abstract = True

    resume = "Ce que l’on y trouve, en deux lignes."
    live = True

    @classmethod
    def _create_instance(cls, model_class, parent, kwargs):
        publiee = kwargs.pop("live")
        lignes = cls.lignes(kwargs)
        page = super()._create_instance(
            model_class, parent or cls.parent_francais(), kwargs | {"live": False}
        )
        for ligne in lignes:
            ligne(page)
        if publiee:
            page.save_revision().publish()
            page.refresh_from_db()
        return page

    @classmethod
    def lignes(cls, kwargs) -> list:
        """Functions of the page that add its child rows; takes its own arguments out of kwargs."""
        return []

    @classmethod
    def parent_francais(cls):
        modele = apps.get_model(cls._meta.model.parent_page_types[0])
        return modele.objects.get(locale__language_code="fr")


class ContenuPageFactory(SitePageFactory):
    class Meta:
        model = ContenuPage

    title = factory.Sequence(lambda n: f"Page {n}")


class ActualitePageFactory(SitePageFactory):
    class Meta:
        model = ActualitePage

    title = factory.Sequence(lambda n: f"Actualité {n}")


class ThemePageFactory(SitePageFactory):
    class Meta:
        model = ThemePage

    title = factory.Sequence(lambda n: f"Thème {n}")
    enjeux = "<ul><li>Un enjeu.</li></ul>"


class ThematiqueFactory(SitePageFactory):
    """`themes=[…]` links themes in that order (`lier`); one is made when none is given."""

    class Meta:
        abstract = True

    @classmethod
    def lignes(cls, kwargs) -> list:
        themes = kwargs.pop("themes", None)
        themes = [ThemePageFactory()] if themes is None else themes
        return [partial(cls.lier, theme=theme, rang=rang) for rang, theme in enumerate(themes)]


class RessourcePageFactory(ThematiqueFactory):
    class Meta:
        model = RessourcePage

    title = factory.Sequence(lambda n: f"Ressource {n}")
    verifie_le = factory.LazyFunction(timezone.localdate)
    a_revoir_le = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365))

    @staticmethod
    def lier(page, *, theme, rang):
        page.themes_lies.add(RessourceTheme(theme=theme, sort_order=rang))


class ActeurFactory(factory.django.DjangoModelFactory):
    """Published as an editor does, unless `live=False`; `themes=[…]`: one is made by default."""

    class Meta:
        model = Acteur

    nom = factory.Sequence(lambda n: f"Acteur {n}")
    slug = factory.Sequence(lambda n: f"acteur-{n}")
    reference = factory.Sequence(lambda n: f"ACT-{n:04}")
    genre = "association"
    resume = "Ce qu’il fait, en deux lignes."
    toute_la_france = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        publie, themes = kwargs.pop("live", True), kwargs.pop("themes", None)
        acteur = model_class(live=False, **kwargs)
        acteur.themes_lies = [
            ActeurTheme(theme=theme, sort_order=rang)
            for rang, theme in enumerate([ThemePageFactory()] if themes is None else themes)
        ]
        acteur.save()
        if publie:
            acteur.save_revision().publish()
            acteur.refresh_from_db()
        return acteur


def siren_de(racine: int) -> str:
    """Eight digits and their key: valid, and nobody's."""
    debut = f"{racine:08d}"
    return next(f"{debut}{cle}" for cle in range(10) if siren.est_valide(f"{debut}{cle}"))


class CollectiviteFactory(factory.django.DjangoModelFactory):
    """A commune of Ain, whose real ones stop at 01457; `type="epci"` (its code is its SIREN)."""

    class Meta:
        model = Collectivite

    class Params:
        rang = factory.Sequence(lambda n: n)

    type = "commune"
    code = factory.LazyAttribute(
        lambda c: c.siren if c.type in ("epci", "ept", "syndicat") else f"01{500 + c.rang % 500}"
    )
    siren = factory.LazyAttribute(lambda c: siren_de(99_000_000 + c.rang))
    nom = factory.LazyAttribute(lambda c: f"Bourg-Neuf {c.rang}")
    nom_normalise = factory.LazyAttribute(lambda c: normaliser(c.nom))
    recherche = factory.LazyAttribute(lambda c: cherchables(c.nom, c.code))
    departement = "01"
    departements = factory.LazyAttribute(lambda c: [c.departement])
    region = "84"
    source = "tests"
    millesime = 2026


PREUVES = dict(zip(Niveau, ("", "siret", "courriel", "caution", "anct"), strict=True))


class AffiliationFactory(factory.django.DjangoModelFactory):
    """Of an agent, « confirmée »; `niveau=…` sets the rest, `elu=True` has a mandate."""

    class Meta:
        model = Affiliation

    class Params:
        elu = factory.Trait(
            fonction="elu",
            fin_mandat=factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365)),
        )
        referent = factory.Trait(role="referent")

    personne = factory.SubFactory(UserFactory, first_name="Camille", last_name="Duprez")
    collectivite = factory.SubFactory(CollectiviteFactory)
    fonction = "agent"
    niveau = Niveau.CONFIRMEE
    preuve = factory.LazyAttribute(lambda a: PREUVES[a.niveau])
    niveau_etabli = factory.SelfAttribute("niveau")  # a caution: of an established one
    statut = factory.LazyAttribute(
        lambda a: "demandee" if a.niveau == Niveau.DECLAREE else "active"
    )
    echeance_le = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class CommunautePageFactory(ThematiqueFactory):
    """Free and public unless told; published, so it lives."""

    class Meta:
        model = CommunautePage

    title = factory.Sequence(lambda n: f"Communauté {n}")
    objet = "<p>S’entraider.</p>"
    fin_prevue = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365))
    acces, visibilite = "libre", "publique"

    @staticmethod
    def lier(page, *, theme, rang):
        page.themes_lies.add(CommunauteTheme(theme=theme, sort_order=rang))


class AdhesionFactory(factory.django.DjangoModelFactory):
    """Of an active member; `demandee=True`, `anime=True`, `exclue=True` set the rest."""

    class Meta:
        model = Adhesion

    class Params:
        demandee = factory.Trait(
            statut="demandee",
            depuis=None,
            echeance_le=factory.LazyFunction(lambda: timezone.now() + timedelta(days=7)),
        )
        anime = factory.Trait(role="animateur")
        exclue = factory.Trait(
            statut="exclue", motif="Hors sujet", close_le=factory.LazyFunction(timezone.now)
        )
        quittee = factory.Trait(statut="quittee", close_le=factory.LazyFunction(timezone.now))

    communaute = factory.SubFactory(CommunautePageFactory)
    personne = factory.SubFactory(UserFactory, first_name="Camille", last_name="Duprez")
    statut = "active"
    depuis = factory.LazyFunction(timezone.now)


class InvitationFactory(factory.django.DjangoModelFactory):
    """Open, given by somebody who animates."""

    class Meta:
        model = Invitation

    communaute = factory.SubFactory(CommunautePageFactory)
    adresse = factory.Sequence(lambda n: f"invitee-{n}@commune.example.org")
    expire_le = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))

    @factory.lazy_attribute
    def invitee_par(self):
        return AdhesionFactory(communaute=self.communaute, anime=True).personne


class RencontreFactory(factory.django.DjangoModelFactory):
    """Announced, in a week, open to all and of the whole portal; `brouillon`, `annulee`, `passee`
    set the rest.
    """

    class Meta:
        model = Rencontre

    class Params:
        brouillon = factory.Trait(etat="brouillon", annoncee_le=None)
        annulee = factory.Trait(
            etat="annulee", motif="Salle prise", annulee_le=factory.LazyFunction(timezone.now)
        )
        passee = factory.Trait(debut=factory.LazyFunction(lambda: _dans(-7)))

    titre = factory.Sequence(lambda n: f"Rencontre {n}")
    texte = "Nous parlerons de **méthodes**."
    debut = factory.LazyFunction(lambda: _dans(7))
    fin = factory.LazyAttribute(lambda une: une.debut + timedelta(hours=2))
    lieu = "Salle des fêtes, Vernon"
    etat = "annoncee"
    annoncee_le = factory.LazyFunction(timezone.now)
    auteur = factory.SubFactory(UserFactory, first_name="Ana", last_name="Matrice")


def _dans(jours: int):
    return timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=jours)


class LettreFactory(factory.django.DjangoModelFactory):
    """A draft; `envoyee=True`, sent."""

    class Meta:
        model = Lettre

    class Params:
        envoyee = factory.Trait(envoyee_le=factory.LazyFunction(timezone.now))

    titre = factory.Sequence(lambda n: f"Lettre {n}")
    texte = "Trois **questions** attendent une réponse."
    auteur = factory.SubFactory(UserFactory, first_name="Ana", last_name="Matrice")


class ParticipationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Participation

    rencontre = factory.SubFactory(RencontreFactory)
    personne = factory.SubFactory(UserFactory, first_name="Camille", last_name="Duprez")
    statut = "inscrite"


class DiscussionFactory(factory.django.DjangoModelFactory):
    """Asked by a member; `ancienne=True`, past its time."""

    class Meta:
        model = Discussion

    class Params:
        ancienne = factory.Trait(
            ecrit_le=factory.LazyFunction(lambda: timezone.now() - timedelta(days=20)),
            echeance_le=factory.LazyFunction(lambda: timezone.now() - timedelta(days=15)),
        )

    communaute = factory.SubFactory(CommunautePageFactory)
    titre = factory.Sequence(lambda n: f"Comment faire, {n} ?")
    texte = "Nous hésitons, et **personne** ici n’a essayé."
    echeance_le = factory.LazyFunction(lambda: timezone.now() + timedelta(days=5))

    @factory.lazy_attribute
    def auteur(self):
        return AdhesionFactory(communaute=self.communaute).personne


class ReponseFactory(factory.django.DjangoModelFactory):
    """By another member; the discussion is not told (services do)."""

    class Meta:
        model = Reponse

    discussion = factory.SubFactory(DiscussionFactory)
    texte = factory.Sequence(lambda n: f"Nous l’avons fait, en {n} semaines.")

    @factory.lazy_attribute
    def auteur(self):
        return AdhesionFactory(communaute=self.discussion.communaute).personne
