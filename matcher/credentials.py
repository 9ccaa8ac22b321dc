"""What is awarded, apart from how it is learned (CTDL forbids to mix them)."""

import datetime as dt
from dataclasses import dataclass

from matcher.credits import Credits, credits_of
from matcher.levels import Level, level_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """What is awarded. Texts are as stated; `matcher.levels` and `matcher.credits` read them."""

    name: str
    awarding_body: str | None = None
    level: str | None = None
    """As stated: "AQF 5", "EQF 6", "introductory"."""
    credits: str | None = None
    assessment: str | None = None
    quality_assurance: str | None = None
    supervision: str | None = None
    """How the learner is supervised and identified in the assessment."""
    grading: str | None = None
    stackability: str | None = None
    """What it counts toward, or can be combined with."""
    valid_for: str | None = None
    recognised_by: tuple[str, ...] = ()
    """Who else recognises it: industry bodies, frameworks, employers."""
    employer_need: str | None = None
    """Which employers need it, and where that is documented."""
    review: str | None = None
    """How often, or by when, it is reviewed."""
    date: dt.date | None = None
    """When it was approved, issued or last changed."""

    @property
    def credit_points(self) -> Credits | None:
        return credits_of(self.credits)

    @property
    def framework_level(self) -> Level | None:
        """None where no framework is named: "Level 5" alone says little."""
        return level_of(self.level)
