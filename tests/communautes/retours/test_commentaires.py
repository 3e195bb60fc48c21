"""What is said under a retour: by whom, shown how, moderated, taken back, erased."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from communautes.comptes.affiliations.models import Affiliation, Niveau
from communautes.comptes.donnees.services import Cause, anonymiser
from communautes.journal.models import Entree
from communautes.moderation.models import Dossier
from communautes.moderation.registre import cle as cle_de
from communautes.notifications.models import Notification
from communautes.retours.models import Commentaire, RetourExperience
from communautes.retours.refus import RetourRefuse
from communautes.retours.reprises.page import COMMENTAIRES_PAR_PAGE, page_des_commentaires
from communautes.retours.reprises.permissions import lit_le_commentaire
from communautes.retours.services import commentaires
from tests.factories import AffiliationFactory, UserFactory
from tests.factories.retours import RetourFactory

pytestmark = pytest.mark.django_db
TEXTE = "Et en août, qui ouvre la grille ?"


def montres(retour, personne) -> list[dict]:
    return list(page_des_commentaires(retour, personne))


def dire(retour=None, une=None, texte=TEXTE) -> Commentaire:
    une = une or AffiliationFactory()
    return commentaires.commenter(retour or RetourFactory(), une, par=une.personne, texte=texte)


def envoyer(client, personne, retour, **donnees):
    client.force_login(personne)
    return client.post(reverse("retours:commenter", args=[retour.pk]), {"texte": TEXTE} | donnees)


class TestCommenter:
    def test_it_is_shown_under_a_function_and_a_collectivite(self, client):
        retour, une = RetourFactory(), AffiliationFactory(elu=True)
        reponse = envoyer(client, une.personne, retour)
        assert reponse.status_code == 302
        (montre,) = montres(retour, UserFactory())
        qui = montre["objet"].qui
        assert qui.startswith("élu·e") and une.collectivite.nom in qui
        assert une.personne.last_name not in qui
        assert Entree.objects.get(acte="retours.commente").au_nom_de == une.collectivite

    def test_two_clicks_are_one(self, client):
        retour, une = RetourFactory(), AffiliationFactory()
        envoi = uuid4()
        for _clic in range(2):
            envoyer(client, une.personne, retour, envoi=envoi)
        assert Commentaire.objects.count() == 1

    @pytest.mark.parametrize("signe", ["\u200b\u2060", "\u200d", "\u2003\u00ad"])
    def test_what_nobody_sees_is_no_comment(self, client, signe):
        retour = RetourFactory()
        client.force_login(AffiliationFactory().personne)
        adresse = reverse("retours:commenter", args=[retour.pk])
        assert client.post(adresse, {"texte": signe}).status_code == 422
        assert not Commentaire.objects.exists()

    def test_sent_again_from_a_page_given_back_it_is_one(self, client):
        retour = RetourFactory()
        client.force_login(AffiliationFactory().personne)
        adresse = reverse("retours:commenter", args=[retour.pk])
        for texte in ("Et en août ?", "Et en août ?", "Et en mai ?"):
            client.post(adresse, {"texte": texte, "envoi": str(uuid4())})
        assert Commentaire.objects.count() == 2

    def test_its_authors_hear_of_it_once_a_week(self):
        retour = RetourFactory()
        dire(retour)
        dite = Notification.objects.get(evenement__genre="retours.commentaire")
        assert (dite.personne, dite.canal) == (retour.parcours.auteur, "hebdomadaire")

    def test_what_was_typed_comes_back_when_it_is_refused(self, client):
        retour, declaree = RetourFactory(), AffiliationFactory(niveau=Niveau.DECLAREE)
        reponse = envoyer(client, declaree.personne, retour)
        assert reponse.status_code == 422 and TEXTE in reponse.content.decode()
        assert not Commentaire.objects.exists()

    @pytest.mark.parametrize("etat", ["brouillon", "soumis", "archive", "retire"])
    def test_only_under_what_is_public(self, etat):
        with pytest.raises(RetourRefuse):
            dire(RetourFactory(etat=etat))


class TestSupprimer:
    def test_by_who_wrote_it(self, client):
        dit = dire()
        client.force_login(dit.auteur)
        client.post(reverse("retours:supprimer_commentaire", args=[dit.pk]))
        dit.refresh_from_db()
        assert dit.texte == "" and not montres(dit.retour, dit.auteur)
        assert not Notification.objects.filter(evenement__genre="retours.commentaire").exists()

    def test_by_nobody_else(self, client):
        dit = dire()
        client.force_login(AffiliationFactory().personne)
        adresse = reverse("retours:supprimer_commentaire", args=[dit.pk])
        assert client.post(adresse).status_code == 404
        dit.refresh_from_db()
        assert dit.est_garde

    def test_not_while_moderation_looks_at_it(self):
        dit = dire()
        Commentaire.objects.update(moderation="en_examen")
        dit.refresh_from_db()
        with pytest.raises(RetourRefuse):
            commentaires.supprimer_le_commentaire(dit, par=dit.auteur)


class TestModeration:
    def test_the_same_text_everywhere_is_held_back_and_told_to_nobody(self):
        une, texte = AffiliationFactory(), "mot " * 20
        for _fois in range(3):
            dit = dire(une=une, texte=texte)
        assert dit.est_en_examen
        assert Dossier.objects.get().objet == dit
        assert Notification.objects.filter(evenement__genre="retours.commentaire").count() == 2
        assert not montres(dit.retour, UserFactory())
        assert len(montres(dit.retour, dit.auteur)) == 1

    def test_accepted_it_is_told_once(self):
        dit = dire()
        commentaires.quand_la_moderation_change(dit)
        assert Notification.objects.filter(evenement__genre="retours.commentaire").count() == 1

    def test_anybody_reports_it(self, client):
        dit = dire()
        page = client.get(reverse("moderation:signaler", args=[cle_de(dit)]))
        assert page.status_code == 200 and TEXTE in page.content.decode()


@pytest.mark.parametrize("moderation", ["publie", "en_examen", "retire"])
@pytest.mark.parametrize("etat", ["publie", "archive", "retire"])
@pytest.mark.parametrize("qui", ["visiteur", "auteur", "autre", "anct"])
def test_who_reads_it(qui, etat, moderation):
    """Where its retour is read; what moderation holds, by its author and ANCT."""
    dit = dire()
    anct = UserFactory(groupe="Administration")
    Commentaire.objects.update(moderation=moderation)
    retours = RetourExperience.objects.filter(pk=dit.retour_id)
    if etat == "retire":
        retours.update(live=False)
    if etat == "archive":
        dit.retour.parcours.archive_le = timezone.now()
        dit.retour.parcours.save()
    dit = Commentaire.objects.select_related("retour", "auteur").get()
    gens = {"visiteur": AnonymousUser(), "auteur": dit.auteur, "anct": anct}
    lit = lit_le_commentaire(gens.get(qui) or AffiliationFactory().personne, dit)
    permis = moderation == "publie" or qui in ("auteur", "anct")
    assert lit == (permis and etat != "retire")


def test_the_name_goes_with_the_account():
    une = AffiliationFactory(personne=UserFactory(first_name="Camille", last_name="Duprez"))
    dit = dire(une=une, texte="Camille Duprez vous salue.")
    Affiliation.objects.filter(pk=une.pk).update(statut="terminee", close_le=timezone.now())
    anonymiser(une.personne, cause=Cause.DEMANDE, par=une.personne)
    dit.refresh_from_db()
    assert "Duprez" not in dit.texte and dit.fonction == ""
    assert dit.qui == str(une.collectivite)


class TestPages:
    @pytest.fixture
    def beaucoup(self):
        """Two pages and one, at the same instant."""
        retour, une, le = RetourFactory(), AffiliationFactory(), timezone.now()
        Commentaire.objects.bulk_create(
            Commentaire(
                retour=retour,
                auteur=une.personne,
                collectivite=une.collectivite,
                texte=f"Question {n}.",
                ecrit_le=le,
            )
            for n in range(2 * COMMENTAIRES_PAR_PAGE + 1)
        )
        return retour

    def test_all_are_read_from_the_oldest(self, client, beaucoup):
        vus = []
        for n in (1, 2, 3):
            page = client.get(f"{beaucoup.get_absolute_url()}?commentaires={n}")
            vus += [un["objet"].pk for un in page.context["apres"]["commentaires"]]
            assert "61 commentaires" in page.text
        assert vus == list(Commentaire.objects.order_by("pk").values_list("pk", flat=True))
        premiere = client.get(beaucoup.get_absolute_url()).text
        assert "?commentaires=2#commentaires" in premiere and "Du plus ancien" in premiere
        for n, montree in (("x", 1), ("0", 1), ("-2", 1), ("4", 3), ("99999999999", 1)):
            page = client.get(f"{beaucoup.get_absolute_url()}?commentaires={n}")
            assert page.context["apres"]["commentaires"].number == montree, n

    def test_its_address_leads_to_its_page(self, client, beaucoup):
        dernier = Commentaire.objects.order_by("pk").last()
        suite = client.get(dernier.get_absolute_url()).url
        assert suite == f"{beaucoup.get_absolute_url()}?commentaires=3#commentaire-{dernier.pk}"
        premier = Commentaire.objects.order_by("pk").first()
        assert "?" not in client.get(premier.get_absolute_url()).url
        Commentaire.objects.filter(pk=premier.pk).update(moderation="en_examen")
        assert client.get(premier.get_absolute_url()).status_code == 404
        client.force_login(premier.auteur)
        assert client.get(premier.get_absolute_url()).status_code == 302

    def test_who_has_just_written_is_led_to_it(self, client, beaucoup):
        une = AffiliationFactory()
        client.force_login(une.personne)
        fait = client.post(
            reverse("retours:commenter", args=[beaucoup.pk]), {"texte": "La mienne."}
        )
        assert "?commentaires=3#commentaire-" in client.get(fait.url).url

    def test_as_many_queries_for_a_hundred_as_for_one(self, client, beaucoup, count_queries):
        seul = RetourFactory()
        dire(seul)
        peu = count_queries(client.get, seul.get_absolute_url())
        assert count_queries(client.get, beaucoup.get_absolute_url()) == peu
