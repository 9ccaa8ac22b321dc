"""What the columns of a table of courses are usually called, and our fields for them."""

import re
from collections.abc import Mapping

from corpora.courses.records import FIELDS

USUAL: Mapping[str, tuple[str, ...]] = {
    "id": ("code", "course code", "course id", "course number", "module code", "unit code", "reference"),
    "name": ("title", "course", "course title", "course name", "module", "module title", "unit title",
             "name of course", "name of the course"),
    "kind": ("type", "course type", "credential type", "type of credential"),
    "provider": ("institution", "organisation", "organization", "offered by", "school"),
    "awarding_body": ("awarded by", "awarding institution"),
    "description": ("about", "course description", "overview", "summary"),
    "outcomes": ("learning outcomes", "learning outcome", "course outcomes", "outcome"),
    "level": ("course level", "qualification level"),
    "workload": ("volume of learning", "learning time"),
    "hours": ("learning hours", "total hours", "notional hours", "notional learning hours"),
    "duration": ("length", "course length"),
    "price": ("fee", "fees", "cost", "course fee", "course cost", "tuition"),
    "mode": ("delivery", "delivery mode", "mode of delivery", "mode of study", "study mode"),
    "start": ("start date", "starts", "begins"),
    "assessment": ("assessed by", "type of assessment", "assessment type", "assessment method"),
    "prerequisites": ("prerequisite", "entry requirements", "requirements"),
    "credits": ("credit", "credit points", "credit value"),
    "audience": ("target group", "for whom", "who is it for"),
    "url": ("link", "web address", "web page", "website"),
}  # fmt: skip
"""Our field -> other headings for it, folded. None says two things; `effort` is left out: is it of a week?"""
_APART = re.compile(r"[\W_]+")
_NAMES: Mapping[str, str] = {name: ours for ours in FIELDS for name in (ours.replace("_", " "), *USUAL.get(ours, ()))}
"""Heading, folded -> our field; our own name of a field stands before its others."""
_RANK: Mapping[str, int] = {name: rank for rank, name in enumerate(_NAMES)}


def under_our_names(row: Mapping[str, object]) -> Mapping[str, object]:
    """The row with its usual headings as our fields. Of several that mean the same our own name counts."""
    meant: dict[str, str] = {ours: ours for ours in FIELDS if ours in row}
    for heading in sorted(row, key=lambda own: _RANK.get(_folded(own), len(_RANK))):
        if _folded(heading) in _NAMES:
            meant.setdefault(_NAMES[_folded(heading)], heading)
    ours_of = {heading: ours for ours, heading in meant.items()}
    return {ours_of.get(heading, heading): value for heading, value in row.items()}


def _folded(heading: str) -> str:
    return _APART.sub(" ", heading).strip().casefold()
