"""My data, deletion, closing and merge of accounts: what follows for communities."""

import pytest
from django.urls import reverse
from django.utils import timezone

from communautes.adhesions.models import Adhesion, Vie
from communautes.comptes.donnees.services import Cause, anonymiser
from communautes.comptes.fermeture import fermer
from communautes.comptes.reunion.services import reunir
from communautes.journal.models import Entree
from tests.factories import AdhesionFactory, CommunautePageFactory, UserFactory
from tests.traces import ou_sont

pytestmark = pytest.mark.django_db


class TestSupprimer:
    @pytest.fixture
    def zelie(self):
        return UserFactory(first_name="Zélie", last_name="Quatremer", email="zq@x.example.org")

    def test_nothing_of_the_person_is_left(self, zelie, communaute, animatrice, relever):
        AdhesionFactory(
            communaute=communaute, personne=zelie, demandee=True, message="Ici Zélie Quatremer."
        )
        AdhesionFactory(personne=zelie, exclue=True, motif="Quatremer insulte")
        anonymiser(zelie, par=zelie, cause=Cause.DEMANDE)
        relever()  # the last mail says that the account is gone
        assert ou_sont(["Quatremer", "zq@x.example.org"]) == set()
        assert set(Adhesion.objects.filter(personne=zelie).values_list("statut", flat=True)) == {
            "quittee",
            "exclue",
        }

    def test_the_only_animator_is_told_before_and_anct_after(self, client, communaute, animatrice):
        client.force_login(animatrice)
        page = client.get(reverse("donnees:supprimer")).text
        assert "la seule personne à animer «\u00a0Budgets participatifs\u00a0»" in page
        anonymiser(animatrice, par=animatrice, cause=Cause.DEMANDE)
        assert Vie.objects.sans_animation().get().pk == communaute.pk

    def test_my_data_say_where_i_belong(self, client, communaute, animatrice):
        client.force_login(animatrice)
        page = client.get(reverse("donnees:mes_donnees")).text
        assert "Vos communautés" in page and "Budgets participatifs" in page


def test_a_closed_account_animates_nothing(rf, client, communaute, animatrice, anct):
    from django.contrib.messages.middleware import MessageMiddleware
    from django.contrib.sessions.middleware import SessionMiddleware

    request = rf.get("/")
    request.user = anct
    for intergiciel in (SessionMiddleware, MessageMiddleware):
        intergiciel(lambda r: None).process_request(request)
    animatrice.is_active = False
    animatrice.save()
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr("django.db.transaction.on_commit", lambda suite, **k: suite())
        fermer(request, [animatrice])
    assert Vie.objects.sans_animation().get().pk == communaute.pk
    assert Adhesion.objects.get(personne=animatrice).anime


class TestReunir:
    @pytest.fixture
    def comptes(self, anct):
        noms = {"first_name": "Paul", "last_name": "Ségur"}
        return UserFactory(**noms), UserFactory(**noms)

    def reunir(self, garde, absorbe, anct):
        reunir(garde, absorbe, par=anct, motif="Même personne")

    @pytest.mark.parametrize(
        ("du_garde", "de_l_absorbe", "reste"),
        [
            ({"quittee": True}, {"statut": "active"}, "active"),
            ({"demandee": True}, {"statut": "active"}, "active"),
            ({"statut": "active"}, {"quittee": True}, "active"),
            ({"statut": "active"}, {"exclue": True}, "exclue"),
            ({"exclue": True}, {"statut": "active"}, "exclue"),
            ({"demandee": True}, {"quittee": True}, "demandee"),
        ],
        ids=lambda etat: etat if isinstance(etat, str) else "+".join(etat),
    )
    def test_one_row_is_left(self, comptes, anct, du_garde, de_l_absorbe, reste):
        communaute = CommunautePageFactory()
        garde, absorbe = comptes
        AdhesionFactory(communaute=communaute, personne=garde, **du_garde)
        AdhesionFactory(communaute=communaute, personne=absorbe, **de_l_absorbe)
        self.reunir(garde, absorbe, anct)
        assert Adhesion.objects.get(personne=garde).statut == reste
        assert Adhesion.objects.get(personne=absorbe).statut in {"quittee", "exclue"}

    def test_the_higher_role_and_the_directory_stay(self, comptes, anct):
        communaute = CommunautePageFactory()
        garde, absorbe = comptes
        AdhesionFactory(communaute=communaute, personne=garde)
        AdhesionFactory(communaute=communaute, personne=absorbe, anime=True, dans_l_annuaire=True)
        self.reunir(garde, absorbe, anct)
        restee = Adhesion.objects.get(personne=garde)
        assert restee.anime and restee.dans_l_annuaire
        assert Entree.objects.filter(acte="adhesions.reunie").count() == 1
        assert not Vie.objects.sans_animation().exists()

    def test_what_only_one_had_passes(self, comptes, anct):
        garde, absorbe = comptes
        AdhesionFactory(personne=absorbe, exclue=True, close_le=timezone.now())
        self.reunir(garde, absorbe, anct)
        assert Adhesion.objects.get().personne == garde
