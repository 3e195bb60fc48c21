"""A provisional référent's word gives a level: neither a place, nor the right to commit."""

import pytest

from communautes.comptes.affiliations import services
from communautes.comptes.affiliations.models import Affiliation, Contestation, Niveau
from communautes.comptes.affiliations.services import AffiliationRefusee, codes
from tests.communautes.comptes.affiliations.aides import declarer
from tests.factories import AffiliationFactory, UserFactory

pytestmark = pytest.mark.django_db
Role = Affiliation.Role


@pytest.fixture
def a(commune):
    return AffiliationFactory(collectivite=commune, role=Role.REFERENT_PROVISOIRE)


@pytest.fixture
def complices(a, commune):
    lignes = [declarer(UserFactory(first_name=n, last_name="X"), commune) for n in ("Ana", "Eva")]
    return [services.cautionner(ligne, par=a.personne) for ligne in lignes]


def test_the_word_of_a_provisional_one_establishes_nothing(a, complices):
    assert {(c.niveau, c.niveau_etabli) for c in complices} == {
        (Niveau.CAUTIONNEE, Niveau.DECLAREE)
    }
    Affiliation.objects.filter(pk=complices[0].pk).update(fonction="dgs")
    with pytest.raises(AffiliationRefusee, match="votre parole"):
        services.habiliter(complices[0], par=a.personne, oui=True)
    with pytest.raises(AffiliationRefusee, match="référent provisoire"):
        services.nommer_referent(complices[0], par=a.personne)


def test_when_he_leaves_nobody_takes_over_on_his_word(a, complices, commune):
    services.terminer(a, par=a.personne)
    assert not Affiliation.objects.referents().exists()
    assert declarer(UserFactory(first_name="B", last_name="C"), commune) in list(
        Affiliation.objects.pour_l_anct()
    )


def test_who_stands_by_themselves_takes_over_before_them(a, complices, commune):
    confirmee = AffiliationFactory(collectivite=commune)
    services.terminer(a, par=a.personne)
    assert list(Affiliation.objects.referents()) == [confirmee]


def test_he_gives_his_place_to_none_of_them_but_anct_may(a, complices, anct):
    contestation = services.contester(a, par=complices[0], motif="Je prends la suite")
    with pytest.raises(AffiliationRefusee, match="l’ANCT tranchera"):
        services.ceder(contestation, par=a.personne)
    services.trancher(contestation, par=anct, transferer=True, motif="Organigramme vu")
    complices[0].refresh_from_db()
    assert complices[0].role == Role.REFERENT_PROVISOIRE and complices[0].tient_par_soi


def test_he_ends_nobody_who_stands_by_themselves_but_reports_them(a, commune):
    autre = AffiliationFactory(collectivite=commune)
    with pytest.raises(AffiliationRefusee, match="signalez-la"):
        services.terminer(autre, par=a.personne, motif="Mandat fini")
    signalement = services.signaler(autre, par=a, motif="Mandat fini")
    assert Contestation.objects.pour_l_anct().get() == signalement


def test_a_code_or_an_established_one_makes_up_for_it(a, complices, commune):
    etablie = AffiliationFactory(collectivite=commune, referent=True)
    assert services.cautionner(complices[0], par=etablie.personne).tient_par_soi
    commune.emails_officiels = ["mairie@v.example.org"]
    commune.save()
    complices[1].refresh_from_db()
    assert services.envoyer_code(complices[1], par=complices[1].personne)


def test_a_code_withheld_from_a_concordante_is_anct_s(commune, monkeypatch):
    """She is active: a deadline alone would put her in nobody's queue."""
    commune.emails_officiels = ["mairie@v.example.org"]
    commune.save()
    AffiliationFactory(collectivite=commune, referent=True)
    concordante = AffiliationFactory(collectivite=commune, niveau=Niveau.CONCORDANTE)
    monkeypatch.setattr(codes, "boite_pleine", lambda affiliation: True)
    with pytest.raises(AffiliationRefusee, match="l’ANCT vérifie"):
        services.envoyer_code(concordante, par=concordante.personne)
    assert list(Affiliation.objects.pour_l_anct()) == [concordante]
