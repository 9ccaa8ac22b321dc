"""What a person can spend and wants, and which way of taking a course suits it. A missing fact suits no wish for it."""

import datetime as dt
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from matcher.achievements import Achievement, AchievementId
from matcher.errors import InvalidInput
from matcher.language_codes import codes_of
from matcher.levels import Level, corresponding
from matcher.opportunities import LearningOpportunity, Mode

_ANY_TIME = re.compile(r"\b(?:on[- ]demand|any ?time|self[- ]paced|always|open|rolling|continuous\w*|flexible)\b", re.I)


@dataclass(frozen=True, slots=True)
class LevelRange:
    """Raises InvalidInput for two frameworks, or a range that begins above its end."""

    lowest: Level
    highest: Level

    def __post_init__(self) -> None:
        if self.lowest.framework is not self.highest.framework:
            raise InvalidInput("levels", f"{self.lowest} and {self.highest} are of two frameworks")
        if self.lowest.number > self.highest.number:
            raise InvalidInput("levels", f"begin at {self.lowest}, above their end {self.highest}")

    def holds(self, level: Level) -> bool:
        """Whether the level, or one that it roughly corresponds to, lies within."""
        own = corresponding(level, self.lowest.framework)
        return any(self.lowest.number <= one.number <= self.highest.number for one in own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """None, or an empty set, is no limit."""

    budget: Decimal | None = None
    currency: str | None = None
    hours: float | None = None
    modes: frozenset[Mode] = field(default_factory=frozenset)
    languages: frozenset[str] = field(default_factory=frozenset)
    """BCP 47, compared by the language alone: "en" suits "en-NZ" and "English"; a course of several suits by any."""
    levels: LevelRange | None = None
    starts_from: dt.date | None = None
    starts_by: dt.date | None = None
    providers: frozenset[str] = field(default_factory=frozenset)
    """Names, letter case aside; of the provider or the awarding body."""
    without_providers: frozenset[str] = field(default_factory=frozenset)
    without: frozenset[AchievementId] = field(default_factory=frozenset)
    """Achievements that the person does not want."""


class Unsuited(StrEnum):
    """Why no way of taking a course suits."""

    MODE = "mode"
    LANGUAGE = "language"
    LEVEL = "level"
    START = "start"
    PROVIDER = "provider"
    CHOICE = "your choice"
    """The person does not want this one."""


@dataclass(frozen=True, slots=True)
class Suiting:
    ways: tuple[LearningOpportunity, ...]
    """That suit: the cheapest first, then the shortest, then as stated; prices of another currency come after."""
    lacks: tuple[Unsuited, ...] = ()
    """Where none suits: what the way that lacks least is not, or does not state."""

    @property
    def way(self) -> LearningOpportunity | None:
        """The best one."""
        return self.ways[0] if self.ways else None


def suiting(achievement: Achievement, preferences: Preferences) -> Suiting:
    """How the achievement would be taken."""
    general = tuple(_lacks_at_all(achievement, preferences))
    ways = achievement.opportunity.ways()
    lacks = [(*general, *_lacks(way, preferences)) for way in ways]
    suited = [way for way, lacking in zip(ways, lacks, strict=True) if not lacking]
    if suited:
        return Suiting(tuple(sorted(suited, key=lambda way: _cheapest(way, preferences.currency))))
    return Suiting((), min(lacks, key=len))


def _lacks_at_all(achievement: Achievement, preferences: Preferences) -> Iterator[Unsuited]:
    if achievement.id in preferences.without:
        yield Unsuited.CHOICE
    level = achievement.credential.framework_level
    if preferences.levels is not None and (level is None or not preferences.levels.holds(level)):
        yield Unsuited.LEVEL
    names = {achievement.opportunity.provider, achievement.credential.awarding_body}
    known = {name.casefold() for name in names if name}
    wanted, unwanted = (
        {name.casefold() for name in own} for own in (preferences.providers, preferences.without_providers)
    )
    if (wanted and not known & wanted) or known & unwanted:
        yield Unsuited.PROVIDER


def _lacks(way: LearningOpportunity, preferences: Preferences) -> Iterator[Unsuited]:
    if preferences.modes and way.mode not in preferences.modes:
        yield Unsuited.MODE
    spoken = frozenset(code for one in preferences.languages for code in codes_of(one))
    if spoken and not spoken & codes_of(way.language or ""):
        yield Unsuited.LANGUAGE
    if not _starts(way.start, preferences.starts_from, preferences.starts_by):
        yield Unsuited.START


def _starts(stated: str | None, earliest: dt.date | None, latest: dt.date | None) -> bool:
    if earliest is None and latest is None:
        return True
    if stated is None:
        return False
    try:
        day = dt.date.fromisoformat(stated[:10])
    except ValueError:
        return _ANY_TIME.search(stated) is not None
    return (earliest or day) <= day <= (latest or day)


def _cheapest(way: LearningOpportunity, currency: str | None) -> tuple[bool, bool, Decimal, float]:
    price = way.price
    comparable = price is not None and (currency is None or price.currency == currency or price.amount == 0)
    hours = way.workload.hours if way.workload else math.inf
    return price is None, not comparable, price.amount if price else Decimal(0), hours
