"""Two accounts of one person become one: what moves, what stays, what is refused."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from wagtail.models import Comment, ModelLogEntry, PageSubscription

from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.evenements import noter
from communautes.comptes.models import AdresseDeMachine, Presence, User
from communautes.comptes.reunion import comparaison, registre
from communautes.comptes.reunion.comparaison import comparer
from communautes.comptes.reunion.services import ReunionRefusee, reunir
from communautes.journal.models import Entree
from tests.factories import (
    AffiliationFactory,
    CollectiviteFactory,
    RessourcePageFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MOTIF = "Vu au téléphone avec la mairie"


@pytest.fixture
def par():
    return UserFactory(groupe="Administration", last_name="Zoé")


@pytest.fixture
def garde():
    return UserFactory(email="garde@x.example.org", first_name="Camille", last_name="Duprez")


@pytest.fixture
def absorbe():
    return UserFactory(email="autre@x.example.org", first_name="Camille", last_name="Duprez")


@pytest.fixture
def reunis(garde, absorbe, par):
    def _reunir(**options):
        reunir(garde, absorbe, par=par, **({"motif": MOTIF} | options))
        garde.refresh_from_db()
        absorbe.refresh_from_db()
        return garde, absorbe

    return _reunir


def test_every_key_to_a_person_is_decided():
    """A room that adds one says what becomes of it, or fails here."""
    cles = {
        f"{relation.related_model._meta.label}.{relation.field.name}"
        for relation in User._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and relation.field.many_to_many is False
    }
    assert cles == {decision.cle for decision in registre.decisions()}
    assert all(decision.modele and decision.champ for decision in registre.decisions())


class TestCompte:
    def test_the_absorbed_one_is_closed_and_says_by_whom(self, reunis):
        garde, absorbe = reunis()
        assert absorbe.fusionne_dans == garde and not absorbe.is_active
        assert absorbe.est_anonymisee and absorbe.email.endswith("@anonyme.invalid")
        assert garde.is_active and garde.email == "garde@x.example.org"

    def test_the_database_keeps_it_so(self, reunis):
        garde, absorbe = reunis()
        for champs in ({"is_active": True}, {"fusionne_dans": None}):
            with pytest.raises(IntegrityError), transaction.atomic():
                User.objects.filter(pk=absorbe.pk).update(**champs)
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.filter(pk=garde.pk).update(fusionne_dans=garde)
        with pytest.raises(IntegrityError, match="absorbe_ferme"), transaction.atomic():
            User.objects.filter(pk=UserFactory().pk).update(fusionne_dans=garde)

    def test_it_is_in_the_journal_and_in_the_history(self, reunis, par):
        garde, absorbe = reunis()
        entree = Entree.objects.get(acte="comptes.reunis")
        assert (entree.personne, entree.objet, entree.motif) == (par, garde, MOTIF)
        assert entree.apres == {"absorbe": absorbe.pk}
        trace = ModelLogEntry.objects.get(action="comptes.reunion")
        assert trace.data == {"absorbe": absorbe.pk, "motif": MOTIF}

    def test_the_lines_of_the_journal_never_move(self, reunis, absorbe):
        ligne = Entree.objects.create(acte="affiliations.declaree", personne=absorbe)
        reunis()
        ligne.refresh_from_db()
        assert ligne.personne == absorbe

    def test_rights_are_not_added_and_go_from_the_other(self, reunis, absorbe):
        absorbe.groups.add(Group.objects.get(name="Relecture"))
        garde, absorbe = reunis()
        assert not garde.groups.exists() and not absorbe.groups.exists()

    def test_factors_do_not_move(self, reunis, absorbe):
        Authenticator.objects.create(user=absorbe, type="totp", data={})
        reunis()
        assert not Authenticator.objects.exists()

    def test_the_name_of_who_lives_is_not_erased_from_the_history(self, reunis, garde, par):
        trace = ModelLogEntry.objects.log_action(garde, "wagtail.edit", user=par)
        reunis()
        trace.refresh_from_db()
        assert trace.label == "Camille Duprez"

    def test_open_sessions_end(self, reunis, client, absorbe):
        client.force_login(absorbe)
        reunis()
        assert client.get("/mon-compte/").status_code == 302

    def test_an_account_that_had_absorbed_one_is_absorbed(self, reunis, garde, absorbe, par):
        premier = UserFactory(email="premier@x.example.org")
        reunir(absorbe, premier, par=par, motif=MOTIF)
        reunis()
        adresses = set(EmailAddress.objects.values_list("user", "email"))
        assert adresses == {
            (garde.pk, "autre@x.example.org"),
            (garde.pk, "premier@x.example.org"),
        }
        premier.refresh_from_db()
        assert premier.fusionne_dans == absorbe

    def test_machines_of_the_absorbed_account_are_forgotten(self, reunis, absorbe):
        noter("connexion", personne=absorbe, machine="203.0.113.7", porte="courriel")
        reunis()
        assert not AdresseDeMachine.objects.exists()


class TestAffiliations:
    def test_those_of_one_account_pass_with_their_history(self, reunis, absorbe):
        ouverte = AffiliationFactory(personne=absorbe, referent=True, habilite_a_engager=True)
        close = AffiliationFactory(
            personne=absorbe, statut="terminee", close_le=absorbe.date_joined
        )
        garde, _absorbe = reunis()
        for affiliation in (ouverte, close):
            affiliation.refresh_from_db()
            assert affiliation.personne == garde
        assert ouverte.est_referente and ouverte.habilite_a_engager
        entree = Entree.objects.get(acte="affiliations.reunie")
        assert entree.concerne == ouverte.collectivite

    @pytest.mark.parametrize("forte_au_garde", [True, False], ids=["garde", "absorbe"])
    def test_in_one_collectivite_the_stronger_stays(self, reunis, garde, absorbe, forte_au_garde):
        commune = CollectiviteFactory()
        qui = (garde, absorbe) if forte_au_garde else (absorbe, garde)
        forte = AffiliationFactory(personne=qui[0], collectivite=commune, niveau=Niveau.CAUTIONNEE)
        faible = AffiliationFactory(personne=qui[1], collectivite=commune, role="provisoire")
        reunis()
        forte.refresh_from_db()
        faible.refresh_from_db()
        assert (forte.personne, forte.niveau, forte.role, forte.statut) == (
            garde,
            Niveau.CAUTIONNEE,
            "provisoire",
            "active",
        )
        assert (faible.personne, faible.statut) == (garde, "terminee")
        assert Affiliation.objects.ouvertes().count() == 1

    def test_nobody_vouches_for_oneself(self, reunis, garde, absorbe):
        AffiliationFactory(personne=garde, verifiee_par=absorbe, niveau=Niveau.CAUTIONNEE)
        with pytest.raises(ReunionRefusee, match="l’on ne se vérifie pas soi-même"):
            reunis()

    def test_nor_by_an_account_absorbed_before(self, reunis, garde, absorbe, par):
        ancien = UserFactory()
        reunir(absorbe, ancien, par=par, motif=MOTIF)
        AffiliationFactory(personne=garde, verifiee_par=ancien, niveau=Niveau.CAUTIONNEE)
        with pytest.raises(ReunionRefusee, match="l’on ne se vérifie pas soi-même"):
            reunis()


class TestContenus:
    def test_what_was_followed_passes_with_its_draft(self, reunis, absorbe):
        page = RessourcePageFactory(responsable=absorbe, owner=absorbe)
        page.save_revision(user=absorbe)
        garde, _absorbe = reunis()
        page.refresh_from_db()
        assert (page.responsable, page.owner) == (garde, garde)
        assert page.get_latest_revision().content["responsable"] == garde.pk
        assert page.get_latest_revision().user == garde

    def test_a_comment_keeps_its_words_in_the_draft(self, reunis, absorbe):
        page = RessourcePageFactory()
        Comment.objects.create(page=page, user=absorbe, text="À revoir", contentpath="title")
        page = type(page).objects.get(pk=page.pk)
        page.save_revision(user=absorbe)
        garde, _absorbe = reunis()
        page.refresh_from_db()
        [fil] = page.get_latest_revision().content["wagtail_admin_comments"]
        assert (fil["user"], fil["text"]) == (garde.pk, "À revoir")
        assert page.wagtail_admin_comments.get().text == "À revoir"

    def test_a_page_followed_by_both_is_followed_once(self, reunis, garde, absorbe):
        page, autre = RessourcePageFactory(), RessourcePageFactory()
        for personne, suivie in ((garde, page), (absorbe, page), (absorbe, autre)):
            PageSubscription.objects.create(page=suivie, user=personne, comment_notifications=True)
        reunis()
        assert {(s.page_id, s.user) for s in PageSubscription.objects.all()} == {
            (page.pk, garde),
            (autre.pk, garde),
        }

    def test_who_was_there_passes_between_two_shared_mailboxes(self, reunis, garde, absorbe):
        User.objects.update(boite_partagee=True)
        Presence.objects.create(personne=absorbe, nom="Élise Abel", fonction="accueil")
        garde, _absorbe = reunis()
        assert Presence.objects.get().personne == garde
        assert Presence.objects.get().nom == "Élise Abel"


class TestRefus:
    @pytest.mark.parametrize(
        ("changer", "dit"),
        [
            (lambda garde, absorbe: absorbe.__setattr__("boite_partagee", True), "boîte partagée"),
            (
                lambda garde, absorbe: garde.__setattr__("is_active", False),
                "ne peut pas être gardé",
            ),
            (lambda garde, absorbe: absorbe.__setattr__("is_superuser", True), "au-dessus"),
            (lambda garde, absorbe: garde.__setattr__("is_superuser", True), "au-dessus"),
        ],
        ids=["boite", "fermé", "absorbe superuser", "garde superuser"],
    )
    def test_each_has_its_reason_and_nothing_is_done(self, reunis, garde, absorbe, changer, dit):
        changer(garde, absorbe)
        garde.save()
        absorbe.save()
        with pytest.raises(ReunionRefusee, match=dit):
            reunis()
        assert not Entree.objects.exists() and not EmailAddress.objects.exists()

    @pytest.mark.parametrize("role", [None, "Rédaction", "Relecture"])
    def test_only_the_administration(self, garde, absorbe, role):
        with pytest.raises(ReunionRefusee, match="au-dessus"):
            reunir(garde, absorbe, par=UserFactory(groupe=role), motif=MOTIF)

    def test_not_ones_own_account(self, garde, par):
        for deux in ((garde, par), (par, garde)):
            with pytest.raises(ReunionRefusee, match="son propre compte"):
                reunir(*deux, par=par, motif=MOTIF)

    def test_not_with_itself(self, garde, par):
        with pytest.raises(ReunionRefusee):
            reunir(garde, garde, par=par, motif=MOTIF)

    @pytest.mark.parametrize("motif", ["", "   ", "Écrit à a@b.fr", "C’est Camille Duprez"])
    def test_a_reason_that_says_nobody(self, reunis, motif):
        with pytest.raises(ReunionRefusee):
            reunis(motif=motif)

    def test_twice(self, reunis):
        reunis()
        with pytest.raises(ReunionRefusee, match="n’est plus celui de personne"):
            reunis()

    def test_what_changed_since_it_was_read(self, reunis, garde, absorbe, par):
        lue = comparer(garde, absorbe, par=par).empreinte
        AffiliationFactory(personne=absorbe)
        with pytest.raises(ReunionRefusee, match="ont changé"):
            reunis(empreinte=lue)
        reunis(empreinte=comparer(garde, absorbe, par=par).empreinte)


class TestComparaison:
    def test_it_says_all_that_conflicts(self, garde, absorbe, par):
        commune = CollectiviteFactory(nom="Vernon")
        for personne in (garde, absorbe):
            AffiliationFactory(personne=personne, collectivite=commune)
            SocialAccount.objects.create(user=personne, provider="proconnect", uid=personne.email)
        Authenticator.objects.create(user=absorbe, type="totp", data={})
        absorbe.groups.add(Group.objects.get(name="Rédaction"))
        lue = comparer(garde, absorbe, par=par)
        dits = " ".join(lue.conflits)
        for mot in ("Vernon", "Les deux identités", "Seconde vérification", "«\u00a0Rédaction"):
            assert mot in dits
        assert ("affiliations", 1) in lue.passe and ("identités ProConnect", 1) in lue.passe
        assert ("rôles", 1) in lue.disparait

    def test_who_may_compare(self, garde, par):
        assert comparaison.peut_reunir(par, garde)
        assert not comparaison.peut_reunir(par, UserFactory(is_superuser=True))
        assert not comparaison.peut_reunir(UserFactory(groupe="Relecture"), garde)
