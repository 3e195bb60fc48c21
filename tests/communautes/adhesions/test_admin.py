"""ANCT’s two lists and their screens: filtered, exported, decided upon; nothing that is said."""

import io
from datetime import timedelta

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from communautes.adhesions import services
from communautes.adhesions.models import Adhesion, Vie
from communautes.journal.models import Entree
from tests.factories import AdhesionFactory, CommunautePageFactory, UserFactory

pytestmark = pytest.mark.django_db
ADHESIONS, COMMUNAUTES = reverse("adhesions_admin:index"), reverse("communautes_admin:index")


@pytest.fixture
def administration(client, anct):
    client.force_login(anct)
    return client


def membre(nom: str, **champs) -> Adhesion:
    return AdhesionFactory(personne=UserFactory(first_name="Camille", last_name=nom), **champs)


def fiche(objet) -> str:
    liste = "adhesions_admin" if isinstance(objet, Adhesion) else "communautes_admin"
    return reverse(f"{liste}:inspect", args=[objet.pk])


def formulaire(reponse):
    return BeautifulSoup(reponse.content, "html.parser").find("form", class_="listes-action")


class TestListeDesAdhesions:
    @pytest.mark.parametrize(
        ("filtre", "attendus"),
        [
            ({"file": ""}, {"Tard", "Tôt", "Membre", "Exclue", "Revenue"}),
            ({"file": "retard"}, {"Tard"}),
            ({"file": "demandees"}, {"Tard", "Tôt"}),
            ({"file": "actives"}, {"Membre"}),
            ({"file": "exclues"}, {"Exclue"}),
            ({"role": "moderateur"}, {"Membre"}),
            ({"q": "tot camille"}, {"Tôt"}),
        ],
    )
    def test_each_filter(self, administration, communaute, animatrice, filtre, attendus):
        hier = timezone.now() - timedelta(days=1)
        membre("Tard", communaute=communaute, demandee=True, echeance_le=hier)
        membre("Tôt", communaute=communaute, demandee=True)
        membre("Membre", role="moderateur")
        membre("Exclue", exclue=True)
        membre("Revenue", exclue=True, exclue_jusqu_au=hier)
        lues = administration.get(ADHESIONS, filtre).context["object_list"]
        assert {une.personne.last_name for une in lues} - {"Matrice"} == attendus

    def test_by_community(self, administration, communaute):
        ici, _ailleurs = membre("Ici", communaute=communaute), membre("Ailleurs")
        page = administration.get(ADHESIONS, {"communaute": communaute.pk})
        assert list(page.context["object_list"]) == [ici]

    def test_it_opens_on_what_waits_for_anct(self, administration):
        membre("Membre")
        page = administration.get(ADHESIONS, follow=True)
        assert page.request["QUERY_STRING"] == "file=retard"
        assert "Aucune demande n’attend l’ANCT" in page.text

    @pytest.mark.parametrize("tri", ["personne", "-communaute", "role", "depuis", "-echeance_le"])
    def test_each_sort(self, administration, tri):
        une = membre("Abel")
        lues = administration.get(ADHESIONS, {"ordering": tri}).context["object_list"]
        assert list(lues) == [une]

    @pytest.mark.parametrize("adresse", [f"{ADHESIONS}?file=", COMMUNAUTES])
    def test_it_costs_the_same_whatever_the_number(self, administration, count_queries, adresse):
        for _n in range(2):
            AdhesionFactory(anime=True)
        peu = count_queries(administration.get, adresse)
        for _n in range(4):
            AdhesionFactory(anime=True, communaute=Adhesion.objects.first().communaute)
            AdhesionFactory(anime=True)
        assert count_queries(administration.get, adresse) == peu <= 25

    def test_the_export_has_names_no_address_and_no_formula(self, administration):
        une = membre("=SOMME(A1)", demandee=True, message="Confidence")
        reponse = administration.get(ADHESIONS, {"file": "", "export": "csv"})
        texte = reponse.getvalue().decode("utf-8-sig")
        assert "Camille =SOMME(A1)" in texte and une.communaute.title in texte
        assert une.personne.email not in texte and "Confidence" not in texte
        assert not any(
            c.startswith(("=", "+", "-", "@")) for c in texte.replace('"', "").split(";")
        )


