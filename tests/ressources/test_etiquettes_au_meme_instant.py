"""The same word, or one of the same slug, written by several people at once."""

import pytest
from django.db import transaction

from ressources.models import Etiquette
from tests.home.echanges.conftest import redactrice, table
from tests.paralleles import a_part, ensemble

__all__ = ["redactrice", "table"]
pytestmark = pytest.mark.django_db


class TestEtiquettesAuMemeInstant:
    def test_the_import_takes_the_word_that_somebody_has_just_made(self, table, redactrice):
        contexte = table.contexte(redactrice)
        contexte.cles_des_etiquettes["sobriete"] = None, "Sobriété"
        autre = Etiquette.objects.create(name="Sobriété")
        table.preparer({"etiquettes": ["Sobriété"]}, contexte)
        assert contexte.cles_des_etiquettes["sobriete"] == (autre.pk, "Sobriété")
        assert "etiquettes_creees" not in contexte.annexes  # undoing will not delete it

    def test_four_people_make_one(self):
        def nommer():
            with transaction.atomic():
                return Etiquette.nommee("Sobriété à plusieurs")[0].pk

        try:
            assert len(set(ensemble(nommer, 4))) == 1
        finally:
            a_part(lambda: Etiquette.objects.filter(name="Sobriété à plusieurs").delete())

    @pytest.mark.parametrize("ecrire", ["nommer", "creer"])
    def test_twins_by_their_slug_are_written_one_after_the_other(self, ecrire):
        mots = ["Été seul", "ete seul", "Été, seul", "Ete Seul"]

        def nommer():
            with transaction.atomic():
                nom = mots.pop()
                if ecrire == "nommer":
                    return Etiquette.nommee(nom)[0].pk
                return Etiquette.objects.create(name=nom).pk

        try:
            assert len(ensemble(nommer, 4)) == 4
        finally:
            a_part(lambda: Etiquette.objects.filter(slug__startswith="ete-seul").delete())
