"""What we write in the European Learning Model keeps the publisher's constraints for learning opportunities.

The constraints and the context are the publisher's own files, and stand beside the project. The context lacks a term
for `defaultLanguage`, and has another one than the constraints for the value of an amount: we write both in full.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyshacl import validate
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import SH

import corpora
from corpora.courses.drafts import draft_document
from corpora.courses.elm import ELM as ELM_FORMAT
from corpora.courses.elm.terms import CONTEXT
from corpora.courses.files import read_courses
from corpora.courses.records import achievement_of
from matcher.achievements import Achievement
from tests.corpora.shared_data import shared_file
from tests.corpora.test_course_drafts import course

pytestmark = [
    pytest.mark.shared,
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),  # inside rdflib's parser
]
JAVA_ONLY = "\\p{"
"""In the two patterns of the constraints that Python's regular expressions can not hold."""
Violations = set[tuple[str, str]]
"""(constraint, path)"""

OPPORTUNITIES = Path(__file__).parent / "samples" / "elm_opportunities.jsonld"
CATALOGUE = Path(corpora.__file__).parent / "sample" / "catalogue.jsonl"
COMPLETE = {
    "id": "https://courses.example.org/evidence",
    "name": "Working with evidence",
    "kind": "Micro-credential",
    "description": "Find, judge and use information at work.",
    "provider": "Harbour Institute",
    "awarding_body": "Harbour Institute",
    "country": "NZ",
    "outcomes": ["Judge the credibility of a source", "Plan a search"],
    "topics": ["information literacy"],
    "subjects": ["ISCED-F 0322 Library, information and archival studies"],
    "level": "EQF 4; NZQCF 4",
    "credits": "5 ECTS",
    "workload": "5 weeks at 2 to 3 hours a week",
    "price": "199.50",
    "currency": "NZD",
    "price_date": "2026-06-01",
    "mode": "blended",
    "language": "en, mi",
    "start": "2027-02-01",
    "assessment": "Portfolio",
    "grading": "Pass or fail",
    "prerequisites": ["https://courses.example.org/search", "A library card"],
    "quality_assurance": "Reviewed each year",
    "stackability": "Counts toward a certificate",
    "recognised_by": ["Library Association", "City Council"],
    "valid_for": "2 years",
    "date": "2026-08-01",
    "audience": "Library staff",
    "url": "https://courses.example.org/evidence.html",
    "teaches": "http://data.europa.eu/esco/skill/7dd94ad3-13d6-43fe-8b94-51fcbf67ced9",
    "competencies": [{"name": "Strategic exploration", "framework": "Information framework", "code": "SSE"}],
    "instances": [{"id": "#north", "place": "Whangarei", "end": "2027-03-05"}, {"id": "#south", "start": "Any Monday"}],
}
"""All that the model demands, and whatever else we have a field for."""


@pytest.fixture(scope="module")
def published() -> Graph:
    """The constraints, with the two patterns as Python understands them."""
    shapes = Graph().parse(shared_file("standards/elm_loq_constraints.ttl"))
    for shape, _, pattern in [*shapes.triples((None, SH.pattern, None))]:
        if JAVA_ONLY in str(pattern):
            shapes.remove((shape, SH.pattern, pattern))
            shapes.add((shape, SH.pattern, Literal("^[Hh][Tt][Tt][Pp][Ss]?://." if "http" in str(pattern) else "^.")))
    return shapes


@pytest.fixture(scope="module")
def all_of_them(published: Graph) -> Graph:
    """With the shape that the publisher has switched off: that of specifications that are no Qualification."""
    shapes = Graph() + published
    shapes.remove((None, SH.deactivated, None))
    return shapes


def violations(document: dict[str, Any], shapes: Graph) -> Violations:
    context = json.loads(shared_file("standards/elm_edc_context.jsonld").read_text(encoding="utf-8"))["@context"]
    local = [context if one == CONTEXT else one for one in document["@context"]]
    data = Graph().parse(data=json.dumps({**document, "@context": local}), format="json-ld")
    _, report, _ = validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph)
    return {
        (_local(report.value(one, SH.sourceConstraintComponent)), _local(report.value(one, SH.resultPath)))
        for one in report.objects(None, SH.result)
    }


