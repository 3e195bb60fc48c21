"""The page of a retour as everybody reads it, and to whom it does not exist."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from communautes.fichiers.models import Fichier
from communautes.retours.faits import quand
from communautes.retours.lecture import contexte_du_retour
from communautes.retours.models import (
    CollectiviteAuteure,
    Parcours,
    RetourActeur,
    RetourExperience,
    RetourFichier,
    RetourImage,
)
from communautes.retours.referentiels import Etat
from communautes.retours.services.ecriture import adresse_libre
from communautes.retours.urls import urlpatterns
from tests.factories import (
    ActeurFactory,
    AffiliationFactory,
    CollectiviteFactory,
    ThemePageFactory,
    UserFactory,
)
from tests.factories.retours import RetourFactory, relecteur

pytestmark = pytest.mark.django_db

COURT = dict.fromkeys(("resume", "contexte", "resultats", "echecs", "transposition"), "")
PLEIN = {
    "debut": date(2024, 3, 1),
    "fin": date(2025, 8, 1),
    "niveau": "concertation",
    "publics": ["habitants", "enfants"],
    "nombre": 1212,
    "cout": "5000_20000",
    "cout_precision": "hors travaux",
    "jours_agent": 85,
    "prestataires": "12 jours d’une paysagiste",
}


def texte(response) -> str:
    return response.content.decode().replace("\u202f", " ").replace("\xa0", " ")


def faits_de(page: str) -> str:
    return page[page.index('class="rex-cle"') : page.index('id="en-deux-phrases"')]


def joindre(retour, nom: str, octets: bytes = b"%PDF-1.4", type_mime="application/pdf") -> Fichier:
    return Fichier.objects.create(
        contenu=ContentFile(octets, nom),
        nom=nom,
        type_mime=type_mime,
        taille=len(octets),
        depose_par=retour.parcours.auteur,
        objet=retour,
    )


def a_moitie_plein(**champs) -> RetourExperience:
    lieu = CollectiviteFactory(nom="Figeac", population=9_820)
    return RetourFactory(affiliation=AffiliationFactory(collectivite=lieu), **PLEIN | champs)


class TestPage:
    def test_key_facts_come_first(self, client):
        page = texte(client.get(a_moitie_plein().get_absolute_url()))
        faits = faits_de(page)
        for attendu in (
            "Figeac",
            "Commune",
            "9 820 habitants",
            "18 mois",
            "de mars 2024 à août 2025",
            "De 5 000 à 20 000 €",
            "hors travaux",
            "85 jours-agent",
            "12 jours d’une paysagiste",
            "<strong>concertation</strong>",
            "avec 1 212 personnes (habitants, enfants)",
            'class="rex-echelle__ici" aria-current="step">Concertation<',
        ):
            assert attendu in faits
        assert page.count("<h1") == 1

    def test_what_failed_stands_beside_the_results(self, client):
        page = texte(client.get(RetourFactory().get_absolute_url()))
        bilan = page[page.index("rex-bilan") :]
        assert bilan.index('<h2 id="resultats">') < bilan.index('<h2 id="pas-marche">')
        assert "personne n’avait prévu le gardiennage en août" in bilan

    def test_the_short_version_has_nothing_empty(self, client):
        retour = RetourFactory(format="court", **COURT)
        page = texte(client.get(retour.get_absolute_url()))
        assert "Ce qui a été fait" in page and "Ce qu’on en retient" in page
        for absent in ("En deux phrases", "Le contexte", "rex-bilan", "tec-sommaire", "Coût<"):
            assert absent not in page

    def test_months_that_begin_with_a_vowel(self):
        retour = RetourExperience(debut=date(2019, 10, 1), fin=date(2022, 6, 1))
        assert quand(retour)["periode"] == "d’octobre 2019 à juin 2022"

    def test_a_departement_is_named_once(self, client):
        lieu = CollectiviteFactory(type="departement", nom="Gers", departement="32", code="32")
        retour = RetourFactory(affiliation=AffiliationFactory(collectivite=lieu))
        assert "Gers (32)" not in faits_de(texte(client.get(retour.get_absolute_url())))

    def test_it_goes_on_since(self, client):
        retour = RetourFactory(debut=date(2024, 3, 1))
        assert "depuis mars 2024" in texte(client.get(retour.get_absolute_url()))

    def test_every_signer_is_named_as_it_was(self, client):
        retour = a_moitie_plein()
        autre = CollectiviteFactory(nom="Mende")
        CollectiviteAuteure.objects.create(
            retour=retour, collectivite=autre, etat="acceptee", repondu_le=timezone.now()
        )
        invitee = CollectiviteFactory(nom="Silencieuse")
        CollectiviteAuteure.objects.create(retour=retour, collectivite=invitee)
        retour.auteures.filter(principale=True).update(nom="Figeac d’alors")
        page = texte(client.get(retour.get_absolute_url()))
        assert "Raconté par Figeac d’alors et Mende" in page
        assert "Silencieuse" not in page

    def test_its_files_images_actors_tags_and_licence(self, client):
        retour = RetourFactory()
        image = joindre(retour, "cour.webp", b"RIFF", "image/webp")
        RetourImage.objects.create(retour=retour, fichier=image, alternative="La cour, ombragée")
        document = joindre(retour, "convention.pdf")
        RetourFichier.objects.create(retour=retour, fichier=document, titre="La convention")
        RetourActeur.objects.create(retour=retour, acteur=ActeurFactory(nom="La Fabrique"))
        RetourActeur.objects.create(retour=retour, acteur=ActeurFactory(nom="Cachée", live=False))
        retour.tags.add("ombre")
        retour.save()
        page = texte(client.get(retour.get_absolute_url()))
        for attendu in (
            'alt="La cour, ombragée" loading="lazy"',
            f"/fichiers/{document.pk}/convention.pdf",
            "La convention</a>",
            "PDF, 8 octets",
            "La Fabrique",
            "?etiquette=ombre",
            "Licence Ouverte 2.0",
        ):
            assert attendu in page
        assert "Cachée" not in page

    def test_an_image_keeps_its_place_while_it_comes(self, client):
        """Its size is said; of a file that is no image, or is gone, nothing is."""
        retour = RetourFactory()
        sortie = BytesIO()
        Image.new("RGB", (1200, 800)).save(sortie, "WEBP")
        image = joindre(retour, "cour.webp", sortie.getvalue(), "image/webp")
        fausse = joindre(retour, "fausse.webp", b"RIFF", "image/webp")
        for rang, fichier in enumerate((image, fausse)):
            RetourImage.objects.create(
                retour=retour, fichier=fichier, alternative="La cour", sort_order=rang
            )
        for _lecture in range(2):
            page = client.get(retour.get_absolute_url()).content.decode()
            assert page.count('alt="La cour" width="1200" height="800" loading="lazy"') == 1
            assert page.count('alt="La cour" loading="lazy"') == 1
            image.contenu.storage.delete(image.contenu.name)  # read once

    def test_in_english_its_words_are_marked_french(self, client):
        retour = RetourFactory(titre="Une cour ouverte")
        page = texte(client.get(f"/en/retours/{retour.slug}/"))
        assert '<h1 lang="fr">Une cour ouverte</h1>' in page
        assert f'rel="canonical" href="http://testserver/retours/{retour.slug}/"' in page
        assert 'rel="alternate" hreflang' not in page

    def test_nothing_of_who_wrote_it(self, client):
        retour = RetourFactory()
        auteur = retour.parcours.auteur
        page = texte(client.get(retour.get_absolute_url()))
        for personnel in (auteur.email, auteur.last_name):
            assert personnel not in page

    def test_a_shared_cache_may_keep_it(self, client):
        reponse = client.get(RetourFactory().get_absolute_url())
        assert "public" in reponse["Cache-Control"] and not reponse.cookies

    def test_it_asks_to_be_told_of_a_problem(self, client):
        retour = RetourFactory()
        page = texte(client.get(retour.get_absolute_url()))
        assert f"/contact/?page={retour.get_absolute_url()}" in page


class TestFraicheur:
    def test_old_ones_say_so(self, client):
        retour = RetourFactory()
        hier = timezone.localdate() - timedelta(days=1)
        Parcours.objects.filter(retour=retour).update(a_revoir_le=hier)
        assert "À revoir depuis le" in texte(client.get(retour.get_absolute_url()))

    def test_what_is_not_true_any_more_says_so(self, client):
        retour = RetourFactory()
        Parcours.objects.filter(retour=retour).update(perime_le=timezone.now())
        assert "n’est plus tout à fait vrai" in texte(client.get(retour.get_absolute_url()))

    def test_an_archive_is_read_and_not_offered(self, client):
        page = texte(client.get(RetourFactory(etat="archive").get_absolute_url()))
        assert "Ce retour est archivé" in page and "noindex" in page


@pytest.mark.parametrize("role", ["visiteur", "compte", "auteur", "anct"])
@pytest.mark.parametrize("etat", [e for e in Etat.values if e != "a_actualiser"])
def test_who_reads_its_address_in_each_state(client, role, etat):
    """The public page is what everybody reads, and only that: a draft has its own address."""
    retour = RetourFactory(etat=etat)
    personnes = {
        "compte": UserFactory,
        "auteur": lambda: retour.parcours.auteur,
        "anct": relecteur,
    }
    if role in personnes:
        client.force_login(personnes[role]())
    attendu = {"publie": 200, "archive": 200, "retire": 410}.get(etat, 404)
    assert client.get(retour.get_absolute_url()).status_code == attendu


def test_what_was_withdrawn_says_who_may_do_so(client):
    page = texte(client.get(RetourFactory(etat="retire").get_absolute_url()))
    assert "Une collectivité peut retirer à tout moment un retour d’expérience" in page
    assert "L’école a fermé" not in page


class TestVoisins:
    def test_the_closest_on_the_same_theme_and_why(self, client, publier):
        theme = ThemePageFactory()

        def de(nom, **champs):
            lieu = CollectiviteFactory(nom=nom, **champs)
            affiliation = AffiliationFactory(collectivite=lieu)
            return publier(RetourFactory, titre=nom, affiliation=affiliation, themes=[theme])

        lu = de("Figeac", population=9_800)
        de("Loin", population=150_000, region="53", departement="29")
        de("Pareille", population=9_000)
        publier(RetourFactory, titre="Autre thème")
        voisins = client.get(lu.get_absolute_url()).context["voisins"]
        assert [carte["titre"] for carte in voisins["cartes"]] == ["Pareille", "Loin"]
        assert voisins["cartes"][0]["pourquoi"].startswith("même département, commune, de 3")

    def test_who_reads_compares_with_their_own(self, client, publier):
        theme = ThemePageFactory()
        lu = publier(RetourFactory, themes=[theme])
        publier(RetourFactory, themes=[theme])
        sienne = AffiliationFactory(collectivite=CollectiviteFactory(nom="Cajarc"))
        client.force_login(sienne.personne)
        assert "Des collectivités comme Cajarc" in texte(client.get(lu.get_absolute_url()))

    def test_alone_on_its_theme_it_shows_none(self, client, publier):
        lu = publier(RetourFactory)
        assert client.get(lu.get_absolute_url()).context["voisins"] is None


def test_costs_the_same_whatever_it_has(client, publier, count_queries):
    theme = ThemePageFactory()
    maigre = publier(RetourFactory, themes=[theme])
    for _ in range(3):
        publier(RetourFactory, themes=[theme])
    client.get(maigre.get_absolute_url())  # the index has just moved: it is read again, once
    peu = count_queries(client.get, maigre.get_absolute_url())
    gras = publier(a_moitie_plein, themes=[theme, ThemePageFactory()])
    for rang in range(4):
        fichier = joindre(gras, f"image-{rang}.webp", b"RIFF", "image/webp")
        RetourImage.objects.create(retour=gras, fichier=fichier, alternative="Une cour")
        document = joindre(gras, f"note-{rang}.pdf")
        RetourFichier.objects.create(retour=gras, fichier=document)
        gras.tags.add(f"mot {rang}")
    gras.save()
    client.get(maigre.get_absolute_url())
    assert count_queries(client.get, gras.get_absolute_url()) == peu <= 15


def test_a_preview_shows_a_first_draft(db):
    """Nothing beside it yet: no row, no state."""
    contexte = contexte_du_retour(RetourExperience(titre="Une cour", slug="une-cour"))
    assert (contexte["auteures"], contexte["verifie_le"]) == ([], None)


def test_a_preview_names_who_will_sign(db):
    retour = RetourFactory(etat="brouillon")
    brouillon = retour.get_latest_revision_as_object()
    brouillon.parcours = retour.parcours
    [auteure] = contexte_du_retour(brouillon)["auteures"]
    assert auteure["nom"] == retour.auteures.get().collectivite.nom


def test_no_retour_takes_the_address_of_a_view(db):
    mots = {str(route.pattern).removeprefix("retours/").strip("/") for route in urlpatterns}
    fixes = {mot for mot in mots if mot.isidentifier()}
    assert fixes >= {"carte", "comme", "donnees"}
    for mot in fixes | {"schema", "retours"}:
        assert adresse_libre(mot) == f"{mot}-2"
