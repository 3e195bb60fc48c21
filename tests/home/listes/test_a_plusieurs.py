"""Two people, or two workers, at once: on real connections, rows committed and removed after."""

import time

import pytest
from wagtail.models import ModelLogEntry

from home.listes import enregistrement, services
from home.listes.models import ActionEnNombre
from ressources.models import Acteur, RessourcePage
from tests.factories import ActeurFactory, UserFactory
from tests.paralleles import a_part, derriere, ensemble

pytestmark = pytest.mark.django_db


def test_two_acts_on_one_content_wait_for_each_other():
    """The second judges what the first has left: it has nothing more to do, and says so."""
    acte, bilans, retraits = enregistrement.acte(Acteur, "unpublish"), [], []

    def course():
        personne = UserFactory(groupe="Rédaction")
        acteur = ActeurFactory(live=False, themes=[])
        Acteur.objects.filter(pk=acteur.pk).update(live=True)  # without a theme, that is a page

        def retirer():
            bilans.append(services.appliquer(acte, Acteur, [acteur.pk], par=personne, valeurs={}))

        traces = ModelLogEntry.objects.filter(object_id=str(acteur.pk))
        try:
            derriere(retirer, retirer)
            retraits.append(traces.filter(action="wagtail.unpublish").count())
        finally:
            acteur.delete()
            traces.delete()
            personne.delete()

    a_part(course)
    assert [(len(bilan.a_faire), len(bilan.deja)) for bilan in bilans] == [(1, 0), (0, 1)]
    assert retraits == [1]


def test_an_act_that_the_queue_gives_to_four_workers_is_done_by_one(monkeypatch):
    acte, appels = enregistrement.acte(RessourcePage, "unpublish"), []
    vrai = type(acte).bilan

    def lent(*args, **kwargs):
        appels.append(1)
        time.sleep(0.5)  # the others have time to come
        return vrai(*args, **kwargs)

    monkeypatch.setattr(type(acte), "bilan", lent)
    monkeypatch.setattr(services, "_confier_au_travailleur", lambda action: None)

    def course():
        personne = UserFactory()
        action = services.lancer(acte, RessourcePage, [], par=personne, valeurs={})
        try:
            ensemble(lambda: services.executer(action.pk, str(action.jeton)), 4)
            action.refresh_from_db()
        finally:
            ActionEnNombre.objects.filter(pk=action.pk).delete()
            personne.delete()
        assert action.statut == ActionEnNombre.Statut.FAITE

    a_part(course)
    assert len(appels) == 1
