"""The draft of a course in the formats that courses are traded in, marked as a draft where the format can say so."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import orjson

from corpora.courses.ctdl.terms import LIFE_CYCLE
from corpora.courses.ctdl.terms import NAME as CTDL
from corpora.courses.ctdl.values import alignment
from corpora.courses.elm.terms import NAME as ELM
from corpora.courses.exports import linked_document, linked_format
from corpora.courses.formats import Label
from corpora.courses.open_badges.reading import NAME as OPEN_BADGES
from corpora.courses.record_writing import record_of
from corpora.courses.schema_org.reading import NAME as SCHEMA_ORG
from matcher.achievements import Achievement, Foreign
from matcher.errors import InvalidInput

DRAFT = "draft"
JSON = "json"
"""Under our own field names."""


def _ctdl() -> dict[str, Any]:
    """Of the learning opportunity, which is in development; the credential's statuses have none for that."""
    status = alignment(LIFE_CYCLE, "Developing", "Developing", "en")
    return {"credential": {}, "opportunity": {"ceterms:lifeCycleStatusType": [status]}}


STATUS: Mapping[str, Callable[[], dict[str, Any]]] = {
    CTDL: _ctdl,
    ELM: lambda: {"status": DRAFT},
    OPEN_BADGES: lambda: {"version": DRAFT},
    SCHEMA_ORG: lambda: {"creativeWorkStatus": "Draft"},
}
"""What says in each format that something is a draft, as what a course came with in it."""


def draft_format(name: str) -> str:
    """Its own name of a format, whatever the case. Raises InvalidInput."""
    known = (*STATUS, JSON)
    found = next((one for one in known if one.lower() == name.lower()), None)
    if found is None:
        raise InvalidInput("as", f"{name!r} is no format of a draft; there are {', '.join(known)}")
    return found


def draft_document(course: Achievement, form: str, label: Label) -> bytes:
    """`form`: of `draft_format`. Raises InvalidInput for another."""
    if form == JSON:
        return orjson.dumps({"status": DRAFT, **record_of(course)}, default=str, option=orjson.OPT_INDENT_2)
    marked = replace(course, foreign=Foreign(format=form, fields=orjson.dumps(STATUS[draft_format(form)]()).decode()))
    return linked_document(linked_format(form), [marked], label)
