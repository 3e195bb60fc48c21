"""The agenda, a meeting's page and its buttons, as people use them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from communautes.adhesions.services import archiver
from communautes.agenda import services
from communautes.agenda.models import DecisionDeRencontre, Participation, Rencontre
from tests.factories import (
    AdhesionFactory,
    CommunautePageFactory,
    ParticipationFactory,
    RencontreFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LISTE = "/agenda/"


def formulaire(**change) -> dict:
    jour = (timezone.localdate() + timedelta(days=20)).isoformat()
    return {
        "titre": "Compter les voix",
        "jour": jour,
        "heure_debut": "11:00",
        "heure_fin": "12:30",
        "jour_fin": "",
        "fuseau": "Europe/Paris",
        "lieu": "Mairie",
        "lien": "",
        "inscription": "libre",
        "capacite": "",
        "audience": "tous",
        "texte": "Trois méthodes",
    } | change


class TestAgenda:
    def test_is_by_month_and_the_past_is_apart(self, client):
        RencontreFactory(titre="À venir bientôt")
        RencontreFactory(titre="Déjà tenue", passee=True)
        lue, passees = client.get(LISTE).text, client.get(f"{LISTE}?quand=passees").text
        assert "À venir bientôt" in lue and "Déjà tenue" not in lue
        assert "Déjà tenue" in passees and "À venir bientôt" not in passees

    def test_empty(self, client):
        assert "Aucune rencontre n’est annoncée" in client.get(LISTE).text
        assert "Retirer les filtres" in client.get(f"{LISTE}?format=distance").text

    @pytest.mark.parametrize("question", ["?format=x", "?communaute=%00", "?page=zut", "?quand=1"])
    def test_what_is_not_understood_is_not_asked(self, client, question):
        RencontreFactory(titre="Compter")
        assert "Compter" in client.get(LISTE + question).text

    def test_filters(self, client):
        communaute = CommunautePageFactory(title="Budgets")
        RencontreFactory(titre="Loin", lien="https://visio.example.org/a", lieu="")
        RencontreFactory(titre="Pres", communaute=communaute)
        assert "Loin" not in client.get(f"{LISTE}?format=place").text
        assert "Pres" not in client.get(f"{LISTE}?format=distance").text
        assert "Loin" not in client.get(f"{LISTE}?communaute={communaute.slug}").text
        theme = communaute.themes_lies.first().theme.slug
        assert "Pres" in client.get(f"{LISTE}?theme={theme}").text

    def test_costs_the_same_whatever_there_is(self, client, count_queries):
        RencontreFactory(communaute=CommunautePageFactory())
        peu = count_queries(client.get, LISTE)
        for _ in range(6):
            RencontreFactory(communaute=CommunautePageFactory())
        assert count_queries(client.get, LISTE) == peu <= 12

    def test_pages_keep_the_filters(self, client):
        for _ in range(21):
            RencontreFactory()
        assert "?format=place&amp;page=2" in client.get(f"{LISTE}?format=place").text

    def test_the_navigation_has_it_once_there_is_something(self, client):
        assert 'href="/agenda/"' not in client.get("/contact/").text
        RencontreFactory()
        assert 'href="/agenda/"' in client.get("/contact/").text

    def test_in_english(self, client):
        RencontreFactory(titre="Compter")
        assert 'lang="fr">Compter' in client.get("/en/agenda/").text

    def test_the_home_page_says_the_next_one(self, client):
        RencontreFactory(titre="La prochaine")
        assert "La prochaine" in client.get("/").text


class TestUneRencontre:
    def test_its_hour_has_its_zone(self, client):
        debut = datetime(2027, 12, 8, 10, tzinfo=UTC)
        rencontre = RencontreFactory(debut=debut)
        lue = client.get(rencontre.get_absolute_url()).text
        assert "mercredi 8 décembre 2027, de 11\u00a0h à 13\u00a0h (heure de Paris)" in lue

    def test_overseas_both_hours(self, client):
        debut = datetime(2027, 12, 8, 20, tzinfo=UTC)
        rencontre = RencontreFactory(debut=debut, fuseau="Indian/Reunion")
        lue = client.get(rencontre.get_absolute_url()).text
        assert "jeudi 9 décembre 2027, de 0\u00a0h à 2\u00a0h (heure de La Réunion)" in lue
        assert "soit le mercredi 8 décembre 2027, 21\u00a0h à Paris" in lue

    def test_costs_the_same_whoever_comes(self, client, count_queries, membre, communaute):
        rencontre = RencontreFactory(communaute=communaute)
        client.force_login(membre)
        peu = count_queries(client.get, rencontre.get_absolute_url())
        for _ in range(5):
            ParticipationFactory(rencontre=rencontre)
        assert count_queries(client.get, rencontre.get_absolute_url()) == peu <= 18

    def test_the_link_is_for_who_comes(self, client, personne):
        lien = "https://visio.example.org/secret"
        rencontre = RencontreFactory(lieu="", lien=lien, capacite=1)
        page = rencontre.get_absolute_url()
        client.force_login(personne)
        assert lien not in client.get(page).text
        services.inscrire(rencontre, par=personne)
        assert lien in client.get(page).text
        autre = UserFactory(first_name="A", last_name="B")
        services.inscrire(rencontre, par=autre)
        client.force_login(autre)
        assert lien not in client.get(page).text

    def test_without_registration_who_reads_has_the_link(self, client):
        lien = "https://visio.example.org/ouvert"
        rencontre = RencontreFactory(lieu="", lien=lien, inscription="sans")
        assert lien in client.get(rencontre.get_absolute_url()).text

    def test_coming_waiting_and_withdrawing(self, client, personne):
        rencontre = RencontreFactory(capacite=1)
        page = rencontre.get_absolute_url()
        assert "Se connecter pour s’inscrire" in client.get(page).text
        client.force_login(personne)
        lue = client.post(reverse("agenda:inscrire", args=[rencontre.pk]), follow=True).text
        assert "Vous êtes inscrit·e" in lue
        autre = UserFactory(first_name="A", last_name="B")
        client.force_login(autre)
        assert "liste d’attente" in client.get(page).text
        lue = client.post(reverse("agenda:inscrire", args=[rencontre.pk]), follow=True).text
        assert "Votre rang\u00a0: 1" in lue
        client.force_login(personne)
        client.post(reverse("agenda:se_retirer", args=[rencontre.pk]))
        assert Participation.objects.get(personne=autre).est_inscrite

    def test_markup_is_text(self, client):
        rencontre = RencontreFactory(titre="<b>x</b>", texte="<script>alert(1)</script>")
        lue = client.get(rencontre.get_absolute_url()).text
        assert "<b>x" not in lue and "<script>alert" not in lue

    def test_a_cancelled_one_says_why(self, client):
        rencontre = RencontreFactory(annulee=True)
        assert "Salle prise" in client.get(rencontre.get_absolute_url()).text

    def test_on_the_page_of_its_community(self, client, communaute, membre, count_queries):
        RencontreFactory(communaute=communaute, audience="membres", titre="Entre nous")
        assert "Entre nous" not in client.get(communaute.url).text
        client.force_login(membre)
        assert "Entre nous" in client.get(communaute.url).text
        assert count_queries(client.get, communaute.url) <= 18


class TestPreparer:
    def test_the_animation_writes_announces_moves_and_cancels(self, client, communaute, animatrice):
        client.force_login(animatrice)
        nouvelle = reverse("agenda:nouvelle_dans", args=[communaute.slug])
        assert "Préparer une rencontre" in client.get(nouvelle).text
        reponse = client.post(nouvelle, formulaire())
        rencontre = Rencontre.objects.get()
        assert reponse.url == rencontre.get_absolute_url() and rencontre.est_brouillon
        assert "Annoncer la rencontre" in client.get(reponse.url).text
        client.post(reverse("agenda:annoncer", args=[rencontre.pk]))
        modifier = reverse("agenda:modifier", args=[rencontre.pk])
        assert 'value="11:00"' in client.get(modifier).text
        client.post(modifier, formulaire(heure_debut="14:00", heure_fin="15:00"))
        assert "La date a changé" in client.get(reponse.url).text
        annuler = reverse("agenda:annuler", args=[rencontre.pk])
        assert client.post(annuler, {"motif": ""}).status_code == 422
        client.post(annuler, {"motif": "Grève"})
        rencontre.refresh_from_db()
        assert (rencontre.est_annulee, rencontre.sequence) == (True, 2)

    @pytest.mark.parametrize(
        ("change", "phrase"),
        [
            ({"titre": ""}, "Donnez un titre"),
            ({"jour": "demain"}, "Écrivez une date"),
            ({"heure_fin": "10:00"}, "La fin vient après le début."),
            ({"lieu": ""}, "Indiquez un lieu, ou un lien"),
            ({"lien": "http://visio.example.org/"}, "Copiez un lien qui commence par https"),
            ({"inscription": "sans", "capacite": "4"}, "demandent une inscription"),
            ({"capacite": "0"}, "au moins une place"),
            ({"fuseau": "Mars/Phobos"}, "Choisissez un endroit"),
            ({"jour": "2027-03-28", "heure_debut": "02:30", "heure_fin": "04:00"}, "n’existe pas"),
            ({"jour": "9999-12-31", "fuseau": "Pacific/Tahiti", "heure_fin": "23:00"}, ""),
        ],
        ids=lambda valeur: str(valeur)[:30],
    )
    def test_what_is_wrong_comes_back_as_it_was_typed(
        self, client, communaute, animatrice, change, phrase
    ):
        client.force_login(animatrice)
        nouvelle = reverse("agenda:nouvelle_dans", args=[communaute.slug])
        reponse = client.post(nouvelle, formulaire(**change))
        if not phrase:
            assert reponse.status_code in (302, 422)
            return
        assert (reponse.status_code, Rencontre.objects.count()) == (422, 0)
        assert phrase in reponse.text and "Trois méthodes" in reponse.text

    def test_an_invisible_community_meets_its_members(self, client):
        communaute = CommunautePageFactory(visibilite="invisible")
        qui = AdhesionFactory(communaute=communaute, anime=True).personne
        client.force_login(qui)
        nouvelle = reverse("agenda:nouvelle_dans", args=[communaute.slug])
        assert client.post(nouvelle, formulaire()).status_code == 422
        client.post(nouvelle, formulaire(audience="membres"))
        assert Rencontre.objects.get().audience == "membres"

    def test_two_clicks_are_one_draft_and_after_back_another_title_is_another(
        self, client, communaute, animatrice
    ):
        client.force_login(animatrice)
        nouvelle = reverse("agenda:nouvelle_dans", args=[communaute.slug])
        cle = client.get(nouvelle).context["form"]["envoi"].value()
        suites = {client.post(nouvelle, formulaire(envoi=cle)).url for _ in range(2)}
        assert len(suites) == Rencontre.objects.count() == 1
        client.post(nouvelle, formulaire(envoi=cle, titre="Une autre, le même jour"))
        assert Rencontre.objects.count() == 2
        client.post(nouvelle, formulaire(envoi="pas une clé"))
        assert Rencontre.objects.count() == 3

    def test_who_comes_is_read_without_addresses(self, client, anct):
        rencontre = RencontreFactory(capacite=1)
        une = ParticipationFactory(rencontre=rencontre)
        ParticipationFactory(rencontre=rencontre, statut="attente")
        client.force_login(anct)
        lue = client.get(reverse("agenda:inscrits", args=[rencontre.pk])).text
        assert "Camille Duprez" in lue and "1 personne en attente" in lue
        assert une.personne.email not in lue

    def test_minutes_and_decisions(self, client, communaute, animatrice, membre):
        rencontre = RencontreFactory(communaute=communaute, passee=True)
        ParticipationFactory(rencontre=rencontre, personne=membre)
        client.force_login(animatrice)
        adresse = reverse("agenda:compte_rendu", args=[rencontre.pk])
        assert "Ali Benali" in client.get(adresse).text
        saisie = {
            "texte": "On a **compté**.",
            "decisions-TOTAL_FORMS": "3",
            "decisions-INITIAL_FORMS": "0",
            "decisions-0-texte": "Écrire la méthode",
            "decisions-0-porteur": str(membre.pk),
            "decisions-0-echeance": "2027-01-15",
            "decisions-1-texte": "Prêter les urnes",
            "decisions-2-texte": "",
        }
        refusee = client.post(adresse, saisie)
        assert refusee.status_code == 422 and "Dites qui s’en charge" in refusee.text
        client.post(adresse, saisie | {"decisions-1-porteur_dit": "Ville de Vernon"})
        assert DecisionDeRencontre.objects.count() == 2
        lue = client.get(rencontre.get_absolute_url()).text
        assert "<strong>compté</strong>" in lue and "Ville de Vernon" in lue
        client.force_login(membre)
        decision = DecisionDeRencontre.objects.get(porteur=membre)
        client.post(reverse("agenda:clore", args=[decision.pk]), {"etat": "faite"})
        decision.refresh_from_db()
        assert decision.etat == "faite"
        autre = DecisionDeRencontre.objects.get(porteur=None)
        client.post(reverse("agenda:clore", args=[autre.pk]), {"etat": "faite"})
        autre.refresh_from_db()
        assert autre.etat == "a_faire"

    def test_a_decision_is_rewritten_not_repeated(self, client, communaute, animatrice):
        rencontre = RencontreFactory(communaute=communaute, passee=True)
        decision = DecisionDeRencontre.objects.create(
            rencontre=rencontre, texte="Ecrire", porteur_dit="Vernon"
        )
        client.force_login(animatrice)
        saisie = {
            "texte": "Vu.",
            "decisions-TOTAL_FORMS": "1",
            "decisions-INITIAL_FORMS": "1",
            "decisions-0-cle": str(decision.pk),
            "decisions-0-texte": "Écrire",
            "decisions-0-porteur_dit": "Vernon",
        }
        client.post(reverse("agenda:compte_rendu", args=[rencontre.pk]), saisie)
        decision.refresh_from_db()
        assert (decision.texte, DecisionDeRencontre.objects.count()) == ("Écrire", 1)

    def test_where_nobody_writes_any_more_it_is_not_offered(self, client, communaute, animatrice):
        """Nor asked for: who follows an old link is told before they write."""
        archiver(communaute, par=animatrice, motif="Terminée", synthese="Voilà.")
        client.force_login(animatrice)
        ou = reverse("agenda:nouvelle_dans", args=[communaute.slug])
        page = client.get(communaute.url)
        assert page.status_code == 200 and ou not in page.text
        suivie = client.get(ou, follow=True)
        assert suivie.redirect_chain and "on n’y prépare plus de rencontre" in suivie.text
        assert client.post(ou, formulaire()).status_code == 422


class TestMonAgenda:
    def test_one_s_own_and_the_address(self, client, personne):
        rencontre = RencontreFactory(titre="Où je vais")
        services.inscrire(rencontre, par=personne)
        client.force_login(personne)
        page = reverse("agenda:le_mien")
        assert "Où je vais" in client.get(page).text
        client.post(reverse("agenda:ouvrir_une_adresse"))
        lue = client.get(page)
        assert "/agenda/personnel/" in lue.text and "no-store" in lue["Cache-Control"]
        client.post(reverse("agenda:fermer_l_adresse"))
        assert "/agenda/personnel/" not in client.get(page).text
