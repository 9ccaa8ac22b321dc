"""Level, credits, assessment and awarding body, in the European Learning Model."""

import re
from typing import Any

from corpora.courses.elm.authorities import EQF
from corpora.courses.elm.building import Builder, concept
from corpora.courses.elm.placing import agents, organisations, several
from corpora.courses.elm.terms import ASSESSMENT, SPECIFICATION
from matcher.achievements import Achievement
from matcher.credentials import Credential
from matcher.levels import Framework, level_of

MAX_TITLE_CHARACTERS = 120
"""A longer text about the assessment is its description."""
_OF_A_FRAMEWORK = re.compile(r"\d|\blevel\b|\bframework\b", re.IGNORECASE)
"""In the words for a level of a national framework, and not in "introductory"."""
_POINTS = re.compile(r"(?P<before>.*?)(?<![\d.,])(?P<points>\d{1,4}(?:[.,]\d{1,2})?)(?![\d.,])(?P<after>.*)", re.DOTALL)


def levels(say: Builder, stated: str | None) -> dict[str, Any]:
    """Each part of what is stated where it belongs: EQF, a national framework, or words of no framework."""
    found: dict[str, list[dict[str, Any]]] = {"eqfLevel": [], "nqfLevel": [], "educationLevel": []}
    for part in several(stated):
        level = level_of(part)
        if level is not None and level.framework is Framework.EQF:
            found["eqfLevel"].append(concept(say, None, f"{EQF}{level.number}"))
        elif level is not None or _OF_A_FRAMEWORK.search(part):
            found["nqfLevel"].append(concept(say, part))
        else:
            found["educationLevel"].append(concept(say, part))
    return {name: concepts for name, concepts in found.items() if concepts}


def credit_points(say: Builder, stated: str | None) -> list[dict[str, Any]]:
    """The points with the words for their system; none where a part names no points, or no system."""
    read = [_POINTS.fullmatch(part) for part in several(stated)]
    found = []
    for match in read:
        system = " ".join(f"{match['before']} {match['after']}".split()).strip(" :,-") if match else ""
        if match is None or not system or any(sign.isdigit() for sign in system):
            return []
        framework = concept(say, system)
        found.append({"@type": "CreditPoint", "point": match["points"], "framework": framework})
    return found


def proof(say: Builder, credential: Credential) -> dict[str, Any] | None:
    """How it is assessed, with the grading."""
    stated = credential.assessment
    if not stated:
        return None
    is_title = len(stated) <= MAX_TITLE_CHARACTERS and "\n" not in stated
    scheme = {"@type": "GradingScheme", "title": say.words(credential.grading)} if credential.grading else None
    return say.stated(
        {
            "@type": "LearningAssessmentSpecification",
            "title": say.words(stated if is_title else ASSESSMENT),
            "description": None if is_title else say.words(stated),
            "gradingScheme": scheme,
        }
    )


def awarding(say: Builder, one: Achievement, specification: str) -> dict[str, Any] | None:
    """Who awards it: of the provider's country where that is the same body, or nobody is said to provide it."""
    body, opportunity = one.credential.awarding_body, one.opportunity
    if not body:
        return None
    is_known = opportunity.country and opportunity.provider in (None, body)
    bodies = organisations(say, body, opportunity.country) if is_known else agents(say, body)
    return {"@type": "AwardingOpportunity", "awardingBody": bodies, SPECIFICATION: {"@id": specification}}
