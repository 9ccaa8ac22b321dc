"""A plan that grows seat by seat, and keeps every limit at each step."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from matcher.workforce.seating import Seating


@dataclass(slots=True, eq=False)
class SeatDraft:
    """Nothing keeps one afterwards."""

    seating: Seating
    begun: dict[int, int] = field(default_factory=dict)
    """Pair -> quarter."""
    groups: defaultdict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    """(offer, quarter) -> seats."""
    spent: defaultdict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    """(learner, quarter) -> spells."""
    worked: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    """Learner -> spells."""
    paid: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    """Quarter -> steps."""
    before: dict[int, list[int]] = field(default_factory=dict)
    """Pair -> pairs that it comes after."""


def empty_draft(seating: Seating) -> SeatDraft:
    draft = SeatDraft(seating)
    for pair, needed in seating.after:
        draft.before.setdefault(pair, []).append(needed)
    return draft


def take(draft: SeatDraft, pair: int) -> bool:
    """One more seat, after what it comes after; nothing changes where that does not fit."""
    if pair not in draft.before:
        return _placed(draft, pair)
    kept = _state(draft)
    if all(_placed(draft, one) for one in _in_order(draft, pair)):
        return True
    _restore(draft, kept)
    return False


def open_group(draft: SeatDraft, pairs: Sequence[int]) -> bool:
    """The least group of one offer, filled by the first of these that fit; nothing changes where there is none."""
    seating = draft.seating
    offer = seating.pairs[pairs[0]][1]
    fewest = seating.bands[offer][0].fewest
    for quarter in seating.begins[offer]:
        kept = _state(draft)
        seats = 0
        for pair in pairs:
            alone = _state(draft) if pair in draft.before else None
            ready = all(_placed(draft, one) for one in _in_order(draft, pair)[:-1])
            if ready and _fits_learner(draft, pair, quarter):
                _seat(draft, pair, quarter)
                seats += 1
            elif alone is not None:
                _restore(draft, alone)
            if seats == fewest:
                break
        if seats == fewest and _affordable(draft, offer, quarter, 0, seats):
            _pay(draft, offer, quarter, 0, seats)
            return True
        _restore(draft, kept)
    return False


def _placed(draft: SeatDraft, pair: int) -> bool:
    """In the first quarter that fits: a group that runs, or one that one seat opens."""
    if pair in draft.begun:
        return True
    seating, offer = draft.seating, draft.seating.pairs[pair][1]
    for quarter in sorted(seating.begins[offer], key=lambda q: ((offer, q) not in draft.groups, q)):
        seats = draft.groups.get((offer, quarter), 0)
        if _each(seating, offer, seats + 1) is None or not _affordable(draft, offer, quarter, seats, seats + 1):
            continue
        if _fits_learner(draft, pair, quarter):
            _seat(draft, pair, quarter)
            _pay(draft, offer, quarter, seats, seats + 1)
            return True
    return False


def _in_order(draft: SeatDraft, pair: int) -> list[int]:
    """What it comes after, then itself."""

    def all_before(one: int) -> Iterator[int]:
        for needed in draft.before.get(one, ()):
            yield from all_before(needed)
        yield one

    return list(dict.fromkeys(all_before(pair)))


def _fits_learner(draft: SeatDraft, pair: int, quarter: int) -> bool:
    seating = draft.seating
    learner, offer = seating.pairs[pair]
    time = seating.time[learner]
    if time is not None and draft.worked[learner] + seating.spells[offer] > time:
        return False
    for needed in draft.before.get(pair, ()):
        begun = draft.begun.get(needed)
        if begun is None or begun + seating.long[seating.pairs[needed][1]] - 1 > quarter:
            return False
    per = seating.quarter_time
    return per is None or all(
        draft.spent[learner, quarter + place] + spells <= per for place, spells in enumerate(seating.spent_in(offer))
    )


def _seat(draft: SeatDraft, pair: int, quarter: int) -> None:
    seating = draft.seating
    learner, offer = seating.pairs[pair]
    draft.begun[pair] = quarter
    draft.worked[learner] += seating.spells[offer]
    for place, spells in enumerate(seating.spent_in(offer)):
        draft.spent[learner, quarter + place] += spells


def _each(seating: Seating, offer: int, seats: int) -> int | None:
    return seating.each(offer, seats) if seats else 0


def _affordable(draft: SeatDraft, offer: int, quarter: int, seats: int, more: int) -> bool:
    seating = draft.seating
    cost = more * (_each(seating, offer, more) or 0) - seats * (_each(seating, offer, seats) or 0)
    whole = seating.budget is None or sum(draft.paid.values()) + cost <= seating.budget
    return whole and (seating.quarter_budget is None or draft.paid[quarter] + cost <= seating.quarter_budget)


def _pay(draft: SeatDraft, offer: int, quarter: int, seats: int, more: int) -> None:
    seating = draft.seating
    draft.paid[quarter] += more * (_each(seating, offer, more) or 0) - seats * (_each(seating, offer, seats) or 0)
    draft.groups[offer, quarter] = more


def _state(draft: SeatDraft) -> SeatDraft:
    return replace(
        draft,
        begun=dict(draft.begun),
        groups=draft.groups.copy(),
        spent=draft.spent.copy(),
        worked=draft.worked.copy(),
        paid=draft.paid.copy(),
    )


def _restore(draft: SeatDraft, kept: SeatDraft) -> None:
    draft.begun, draft.groups, draft.spent = kept.begun, kept.groups, kept.spent
    draft.worked, draft.paid = kept.worked, kept.paid
