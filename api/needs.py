"""Demands of an answer by need: what the same words were read as, by names that mean much the same, stands together."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.schemas import DemandOut
from matcher.alike import standing


@dataclass(frozen=True, slots=True)
class NeedOut:
    head: DemandOut
    """The first of them, which is the weightiest."""
    others: tuple[DemandOut, ...] = ()

    @property
    def label(self) -> str:
        """The head's, and how many more there are."""
        return self.head.label + (f" (and {len(self.others)} like it)" if self.others else "")


def needs_of(demands: Iterable[DemandOut]) -> tuple[NeedOut, ...]:
    """In the order of their heads."""
    listed = tuple(demands)
    head_of = standing((demand.uri, demand.alike) for demand in listed)
    together: dict[str, list[DemandOut]] = {}
    for demand in listed:
        together.setdefault(head_of[demand.uri], []).append(demand)
    return tuple(NeedOut(head, tuple(others)) for head, *others in together.values())
