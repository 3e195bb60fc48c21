"""What is mailed at once: after the commit, once, to who may still read it, and never its text."""

import pytest
from django.core import mail
from django.core.management import call_command

from communautes.comptes.models import User
from communautes.notifications import registre, services
from communautes.notifications.canaux import Canal
from communautes.notifications.models import Courriel, Evenement, Notification
from communautes.notifications.services.ecrire import ecrire_les_immediates
from communautes.territoires.models import Collectivite
from home.confidentiel import ENTETE_AU_SUJET_DE
from tests.factories import CollectiviteFactory, UserFactory
from tests.paralleles import a_part_puis_vider, ensemble

pytestmark = pytest.mark.django_db
SECRET = "Un mot secret du corps"


@pytest.fixture
def envoyes(django_capture_on_commit_callbacks):
    """`envoyes(fonction)`: the mails that leave once what it does is committed."""

    def _envoyes(fonction) -> list:
        with django_capture_on_commit_callbacks(execute=True):
            fonction()
        return mail.outbox

    return _envoyes


def test_says_what_happened_and_where_and_leads_there(dire, personne, envoyes):
    auteur = UserFactory(first_name="Zoé", last_name="Durand")
    [courriel] = envoyes(lambda: dire("essai.reponse", personne, par=auteur))
    objet = Collectivite.objects.get(nom=SECRET)
    assert courriel.to == [personne.email]
    assert courriel.subject == "Zoé Durand répond dans « Budget participatif »"
    assert f"/discussions/{objet.pk}/" in courriel.body
    assert "Pourquoi vous recevez ce courriel" in courriel.body
    html = courriel.alternatives[0][0]
    for texte in (courriel.body, html):
        assert SECRET not in texte and "Une réponse" in texte and "/arreter/" in texte
    assert "<img" not in html and "src=" not in html and "style" not in html


def test_says_of_whom_it_speaks_where_it_names_them(dire, personne, envoyes):
    auteur = UserFactory(first_name="Zoé", last_name="Durand")
    envoyes(lambda: dire("essai.reponse", personne, par=auteur))
    envoyes(lambda: dire("essai.decision", personne, par=auteur))
    avec, sans = Courriel.objects.order_by("pk")
    assert avec.au_sujet_de == [auteur.pk] and sans.au_sujet_de == []
    assert ENTETE_AU_SUJET_DE not in avec.entetes


def test_what_cannot_be_turned_off_has_no_unsubscribe(dire, personne, envoyes):
    [courriel] = envoyes(lambda: dire("essai.decision", personne))
    assert "List-Unsubscribe" not in courriel.extra_headers
    assert "/arreter/" not in courriel.body + courriel.alternatives[0][0]
    assert "toujours dite par courriel" in courriel.body


def test_a_title_never_becomes_a_line_nor_a_link(dire, personne, discussion, envoyes):
    Collectivite.objects.filter(pk=discussion.pk).update(nom='<a href="x">Gagnez</a>\nBcc: z@x.fr')
    [courriel] = envoyes(lambda: dire("essai.reponse", personne))
    assert "\n" not in courriel.subject and "Bcc: z@x.fr" in courriel.subject
    assert '<a href="x">' not in courriel.alternatives[0][0]


def test_who_lost_access_since_hears_nothing_and_sees_nothing(dire, salle, personne):
    objet = dire("essai.reponse", personne)
    salle.lecteurs[objet.pk] = set()
    assert ecrire_les_immediates() == 0
    assert not Courriel.objects.exists() and not Notification.objects.en_vue().exists()


def test_whose_account_is_closed_finds_it_on_the_site(dire, personne):
    dire("essai.reponse", personne)
    User.objects.filter(pk=personne.pk).update(is_active=False)
    assert ecrire_les_immediates() == 0
    assert Notification.objects.get().canal == Canal.SITE


def test_what_was_deleted_since_is_told_to_nobody(dire, personne):
    dire("essai.reponse", personne).delete()
    assert ecrire_les_immediates() == 0 and not Notification.objects.en_vue().exists()


def test_what_is_read_on_the_site_meanwhile_is_not_mailed(dire, personne):
    dire("essai.reponse", personne)
    services.tout_marquer_lu(personne)
    assert ecrire_les_immediates() == 0


def test_the_command_writes_what_the_task_missed_once(dire, personne, relever, capsys):
    dire("essai.reponse", personne)
    for _fois in range(2):
        call_command("envoyer_notifications")
    assert len(relever()) == 1
    assert capsys.readouterr().out == "Notifications : 1 écrites, 0 récapitulatifs.\n"


def test_a_sentence_that_fails_holds_nobody_back(dire, personne, relever, monkeypatch, caplog):
    autre = UserFactory()
    dire("essai.reponse", personne)
    dire("essai.decision", autre)
    fautif = registre.Genre("essai.reponse", "x", "x", lambda e: 1 / 0, Canal.IMMEDIAT)
    monkeypatch.setitem(registre._genres, "essai.reponse", fautif)
    assert ecrire_les_immediates() == 1
    assert [courriel.to for courriel in relever()] == [[autre.email]]
    assert "ZeroDivisionError" in caplog.text and personne.email not in caplog.text
    assert Notification.objects.a_ecrire(Canal.IMMEDIAT).count() == 1


def test_several_workers_at_once_write_one_mail(salle):
    """On real connections."""

    def course(vus):
        personne, objet = UserFactory(), CollectiviteFactory()
        services.notifier("essai.nouvelle", objet, a=[personne])
        Notification.objects.update(canal=Canal.IMMEDIAT)  # as if the task had not run
        vus["ecrites"] = sum(ensemble(ecrire_les_immediates, 4))
        vus["courriels"] = Courriel.objects.filter(destinataires=[personne.email]).count()

    def vider(avant):
        Evenement.objects.all().delete()
        Courriel.objects.all().delete()
        Collectivite.objects.filter(source="tests").delete()
        User.objects.exclude(pk__in=avant).delete()

    vus = a_part_puis_vider(course, vider)
    assert vus["ecrites"] == vus["courriels"] == 1
