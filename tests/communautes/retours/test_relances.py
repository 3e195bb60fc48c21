"""What the command asks: once, of who is still there, of what is still proposed."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.models import User
from communautes.journal.models import Entree
from communautes.notifications.models import Notification
from communautes.retours import services
from communautes.retours.models import LienDExperience, Parcours, RelanceDActualite
from communautes.retours.models.lien import date_des_nouvelles
from communautes.retours.refus import RetourRefuse
from communautes.retours.reprises import relances
from communautes.retours.services import actualite, reprises
from tests.factories import AffiliationFactory, UserFactory
from tests.factories.retours import RetourFactory

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def inspirer(retour=None):
    une = AffiliationFactory()
    return reprises.s_inspirer(retour or RetourFactory(), une, par=une.personne)


def echoir(lien) -> None:
    LienDExperience.objects.filter(pk=lien.pk).update(nouvelles_le=timezone.localdate())


def dites(lien) -> int:
    return Notification.objects.filter(
        evenement__genre="retours.et_alors", personne=lien.par
    ).count()


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        (datetime(2026, 5, 31, 12, tzinfo=PARIS), date(2026, 11, 30)),
        (datetime(2026, 8, 31, 12, tzinfo=PARIS), date(2027, 2, 28)),
        (datetime(2026, 6, 30, 22, 30, tzinfo=ZoneInfo("UTC")), date(2027, 1, 1)),
    ],
)
def test_six_calendar_months_by_the_day_of_paris(le, attendu):
    assert date_des_nouvelles(le) == attendu


class TestEtAlors:
    def test_it_is_asked_once(self, relever):
        lien = inspirer()
        assert relances.demander_des_nouvelles() == 0
        echoir(lien)
        for _fois in range(2):
            call_command("relancer_retours", verbosity=0)
        assert dites(lien) == 1
        lien.refresh_from_db()
        assert lien.demandee_le is not None
        assert relances.demander_des_nouvelles() == 0  # whatever was told, and to whom

    def test_the_mail_leads_to_the_answer(self, relever, django_capture_on_commit_callbacks):
        lien = inspirer()
        echoir(lien)
        with django_capture_on_commit_callbacks(execute=True):
            relances.demander_des_nouvelles()
        (lettre,) = [un for un in relever() if un.to == [lien.par.email]]
        assert "et alors" in lettre.subject
        assert reverse("retours:inspiration", args=[lien.pk]) in lettre.body

    def test_by_the_clock_it_is_asked_on_the_site_without_the_command(self, client):
        lien = inspirer()
        echoir(lien)
        client.force_login(lien.par)
        page = client.get(reverse("retours:inspirations")).content.decode()
        assert "nouvelles attendues" in page
        assert client.get(reverse("retours:inspiration", args=[lien.pk])).status_code == 200

    @pytest.mark.parametrize(
        "quoi", ["retire", "depublie", "archive", "lien_retire", "partie", "compte_clos", "repondu"]
    )
    def test_never_of_what_is_over(self, quoi):
        retour = RetourFactory()
        lien = inspirer(retour)
        echoir(lien)
        auteur = retour.parcours.auteur
        if quoi == "retire":
            services.retirer(retour, par=auteur, motif="L’école a fermé.")
        elif quoi == "depublie":
            retour.unpublish()
        elif quoi == "archive":
            services.archiver(retour, par=auteur)
        elif quoi == "lien_retire":
            reprises.retirer_le_lien(lien, par=lien.par)
        elif quoi == "partie":
            Affiliation.objects.filter(personne=lien.par).update(
                statut="terminee", close_le=timezone.now()
            )
        elif quoi == "compte_clos":
            User.objects.filter(pk=lien.par_id).update(is_active=False)
        else:
            reprises.donner_des_nouvelles(lien, par=lien.par, issue="en_cours")
        assert relances.demander_des_nouvelles() == 0
        assert dites(lien) == 0

    def test_withdrawn_after_it_was_asked_the_question_goes(self):
        lien = inspirer()
        echoir(lien)
        relances.demander_des_nouvelles()
        reprises.retirer_le_lien(lien, par=lien.par)
        assert dites(lien) == 0

    def test_answered_by_a_colleague_it_is_asked_no_more(self):
        lien = inspirer()
        echoir(lien)
        relances.demander_des_nouvelles()
        collegue = AffiliationFactory(collectivite=lien.collectivite).personne
        reprises.donner_des_nouvelles(lien, par=collegue, issue="abandonne")
        assert dites(lien) == 0


def a_revoir(retour, depuis: int = 0):
    jour = timezone.localdate() - timedelta(days=depuis)
    Parcours.objects.filter(retour=retour).update(a_revoir_le=jour)
    retour.parcours.refresh_from_db()
    return retour


def lien_du_courriel(relever, personne) -> str:
    (lettre,) = [un for un in relever() if un.to == [personne.email]]
    (adresse,) = [mot for mot in lettre.body.split() if "/toujours-vrai/" in mot]
    return "/" + adresse.split("/", 3)[3]


class TestToujoursVrai:
    def test_its_author_is_asked_once_a_year(self, relever):
        retour = a_revoir(RetourFactory())
        for _fois in range(2):
            relances.demander_si_c_est_vrai()
        assert len([un for un in relever() if un.to == [retour.parcours.auteur.email]]) == 1
        with time_machine.travel(timezone.now() + timedelta(days=366)):
            Affiliation.objects.update(confirmee_le=timezone.localdate())
            assert relances.demander_si_c_est_vrai() == 1
        assert RelanceDActualite.objects.count() == 2

    def test_reading_changes_nothing_one_button_does(self, client, relever):
        retour = a_revoir(RetourFactory())
        auteur = retour.parcours.auteur
        relances.demander_si_c_est_vrai()
        adresse = lien_du_courriel(relever, auteur)
        page = client.get(adresse)
        assert page.status_code == 200
        retour.parcours.refresh_from_db()
        assert retour.parcours.a_revoir_le == timezone.localdate()
        jeton = adresse.rstrip("/").rpartition("/")[2]
        bouton = reverse("retours:confirmer_par_le_lien", args=[retour.pk, jeton])
        assert bouton in page.content.decode()
        assert client.get(bouton).status_code == 405
        assert client.post(bouton).url == retour.get_absolute_url()
        retour.parcours.refresh_from_db()
        assert retour.parcours.verifie_le == timezone.localdate()
        assert retour.parcours.a_revoir_le > timezone.localdate() + timedelta(days=360)
        assert Entree.objects.get(acte="retours.verifie").personne == auteur

    def test_the_link_serves_once(self):
        retour = a_revoir(RetourFactory(), depuis=3)
        jeton = actualite.jeton_pour(retour.parcours.auteur, retour)
        actualite.dire_toujours_vrai_par_le_lien(retour, jeton)
        with pytest.raises(RetourRefuse):
            actualite.dire_toujours_vrai_par_le_lien(retour, jeton)
        assert Entree.objects.filter(acte="retours.verifie").count() == 1

    @pytest.mark.parametrize("quoi", ["vieux", "faux", "partie", "perime", "retire", "autre"])
    def test_the_link_is_worth_nothing(self, client, quoi):
        retour = a_revoir(RetourFactory(), depuis=3)
        auteur = retour.parcours.auteur
        jeton = actualite.jeton_pour(auteur, retour)
        plus_tard = timedelta()
        if quoi == "vieux":
            plus_tard = actualite.VAUT + timedelta(hours=1)
        elif quoi == "faux":
            jeton = f"{jeton[:-3]}abc"
        elif quoi == "partie":
            Affiliation.objects.update(statut="terminee", close_le=timezone.now())
        elif quoi == "perime":
            actualite.dire_perime(retour, par=auteur)
        elif quoi == "retire":
            services.retirer(retour, par=auteur, motif="L’école a fermé.")
        else:
            retour = a_revoir(RetourFactory(), depuis=3)
        with time_machine.travel(timezone.now() + plus_tard), pytest.raises(RetourRefuse):
            actualite.dire_toujours_vrai_par_le_lien(retour, jeton)
        assert not Entree.objects.filter(acte="retours.verifie").exists()

    @pytest.mark.parametrize("quoi", ["retire", "archive", "perime", "pas_encore"])
    def test_never_asked_of_what_is_over(self, quoi):
        retour = RetourFactory()
        auteur = retour.parcours.auteur
        if quoi != "pas_encore":
            a_revoir(retour)
        if quoi == "retire":
            services.retirer(retour, par=auteur, motif="L’école a fermé.")
        elif quoi == "archive":
            services.archiver(retour, par=auteur)
        elif quoi == "perime":
            actualite.dire_perime(retour, par=auteur)
        assert relances.demander_si_c_est_vrai() == 0

    def test_its_authors_gone_who_answers_for_it_is_asked(self, relever):
        retour = a_revoir(RetourFactory())
        Affiliation.objects.update(statut="terminee", close_le=timezone.now())
        assert relances.demander_si_c_est_vrai() == 0
        lieu = retour.auteures.get().collectivite
        referente = AffiliationFactory(collectivite=lieu, referent=True)
        assert relances.demander_si_c_est_vrai() == 1
        assert [un.to for un in relever()] == [[referente.personne.email]]

    @pytest.mark.parametrize(
        ("a_revoir_le", "jour", "attendue"),
        [
            (date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 1)),
            (date(2026, 3, 1), date(2027, 2, 28), date(2026, 3, 1)),
            (date(2026, 3, 1), date(2027, 3, 1), date(2027, 3, 1)),
        ],
    )
    def test_each_year_has_its_day(self, a_revoir_le, jour, attendue):
        assert relances.derniere_echeance(a_revoir_le, jour) == attendue


class TestPlusToutAFait:
    def test_it_says_so_and_leads_to_the_editing(self, client):
        retour = RetourFactory()
        client.force_login(retour.parcours.auteur)
        assert client.get(reverse("retours:actualite", args=[retour.pk])).status_code == 200
        reponse = client.post(reverse("retours:perimer", args=[retour.pk]))
        assert reponse.url == reverse("retours:suivi", args=[retour.pk])
        retour.parcours.refresh_from_db()
        assert retour.etat == "a_actualiser"
        client.post(reverse("retours:verifier", args=[retour.pk]))
        retour.parcours.refresh_from_db()
        assert retour.parcours.perime_le is None

    @pytest.mark.parametrize("qui", ["visiteur", "autre"])
    def test_by_who_writes_it_alone(self, client, qui):
        retour = RetourFactory()
        if qui == "autre":
            client.force_login(UserFactory())
        for route in ("actualite", "verifier", "perimer"):
            adresse = reverse(f"retours:{route}", args=[retour.pk])
            reponse = client.get(adresse) if route == "actualite" else client.post(adresse)
            au_visiteur = 302 if route == "actualite" else 401
            assert reponse.status_code == (au_visiteur if qui == "visiteur" else 404)
        retour.parcours.refresh_from_db()
        assert retour.parcours.perime_le is None
