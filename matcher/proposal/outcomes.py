"""Outcomes that can be checked, each of one skill that ads ask for: verb, object, and under which condition."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.completeness import outcome_phrases as phrases
from matcher.completeness.outcomes import vagueness
from matcher.completeness.verbs import as_doing
from matcher.concepts import ConceptUri, SkillKind
from matcher.phrases import any_of
from matcher.proposal.spoken import Verb
from matcher.proposal.ways import Way, way_of
from matcher.quotes import Quote

MOST_OF_ONE = 3
"""Outcomes of a skill that is named by a noun, each with another verb of the ads."""
LABEL, ADS, OURS = "name of the skill", "job ads", "ours"
"""Where a verb is from."""
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
_HAVING = any_of(r"(?:have|be|become|possess|gain|acquire|understand|know|master) ", before=r"^")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A skill that ads ask for, as an outcome is made of it."""

    skill: ConceptUri
    label: str
    kind: SkillKind
    ads: int
    verbs: tuple[Verb, ...]
    """That ads put before its name, the most frequent first."""
    quote: Quote | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    text: str
    skill: ConceptUri
    label: str
    """Of the skill."""
    ads: int
    """That ask for the skill."""
    verb_from: str
    verb_ads: int | None
    """That put the verb before its name; None where it is from elsewhere."""
    way: Way
    quote: Quote | None


def outcomes_of(wanted: Wanted, title: str, most: int) -> tuple[Outcome, ...]:
    """None of them vague by the catalogue's linter; nothing where every attempt is."""
    found = (one for one in _attempts(wanted) if vagueness(one.text, title) is None)
    distinct = {one.text: one for one in found}
    first = next(iter(distinct.values()), None)
    said = [one for one in distinct.values() if one.verb_from == ADS][:MOST_OF_ONE]
    if first is None or first.verb_from != ADS:
        return (first,)[:most] if first else ()
    return tuple(said[:most])


def _attempts(wanted: Wanted) -> Iterator[Outcome]:
    """By the skill's own verb; by the verbs that ads put before its name; by a verb of ours."""
    label = _IN_BRACKETS.sub("", " ".join(wanted.label.split()))
    words = [word.lower() for word in phrases.WORD.findall(label)]
    own = [word for word in words if as_doing(word) or not phrases.ADVERB.match(word)] or words
    if wanted.kind is SkillKind.COMPETENCE:
        yield from _of_competence(wanted, label, own)
        label = _HAVING.sub("", label)
    for verb in wanted.verbs:
        yield _outcome(wanted, f"{verb.base} {label}", ADS, verb.ads, [verb.base, *words])
    if wanted.kind is SkillKind.TECHNOLOGY:
        yield _outcome(wanted, f"use {label}", OURS, None, ["operate"])
    yield _outcome(wanted, f"solve a task that calls for {label}", OURS, None, ["do", *words])


def _of_competence(wanted: Wanted, label: str, own: list[str]) -> Iterator[Outcome]:
    """ESCO's names of competences begin with a verb, not always with one that can be watched; capitals are none."""
    if own[0] == "think":
        yield _outcome(wanted, f"solve a problem, thinking {label.partition(' ')[2]}", OURS, None, own)
    elif label[:1].islower() and not _HAVING.match(label):
        yield _outcome(wanted, label, LABEL, None, own)
        yield _outcome(wanted, f"show how to {label}", OURS, None, own)


def _outcome(wanted: Wanted, said: str, verb_from: str, verb_ads: int | None, words: list[str]) -> Outcome:
    way = way_of(words)
    return Outcome(
        text=f"{said[:1].upper()}{said[1:]}, {way.condition}",
        skill=wanted.skill,
        label=wanted.label,
        ads=wanted.ads,
        verb_from=verb_from,
        verb_ads=verb_ads,
        way=way,
        quote=wanted.quote,
    )
