"""What images show, mended in the admin; the report on quality reads retours as it reads pages."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from communautes.fichiers.models import Fichier
from communautes.retours.models import Parcours, RetourExperience, RetourImage
from communautes.retours.services.ecriture import brouillon_de, enregistrer
from home.publication import PublicationRefusee
from home.qualite import releve
from home.qualite.models import Constat
from tests.communautes.retours.test_admin import adresse, formulaire
from tests.communautes.retours.test_ecrire_pieces import donner, navigateur, prives  # noqa: F401
from tests.factories import UserFactory
from tests.factories.retours import RetourFactory, amener
from tests.home.medias import contenus

pytestmark = pytest.mark.django_db


@pytest.fixture
def anct(client):
    personne = UserFactory(groupe="Relecture")
    client.force_login(personne)
    return personne


def avec_image(etat: str = "soumis", alternative: str = "Une cour.") -> RetourExperience:
    retour = RetourFactory(etat="brouillon")
    donner(retour, "cour.png", contenus.image())
    brouillon = relu(retour)
    images = list(brouillon.images.all())
    images[0].alternative = alternative
    brouillon.images.set(images)
    enregistrer(brouillon, par=retour.parcours.auteur)
    amener(relu(retour), etat, par=retour.parcours.auteur)
    return relu(retour)


def relu(retour) -> RetourExperience:
    return brouillon_de(RetourExperience.objects.select_related("parcours").get(pk=retour.pk))


def lignes(retour, **mots) -> dict:
    rangees = [
        {
            "id": str(une.pk or ""),
            "fichier": str(une.fichier_id),
            "alternative": une.alternative,
            "legende": une.legende,
            "ORDER": str(n),
        }
        | mots
        for n, une in enumerate(retour.images.all(), 1)
    ]
    return {"images": inline_formset(rangees, initial=len(rangees))}


def envoyer(client, retour, **mots):
    donnees = formulaire(retour) | nested_form_data(lignes(retour, **mots))
    return client.post(adresse("edit", retour), donnees)


class TestAlternatives:
    def test_the_form_draws_each_above_its_words(self, client, anct):
        retour = avec_image()
        page = client.get(adresse("edit", retour)).text
        fichier = Fichier.objects.get()
        assert f'<img src="/fichiers/{fichier.pk}/' in page and 'value="Une cour."' in page
        assert "Ce qu’elle montre" in page
        assert "Il n’y en a pas." in client.get(adresse("edit", RetourFactory(etat="soumis"))).text

    def test_they_are_mended_and_nothing_else_of_the_image(self, client, anct):
        retour = avec_image()
        faite = envoyer(client, retour, alternative="Des chaises sous un tilleul.")
        assert faite.status_code == 302
        (image,) = relu(retour).images.all()
        assert image.alternative == "Des chaises sous un tilleul."
        assert image.fichier == Fichier.objects.get()

    def test_of_a_new_version_that_no_row_has_yet(self, client, anct):
        retour = RetourFactory()
        donner(retour, "cour.png", contenus.image())
        assert envoyer(client, relu(retour), alternative="Une cour.").status_code == 302
        (image,) = relu(retour).images.all()
        assert (image.alternative, image.fichier) == ("Une cour.", Fichier.objects.get())

    def test_no_other_file_gets_in(self, client, anct):
        retour, autre = avec_image(), avec_image()
        sien = autre.images.get().fichier_id
        assert envoyer(client, retour, fichier=str(sien)).status_code == 200
        assert relu(retour).images.get().fichier_id != sien

    def test_what_lacks_is_filled_in_and_published_at_once(self, client, anct):
        retour = avec_image()
        RetourImage.objects.update(alternative="")
        brouillon = relu(retour)
        images = list(brouillon.images.all())
        images[0].alternative = ""
        brouillon.images.set(images)
        brouillon.save_revision(clean=False)
        approuver = {"action-workflow-action": "true", "workflow-action-name": "approve"}
        mots = nested_form_data(lignes(relu(retour), alternative="Une cour."))
        form = client.post(adresse("edit", retour), formulaire(retour) | mots | approuver)
        assert form.status_code == 302
        assert RetourExperience.objects.get(pk=retour.pk).live


def test_a_version_that_comes_back_is_not_published_with_what_was_destroyed(client, anct):
    retour = avec_image("brouillon")
    auteur, ancienne = retour.parcours.auteur, relu(retour)
    navigateur(retour).post(
        reverse("retours:garder", args=[retour.pk, "images"]),
        {"retirer": str(ancienne.images.get().fichier_id)},
    )
    amener(relu(retour), "publie", par=auteur)
    rangees = [{"id": "", "fichier": str(ancienne.images.get().fichier_id), "alternative": "Là."}]
    donnees = formulaire(relu(retour), **{"action-publish": "action-publish"})
    donnees |= nested_form_data({"images": inline_formset([rangees[0] | {"ORDER": "1"}])})
    reponse = client.post(adresse("edit", retour), donnees)
    assert reponse.status_code == 200
    assert "Le fichier d’une des images a été supprimé" in reponse.text
    ancienne.parcours = relu(retour).parcours
    with pytest.raises(PublicationRefusee, match="a été supprimé"):
        ancienne.save_revision(user=anct).publish(user=anct)
    assert not RetourImage.objects.filter(retour=retour.pk).exists()


class TestQualite:
    def constats(self, retour) -> dict[str, str]:
        releve.relever_tout()
        siens = Constat.objects.filter(type_de_contenu__model="retourexperience")
        return {un.genre: un.detail for un in siens.filter(objet_pk=retour.pk)}

    def test_what_is_good_has_no_finding(self):
        assert self.constats(RetourFactory()) == {}

    def test_long_sentences_images_without_words_and_what_is_out_of_date(self):
        retour = avec_image("publie")
        longue = " ".join(["une concertation particulièrement expérimentale"] * 40)
        RetourExperience.objects.filter(pk=retour.pk).update(fait=f"{longue}.")
        RetourImage.objects.update(alternative="")
        Parcours.objects.filter(retour=retour.pk).update(perime_le="2026-01-01T00:00Z")
        constats = self.constats(retour)
        assert set(constats) == {"phrases_longues", "image_sans_texte", "a_revoir"}
        assert "plus tout à fait vrai" in constats["a_revoir"]

    def test_a_link_that_leads_nowhere(self):
        retour = RetourFactory()
        RetourExperience.objects.update(fait="Voir [la charte](/nulle-part/).")
        assert "la charte" in self.constats(retour)["lien_rompu"]

    def test_nor_is_one_published(self):
        retour = RetourFactory(etat="brouillon", fait="Voir [la charte](/nulle-part/).")
        assert "la charte" in retour.manques_pour_publier()["fait"]

    @pytest.mark.parametrize("etat", ["brouillon", "archive", "retire"])
    def test_only_what_is_public_and_proposed(self, etat):
        retour = RetourFactory(etat=etat)
        Parcours.objects.update(perime_le="2026-01-01T00:00Z")
        assert self.constats(retour) == {}
