"""What a framework asks of an entry, and how far the entry answers it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from matcher.achievements import Achievement


class Framework(StrEnum):
    EUROPE = "EU recommendation 2022"
    AUSTRALIA = "Australian framework"
    NEW_ZEALAND = "New Zealand rules"


class Status(StrEnum):
    PRESENT = "present"
    VAGUE = "vague"
    """Something is said, but not what is asked for, or not so that it can be checked."""
    MISSING = "missing"
    BROKEN = "broken"
    """What is said can't be so, or is against a rule of the framework."""
    NOT_OF_A_CATALOGUE = "not of a catalogue"
    """It belongs to a credential that was awarded to somebody."""


OPEN = frozenset({Status.VAGUE, Status.MISSING, Status.BROKEN})
"""What leaves something to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    framework: Framework
    name: str
    source: str
    """Where the framework asks for it."""
    mandatory: bool = True


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the entry."""

    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    status: Status
    field: str | None
    """Where it stands, or would have to; None for what is not of a catalogue."""
    text: str | None = None
    """The entry's words that the verdict rests on; None where there are none."""
    instead: str | None = None
    """What to write; None where nothing is to be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    element: Element
    verdict: Verdict

    @property
    def is_open(self) -> bool:
        """Whether a mandatory element leaves something to do."""
        return self.element.mandatory and self.verdict.status in OPEN


Judge = Callable[[Achievement], Verdict]


@dataclass(frozen=True, slots=True)
class Rule:
    element: Element
    judge: Judge


def found_by(rules: Iterable[Rule], achievement: Achievement) -> tuple[Finding, ...]:
    """One finding a rule, in their order."""
    return tuple(Finding(element=rule.element, verdict=rule.judge(achievement)) for rule in rules)


def present(field: str, text: str | None, instead: str | None = None) -> Verdict:
    return Verdict(status=Status.PRESENT, field=field, text=text, instead=instead)


def vague(field: str, text: str | None, instead: str) -> Verdict:
    return Verdict(status=Status.VAGUE, field=field, text=text, instead=instead)


def missing(field: str, instead: str) -> Verdict:
    return Verdict(status=Status.MISSING, field=field, instead=instead)


def broken(field: str, text: str | None, instead: str) -> Verdict:
    return Verdict(status=Status.BROKEN, field=field, text=text, instead=instead)
