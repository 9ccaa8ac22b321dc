"""Demands of an answer by need: what the same words were read as, by names that mean much the same, stands together."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.schemas import DemandOut


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
    heads: dict[str, DemandOut] = {}
    under: dict[str, list[DemandOut]] = {}
    for demand in demands:
        head = next((uri for uri in demand.alike if uri in heads), None)
        if head is None:
            heads[demand.uri] = demand
        else:
            under.setdefault(head, []).append(demand)
    return tuple(NeedOut(demand, tuple(under.get(uri, ()))) for uri, demand in heads.items())
