"""What is said among few is nowhere else: search, sitemap, lists, news, files (domain.md, 8)."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from communautes.adhesions.models import Adhesion, CommunautePage
from communautes.discussions import nouvelles, services
from communautes.discussions.models import Discussion, Reponse
from communautes.discussions.permissions import peuvent_lire, place
from communautes.moderation.services.ecriture import changer
from communautes.notifications.models import Notification
from search import services as index
from search.facade import Requete, chercher, suggerer
from tests.factories import (
    AdhesionFactory,
    CommunautePageFactory,
    DiscussionFactory,
    ReponseFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MOT = "chataigneraie"


@pytest.fixture
def valider(django_capture_on_commit_callbacks):
    """What is done under it is known to search."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def poser(valider):
    def faire(communaute) -> Discussion:
        with valider():
            auteur = AdhesionFactory(communaute=communaute).personne
            return services.poser(
                communaute, par=auteur, titre=f"Notre {MOT} ?", texte=f"La {MOT} du bourg."
            )

    return faire


def trouvee() -> bool:
    en_cherchant = chercher(Requete(texte=MOT)).total + len(suggerer(MOT))
    ecarts = index.verifier()
    cles = [*ecarts.manquants, *ecarts.perimes, *ecarts.orphelins]
    assert not [objet for objet, _locale in cles if objet.startswith("discussions.")]
    return bool(en_cherchant)


@pytest.mark.parametrize(
    ("visibilite", "connue"), [("publique", True), ("listee", False), ("invisible", False)]
)
def test_search_knows_public_ones_alone(client, poser, visibilite, connue):
    posee = poser(CommunautePageFactory(visibilite=visibilite))
    assert trouvee() == connue
    for ou in ("/", "/communautes/", posee.communaute.url, "/sitemap.xml"):
        assert (MOT in client.get(ou).text) <= connue, ou
    assert (posee.get_absolute_url() in client.get("/sitemap.xml").text) == connue


def test_a_community_that_closes_takes_its_questions_along(poser, valider):
    posee = poser(CommunautePageFactory())
    assert trouvee()
    page = CommunautePage.objects.get(pk=posee.communaute_id)
    page.visibilite = "listee"
    with valider():
        page.save_revision().publish()
    assert not trouvee()


@pytest.mark.parametrize("comment", ["dépubliée", "section privée"])
def test_so_does_one_that_editors_withdraw(poser, valider, comment):
    page = poser(CommunautePageFactory()).communaute
    with valider():
        if comment == "dépubliée":
            CommunautePage.objects.get(pk=page.pk).unpublish()
        else:
            PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert not trouvee()


def test_what_moderation_holds_back_is_forgotten_and_not_told_twice(poser, valider):
    communaute = CommunautePageFactory()
    AdhesionFactory(communaute=communaute)
    posee = poser(communaute)
    with valider():
        changer(posee, "en_examen")
    assert not trouvee() and not Notification.objects.en_vue().exists()
    with valider():
        changer(posee, "publie")
    assert trouvee() and Notification.objects.en_vue().count() == 1  # as it was, once


@pytest.mark.parametrize("texte", ["https://x.example", "Voir [ici](https://x.example)"])
def test_a_new_account_s_links_wait_for_a_reader(communaute, entrer, membre, texte):
    """Moderation's own rule, through the service: nobody is told before it is accepted."""
    nouvelle = UserFactory(first_name="Léa", last_name="Neuve")
    AdhesionFactory(communaute=communaute, personne=nouvelle)
    posee = services.poser(communaute, par=nouvelle, titre="Voir ceci ?", texte=texte)
    assert posee.est_en_examen and not Notification.objects.exists()
    changer(posee, "publie")
    assert Notification.objects.get().personne == membre


