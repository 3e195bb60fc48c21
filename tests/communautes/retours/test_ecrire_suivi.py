"""Following a retour: its state, what is asked, what is missing; each button."""

import pytest
from django.test import Client
from django.urls import reverse

from communautes.comptes.affiliations.models import Niveau
from communautes.retours import services
from communautes.retours.models import CollectiviteAuteure, Remarque, RetourExperience
from communautes.retours.services.ecriture import brouillon_de
from communautes.retours.views import suivi
from communautes.territoires.forms import cle_de
from tests.factories import AffiliationFactory, CollectiviteFactory
from tests.factories.retours import RetourFactory, relecteur

pytestmark = pytest.mark.django_db


def navigateur(personne) -> Client:
    client = Client()
    client.force_login(personne)
    return client


def auteur_de(retour) -> Client:
    return navigateur(retour.parcours.auteur)


def relu(retour) -> RetourExperience:
    return RetourExperience.objects.select_related("parcours").get(pk=retour.pk)


def suivre(client: Client, retour) -> str:
    reponse = client.get(reverse("retours:suivi", args=[retour.pk]))
    assert reponse.status_code == 200 and "no-store" in reponse["Cache-Control"]
    return reponse.text


def faire(client: Client, vue: str, cle: int, **donnees):
    return client.post(reverse(f"retours:{vue}", args=[cle]), donnees, follow=True)


def modifier(retour, **champs) -> None:
    brouillon = brouillon_de(relu(retour))
    for champ, valeur in champs.items():
        setattr(brouillon, champ, valeur)
    services.enregistrer(brouillon, par=retour.parcours.auteur)


