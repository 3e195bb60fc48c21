"""An actor: what the database refuses, what publishing refuses, and the words of « where »."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from home.publication import PublicationRefusee
from home.territoires import NOMS_DEPARTEMENTS, NOMS_REGIONS, REGIONS, jetons, phrase
from ressources.models import Acteur
from tests.factories import ActeurFactory


class TestTerritoires:
    def test_france_has_18_regions_and_101_departements(self):
        assert len(NOMS_REGIONS) == len(REGIONS) == 18
        assert len(NOMS_DEPARTEMENTS) == sum(len(r.departements) for r in REGIONS) == 101
        metropole = {f"{n:02}" for n in range(1, 96)} - {"20"} | {"2A", "2B"}
        assert set(NOMS_DEPARTEMENTS) == metropole | {"971", "972", "973", "974", "976"}

    @pytest.mark.parametrize(
        ("ou", "attendus", "absents"),
        [
            ({"regions": ["94"]}, "region-94 departement-2A departement-2B", "region-93"),
            ({"departements": ["26"]}, "region-84 departement-26", "departement-01 region-26"),
            ({"toute_la_france": True}, "region-53 departement-976", ""),
            ({}, "", "region-53"),
        ],
        ids=str,
    )
    def test_one_is_found_in_what_holds_and_what_is_held(self, ou, attendus, absents):
        trouves = set(jetons(**{"toute_la_france": False, "regions": [], "departements": []} | ou))
        assert {*attendus.split()} <= trouves and not {*absents.split()} & trouves

    @pytest.mark.parametrize(
        ("au_plus", "attendu"),
        [
            (0, "Bretagne, Ain (01), Nord (59)"),
            (3, "Bretagne, Ain (01), Nord (59)"),
            (2, "Bretagne, Ain (01), Nord (59)"),  # one is as short as its count
            (1, "Bretagne, et 2 autres territoires"),
        ],
    )
    def test_a_long_list_is_cut(self, au_plus, attendu):
        ou = {"toute_la_france": False, "regions": ["53"], "departements": ["59", "01"]}
        assert phrase(**ou, au_plus=au_plus) == attendu


IMPOSSIBLES = {
    "slug": {"slug": "prise"},
    "reference": {"reference": "ACT-PRISE"},
    "forme de la référence": {"reference": "act prise"},
    "sans nom": {"nom": ""},
    "genre inconnu": {"genre": "parti"},
    "région inconnue": {"toute_la_france": False, "regions": ["99"]},
    "département inconnu": {"toute_la_france": False, "departements": ["20"]},
    "public inconnu": {"publics": ["etat"]},
    "partout et là": {"regions": ["53"]},
    "courriel": {"page_contact": "mailto:a@example.org"},
}
PUBLIES_INCOMPLETS = {
    "publié sans résumé": {"live": True, "resume": ""},
    "publié sans genre": {"live": True, "genre": ""},
    "publié nulle part": {"live": True, "toute_la_france": False},
}


class TestBase:
    @pytest.mark.parametrize("cas", [*IMPOSSIBLES, *PUBLIES_INCOMPLETS])
    def test_refuses_whoever_writes(self, db, cas):
        ActeurFactory(slug="prise", reference="ACT-PRISE")
        acteur = ActeurFactory(live=False)
        with pytest.raises(IntegrityError), transaction.atomic():
            Acteur.objects.filter(pk=acteur.pk).update(**(IMPOSSIBLES | PUBLIES_INCOMPLETS)[cas])

    @pytest.mark.parametrize("cas", IMPOSSIBLES)
    def test_says_why_in_french(self, db, cas):
        ActeurFactory(slug="prise", reference="ACT-PRISE")
        acteur = ActeurFactory(live=False)
        for champ, valeur in IMPOSSIBLES[cas].items():
            setattr(acteur, champ, valeur)
        with pytest.raises(ValidationError) as refus:
            acteur.full_clean()
        assert "contrainte" not in str(refus.value).lower()


class TestPublication:
    @pytest.mark.parametrize(
        ("champs", "attendus"),
        [
            ({"resume": ""}, "resume"),
            ({"genre": ""}, "genre"),
            ({"toute_la_france": False}, "toute_la_france"),
            ({"themes": []}, "themes_lies"),
            ({"resume": "Écrivez à a@example.org"}, "resume"),
            (
                {"resume": "", "genre": "", "toute_la_france": False, "themes": []},
                "resume genre toute_la_france themes_lies",
            ),
        ],
        ids=str,
    )
    def test_refuses_what_is_incomplete_and_says_it_all(self, db, champs, attendus):
        acteur = ActeurFactory(live=False, **champs)
        with pytest.raises(PublicationRefusee) as refus:
            acteur.save_revision().publish()
        assert set(refus.value.message_dict) == {*attendus.split()}
        assert not Acteur.objects.get().live

    def test_a_live_actor_may_have_an_incomplete_draft(self, db):
        acteur = ActeurFactory()
        acteur.resume = ""
        acteur.save_revision()
        assert Acteur.objects.visibles().get().resume

    def test_at_its_hour_what_is_incomplete_only_gives_up(self, db):
        acteur = ActeurFactory(live=False)
        acteur.go_live_at = timezone.now() + timedelta(hours=1)
        revision = acteur.save_revision()
        revision.publish()
        revision.refresh_from_db()
        revision.content["resume"] = ""
        revision.save()
        revision.publish()
        assert not Acteur.objects.get().live
        revision.refresh_from_db()
        assert revision.approved_go_live_at is None
