"""Of two who write in the same meeting, neither undoes the other without a word."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from communautes.adhesions.models import Adhesion
from communautes.agenda import services
from communautes.agenda.models import CompteRendu, DecisionDeRencontre
from communautes.notifications.models import Notification
from tests.factories import AdhesionFactory, RencontreFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def autre(communaute):
    return AdhesionFactory(communaute=communaute, anime=True).personne


def saisie(page: BeautifulSoup) -> dict:
    """What a browser would send of the form."""
    form = page.find("form", {"method": "post", "novalidate": True})
    envoi = {}
    for champ in form.find_all(["input", "textarea", "select"]):
        nom, sorte = champ.get("name"), champ.get("type")
        if not nom or (sorte in {"radio", "checkbox"} and not champ.has_attr("checked")):
            continue
        if champ.name == "select":
            choisie = champ.find("option", selected=True) or champ.find("option")
            envoi[nom] = choisie["value"]
        else:
            envoi[nom] = champ.text.strip() if champ.name == "textarea" else champ.get("value", "")
    return envoi


def lire(client, ou) -> dict:
    return saisie(BeautifulSoup(client.get(ou).content, "html.parser"))


def test_a_meeting(client, animatrice, autre, communaute, donnees):
    rencontre = services.creer(communaute, donnees(), par=animatrice)
    ou = reverse("agenda:modifier", args=[rencontre.pk])
    client.force_login(animatrice)
    envoi = lire(client, ou) | {"lieu": "Gare"}
    client.force_login(autre)
    client.post(ou, lire(client, ou) | {"texte": "Un programme récrit."})
    client.force_login(animatrice)
    refus = client.post(ou, envoi)
    assert refus.status_code == 422 and "pendant que vous écriviez" in refus.text
    rencontre.refresh_from_db()
    assert (rencontre.texte, rencontre.lieu) == ("Un programme récrit.", "Mairie de Vernon")
    rendu = saisie(BeautifulSoup(refus.content, "html.parser"))
    assert rendu["lieu"] == "Gare"
    assert client.post(ou, rendu).status_code == 302  # knowing what it replaces
    rencontre.refresh_from_db()
    assert rencontre.lieu == "Gare"


def test_minutes_and_decisions(client, animatrice, autre, communaute):
    rencontre = RencontreFactory(communaute=communaute, passee=True)
    ou = reverse("agenda:compte_rendu", args=[rencontre.pk])
    client.force_login(animatrice)
    envoi = lire(client, ou) | {"texte": "Le mien."}
    client.force_login(autre)
    sien = lire(client, ou) | {"texte": "Le sien.", "decisions-0-texte": "Écrire au maire"}
    assert client.post(ou, sien | {"decisions-0-porteur_dit": "La mairie"}).status_code == 302
    client.force_login(animatrice)
    refus = client.post(ou, envoi)
    assert refus.status_code == 422 and "pendant que vous écriviez" in refus.text
    assert CompteRendu.objects.get().texte == "Le sien."
    rendu = saisie(BeautifulSoup(refus.content, "html.parser"))
    assert rendu["texte"] == "Le mien." and client.post(ou, rendu).status_code == 302
    assert CompteRendu.objects.get().texte == "Le mien."
    assert DecisionDeRencontre.objects.get().texte == "Écrire au maire"


def envoyer(client, personne, ou, envoi):
    client.force_login(personne)
    return client.post(ou, envoi)


def rendu(reponse) -> dict:
    assert reponse.status_code == 422
    return saisie(BeautifulSoup(reponse.content, "html.parser"))


class TestSeule:
    """Nobody else wrote: no crossing is told of, and nothing is done twice."""

    @pytest.mark.parametrize("annoncee", [False, True], ids=["brouillon", "annoncée"])
    def test_a_meeting_sent_twice_then_with_other_words(
        self, client, animatrice, membre, communaute, donnees, annoncee
    ):
        rencontre = services.creer(communaute, donnees(), par=animatrice)
        if annoncee:
            services.annoncer(rencontre, par=animatrice)
            services.inscrire(rencontre, par=membre)
        ou = reverse("agenda:modifier", args=[rencontre.pk])
        client.force_login(animatrice)
        envoi = lire(client, ou) | {"lieu": "Gare"}
        for lieu in ("Gare", "Gare", "Halle"):
            assert client.post(ou, envoi | {"lieu": lieu}).status_code == 302
        rencontre.refresh_from_db()
        assert rencontre.lieu == "Halle"
        assert Notification.objects.filter(evenement__genre="agenda.deplacee").count() == (
            2 if annoncee else 0
        )

    def test_another_tab_does_not_undo_what_one_wrote(
        self, client, animatrice, communaute, donnees
    ):
        rencontre = services.creer(communaute, donnees(), par=animatrice)
        ou = reverse("agenda:modifier", args=[rencontre.pk])
        client.force_login(animatrice)
        vieux = lire(client, ou)
        client.post(ou, vieux | {"lieu": "Gare"})
        assert client.post(ou, vieux | {"capacite": "12"}).status_code == 302
        rencontre.refresh_from_db()
        assert (rencontre.lieu, rencontre.capacite) == ("Gare", 12)

    def test_minutes_sent_twice_give_one_decision_and_one_mail(
        self, client, animatrice, membre, communaute
    ):
        rencontre = RencontreFactory(communaute=communaute, passee=True)
        rencontre.participations.create(personne=membre, statut="inscrite")
        ou = reverse("agenda:compte_rendu", args=[rencontre.pk])
        client.force_login(animatrice)
        envoi = lire(client, ou) | {"texte": "Vu.", "decisions-0-texte": "Écrire au maire"}
        envoi |= {"decisions-0-porteur": str(membre.pk)}
        for texte in ("Vu.", "Vu.", "Vu et revu."):
            assert client.post(ou, envoi | {"texte": texte}).status_code == 302
        assert DecisionDeRencontre.objects.count() == 1
        assert Notification.objects.filter(personne=membre).count() == 1
        assert CompteRendu.objects.get().texte == "Vu et revu."


class TestCroisees:
    """After a true crossing, what one did not touch is the other's, and the page says it."""

    def test_a_meeting(self, client, animatrice, autre, membre, communaute, donnees):
        rencontre = services.creer(communaute, donnees(), par=animatrice)
        services.annoncer(rencontre, par=animatrice)
        services.inscrire(rencontre, par=membre)
        ou = reverse("agenda:modifier", args=[rencontre.pk])
        client.force_login(animatrice)
        vieux = lire(client, ou)
        client.force_login(autre)
        sien = lire(client, ou) | {"texte": "Un autre programme", "lieu": "Gare"}
        sien |= {"heure_debut": "00:30", "heure_fin": "01:45", "jour_fin": ""}
        assert client.post(ou, sien).status_code == 302
        refus = envoyer(client, animatrice, ou, vieux | {"capacite": "12"})
        envoi = rendu(refus)
        entre_temps = {un["libelle"]: un["valeur"] for un in refus.context["entre_temps"]}
        assert entre_temps["Lieu"] == "Gare" and entre_temps["Heure de début"] == "00:30"
        assert "Nombre de places" not in entre_temps
        assert entre_temps["Programme"] == "Un autre programme"
        assert (envoi["lieu"], envoi["capacite"]) == ("Gare", "12")
        assert envoyer(client, animatrice, ou, envoi).status_code == 302
        rencontre.refresh_from_db()
        assert (rencontre.lieu, rencontre.texte) == ("Gare", "Un autre programme")
        assert rencontre.capacite == 12
        assert Notification.objects.filter(
            personne=membre, evenement__genre="agenda.deplacee"
        ).count() == 1  # fmt: skip

    def test_what_both_changed_is_whose_is_sent_again(
        self, client, animatrice, autre, communaute, donnees
    ):
        rencontre = services.creer(communaute, donnees(), par=animatrice)
        ou = reverse("agenda:modifier", args=[rencontre.pk])
        client.force_login(animatrice)
        vieux = lire(client, ou)
        services.modifier(rencontre, donnees(lieu="Gare"), par=autre)
        refus = client.post(ou, vieux | {"lieu": "Halle"})
        assert refus.context["entre_temps"] == [{"libelle": "Lieu", "valeur": "Gare"}]
        assert rendu(refus)["lieu"] == "Halle"
        assert client.post(ou, rendu(refus)).status_code == 302
        rencontre.refresh_from_db()
        assert rencontre.lieu == "Halle"

    def test_the_same_change_is_no_crossing(self, client, animatrice, autre, communaute, donnees):
        rencontre = services.creer(communaute, donnees(), par=animatrice)
        ou = reverse("agenda:modifier", args=[rencontre.pk])
        client.force_login(animatrice)
        envoi = lire(client, ou) | {"lieu": "Gare"}
        services.modifier(rencontre, donnees(lieu="Gare"), par=autre)
        assert client.post(ou, envoi).status_code == 302

    def test_a_page_of_before_is_met_once(self, client, animatrice, autre, communaute, donnees):
        """Its mark says nothing that is understood."""
        rencontre = services.creer(communaute, donnees(), par=animatrice)
        services.modifier(rencontre, donnees(lieu="Gare"), par=autre)
        ou = reverse("agenda:modifier", args=[rencontre.pk])
        client.force_login(animatrice)
        vieux = lire(client, ou) | {"lu": "3f9ac01b77d2e485", "texte": "Le mien."}
        refus = client.post(ou, vieux)
        assert client.post(ou, rendu(refus)).status_code == 302

    def test_a_decision_given_to_another_is_not_given_back(
        self, client, animatrice, autre, membre, communaute
    ):
        rencontre = RencontreFactory(communaute=communaute, passee=True)
        rencontre.participations.create(personne=membre, statut="inscrite")
        dite = {"decision": None, "texte": "Écrire", "porteur": autre, "porteur_dit": "",
                "echeance": None}  # fmt: skip
        services.ecrire_compte_rendu(rencontre, "Une fôte", [dite], par=autre)
        decision = DecisionDeRencontre.objects.get()
        ou = reverse("agenda:compte_rendu", args=[rencontre.pk])
        client.force_login(animatrice)
        envoi = lire(client, ou) | {"texte": "Une faute"}
        changee = dite | {"decision": decision, "porteur": membre}
        nouvelle = dite | {"texte": "Appeler", "porteur": None, "porteur_dit": "La mairie"}
        services.ecrire_compte_rendu(rencontre, "Une fôte", [changee, nouvelle], par=autre)
        refus = client.post(ou, envoi)
        assert refus.context["entre_temps"] == [
            {"libelle": "Décision 1, À faire par", "valeur": "Ali Benali"},
            {"libelle": "Nouvelle décision", "valeur": "Appeler (La mairie)"},
        ]
        assert "pendant que vous écriviez" in refus.text
        assert client.post(ou, rendu(refus)).status_code == 302
        decision.refresh_from_db()
        assert decision.porteur == membre and CompteRendu.objects.get().texte == "Une faute"
        assert DecisionDeRencontre.objects.count() == 2


