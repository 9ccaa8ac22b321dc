"""What may not be told of a team can't be worked out from all that is told: docs/responsible-use.md.

Teams are drawn, and for each another that differs only in counts that are withheld. Every form of both plans must be
the same, so that whoever sees all of them can't tell which team it was.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO

import openpyxl
import pytest

from api.commands.team_text import team_text
from api.team_forms import TeamForm, csv_of, file_of
from api.team_rendering import Made, TeamRenderer
from api.team_table_names import TeamTable
from matcher.workforce.planned import Seconds
from matcher.workforce.upskilling import Upskilling
from tests.api.planned_team import DAY, VERSIONS
from tests.small_workforce import TODAY, upskilling
from tests.veiled_teams import Case, alike, drawn_case, sibling

WIDTH = 100
PLENTY = 120.0


@cache
def planner() -> Upskilling:
    """With so much time that no plan hangs on the clock."""
    return replace(upskilling(), seconds=lambda _: Seconds(PLENTY, PLENTY))


def all_that_is_told(case: Case, *, consented: bool = False) -> Mapping[str, object]:
    """Form -> what it says."""
    report = planner().plan(case.team, case.brief, consented=consented, today=TODAY, say=lambda _: None)
    renderer = TeamRenderer(planner().pipeline.taxonomy, planner().pipeline.catalogue)
    answer = renderer.plan(Made(file=case.team.file, brief=case.brief, day=DAY), report, VERSIONS)
    workbook = openpyxl.load_workbook(BytesIO(file_of(answer, TeamForm.XLSX)))
    shown = openpyxl.load_workbook(BytesIO(file_of(answer, TeamForm.XLSX)), data_only=True)
    return {
        "json": file_of(answer, TeamForm.JSON).decode(),
        "page": file_of(answer, TeamForm.HTML).decode(),
        "text": team_text(answer, WIDTH),
        **{f"csv, {table}": csv_of(answer, table).decode() for table in TeamTable if consented or table != "people"},
        **{
            f"{kind}, {sheet.title}": [list(row) for row in sheet.iter_rows(values_only=True)]
            for kind, book in (("xlsx", workbook), ("xlsx as it is shown", shown))
            for sheet in book
        },
    }


def test_what_counts_can_not_be_told_apart() -> None:
    assert alike(2, 12) == (1, 2, 3, 4)
    assert alike(9, 12) == (8, 9, 10, 11)
    assert alike(3, 7) == (1, 2, 3, 4, 5, 6), "where few and all but few overlap they are one"


@pytest.mark.parametrize("seed", range(16))
def test_teams_that_differ_in_what_is_withheld_are_told_alike_in_every_form(seed: int) -> None:
    case = drawn_case(seed)
    told, other = all_that_is_told(case), all_that_is_told(sibling(case, seed + 1000))
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
