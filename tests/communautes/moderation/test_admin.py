"""ANCT’s queue: filtered, exported, decided upon one by one and many at once."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from communautes.moderation import services
from communautes.moderation.models import Dossier
from communautes.notifications.models import Notification
from home.tableau.registre import mentions
from tests.factories import UserFactory
from tests.salle_d_essai.models import Propos

LISTE = reverse("dossiers_de_moderation:index")
MOTIF = "Propos insultants envers un élu"


@pytest.fixture
def administration(client, anct):
    client.force_login(anct)
    return client


@pytest.fixture
def temoin(db):
    return UserFactory(first_name="Zoé", last_name="Quatremère")


@pytest.fixture
def dossier(propos, temoin):
    return services.signaler(propos, categorie="injure", par=temoin, precisions="Ligne 3").dossier


@pytest.fixture
def dossiers(dossier, salle, autrice, moderatrice):
    """By name: one of each state."""
    nommes = {"recu": dossier}
    for nom in ("tard", "retire", "conteste", "laisse"):
        objet = Propos.objects.create(texte=nom, auteur_pk=autrice.pk)
        nommes[nom] = services.signaler(objet, categorie="publicite").dossier
    il_y_a = timezone.now() - timedelta(days=8)
    Dossier.objects.filter(pk=nommes["tard"].pk).update(ouvert_le=il_y_a)
    decideur = UserFactory(groupe="Administration")
    for nom in ("retire", "conteste", "laisse"):
        quoi = "laisse" if nom == "laisse" else "masque"
        services.decider(nommes[nom], par=decideur, decision=quoi, base="loi", motif=MOTIF)
    services.contester(nommes["conteste"], par=autrice, texte="Non")
    auto = Propos.objects.create(texte="https://exemple.org", auteur_pk=autrice.pk)
    services.examiner(auto, autrice)
    nommes["auto"] = Dossier.objects.exclude(regles=[]).get()
    return nommes


def fiche(dossier) -> str:
    return reverse("dossiers_de_moderation:inspect", args=[dossier.pk])


class TestListe:
    @pytest.mark.parametrize(
        ("filtre", "attendus"),
        [
            ({"file": ""}, {"recu", "tard", "retire", "conteste", "laisse", "auto"}),
            ({"file": "a_traiter"}, {"recu", "tard", "conteste", "auto"}),
            ({"file": "ouverts"}, {"recu", "tard", "auto"}),
            ({"file": "retard"}, {"tard"}),
            ({"file": "contestes"}, {"conteste"}),
            ({"file": "automatiques"}, {"auto"}),
            ({"file": "decides"}, {"retire", "conteste", "laisse"}),
            ({"categorie": "injure"}, {"recu"}),
            ({"decision": "laisse"}, {"laisse"}),
        ],
    )
    def test_each_filter(self, administration, dossiers, filtre, attendus):
        lus = {une.pk for une in administration.get(LISTE, filtre).context["object_list"]}
        assert {nom for nom, une in dossiers.items() if une.pk in lus} == attendus

    def test_it_opens_on_what_waits(self, administration, dossiers):
        assert administration.get(LISTE).url == f"{LISTE}?file=a_traiter"

    def test_the_number_of_queries_does_not_grow(
        self, administration, salle, autrice, count_queries
    ):
        def signaler(nombre):
            for _ in range(nombre):
                objet = Propos.objects.create(texte="x", auteur_pk=autrice.pk)
                services.signaler(objet, categorie="injure", par=UserFactory())

        signaler(2)
        petit = count_queries(administration.get, LISTE, {"file": "ouverts"})
        signaler(8)
        assert count_queries(administration.get, LISTE, {"file": "ouverts"}) == petit <= 25

    def test_the_export_names_nobody(self, administration, dossiers, autrice):
        adresse = reverse("echanges:exporter", args=["moderation", "xlsx"])
        fichier = b"".join(administration.get(adresse).streaming_content)
        lu = str(list(openpyxl.load_workbook(io.BytesIO(fichier)).active.values))
        assert MOTIF in lu and "Quatremère" not in lu and autrice.last_name not in lu
        assert "Ligne 3" not in lu

    def test_the_admin_home_counts(self, rf, anct, dossiers):
        requete = rf.get("/")
        requete.user = anct
        dits = {dite.titre: dite.nombre for dite in mentions(requete)}
        assert dits["Contenus signalés à relire"] == 3
        assert dits["Contenus signalés depuis plus de sept jours"] == 1
        assert dits["Décisions de modération contestées"] == 1


class TestFiche:
    def test_who_reported_is_named_to_anct(self, administration, dossier):
        lu = administration.get(fiche(dossier)).content.decode()
        assert "Quatremère" in lu and "Ligne 3" in lu and dossier.texte in lu

    def test_who_wrote_reads_nothing_of_it_even_at_anct(self, administration, salle, anct, temoin):
        sien = Propos.objects.create(texte="Le mien", auteur_pk=anct.pk)
        dossier = services.signaler(sien, categorie="injure", par=temoin).dossier
        reponse = administration.get(fiche(dossier), follow=True)
        assert "Quatremère" not in reponse.content.decode()
        liste = administration.get(LISTE, {"file": ""})
        assert dossier not in liste.context["object_list"]

    def test_no_text_is_a_tag(self, administration, salle, autrice):
        objet = Propos.objects.create(texte="<script>a</script>", auteur_pk=autrice.pk)
        dossier = services.signaler(objet, categorie="autre", precisions="<img src=x>\n<b>").dossier
        objet.texte = "<script>b</script>"
        objet.save()
        lu = administration.get(fiche(dossier)).content.decode()
        assert "&lt;script&gt;a" in lu and "&lt;script&gt;b" in lu and "&lt;img src=x" in lu
        assert "<script>a" not in lu and "<script>b" not in lu and "<img src=x" not in lu

    def test_deciding_with_a_reason(self, administration, dossier, anct):
        administration.post(fiche(dossier), {"acte": "retirer", "base": "loi", "motif": MOTIF})
        dossier.refresh_from_db()
        assert (dossier.etat, dossier.base, dossier.decide_par) == ("decide", "loi", anct)

    def test_what_is_refused_comes_back_as_typed(self, administration, dossier):
        reponse = administration.post(fiche(dossier), {"acte": "retirer", "motif": MOTIF})
        lu = reponse.content.decode()
        assert reponse.status_code == 422 and MOTIF in lu and "Dites au regard de quoi" in lu

    def test_an_appeal_is_answered(self, administration, dossiers):
        conteste = dossiers["conteste"]
        assert "Non" in administration.get(fiche(conteste)).content.decode()
        administration.post(fiche(conteste), {"acte": "lever", "motif": "Relu en entier"})
        conteste.refresh_from_db()
        assert conteste.etat == "leve" and Propos.objects.get(texte="conteste").est_publie

    def test_who_decided_reads_that_another_answers(self, client, dossiers):
        conteste = dossiers["conteste"]
        conteste.refresh_from_db()
        UserFactory(groupe="Administration")
        client.force_login(conteste.decide_par)
        assert "une autre personne" in client.get(fiche(conteste)).content.decode()
        assert client.post(fiche(conteste), {"acte": "lever", "motif": "x"}).status_code != 200
        conteste.refresh_from_db()
        assert conteste.etat == "conteste"

    def test_what_is_gone_is_closed(self, administration, dossier):
        Propos.objects.all().delete()
        administration.post(fiche(dossier), {"acte": "sans_objet", "motif": "Effacé"})
        dossier.refresh_from_db()
        assert dossier.decision == "sans_objet"


class TestEnNombre:
    def adresse(self, acte: str) -> str:
        return reverse("wagtail_bulk_action", args=["moderation", "dossier", acte])

    def test_the_confirmation_says_what_stays(self, administration, dossiers):
        cles = [une.pk for une in dossiers.values()]
        page = administration.get(self.adresse("retirer"), {"id": cles})
        assert len(page.context["items"]) == len(page.context["refusees"]) == 3

    def test_all_those_that_wait_are_decided_for_one_reason(self, administration, dossiers):
        objets = ",".join(str(une.pk) for une in dossiers.values())
        donnees = {"objets": objets, "base": "regles", "motif": "Publicité"}
        administration.post(self.adresse("retirer"), donnees)
        assert Dossier.objects.filter(motif="Publicité").count() == 3
        assert Propos.objects.filter(moderation="retire").count() == 5

    def test_without_a_reason_nothing_is_done(self, administration, dossiers):
        donnees = {"objets": str(dossiers["recu"].pk), "base": "regles", "motif": ""}
        assert administration.post(self.adresse("laisser"), donnees).status_code == 422
        assert Dossier.objects.ouverts().count() == 3


class TestTropTard:
    def test_an_answer_that_comes_second_says_so_and_keeps_its_words(
        self, administration, anct, dossiers
    ):
        conteste = dossiers["conteste"]
        services.trancher(conteste, par=anct, lever=True, motif="Relu à deux")
        envoi = {"acte": "confirmer", "motif": "Mes mots à moi"}
        refus = administration.post(fiche(conteste), envoi)
        assert refus.status_code == 422 and "Une décision est déjà prise" in refus.text
        assert "Mes mots à moi" in refus.text
        conteste.refresh_from_db()
        assert conteste.etat == "leve"

    def test_an_appeal_is_told_to_who_may_answer_it(self, dossiers, anct, autrice):
        retire = dossiers["retire"]
        services.contester(retire, par=autrice, texte="Je conteste.")
        dites = Notification.objects.filter(
            evenement__genre="moderation.contestation", evenement__objet_pk=retire.pk
        )
        gens = {une.personne_id for une in dites}
        assert anct.pk in gens and retire.decide_par_id not in gens

    def test_its_page_gives_the_appeal_and_the_way_to_answer(self, client, anct, dossiers):
        client.force_login(anct)
        conteste = dossiers["conteste"]
        page = client.get(reverse("moderation:dossier", args=[conteste.pk])).text
        assert "Répondre à la contestation" in page and "<p>Non</p>" in page