def test_who_left_hears_no_more(reservee, entrer, client):
    membre = entrer(reservee)
    auteur = entrer(reservee, "Autre")
    posee = services.poser(reservee, par=auteur, titre="Entre nous ?", texte="Dites.")
    assert peuvent_lire([membre], [posee]) == {(membre.pk, posee.pk)}
    Adhesion.objects.filter(personne=membre).update(statut="quittee", close_le=posee.ecrit_le)
    assert peuvent_lire([membre], [posee]) == set()
    client.force_login(membre)
    assert "Entre nous" not in client.get("/notifications/").text
    assert client.get(posee.get_absolute_url()).status_code == 403


@pytest.mark.parametrize(("role", "lit"), [("Administration", True), (None, False)])
def test_who_had_it_in_charge_and_was_excluded_hears_no_more(reservee, entrer, role, lit):
    """ANCT reads what it has in charge; who animated, and was excluded, does not any more."""
    charge = UserFactory(groupe=role)
    if not lit:
        AdhesionFactory(communaute=reservee, personne=charge, exclue=True)
    posee = DiscussionFactory(
        communaute=reservee, confiee_a=charge, confiee_le=timezone.now(), auteur=entrer(reservee)
    )
    reponse = ReponseFactory(discussion=posee, auteur=entrer(reservee, "Autre"))
    for ecrit in (posee, reponse):
        assert (peuvent_lire([charge], [ecrit]) == {(charge.pk, ecrit.pk)}) is lit
        assert place(charge, posee).lit_le(ecrit) is lit
    nouvelles.dire(reponse)
    assert Notification.objects.filter(personne=charge).exists() is lit


def test_how_many_are_told_is_who_would_be(reservee, entrer):
    auteur, _membre = entrer(reservee), entrer(reservee, "Autre")
    AdhesionFactory(communaute=reservee, quittee=True)
    future = Discussion(communaute=reservee, auteur=auteur, titre="…", texte="…")
    assert nouvelles.combien(future, par=auteur) == 1
    posee = services.poser(reservee, par=auteur, titre="Entre nous ?", texte="Dites.")
    assert Notification.objects.filter(evenement__objet_pk=posee.pk).count() == 1


def test_resemblances_are_those_one_may_read(client, reservee, entrer, poser):
    poser(reservee)
    dehors = CommunautePageFactory()
    ici, la = (reverse("discussions:ressemblances", args=[une.slug]) for une in (reservee, dehors))
    client.force_login(entrer(reservee))
    assert MOT in client.get(ici, {"titre": f"La {MOT} ?"}).text.replace("La ", "", 1)
    assert f"Notre {MOT}" not in client.get(la, {"titre": f"La {MOT} ?"}).text


@pytest.mark.parametrize("visibilite", ["publique", "listee"])
def test_the_old_address_of_a_moved_discussion_leads_who_reads_there(
    client, communaute, animatrice, demandeuse, discussion, visibilite
):
    """Of who does not, it is an address like those that never were."""
    avant = discussion.get_absolute_url()
    la = CommunautePageFactory(visibilite=visibilite, acces="demande")
    for personne, anime in ((animatrice, True), (demandeuse, False)):
        AdhesionFactory(communaute=la, personne=personne, anime=anime)
    services.deplacer(discussion, la, par=animatrice)
    apres = Discussion.objects.get().get_absolute_url()
    if visibilite == "publique":
        assert client.get(avant).url == apres
    else:
        assert client.get(avant).status_code == 404
    client.force_login(demandeuse)
    communaute.unpublish()  # nor does it keep them from there
    suivie = client.get(avant)
    assert suivie.url == apres and "no-store" in suivie["Cache-Control"]
    assert client.get(apres).status_code == 200


def test_a_reply_that_is_hidden_is_not_counted(client, discussion, membre, reponse):
    Reponse.objects.update(moderation="retire")
    page = client.get(discussion.get_absolute_url()).text
    assert "Par tirage" not in page and "Pas encore de réponse" in page
    assert DiscussionFactory(communaute=discussion.communaute)
