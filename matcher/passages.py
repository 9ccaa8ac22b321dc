"""The sentences of an ad as they are read: where each stands, what it says of what it names, whether it asks."""

from dataclasses import dataclass

from matcher.cues import Stance
from matcher.demand import Importance
from matcher.mentions import Sentence, Span
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
MAX_BARE_WORDS = 3
LINKED_FROM = 0.3
"""Under it nothing is linked: on the annotated ads no right link is lost by it, and company prose names much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence, or the part of one that takes a single stance."""

    sentence: Sentence
    whole: Sentence
    section: SectionKind
    stance: Stance | None
    led_by: Stance | None = None
    """What the sentence before says of it, where it is an item of the list that that one leads into, or an answer."""
    stated: bool = False
    """Whether it says of the reader what an applicant has, or how well a technology or a language is wanted."""
    likely: float | None = None
    """Probability that its words ask for a skill at all; None where they were not looked at."""
    wanted: float | None = None
    """Probability that it asks the applicant for something where it stands; None where nothing told."""
    unknown: tuple[Span, ...] = ()
    """Names that it asks for and that mean no concept."""

    @property
    def asks(self) -> bool:
        """Whether its section and its stance let it ask for something."""
        return self.section in ABOUT_THE_JOB and self.said is not Stance.NOT_ASKED

    @property
    def said(self) -> Stance | None:
        """What its own words, else those that lead to it, say of what it names."""
        return self.stance or self.led_by

    @property
    def wants(self) -> bool:
        """Whether it asks the applicant for something, where it stands."""
        if self.wanted is None:
            return self.requires
        return self.asks and (self.wanted >= WANTED_FROM or self._names_only)

    @property
    def speaks_of_skills(self) -> bool:
        """Whether what it names may be asked for at all."""
        return self.asks and (self.requires or self.wanted is None or self.wanted >= LINKED_FROM)

    @property
    def requires(self) -> bool:
        """Whether its heading or its own words make it a requirement, or a wish, beyond doubt."""
        return self.asks and (self.section in REQUIREMENTS or self.stated or self.said is not None)

    @property
    def _names_only(self) -> bool:
        """Whether it is a bare item under a heading that asks: "Linux"."""
        words = self.sentence.text.strip()
        return self.section in REQUIREMENTS and len(words.split()) <= MAX_BARE_WORDS and words[-1:] not in ".:;?!"

    @property
    def importance(self) -> Importance:
        if self.said in IMPORTANCE:
            return IMPORTANCE[self.said]
        return SECTION_IMPORTANCE.get(self.section, Importance.ESSENTIAL)