class TestPuisUneErreur:
    """What the page shows again is what it was read with: putting anything back is a choice."""

    def croiser(self, client, ou, autre, sien, animatrice, mien):
        """The form of `animatrice` as its refusal gives it back; hers was opened first."""
        client.force_login(animatrice)
        envoi = lire(client, ou) | mien
        assert envoyer(client, autre, ou, lire(client, ou) | sien).status_code == 302
        return rendu(envoyer(client, animatrice, ou, envoi))

    @pytest.mark.parametrize(
        ("sien", "mien", "remis"),
        [
            ({"inscription": "sans"}, {"capacite": "30"}, {"inscription": "libre"}),
            (
                {"heure_debut": "17:00", "heure_fin": "19:00"},
                {"heure_fin": "16:00"},
                {"heure_debut": "13:00"},
            ),
            ({"lieu": "Gare"}, {"titre": ""}, {"titre": "T", "lieu": "Mairie"}),
        ],
        ids=["places", "heures", "lieu"],
    )
    def test_a_meeting(self, client, animatrice, autre, communaute, donnees, sien, mien, remis):
        debut = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0)
        debut += timedelta(days=3)
        dates = {"debut": debut, "fin": debut + timedelta(hours=2), "fuseau": "Europe/Paris"}
        rencontre = services.creer(communaute, donnees(lieu="Mairie", **dates), par=animatrice)
        ou = reverse("agenda:modifier", args=[rencontre.pk])
        rendue = self.croiser(client, ou, autre, sien, animatrice, mien)
        if "heure_debut" in remis:
            remis = {"heure_debut": lire(client, ou)["initial-heure_debut"]} | remis
        assert client.post(ou, rendue | remis).status_code == 302
        envoi = lire(client, ou)
        assert {nom: envoi[nom] for nom in remis} == remis

    def test_a_decision(self, client, animatrice, autre, membre, communaute):
        rencontre = RencontreFactory(communaute=communaute, passee=True)
        dite = {"decision": None, "texte": "Écrire", "porteur": animatrice, "porteur_dit": "",
                "echeance": None}  # fmt: skip
        services.ecrire_compte_rendu(rencontre, "Vu.", [dite], par=animatrice)
        ou = reverse("agenda:compte_rendu", args=[rencontre.pk])
        sien = {"decisions-0-porteur": "", "decisions-0-porteur_dit": "Équipe"}
        mien = {"decisions-0-porteur": str(autre.pk)}
        rendue = self.croiser(client, ou, autre, sien, animatrice, mien)
        assert rendue["decisions-0-porteur_dit"] == "Équipe"
        assert client.post(ou, rendue | {"decisions-0-porteur_dit": ""}).status_code == 302
        assert DecisionDeRencontre.objects.get().porteur == autre

    def test_a_new_one_keeps_what_was_typed(self, client, animatrice, communaute):
        ou = reverse("agenda:nouvelle_dans", args=[communaute.slug])
        client.force_login(animatrice)
        mien = {"lieu": "Gare", "inscription": "sans", "fuseau": "America/Cayenne"}
        rendue = rendu(client.post(ou, lire(client, ou) | mien))
        assert {nom: rendue[nom] for nom in mien} == mien


