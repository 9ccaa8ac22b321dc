"""Skills that were read in CV texts: the unsure ones are looked at by somebody, who may say what their words mean."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace

from matcher.concepts import ConceptUri
from matcher.profiles import Holding, Profile
from matcher.workforce.naming import MOST_NAME_CHARACTERS, SURE_FROM, Standing, same_name

DECIDED = 1.0
"""Confidence of what somebody said that words mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    words: str
    """Of the text, on one line."""
    skill: ConceptUri | None
    """None where they are passed over."""
    confidence: float | None
    """None where it was decided."""
    standing: Standing = Standing.UNSURE


def decided_in(profile: Profile, decided: Mapping[str, ConceptUri | None]) -> Profile:
    """The profile with what these words were decided to mean; `decided`: by name, None passes it over."""
    known = {same_name(name): skill for name, skill in decided.items()}
    return replace(profile, holdings=tuple(_decided(profile, known)))


def _decided(profile: Profile, known: Mapping[str, ConceptUri | None]) -> Iterator[Holding]:
    for holding in profile.holdings:
        name = same_name(_words(holding, profile))
        if name not in known:
            yield holding
        elif (skill := known[name]) is not None:
            yield replace(holding, skill=skill, confidence=DECIDED)


def readings_in(
    profile: Profile, counted: Container[ConceptUri], decided: Mapping[str, ConceptUri | None]
) -> tuple[Reading, ...]:
    """What was decided of the words of a profile as it was read, and what is unsure of the skills that count.

    Whatever is sure beside an unsure reading makes it needless to look at.
    """
    known = {same_name(name): skill for name, skill in decided.items()}
    sure = {one.skill for one in profile.holdings if one.confidence >= SURE_FROM}
    found = []
    for one in profile.holdings:
        words = _words(one, profile)
        if same_name(words) in known:
            skill = known[same_name(words)]
            standing = Standing.PASSED_OVER if skill is None else Standing.DECIDED
            found.append(Reading(words=words, skill=skill, confidence=None, standing=standing))
        elif one.skill in counted and one.skill not in sure:
            found.append(Reading(words=words[:MOST_NAME_CHARACTERS], skill=one.skill, confidence=one.confidence))
    return tuple(found)


def _words(holding: Holding, profile: Profile) -> str:
    text = holding.text if holding.span is None or profile.text is None else holding.span.of(profile.text)
    return " ".join(text.split())
