"""What patterns put into each row of their master."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.workforce.linear_rows import LinearRows
from matcher.workforce.pattern_world import Column, World, covers, flat_cost

Term = tuple[int, float]
"""(column of a program, what one of it counts)."""


@dataclass(slots=True, eq=False)
class Terms:
    """What the columns put into each row, while a master is written."""

    rows: LinearRows
    closed: list[Term]
    paid: list[Term]
    of_kind: list[list[Term]]
    of_need: dict[int, list[Term]]
    of_shared: dict[tuple[int, int], list[Term]]
    of_offer: dict[int, list[Term]]
    of_cut: dict[tuple[int, int], list[Term]]


def terms_of(world: World, columns: Sequence[Column], cuts: Collection[tuple[int, int]]) -> Terms:
    """Of the patterns."""
    terms = Terms(
        rows=LinearRows(),
        closed=[],
        paid=[],
        of_kind=[[] for _ in world.kinds],
        of_need={need: [] for need in sorted(world.capped)},
        of_shared={both: [] for both in sorted(world.shared)},
        of_offer={offer: [] for offer in sorted(world.grouped)},
        of_cut={cut: [] for cut in sorted(cuts)},
    )
    for which, pattern in columns:
        kind = world.kinds[which]
        column = terms.rows.column(len(kind.learners), whole=True)
        terms.of_kind[which].append((column, 1.0))
        terms.paid.append((column, float(flat_cost(world, kind, pattern))))
        own = 0.0
        for need, (share, offer) in covers(kind, pattern).items():
            if (need, offer) in world.shared:
                terms.of_shared[need, offer].append((column, -share))
            elif need in world.capped:
                terms.of_need[need].append((column, -share))
            else:
                own += share * world.worths[need]
        terms.closed.append((column, own))
        for offer in [kind.offers[place] for place in pattern]:
            if offer in terms.of_offer:
                terms.of_offer[offer].append((column, 1.0))
            if (which, offer) in terms.of_cut:
                terms.of_cut[which, offer].append((column, 1.0))
    return terms


def shared_rows_of(world: World, terms: Terms, opened: Mapping[int, Sequence[int]]) -> dict[tuple[int, int], int]:
    """A twentieth of a group closes no more than a twentieth of what counts of a need."""
    found = {}
    for (need, offer), own in terms.of_shared.items():
        people = float(world.seating.people[need])
        through = terms.rows.column(people * len(world.seating.begins[offer]))
        found[need, offer] = terms.rows.row([(through, 1.0), *own], -np.inf, 0)
        terms.rows.row([(through, 1.0), *((column, -people) for column in opened[offer])], -np.inf, 0)
        terms.of_need[need].append((through, -1.0))
    return found


def need_rows_of(world: World, terms: Terms) -> dict[int, int]:
    found = {}
    for need, own in terms.of_need.items():
        counted = terms.rows.column(float(world.seating.people[need]))
        found[need] = terms.rows.row([(counted, 1.0), *own], -np.inf, 0)
        terms.closed.append((counted, world.worths[need]))
    return found
