"""How something is learned: from whom, in what way, for how long, at what price, and when it is run."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum


class Mode(StrEnum):
    ONLINE = "online"
    BLENDED = "blended"
    ON_SITE = "on site"


@dataclass(frozen=True, slots=True)
class Money:
    amount: Decimal
    currency: str
    """ISO 4217, upper case. Amounts of different currencies are never added."""
    as_of: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """Notional hours of a typical learner, with the words they were derived from."""

    hours_min: float
    hours_max: float
    stated: str | None = None

    @property
    def hours(self) -> float:
        """The cautious figure that budgets count: the upper end."""
        return self.hours_max


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One run of a learning opportunity; what it does not state is as the opportunity says."""

    id: str | None = None
    mode: Mode | None = None
    start: str | None = None
    end: str | None = None
    workload: Workload | None = None
    price: Money | None = None
    language: str | None = None
    place: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningOpportunity:
    """How it is learned."""

    provider: str | None = None
    mode: Mode | None = None
    workload: Workload | None = None
    duration: str | None = None
    """How long it goes on, as stated ("12 weeks"); `workload` says how many hours it takes."""
    price: Money | None = None
    language: str | None = None
    start: str | None = None
    prerequisites: tuple[str, ...] = ()
    """Achievement ids or free text."""
    audience: str | None = None
    country: str | None = None
    url: str | None = None
    instances: tuple[Instance, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """Each that is stated: two of "fr, nl"."""
        return tuple(one.strip() for one in (self.language or "").split(",") if one.strip())

    def ways(self) -> tuple["LearningOpportunity", ...]:
        """Each run with what it leaves to the opportunity filled in; the opportunity itself where it names no run."""
        return tuple(self._as(instance) for instance in self.instances) or (self,)

    def _as(self, run: Instance) -> "LearningOpportunity":
        return replace(
            self,
            mode=run.mode or self.mode,
            workload=run.workload or self.workload,
            price=run.price or self.price,
            language=run.language or self.language,
            start=run.start or self.start,
            url=run.url or self.url,
            instances=(),
        )
