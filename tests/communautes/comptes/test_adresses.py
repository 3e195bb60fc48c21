"""An address that looks like another one's is another mailbox: neither door takes it for it."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from communautes.comptes.models import DemandeDeConnexion, User
from communautes.notifications.models import Courriel
from home.courriels import canonique, canonique_ou_rien
from tests.communautes.comptes.allers_retours import est_entre
from tests.courrier import code_recu
from tests.factories import UserFactory

VRAIE = "administration@mairie-exemple.org"
AVEC_ACCENT = "agent@mairie-évry.example.org"
# Of the real one: another mailbox, that its owner may have bought.
AUTRES = {
    "dotless i, domain": "administration@maırie-exemple.org",
    "cyrillic a, domain": "administration@mаirie-exemple.org",
}
REFUSEES = {
    "dotless i": "admınistration@mairie-exemple.org",
    "long s": "adminiſtration@mairie-exemple.org",
    "kelvin": "ad\u212ain@mairie-exemple.org",
    "full width": "ａｄｍｉｎ@mairie-exemple.org",
    "capital dotted i": "admİnistration@mairie-exemple.org",
    "mixed scripts": "аdministration@mairie-exemple.org",
    "accent": "andré@mairie-exemple.org",
    "long s, domain": "administration@mairie-exemple.orgſ.org",
    "full width, domain": "administration@ｍairie-exemple.org",
    "kelvin, domain": "administration@\u212aairie-exemple.org",
    "capital dotted i, domain": "administration@maİrie-exemple.org",
    "sharp s, domain": "administration@straße.example.org",
    "quotes": '"administration"@mairie-exemple.org',
    "line break": "administration@mairie-exemple.org\n.fr",
    "NUL": "administration\x00@mairie-exemple.org",
    "too long": f"{'a' * 60}@{'.'.join(['b' * 60] * 4)}.fr",
}
toutes = {**AUTRES, **REFUSEES}


def demander(client, email: str):
    return client.post(reverse("account_login"), {"email": email})


def saisir(client):
    return client.post(reverse("account_confirm_login_code"), {"code": code_recu()})


class TestCanonique:
    @pytest.mark.parametrize(
        ("ecrite", "forme"),
        [
            ("  Agent@Commune.FR ", "agent@commune.fr"),
            (AVEC_ACCENT, "agent@xn--mairie-vry-h7a.example.org"),
            ("AGENT@MAIRIE-ÉVRY.example.org", "agent@xn--mairie-vry-h7a.example.org"),
            ("a.b+c@x-y.example.org", "a.b+c@x-y.example.org"),
        ],
    )
    def test_has_one_form(self, ecrite, forme):
        assert canonique(ecrite) == forme == canonique(forme)

    @pytest.mark.parametrize("adresse", REFUSEES.values(), ids=REFUSEES)
    def test_refuses_what_has_none(self, adresse):
        with pytest.raises(ValidationError):
            canonique(adresse)
        assert canonique_ou_rien(adresse) == ""

    @pytest.mark.parametrize("adresse", ["", "a", "@", "a@", "@x.fr", "a@x", "a b@x.fr", "a@.fr"])
    def test_refuses_what_is_not_whole(self, adresse):
        with pytest.raises(ValidationError, match="n’est pas complète"):
            canonique(adresse)


class TestParCode:
    @pytest.mark.parametrize("adresse", REFUSEES.values(), ids=REFUSEES)
    def test_a_look_alike_is_refused_in_words_and_nothing_leaves(self, client, db, adresse):
        UserFactory(email=VRAIE)
        reponse = demander(client, adresse)
        assert reponse.status_code == 200
        assert "fr-error-text" in reponse.content.decode()
        assert not Courriel.objects.exists() and not DemandeDeConnexion.objects.exists()

    def test_says_what_to_do_about_an_accent(self, client, db):
        assert "sans accent" in demander(client, "andré@commune.fr").content.decode()

    @pytest.mark.parametrize("premiere", ["the real one", "the other one"])
    @pytest.mark.parametrize("adresse", AUTRES.values(), ids=AUTRES)
    def test_another_mailbox_opens_another_account(self, client, db, adresse, premiere):
        ordre = [VRAIE, adresse] if premiere == "the real one" else [adresse, VRAIE]
        deja = UserFactory(email=ordre[0])
        demander(client, ordre[1])
        [destinataire] = Courriel.objects.latest("pk").destinataires
        assert destinataire == canonique(ordre[1])
        saisir(client)
        assert est_entre(client)
        assert client.session["_auth_user_id"] != str(deja.pk)

    def test_the_case_and_the_accent_of_a_domain_change_nothing(self, client, db):
        personne = UserFactory(email=AVEC_ACCENT)
        demander(client, "Agent@MAIRIE-ÉVRY.example.org")
        saisir(client)
        assert client.session["_auth_user_id"] == str(personne.pk)


class TestParProConnect:
    @pytest.mark.parametrize("adresse", AUTRES.values(), ids=AUTRES)
    def test_another_mailbox_opens_another_account(
        self, client, fournisseur, par_proconnect, adresse
    ):
        vraie = UserFactory(email=VRAIE)
        fournisseur.personne |= {"email": adresse}
        par_proconnect()
        assert est_entre(client) and client.session["_auth_user_id"] != str(vraie.pk)

    @pytest.mark.parametrize("nom", ["dotless i", "long s", "kelvin, domain", "full width"])
    def test_what_has_no_form_is_refused(self, client, fournisseur, par_proconnect, nom):
        UserFactory(email=VRAIE)
        fournisseur.personne |= {"email": REFUSEES[nom]}
        reponse = par_proconnect()
        assert reponse.status_code == 403
        assert "d’adresse électronique que le portail accepte" in reponse.content.decode()
        assert not est_entre(client) and User.objects.count() == 1

    def test_the_same_one_written_otherwise_is_the_same(self, fournisseur, par_proconnect):
        UserFactory(email=AVEC_ACCENT)
        fournisseur.personne |= {"email": "AGENT@mairie-évry.example.org"}
        assert par_proconnect().url.startswith(reverse("account_confirm_login_code"))
        assert User.objects.count() == 1


class TestEnBase:
    @pytest.mark.parametrize("adresse", ["Agent@x.fr", "agént@x.fr", "a b@x.fr", "a\n@x.fr", ""])
    def test_nothing_else_is_written(self, db, adresse):
        personne = UserFactory()
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.filter(pk=personne.pk).update(email=adresse)

    def test_the_manager_finds_to_the_letter(self, db):
        personne = UserFactory(email=VRAIE)
        assert User.objects.get_by_natural_key(VRAIE.upper()) == personne
        for adresse in toutes.values():
            with pytest.raises(User.DoesNotExist):
                User.objects.get_by_natural_key(adresse)

    def test_the_first_account_too(self, db):
        with pytest.raises(CommandError, match="sans accent"):
            call_command("createsuperuser", "--noinput", email=REFUSEES["dotless i"], verbosity=0)

    def test_accounts_from_before_are_written_again_or_closed(self, db):
        migration = import_module("communautes.comptes.migrations.0012_adresses_ecrites_autrement")
        lignes = {UserFactory().pk: adresse for adresse in (VRAIE, AVEC_ACCENT, *toutes.values())}
        with connection.cursor() as curseur:
            curseur.execute("SET CONSTRAINTS ALL IMMEDIATE")
            curseur.execute("ALTER TABLE comptes_user DROP CONSTRAINT comptes_user_email_canonique")
        for pk, adresse in lignes.items():
            if "\x00" not in adresse and len(adresse) <= 254:
                User.objects.filter(pk=pk).update(email=adresse)
        migration.ecrire_autrement(apps, None)
        ouvertes = {p.pk: p.email for p in User.objects.filter(is_active=True)}
        for pk, adresse in lignes.items():
            if canonique_ou_rien(adresse):
                assert ouvertes[pk] == canonique(adresse)
        fermees = get_user_model().objects.filter(is_active=False)
        assert (
            fermees.filter(email__endswith="@adresse-refusee.invalid").count() == len(fermees) > 5
        )


class TestDansLAdministration:
    @pytest.fixture
    def fiche(self, client, db):
        client.force_login(UserFactory(groupe="Administration"))

        def _fiche(personne, email: str):
            url = reverse("personnes_adresse", args=[personne.pk])
            return client.post(url, {"nouvelle": email, "motif": "Boîte fermée"})

        return _fiche

    def test_an_address_is_kept_in_its_only_form(self, fiche):
        personne = UserFactory()
        assert fiche(personne, "Prune@MAIRIE-ÉVRY.example.org").status_code == 302
        personne.refresh_from_db()
        assert personne.email == "prune@xn--mairie-vry-h7a.example.org"

    @pytest.mark.parametrize("adresse", [REFUSEES["dotless i"], REFUSEES["full width, domain"]])
    def test_a_look_alike_is_refused(self, fiche, adresse):
        personne = UserFactory()
        assert fiche(personne, adresse).status_code == 200
        personne.refresh_from_db()
        assert personne.email != adresse

    def test_the_address_of_another_is_refused_whatever_its_case(self, fiche):
        UserFactory(email=VRAIE)
        reponse = fiche(UserFactory(), VRAIE.upper())
        assert "ouvre déjà un compte" in reponse.content.decode()

    @pytest.mark.parametrize("adresse", [REFUSEES["dotless i"], "Prune@MAIRIE-ÉVRY.example.org"])
    def test_a_new_account_as_well(self, client, fiche, adresse):
        """Refused, or kept in its only form."""
        donnees = {"email": adresse, "first_name": "Prune", "last_name": "Bas"}
        client.post(reverse("wagtailusers_users:add"), donnees)
        attendue = {"prune@xn--mairie-vry-h7a.example.org"} if adresse.startswith("P") else set()
        assert set(User.objects.filter(last_name="Bas").values_list("email", flat=True)) == attendue


class TestSuite:
    @pytest.mark.parametrize("suite", ["/a\x00b", "/a\nb", "/" + "a" * 3000])
    def test_an_address_that_cannot_be_kept_is_forgotten(self, client, db, suite):
        UserFactory(email=VRAIE)
        reponse = client.post(reverse("account_login"), {"email": VRAIE, "next": suite})
        assert reponse.status_code == 302
        assert DemandeDeConnexion.objects.get().suite == ""
