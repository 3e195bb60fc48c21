"""What is to be mended is found, said once, and forgotten once it is mended."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.utils import timezone

from home.models import ContenuPage
from home.qualite import releve
from home.qualite.doublons import ressemblance, signer
from home.qualite.models import AdresseExterne, CitationExterne, Constat, Empreinte, GenreConstat
from ressources.models import FichierRessource, RessourcePage
from tests.factories import (
    ActeurFactory,
    ActualitePageFactory,
    ContenuPageFactory,
    DocumentFactory,
    ImageFactory,
    RessourcePageFactory,
    UserFactory,
    traduite,
)
from tests.home.qualite.conftest import vers
from tests.home.qualite.test_lisibilite import COURTE, LONGUE

pytestmark = pytest.mark.django_db
Genre = GenreConstat


def bloc(nom, valeur, rang=0) -> dict:
    return {"type": nom, "value": valeur, "id": f"00000000-0000-4000-8000-{rang:012}"}


def titre(texte, rang="section", n=0) -> dict:
    return bloc("heading", {"text": texte, "rank": rang}, n)


def ecrire(page, **champs) -> None:
    """As it is in the base, without what publishing asks for (older contents have it not)."""
    for champ, valeur in champs.items():
        setattr(page, champ, valeur)
    page.save(clean=False)


def genres(constats) -> list[str]:
    return sorted(constat.genre for constat in constats)


class TestRegles:
    def test_a_content_in_order_has_none(self, relever):
        body = [titre("Un", n=1), bloc("rich_text", COURTE, 2)]
        assert relever(RessourcePageFactory(body=body)) == []

    @pytest.mark.parametrize(
        ("champs", "genre", "champ"),
        [
            ({"resume": ""}, Genre.RESUME_ABSENT, "resume"),
            ({"resume": "L’ete a l’ecole !"}, Genre.RESUME_TITRE, "resume"),
            ({"a_revoir_le": timedelta()}, None, ""),
            ({"a_revoir_le": timedelta(days=-1)}, Genre.A_REVOIR, "a_revoir_le"),
            ({"body": [bloc("rich_text", LONGUE)]}, Genre.PHRASES_LONGUES, ""),
            (
                {"body": [bloc("rich_text", COURTE * 4)], "duree_lecture": 1},
                Genre.TROP_LONG,
                "duree_lecture",
            ),
            ({"body": [bloc("rich_text", COURTE * 4)], "duree_lecture": 2}, None, ""),
        ],
    )
    def test_of_a_resource(self, relever, champs, genre, champ):
        page = RessourcePageFactory(title="L’été à l’école")
        jours = {n: timezone.localdate() + v for n, v in champs.items() if n == "a_revoir_le"}
        ecrire(page, **champs | jours)
        assert [(c.genre, c.champ) for c in relever(page)] == ([(genre, champ)] if genre else [])

    def test_what_one_watches_has_no_reading_time(self, relever):
        page = RessourcePageFactory(nature="webinaire", duree_lecture=1)
        ecrire(page, body=[bloc("rich_text", COURTE * 4)])
        assert relever(page) == []

    def test_english_is_not_measured_as_french(self, relever):
        page = RessourcePageFactory()
        anglaise = traduite(page, title="Water", body=[bloc("rich_text", LONGUE)])
        assert Genre.PHRASES_LONGUES not in genres(relever(anglaise))

    def test_missing_alternatives(self, relever):
        def image(rang, **champs):
            valeur = {"image": ImageFactory().pk, "alt_text": "", "decorative": False} | champs
            return bloc("image", {"image": valeur, "caption": ""}, rang)

        video = {"url": "https://vimeo.com/1", "title": "A", "duration": 1, "transcript": ""}
        page = ContenuPageFactory()
        blocs = [image(1), image(2, alt_text="Un pré"), image(3, decorative=True)]
        ecrire(page, body=[*blocs, bloc("video", video, 4)])
        trouves = {c.genre: (c.lieu, c.chemin) for c in relever(page)}
        assert trouves == {
            Genre.IMAGE_SANS_TEXTE: (
                "Bloc 1 (Image)",
                "body.00000000-0000-4000-8000-000000000001.image",
            ),
            Genre.VIDEO_SANS_TRANSCRIPTION: (
                "Bloc 4 (Vidéo)",
                "body.00000000-0000-4000-8000-000000000004.transcript",
            ),
        }

    @pytest.mark.parametrize(
        ("blocs", "lieux"),
        [
            ([titre("A", n=1), bloc("rich_text", COURTE, 2)], []),
            (
                [titre("A", n=1), titre("B", "subsection", 2), bloc("rich_text", COURTE, 3)],
                [],
            ),
            ([titre("A", "subsection", 1), bloc("rich_text", COURTE, 2)], ["Bloc 1 (Titre)"]),
            ([titre("A", n=1)], ["Bloc 1 (Titre)"]),
            (
                [titre("A", n=1), titre("B", n=2), bloc("rich_text", COURTE, 3)],
                ["Bloc 1 (Titre)"],
            ),
            ([bloc("rich_text", "<h2>Caché</h2>")], ["Bloc 1 (Texte)"]),
        ],
    )
    def test_headings(self, relever, blocs, lieux):
        page = ContenuPageFactory()
        ecrire(page, body=blocs)
        trouves = relever(page)
        assert [c.lieu for c in trouves] == lieux and set(genres(trouves)) <= {Genre.TITRES}

    def test_a_file_in_use_that_is_not_accessible(self, relever):
        document = DocumentFactory()
        assert relever(document) == []
        page = RessourcePageFactory()
        page.fichiers.add(FichierRessource(document=document))
        page.save_revision().publish()
        assert genres(relever(document)) == [Genre.FICHIER_SANS_ALTERNATIVE]
        document.accessible = True
        document.save()
        assert relever(document) == []


class TestLiens:
    def test_a_target_withdrawn_since_is_said_and_goes_when_it_comes_back(
        self, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            cible = ContenuPageFactory(title="La charte")
            source = ContenuPageFactory(body=[bloc("rich_text", vers(cible.pk))])
        assert not Constat.objects.exists()
        with django_capture_on_commit_callbacks(execute=True):
            cible.unpublish()
        constat = Constat.objects.get()
        assert constat.objet_pk == source.pk and "La charte" in constat.detail
        with django_capture_on_commit_callbacks(execute=True):
            cible.get_latest_revision().publish()
        assert not Constat.objects.exists()

    def test_two_links_of_a_block_are_two_findings(self, relever):
        source = ContenuPageFactory()
        html = vers(987_651) + vers(987_652) + vers(987_652)
        ecrire(source, body=[bloc("rich_text", html)])
        assert genres(relever(source)) == [Genre.LIEN_ROMPU] * 2

    @pytest.mark.parametrize(
        ("statut", "genre"),
        [
            ({"statut": "morte", "echecs": 3}, Genre.LIEN_MORT),
            ({"statut": "deplacee", "vers": "https://b.example.org/"}, Genre.LIEN_DEPLACE),
            ({"statut": "a_la_main"}, Genre.LIEN_A_VERIFIER),
            ({"statut": "en_echec", "echecs": 2}, None),
            ({"statut": "joignable"}, None),
        ],
    )
    def test_other_sites(self, relever, statut, genre):
        acteur = ActeurFactory(site_web="https://a.example.org/")
        assert relever(acteur) == []
        AdresseExterne.objects.update(**statut)
        trouves = relever(acteur)
        assert genres(trouves) == ([genre] if genre else [])
        assert all(c.champ == "site_web" for c in trouves)


class TestDoublons:
    TEXTE = " ".join(f"Le mot numéro {n} dit une chose de plus." for n in range(40))

    def page(self, texte, **champs):
        slug = f"page-{ContenuPage.objects.count()}"
        corps = [bloc("rich_text", f"<p>{texte}</p>")]
        return ContenuPageFactory(body=corps, slug=slug, **champs)

    def relever_toutes(self) -> list[tuple[str, int]]:
        releve.relever_tout()
        doubles = Constat.objects.filter(genre__startswith="doublon")
        return sorted(doubles.values_list("genre", "objet_pk"))

    def test_by_title_whatever_the_accents(self):
        self.page("A", title="L’été : où aller ?")
        seconde = self.page("B", title="L'ete, ou aller")
        assert self.relever_toutes() == [(Genre.DOUBLON_TITRE, seconde.pk)]

    def test_by_text_nearly_the_same(self):
        self.page(self.TEXTE)
        copie = self.page(self.TEXTE.replace("numéro 7 ", "7 "))
        self.page(self.TEXTE[::-1])
        assert self.relever_toutes() == [(Genre.DOUBLON_TEXTE, copie.pk)]

    def test_a_translation_is_no_double(self):
        page = RessourcePageFactory(title="Territoires")
        traduite(page, title="Territoires")
        assert self.relever_toutes() == []

    def test_two_types_may_share_a_title(self):
        RessourcePageFactory(title="Le guide")
        ActualitePageFactory(title="Le guide")
        assert self.relever_toutes() == []

    def test_publishing_either_one_is_enough(self, relever):
        ancienne, nouvelle = self.page("A", title="Le tarif"), self.page("B", title="Le tarif")
        relever(ancienne)
        assert genres(relever(nouvelle)) == [Genre.DOUBLON_TITRE]
        ancienne.title = "La grille"
        ancienne.save_revision().publish()
        relever(ancienne)
        assert not Constat.objects.exists()
        ancienne.title = "Le tarif"
        ancienne.save_revision().publish()
        relever(ancienne)
        assert Constat.objects.get().objet_pk == nouvelle.pk
        ancienne.unpublish()
        relever(ancienne)
        assert not Constat.objects.exists()

    def test_sketches_measure_the_share(self):
        assert ressemblance(signer(self.TEXTE), signer(self.TEXTE)) == 1
        assert ressemblance(signer(self.TEXTE), signer("Autre chose, vraiment. " * 40)) == 0
        assert signer("Trop court.") == []
        assert ressemblance([], []) == 0


class TestVie:
    def test_a_publication_surveys_the_content(self, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            page = ContenuPageFactory(resume="")
        assert genres(Constat.objects.all()) == [Genre.RESUME_ABSENT]
        page.resume = "Deux lignes."
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        assert not Constat.objects.exists()

    @pytest.mark.parametrize("fin", ["unpublish", "delete"])
    def test_what_is_withdrawn_has_nothing_to_mend(self, fin, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            page = ContenuPageFactory(resume="")
            acteur = ActeurFactory(site_web="https://a.example.org/")
        assert Constat.objects.exists() and CitationExterne.objects.exists()
        with django_capture_on_commit_callbacks(execute=True):
            getattr(page, fin)()
            getattr(acteur, fin)()
        for modele in (Constat, CitationExterne, Empreinte):
            vivants = modele.objects.filter(objet_pk__in=[page.pk, acteur.pk or 0])
            assert not vivants.exists()

    def test_a_draft_is_not_surveyed(self):
        ContenuPageFactory(resume="", live=False)
        assert (
            releve.relever_tout() and not Constat.objects.filter(titre__startswith="Page").exists()
        )

    def test_what_is_still_there_keeps_its_date_and_its_silence(self, relever):
        page = ContenuPageFactory(resume="")
        il_y_a = timezone.now() - timedelta(days=9)
        relever(page)
        Constat.objects.update(depuis=il_y_a, ignore_le=il_y_a, motif="Voulu.")
        page.title = "Un autre titre"
        page.save_revision().publish()
        constat = relever(page)[0]
        assert (constat.depuis, constat.motif) == (il_y_a, "Voulu.")
        assert constat.titre == "Un autre titre"

    def test_every_night_all_is_as_if_surveyed_one_by_one(self, capsys):
        page = ContenuPageFactory(resume="")
        des_pages = {"type_de_contenu": ContentType.objects.get_for_model(page)}
        disparue = {"cle": "x", "titre": "Disparue", "langue": "fr", "detail": "x"}
        Constat.objects.create(objet_pk=987_654, genre=Genre.TITRES, **des_pages, **disparue)
        call_command("relever_qualite")
        assert "à corriger" in capsys.readouterr().out
        siens = Constat.objects.filter(objet_pk__in=[page.pk, 987_654], **des_pages)
        assert [(c.genre, c.objet_pk) for c in siens] == [(Genre.RESUME_ABSENT, page.pk)]

    def test_of_a_person(self, relever):
        moi = UserFactory()
        mienne = RessourcePageFactory(responsable=moi, resume="Un résumé.")
        for page in (mienne, RessourcePageFactory()):
            ecrire(page, resume="")
            relever(page)
        assert Constat.objects.ouverts().de(moi).get().objet_pk == mienne.pk
        # Handed over by an update, without any publication.
        RessourcePage.objects.filter(pk=mienne.pk).update(responsable=None)
        assert not Constat.objects.de(moi).exists()


def test_a_lot_costs_the_same_for_3_or_30(count_queries):
    cible = ContenuPageFactory()

    def creer(nombres):
        for n in nombres:
            RessourcePageFactory(
                title="Le même",
                slug=f"meme-{n}",
                resume="Le même",
                lien_externe=f"https://a.example.org/{n}",
                body=[bloc("rich_text", vers(cible.pk))],
            ).fichiers.create(document=DocumentFactory())
        releve.relever_tout()

    creer(range(3))
    peu = count_queries(releve.relever_tout)
    creer(range(3, 30))
    assert count_queries(releve.relever_tout) == peu
