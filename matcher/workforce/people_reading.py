"""What each person of a team holds: by the table's names, and by their text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from matcher.concepts import ConceptUri
from matcher.demand import Demand
from matcher.errors import InvalidInput, TextTooLong
from matcher.pipeline import Pipeline
from matcher.profiles import Profile, ProfileClaims
from matcher.workforce.held import Held, HeldPolicy, held_by
from matcher.workforce.moves import Moves
from matcher.workforce.naming import Meaning
from matcher.workforce.team import Member

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleReader:
    pipeline: Pipeline
    meant: Mapping[str, Meaning]
    """Of every name in the table."""
    decided: Mapping[str, ConceptUri | None]
    """What names, and words of texts, were decided to mean."""
    wanted: Sequence[Demand]
    """Looked for in each text."""
    policy: HeldPolicy

    def read(self, members: Sequence[Member], moving: Moves, say: Say) -> tuple[Held, ...]:
        """Who take part, in the order of the table. Raises InvalidInput for a text that is too long."""
        found: list[Held] = []
        for member in members:
            role = moving.role_of.get(member.id)
            if moving.role_of and role is None:
                continue
            if member.text:
                say(f"reading text {len(found) + 1} of up to {len(members)}")
            found.append(held_by(member, role, self.meant, self._profile(member), self.policy, self.decided))
        return tuple(found)

    def _profile(self, member: Member) -> Profile:
        if not member.text:
            return Profile()
        try:
            return self.pipeline.read_profile(ProfileClaims(text=member.text), self.wanted)
        except TextTooLong as error:
            raise InvalidInput(f"{member.place}, text", str(error)) from error
