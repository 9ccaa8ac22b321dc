"""What may not be told of a team can't be worked out from all that is told: docs/responsible-use.md.

Teams are drawn, and for each another that differs only in counts that are withheld. Every form of both plans must be
the same, so that whoever sees all of them can't tell which team it was.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest

from api.commands.team_text import team_text
from api.team_forms import TeamForm, csv_of, file_of
from api.team_rendering import Made, TeamRenderer
from api.team_table_names import TeamTable
from matcher.workforce.planned import Seconds
from matcher.workforce.upskilling import Upskilling
from tests.api.planned_team import DAY, VERSIONS
from tests.fakes import PYTHON, SQL, achievement
from tests.small_workforce import TODAY, brief, listed, upskilling
from tests.veiled_teams import Case, Group, alike, drawn_case, shuffled, sibling

WIDTH = 100
PLENTY = 120.0


@cache
def planner() -> Upskilling:
    """With so much time that no plan hangs on the clock."""
    return replace(upskilling(), seconds=lambda _: Seconds(PLENTY, PLENTY))


@cache
def two_in_one() -> Upskilling:
    """With a course that teaches both of two skills, and a cheaper one of the second alone."""
    offered = (
        achievement("c:both", name="Both", teaches=[SQL, PYTHON], price="100", hours=10),
        achievement("c:python", name="Snakes", teaches=[PYTHON], price="60", hours=10),
    )
    return replace(upskilling(offered), seconds=lambda _: Seconds(PLENTY, PLENTY))


def all_that_is_told(
    case: Case, *, consented: bool = False, planner: Callable[[], Upskilling] = planner
) -> Mapping[str, object]:
    """Form -> what it says."""
    report = planner().plan(case.team, case.brief, consented=consented, today=TODAY, say=lambda _: None)
    renderer = TeamRenderer(planner().pipeline.taxonomy, planner().pipeline.catalogue)
    answer = renderer.plan(Made(file=case.team.file, brief=case.brief, day=DAY), report, VERSIONS)
    return {
        "json": file_of(answer, TeamForm.JSON).decode(),
        "page": file_of(answer, TeamForm.HTML).decode(),
        "text": team_text(answer, WIDTH),
        **{f"csv, {table}": csv_of(answer, table).decode() for table in TeamTable if consented or table != "people"},
        **{f"xlsx, {part}": content for part, content in parts_of(file_of(answer, TeamForm.XLSX)).items()},
    }


def parts_of(workbook: bytes) -> Mapping[str, bytes]:
    """All but when it was written: cells, what is shown in them, formats, widths and names."""
    with ZipFile(BytesIO(workbook)) as packed:
        return {part: packed.read(part) for part in packed.namelist() if part != "docProps/core.xml"}


@cache
def told_of_drawn(seed: int) -> Mapping[str, object]:
    return all_that_is_told(drawn_case(seed))


def test_what_counts_can_not_be_told_apart() -> None:
    assert alike(2, 12) == (1, 2, 3, 4)
    assert alike(9, 12) == (8, 9, 10, 11)
    assert alike(3, 7) == (1, 2, 3, 4, 5, 6), "where few and all but few overlap they are one"


@pytest.mark.parametrize("seed", range(16))
def test_teams_that_differ_in_what_is_withheld_are_told_alike_in_every_form(seed: int) -> None:
    told, other = told_of_drawn(seed), all_that_is_told(sibling(drawn_case(seed), seed + 1000))
    assert {form for form in told if told[form] != other.get(form)} == set()


def test_with_consent_the_same_teams_are_told_apart() -> None:
    """So that the test above is one that can fail."""
    apart = 0
    for seed in range(6):
        case = drawn_case(seed)
        other = sibling(case, seed + 1000)
        if other != case:
            apart += all_that_is_told(case, consented=True) != all_that_is_told(other, consented=True)
    assert apart >= 3


@pytest.mark.parametrize("seed", range(16))
def test_which_row_of_the_table_holds_what_moves_nothing_that_is_told(seed: int) -> None:
    told, other = told_of_drawn(seed), all_that_is_told(shuffled(drawn_case(seed), seed + 1000))
    assert {form for form in told if told[form] != other.get(form)} == set()


@pytest.mark.parametrize("holding_sql", [(7, 8), [place for place in range(1, 31) if place not in {3, 4, 5}]])
@pytest.mark.parametrize("holding_python", [range(2, 12), (*range(1, 7), *range(27, 31))])
def test_what_stands_for_few_tells_of_no_row_what_else_it_holds(
    holding_sql: Collection[int], holding_python: Collection[int]
) -> None:
    """It stood in the first and the last rows: what the plan cost told whether the first of the table holds Python."""
    cases = [_of_thirty(holding_sql, python) for python in (range(1, 11), holding_python)]
    told, other = (all_that_is_told(case, planner=two_in_one) for case in cases)
    assert {form for form in told if told[form] != other.get(form)} == set()


def _of_thirty(sql: Collection[int], python: Collection[int]) -> Case:
    people = {f"P{place}": place for place in range(1, 31)}
    levels = {
        "SQL": {who: 3 if place in sql else 0 for who, place in people.items()},
        "Python": {who: 3 if place in python else 0 for who, place in people.items()},
    }
    wanted = {"SQL": 3, "Python": 3}
    group = Group(role="A", people=tuple(people), wanted=wanted, levels=levels)
    return Case(groups=(group,), brief=brief(listed("A", **wanted), together=False))
