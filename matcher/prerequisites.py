"""What must be taken before what: offers with all that they need, and those that can never be taken."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from matcher.offers import Offer


@dataclass(frozen=True, slots=True)
class Takeable:
    offers: tuple[Offer, ...]
    """Those given that can be taken, and what they need besides; by id."""
    lacking: tuple[str, ...]
    """Ids of those given that can't: something that they need is not on offer, or can't be taken itself."""
    cyclic: tuple[str, ...]
    """Ids of those given whose needs lead back to themselves."""


def takeable(wanted: Iterable[Offer], on_offer: Mapping[str, Offer]) -> Takeable:
    """`wanted` with everything that they need of `on_offer`, however far back."""
    needs = {offer.id: _needs(offer.id, on_offer) for offer in wanted}
    cyclic = {key for key, own in needs.items() if own is not None and _leads_back(own, on_offer)}
    lacking = {key for key, own in needs.items() if own is None}
    kept = {one for key, own in needs.items() if own is not None and key not in cyclic for one in (key, *own)}
    return Takeable(
        offers=tuple(on_offer[key] for key in sorted(kept)),
        lacking=tuple(sorted(lacking)),
        cyclic=tuple(sorted(cyclic)),
    )


def _needs(key: str, on_offer: Mapping[str, Offer]) -> frozenset[str] | None:
    """All that it needs, itself included; None where some of that is not on offer."""
    found: set[str] = set()
    open_ = [key]
    while open_:
        one = open_.pop()
        if one in found:
            continue
        if one not in on_offer:
            return None
        found.add(one)
        open_.extend(on_offer[one].after)
    return frozenset(found)


def _leads_back(own: Collection[str], on_offer: Mapping[str, Offer]) -> bool:
    """Whether they can't be put in an order in which each follows what it needs."""
    return len(in_order({key: on_offer[key].after for key in own})) < len(own)


def in_order(after: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Each id after those that it needs among them, otherwise by id; none that stands in a circle or behind one."""
    left = {key: {one for one in own if one in after} for key, own in after.items()}
    order: list[str] = []
    while ready := sorted(key for key, own in left.items() if not own):
        first = ready[0]
        order.append(first)
        del left[first]
        for own in left.values():
            own.discard(first)
    return tuple(order)


def circle_in(after: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """One circle of what needs what, its first again at the end; empty where there is none."""
    order = TopologicalSorter({key: sorted(one for one in own if one in after) for key, own in sorted(after.items())})
    try:
        order.prepare()
    except CycleError as error:
        return tuple(reversed(error.args[1]))
    return ()
