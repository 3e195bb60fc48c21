"""Publication and withdrawal at their hour: refused or said in French; refusals go by mail."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Page

from home.edition import programmation
from home.publication import PublicationRefusee
from tests.factories import ActeurFactory, RessourcePageFactory, ThemePageFactory, UserFactory
from tests.saisies import edition, saisie

QUAND = "%Y-%m-%d %H:%M"


def dans(**duree) -> str:
    return timezone.localtime(timezone.now() + timedelta(**duree)).strftime(QUAND)


@pytest.mark.parametrize(
    ("instant", "attendu"),
    [
        (datetime(2026, 12, 4, 8, tzinfo=UTC), "vendredi 4 décembre 2026 à 9\u00a0h"),
        (datetime(2026, 7, 2, 7, 5, tzinfo=UTC), "jeudi 2 juillet 2026 à 9\u00a0h\u00a005"),
    ],
    ids=["hiver", "été"],
)
def test_an_hour_is_said_with_its_day_and_its_zone(instant, attendu):
    assert programmation.en_toutes_lettres(instant) == f"{attendu} (heure de Paris)"


class TestFormulaire:
    @pytest.fixture
    def page(self, db):
        return RessourcePageFactory(live=False, title="Lancer", slug="lancer")

    def envoyer(self, redaction, page, **champs):
        return redaction.post(edition(page), saisie([ThemePageFactory()], **champs))

    @pytest.mark.parametrize(
        ("debut", "fin", "phrase"),
        [
            ({"days": 3}, {"days": 2}, "La fin doit venir après le début"),
            ({"days": 3}, {"days": 3}, "La fin doit venir après le début"),
            (None, {"days": -1}, "La date de fin est passée"),
        ],
        ids=["avant", "ensemble", "passée"],
    )
    def test_an_end_that_cannot_be_is_refused_once_and_nothing_is_lost(
        self, redaction, page, debut, fin, phrase
    ):
        reponse = self.envoyer(
            redaction,
            page,
            go_live_at=dans(**debut) if debut else "",
            expire_at=dans(**fin),
            source="Équipe éditoriale",
        )
        form = reponse.context["form"]
        assert len(form.errors["expire_at"]) == 1 and phrase in form.errors["expire_at"][0]
        assert list(form.errors) == ["expire_at"]
        assert "Équipe éditoriale" in reponse.content.decode()

    def test_an_end_that_is_past_since_keeps_the_draft_savable_but_not_publishable(
        self, redaction, page
    ):
        passee = (timezone.now() - timedelta(days=2)).replace(second=0, microsecond=0)
        page.expire_at = passee
        page.save_revision(clean=False)
        Page.objects.filter(pk=page.pk).update(expire_at=passee)
        memes = {"expire_at": timezone.localtime(passee).strftime(QUAND), "resume": "Autre."}
        assert self.envoyer(redaction, page, **memes).status_code == 302
        page = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
        assert page.resume == "Autre." and page.expire_at
        with pytest.raises(PublicationRefusee, match="La date de fin est passée"):
            page.get_latest_revision().publish()

    def test_what_is_programmed_is_said_where_it_is_decided_and_where_it_is_read(
        self, redaction, page
    ):
        donnees = saisie([ThemePageFactory()], go_live_at=dans(days=3), expire_at=dans(days=9))
        reponse = redaction.post(edition(page), donnees | {"action-publish": "1"}, follow=True)
        page = Page.objects.get(pk=page.pk)
        instant = page.scheduled_revision.approved_go_live_at
        quand = programmation.en_toutes_lettres(instant)
        dits = [str(message) for message in reponse.context["messages"]]
        assert len(dits) == 1 and f"sera publié le {quand}" in dits[0]
        html = redaction.get(edition(page)).content.decode()
        assert f"Sera publié le {quand}" in html and "Sera retiré le" in html
        assert "personne ne modifie ce contenu" in html  # the lock says so too

    def test_a_date_that_is_only_written_says_that_it_does_nothing_yet(self, redaction, page):
        self.envoyer(redaction, page, go_live_at=dans(days=3))
        html = redaction.get(edition(page)).content.decode()
        bouton = gettext("Schedule to publish")  # as Wagtail names it
        assert f"si vous choisissez «\u00a0{bouton}\u00a0»" in html


class TestRefusALHeure:
    def programmer(self, objet, auteur, **champs):
        objet.go_live_at = timezone.now() + timedelta(hours=1)
        objet.save_revision(user=auteur).publish()
        revision = objet.get_latest_revision()
        passe = timezone.now() - timedelta(minutes=1)
        revision.approved_go_live_at = passe
        revision.content |= champs | {"go_live_at": passe.isoformat()}
        revision.save()

    def test_who_programmed_owns_or_follows_it_is_told_what_is_missing(self, db, relever):
        auteur, owner, suit = UserFactory.create_batch(3)
        page = RessourcePageFactory(live=False, title="La fête", owner=owner, responsable=suit)
        self.programmer(page, auteur, resume="")
        call_command("publish_scheduled")
        courriels = relever()
        assert {c.to[0] for c in courriels} == {auteur.email, owner.email, suit.email}
        courriel = courriels[0]
        assert "La fête" in courriel.subject and "Écrivez le résumé" in courriel.body
        assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in courriel.body
        assert "(heure de Paris)" in courriel.body

    def test_one_mail_to_one_person_and_none_to_a_closed_account(self, db, relever):
        personne, partie = UserFactory(), UserFactory(is_active=False)
        page = RessourcePageFactory(live=False, owner=personne, responsable=partie)
        self.programmer(page, personne, resume="")
        call_command("publish_scheduled")
        assert [c.to for c in relever()] == [[personne.email]]

    def test_an_actor_too(self, db, relever):
        personne = UserFactory()
        acteur = ActeurFactory(live=False, nom="Les passeurs")
        self.programmer(acteur, personne, resume="")
        call_command("publish_scheduled")
        courriels = relever()
        assert [c.to for c in courriels] == [[personne.email]]
        assert "Les passeurs" in courriels[0].subject

    def test_nobody_is_written_to_when_it_goes_well(self, db, relever):
        page = RessourcePageFactory(live=False)
        self.programmer(page, UserFactory())
        call_command("publish_scheduled")
        assert Page.objects.get(pk=page.pk).live and relever() == []
