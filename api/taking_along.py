"""The files that an answer is taken along as."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from io import StringIO

from api.answer_lines import Line, Standing, asked_words, holding_words, lines_of, made_with, named
from api.answer_linked import linked_of
from api.answer_paper import answer_writing
from api.answer_resume import resume_of
from api.media import MEDIA_TYPES
from api.schemas import GapResponse
from corpora.csv_writing import write_csv
from corpora.documents.writing.docx import docx_of
from corpora.documents.writing.pdf import pdf_of


class TakeForm(StrEnum):
    JSON = "json"
    PDF = "pdf"
    DOCX = "docx"
    CSV = "csv"
    JSONLD = "jsonld"
    JSONRESUME = "jsonresume"


MEDIA: Mapping[TakeForm, str] = {
    **{form: MEDIA_TYPES[form.value] for form in TakeForm if form is not TakeForm.JSONRESUME},
    TakeForm.JSONRESUME: MEDIA_TYPES["json"],
}
FILES: Mapping[TakeForm, str] = {
    **{form: f"skills-gap.{form.value}" for form in TakeForm},
    TakeForm.JSONRESUME: "resume.json",
}
"""What a file is called."""
COLUMNS = (
    "skill", "importance", "confidence", "level", "standing", "held by", "closed by", "evidence", "vocabulary", "uri",
    "made with", "attribution",
)  # fmt: skip
BETWEEN = "; "


def file_of(answer: GapResponse, form: TakeForm, day: dt.date) -> bytes:
    """`day`: that stands on the paper; no other form has one."""
    return WRITERS[form](answer, day)


def csv_of(answer: GapResponse) -> bytes:
    """A row for each demand, and one for each requirement that fits no skill; what is unknown is an empty cell.

    Versions and attribution stand in each row: a table is passed on without what stood beside it.
    """
    file = StringIO(newline="")
    foot = {"made with": BETWEEN.join(made_with(answer)), "attribution": BETWEEN.join(answer.attribution)}
    rows = (*map(_row, lines_of(answer)), *_not_understood(answer))
    write_csv(file, COLUMNS, ({**row, **foot} for row in rows))
    return file.getvalue().encode("utf-8", "replace")


def _row(line: Line) -> dict[str, str | float]:
    demand = line.demand
    return {
        "skill": demand.label,
        "importance": demand.importance,
        "confidence": demand.confidence,
        "level": BETWEEN.join(demand.levels),
        "standing": line.standing.value,
        "held by": BETWEEN.join(map(holding_words, line.covered.best)) if line.covered else "",
        "closed by": BETWEEN.join(dict.fromkeys(named(own.course) for own in line.closed_by)),
        "evidence": BETWEEN.join(dict.fromkeys(map(asked_words, demand.evidence))),
        "vocabulary": demand.vocabulary,
        "uri": demand.uri,
    }


def _not_understood(answer: GapResponse) -> Iterator[dict[str, str | float]]:
    return ({"standing": Standing.UNKNOWN.value, "evidence": words.text} for words in answer.unmatched)


def _json(value: object) -> bytes:
    """Half a character, as a résumé may hold one, is written as a question mark; no text ends a page's script."""
    document = json.dumps(value, ensure_ascii=False, indent=2, default=str).replace("</", "<\\/")
    return f"{document}\n".encode("utf-8", "replace")


WRITERS: Mapping[TakeForm, Callable[[GapResponse, dt.date], bytes]] = {
    TakeForm.JSON: lambda answer, _: _json(answer.model_dump(mode="json")),
    TakeForm.PDF: lambda answer, day: pdf_of(answer_writing(answer, day)),
    TakeForm.DOCX: lambda answer, day: docx_of(answer_writing(answer, day)),
    TakeForm.CSV: lambda answer, _: csv_of(answer),
    TakeForm.JSONLD: lambda answer, _: _json(linked_of(answer)),
    TakeForm.JSONRESUME: lambda answer, _: _json(resume_of(answer)),
}
