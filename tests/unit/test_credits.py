"""Credit points are read with the system that the words name."""

from decimal import Decimal

import pytest

from matcher.credits import Credits, CreditSystem, credits_of


@pytest.mark.parametrize(
    ("stated", "points", "system"),
    [
        ("5 ECTS", "5", CreditSystem.ECTS),
        ("ECTS credits: 2.5", "2.5", CreditSystem.ECTS),
        ("0,5 ECTS", "0.5", CreditSystem.ECTS),
        ("20 NZQCF credits", "20", CreditSystem.NZQCF),
        ("15 credits at level 4 (NZQCF)", "15", CreditSystem.NZQCF),
        ("15 CATS points", "15", CreditSystem.CATS),
        ("3 credit hours", "3", CreditSystem.SEMESTER_HOURS),
        ("10 credit points", "10", CreditSystem.UNITS),
        ("6", "6", CreditSystem.UNITS),
    ],
)
def test_points_are_read_with_their_system(stated: str, points: str, system: CreditSystem) -> None:
    assert credits_of(stated) == Credits(Decimal(points), system)


@pytest.mark.parametrize("stated", [None, "", "none", "credit may be given", "no 12345678 credits"])
def test_words_without_points_are_none(stated: str | None) -> None:
    assert credits_of(stated) is None


def test_hours_follow_where_the_system_fixes_them() -> None:
    assert Credits(Decimal("2.5"), CreditSystem.ECTS).hours == (62.5, 75.0)
    assert Credits(Decimal(4), CreditSystem.NZQCF).hours == (40.0, 40.0)
    assert Credits(Decimal(3), CreditSystem.SEMESTER_HOURS).hours is None