def _local(term: object) -> str:
    return str(term).replace("#", "/").rsplit("/", 1)[-1] if isinstance(term, URIRef) else repr(term)


def kept(path: Path) -> list[Achievement]:
    return [one for one in read_courses(path) if isinstance(one, Achievement)]


def written(*achievements: Achievement) -> dict[str, Any]:
    return ELM_FORMAT.document(achievements, lambda concept: f"label of {concept[-4:]}")


def test_a_complete_course_violates_nothing(all_of_them: Graph) -> None:
    document = written(achievement_of(COMPLETE))
    assert [node["@type"] for node in document["@graph"]] == ["LearningOpportunity", "LearningOpportunity"]
    assert document["@graph"][0]["learningAchievementSpecification"]["@type"] == "Qualification"
    assert violations(document, all_of_them) == set()


def test_a_draft_violates_nothing(published: Graph) -> None:
    document = json.loads(draft_document(course(), "ELM", lambda _: "search databases"))
    assert document["@graph"][0]["status"] == "draft"
    assert violations(document, published) == set()


def test_a_complete_course_of_no_framework_violates_nothing(all_of_them: Graph) -> None:
    course = achievement_of({**COMPLETE, "level": "introductory", "instances": None})
    [way] = written(course)["@graph"]
    assert way["learningAchievementSpecification"]["@type"] == "LearningAchievementSpecification"
    assert violations(written(course), all_of_them) == set()


def test_a_course_of_one_framework_with_parts_keeps_the_constraints_as_they_are_published(published: Graph) -> None:
    course = achievement_of({**COMPLETE, "level": "AQF 5", "parts": ["EV-2", "https://courses.example.org/part"]})
    assert violations(written(course), published) == set()


@pytest.mark.parametrize(
    ("spoil", "violation"),
    [
        (lambda way: way.pop("homepage"), ("MinCountConstraintComponent", "homepage")),
        (lambda way: way.update(duration="ten weeks"), ("DatatypeConstraintComponent", "duration")),
        (lambda way: way.update({"dc:title": "of no language"}), ("DatatypeConstraintComponent", "title")),
        (lambda way: way.update(amount={"@type": "Amount"}), ("ClosedConstraintComponent", "amount")),
        (lambda way: way["homepage"].update(contentURL="evidence"), ("NodeConstraintComponent", "homepage")),
        (lambda way: way.update(mode={"@type": "Note"}), ("ClassConstraintComponent", "mode")),
    ],
)
def test_what_is_spoilt_is_found(
    spoil: Callable[[dict[str, Any]], object], violation: tuple[str, str], published: Graph
) -> None:
    document = written(achievement_of(COMPLETE))
    spoil(document["@graph"][0])
    assert violation in violations(document, published)


def test_of_a_sparse_course_only_what_is_missing_is_found(all_of_them: Graph) -> None:
    sparse = achievement_of({"id": "EV-2", "name": "Search", "provider": "Harbour Institute", "price": "5 EUR"})
    assert violations(written(sparse), all_of_them) == {
        ("MinCountConstraintComponent", name)
        for name in ("homepage", "defaultLanguage", "location", "learningOutcome", "language", "ISCEDFCode")
    }


def test_what_came_in_the_model_goes_out_in_it(published: Graph) -> None:
    assert violations(written(*kept(OPPORTUNITIES)), published) == set()


def test_the_whole_sample_catalogue_lacks_only_what_it_does_not_state(published: Graph) -> None:
    courses = kept(CATALOGUE)
    assert {one.opportunity.url is None for one in courses} == {True, False}
    assert {one.opportunity.language is None for one in courses} == {True, False}
    assert violations(written(*courses), published) == {
        ("MinCountConstraintComponent", "homepage"),
        ("MinCountConstraintComponent", "defaultLanguage"),
    }
