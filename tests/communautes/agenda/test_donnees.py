"""« Mes données » of who left: their own acts, not what others wrote since."""

import pytest
from django.urls import reverse

from communautes.adhesions import services as adhesions
from communautes.adhesions.models import Adhesion
from communautes.agenda.models import DecisionDeRencontre, Rencontre
from communautes.journal.services import noter
from tests.factories import ParticipationFactory, RencontreFactory

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
