"""Each mail of this room, in text and in HTML: the same words, no image, one link, ours."""

import re

import pytest
from django.conf import settings

from communautes.comptes.affiliations import emails, services
from communautes.comptes.affiliations.models import Niveau
from communautes.notifications.models import Courriel
from tests.communautes.comptes.affiliations.aides import code_officiel
from tests.factories import AffiliationFactory

pytestmark = pytest.mark.django_db
PIEGE = "Voir https://evil.example/portail <b>vite</b>"


@pytest.fixture
def envois(commune, anct):
    provisoire = AffiliationFactory(collectivite=commune, role="provisoire")
    membre = AffiliationFactory(collectivite=commune, personne__last_name="D’Été & <i>Fils</i>")
    demande = AffiliationFactory(collectivite=commune, niveau=Niveau.DECLAREE, motif=PIEGE)
    contestation = services.contester(provisoire, par=membre, motif=PIEGE)
    return {
        "code": lambda: services.envoyer_code(demande, par=demande.personne),
        "demande": lambda: emails.demande_aux_referents(demande.pk),
        "acceptee": lambda: emails.reponse(demande.pk, "acceptee"),
        "refusee": lambda: emails.reponse(demande.pk, "refusee"),
        "terminee": lambda: emails.reponse(demande.pk, "terminee"),
        "contestation": lambda: emails.contestation(contestation.pk),
        "close": lambda: emails.contestation_close(contestation.pk),
        "a_instruire": lambda: emails.a_instruire(3),
        "codes_retenus": lambda: emails.codes_retenus(commune),
        "sans_referent": lambda: emails.depart_d_un_referent(commune, membre),
        "depart": lambda: emails.depart(membre.pk),
        "arrivee": lambda: emails.arrivee(demande.pk),
        "ecartee": lambda: emails.reponse(membre.pk, "ecartee", motif=PIEGE),
        "fusion": lambda: emails.fusion([membre.pk], "Bourg"),
        "dissolution": lambda: emails.dissolution([membre.pk]),
        "fin_proche": lambda: emails.fin_proche(membre),
        "expiree": lambda: emails.expiree(membre.pk),
    }


def en_texte(html: str) -> str:
    from html import unescape

    corps = re.sub(r"<[^>]+>", " ", html.split("<body>")[1])
    return " ".join(unescape(corps).split())


@pytest.mark.parametrize(
    "nom",
    ["code", "demande", "acceptee", "refusee", "terminee", "contestation", "close"]
    + ["a_instruire", "codes_retenus", "depart", "sans_referent"]
    + ["arrivee", "ecartee", "fusion", "dissolution", "fin_proche", "expiree"],
)
def test_the_html_says_the_text(envois, relever, nom):
    envois[nom]()
    message = relever()[-1]
    [(html, genre)] = message.alternatives
    assert genre == "text/html" and 'lang="fr"' in html
    assert en_texte(html) == " ".join(message.body.split())
    liens = re.findall(r'href="([^"]+)"', html)
    assert all(lien.startswith(settings.WAGTAILADMIN_BASE_URL) for lien in liens)
    assert len(liens) == (0 if nom in ("code", "codes_retenus") else 1)
    assert not re.search(r"<(img|script|style|b|i|link)\b|src=", html)
    if nom == "code":
        assert f"<strong>{code_officiel()}</strong>" in html
        assert {(c.corps, c.html) for c in Courriel.objects.all()} == {("", "")}
