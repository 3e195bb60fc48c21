"""The automatic rules: each alone, then what they do to something that is published."""

from datetime import timedelta

import pytest
from django.utils import timezone

from communautes.journal.models import Entree
from communautes.moderation import regles
from communautes.moderation.models import Dossier, Publication
from communautes.moderation.permissions import laisse_lire
from communautes.moderation.regles import Publie
from communautes.moderation.services import examiner
from tests.factories import AffiliationFactory, UserFactory
from tests.salle_d_essai.models import Propos

LONG = "Venez nombreux à la grande réunion publique de jeudi soir, salle des fêtes de la mairie."


def publie(texte="Bonjour", jours=1, **champs):
    return Publie(
        texte=texte, age_du_compte=timedelta(days=jours), **{"est_verifiee": False} | champs
    )


class TestRegles:
    @pytest.mark.parametrize(
        ("texte", "nombre"),
        [
            ("Voir https://exemple.org/page", 1),
            ("www.exemple.org et promo-velo.shop", 2),
            ("[ici](http://exemple.org)", 1),
            ("Écrire à maire@commune.fr", 0),
            ("https://www.collectivites-locales.gouv.fr/a", 0),
            ("https://gouv.fr.exemple.org/", 1),
            ("J’ai fini.Et vous ?", 0),
        ],
    )
    def test_links_are_seen(self, texte, nombre):
        assert len(regles.liens(texte)) == nombre

    @pytest.mark.parametrize(
        ("champs", "retenu"),
        [
            ({}, True),
            ({"jours": 14}, False),
            ({"est_verifiee": True}, False),
            ({"texte": "Sans lien"}, False),
        ],
    )
    def test_links_of_a_new_account(self, champs, retenu):
        cas = publie(**{"texte": "https://exemple.org"} | champs)
        assert regles.liens_d_un_compte_recent(cas) is retenu

    def test_the_same_text_a_third_time(self):
        assert not regles.texte_repete(publie(memes_textes=2))
        assert regles.texte_repete(publie(memes_textes=3))

    def test_too_fast(self):
        assert not regles.trop_vite(publie(recentes=10))
        assert regles.trop_vite(publie(recentes=11))

    def test_a_print_forgets_signs_and_short_texts(self):
        assert regles.empreinte(LONG) == regles.empreinte(LONG.upper().replace(",", " !"))
        assert regles.empreinte("Merci beaucoup, bonne journée") == ""


def ecrire(salle, personne, texte=LONG, communaute_pk=None):
    objet = Propos.objects.create(texte=texte, auteur_pk=personne.pk, communaute_pk=communaute_pk)
    return objet, examiner(objet, personne)


class TestExaminer:
    def test_an_ordinary_text_is_published(self, salle, autrice):
        objet, raisons = ecrire(salle, autrice)
        assert raisons == [] and objet.est_publie and not Dossier.objects.exists()

    def test_a_link_of_a_new_account_is_held_back_and_said(self, salle, autrice, communaute):
        objet, raisons = ecrire(salle, autrice, "Voir https://exemple.org", communaute.pk)
        dossier = Dossier.objects.get()
        assert Propos.objects.get().est_en_examen and len(raisons) == 1
        assert (dossier.regles, dossier.etat, dossier.auteur) == (["liens"], "recu", autrice)
        assert dossier.cadre == communaute and salle.changes == [(objet.pk, "en_examen")]
        entree = Entree.objects.get(acte="moderation.retenu")
        assert entree.personne is None and entree.apres["regles"] == ["liens"]

    def test_a_verified_person_posts_links(self, salle):
        personne = AffiliationFactory().personne
        assert ecrire(salle, personne, "Voir https://exemple.org")[1] == []

    def test_who_moderates_is_never_held_back(self, salle, communaute, moderatrice):
        assert ecrire(salle, moderatrice, "https://exemple.org", communaute.pk)[1] == []

    def test_anct_is_never_held_back(self, salle, anct):
        assert ecrire(salle, anct, "https://exemple.org")[1] == []

    def test_the_third_copy_is_held_back(self, salle, autrice):
        assert [bool(ecrire(salle, autrice)[1]) for _ in range(3)] == [False, False, True]

    def test_rewriting_one_is_not_a_copy(self, salle, autrice):
        objet, _raisons = ecrire(salle, autrice)
        assert [examiner(objet, autrice) for _ in range(4)] == [[]] * 4
        assert Publication.objects.count() == 1

    def test_yesterday_counts_no_more(self, salle, autrice):
        for _ in range(2):
            ecrire(salle, autrice)
        Publication.objects.update(le=timezone.now() - timedelta(days=1, minutes=1))
        assert ecrire(salle, autrice)[1] == []

    def test_the_eleventh_in_ten_minutes_waits(self, salle, autrice):
        dits = [bool(ecrire(salle, autrice, f"Message {n}")[1]) for n in range(11)]
        assert dits == [False] * 10 + [True]

    def test_rewritten_while_it_waits_it_still_waits(self, salle, autrice):
        objet, _raisons = ecrire(salle, autrice, "https://exemple.org")
        objet.texte = "Sans lien"
        objet.save()
        assert examiner(objet, autrice) and Dossier.objects.count() == 1

    def test_an_undeclared_kind_is_refused(self, db, autrice):
        with pytest.raises(LookupError):
            examiner(autrice, autrice)


class TestLaisseLire:
    @pytest.mark.parametrize(
        ("etat", "qui"),
        [
            ("publie", "autrice moderatrice anct autre visiteur"),
            ("en_examen", "autrice moderatrice anct"),
            ("retire", "autrice anct"),
        ],
    )
    def test_who_reads(self, propos, autrice, moderatrice, anct, etat, qui):
        from django.contrib.auth.models import AnonymousUser

        propos.moderation = etat
        gens = {
            "autrice": autrice,
            "moderatrice": moderatrice,
            "anct": anct,
            "autre": UserFactory(),
            "visiteur": AnonymousUser(),
        }
        assert {nom for nom, une in gens.items() if laisse_lire(une, propos)} == set(qui.split())

    def test_the_list_of_what_is_published(self, propos):
        assert list(Propos.objects.publies()) == [propos]
        Propos.objects.update(moderation="retire")
        assert not Propos.objects.publies().exists()
