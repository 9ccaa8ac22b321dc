"""What is on offer. Credential, learning opportunity and competency are three things (CTDL), joined here.

An achievement is defined once; a credential awards it; learning opportunities lead to it; alignments say for
which competencies (Open Badges 3.0, CTDL).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType, Protocol

from matcher.concepts import ConceptUri
from matcher.credentials import Credential
from matcher.mentions import Span
from matcher.opportunities import LearningOpportunity

AchievementId = NewType("AchievementId", str)


class AchievementKind(StrEnum):
    """The naming chaos, normalised; the provider's own word is kept beside it."""

    MICRO_CREDENTIAL = "micro-credential"
    SHORT_COURSE = "short course"
    DIGITAL_BADGE = "digital badge"
    CERTIFICATE = "certificate"
    COURSE_SERIES = "course series"
    PROJECT = "guided project"
    DEGREE = "degree"
    COURSE = "course"


class AlignmentRole(StrEnum):
    TEACHES = "teaches"
    REQUIRES = "requires"
    ASSESSES = "assesses"


TAGS = "topics"
"""The field of what a provider tags a course with: names of topics, most of which it only touches."""
OUTCOMES = "outcomes"
"""The field of what somebody can do after it."""
TEACHING = frozenset({AlignmentRole.TEACHES, AlignmentRole.ASSESSES})
"""What leads to holding a skill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """An achievement's tie to a competency, with the catalogue's own words for it."""

    concept: ConceptUri
    role: AlignmentRole
    confidence: float
    """1.0 where the provider states it; otherwise the confidence of the link that was read."""
    stated: bool
    field: str
    """The field of the achievement that `text` stands in: "outcomes[2]", "description"; of what was accepted, the one
    that it was read in."""
    text: str
    span: Span | None = None
    """Where in that field; None for a stated alignment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Competency:
    """What the provider says is taught, required or assessed, by its own name or that of another framework."""

    name: str
    role: AlignmentRole
    description: str | None = None
    framework: str | None = None
    url: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """What a record in a foreign format holds that we do not interpret: written back to the same format."""

    format: str
    fields: str
    """A JSON object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    id: AchievementId
    name: str
    kind: AchievementKind
    kind_stated: str | None
    description: str | None
    outcomes: tuple[str, ...]
    topics: tuple[str, ...]
    """Skill names or tags, as the provider wrote them."""
    credential: Credential
    opportunity: LearningOpportunity
    competencies: tuple[Competency, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    parts: tuple[AchievementId, ...] = ()
    """Of a qualification or a series: the achievements that it is made of, in order."""
    subjects: tuple[str, ...] = ()
    """Fields of education, as stated: "ISCED-F 0322 Library, information and archival studies"."""
    text_language: str | None = None
    """Of name and description (BCP 47), where the source says it; not the language of teaching."""
    sample: bool = False
    """True for data that we made up."""
    foreign: Foreign | None = None

    def passages(self) -> tuple[tuple[str, str], ...]:
        """(field, text) of everything that says what is taught, most specific first."""
        outcomes = [(f"outcomes[{i}]", text) for i, text in enumerate(self.outcomes)]
        topics = [(f"topics[{i}]", text) for i, text in enumerate(self.topics)]
        named = [(f"competencies[{i}]", own.name) for i, own in enumerate(self.competencies) if own.role in TEACHING]
        described = [("description", self.description)] if self.description else []
        return (*outcomes, *named, *topics, ("name", self.name), *described)


class Catalogue(Protocol):
    @property
    def version(self) -> str:
        """Changes whenever any achievement does."""
        ...

    def __len__(self) -> int: ...

    def get(self, achievement_id: AchievementId) -> Achievement:
        """Raises UnknownAchievement."""
        ...

    def aligned_with(self, skills: Iterable[ConceptUri]) -> Sequence[Achievement]:
        """Every achievement that teaches or assesses at least one of the skills, by id."""
        ...

    def page(self, *, after: AchievementId | None, limit: int) -> Sequence[Achievement]:
        """Up to `limit` achievements by id, following `after`."""
        ...
