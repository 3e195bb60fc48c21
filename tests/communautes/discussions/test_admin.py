"""ANCT's list: filtered, exported; what is asked among members is not read there."""

import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from communautes.discussions.models import Discussion
from tests.factories import DiscussionFactory

pytestmark = pytest.mark.django_db
LISTE = reverse("discussions_admin:index")


@pytest.fixture
def administration(client, anct):
    client.force_login(anct)
    return client


@pytest.fixture
def questions(communaute, reservee, demandeuse):
    DiscussionFactory(communaute=communaute, titre="Publique tardive ?", ancienne=True)
    DiscussionFactory(communaute=communaute, titre="Publique récente ?")
    return DiscussionFactory(communaute=reservee, titre="Secret tardif ?", ancienne=True)


def test_opens_on_what_is_late(administration, questions):
    page = administration.get(LISTE, follow=True)
    assert page.redirect_chain[0][0].endswith("?file=retard")
    assert "Publique tardive ?" in page.text and "Publique récente ?" not in page.text
    assert f"Question réservée aux membres, n° {questions.pk}" in page.text
    assert "Secret" not in page.text


@pytest.mark.parametrize("mot", ["Secret", "tardif"])
def test_search_does_not_guess(administration, questions, mot):
    page = administration.get(LISTE, {"file": "", "q": mot})
    assert "réservée aux membres" not in page.text


def test_the_export_says_no_more(administration, questions):
    reponse = administration.get(LISTE, {"file": "retard", "export": "xlsx"})
    feuille = openpyxl.load_workbook(io.BytesIO(reponse.getvalue())).active
    dit = str(list(feuille.values))
    assert "Publique tardive ?" in dit and "Secret" not in dit


def test_a_record_says_what_it_asks_to_who_reads_it(administration, questions, anct):
    fiche = reverse("discussions_admin:inspect", args=[questions.pk])
    page = administration.get(fiche).text
    assert "Secret tardif" not in page and "Ses membres seuls la lisent" in page
    Discussion.objects.filter(pk=questions.pk).update(confiee_a=anct, confiee_le=timezone.now())
    assert "Secret tardif ?" in administration.get(fiche).text


def test_the_home_counts_them(administration, questions):
    page = administration.get(reverse("wagtailadmin_home")).text
    assert "Questions au-delà du délai" in page and f"{LISTE}?file=retard" in page


def test_costs_the_same_for_3_or_12(administration, questions, communaute, count_queries):
    ou = f"{LISTE}?file="
    peu = count_queries(administration.get, ou)
    DiscussionFactory.create_batch(9, communaute=communaute)
    assert count_queries(administration.get, ou) == peu <= 25
