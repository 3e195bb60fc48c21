"""The calendars: read by another library (vobject) and by a strict reader written from the RFC."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from communautes.adhesions import services as adhesions
from communautes.adhesions.models import Adhesion
from communautes.agenda import ical, services
from communautes.agenda.fuseaux import Fuseau
from communautes.agenda.ical.adresses import adresse_de
from communautes.agenda.models import Rencontre
from tests.communautes.agenda import rfc5545
from tests.factories import (
    CommunautePageFactory,
    ParticipationFactory,
    RencontreFactory,
)

pytestmark = pytest.mark.django_db
TOUT = "/agenda/agenda.ics"


def lus(reponse_ou_octets) -> dict[str, object]:
    """Summary → event, as vobject reads them; the strict reader has accepted them."""
    octets = getattr(reponse_ou_octets, "content", reponse_ou_octets)
    rfc5545.lire(octets)
    calendrier = vobject.readOne(octets.decode())
    return {un.summary.value: un for un in getattr(calendrier, "vevent_list", [])}


def instant(valeur: datetime) -> datetime:
    return valeur.astimezone(UTC)


@pytest.fixture
def adresse(personne):
    """The path of the personal calendar of `personne`."""
    adresse = adresse_de(services.ouvrir_une_adresse(personne))
    return adresse[adresse.index("/agenda/") :]


class TestUnEvenement:
    @pytest.mark.parametrize("fuseau", Fuseau.values)
    @pytest.mark.parametrize(
        "jour",
        [
            (2027, 1, 20),
            (2027, 7, 14),
            (2027, 3, 27),
            (2027, 3, 28),
            (2027, 10, 30),
            (2027, 10, 31),
            (2031, 3, 9),
            (2031, 11, 2),
            (2045, 6, 1),
        ],
        ids=str,
    )
    def test_is_at_the_same_instant_in_every_zone_and_season(self, client, fuseau, jour):
        zone = ZoneInfo(fuseau)
        debut = datetime(*jour, 11, tzinfo=zone)
        RencontreFactory(titre="Ici", fuseau=fuseau, debut=debut, fin=debut + timedelta(hours=30))
        un = lus(client.get(TOUT))["Ici"]
        assert instant(un.dtstart.value) == debut.astimezone(UTC)
        assert instant(un.dtend.value) == (debut + timedelta(hours=30)).astimezone(UTC)
        assert un.dtstart.value.hour == 11

    def test_moved_it_is_the_same_event(self, client, anct, donnees):
        rencontre = services.annoncer(services.creer(None, donnees(), par=anct), par=anct)
        avant = lus(client.get(TOUT))["Compter les voix"]
        debut = rencontre.debut + timedelta(days=3)
        services.modifier(rencontre, donnees(debut=debut, fin=debut + timedelta(hours=1)), par=anct)
        apres = lus(client.get(TOUT))["Compter les voix"]
        assert apres.uid.value == avant.uid.value
        assert (avant.sequence.value, apres.sequence.value) == ("0", "1")
        assert instant(apres.dtstart.value) == debut
        assert apres.last_modified.value >= avant.last_modified.value

    def test_cancelled_it_stays_as_cancelled(self, client, anct, donnees):
        rencontre = services.annoncer(services.creer(None, donnees(), par=anct), par=anct)
        uid = lus(client.get(TOUT))["Compter les voix"].uid.value
        services.annuler(rencontre, par=anct, motif="Grève")
        un = lus(client.get(TOUT))["Annulée\u00a0: Compter les voix"]
        assert (un.uid.value, un.status.value, un.sequence.value) == (uid, "CANCELLED", "1")
        assert "Motif\u00a0: Grève" in un.description.value

    def test_text_is_escaped_folded_and_without_signs(self, client):
        titre = "Élus; agents, et « voisins » : \\n" + "é" * 100
        RencontreFactory(
            titre=titre, texte="**Gras**\n\n- un\n- deux\n\n<b>x</b> [ici](https://a.fr)"
        )
        un = lus(client.get(TOUT))[titre]
        assert "**" not in un.description.value and "Gras" in un.description.value

    @given(st.text(max_size=120), st.text(max_size=300))
    def test_whatever_is_typed(self, titre, texte):
        debut = datetime(2027, 5, 4, 9, tzinfo=UTC)
        une = Rencontre(
            pk=1, titre=titre, texte=texte, lieu=titre, debut=debut,
            fin=debut + timedelta(hours=1), etat="annoncee",
        )  # fmt: skip
        octets = ical.calendrier([une], nom=titre, montre_le_lien=lambda r: True)
        [un] = rfc5545.lire(octets)
        assert un["STATUS"][1] == "CONFIRMED"

    def test_nothing_in_it(self, client):
        assert lus(client.get(TOUT)) == {}


class TestLesFlux:
    def test_all_has_what_is_open_and_nothing_else(self, client, communaute):
        RencontreFactory(titre="Du portail")
        RencontreFactory(titre="Ouverte", communaute=communaute)
        RencontreFactory(titre="Entre nous", communaute=communaute, audience="membres")
        RencontreFactory(titre="Pas dite", brouillon=True)
        cachee = CommunautePageFactory(visibilite="invisible")
        RencontreFactory(titre="Cachée", communaute=cachee)
        assert set(lus(client.get(TOUT))) == {"Du portail", "Ouverte"}
        par_communaute = reverse("agenda:flux_de_communaute", args=[communaute.slug])
        assert set(lus(client.get(par_communaute))) == {"Ouverte"}
        invisible = reverse("agenda:flux_de_communaute", args=[cachee.slug])
        assert client.get(invisible).status_code == 404

    def test_the_link_is_for_who_comes(self, client, personne, adresse):
        lien = "https://visio.example.org/secret"
        rencontre = RencontreFactory(lieu="", lien=lien, capacite=1)
        assert lien not in client.get(TOUT).text
        ParticipationFactory(rencontre=rencontre, personne=personne)
        assert lien in client.get(adresse).text.replace("\r\n ", "")
        fichier = reverse("agenda:fichier", args=[rencontre.pk])
        assert lien not in client.get(fichier).text
        client.force_login(personne)
        assert lien in client.get(fichier).text.replace("\r\n ", "")

    def test_nor_for_who_waits_for_a_seat(self, client, personne, adresse):
        lien = "https://visio.example.org/secret"
        rencontre = RencontreFactory(lieu="", lien=lien, capacite=1)
        ParticipationFactory(rencontre=rencontre)
        ParticipationFactory(rencontre=rencontre, personne=personne, statut="attente")
        assert lien not in client.get(adresse).text.replace("\r\n ", "")

    def test_the_personal_one(self, client, personne, adresse):
        ParticipationFactory(rencontre=RencontreFactory(titre="Je viens"), personne=personne)
        ParticipationFactory(
            rencontre=RencontreFactory(titre="J’attends"), personne=personne, statut="attente"
        )
        RencontreFactory(titre="Ailleurs")
        evenements = lus(client.get(adresse))
        assert set(evenements) == {"Je viens", "Liste d’attente\u00a0: J’attends"}
        assert evenements["Liste d’attente\u00a0: J’attends"].status.value == "TENTATIVE"

    def test_stops_at_once_when_the_membership_ends(self, client, communaute, membre):
        rencontre = RencontreFactory(communaute=communaute, audience="membres", titre="Entre nous")
        RencontreFactory(
            communaute=communaute, inscription="sans", titre="Libre", audience="membres"
        )
        services.inscrire(rencontre, par=membre)
        adresse = adresse_de(services.ouvrir_une_adresse(membre))
        adresse = adresse[adresse.index("/agenda/") :]
        assert set(lus(client.get(adresse))) == {"Entre nous", "Libre"}
        adhesions.quitter(Adhesion.objects.get(personne=membre), par=membre)
        assert lus(client.get(adresse)) == {}

    def test_renewed_revoked_or_closed_it_answers_nothing(self, client, personne, adresse):
        assert client.get(adresse).status_code == 200
        neuve = adresse_de(services.ouvrir_une_adresse(personne))
        neuve = neuve[neuve.index("/agenda/") :]
        assert [client.get(une).status_code for une in (adresse, neuve)] == [404, 200]
        personne.is_active = False
        personne.save()
        assert client.get(neuve).status_code == 404
        personne.is_active = True
        personne.save()
        services.fermer_l_adresse(personne)
        assert client.get(neuve).status_code == 404

    def test_a_key_opens_nothing_without_its_signature(self, client, personne, adresse):
        faussee = adresse[:-8] + "xxxx.ics"
        assert client.get(faussee).status_code == 404

    def test_a_year_back_and_no_more(self, client):
        RencontreFactory(titre="Vieille", debut=timezone.now() - timedelta(days=400))
        RencontreFactory(titre="De l’an passé", debut=timezone.now() - timedelta(days=300))
        assert set(lus(client.get(TOUT))) == {"De l’an passé"}

    def test_in_english_too(self, client):
        RencontreFactory(titre="Ici")
        assert "Ici" in lus(client.get("/en" + TOUT))


class TestHTTP:
    def test_public(self, client):
        RencontreFactory()
        reponse = client.get(TOUT)
        assert reponse["Content-Type"] == "text/calendar; charset=utf-8"
        assert reponse["Cache-Control"] == "public, max-age=900"
        assert not reponse.cookies and "Cookie" not in reponse.get("Vary", "")
        assert (reponse["X-Robots-Tag"], reponse["Referrer-Policy"]) == ("noindex", "no-referrer")
        encore = client.get(TOUT, headers={"If-None-Match": reponse["ETag"]})
        assert (encore.status_code, encore.content) == (304, b"")
        RencontreFactory()
        assert client.get(TOUT, headers={"If-None-Match": reponse["ETag"]}).status_code == 200

    def test_personal(self, client, adresse):
        reponse = client.get(adresse)
        assert reponse["Cache-Control"] == "private, no-cache"
        assert not reponse.cookies

    def test_a_withdrawal_is_never_a_304(self, client, personne, adresse):
        """The date of what is left has not changed."""
        RencontreFactory()
        sienne = ParticipationFactory(personne=personne)
        lue = client.get(adresse)
        services.se_retirer(sienne.rencontre, par=personne)
        entetes = {"If-Modified-Since": lue.get("Last-Modified", ""), "If-None-Match": lue["ETag"]}
        assert client.get(adresse, headers=entetes).status_code == 200

    def test_is_bounded(self, client, adresse, count_queries):
        peu = count_queries(client.get, TOUT)
        for _ in range(5):
            RencontreFactory(communaute=CommunautePageFactory())
        assert count_queries(client.get, TOUT) == peu
        statuts = [client.get(adresse).status_code for _ in range(61)]
        assert statuts[-1] == 429 and set(statuts[:-1]) == {200}
