"""ProConnect when it fails, or when somebody speaks in its place: nobody enters, and it is said."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from communautes.comptes.evenements import noter
from communautes.comptes.models import EvenementDeConnexion, User
from communautes.comptes.proconnect import dialogue, refus
from tec_site.settings import env
from tests.communautes.comptes.allers_retours import chez_proconnect, est_entre, partir, revenir
from tests.communautes.comptes.fournisseur_oidc import PERSONNE
from tests.factories import UserFactory


def verifier_refus(client, reponse, cause: str, statut: int, phrase: str) -> None:
    page = reponse.content.decode()
    assert reponse.status_code == statut, page
    assert '<html lang="fr"' in page and phrase in page
    assert reverse("account_login") in page
    assert "no-store" in reponse["Cache-Control"]
    assert not est_entre(client)
    ligne = EvenementDeConnexion.objects.first()
    assert (ligne.evenement, ligne.cause) == ("refus", cause)


DOUTE = "n’a pas pu être vérifiée"
JETONS = [
    ("wrong issuer", {"iss": "https://ailleurs.example.org"}, "emetteur", 403, DOUTE),
    ("wrong audience", {"aud": "un-autre-service"}, "audience", 403, DOUTE),
    ("for another party", {"azp": "un-autre-service"}, "audience", 403, DOUTE),
    ("wrong nonce", {"nonce": "celui-d-une-autre-demande"}, "nonce", 403, DOUTE),
    ("no nonce", {"nonce": None}, "jeton_illisible", 403, DOUTE),
    ("expired", {"exp": 1_700_000_000}, "expiration", 400, "arrivée trop tard"),
    ("no expiry", {"exp": None}, "jeton_illisible", 403, DOUTE),
    ("from the future", {"iat": 4_000_000_000}, "expiration", 400, "arrivée trop tard"),
    ("nobody", {"sub": None}, "jeton_illisible", 403, DOUTE),
]
IDENTITES = [
    ("wrong issuer", {"iss": "https://ailleurs.example.org"}, "emetteur_identite", 403, DOUTE),
    ("wrong audience", {"aud": "un-autre-service"}, "audience_identite", 403, DOUTE),
    ("another person", {"sub": "sub-de-quelqu-un-d-autre"}, "autre_personne", 403, DOUTE),
    ("expired", {"exp": 1_700_000_000}, "expiration_identite", 400, "arrivée trop tard"),
]


class TestJeton:
    @pytest.mark.parametrize(
        ("fautes", "cause", "statut", "phrase"),
        [cas[1:] for cas in JETONS],
        ids=[cas[0] for cas in JETONS],
    )
    def test_that_is_not_for_us(
        self, client, fournisseur, par_proconnect, fautes, cause, statut, phrase
    ):
        fournisseur.jeton = fautes
        verifier_refus(client, par_proconnect(), cause, statut, phrase)
        assert not User.objects.exists()
        assert "GET /userinfo" not in fournisseur.requetes

    @pytest.mark.parametrize("algorithme", ["none", "HS256"])
    def test_signed_in_a_weaker_way(self, client, fournisseur, par_proconnect, algorithme):
        fournisseur.algorithme["jeton"] = algorithme
        verifier_refus(client, par_proconnect(), "signature", 403, DOUTE)

    def test_signed_by_another_key(self, client, fournisseur, par_proconnect):
        fournisseur.signe["jeton"] = "autre"
        verifier_refus(client, par_proconnect(), "signature", 403, DOUTE)

    def test_signed_by_a_key_that_nobody_publishes(
        self, client, fournisseur, par_proconnect, monkeypatch
    ):
        par_proconnect()
        client.logout()
        monkeypatch.setattr(fournisseur, "kid", "inconnue")
        verifier_refus(client, par_proconnect(), "signature", 403, DOUTE)
        assert fournisseur.requetes.count("GET /jwks") == 1  # asked a moment ago


class TestIdentite:
    @pytest.mark.parametrize(
        ("fautes", "cause", "statut", "phrase"),
        [cas[1:] for cas in IDENTITES],
        ids=[cas[0] for cas in IDENTITES],
    )
    def test_that_is_not_for_us(
        self, client, fournisseur, par_proconnect, fautes, cause, statut, phrase
    ):
        fournisseur.identite = fautes
        verifier_refus(client, par_proconnect(), cause, statut, phrase)
        assert not User.objects.exists()

    def test_signed_by_another_key(self, client, fournisseur, par_proconnect):
        fournisseur.signe["identite"] = "autre"
        verifier_refus(client, par_proconnect(), "signature_identite", 403, DOUTE)

    def test_not_signed_at_all(self, client, fournisseur, par_proconnect):
        fournisseur.algorithme["identite"] = "json"
        verifier_refus(client, par_proconnect(), "identite_illisible", 403, DOUTE)

    @pytest.mark.parametrize("sub", ["", "x" * 192, "a\x00b"], ids=["empty", "too long", "nul"])
    def test_whose_key_cannot_be_kept(self, client, fournisseur, par_proconnect, sub):
        fournisseur.personne["sub"] = sub
        verifier_refus(client, par_proconnect(), "identite_illisible", 403, DOUTE)

    @pytest.mark.parametrize("adresse", [None, "", "camille", 3])
    def test_of_an_unknown_person_without_address(
        self, client, fournisseur, par_proconnect, adresse
    ):
        fournisseur.personne["email"] = adresse
        verifier_refus(client, par_proconnect(), "sans_adresse", 403, "n’a pas transmis")
        assert not User.objects.exists()


class TestRetour:
    @pytest.mark.parametrize("question", ["", "state=inconnu&code=x", "state=&code=x", "code=x"])
    def test_that_nobody_asked_for(self, client, fournisseur, question):
        reponse = client.get(f"{reverse('proconnect_retour')}?{question}")
        verifier_refus(client, reponse, "etat", 400, "n’est plus valable")
        assert fournisseur.requetes == []

    def test_that_another_browser_asked_for(self, client, fournisseur):
        """Signing someone into an account that is not theirs."""
        adresse = chez_proconnect(partir(Client()))
        verifier_refus(client, revenir(client, adresse), "etat", 400, "n’est plus valable")

    def test_that_comes_twice(self, client, fournisseur):
        adresse = chez_proconnect(partir(client))
        revenir(client, adresse)
        client.logout()
        verifier_refus(client, revenir(client, adresse), "etat", 400, "n’est plus valable")

    def test_with_a_code_of_another_request(self, client, fournisseur):
        """The code goes with its challenge: one that is stolen is worth nothing here."""
        vole = chez_proconnect(partir(Client())).partition("code=")[2].partition("&")[0]
        bon = chez_proconnect(partir(client))
        code = bon.partition("code=")[2].partition("&")[0]
        reponse = revenir(client, bon.replace(code, vole))
        verifier_refus(client, reponse, "code_refuse", 400, "n’est plus valable")

    @pytest.mark.parametrize(
        ("erreur", "cause", "statut", "phrase"),
        [
            ("access_denied", "annulee", 403, "quitté ProConnect avant la fin"),
            ("server_error", "erreur_du_service", 503, "ne répond pas"),
            ("<script>", "erreur_du_service", 503, "ne répond pas"),
        ],
    )
    def test_with_an_error(self, client, fournisseur, erreur, cause, statut, phrase):
        fournisseur.erreur = erreur
        reponse = revenir(client, chez_proconnect(partir(client, "/ressources/")))
        verifier_refus(client, reponse, cause, statut, phrase)
        assert "next=%2Fressources%2F" in reponse.content.decode()
        assert "<script>" not in reponse.content.decode()

    def test_is_only_read(self, client, fournisseur):
        assert client.post(reverse("proconnect_retour")).status_code == 405


class TestCompteFerme:
    def test_that_proconnect_opened(self, client, fournisseur, par_proconnect):
        personne = UserFactory(is_active=False)
        SocialAccount.objects.create(user=personne, provider="proconnect", uid=PERSONNE["sub"])
        verifier_refus(client, par_proconnect(), "compte_ferme", 403, "Ce compte est fermé")
        assert EvenementDeConnexion.objects.first().personne == personne

    def test_that_has_the_address(self, client, fournisseur, par_proconnect):
        UserFactory(email=PERSONNE["email"], is_active=False)
        verifier_refus(client, par_proconnect(), "compte_ferme", 403, "Ce compte est fermé")
        assert User.objects.count() == 1 and not SocialAccount.objects.exists()


class TestPanne:
    @pytest.fixture(params=["fermee", "lente", "500", "texte", "renvoi"])
    def panne(self, request, monkeypatch):
        if request.param == "lente":
            monkeypatch.setattr(dialogue, "DELAIS", (2, 2))
        return request.param

    @pytest.mark.parametrize(
        ("chemin", "cause"),
        [("/token", "panne_jeton"), ("/jwks", "panne_cles"), ("/userinfo", "panne_identite")],
    )
    def test_on_the_way_back(self, client, fournisseur, panne, chemin, cause):
        fournisseur.pannes[chemin] = panne
        reponse = revenir(client, chez_proconnect(partir(client)))
        if (panne, chemin) == ("texte", "/userinfo"):
            cause, attendu = "identite_illisible", (403, DOUTE)  # a page is no signed answer
        else:
            attendu = (503, "ne répond pas")
        verifier_refus(client, reponse, cause, *attendu)

    def test_before_leaving(self, client, fournisseur, settings, panne):
        if panne == "fermee":
            settings.PROCONNECT = settings.PROCONNECT | {"url": "http://127.0.0.1:9"}
        fournisseur.pannes["/.well-known/openid-configuration"] = panne
        reponse = client.post(reverse("proconnect_depart"), {"next": "/ressources/"})
        verifier_refus(client, reponse, "panne_decouverte", 503, "ne répond pas")
        assert "next=%2Fressources%2F" in reponse.content.decode()

    def test_a_wrong_secret_is_no_fault_of_the_person(self, client, fournisseur, settings):
        settings.PROCONNECT = settings.PROCONNECT | {"client_secret": "un autre"}
        reponse = revenir(client, chez_proconnect(partir(client)))
        verifier_refus(client, reponse, "panne_jeton", 503, "ne répond pas")

    def test_is_not_kept(self, client, fournisseur, par_proconnect):
        fournisseur.pannes["/.well-known/openid-configuration"] = "500"
        client.post(reverse("proconnect_depart"))
        fournisseur.pannes.clear()
        par_proconnect()
        assert est_entre(client)

    def test_an_endless_answer_is_cut(self, client, fournisseur, monkeypatch):
        monkeypatch.setattr(dialogue, "TAILLE", 10)
        reponse = client.post(reverse("proconnect_depart"))
        verifier_refus(client, reponse, "panne_decouverte", 503, "ne répond pas")

    @pytest.mark.parametrize("document", ["[]", "{}", '{"issuer": 3}', "\x00"])
    def test_a_document_of_another_kind(self, client, fournisseur, monkeypatch, document):
        monkeypatch.setattr(dialogue, "_demander", lambda *args, **kwargs: document.encode())
        reponse = client.post(reverse("proconnect_depart"))
        verifier_refus(client, reponse, "panne_decouverte", 503, "ne répond pas")


class TestJournal:
    def test_every_cause_has_its_page(self):
        assert all(page.statut >= 400 for page in refus.PAGES.values())
        assert max(map(len, refus.PAGES)) <= 40

    def test_keeps_no_word_from_outside(self, client, fournisseur):
        client.get(f"{reverse('proconnect_retour')}?state=secret&error={PERSONNE['email']}")
        ligne = EvenementDeConnexion.objects.values().get()
        assert "secret" not in str(ligne) and PERSONNE["email"] not in str(ligne)
        for mot in (PERSONNE["email"], "Camille Durand", "x" * 41):
            with pytest.raises(ValueError, match="mots du code"):
                noter("refus", cause=mot)
            with pytest.raises(ValueError, match="mots du code"):
                noter("refus", porte=mot)

    def test_the_database_changes_no_line(self, db):
        ligne = noter("refus", personne=UserFactory(), cause="etat")
        with pytest.raises(DatabaseError), transaction.atomic():
            EvenementDeConnexion.objects.filter(pk=ligne.pk).update(cause="autre")
        with pytest.raises(DatabaseError), transaction.atomic():
            EvenementDeConnexion.objects.filter(pk=ligne.pk).update(personne=UserFactory())

    def test_a_line_outlives_the_account(self, db):
        ligne = noter("connexion", personne=(personne := UserFactory()))
        personne.delete()
        ligne.refresh_from_db()
        assert ligne.personne is None

    def test_one_machine_does_not_fill_it(self, client, fournisseur, monkeypatch):
        monkeypatch.setattr(refus, "LIGNES_PAR_MACHINE", 2)
        statuts = {client.get(reverse("proconnect_retour")).status_code for _ in range(5)}
        assert statuts == {400} and EvenementDeConnexion.objects.count() == 2


class TestReglages:
    ENTIERS = {
        "PROCONNECT_CLIENT_ID": "a",
        "PROCONNECT_CLIENT_SECRET": "b",
        "PROCONNECT_URL": "https://proconnect.example.org/api/v2",
    }

    @pytest.fixture(autouse=True)
    def _vide(self, monkeypatch):
        for nom in self.ENTIERS:
            monkeypatch.delenv(nom, raising=False)

    def declarer(self, monkeypatch, **valeurs) -> dict:
        for nom, valeur in (self.ENTIERS | valeurs).items():
            monkeypatch.setenv(nom, valeur)
        return env.proconnect()

    def test_nothing_is_declared(self):
        assert env.proconnect() == {}

    def test_everything_is_declared(self, monkeypatch):
        assert self.declarer(monkeypatch)["client_id"] == "a"

    @pytest.mark.parametrize("nom", ENTIERS)
    def test_half_declared_does_not_start(self, monkeypatch, nom):
        with pytest.raises(ImproperlyConfigured, match=nom):
            self.declarer(monkeypatch, **{nom: ""})

    def test_wants_https(self, monkeypatch):
        with pytest.raises(ImproperlyConfigured, match="https"):
            self.declarer(monkeypatch, PROCONNECT_URL="http://proconnect.example.org")

    def test_the_document_may_be_named_whole(self, settings):
        from communautes.comptes.proconnect.reglages import adresse_de_decouverte

        document = "https://p.example.org/api/v2/.well-known/openid-configuration"
        for url in (document, "https://p.example.org/api/v2", "https://p.example.org/api/v2/"):
            settings.PROCONNECT = {"url": url}
            assert adresse_de_decouverte() == document
