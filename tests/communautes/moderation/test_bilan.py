"""The years in numbers: each counted by hand."""

import io
from datetime import datetime

import openpyxl
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from communautes.moderation import services
from communautes.moderation.bilan import annees
from tests.factories import UserFactory
from tests.salle_d_essai.models import Propos

BILAN = reverse("dossiers_de_moderation:bilan")


def jour(an: int, mois: int, jour: int, heure: int = 12) -> datetime:
    return timezone.make_aware(datetime(an, mois, jour, heure))


@pytest.fixture
def annees_passees(salle, anct):
    """2024: two reports of one thing, withdrawn by law in 3 days, appealed in 2025 and put back;
    31 December 2025 at 23 h in Paris: one, left in 10 days, in 2026.
    """
    autrice, seconde = UserFactory(), UserFactory(groupe="Administration")
    with time_machine.travel(jour(2024, 12, 20), tick=False):
        un = Propos.objects.create(texte="Un", auteur_pk=autrice.pk)
        dossier = services.signaler(un, categorie="injure").dossier
        services.signaler(un, categorie="haine")
    with time_machine.travel(jour(2024, 12, 23), tick=False):
        services.decider(dossier, par=anct, decision="masque", base="loi", motif="Relu")
    with time_machine.travel(jour(2025, 1, 5), tick=False):
        services.contester(dossier, par=autrice, texte="Non")
        services.trancher(dossier, par=seconde, lever=True, motif="Relu")
    with time_machine.travel(jour(2025, 12, 31, 23), tick=False):
        autre = Propos.objects.create(texte="Deux", auteur_pk=autrice.pk)
        dossier = services.signaler(autre, categorie="publicite").dossier
    with time_machine.travel(jour(2026, 1, 10, 23), tick=False):
        services.decider(dossier, par=anct, decision="laisse", base="regles", motif="Relu")


def test_each_year(annees_passees):
    lues = {une.annee: {cle: n for cle, n in une.nombres.items() if n} for une in annees()}
    assert list(lues) == [2026, 2025, 2024]
    assert lues == {
        2024: {
            "signalements": 2,
            "pour_injure": 1,
            "pour_haine": 1,
            "dossiers": 1,
            "decides": 1,
            "a_temps": 1,
            "jours": 3.0,
            "retires_loi": 1,
        },
        2025: {"signalements": 1, "pour_publicite": 1, "dossiers": 1, "contestes": 1, "leves": 1},
        2026: {"decides": 1, "jours": 10.0, "laisses": 1},
    }


def test_the_page_and_its_file(client, annees_passees, anct):
    client.force_login(anct)
    page = client.get(BILAN)
    assert (
        "2024" in page.content.decode() and "Retirés au regard de la loi" in page.content.decode()
    )
    adresse = reverse("echanges:exporter", args=["bilan_de_la_moderation", "xlsx"])
    fichier = b"".join(client.get(adresse).streaming_content)
    lignes = list(openpyxl.load_workbook(io.BytesIO(fichier)).active.values)
    assert [ligne[0] for ligne in lignes] == ["Année", 2026, 2025, 2024]
    assert lignes[3][lignes[0].index("Délai moyen, en jours")] == 3


def test_nothing_yet(client, anct):
    client.force_login(anct)
    assert "Rien n’a encore été signalé" in client.get(BILAN).content.decode()


def test_the_list_leads_there(client, anct):
    client.force_login(anct)
    liste = client.get(reverse("dossiers_de_moderation:index"), {"file": ""})
    assert BILAN in liste.content.decode()
