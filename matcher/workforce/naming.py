"""What the skill names of a table mean: by the team's decision, surely, not surely, or nothing that is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from matcher.claims import Claimed, ProfileReader
from matcher.concepts import ConceptUri
from matcher.errors import InvalidInput
from matcher.mentions import whole

SURE_FROM = 0.85
"""Confidence of a claim from which nobody needs to look at it. Set by hand."""
SUGGESTIONS = 3
MOST_NAME_CHARACTERS = 200
"""Of a skill name: what is longer is a text, and belongs into the column of texts."""


class Standing(StrEnum):
    DECIDED = "decided"
    SURE = "sure"
    UNSURE = "unsure"
    """Counted as what it most likely means, until somebody decides."""
    UNKNOWN = "unknown"
    """Counted as nothing."""
    PASSED_OVER = "passed over"
    """By the team's decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    name: str
    """As the table writes it."""
    skills: tuple[ConceptUri, ...]
    """What it is counted as; empty for nothing."""
    confidence: float | None
    """None where it was decided, or means nothing known."""
    standing: Standing
    suggestions: tuple[ConceptUri, ...] = ()
    """What else it may mean, the likeliest first; only where it is unsure or unknown."""


def meanings(
    names: Iterable[str], reader: ProfileReader, decided: Mapping[str, ConceptUri | None]
) -> dict[str, Meaning]:
    """Name -> what it means, for every name.

    `decided`: by name, letter case and spaces aside; None passes a name over.
    """
    known = {same_name(name): skill for name, skill in decided.items()}
    every = tuple(dict.fromkeys(names))
    open_ = [name for name in every if same_name(name) not in known]
    readable = [name for name in open_ if len(name) <= MOST_NAME_CHARACTERS]
    claimed = {one.text: one for one in reader.claimed(readable)}
    read = {name: _read(name, claimed.get(name.strip())) for name in open_}
    looked_at = [name for name in readable if read[name].standing in {Standing.UNSURE, Standing.UNKNOWN}]
    suggested = dict(zip(looked_at, _suggestions(looked_at, reader), strict=True))
    return {
        name: _decided(name, known[same_name(name)])
        if same_name(name) in known
        else _with(read[name], suggested.get(name, ()))
        for name in every
    }


def require_one_meaning(decided: Mapping[str, ConceptUri | None]) -> None:
    """Raises InvalidInput for a name that is decided twice, letter case and spaces aside, and not alike."""
    known: dict[str, tuple[str, ConceptUri | None]] = {}
    for name, skill in decided.items():
        first, other = known.setdefault(same_name(name), (name, skill))
        if other != skill:
            raise InvalidInput(f"names, {name}", f"means something else than {first!r}, which is the same name")


def _read(name: str, claimed: Claimed | None) -> Meaning:
    if claimed is None or claimed.skill is None:
        return Meaning(name=name, skills=(), confidence=None, standing=Standing.UNKNOWN)
    standing = Standing.SURE if claimed.confidence >= SURE_FROM else Standing.UNSURE
    return Meaning(name=name, skills=(claimed.skill,), confidence=claimed.confidence, standing=standing)


def _decided(name: str, skill: ConceptUri | None) -> Meaning:
    if skill is None:
        return Meaning(name=name, skills=(), confidence=None, standing=Standing.PASSED_OVER)
    return Meaning(name=name, skills=(skill,), confidence=None, standing=Standing.DECIDED)


def _with(meaning: Meaning, others: Sequence[ConceptUri]) -> Meaning:
    return Meaning(
        name=meaning.name,
        skills=meaning.skills,
        confidence=meaning.confidence,
        standing=meaning.standing,
        suggestions=tuple(one for one in others if one not in meaning.skills)[:SUGGESTIONS],
    )


def _suggestions(names: Sequence[str], reader: ProfileReader) -> list[tuple[ConceptUri, ...]]:
    able = [name if any(map(str.isalnum, name)) else "?" for name in names]
    found = reader.linker.candidates([whole(name) for name in able])
    ranked = (sorted(own, key=lambda candidate: (-(candidate.cosine or 0.0), candidate.uri)) for own in found)
    return [tuple(candidate.uri for candidate in own[: SUGGESTIONS + 1]) for own in ranked]


def same_name(name: str) -> str:
    """Letter case and spaces aside."""
    return " ".join(name.split()).casefold()
