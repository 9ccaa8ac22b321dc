"""What is asked for under a term, told by its passages: a skill, or something that a course does not give."""

import re
from collections.abc import Collection
from enum import StrEnum

from matcher.phrases import any_of


class NeedKind(StrEnum):
    """In the order in which they are shown."""

    SKILL = "skill"
    """Something to know, to use or to be able to do."""
    BACKGROUND = "background"
    """Where or as what experience was made: "in an academic library", "as a healthcare assistant"."""
    QUALIFICATION = "qualification"
    """A degree, a registration, a licence, a membership."""
    CONDITIONS = "conditions"
    """Hours, travel, checks, tenure: how the work is done or given."""


KIND_SHARE = 0.5
"""Of the passages of a term that speak of qualifications or conditions, from which it counts as one."""
PLACE_SHARE = 0.4
"""Of the places where a term stands, from which it counts as one where experience was made."""
_QUALIFICATIONS = any_of(
    r"(?:post)?-?(?:under)?graduates?\b",
    "degree",
    "bachelor",
    r"master[\u2019']?s?\b",
    "diploma",
    "doctora",
    r"ph\.?d\b",
    r"m\.?(?:l\.?|l\.?i\.?)s\b",
    r"m\.?sc\b|b\.?sc?\b|b\.?a\b",
    "certificat",
    "certified",
    r"registr(?:ation|ant|ar)",
    "registered",
    r"(?:specialist|nmc|gmc|hcpc) register",
    "licen[cs]",
    "accredit",
    "qualifi",
    r"nvq|gcse|ged\b|a-levels?\b|pin\b",
    "membership of",
    "fellowship",
)
_CONDITIONS = any_of(
    r"(?:evening|weekend|night|shift|saturday|sunday|monday|friday|thursday|weekday)s?\b",
    r"travel",
    r"(?:car )?driv(?:er|ing)",
    r"hours\b(?!\s+of)",
    r"(?:days?|hours) (?:per|a|each) week",
    "background (?:check|investigation)",
    r"dbs\b",
    "disclosure",
    "vaccin|immuni[sz]",
    r"lift(?:ing)?\b|pounds|lbs",
    "physical (?:demand|requirement|abilit|exertion)",
    r"on-?\s?call\b",
    r"rota\b|rotas\b|rotational",
    "right to work|visa\b|sponsorship",
    r"(?:january|february|march|april|june|july|august|september|october|november|december)\b",
    "relocat|salary|pension|annual leave|we offer|benefits package",
    "tenure|promotion|appointment",
    "interview (?:stage|process|day)|shortlist",
)


def kind_of(passages: Collection[str], places: float, *, is_occupation: bool) -> NeedKind:
    """`passages`: where the term stands, at least one; `places`: the share of mentions that are where something was."""
    if _share(_QUALIFICATIONS, passages) >= KIND_SHARE:
        return NeedKind.QUALIFICATION
    if _share(_CONDITIONS, passages) >= KIND_SHARE:
        return NeedKind.CONDITIONS
    return NeedKind.BACKGROUND if is_occupation or places >= PLACE_SHARE else NeedKind.SKILL


def _share(pattern: "re.Pattern[str]", passages: Collection[str]) -> float:
    return sum(pattern.search(passage) is not None for passage in passages) / len(passages)
