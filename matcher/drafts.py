"""A draft of a course as its author writes it: a title, a description, outcomes as a list."""

import re
from collections.abc import Sequence
from dataclasses import replace

from matcher.achievements import Achievement, AchievementId, AchievementKind, Alignment, AlignmentRole
from matcher.concepts import Skill
from matcher.credentials import Credential
from matcher.errors import EmptyText
from matcher.opportunities import LearningOpportunity

DRAFT = AchievementId("urn:draft:of-nobody-yet")
MAX_TITLE = 200
STATED = "teaches"
_ITEM = re.compile(r"^\s*(?:[-*•\u2013]|\d{1,2}[.)])\s+(?P<words>.+)$")


def with_stated(draft: Achievement, skills: Sequence[Skill]) -> Achievement:
    """As if its author had tied it to these skills."""
    stated = (
        Alignment(
            concept=skill.uri,
            role=AlignmentRole.TEACHES,
            confidence=1.0,
            stated=True,
            field=STATED,
            text=skill.preferred_label,
        )
        for skill in skills
    )
    return replace(draft, alignments=(*draft.alignments, *stated))


def draft_in(text: str) -> Achievement:
    """The first line is the title where it is short, items of lists are outcomes, the rest describes.

    Raises EmptyText.
    """
    lines = [line.strip() for line in text.splitlines() if any(map(str.isalnum, line))]
    if not lines:
        raise EmptyText("the draft")
    first = _ITEM.match(lines[0])
    titled = len(lines[0]) <= MAX_TITLE and first is None
    rest = lines[1:] if titled else lines
    title = (first["words"] if first else lines[0])[:MAX_TITLE]
    items = [found["words"] if (found := _ITEM.match(line)) else None for line in rest]
    return Achievement(
        id=DRAFT,
        name=title,
        kind=AchievementKind.COURSE,
        kind_stated=None,
        description="\n".join(line for line, item in zip(rest, items, strict=True) if item is None) or None,
        outcomes=tuple(item for item in items if item is not None),
        topics=(),
        credential=Credential(name=title),
        opportunity=LearningOpportunity(),
    )