class TestSuivi:
    @pytest.mark.parametrize(
        ("etat", "phrase", "bouton"),
        [
            ("brouillon", "finissez de l’écrire", "Envoyer à l’ANCT"),
            ("soumis", "L’ANCT va le relire", "Reprendre ce retour"),
            ("en_relecture", "le relit en ce moment", "Reprendre ce retour"),
            ("a_completer", "vous demande de compléter", "Envoyer à l’ANCT"),
            ("publie", "Tout le monde le lit", "Modifier ce retour"),
            ("archive", "n’est plus proposé", "Sortir des archives"),
            ("retire", "a été retiré", "Envoyer à l’ANCT"),
        ],
    )
    def test_each_state_says_whose_turn_it_is(self, etat, phrase, bouton):
        retour = RetourFactory(etat=etat)
        page = suivre(auteur_de(retour), retour)
        assert phrase in page and bouton in page

    def test_what_is_missing_leads_to_its_step(self):
        retour = RetourFactory(etat="brouillon", echecs="", themes=[])
        page = suivre(auteur_de(retour), retour)
        for etape in ("echecs", "themes"):
            assert reverse("retours:ecrire", args=[retour.pk, etape]) in page
        assert "Envoyer à l’ANCT" not in page
        page = faire(auteur_de(retour), "envoyer", retour.pk).text
        assert "Il manque encore quelque chose" in page

    def test_what_is_asked_leads_to_its_step_and_is_shown_there(self):
        retour = RetourFactory(etat="soumis")
        services.prendre(retour, par=relecteur())
        remarques = {"fait": "Combien de soirs ?", "": "Bravo.", "themes_lies": "Un second ?"}
        services.demander_de_completer(retour, par=relecteur(), remarques=remarques)
        client = auteur_de(retour)
        page = suivre(client, retour)
        assert page.index("Bravo.") < page.index("Combien de soirs ?")
        for etape, dit in (("fait", "Combien de soirs ?"), ("themes", "Un second ?")):
            url = reverse("retours:ecrire", args=[retour.pk, etape])
            assert url in page and dit in client.get(url).text
        assert (
            "Combien" not in client.get(reverse("retours:ecrire", args=[retour.pk, "titre"])).text
        )

    def test_what_is_asked_of_a_step_of_the_other_version_is_one_of_its_steps(self):
        retour = RetourFactory(etat="soumis", format="court")
        remarques = {"moyens": "Combien cela a-t-il coûté ?"}
        services.demander_de_completer(retour, par=relecteur(), remarques=remarques)
        page = auteur_de(retour).get(reverse("retours:ecrire", args=[retour.pk, "moyens"])).text
        assert "sur 6" in page and remarques["moyens"] in page

    def test_the_list_says_what_waits_and_costs_the_same_for_3_or_9(self, count_queries):
        affiliation = AffiliationFactory()
        client = navigateur(affiliation.personne)
        for _n in range(3):
            RetourFactory(etat="brouillon", affiliation=affiliation)
        peu = count_queries(client.get, reverse("retours:les_miens"))
        for _n in range(3):
            RetourFactory(etat="brouillon", affiliation=affiliation)
            retour = RetourFactory(etat="brouillon")
            services.inviter(retour, affiliation.collectivite, par=retour.parcours.auteur)
        assert count_queries(client.get, reverse("retours:les_miens")) == peu
        page = client.get(reverse("retours:les_miens")).text
        assert page.count("est invitée à le signer") == 3 and "9 retours" in page

    def test_the_texts_of_one_page_alone_are_read(self, monkeypatch):
        affiliation = AffiliationFactory()
        retours = [RetourFactory(etat="brouillon", affiliation=affiliation) for _n in range(5)]
        monkeypatch.setattr(suivi, "PAR_PAGE", 2)
        lus, charger = [], RetourExperience.from_db

        def from_db(base, champs, valeurs):
            lus.append("fait" in champs)
            return charger(base, champs, valeurs)

        monkeypatch.setattr(RetourExperience, "from_db", from_db)
        client, adresse = navigateur(affiliation.personne), reverse("retours:les_miens")
        vus = [client.get(adresse, {"page": page}).context["lignes"] for page in (1, 2, 3)]
        attendus = [retour.pk for retour in reversed(retours)]
        assert [une["retour"].pk for page in vus for une in page] == attendus
        assert [len(page) for page in vus] == [2, 2, 1] and lus.count(True) == 5

    def test_a_page_costs_the_same_whoever_signs_and_whatever_is_asked(self, count_queries):
        retour = RetourFactory(etat="a_completer")
        client = auteur_de(retour)
        pages = [
            reverse("retours:suivi", args=[retour.pk]),
            *(reverse("retours:ecrire", args=[retour.pk, e]) for e in ("fait", "signatures")),
        ]
        peu = [count_queries(client.get, page) for page in pages]
        for _n in range(4):
            services.inviter(retour, CollectiviteFactory(), par=retour.parcours.auteur)
        anct = relecteur()
        for champ in ("titre", "contexte", "moyens"):
            Remarque.objects.create(retour=retour, champ=champ, texte="Pourquoi ?", par=anct)
        assert [count_queries(client.get, page) for page in pages] == peu
        assert max(peu) <= 25  # the version that ANCT read when it asked is one of them

    def test_what_one_has_left_is_listed_no_more(self):
        retour = RetourFactory(etat="brouillon")
        client = auteur_de(retour)
        affiliation = retour.parcours.auteur.affiliations.get()
        type(affiliation).objects.filter(pk=affiliation.pk).update(
            statut="quittee", close_le="2026-01-01T00:00Z"
        )
        assert retour.titre not in client.get(reverse("retours:les_miens")).text

    def test_the_preview_is_for_no_engine_and_no_cache(self):
        retour = RetourFactory()
        modifier(retour, fait="Une autre façon de dire tout cela, très différente.")
        reponse = auteur_de(retour).get(reverse("retours:apercu", args=[retour.pk]))
        assert "Une autre façon" in reponse.text and "Aperçu" in reponse.text
        assert "noindex" in reponse["X-Robots-Tag"] and "no-store" in reponse["Cache-Control"]
        assert '<meta name="robots" content="noindex, nofollow">' in reponse.text


