"""A team's table and brief as they come over HTTP: as JSON, or as files with fields beside them."""

import json
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from io import StringIO
from typing import Annotated, Self

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import Field, ValidationError, model_validator
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from api.amounts import MOST_DECIMALS, MOST_HOURS, MOST_MONEY
from api.currencies import CurrencyCode
from api.errors import is_json
from api.free_json import JsonObject
from api.schemas import Given
from api.sent_forms import MULTIPART, sent_form
from api.team_asking import Means, TeamQuestion
from api.team_forms import TeamForm
from api.team_names import names_given
from api.team_table_names import TeamTable
from corpora.csv_writing import write_csv
from corpora.teams.briefs import brief_of
from corpora.teams.gathering import MAX_MEMBERS
from corpora.teams.names_file import Decisions
from corpora.teams.reading import read_team
from matcher.errors import InvalidInput
from matcher.workforce.brief import MOST_UNWANTED, begin_of
from matcher.workforce.seats import MOST_QUARTERS

TABLE, BRIEF, NAMES = "table", "brief", "names"
"""Names of the files."""
WITHOUT = "without"
"""A field that may stand several times in a form."""
MOST_ROWS = 100_000
Cell = str | int | float | None
Money = Annotated[Decimal | None, Field(ge=0, le=MOST_MONEY, allow_inf_nan=False, decimal_places=MOST_DECIMALS)]
Hours = Annotated[float | None, Field(ge=0, le=MOST_HOURS, allow_inf_nan=False)]


class TeamFieldsIn(Given):
    """What is said beside the files; it stands before what the brief says."""

    consented: bool = Field(
        default=False,
        description="states that the table is the team's own record, made with its consent: written into the answer; "
        "without it counts of fewer than five people are withheld",
    )
    format: TeamForm = TeamForm.JSON
    csv_table: TeamTable = Field(TeamTable.PLAN, description="which table a CSV holds")
    sheet: str | None = Field(None, max_length=100, description="of a workbook")
    begin: str | None = Field(None, max_length=20, description="first quarter: 2027-Q1")
    quarters: int | None = Field(None, ge=1, le=MOST_QUARTERS)
    budget: Money = None
    budget_per_quarter: Money = None
    currency: CurrencyCode | None = None
    hours_per_person: Hours = None
    hours_per_quarter: Hours = None
    together: bool | None = Field(None, description="cover the roles together, instead of each toward one")
    coverage: float | None = Field(
        None, gt=0, le=1, description="part of what courses would close that the plans beside this one close; 0.8"
    )
    without: list[Annotated[str, Field(min_length=1, max_length=300)]] = Field(
        default_factory=list, max_length=MOST_UNWANTED, description="ids of courses to leave out"
    )
    holders: int | None = Field(
        None, ge=1, le=MAX_MEMBERS, description="of each skill at least, where the roles are covered together"
    )

    def means(self, names: Mapping[str, str | None]) -> Means:
        """Raises InvalidInput."""
        return Means(
            begin=begin_of(self.begin) if self.begin is not None else None,
            quarters=self.quarters,
            budget=self.budget,
            budget_per_quarter=self.budget_per_quarter,
            currency=self.currency,
            hours_per_person=self.hours_per_person,
            hours_per_quarter=self.hours_per_quarter,
            together=self.together,
            holders=self.holders,
            coverage=self.coverage,
            without=frozenset(self.without),
            names=names,
        )


class TeamTableIn(Given):
    """One of the two."""

    csv: str | None = Field(None, description="the text of a CSV, header first")
    rows: list[dict[str, Cell | list[Cell]]] | None = Field(
        None, max_length=MOST_ROWS, description="one object a row; a list is a list of skills. The first is row 2"
    )

    @model_validator(mode="after")
    def one_table(self) -> Self:
        if (self.csv is None) == (self.rows is None):
            raise ValueError("give either csv or rows, not both or neither")
        return self

    def data(self) -> bytes:
        if self.rows is None:
            return (self.csv or "").encode("utf-8", "replace")
        columns = tuple(dict.fromkeys(name for row in self.rows for name in row))
        file = StringIO(newline="")
        write_csv(file, columns, ({name: _cell(cell) for name, cell in row.items()} for row in self.rows))
        return file.getvalue().encode("utf-8", "replace")


