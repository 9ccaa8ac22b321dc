"""`POST /v1/catalogue/lint`: entries in, what they lack out."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request

from api.errors import is_json
from api.lint_rendering import lint_report
from api.lint_schemas import LintResponse
from api.linting import linted
from api.rendering import versions_out
from api.serving import Serving
from corpora.courses.files import read_courses_of
from matcher.achievements import Achievement
from matcher.alignment import CourseReader
from matcher.errors import InvalidInput, Rejected, TextTooLong

MAX_ENTRIES = 500
"""Of one request; the command line takes whole catalogues."""
MAX_BYTES = 3_000_000
"""Of one request: three times what 500 entries of a real listing have; some seconds of work at the worst."""
LINES = frozenset({"application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines"})
ENTRIES = {"anyOf": [{"type": "array", "items": {}}, {"type": "object"}]}
"""What in a list is no object is named in the answer, and the others are looked over."""
BODY = {
    "requestBody": {
        "required": True,
        "description": "entries under our field names, or JSON-LD in a format that is read: a JSON array, one object, "
        f"or one object a line; {MAX_ENTRIES} at most",
        "content": {
            "application/json": {"schema": ENTRIES},
            "application/ld+json": {"schema": ENTRIES},
            "application/x-ndjson": {"schema": {"type": "string"}},
        },
    }
}


@dataclass(frozen=True, slots=True)
class Sent:
    data: bytes
    lines: bool
    """One object a line."""


async def sent(request: Request) -> Sent:
    """Raises HTTPException where the kind of the body is not said, or is another."""
    kind = request.headers.get("content-type")
    lines = (kind or "").partition(";")[0].strip().lower() in LINES
    if not lines and not is_json(kind):
        raise HTTPException(415, "send application/json, application/ld+json or application/x-ndjson")
    return Sent(await request.body(), lines)


def lint_routes(router: APIRouter, serving: Serving) -> None:
    service = serving.service
    taxonomy, reader = service.pipeline.taxonomy, service.pipeline.reader
    courses = CourseReader(splitter=reader.splitter, linker=reader.linker)
    attribution = list(taxonomy.attribution)

    @router.post("/v1/catalogue/lint", openapi_extra=BODY)
    def lint(
        body: Annotated[Sent, Depends(sent)],
        suggestions: Annotated[bool, Query(description="whether to read for ESCO alignments: slower")] = True,
        written_as: Annotated[
            str | None, Query(alias="as", max_length=40, description="format of the corrected entries")
        ] = None,
        accept: Annotated[
            float | None, Query(ge=0, le=1, description="confidence from which suggestions count as stated")
        ] = None,
    ) -> LintResponse:
        """Which elements of the frameworks the entries state, lack or leave vague; what to write instead."""
        if accept is not None and written_as is None:
            raise InvalidInput("accept", "says what to take over into the corrected entries: it needs `as`")
        if len(body.data) > MAX_BYTES:
            raise TextTooLong("the body", length=len(body.data), limit=MAX_BYTES, unit="bytes")
        kept, rejected = entries_of(body)
        if suggestions:
            _require_short(kept, service.settings.max_ad_characters)
        found = linted(kept, rejected, *((courses, taxonomy) if suggestions else ()))
        corrected = found.corrected(written_as, accept) if written_as else None
        return LintResponse(
            versions=versions_out(serving.now()), attribution=attribution, **dict(lint_report(found, corrected))
        )


def entries_of(body: Sent) -> tuple[list[Achievement], list[Rejected]]:
    """Raises InvalidInput where there is nothing to read, or too much."""
    kept: list[Achievement] = []
    rejected: list[Rejected] = []
    for one in read_courses_of("body", body.data, lines=body.lines):
        if isinstance(one, Achievement):
            kept.append(one)
        elif one.row is None:
            raise InvalidInput("body", one.reason)
        else:
            rejected.append(one)
        if len(kept) + len(rejected) > MAX_ENTRIES:
            raise InvalidInput("body", f"holds more than {MAX_ENTRIES} entries; send it in parts")
    if not body.lines and not body.data.lstrip().startswith((b"[", b"{")):
        raise InvalidInput("body", "; ".join(one.reason for one in rejected))
    return kept, rejected


def _require_short(entries: list[Achievement], most: int) -> None:
    characters = sum(len(text) for entry in entries for _, text in entry.passages())
    if characters > most:
        raise TextTooLong(
            "what the entries teach (pass suggestions=false to have it not read)", length=characters, limit=most
        )