class TestEnvoyer:
    def test_sent_taken_back_sent_again(self):
        retour = RetourFactory(etat="brouillon")
        client = auteur_de(retour)
        assert "envoyé à l’ANCT" in faire(client, "envoyer", retour.pk).text
        assert relu(retour).parcours.preparation == "soumis"
        assert "de nouveau un brouillon" in faire(client, "reprendre", retour.pk).text
        faire(client, "envoyer", retour.pk)
        faire(client, "envoyer", retour.pk)
        assert relu(retour).parcours.preparation == "soumis"

    def test_completed_and_sent_again(self):
        retour = RetourFactory(etat="a_completer")
        modifier(retour, fait="Trente-deux soirs.")
        faire(auteur_de(retour), "envoyer", retour.pk)
        assert relu(retour).parcours.preparation == "soumis"
        assert not Remarque.objects.ouvertes().exists()

    def test_form_alone_is_published_at_once(self):
        retour = RetourFactory(contexte="Le quartié manquait d’ombre, et les enfants de place.")
        modifier(retour, contexte="Le quartier manquait d’ombre, et les enfants de place.")
        client = auteur_de(retour)
        assert "Publier la correction" in suivre(client, retour)
        assert "correction est publiée" in faire(client, "corriger", retour.pk).text
        assert relu(retour).contexte.startswith("Le quartier")

    def test_the_rest_is_sent_to_review(self):
        retour = RetourFactory()
        modifier(retour, resultats="- 900 entrées")
        client = auteur_de(retour)
        page = suivre(client, retour)
        assert "Envoyer vos changements" in page and "Publier la correction" not in page
        assert "au-delà de la forme" in faire(client, "corriger", retour.pk).text
        faire(client, "envoyer", retour.pk)
        assert "640" in relu(retour).resultats
        assert "avec des changements (soumis)" in suivre(client, retour)

    def test_while_anct_asks_to_complete_nothing_goes_round_it(self):
        retour = RetourFactory(contexte="Le quartié manquait d’ombre, et les enfants de place.")
        modifier(retour, resultats="- 900 entrées")
        services.soumettre(retour, par=retour.parcours.auteur)
        remarques = {"resultats": "Comptées comment ?"}
        services.demander_de_completer(retour, par=relecteur(), remarques=remarques)
        modifier(retour, resultats=relu(retour).resultats)
        assert "au-delà de la forme" in faire(auteur_de(retour), "corriger", retour.pk).text


class TestRetirer:
    def test_with_a_reason(self):
        retour = RetourFactory()
        client = auteur_de(retour)
        reponse = faire(client, "retirer", retour.pk, motif="")
        assert reponse.status_code == 422 and "Dites pourquoi" in reponse.text
        assert "est retiré" in faire(client, "retirer", retour.pk, motif="L’école a fermé.").text
        assert relu(retour).parcours.est_retire
        assert Client().get(retour.get_absolute_url()).status_code == 410

    def test_archived_and_back(self):
        retour = RetourFactory()
        faire(auteur_de(retour), "archiver", retour.pk)
        assert relu(retour).parcours.est_archive
        faire(auteur_de(retour), "desarchiver", retour.pk)
        assert not relu(retour).parcours.est_archive

    def test_a_draft_is_deleted_not_what_was_read(self):
        retour = RetourFactory(etat="brouillon")
        reponse = faire(auteur_de(retour), "supprimer", retour.pk)
        assert reponse.redirect_chain == [(reverse("retours:les_miens"), 302)]
        assert not RetourExperience.objects.exists()
        publie = RetourFactory()
        assert "jamais publié" in faire(auteur_de(publie), "supprimer", publie.pk).text
        assert "Supprimer ce brouillon" not in suivre(auteur_de(publie), publie)


