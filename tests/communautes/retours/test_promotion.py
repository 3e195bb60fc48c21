"""An accepted answer becomes the draft of a retour: its author says yes, finishes it, sends it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.affiliations.models import Affiliation
from communautes.comptes.models import User
from communautes.discussions import services as discussions
from communautes.discussions.models import Discussion
from communautes.discussions.promotions import trouver
from communautes.discussions.refus import DiscussionRefusee
from communautes.journal.models import Entree
from communautes.moderation.models import Moderation
from communautes.moderation.services.ecriture import changer
from communautes.notifications.models import Courriel, Notification
from communautes.retours import services
from communautes.retours.models import PromotionDeReponse, RetourExperience
from communautes.retours.refus import RetourRefuse
from communautes.retours.services import promotion as services_promotion
from communautes.territoires.models import Collectivite
from tests.contraintes import contrainte_qui_refuse, phrase_de
from tests.factories import (
    AdhesionFactory,
    AffiliationFactory,
    CommunautePageFactory,
    DiscussionFactory,
    UserFactory,
)
from tests.factories.retours import RetourFactory, relecteur

pytestmark = pytest.mark.django_db


def membre(communaute, **adhesion):
    affiliation = AffiliationFactory()
    AdhesionFactory(communaute=communaute, personne=affiliation.personne, **adhesion)
    return affiliation.personne


@pytest.fixture
def communaute():
    return CommunautePageFactory(title="Cours ouvertes")


@pytest.fixture
def anct():
    return UserFactory(groupe="Administration")


def resoudre(communaute, *, auteur=None, texte="Nous ouvrons **la cour** le soir."):
    demandeuse = membre(communaute)
    discussion = DiscussionFactory(
        communaute=communaute, auteur=demandeuse, titre="Comment ouvrir une cour ?"
    )
    reponse = discussions.repondre(discussion, par=auteur or membre(communaute), texte=texte)
    discussions.retenir(reponse, par=demandeuse)
    return Discussion.objects.select_related("communaute", "reponse_retenue").get(pk=discussion.pk)


def promouvoir(discussion, par):
    return discussions.promouvoir_en(trouver("retour"), discussion, par=par)


@pytest.fixture
def resolue(communaute):
    return resoudre(communaute)


@pytest.fixture
def auteur(resolue):
    return resolue.reponse_retenue.auteur


@pytest.fixture
def propose(resolue, anct):
    return promouvoir(resolue, anct)


def test_in_one_action_from_the_page(client, resolue, anct, auteur):
    client.force_login(anct)
    assert (
        "Proposer d’en faire un retour d’expérience" in client.get(resolue.get_absolute_url()).text
    )
    adresse = reverse("discussions:promouvoir_en", args=[resolue.pk, "retour"])
    page = client.post(adresse, follow=True).text
    assert "rien ne part sans son accord" in page and "Proposée le" in page
    assert "Résolue" in page and "Promouvoir en ressource" not in page
    retour = RetourExperience.objects.get()
    assert (retour.titre, retour.fait) == (resolue.titre, "Nous ouvrons **la cour** le soir.")
    assert (retour.format, retour.live, retour.contexte) == ("court", False, "")
    assert retour.parcours.auteur == auteur
    assert [lien.theme_id for lien in retour.themes_lies.all()] == [
        lien.theme_id for lien in resolue.communaute.themes_lies.all()
    ]
    assert Notification.objects.get(evenement__genre="retours.promotion").personne == auteur
    actes = set(Entree.objects.values_list("acte", flat=True))
    assert {"retours.promu", "discussions.promue_en_retour"} <= actes
    client.post(adresse)
    assert RetourExperience.objects.count() == 1
    assert (
        client.post(reverse("discussions:promouvoir_en", args=[resolue.pk, "x"])).status_code == 404
    )


def test_only_its_author_and_anct_read_it_and_nobody_writes_it(client, propose, auteur):
    affiliation = auteur.affiliations.get()
    collegue = AffiliationFactory(collectivite=affiliation.collectivite).personne
    suivi = reverse("retours:suivi", args=[propose.pk])
    for qui, statut in ((collegue, 404), (auteur, 200), (relecteur(), 200)):
        client.force_login(qui)
        reponse = client.get(suivi)
        assert reponse.status_code == statut
        assert ("Oui, je l’écris" in reponse.text) is (qui == auteur)
    client.force_login(collegue)
    assert propose.titre not in client.get(reverse("retours:les_miens")).text
    ligne = propose.auteures.get()
    refus = client.post(reverse("retours:signer", args=[ligne.pk]), {"oui": "1"}, follow=True)
    assert "Cette invitation a été annulée" in refus.text
    ligne.refresh_from_db()
    assert ligne.attend_son_auteur
    client.force_login(auteur)
    assert "dites oui ou non" in client.get(reverse("retours:les_miens")).text
    assert client.get(reverse("retours:ecrire", args=[propose.pk, "fait"])).url == suivi
    with pytest.raises(RetourRefuse):
        services.soumettre(propose, par=auteur)
    with pytest.raises(RetourRefuse):
        services.accepter(propose, par=collegue)


def test_accepted_finished_sent_published_and_credited(client, resolue, propose, auteur):
    client.force_login(auteur)
    page = client.post(reverse("retours:accepter", args=[propose.pk]), follow=True).text
    assert "Ce retour est le vôtre" in page and "Oui, je l’écris" not in page
    services.accepter(propose, par=auteur)
    ligne = propose.auteures.get()
    assert (ligne.etat, ligne.repondu_par) == ("acceptee", auteur)
    adresse = reverse("retours:garder", args=[propose.pk, "appris"])
    client.post(adresse, {"appris": "Commencer par un soir."})
    client.post(reverse("retours:envoyer", args=[propose.pk]))
    services.publier(RetourExperience.objects.get(), par=relecteur())
    client.logout()
    retour = RetourExperience.objects.get()
    lue = client.get(retour.get_absolute_url()).text
    assert "D’après une réponse donnée dans la communauté «\u00a0Cours ouvertes\u00a0»" in lue
    assert "agent·e" in lue and resolue.reponse_retenue.get_absolute_url() in lue
    question = client.get(resolue.get_absolute_url()).text
    assert "Elle est devenue un retour d’expérience" in question
    assert "Devenue un retour d’expérience" in question and retour.get_absolute_url() in question
    lieu = client.get(resolue.communaute.url).text
    assert "Ce qu’on y a appris" in lieu and retour.get_absolute_url() in lieu


def test_refused_it_goes_and_is_not_asked_again(client, resolue, propose, auteur, anct):
    client.force_login(auteur)
    page = client.post(reverse("retours:refuser", args=[propose.pk]), follow=True).text
    assert "votre réponse reste" in page
    page = client.post(reverse("retours:refuser", args=[propose.pk]), follow=True).text
    assert "n’attend plus de réponse" in page
    assert not RetourExperience.objects.exists()
    resolue.refresh_from_db()
    assert (resolue.etat, resolue.promue_le) == ("resolue", None)
    with pytest.raises(DiscussionRefusee, match="ne veut pas"):
        promouvoir(resolue, anct)
    client.force_login(anct)
    page = client.get(resolue.get_absolute_url()).text
    assert "Refusée le" in page and "Promouvoir en ressource" in page
    assert "Proposer d’en faire un retour" not in page


def test_refused_nothing_is_told_of_it_any_more(propose, auteur):
    dits = Notification.objects.filter(evenement__genre="retours.promotion")
    assert dits.exists()
    services.refuser(propose, par=auteur)
    assert not dits.exists()


def test_not_in_the_name_of_a_collectivite_that_exists_no_more(resolue, auteur, anct):
    lieux = Collectivite.objects.filter(pk__in=auteur.affiliations.values("collectivite"))
    lieux.update(statut="dissoute")
    with pytest.raises(DiscussionRefusee, match="n’agit pour aucune collectivité"):
        promouvoir(resolue, anct)


def test_a_draft_thrown_away_is_a_no(resolue, propose, auteur):
    services.accepter(propose, par=auteur)
    services.supprimer(RetourExperience.objects.get(), par=auteur)
    resolue.refresh_from_db()
    assert resolue.etat == "resolue" and PromotionDeReponse.objects.get().etat == "refusee"


def test_a_draft_that_somebody_else_deleted_is_proposed_again(resolue, propose, anct):
    RetourExperience.objects.get().delete()
    assert promouvoir(resolue, anct).pk != propose.pk


def test_who_has_no_collectivite_cannot_write_one(communaute, anct):
    auteur = membre(communaute)
    resolue = resoudre(communaute, auteur=auteur)
    Affiliation.objects.filter(personne=auteur).update(statut="terminee", close_le=timezone.now())
    with pytest.raises(DiscussionRefusee, match="n’agit pour aucune"):
        promouvoir(resolue, anct)
    resolue.refresh_from_db()
    assert resolue.etat == "resolue"


@pytest.mark.parametrize("cas", ["exclu", "parti", "anct"])
def test_who_is_kept_out_or_has_gone_is_not_asked(communaute, anct, cas):
    auteur = membre(communaute)
    resolue = resoudre(communaute, auteur=auteur)
    if cas == "exclu":
        auteur.adhesions.update(statut="exclue", close_le=timezone.now(), motif="Insultes")
    elif cas == "parti":
        auteur.is_active = False
        auteur.save()
    else:
        resolue.reponses.update(de_l_anct=True)
    with pytest.raises(DiscussionRefusee, match="personne ne peut l’écrire"):
        promouvoir(resolue, anct)


def test_what_members_read_among_themselves_stays_there(client, anct):
    reservee = CommunautePageFactory(title="Commerces", visibilite="listee", acces="demande")
    resolue = resoudre(reservee)
    with pytest.raises(DiscussionRefusee, match="qu’elle lit"):
        promouvoir(resolue, anct)
    AdhesionFactory(communaute=reservee, personne=anct)
    retour = promouvoir(resolue, anct)
    assert retour.titre.startswith("D’après ma réponse du ")
    auteur = resolue.reponse_retenue.auteur
    client.force_login(auteur)
    suivi = reverse("retours:suivi", args=[retour.pk])
    assert resolue.titre in client.get(suivi).text  # its author reads there
    apercu = client.get(reverse("retours:apercu", args=[retour.pk])).text
    assert "dans une communauté du portail" in apercu
    assert resolue.titre not in apercu and "Commerces" not in apercu
    client.force_login(relecteur())
    assert resolue.titre not in client.get(suivi).text
    call_command("envoyer_notifications", verbosity=0)
    courriel = Courriel.objects.get(destinataires=[auteur.email], sujet__contains="vous propose")
    for dit in (courriel.sujet, courriel.corps, courriel.html):
        assert "cour le soir" not in dit and "Commerces" not in dit


def test_the_office_reads_neither_that_it_was_proposed_nor_that_it_was_refused(
    client, propose, auteur
):
    lieu = auteur.affiliations.get().collectivite
    client.force_login(auteur)
    client.post(reverse("retours:refuser", args=[propose.pk]))
    actes = Entree.objects.filter(acte__in=["retours.promu", "retours.promotion_refusee"])
    assert actes.count() == 2
    assert not actes.filter(Q(au_nom_de=lieu) | Q(concerne=lieu)).exists()


@pytest.mark.parametrize("cas", ["a quitté", "compte fermé", "trente jours"])
def test_what_will_not_be_answered_is_dropped_and_may_be_promoted_again(
    resolue, propose, auteur, anct, cas
):
    if cas == "a quitté":
        auteur.affiliations.update(statut="terminee", close_le=timezone.now())
    elif cas == "compte fermé":
        User.objects.filter(pk=auteur.pk).update(is_active=False)
    else:
        PromotionDeReponse.objects.update(le=timezone.now() - timedelta(days=30, minutes=1))
    call_command("relancer_retours", verbosity=0)
    resolue.refresh_from_db()
    assert resolue.etat == "resolue"
    assert not RetourExperience.objects.exists() and not PromotionDeReponse.objects.exists()
    assert not Notification.objects.filter(evenement__genre="retours.promotion").exists()
    discussions.promouvoir(resolue, par=anct)


@pytest.mark.parametrize("comment", ["trente jours", "non merci"])
def test_dropping_one_leaves_what_became_of_another_answer(
    communaute, resolue, propose, auteur, anct, comment
):
    """The first was hidden meanwhile; the second was accepted, proposed, and said yes to."""
    changer(resolue.reponse_retenue, Moderation.RETIRE)
    seconde = discussions.repondre(
        Discussion.objects.get(), par=membre(communaute), texte="Commencer par un soir."
    )
    discussions.retenir(seconde, par=resolue.auteur)
    autre = promouvoir(Discussion.objects.get(), anct)
    services.accepter(autre, par=seconde.auteur)
    if comment == "non merci":
        services.refuser(propose, par=auteur)
    else:
        siennes = PromotionDeReponse.objects.filter(retour=propose)
        siennes.update(le=timezone.now() - timedelta(days=31))
        call_command("relancer_retours", verbosity=0)
    assert list(RetourExperience.objects.all()) == [autre]
    resolue.refresh_from_db()
    assert resolue.etat == "promue" and resolue.promue_le is not None


def test_what_may_still_be_answered_waits(propose):
    PromotionDeReponse.objects.update(le=timezone.now() - timedelta(days=29))
    call_command("relancer_retours", verbosity=0)
    assert RetourExperience.objects.filter(pk=propose.pk).exists()


def test_answered_it_is_not_dropped(propose, auteur):
    services.accepter(propose, par=auteur)
    PromotionDeReponse.objects.update(le=timezone.now() - timedelta(days=300))
    assert not services_promotion.laisser_tomber(PromotionDeReponse.objects.get().pk)
    assert RetourExperience.objects.filter(pk=propose.pk).exists()


def test_neither_the_animation_nor_before_it_is_resolved(client, resolue, communaute, anct):
    animatrice = membre(communaute, anime=True)
    with pytest.raises(DiscussionRefusee):
        promouvoir(resolue, animatrice)
    with pytest.raises(DiscussionRefusee):
        promouvoir(DiscussionFactory(communaute=communaute), anct)
    client.force_login(animatrice)
    adresse = reverse("discussions:promouvoir_en", args=[resolue.pk, "retour"])
    assert client.post(adresse).status_code == 404


def test_a_resource_is_not_proposed_as_well(resolue, anct):
    discussions.promouvoir(resolue, par=anct)
    with pytest.raises(DiscussionRefusee):
        promouvoir(resolue, anct)


def test_a_long_answer_is_cut_where_a_line_ends():
    assert services_promotion._au_plus("a\n" * 5_000) == "\n".join(["a"] * 4_000)


def test_who_goes_away_takes_what_they_had_not_accepted(resolue, propose, auteur):
    services_promotion.oublier(auteur)
    resolue.refresh_from_db()
    assert not RetourExperience.objects.exists() and resolue.etat == "resolue"


def test_who_goes_away_leaves_what_they_accepted_without_a_function(propose, auteur):
    services.accepter(propose, par=auteur)
    services_promotion.oublier(auteur)
    assert RetourExperience.objects.exists() and PromotionDeReponse.objects.get().credit == ""


@pytest.mark.parametrize(
    ("champs", "nom", "phrase"),
    [
        (
            {"etat": "acceptee"},
            "retours_promotion_reponse_datee",
            "Une réponse a une date.",
        ),
        (
            {"etat": "refusee", "repondu_le": timezone.now()},
            "retours_promotion_refusee_sans_retour",
            "Ce qui est refusé n’est pas un retour.",
        ),
    ],
)
def test_what_the_database_refuses(resolue, anct, champs, nom, phrase):
    ligne = PromotionDeReponse(
        reponse=resolue.reponse_retenue, retour=RetourFactory(), par=anct, **champs
    )
    assert contrainte_qui_refuse(ligne) == nom
    assert phrase_de(nom, ligne) == phrase