class TestListeDesCommunautes:
    @pytest.mark.parametrize(
        ("file", "attendus"),
        [
            ("", {"Seule", "Silencieuse", "Muette", "Finie", "Close"}),
            ("sans_animation", {"Seule"}),
            ("interrogees", {"Silencieuse"}),
            ("endormies", {"Muette"}),
            ("fin_passee", {"Finie"}),
            ("archivees", {"Close"}),
            ("vivantes", {"Seule", "Silencieuse", "Finie"}),
        ],
    )
    def test_each_filter(self, administration, finissant, file, attendus):
        maintenant = timezone.now()
        noms = ["Seule", "Silencieuse", "Muette", "Finie", "Close"]
        vies = {nom: Vie.objects.filter(pk=CommunautePageFactory(title=nom).pk) for nom in noms}
        avant = {"derniere_activite_le": maintenant - timedelta(days=200)}
        vies["Seule"].update(sans_animation_depuis=maintenant)
        vies["Silencieuse"].update(question_posee_le=maintenant, **avant)
        vies["Muette"].update(question_posee_le=maintenant - timedelta(days=20), **avant)
        finissant(-1, vies["Finie"].get().communaute)
        vies["Close"].update(etat="archivee", close_le=maintenant, synthese="Un guide.")
        lues = administration.get(COMMUNAUTES, {"file": file}).context["object_list"]
        assert {vie.communaute.title for vie in lues} == attendus

    def test_a_line_says_who_animates_and_how_many(self, administration, communaute, animatrice):
        AdhesionFactory.create_batch(2, communaute=communaute, demandee=True)
        [vie] = administration.get(COMMUNAUTES).context["object_list"]
        assert vie.noms_de_l_animation == "Ana Matrice"
        assert (vie.nombre_de_membres, vie.nombre_de_demandes) == (1, 2)

    @pytest.mark.parametrize("tri", ["communaute", "-nombre_de_membres", "fin_prevue", "etat"])
    def test_each_sort(self, administration, communaute, tri):
        [vie] = administration.get(COMMUNAUTES, {"ordering": tri}).context["object_list"]
        assert vie.pk == communaute.pk

    def test_the_export_says_what_the_list_says(self, administration, communaute, animatrice):
        reponse = administration.get(COMMUNAUTES, {"export": "xlsx"})
        classeur = openpyxl.load_workbook(io.BytesIO(reponse.getvalue()))
        lignes = list(classeur.active.iter_rows(values_only=True))
        assert "Ana Matrice" in lignes[1] and communaute.title in lignes[1]


class TestFicheDAdhesion:
    def test_what_was_written_to_enter_is_not_there(self, administration):
        une = membre("Tard", demandee=True, message="Confidence")
        page = administration.get(fiche(une)).text
        assert "Camille Tard" in page and "Accepter la demande" in page
        assert "Confidence" not in page and "Exclure" not in page

    @pytest.mark.parametrize(
        ("champs", "envoi", "attendu"),
        [
            ({"demandee": True}, {"acte": "accepter"}, {"statut": "active"}),
            ({"demandee": True}, {"acte": "refuser", "motif": "Hors sujet"}, {"statut": "refusee"}),
            ({}, {"acte": "exclure", "motif": "Insultes", "duree": "30"}, {"statut": "exclue"}),
            (
                {"exclue": True},
                {"acte": "lever", "motif": "Excuses faites"},
                {"statut": "quittee"},
            ),
            ({}, {"acte": "animateur"}, {"role": "animateur"}),
            ({"anime": True}, {"acte": "membre"}, {"role": "membre"}),
        ],
        ids=["accepter", "refuser", "exclure", "lever", "animateur", "membre"],
    )
    def test_each_decision(self, administration, champs, envoi, attendu):
        une = membre("Duprez", **champs)
        assert administration.post(fiche(une), envoi).status_code == 302
        une.refresh_from_db()
        assert {nom: getattr(une, nom) for nom in attendu} == attendu
        assert Entree.objects.count() == 1

    @pytest.mark.parametrize(
        "envoi",
        [
            {"acte": "exclure", "duree": "90"},
            {"acte": "exclure", "duree": "90", "motif": "Écrire à eva@exemple.org"},
            {"acte": "accepter", "duree": "90", "motif": "Trop tard"},
            {"duree": "90", "motif": "Sans décision"},
        ],
    )
    def test_what_is_refused_comes_back_as_it_was_typed(self, administration, envoi):
        une = membre("Duprez")
        reponse = administration.post(fiche(une), envoi)
        assert reponse.status_code == 422
        assert envoi.get("motif", "") in reponse.text and 'value="90" selected' in reponse.text
        une.refresh_from_db()
        assert une.est_active and not Entree.objects.exists()

    def test_of_who_is_forgotten_no_address(self, administration):
        from communautes.comptes.donnees import services as donnees

        une = membre("Duprez")
        donnees.anonymiser(une.personne, par=None, cause=donnees.Cause.DEMANDE)
        page = administration.get(fiche(une))
        assert page.status_code == 200 and "anonyme.invalid" not in page.text


