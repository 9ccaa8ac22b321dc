"""An answer as JSON-LD of schema.org: what is asked, what is held, missing and open, and the courses of the stack."""

from collections.abc import Iterable
from typing import Any

from api.answer_courses import course_of
from api.answer_lines import SAMPLE, Line, Standing, asked_words, holding_words, in_stack, lines_of, made_with, named
from api.schemas import GapResponse
from corpora.ads.posting import READ_BY_US
from corpora.courses.schema_org.writing import written
from matcher.concepts import ConceptUri

CONTEXT = "https://schema.org"
ANSWER, ASKED, HELD, MISSING, OPEN, STACK, UNKNOWN = (
    f"urn:answer:{name}" for name in ("whole", "asked", "held", "missing", "open", "stack", "not-understood")
)
"""The parts of the document, by which they name each other."""


def linked_of(answer: GapResponse) -> dict[str, Any]:
    lines = lines_of(answer)
    courses = in_stack(answer)
    labels = {own.uri: own.label for one in courses for own in one.achievement.alignments}

    def label(uri: ConceptUri) -> str:
        return labels.get(uri, uri)

    offered = [
        {**written(course_of(one), label), **({"disambiguatingDescription": SAMPLE} if one.achievement.sample else {})}
        for one in courses
    ]
    held = [line for line in lines if line.standing is Standing.HELD]
    missing = [line for line in lines if line.standing is not Standing.HELD]
    still_open = [line for line in lines if line.standing is Standing.OPEN]
    parts = [
        _asked(answer, lines),
        _listed(HELD, "What the person has of it", [_term(line, _have(line)) for line in held]),
        _listed(MISSING, "What is missing", [_term(line, _closing(line)) for line in missing]),
        _listed(OPEN, "What stays open", [{"@id": line.demand.uri} for line in still_open]),
        _listed(STACK, "The stack that closes most of it", [{"@id": own["@id"]} for own in offered]),
        _listed(UNKNOWN, Standing.UNKNOWN.value, [_quoted(own.text) for own in answer.unmatched]),
    ]
    return {"@context": CONTEXT, "@graph": [_whole(answer), *parts, *offered]}


def _whole(answer: GapResponse) -> dict[str, Any]:
    return {
        "@type": "Report",
        "@id": ANSWER,
        "name": "What is asked, what is held, what is missing, and what closes it",
        "version": "; ".join(made_with(answer)),
        "creditText": "\n".join(answer.attribution),
        **({"abstract": "\n".join(answer.notes)} if answer.notes else {}),
        "hasPart": [{"@id": own} for own in (ASKED, HELD, MISSING, OPEN, STACK, UNKNOWN)],
    }


def _asked(answer: GapResponse, lines: Iterable[Line]) -> dict[str, Any]:
    """The ad, or the occupations that a role was taken for."""
    skills = [_term(line, READ_BY_US) for line in lines]
    if answer.role is None:
        language = {"inLanguage": answer.language} if answer.language else {}
        return {"@type": "JobPosting", "@id": ASKED, "description": answer.text, **language, "skills": skills}
    meant = [{"@id": one.uri, "name": one.label} for one in answer.role.resolved_to]
    return {"@type": "Occupation", "@id": ASKED, "name": answer.role.name, "sameAs": meant, "skills": skills}


def _term(line: Line, said: str) -> dict[str, Any]:
    """A skill with how it is asked for, what we say of it here, and the words that ask for it."""
    demand = line.demand
    levels = f", {', '.join(demand.levels)}" if demand.levels else ""
    return {
        "@type": "DefinedTerm",
        "@id": demand.uri,
        "name": demand.label,
        "inDefinedTermSet": demand.vocabulary,
        "description": f"{demand.importance}{levels}, confidence {demand.confidence:.2f}: {said}",
        "subjectOf": [_quoted(asked_words(own)) for own in demand.evidence],
    }


def _have(line: Line) -> str:
    return "; ".join(map(holding_words, line.covered.best)) if line.covered else ""


def _closing(line: Line) -> str:
    taught = (f"{named(own.course)}: “{own.closure.text}” ({own.closure.coverage:.2f})" for own in line.closed_by)
    return "; ".join(taught) or line.standing.value


def _quoted(words: str) -> dict[str, Any]:
    return {"@type": "Quotation", "text": words}


def _listed(id: str, name: str, items: list[dict[str, Any]]) -> dict[str, Any]:
    numbered = [{"@type": "ListItem", "position": at, "item": own} for at, own in enumerate(items, start=1)]
    return {"@type": "ItemList", "@id": id, "name": name, "numberOfItems": len(items), "itemListElement": numbered}
