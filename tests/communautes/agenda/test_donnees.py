"""« Mes données » of who left: their own acts, not what others wrote since."""

import pytest
from django.urls import reverse

from communautes.adhesions import services as adhesions
from communautes.adhesions.models import Adhesion
from communautes.agenda import services
from communautes.agenda.models import CompteRendu, DecisionDeRencontre, Participation, Rencontre
from communautes.journal.services import noter
from tests.factories import AdhesionFactory, ParticipationFactory, RencontreFactory

pytestmark = pytest.mark.django_db


def test_who_left_reads_no_title_nor_text_written_since(client, communaute, membre, animatrice):
    rencontre = RencontreFactory(
        communaute=communaute,
        audience="membres",
        titre="Compter",
        texte="Trois façons.",
        auteur=membre,
    )
    ParticipationFactory(rencontre=rencontre, personne=membre)
    DecisionDeRencontre.objects.create(rencontre=rencontre, porteur=membre, texte="Écrire au maire")
    client.force_login(membre)
    page = client.get(reverse("donnees:mes_donnees")).text
    assert "Compter" in page and "Écrire au maire" in page
    adhesions.quitter(Adhesion.objects.get(personne=membre), par=membre)
    page = client.get(reverse("donnees:mes_donnees")).text
    assert rencontre.texte.split(".")[0] in page  # their own words
    Rencontre.objects.update(titre="Changée depuis", texte="Ce qui se dit depuis")
    noter("rencontres.modifiee", personne=animatrice, objet=rencontre)
    page = client.get(reverse("donnees:mes_donnees")).text
    for mots in ("Changée", "se dit depuis", "Écrire au maire"):
        assert mots not in page
    assert "[une rencontre que vous ne lisez plus]" in page


def lire(client, personne) -> str:
    client.force_login(personne)
    return client.get(reverse("donnees:mes_donnees")).text


@pytest.mark.parametrize("annoncee", [False, True], ids=["brouillon", "annoncée"])
@pytest.mark.parametrize("comment", ["partie", "exclue"])
def test_a_draft_that_another_rewrote_is_not_given_to_who_left(
    client, communaute, animatrice, anct, donnees, comment, annoncee
):
    autre = AdhesionFactory(communaute=communaute, anime=True).personne
    prive = donnees(audience="membres", texte="Les miens.")
    rencontre = services.creer(communaute, prive, par=animatrice)
    services.modifier(rencontre, prive | {"texte": "Des mots d’une autre."}, par=autre)
    if annoncee:
        services.annoncer(rencontre, par=animatrice)
    adhesion = Adhesion.objects.get(personne=animatrice)
    if comment == "partie":
        adhesions.quitter(adhesion, par=animatrice)
    else:
        adhesions.exclure(adhesion, par=anct, motif="Insultes", jours=None)
    assert "Des mots d" not in lire(client, animatrice)


def test_minutes_that_another_rewrote_are_not_given_to_who_left(client, communaute, animatrice):
    autre = AdhesionFactory(communaute=communaute, anime=True).personne
    rencontre = RencontreFactory(communaute=communaute, audience="membres", passee=True)
    services.ecrire_compte_rendu(rencontre, "Mes propres mots", [], par=animatrice)
    adhesion = Adhesion.objects.get(personne=animatrice)
    assert "Mes propres mots" in lire(client, animatrice)
    services.ecrire_compte_rendu(rencontre, "Des mots d’une autre", [], par=autre)
    adhesions.quitter(adhesion, par=animatrice)
    assert CompteRendu.objects.get().auteur == animatrice
    assert "Des mots d" not in lire(client, animatrice)


def test_the_journal_names_no_meeting_that_one_reads_no_more(client, communaute, animatrice):
    """Of what they registered for, prepared, or did: where, not what."""
    AdhesionFactory(communaute=communaute, anime=True)
    rencontre = RencontreFactory(communaute=communaute, audience="membres", titre="Compter")
    services.inscrire(rencontre, par=animatrice)
    noter("rencontres.modifiee", personne=animatrice, objet=rencontre)
    decision = DecisionDeRencontre.objects.create(
        rencontre=rencontre, porteur=animatrice, texte="Écrire au maire"
    )
    services.clore(decision, "faite", par=animatrice)
    ouverte = RencontreFactory(communaute=None, titre="Ouverte à tous")
    services.inscrire(ouverte, par=animatrice)
    adhesions.quitter(Adhesion.objects.get(personne=animatrice), par=animatrice)
    assert Participation.objects.filter(rencontre=rencontre).exists()
    Rencontre.objects.filter(pk=rencontre.pk).update(titre="Changée depuis")
    page = lire(client, animatrice)
    assert "Changée depuis" not in page
    assert page.count("communauté\u00a0: Budgets participatifs") >= 3
    assert "rencontre\u00a0: Ouverte à tous" in page