class TestFicheDeCommunaute:
    def test_names_somebody_by_their_address(self, administration, communaute, personne):
        envoi = {"acte": "nommer", "adresse": personne.email.upper()}
        assert administration.post(fiche(communaute.vie), envoi).status_code == 302
        assert Adhesion.objects.get(personne=personne).anime

    @pytest.mark.parametrize("adresse", ["", "inconnue@exemple.example.org", "pas une adresse"])
    def test_an_address_without_an_account_is_refused(self, administration, communaute, adresse):
        envoi = {"acte": "nommer", "adresse": adresse}
        reponse = administration.post(fiche(communaute.vie), envoi)
        assert reponse.status_code == 422 and adresse in reponse.text
        assert not Adhesion.objects.exists()

    def test_a_closed_account_too(self, administration, communaute):
        fermee = UserFactory(is_active=False)
        envoi = {"acte": "nommer", "adresse": fermee.email}
        assert administration.post(fiche(communaute.vie), envoi).status_code == 422

    def test_sleeps_wakes_and_ends(self, administration, communaute):
        adresse = fiche(communaute.vie)
        for acte in ("endormir", "reveiller", "archiver", "reveiller"):
            envoi = {"acte": acte, "motif": "Projet fini", "synthese": "Un guide."}
            assert administration.post(adresse, envoi).status_code == 302
        assert list(Entree.objects.order_by("pk").values_list("acte", flat=True)) == [
            "communautes.endormie",
            "communautes.reveillee",
            "communautes.archivee",
            "communautes.reveillee",
        ]

    def test_an_archive_wants_its_synthesis(self, administration, communaute):
        envoi = {"acte": "archiver", "motif": "Projet fini", "synthese": " "}
        reponse = administration.post(fiche(communaute.vie), envoi)
        assert reponse.status_code == 422 and "Écrivez la synthèse" in reponse.text
        assert "Projet fini" in reponse.text

    @pytest.mark.parametrize("acte", ["synthese", "archiver"])
    def test_of_two_who_write_the_synthesis_neither_undoes_the_other(
        self, administration, communaute, animatrice, acte
    ):
        ou = fiche(communaute.vie)
        lue = formulaire(administration.get(ou))
        services.ecrire_synthese(communaute, par=animatrice, texte="La sienne.")
        envoi = {"acte": acte, "motif": "Elle finit", "synthese": "La mienne."}
        refus = administration.post(ou, envoi | {"lu": lue.find("input", {"name": "lu"})["value"]})
        assert refus.status_code == 422 and "a été récrite" in refus.text
        assert "La sienne." in refus.text  # on the screen, above the form
        assert Vie.objects.get(pk=communaute.pk).synthese == "La sienne."
        rendu = formulaire(refus)
        assert rendu.find("textarea", {"name": "synthese"}).text.strip() == "La mienne."
        nouveau = rendu.find("input", {"name": "lu"})["value"]
        assert administration.post(ou, envoi | {"lu": nouveau}).status_code == 302
        assert Vie.objects.get(pk=communaute.pk).synthese == "La mienne."

    def test_it_names_who_animates_and_leads_to_the_members(
        self, administration, communaute, animatrice
    ):
        page = administration.get(fiche(communaute.vie)).text
        assert "Ana Matrice" in page
        assert f"?file=actives&amp;communaute={communaute.pk}" in page


@pytest.mark.parametrize("groupe", ["Rédaction", "Relecture", None])
def test_nobody_else_reads_nor_decides(client, communaute, groupe):
    une = AdhesionFactory(communaute=communaute, demandee=True)
    client.force_login(UserFactory(**({"groupe": groupe} if groupe else {})))
    for adresse in (ADHESIONS, COMMUNAUTES, fiche(une), fiche(communaute.vie)):
        assert client.get(adresse).status_code in (302, 403)
    client.post(fiche(une), {"acte": "accepter"})
    une.refresh_from_db()
    assert une.est_demandee


