"""What the journal takes, and that nothing takes anything back from it."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from communautes.journal import actes
from communautes.journal.models import Entree
from communautes.journal.services import HorsTransaction, MotifRefuse, noter
from communautes.territoires import fusions
from communautes.territoires.dissolutions import dissoudre
from tests.factories import AffiliationFactory, CollectiviteFactory, UserFactory
from tests.paralleles import a_part

pytestmark = pytest.mark.django_db
ESSAI = "essais.essai"


@pytest.fixture(autouse=True)
def essai(monkeypatch):
    monkeypatch.setattr(actes, "_actes", dict(actes._actes))
    actes.declarer(actes.Acte(ESSAI, "Essai", {"niveau": "niveau", "liste": "liste"}, {2: "deux"}))


def une(**champs) -> Entree:
    return noter(ESSAI, **({"personne": None} | champs))


class TestRienNeSeReprend:
    @pytest.mark.parametrize(
        "ordre",
        [
            "UPDATE journal_entree SET motif = 'autre'",
            "DELETE FROM journal_entree",
            "TRUNCATE journal_entree",
        ],
        ids=["update", "delete", "truncate"],
    )
    def test_the_database_refuses(self, ordre):
        une(motif="Celui-ci")
        with connection.cursor() as curseur:  # else TRUNCATE waits for what is pending
            curseur.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with (
            pytest.raises(DatabaseError, match="Le journal ne se modifie"),
            transaction.atomic(),
            connection.cursor() as curseur,
        ):
            curseur.execute(ordre)
        assert Entree.objects.get().motif == "Celui-ci"

    def test_nor_through_the_model(self):
        entree = une()
        entree.motif = "Autre"
        for acte in (entree.save, entree.delete, Entree.objects.all().delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                acte()

    def test_who_did_and_for_whom_stay(self):
        personne, collectivite = UserFactory(), CollectiviteFactory()
        une(personne=personne, au_nom_de=collectivite)
        for objet in (personne, collectivite):
            with pytest.raises(ProtectedError):
                objet.delete()


class TestNoter:
    def test_all_of_it_is_kept(self):
        personne, collectivite = UserFactory(), CollectiviteFactory()
        une(
            personne=personne,
            au_nom_de=collectivite,
            objet=collectivite,
            avant={"niveau": 1},
            apres={"niveau": 2, "liste": [date(2026, 1, 2), "commune-01053", None, True]},
            motif=" Arrêté du 2 janvier ",
        )
        lue = Entree.objects.get()
        assert (lue.personne, lue.au_nom_de, lue.objet) == (personne, collectivite, collectivite)
        assert lue.apres["liste"] == ["2026-01-02", "commune-01053", None, True]
        assert lue.motif == "Arrêté du 2 janvier"
        assert lue.changements_en_mots == (
            "niveau\u00a0: 1 → deux\u00a0; liste\u00a0: 2026-01-02, commune-01053, —, oui"
        )

    @pytest.mark.parametrize(
        "apres",
        [
            {"autre": 1},
            {"niveau": "Jeanne Martin"},
            {"niveau": "jeanne@commune.fr"},
            {"niveau": {"a": 1}},
            {"niveau": 1.5},
            {"liste": ["a", "deux mots"]},
            {"niveau": "x" * 41},
        ],
        ids=["field", "name", "address", "dict", "float", "list", "long"],
    )
    def test_what_could_be_personal_is_refused(self, apres):
        with pytest.raises(actes.ValeurInterdite):
            une(apres=apres)
        assert not Entree.objects.exists()

    def test_an_act_that_nobody_declared(self):
        with pytest.raises(actes.ActeInconnu):
            noter("essais.inconnu", personne=None)

    @pytest.mark.parametrize(
        "motif",
        [
            "Écrit par jeanne@commune.fr",
            "Appelée au 06 12 34 56 78",
            "Joindre +33612345678",
            "Joindre 0033612345678",
            "Joindre +33 (0)6 12 34 56 78",
            "Départ de jeanne  lefèvre",
            "x" * 301,
        ],
    )
    def test_a_reason_that_tells_of_someone(self, motif):
        with pytest.raises(MotifRefuse):
            une(motif=motif, taire=["Jeanne Lefevre", ""])
        assert not Entree.objects.exists()

    def test_a_reason_that_tells_of_nobody(self):
        une(motif="Arrêté 2026-012 du 02/01/2026, Jeanne d’Arc", taire=["Jeanne Lefèvre", ""])

    def test_outside_of_the_transaction_of_an_act(self):
        refus = []

        def course():
            try:
                une()
            except HorsTransaction as celui_ci:
                refus.append(celui_ci)

        a_part(course)
        assert len(refus) == 1

    def test_undone_with_the_act(self):
        with transaction.atomic():
            une()
            transaction.set_rollback(True)
        assert not Entree.objects.exists()


class TestActesDuReferentiel:
    @pytest.fixture
    def anct(self):
        return UserFactory(groupe="Administration")

    def test_a_merge(self, anct):
        absorbee, successeur = (CollectiviteFactory(type="epci") for _ in range(2))
        fusions.prononcer(absorbee, successeur, motif="Arrêté du 2 janvier", par=anct)
        entree = Entree.objects.get()
        assert (entree.acte, entree.personne, entree.motif) == (
            "territoires.fusion",
            anct,
            "Arrêté du 2 janvier",
        )
        assert entree.apres["successeur"] == successeur.pk
        assert list(Entree.objects.de_la_collectivite(successeur)) == [entree]

    def test_a_merge_that_only_looks_leaves_nothing(self):
        fusions.a_blanc(*(CollectiviteFactory(type="epci") for _ in range(2)))
        assert not Entree.objects.exists()

    def test_a_dissolution(self, anct):
        epci = CollectiviteFactory(type="epci")
        CollectiviteFactory(epci=epci)
        dissoudre(epci, motif="Arrêté", le=date(2026, 1, 2), par=anct)
        entree = Entree.objects.get()
        assert (entree.acte, entree.concerne) == ("territoires.dissolution", epci)
        assert entree.apres == {"statut": "dissoute", "termines": 1}

    def test_a_reason_with_an_address(self, anct):
        absorbee, successeur = (CollectiviteFactory(type="epci") for _ in range(2))
        with pytest.raises(fusions.FusionRefusee, match="Retirez"):
            fusions.prononcer(absorbee, successeur, motif="Voir a@b.fr", par=anct)

    def test_what_was_taken_in_is_read_with_its_successor(self):
        ancienne, nouvelle = CollectiviteFactory(), CollectiviteFactory()
        avant = une(au_nom_de=ancienne)
        une(au_nom_de=CollectiviteFactory())
        fusions.fusionner(ancienne, nouvelle, motif="Loi")
        lues = Entree.objects.de_la_collectivite(nouvelle)
        assert avant in lues and lues.count() == 2


class TestEcrans:
    @pytest.fixture
    def admin(self, client):
        client.force_login(UserFactory(groupe="Administration"))
        return client

    def test_the_list_filters_and_searches(self, admin):
        une(au_nom_de=CollectiviteFactory(nom="Vandœuvre"))
        une(au_nom_de=CollectiviteFactory(nom="Ambérieu"))
        liste = reverse("journal:index")
        assert admin.get(liste).text.count("journal/inspect/") >= 2
        trouvees = admin.get(liste, {"q": "vandoeuvre"}).text
        assert "Vandœuvre" in trouvees and "Ambérieu" not in trouvees
        assert "Ambérieu" not in admin.get(liste, {"acte": "territoires.fusion"}).text
        demain = {"le_from": "2099-01-01", "le_to": "2099-01-02"}
        assert "Ambérieu" not in admin.get(liste, demain).text

    def test_one_entry(self, admin):
        entree = une(avant={"niveau": 1}, apres={"niveau": 2}, motif="Parce que")
        page = admin.get(reverse("journal:inspect", args=[entree.pk])).text
        assert "Essai" in page and "1 → deux" in page and "Parce que" in page

    def test_what_it_is_about_is_one_click_away(self, admin):
        commune, personne = CollectiviteFactory(), UserFactory()
        affiliation = AffiliationFactory(collectivite=commune)
        for objet, route in (
            (commune, "collectivites:inspect"),
            (affiliation, "affiliations_admin:inspect"),
            (personne, "wagtailusers_users:edit"),
        ):
            entree = une(objet=objet, personne=personne)
            page = admin.get(reverse("journal:inspect", args=[entree.pk])).text
            assert f'<a href="{reverse(route, args=[objet.pk])}">{objet}</a>' in page
            assert f'<a href="{reverse("wagtailusers_users:edit", args=[personne.pk])}">' in page

    def test_what_is_no_more_keeps_its_number(self, admin):
        disparue = CollectiviteFactory()
        entree, numero = une(objet=disparue), disparue.pk
        disparue.delete()
        page = admin.get(reverse("journal:inspect", args=[entree.pk])).text
        assert f"collectivité {numero}" in page

    @pytest.mark.parametrize("forme", ["csv", "xlsx"])
    def test_it_goes_out_without_who(self, admin, forme):
        personne = UserFactory(first_name="Jeanne", last_name="Lefèvre")
        une(personne=personne, motif="=cmd()")
        reponse = admin.get(reverse("journal:index"), {"export": forme})
        contenu = b"".join(reponse)
        assert reponse.status_code == 200
        if forme == "csv":
            texte = contenu.decode()
            assert "'=cmd()" in texte and "Lefèvre" not in texte and "@" not in texte

    def test_the_list_costs_the_same_for_3_or_12(self, admin, count_queries):
        def ajouter(nombre):
            for _ in range(nombre):
                une(
                    personne=UserFactory(),
                    au_nom_de=CollectiviteFactory(),
                    objet=CollectiviteFactory(),
                )

        ajouter(3)
        peu = count_queries(admin.get, reverse("journal:index"))
        ajouter(9)
        assert count_queries(admin.get, reverse("journal:index")) == peu <= 25
