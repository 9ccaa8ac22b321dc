"""Nothing is told that singles out fewer than five people, unless the team consented."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InvalidInput
from matcher.workforce.discretion import Discretion
from matcher.workforce.report import TeamReport
from tests.fakes import SQL
from tests.small_workforce import ANALYST, brief, listed, member, planned, team

SILENT, OPEN = Discretion(consented=False), Discretion(consented=True)


@pytest.mark.parametrize(
    ("count", "of", "told"),
    [(0, 12, 0), (5, 12, 5), (7, 12, 7), (12, 12, 12), (4, 12, None), (8, 12, None), (11, 12, None), (0, 4, None)],
)
def test_few_and_all_but_few_are_withheld(count: int, of: int, told: int | None) -> None:
    assert SILENT.part(count, of) == told
    assert OPEN.part(count, of) == count


def test_a_withheld_count_takes_a_second_with_it_so_that_the_sum_does_not_tell_it() -> None:
    assert SILENT.listed([3, 9, 6]) == (None, 9, None)
    assert SILENT.listed([0, 5, 8]) == (0, 5, 8)
    assert SILENT.listed([1, 1, 8]) == (None, None, None)
    assert OPEN.listed([3, 9, 6]) == (3, 9, 6)


@given(st.lists(st.integers(0, 30), max_size=8))
def test_whoever_knows_the_sum_can_work_out_no_small_count(counts: list[int]) -> None:
    told = SILENT.listed(counts)
    hidden = [count for count, known in zip(counts, told, strict=True) if known is None]
    assert all(known is None or known == 0 or known >= 5 for known in told)
    assert not hidden or len(counts) == len(hidden) or (len(hidden) >= 2 and sum(hidden) >= 5)


def test_a_team_of_fewer_than_five_is_refused_without_consent_and_told_what_that_is() -> None:
    few = team(*(member(f"P{n}", toward=ANALYST, SQL=0) for n in range(1, 5)))
    with pytest.raises(InvalidInput, match=r"consented: the table holds 4 people, and of fewer than 5 nothing is told"):
        planned(few, brief(listed(ANALYST, SQL=3)), consented=False)
    assert planned(few, brief(listed(ANALYST, SQL=3))).people == 4


def test_without_consent_nobody_is_named_and_small_counts_are_not_told() -> None:
    people = team(*(member(f"P{n}", toward=ANALYST, SQL=0 if n > 3 else 3) for n in range(1, 13)))
    found = planned(people, brief(listed(ANALYST, SQL=3)), consented=False)
    [sql] = found.lines
    assert (sql.lack.skill, sql.people, sql.holding, sql.missing, sql.taught) == (SQL, 12, None, None, None)
    assert (sql.at_level, sql.single, sql.stays_open) == (None, None, None)
    assert found.bookings == ()
    assert [line.place.row for line in found.review if line.place] == [None], "a row is somebody's"


def test_seats_do_not_tell_how_few_hold_a_skill() -> None:
    people = team(*(member(f"P{n}", toward=ANALYST, SQL=0 if n > 3 else 3) for n in range(1, 13)))
    found = planned(people, brief(listed(ANALYST, SQL=3), budget=Decimal(5000)), consented=False)
    [group] = found.groups
    assert (group.seats, group.cost, [one.people for one in group.closes]) == (None, None, [None]), "9 of 12 need it"
    others = [one.totals for one in found.alternatives if one.totals] + ([found.more.totals] if found.more else [])
    assert {(own.people, own.seats, own.hours, own.closed) for own in (found.totals, *others)} == {(None,) * 4}
    assert all(own.cost_at_most for own in (found.totals, *others))


def test_a_role_toward_which_few_move_is_not_planned_for_without_consent() -> None:
    who = [member(f"P{n}", toward=ANALYST if n > 1 else "Lead", SQL=0) for n in range(1, 8)]
    with pytest.raises(InvalidInput, match=r"consented: fewer than 5 people move toward 'Lead', and a plan would tell"):
        planned(team(*who), brief(listed(ANALYST, SQL=3), listed("Lead", SQL=3)), consented=False)


def test_counts_of_five_and_more_are_told() -> None:
    people = team(*(member(f"P{n}", toward=ANALYST, SQL=0 if n > 6 else 3) for n in range(1, 13)))
    found = planned(people, brief(listed(ANALYST, SQL=3)), consented=False)
    [sql] = found.lines
    assert (sql.holding, sql.missing, sql.taught, sql.at_level) == (6, 6, 6, (6, 0, 0, 6, 0, 0))
    [group] = found.groups
    assert (group.seats, group.cost) == (6, Decimal(600))


def test_where_the_roles_are_covered_together_seats_single_out_nobody() -> None:
    people = team(*(member(f"P{n}", SQL=0) for n in range(1, 8)))
    found = planned(people, brief(listed("A", SQL=3)), consented=False)
    [sql], [group] = found.lines, found.groups
    assert (sql.holding, sql.missing, sql.taught, group.seats) == (0, 1, 1, 1)
    some = team(*(member(f"P{n}", SQL=3 if n == 1 else 0) for n in range(1, 8)))
    hidden = planned(some, brief(listed("A", SQL=3), holders=2), consented=False)
    assert (hidden.lines[0].holding, hidden.lines[0].missing, hidden.groups[0].seats) == (None, None, None)


def test_money_and_hours_do_not_tell_how_many_seats_are_withheld() -> None:
    few = [member(f"P{n}", toward=ANALYST, SQL=0, Python=3) for n in range(1, 4)]
    others = [member(f"P{n}", toward=ANALYST, SQL=3, Python=0) for n in range(4, 8)]
    found = planned(team(*few, *others), brief(listed(ANALYST, SQL=3, Python=3)), consented=False)
    assert [(g.course.offer.id, g.seats, g.cost) for g in found.groups] == [
        ("c:python", None, None),
        ("c:sql", None, None),
    ]
    assert (found.totals.seats, found.totals.people, found.totals.hours, found.totals.closed) == (None,) * 4
    assert (found.totals.cost, found.totals.cost_at_most) == (Decimal(2100), True), "7 x 100 + 7 x 200"
    assert [(q.seats, q.cost) for q in found.quarters] == [(None, None), (0, 0), (0, 0), (0, 0)]
    told = planned(team(*few, *others), brief(listed(ANALYST, SQL=3, Python=3)))
    assert (told.totals.cost, told.totals.cost_at_most, told.totals.hours) == (Decimal(1100), False, 110.0)


def told_of(report: TeamReport) -> object:
    """All that is told in figures, with nothing of what the counts were worked out from."""
    groups = [(g.course.offer.id, g.quarter, g.seats, g.cost, [c.people for c in g.closes]) for g in report.groups]
    lines = [
        (x.people, x.at_level, x.holding, x.missing, x.taught, x.lifted, x.single, x.stays_open) for x in report.lines
    ]
    beside = [(a.name, a.totals, a.reason, a.courses) for a in report.alternatives]
    return (lines, groups, report.quarters, report.totals, beside, report.more and report.more.totals, report.moving)


@pytest.mark.parametrize("budget", [None, Decimal(450), Decimal(5000)])
def test_whoever_sees_all_figures_can_tell_no_small_count_from_another(budget: Decimal | None) -> None:
    """Every team in which 1 to 4 hold a skill, or all but so few, is told just as a team in which another number do."""
    told: dict[int, object] = {}
    for holders in range(13):
        people = team(*(member(f"P{n}", toward=ANALYST, SQL=3 if n <= holders else 0) for n in range(1, 13)))
        told[holders] = told_of(planned(people, brief(listed(ANALYST, SQL=3), budget=budget), consented=False))
    alike = {holders: [other for other in told if told[other] == told[holders]] for holders in told}
    few, but_few = (1, 2, 3, 4), (8, 9, 10, 11)
    assert {holders: len(alike[holders]) > 1 for holders in (*few, *but_few)} == dict.fromkeys((*few, *but_few), True)
    assert [holders for holders in told if len(alike[holders]) == 1] == [0, 5, 6, 7, 12], "these may be told"
