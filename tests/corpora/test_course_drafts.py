"""Drafts of courses in every format: marked as drafts, and read back as what they are."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corpora.courses.drafts import DRAFT, JSON, STATUS, draft_document, draft_format
from corpora.courses.files import read_courses
from matcher.achievements import Achievement, Alignment, AlignmentRole
from matcher.concepts import ConceptUri
from matcher.errors import InvalidInput
from matcher.opportunities import LearningOpportunity, Workload
from tests.fakes import achievement

SKILL = ConceptUri("http://data.europa.eu/esco/skill/a1388163-462a-4b76-8649-67470ea858a1")
OUTCOMES = ("Search databases, for a given question, recording each step", "Check facts, against stated criteria")


def course() -> Achievement:
    made = achievement("draft-searching", *OUTCOMES, name="DRAFT: Searching <b>&</b> 😀")
    tied = Alignment(
        concept=SKILL,
        role=AlignmentRole.TEACHES,
        confidence=1.0,
        stated=True,
        field="outcomes[0]",
        text="search databases",
    )
    hours = Workload(hours_min=20, hours_max=20, stated="20 hours")
    return replace(
        made,
        description="Draft of 26 November 2026, not on offer.",
        alignments=(tied,),
        opportunity=LearningOpportunity(language="en", workload=hours),
        text_language="en",
        sample=False,
    )


@pytest.mark.parametrize("form", [*STATUS, JSON])
def test_a_draft_is_read_back_as_what_it_is(form: str, tmp_path: Path) -> None:
    file = tmp_path / "draft.json"
    file.write_bytes(draft_document(course(), form, lambda _: "search databases"))
    [found] = read_courses(file)
    assert isinstance(found, Achievement)
    assert found.name == "DRAFT: Searching <b>&</b> 😀"
    assert (found.description or "").startswith("Draft of 26 November 2026, not on offer.")
    assert [own for own in OUTCOMES if own in found.outcomes or own in str(found.competencies)] == [*OUTCOMES]
    assert [own.concept for own in found.alignments] == [SKILL]


@pytest.mark.parametrize(
    ("form", "where"),
    [
        ("CTDL", lambda graph: graph[1]["ceterms:lifeCycleStatusType"][0]["ceterms:targetNode"]),
        ("ELM", lambda graph: graph[0]["status"]),
        ("open-badges", lambda graph: graph[0]["version"]),
        ("schema.org", lambda graph: graph[0]["creativeWorkStatus"]),
    ],
)
def test_a_draft_says_that_it_is_one_where_the_format_can(form: str, where: Callable[[Any], str]) -> None:
    document = json.loads(draft_document(course(), form, str))
    assert where(document.get("@graph", [document])) in (DRAFT, "Draft", "lifeCycle:Developing")
    assert json.loads(draft_document(course(), JSON, str))["status"] == DRAFT


def test_formats_are_found_in_whatever_case() -> None:
    assert [draft_format(name) for name in ("ctdl", "Open-Badges", "JSON")] == ["CTDL", "open-badges", JSON]
    with pytest.raises(
        InvalidInput, match=r"no format of a draft; there are CTDL, ELM, open-badges, schema\.org, json"
    ):
        draft_format("csv")


@pytest.mark.parametrize("form", [*STATUS, JSON])
def test_the_same_draft_has_the_same_bytes(form: str) -> None:
    assert draft_document(course(), form, str) == draft_document(course(), form, str)
