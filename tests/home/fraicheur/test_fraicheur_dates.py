"""Calendar days: month ends, leap years, the rhythm of a content."""

from datetime import date

import pytest

from home.fraicheur.dates import plus_mois, prochaine_date

JOUR = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("jour", "mois", "attendu"),
    [
        (date(2026, 5, 12), 6, date(2026, 11, 12)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 6, 30), 6, date(2026, 12, 30)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
    ids=str,
)
def test_months_are_of_the_calendar(jour, mois, attendu):
    assert plus_mois(jour, mois) == attendu


@pytest.mark.parametrize(
    ("verifie_le", "a_revoir_le", "attendu"),
    [
        (date(2026, 1, 1), date(2026, 1, 31), date(2026, 12, 26)),
        (None, None, date(2027, 11, 26)),
        (None, date(2026, 1, 1), date(2027, 11, 26)),
        (date(2026, 1, 1), None, date(2027, 11, 26)),
        (date(2026, 1, 1), date(2026, 1, 1), date(2027, 11, 26)),
        (date(2026, 2, 1), date(2026, 1, 1), date(2027, 11, 26)),
        (date(2026, 1, 1), date(9999, 12, 31), date(2027, 11, 26)),
    ],
    ids=["its-rhythm", "nothing", "no-check", "no-review", "same-day", "backwards", "absurd"],
)
def test_the_next_date_keeps_the_rhythm_or_is_a_year_away(verifie_le, a_revoir_le, attendu):
    assert prochaine_date(verifie_le, a_revoir_le, jour=JOUR) == attendu
