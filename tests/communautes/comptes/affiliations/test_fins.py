"""What is said of an end: a month before, when it is over, and to who acts for another."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.affiliations import relances, services
from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.affiliations.permissions import peut_instruire, qui_instruit
from communautes.comptes.affiliations.services import AffiliationRefusee
from communautes.comptes.models import User
from tests.factories import AffiliationFactory, UserFactory

pytestmark = pytest.mark.django_db


def finissant(jours: int, **champs) -> Affiliation:
    fin = timezone.localdate() + timedelta(days=jours)
    return AffiliationFactory(elu=True, fin_mandat=fin, **champs)


class TestUnMoisAvant:
    def test_once_for_each_end(self, relever):
        proche = finissant(20)
        finissant(60)
        AffiliationFactory()
        assert relances.annoncer_les_fins() == 1
        assert relances.annoncer_les_fins() == 0
        assert [m.to for m in relever()] == [[proche.personne.email]]
        assert "finit bientôt" in relever()[0].subject
        fin = timezone.localdate() + timedelta(days=25)
        services.reconfirmer(proche, par=proche.personne, fin_mandat=fin)
        assert relances.annoncer_les_fins() == 1

    def test_it_is_only_said(self):
        proche = finissant(20)
        relances.annoncer_les_fins()
        proche.refresh_from_db()
        assert proche.est_active

    def test_not_to_a_closed_account(self):
        finissant(20, personne__is_active=False)
        assert relances.annoncer_les_fins() == 0


def test_when_it_is_over(relever, django_capture_on_commit_callbacks):
    finie = finissant(3)
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        with django_capture_on_commit_callbacks(execute=True):
            relances.noter_les_expirees()
            relances.noter_les_expirees()
        assert [m.to for m in relever()] == [[finie.personne.email]]


class TestQuiInstruit:
    @pytest.fixture
    def droit(self):
        return Permission.objects.get(codename="instruire_affiliation")

    def test_those_who_may_and_nobody_else(self, anct, droit):
        seule, autre = UserFactory(), UserFactory()
        seule.user_permissions.add(droit)
        groupe = Group.objects.create(name="Appui")
        groupe.permissions.add(droit)
        autre.groups.add(groupe)
        UserFactory(is_superuser=True)
        UserFactory(is_superuser=True, is_active=False)
        UserFactory()
        attendus = {u.pk for u in User.objects.all() if peut_instruire(u)}
        assert len(attendus) == 4
        assert set(qui_instruit().values_list("pk", flat=True)) == attendus

    def test_with_nobody_it_is_not_told_then_it_is(self, droit, relever):
        demande = AffiliationFactory(niveau=Niveau.DECLAREE)
        assert relances.escalader() == 0
        demande.refresh_from_db()
        assert demande.escalade_dite_le is None
        UserFactory(groupe="Administration")
        assert relances.escalader() == 1 and len(relever()) == 1


def test_anct_gives_the_right_to_commit_with_a_reason(anct):
    elue = AffiliationFactory(elu=True)
    with pytest.raises(AffiliationRefusee, match="motif"):
        services.habiliter(elue, par=anct, oui=True)
    assert services.habiliter(elue, par=anct, oui=True, motif="Arrêté vu").habilite_a_engager


class TestAuNomDeQui:
    @pytest.fixture
    def deux(self, client, personne):
        client.force_login(personne)
        return [
            AffiliationFactory(personne=personne, collectivite__nom=nom, niveau=niveau)
            for nom, niveau in (("Alpha", Niveau.VALIDEE), ("Beta", Niveau.CONFIRMEE))
        ]

    @pytest.mark.parametrize("choisie", [0, 1], ids=["taken", "chosen"])
    def test_the_next_page_says_it_once(self, client, deux, choisie):
        if choisie:
            client.post(reverse("affiliations:choisir"), {"affiliation": deux[1].pk})
        compte = reverse("affiliations:mon_compte")
        assert "Vous n’agissez plus" not in client.get(compte).text
        finie, autre = deux[choisie], deux[1 - choisie]
        Affiliation.objects.filter(pk=finie.pk).update(
            confirmee_le=timezone.localdate() - timedelta(days=800)
        )
        page = client.get(compte).text
        dite = (
            f"Vous n’agissez plus au nom {finie.collectivite.de_nom}\u00a0: vous agissez au nom "
            f"{autre.collectivite.de_nom}."
        )
        assert page.count(dite) == 1
        assert dite not in client.get(compte).text

    def test_nor_for_anybody(self, client, personne):
        seule = AffiliationFactory(personne=personne)
        client.force_login(personne)
        client.post(reverse("affiliations:choisir"), {"affiliation": seule.pk})
        services.terminer(seule, par=personne)
        page = client.get(reverse("affiliations:mon_compte")).text
        assert "ni d’aucune autre collectivité" in page
