"""What may be told of few people: without the team's consent, no count that singles out fewer than five.

Counts from 1 to 4 are withheld (the threshold rule of statistical offices), and so is what they could be worked out
from: their complement in the group, and in a list with a known sum a second and if need be a third line (secondary
suppression; Hundepool et al., Statistical Disclosure Control, 2012, chapter 4).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matcher.errors import InvalidInput

FEWEST = 5
"""People that a figure must be about."""


@dataclass(frozen=True, slots=True)
class Discretion:
    consented: bool
    """The operator states that the table is the team's own record, made with its consent."""

    def may_tell(self, count: int) -> bool:
        """Of nobody, or of so many."""
        return self.consented or count == 0 or count >= FEWEST

    def part(self, count: int, of: int) -> int | None:
        """So many of a group; None where those, or the others, or the group are too few to be told."""
        able = self.may_tell(count) and self.may_tell(of - count) and (self.consented or of >= FEWEST)
        return count if able else None

    def listed(self, counts: Sequence[int]) -> tuple[int | None, ...]:
        """Counts whose sum is known: those that are too few withheld, with others until they can't be worked out."""
        withheld = {place for place, count in enumerate(counts) if not self.may_tell(count)}
        others = sorted((place for place in range(len(counts)) if place not in withheld), key=lambda p: (counts[p], p))
        hidden = [counts[place] for place in withheld]
        while withheld and (len(withheld) < 2 or sum(hidden) < FEWEST) and others:
            more = others.pop(0)
            withheld.add(more)
            hidden.append(counts[more])
        return tuple(None if place in withheld else count for place, count in enumerate(counts))


def require_enough_each(moving: Mapping[str, int], discretion: Discretion) -> None:
    """Raises InvalidInput for a role toward which so few move that the plan would tell what those few lack.

    `moving`: role -> how many move toward it.
    """
    small = [role for role, count in moving.items() if not discretion.may_tell(count)]
    if small:
        raise InvalidInput(
            "consented",
            f"fewer than {FEWEST} people move toward {', '.join(map(repr, small))}, and a plan would tell what they "
            "lack. State that the table is the team's own record, made with its consent, or leave these roles out, or "
            "let the team cover the roles together",
        )


def require_enough(people: int, discretion: Discretion) -> None:
    """Raises InvalidInput where a team is so small that nothing could be told of it."""
    if not discretion.may_tell(people):
        raise InvalidInput(
            "consented",
            f"the table holds {people} people, and of fewer than {FEWEST} nothing is told unless it is stated that the "
            "table is the team's own record, made with its consent; that statement is written into what comes out",
        )