class TestSigner:
    @pytest.fixture
    def retour(self):
        return RetourFactory(etat="brouillon")

    @pytest.fixture
    def invitee(self, retour):
        return AffiliationFactory(personne__first_name="Inès")

    def inviter(self, retour, lieu):
        donnees = {"collectivite": lieu.intitule, "collectivite_cle": cle_de(lieu)}
        return faire(auteur_de(retour), "inviter", retour.pk, **donnees)

    def test_invited_it_says_yes_then_goes_away(self, retour, invitee):
        assert "est invitée à signer" in self.inviter(retour, invitee.collectivite).text
        ligne = retour.auteures.get(principale=False)
        client = navigateur(invitee.personne)
        assert retour.titre in client.get(reverse("retours:les_miens")).text
        page = suivre(client, retour)
        assert "Signer ce retour" in page and "Envoyer à l’ANCT" not in page
        assert "signe ce retour" in faire(client, "signer", ligne.pk, oui="1").text
        assert CollectiviteAuteure.objects.get(pk=ligne.pk).signe
        assert "Retirer notre signature" in suivre(client, retour)
        assert "ne signe plus" in faire(client, "se_desengager", ligne.pk).text
        assert client.get(reverse("retours:suivi", args=[retour.pk])).status_code == 404

    def test_invited_it_says_no(self, retour, invitee):
        self.inviter(retour, invitee.collectivite)
        ligne = retour.auteures.get(principale=False)
        reponse = faire(navigateur(invitee.personne), "signer", ligne.pk, oui="0")
        assert reponse.redirect_chain == [(reverse("retours:les_miens"), 302)]
        assert retour.titre not in reponse.text
        assert "ne signe pas" in suivre(auteur_de(retour), retour)

    def test_asked_by_mistake_it_reads_nothing_more(self, retour, invitee):
        self.inviter(retour, invitee.collectivite)
        ligne, auteur = retour.auteures.get(principale=False), auteur_de(retour)
        assert "Annuler l’invitation" in suivre(auteur, retour)
        lectrice = navigateur(invitee.personne)
        assert "Annuler l’invitation" not in suivre(lectrice, retour)
        assert faire(lectrice, "desinviter", ligne.pk).status_code == 200
        assert retour.auteures.count() == 2
        assert "elle ne lit plus ce retour" in faire(auteur, "desinviter", ligne.pk).text
        assert lectrice.get(reverse("retours:suivi", args=[retour.pk])).status_code == 404
        assert retour.titre not in lectrice.get(reverse("retours:les_miens")).text
        for qui, acte in ((auteur, "desinviter"), (lectrice, "signer")):  # twice; from an old page
            dit = faire(qui, acte, ligne.pk, oui="1")
            assert dit.redirect_chain == [(reverse("retours:les_miens"), 302)]
            assert "Cette invitation a été annulée, ou a déjà sa réponse." in dit.text
        assert "est invitée à signer" in self.inviter(retour, invitee.collectivite).text

    def test_once_it_signs_it_is_not_uninvited(self, retour, invitee):
        self.inviter(retour, invitee.collectivite)
        ligne = retour.auteures.get(principale=False)
        services.repondre(ligne, par=invitee.personne, oui=True)
        page = faire(auteur_de(retour), "desinviter", ligne.pk).text
        assert "a déjà répondu" in page and retour.auteures.count() == 2

    @pytest.mark.parametrize("oui", ["1", "0"])
    def test_its_answer_says_who_and_what(
        self, retour, invitee, oui, relever, django_capture_on_commit_callbacks
    ):
        self.inviter(retour, invitee.collectivite)
        ligne = retour.auteures.get(principale=False)
        with django_capture_on_commit_callbacks(execute=True):
            faire(navigateur(invitee.personne), "signer", ligne.pk, oui=oui)
        (lettre,) = [un for un in relever() if un.to == [retour.parcours.auteur.email]]
        dit = "signe" if oui == "1" else "ne signe pas"
        attendu = f"{invitee.collectivite.nom} {dit} «\xa0{retour.titre}\xa0»"
        assert attendu in lettre.subject + lettre.body

    def test_nobody_answers_for_another(self, retour, invitee):
        self.inviter(retour, invitee.collectivite)
        ligne = retour.auteures.get(principale=False)
        declaree = AffiliationFactory(collectivite=invitee.collectivite, niveau=Niveau.DECLAREE)
        for autre in (declaree.personne, retour.parcours.auteur, AffiliationFactory().personne):
            dit = faire(navigateur(autre), "signer", ligne.pk, oui="1")
            assert dit.redirect_chain == [(reverse("retours:les_miens"), 302)]
            assert "Cette invitation a été annulée" in dit.text
        ligne.refresh_from_db()
        assert not ligne.signe

    def test_a_name_that_nobody_bears_comes_back(self, retour):
        reponse = faire(auteur_de(retour), "inviter", retour.pk, collectivite="Xyzzy")
        assert reponse.status_code == 422 and 'value="Xyzzy"' in reponse.text

    def test_a_name_that_several_bear_asks_which_one_is_invited(self, retour):
        for departement in ("01", "29"):
            CollectiviteFactory(nom="Toulx", departement=departement)
        reponse = faire(auteur_de(retour), "inviter", retour.pk, collectivite="Toulx")
        assert reponse.status_code == 422 and "choisissez la vôtre" not in reponse.text
        assert "laquelle invitez-vous" in reponse.text

    def test_who_only_signs_invites_nobody(self, retour, invitee):
        self.inviter(retour, invitee.collectivite)
        lieu = AffiliationFactory().collectivite
        donnees = {"collectivite": lieu.intitule, "collectivite_cle": cle_de(lieu)}
        reponse = faire(navigateur(invitee.personne), "inviter", retour.pk, **donnees)
        assert reponse.status_code == 422 and retour.auteures.count() == 2
