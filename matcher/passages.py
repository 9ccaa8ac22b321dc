"""The sentences of an ad as they are read: where each stands, what it says of what it names, whether it asks."""

from dataclasses import dataclass

from matcher.cues import Stance
from matcher.demand import Importance
from matcher.mentions import Sentence
from matcher.sections import ABOUT_THE_JOB, SectionKind

IMPORTANCE = {
    Stance.ESSENTIAL: Importance.ESSENTIAL,
    Stance.OPTIONAL: Importance.OPTIONAL,
}
REQUIREMENTS = frozenset({SectionKind.REQUIRED, SectionKind.PREFERRED})
SECTION_IMPORTANCE = {SectionKind.PREFERRED: Importance.OPTIONAL}
"""Where the sentence itself takes no stance; any other section about the job asks for what it names."""

WANTED_FROM = 0.5
"""Probability from which a passage counts as asking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence, or the part of one that takes a single stance."""

    sentence: Sentence
    whole: Sentence
    section: SectionKind
    stance: Stance | None
    likely: float | None = None
    """Probability that its words ask for a skill at all; None where they were not looked at."""
    wanted: float | None = None
    """Probability that it asks the applicant for something where it stands; None where nothing told."""

    @property
    def asks(self) -> bool:
        """Whether its section and its stance let it ask for something."""
        return self.section in ABOUT_THE_JOB and self.stance is not Stance.NOT_ASKED

    @property
    def wants(self) -> bool:
        """Whether it asks the applicant for something, where it stands."""
        return self.asks and (self.requires if self.wanted is None else self.wanted >= WANTED_FROM)

    @property
    def requires(self) -> bool:
        """Whether its heading or its own words make it a requirement, or a wish, beyond doubt."""
        return self.asks and (self.section in REQUIREMENTS or self.stance is not None)

    @property
    def importance(self) -> Importance:
        if self.stance in IMPORTANCE:
            return IMPORTANCE[self.stance]
        return SECTION_IMPORTANCE.get(self.section, Importance.ESSENTIAL)