def _cell(cell: Cell | list[Cell]) -> str | float:
    if isinstance(cell, list):
        return "; ".join(str(one) for one in cell if one is not None)
    return "" if cell is None else cell


class TeamPlanIn(TeamFieldsIn):
    table: TeamTableIn
    brief: JsonObject = Field(description="what to plan for, with the keys of docs/team.md; ads as text")
    names: dict[str, str | None] = Field(
        default_factory=dict, description="skill name -> label or URI of what it means; null passes it over"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A request before its files are read."""

    fields: TeamFieldsIn
    table: tuple[str, bytes]
    brief: tuple[str, bytes]
    names: Mapping[str, str | None] = field(default_factory=dict)
    names_file: tuple[str, bytes] | None = None

    def question(self, max_characters: int) -> TeamQuestion:
        """Raises what reading the files raises. An ad must be given as text: no file is read for anybody."""
        team, unread = read_team(*self.table, sheet=self.fields.sheet)
        brief = brief_of(*self.brief, max_characters=max_characters)
        decided = names_given(*self.names_file) if self.names_file is not None else Decisions(means=self.names)
        return TeamQuestion(
            team=team,
            brief=self.fields.means(decided.means).over(brief),
            consented=self.fields.consented,
            unread=(*unread, *decided.faults),
            names_at=decided.places,
        )


async def sent(request: Request) -> AsyncIterator[Sent]:
    """Raises RequestValidationError, InvalidInput where a file is missing, HTTPException for another kind of body."""
    kind = request.headers.get("content-type")
    if is_json(kind):
        yield _from_json(await request.body())
    elif (kind or "").partition(";")[0].strip().lower() == MULTIPART:
        async with sent_form(request) as form:
            yield await _from_form(form)
    else:
        raise HTTPException(415, f"content-type: send application/json or {MULTIPART}")


def _from_json(body: bytes) -> Sent:
    try:
        asked = TeamPlanIn.model_validate_json(body)
    except ValidationError as error:
        raise _refused(error) from None
    fields = TeamFieldsIn(**{name: getattr(asked, name) for name in TeamFieldsIn.model_fields})
    return Sent(
        fields=fields,
        table=(TABLE, asked.table.data()),
        brief=(BRIEF, json.dumps(asked.brief, ensure_ascii=False).encode("utf-8", "replace")),
        names=asked.names,
    )


async def _from_form(form: FormData) -> Sent:
    """An empty field says nothing, as forms send those that nobody filled in."""
    texts = {name: text for name, text in form.multi_items() if isinstance(text, str) and text.strip()}
    unwanted = [id for id in form.getlist(WITHOUT) if isinstance(id, str) and id.strip()]
    try:
        fields = TeamFieldsIn.model_validate({**texts, WITHOUT: unwanted})
    except ValidationError as error:
        raise _refused(error) from None
    files = {name: await _upload(form, name) for name in (TABLE, BRIEF, NAMES)}
    table, brief = files[TABLE], files[BRIEF]
    if table is None or brief is None:
        raise InvalidInput(TABLE if table is None else BRIEF, "is missing: send it as a file")
    return Sent(fields=fields, table=table, brief=brief, names_file=files[NAMES])


async def _upload(form: FormData, name: str) -> tuple[str, bytes] | None:
    """(name, contents); a form sends an empty, nameless file where none was chosen."""
    file = form.get(name)
    if not isinstance(file, UploadFile) or not file.filename:
        return None
    return file.filename, await file.read()


def _refused(error: ValidationError) -> RequestValidationError:
    """As the framework says it of a body that it reads itself."""
    return RequestValidationError([{**one, "loc": ("body", *one["loc"])} for one in error.errors(include_url=False)])