class TestAccueil:
    def test_says_what_waits_and_where(self, administration, communaute, animatrice, finissant):
        services.rejoindre(communaute, par=UserFactory(first_name="Ali", last_name="Ben"))
        services.quitter(Adhesion.objects.get(personne=animatrice), par=animatrice)
        finissant(-1, communaute)
        page = administration.get(reverse("wagtailadmin_home")).text
        for adresse in (
            f"{ADHESIONS}?file=retard",
            f"{COMMUNAUTES}?file=sans_animation",
            f"{COMMUNAUTES}?file=fin_passee",
        ):
            assert adresse in page

    def test_nothing_when_nothing_waits_nor_to_who_may_not(self, client, administration):
        assert (
            "adhésion"
            not in administration.get(reverse("wagtailadmin_home")).text.split("<main")[-1]
        )
        AdhesionFactory(demandee=True)
        client.force_login(UserFactory(groupe="Rédaction"))
        assert "file=retard" not in client.get(reverse("wagtailadmin_home")).text


class TestEnNombre:
    @staticmethod
    def adresse(acte: str) -> str:
        return reverse("wagtail_bulk_action", args=["adhesions", "adhesion", acte])

    def envoyer(self, client, acte: str, adhesions, **champs):
        objets = ",".join(str(une.pk) for une in adhesions)
        return client.post(self.adresse(acte), {"objets": objets, **champs})

    def test_the_list_has_its_boxes_for_who_conducts(self, administration, client):
        membre("Tard", demandee=True)
        page = administration.get(ADHESIONS, {"file": ""}).text
        assert "data-bulk-action-footer" in page and self.adresse("refuser") in page

    def test_the_confirmation_says_who_where_and_who_not(self, administration):
        attend, dedans = membre("Attend", demandee=True), membre("Dedans")
        page = administration.get(self.adresse("accepter"), {"id": [attend.pk, dedans.pk]})
        assert [nom for nom, *_ in page.context["items"]] == ["Camille Attend"]
        assert attend.communaute.title in page.text
        assert [nom for nom, _raison in page.context["refusees"]] == ["Camille Dedans"]

    @pytest.mark.parametrize(("acte", "statut"), [("accepter", "active"), ("refuser", "refusee")])
    def test_each_has_its_answer_its_line_and_its_mail(
        self, administration, acte, statut, django_capture_on_commit_callbacks
    ):
        demandes = [membre(nom, demandee=True) for nom in ("Un", "Deux", "Trois")]
        with django_capture_on_commit_callbacks(execute=True):
            self.envoyer(administration, acte, demandes, motif="Ce n’est pas le sujet")
        assert set(Adhesion.objects.values_list("statut", flat=True)) == {statut}
        assert Entree.objects.filter(acte__startswith="adhesions.").count() == 3
        assert len(mail.outbox) == 3

    def test_refusing_needs_a_reason_and_keeps_the_choice(self, administration):
        une = membre("Une", demandee=True)
        reponse = self.envoyer(administration, "refuser", [une], motif="")
        assert reponse.status_code == 422 and f'value="{une.pk}"' in reponse.text
        une.refresh_from_db()
        assert une.est_demandee

    def test_what_cannot_be_is_said_and_takes_nothing_away(self, administration, anct):
        bonne, mienne = (
            membre("Bonne", demandee=True),
            AdhesionFactory(personne=anct, demandee=True),
        )
        reponse = self.envoyer(administration, "accepter", [bonne, mienne])
        bonne.refresh_from_db()
        mienne.refresh_from_db()
        assert bonne.est_active and mienne.est_demandee
        page = administration.get(reponse.url, follow=True).text
        assert "1 demande est acceptée." in page and "sa propre demande" in page

    @pytest.mark.parametrize("role", [None, "Rédaction", "Relecture"])
    def test_only_who_conducts(self, client, role):
        client.force_login(UserFactory(groupe=role))
        une = membre("Une", demandee=True)
        assert self.envoyer(client, "accepter", [une]).status_code in (302, 403)
        une.refresh_from_db()
        assert une.est_demandee
