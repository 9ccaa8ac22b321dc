"""What can be taken along from the page, made anew from what stands in its form."""

from enum import StrEnum

from fastapi.responses import Response

from api.team_forms import MEDIA, TeamForm, file_of
from api.team_page import served_policy
from api.team_schemas import TeamPlanOut
from api.team_table_names import TeamTable
from corpora.teams.role_writing import brief_text
from matcher.errors import InvalidInput
from matcher.workforce.brief import Brief

NAME = "team-plan"
BRIEF_NAME = "roles.yaml"
BRIEF_MEDIA = "application/yaml"


class Wish(StrEnum):
    """What the button of a download says."""

    BRIEF = "brief"


def file_answer(answer: TeamPlanOut, format: str, table: str) -> Response:
    """Raises InvalidInput for a format or a table that there is none of."""
    form, which = form_of(format), _table(table)
    headers = {"Content-Disposition": f'attachment; filename="{NAME}.{form.value}"'}
    if form is TeamForm.HTML:
        headers = {"Content-Security-Policy": served_policy()}
    elif form is TeamForm.CSV:
        headers = {"Content-Disposition": f'attachment; filename="{NAME}-{which.value}.csv"'}
    return Response(file_of(answer, form, which), media_type=MEDIA[form], headers=headers)


def brief_answer(brief: Brief) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{BRIEF_NAME}"'}
    return Response(brief_text(brief).encode(), media_type=BRIEF_MEDIA, headers=headers)


def form_of(format: str) -> TeamForm:
    if format not in [*TeamForm]:
        raise InvalidInput("format", f"{format[:20]!r} is none of {', '.join(TeamForm)}")
    return TeamForm(format)


def _table(name: str) -> TeamTable:
    if name not in [*TeamTable]:
        raise InvalidInput("csv_table", f"{name[:20]!r} is none of {', '.join(TeamTable)}")
    return TeamTable(name)
