"""Whether a community lives: the question, sleep, the synthesis, its end; each act and who may."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from communautes.adhesions import services
from communautes.adhesions.models import Adhesion, Vie
from communautes.adhesions.permissions import peut_ecrire, peut_lire
from communautes.adhesions.refus import AdhesionRefusee
from communautes.journal.models import Entree
from tests.factories import AdhesionFactory, UserFactory

pytestmark = pytest.mark.django_db


def vie_de(communaute) -> Vie:
    return Vie.objects.get(pk=communaute.pk)


def interroger(communaute, *, il_y_a: int = 1) -> Vie:
    """Silent for 91 days, and asked so many days ago."""
    posee = timezone.now() - timedelta(days=il_y_a)
    Vie.objects.filter(pk=communaute.pk).update(
        derniere_activite_le=posee - timedelta(days=91), question_posee_le=posee
    )
    return vie_de(communaute)


def actes() -> list[str]:
    return list(Entree.objects.order_by("pk").values_list("acte", flat=True))


class TestActivite:
    def test_is_dated_and_answers_the_question(self, communaute):
        interroger(communaute)
        services.noter_activite(communaute)
        vie = vie_de(communaute)
        assert vie.question_posee_le is None
        assert timezone.now() - vie.derniere_activite_le < timedelta(minutes=1)

    @pytest.mark.parametrize("jours", [16, 40])
    def test_wakes_nothing(self, communaute, jours):
        avant = interroger(communaute, il_y_a=jours)
        services.noter_activite(communaute)
        assert vie_de(communaute).derniere_activite_le == avant.derniere_activite_le


class TestContinuer:
    def test_answers_for_three_months(self, communaute, animatrice):
        interroger(communaute)
        services.continuer(communaute, par=animatrice)
        assert vie_de(communaute).est_ouverte and not Vie.objects.a_interroger().exists()
        with time_machine.travel(timezone.now() + timedelta(days=91)):
            assert Vie.objects.a_interroger().get().pk == communaute.pk

    def test_twice_is_once(self, communaute, animatrice, anct):
        interroger(communaute)
        services.continuer(communaute, par=animatrice)
        services.continuer(communaute, par=anct)
        assert actes() == ["communautes.continuee"]

    def test_too_late_it_sleeps_already(self, communaute, animatrice):
        interroger(communaute, il_y_a=15)
        with pytest.raises(AdhesionRefusee, match="réveillez-la"):
            services.continuer(communaute, par=animatrice)


class TestSommeil:
    def test_is_read_and_nobody_writes(self, communaute, animatrice):
        membre = AdhesionFactory(communaute=communaute).personne
        services.endormir(communaute, par=animatrice, motif="Projet fini")
        communaute.refresh_from_db()
        assert peut_lire(membre, communaute) and not peut_ecrire(membre, communaute)

    def test_the_animation_and_anct_are_told_but_who_did_it(
        self, communaute, animatrice, anct, relever, django_capture_on_commit_callbacks
    ):
        autre = AdhesionFactory(communaute=communaute, anime=True).personne
        with django_capture_on_commit_callbacks(execute=True):
            services.endormir(communaute, par=animatrice, motif="Projet fini")
        messages = {message.to[0]: message.body for message in relever()}
        assert messages.keys() == {autre.email, anct.email}
        assert "/communautes/budgets-participatifs/vie/" in messages[autre.email]
        assert f"/admin/communautes/inspect/{communaute.pk}/" in messages[anct.email]
        assert "Projet fini" in messages[anct.email]

    def test_who_had_asked_to_enter_is_told_and_may_ask_again(
        self, communaute, animatrice, personne, relever, django_capture_on_commit_callbacks
    ):
        demande = services.rejoindre(communaute, par=personne, message="Bonjour")
        with django_capture_on_commit_callbacks(execute=True):
            services.endormir(communaute, par=animatrice, motif="Projet fini")
        demande.refresh_from_db()
        assert (demande.statut, demande.message) == ("quittee", "")
        message = next(m for m in relever() if m.to == [personne.email])
        assert message.subject.endswith("reste sans suite")
        services.reveiller(communaute, par=animatrice, motif="Nouvelle saison")
        assert services.rejoindre(communaute, par=personne).est_demandee

    def test_twice_is_once(self, communaute, animatrice, anct):
        services.endormir(communaute, par=animatrice, motif="Projet fini")
        services.endormir(communaute, par=anct, motif="Projet fini")
        assert actes() == ["communautes.endormie"]


class TestReveiller:
    def test_by_the_clock_it_had_slept_first(self, communaute, animatrice):
        interroger(communaute, il_y_a=20)
        services.reveiller(communaute, par=animatrice, motif="On reprend")
        assert actes() == ["communautes.endormie", "communautes.reveillee"]
        endormie = Entree.objects.get(acte="communautes.endormie")
        assert (endormie.personne, endormie.apres) == (None, {"etat": "sommeil"})
        vie = vie_de(communaute)
        assert vie.est_ouverte and vie.close_le is None

    def test_an_archive_is_opened_again_by_anct_alone(self, communaute, animatrice, anct):
        services.archiver(communaute, par=animatrice, motif="Fini", synthese="Un guide.")
        with pytest.raises(AdhesionRefusee, match="seule l’ANCT"):
            services.reveiller(communaute, par=animatrice, motif="On reprend")
        services.reveiller(communaute, par=anct, motif="On reprend")
        assert vie_de(communaute).est_ouverte


class TestArchiver:
    def test_wants_a_synthesis(self, communaute, animatrice):
        with pytest.raises(AdhesionRefusee, match="Écrivez la synthèse"):
            services.archiver(communaute, par=animatrice, motif="Fini", synthese="  ")
        assert vie_de(communaute).est_ouverte

    def test_the_one_that_is_written_already_is_enough(self, communaute, animatrice):
        services.ecrire_synthese(communaute, par=animatrice, texte="Un guide.")
        services.archiver(communaute, par=animatrice, motif="Fini")
        assert (vie_de(communaute).etat, vie_de(communaute).synthese) == ("archivee", "Un guide.")

    def test_keeps_the_day_since_which_it_slept(self, communaute, animatrice):
        endormie = services.endormir(communaute, par=animatrice, motif="Fini")
        archivee = services.archiver(communaute, par=animatrice, motif="Fini", synthese="Un guide.")
        assert archivee.close_le == endormie.close_le

    def test_its_synthesis_may_change_and_not_go(self, communaute, animatrice):
        services.archiver(communaute, par=animatrice, motif="Fini", synthese="Un guide.")
        services.ecrire_synthese(communaute, par=animatrice, texte="Deux guides.")
        with pytest.raises(AdhesionRefusee, match="garde une synthèse"):
            services.ecrire_synthese(communaute, par=animatrice, texte=" ")
        assert vie_de(communaute).synthese == "Deux guides."

    def test_is_not_put_to_sleep(self, communaute, animatrice):
        services.archiver(communaute, par=animatrice, motif="Fini", synthese="Un guide.")
        with pytest.raises(AdhesionRefusee, match="archivée"):
            services.endormir(communaute, par=animatrice, motif="Fini")


GESTES = {
    "continuer": lambda communaute, par: services.continuer(communaute, par=par),
    "endormir": lambda communaute, par: services.endormir(communaute, par=par, motif="Fini"),
    "reveiller": lambda communaute, par: services.reveiller(communaute, par=par, motif="Suite"),
    "archiver": lambda communaute, par: services.archiver(
        communaute, par=par, motif="Fini", synthese="Un guide."
    ),
    "ecrire_synthese": lambda communaute, par: services.ecrire_synthese(
        communaute, par=par, texte="Un guide."
    ),
}


@pytest.mark.parametrize("geste", GESTES.values(), ids=GESTES)
class TestQuiLePeut:
    def test_the_animation_and_anct(self, communaute, animatrice, anct, geste):
        geste(communaute, animatrice)
        geste(communaute, anct)

    @pytest.mark.parametrize("role", ["membre", "moderateur"])
    def test_no_other_member(self, communaute, role, geste):
        membre = AdhesionFactory(communaute=communaute, role=role).personne
        with pytest.raises(AdhesionRefusee, match="à l’animation"):
            geste(communaute, membre)

    def test_neither_who_animates_elsewhere_nor_who_has_left(self, communaute, animatrice, geste):
        services.quitter(Adhesion.objects.get(personne=animatrice), par=animatrice)
        ailleurs = AdhesionFactory(anime=True).personne
        for qui in (animatrice, ailleurs, UserFactory()):
            with pytest.raises(AdhesionRefusee, match="à l’animation"):
                geste(communaute, qui)


@pytest.mark.parametrize("geste", ["endormir", "archiver", "reveiller"])
@pytest.mark.parametrize("motif", ["", " ", "Voir eva@exemple.org", "Appeler le 06 12 34 56 78"])
def test_a_reason_is_required_and_names_nobody(communaute, animatrice, geste, motif):
    services.ecrire_synthese(communaute, par=animatrice, texte="Un guide.")
    if geste == "reveiller":
        services.endormir(communaute, par=animatrice, motif="Fini")
    avant = vie_de(communaute).etat
    with pytest.raises(AdhesionRefusee):
        getattr(services, geste)(communaute, par=animatrice, motif=motif)
    assert vie_de(communaute).etat == avant


class TestFin:
    @pytest.mark.parametrize(("jours", "passee"), [(-1, True), (0, False), (1, False)])
    def test_the_last_day_is_still_in_time(self, finissant, jours, passee):
        assert vie_de(finissant(jours)).fin_est_passee is passee
        assert Vie.objects.fin_passee().exists() is passee

    def test_no_more_once_archived(self, animatrice, communaute, finissant):
        finissant(-1, communaute)
        services.archiver(communaute, par=animatrice, motif="Fini", synthese="Un guide.")
        assert not vie_de(communaute).fin_est_passee and not Vie.objects.fin_passee().exists()


@pytest.mark.parametrize(
    "fautes",
    [
        {"etat": "archivee", "close_le": timezone.now()},
        {"etat": "sommeil"},
        {"close_le": timezone.now()},
        {"question_posee_le": timezone.now() - timedelta(days=400)},
        {"etat": "sommeil", "close_le": timezone.now(), "question_posee_le": timezone.now()},
    ],
    ids=lambda fautes: "+".join(fautes),
)
def test_the_database_refuses(communaute, fautes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Vie.objects.filter(pk=communaute.pk).update(**fautes)