def test_cancelled_meanwhile_it_says_so_at_once(client, animatrice, autre, communaute, donnees):
    rencontre = services.creer(communaute, donnees(), par=animatrice)
    services.annoncer(rencontre, par=animatrice)
    ou = reverse("agenda:modifier", args=[rencontre.pk])
    client.force_login(animatrice)
    envoi = lire(client, ou) | {"texte": "Un programme récrit"}
    services.annuler(rencontre, par=autre, motif="Salle prise")
    refus = client.post(ou, envoi)
    assert refus.status_code == 422 and "Un programme récrit" in refus.text
    assert "est annulée" in refus.text and "pendant que vous écriviez" not in refus.text


class TestLesMotsRendus:
    """Who may prepare no more, or whose draft is gone, gets back what was typed."""

    @pytest.mark.parametrize("route", ["modifier", "annuler", "compte_rendu"])
    def test_the_right_lost(self, client, animatrice, communaute, route):
        rencontre = RencontreFactory(communaute=communaute, passee=route == "compte_rendu")
        ou = reverse(f"agenda:{route}", args=[rencontre.pk])
        client.force_login(animatrice)
        envoi = lire(client, ou)
        envoi |= {
            "texte": "Des mots longs",
            "motif": "Une raison",
            "decisions-0-texte": "Une suite",
        }
        Adhesion.objects.filter(personne=animatrice).update(role="membre")
        reponse = client.post(ou, envoi)
        assert reponse.status_code == 404
        for mots in ("Des mots longs", "Une raison", "Une suite"):
            assert mots in reponse.text
        assert rencontre.titre not in reponse.text or route == "modifier"
        assert "Des mots" not in client.get(ou).text

    def test_the_draft_deleted(self, client, animatrice, communaute, donnees):
        rencontre = services.creer(communaute, donnees(), par=animatrice)
        ou = reverse("agenda:modifier", args=[rencontre.pk])
        client.force_login(animatrice)
        envoi = lire(client, ou) | {"titre": "Mon titre", "texte": "Des mots longs"}
        services.supprimer(rencontre, par=animatrice)
        reponse = client.post(ou, envoi)
        assert reponse.status_code == 404
        assert "Des mots longs" in reponse.text and "Mon titre" in reponse.text

    def test_a_new_one_where_one_animates_no_more(self, client, animatrice, communaute):
        ou = reverse("agenda:nouvelle_dans", args=[communaute.slug])
        client.force_login(animatrice)
        envoi = lire(client, ou) | {"texte": "Des mots longs"}
        Adhesion.objects.filter(personne=animatrice).update(role="membre")
        reponse = client.post(ou, envoi)
        assert reponse.status_code == 403 and "Des mots longs" in reponse.text
