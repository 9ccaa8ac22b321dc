"""Where money is short, the plan says between whom nothing but a pseudonym decided."""

from decimal import Decimal

from matcher.workforce.brief import CourseTerms
from tests.small_workforce import ANALYST, brief, listed, member, planned, team

ALIKE = tuple(member(f"P{n}", toward=ANALYST, SQL=0) for n in (1, 2, 3))
WORDS = "hangs on their pseudonyms alone"


def test_people_who_are_alike_and_not_all_seated_are_named_as_a_tie() -> None:
    found = planned(team(*ALIKE), brief(listed(ANALYST, SQL=3), budget=Decimal(200)))
    assert len(found.bookings) == 2
    [note] = [note for note in found.notes if WORDS in note]
    assert note.startswith("P1, P2, P3: ")


def test_where_all_are_seated_or_nobody_is_alike_there_is_no_tie() -> None:
    roomy = planned(team(*ALIKE), brief(listed(ANALYST, SQL=3), budget=Decimal(300)))
    apart = planned(
        team(member("P1", toward=ANALYST, SQL=1), member("P2", toward=ANALYST, SQL=0)),
        brief(listed(ANALYST, SQL=4), budget=Decimal(100), courses={"c:sql": CourseTerms(level=3)}),
    )
    assert len(apart.bookings) == 1
    assert [note for own in (roomy, apart) for note in own.notes if WORDS in note] == []


def test_where_seats_are_counted_only_nobody_is_named() -> None:
    found = planned(team(*ALIKE, member("P4", SQL=0)), brief(listed(ANALYST, SQL=3), together=True, holders=2))
    assert (len(found.groups), [note for note in found.notes if "P1" in note]) == (1, [])
