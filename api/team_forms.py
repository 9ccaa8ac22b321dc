"""The files that a team's plan is taken along as."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from io import StringIO

from api.media import MEDIA_TYPES
from api.team_chapters import team_writing
from api.team_page import page_file
from api.team_schemas import TeamPlanOut
from api.team_table_names import TeamTable
from api.team_tables import COLUMNS, CONSENT, rows_of
from api.team_workbook import workbook_of
from corpora.csv_writing import write_csv
from corpora.documents.writing.docx import docx_of
from corpora.documents.writing.pdf import pdf_of
from matcher.errors import InvalidInput


class TeamForm(StrEnum):
    JSON = "json"
    XLSX = "xlsx"
    CSV = "csv"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


MEDIA: Mapping[TeamForm, str] = {form: MEDIA_TYPES[form.value] for form in TeamForm}


def file_of(answer: TeamPlanOut, form: TeamForm, table: TeamTable = TeamTable.PLAN) -> bytes:
    """`table`: which one of the answer a CSV holds. Raises InvalidInput where a text fits no cell of a workbook."""
    return csv_of(answer, table) if form is TeamForm.CSV else WHOLE[form](answer)


def csv_of(answer: TeamPlanOut, table: TeamTable) -> bytes:
    """With the consent in each row: a table is passed on without what stood beside it.

    Raises InvalidInput for the table of people where they did not consent.
    """
    if table is TeamTable.PEOPLE and not answer.consented:
        raise InvalidInput("table", "who has which seat is told with the team's consent alone")
    file = StringIO(newline="")
    rows = rows_of(table, answer)
    write_csv(
        file,
        (*COLUMNS[table], CONSENT),
        (
            {**{name: "" if value is None else value for name, value in row.items()}, CONSENT: answer.consent}
            for row in rows
        ),
    )
    return file.getvalue().encode()


WHOLE: Mapping[TeamForm, Callable[[TeamPlanOut], bytes]] = {
    TeamForm.JSON: lambda answer: answer.model_dump_json(indent=2).encode(),
    TeamForm.XLSX: workbook_of,
    TeamForm.HTML: lambda answer: page_file(answer).encode(),
    TeamForm.PDF: lambda answer: pdf_of(team_writing(answer)),
    TeamForm.DOCX: lambda answer: docx_of(team_writing(answer)),
}
