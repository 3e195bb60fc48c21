"""The end of a mandate: within what the law lets it last, and told before and after."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.mandats import MOIS_AU_PLUS
from communautes.comptes.affiliations.services import AffiliationRefusee
from communautes.journal.models import Entree
from home.fraicheur.dates import plus_mois
from tests.communautes.comptes.affiliations.aides import declarer
from tests.factories import AffiliationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("trop", [1, 400, 26000])
def test_seven_years_and_not_a_day_more(personne, commune, trop):
    limite = plus_mois(timezone.localdate(), MOIS_AU_PLUS)
    with pytest.raises(AffiliationRefusee, match="sept au plus"):
        declarer(personne, commune, fonction="elu", fin_mandat=limite + timedelta(days=trop))
    declarer(personne, commune, fonction="elu", fin_mandat=limite)


def test_the_form_says_it_too(client, personne, commune):
    client.force_login(personne)
    from communautes.territoires.forms import cle_de

    envoi = {"collectivite_cle": cle_de(commune), "fonction": "elu", "fin_mandat": "2099-12-31"}
    reponse = client.post("/mon-compte/rejoindre/", envoi)
    assert reponse.status_code == 422 and "sept au plus" in reponse.text


def test_confirming_again_goes_no_further_from_the_day_and_is_told():
    elue = AffiliationFactory(elu=True, fin_mandat=timezone.localdate() + timedelta(days=30))
    for fin in (date(2098, 1, 1), timezone.localdate() - timedelta(days=1)):
        with pytest.raises(AffiliationRefusee):
            services.reconfirmer(elue, par=elue.personne, fin_mandat=fin)
    suivante = plus_mois(timezone.localdate(), 72)
    services.reconfirmer(elue, par=elue.personne, fin_mandat=suivante)
    entree = Entree.objects.get()
    assert entree.avant == {"fin_mandat": elue.fin_mandat.isoformat()}
    assert entree.apres == {"fin_mandat": suivante.isoformat()}
    assert "fin du mandat" in entree.changements_en_mots
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        services.reconfirmer(elue, par=elue.personne, fin_mandat=plus_mois(suivante, 12))
