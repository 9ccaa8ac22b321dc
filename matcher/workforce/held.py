"""Who of a team holds what, on the scale of 0 to 5: by the table's levels, its skill names and CV texts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from matcher.concepts import ConceptUri
from matcher.prior_learning import PriorLearning
from matcher.profiles import Profile
from matcher.workforce.mastery import LOWEST, MasteryPolicy
from matcher.workforce.naming import Meaning
from matcher.workforce.team import Member, Pseudonym
from matcher.workforce.text_readings import Reading, decided_in, readings_in

NOTHING_DECIDED: Mapping[str, ConceptUri | None] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What one member brings to planning: no more of them is looked at."""

    member: Pseudonym
    role: str | None
    """Name of the role they move toward, as the brief writes it."""
    hours: float | None
    levels: Mapping[ConceptUri, int]
    """0 to 5; a skill that is not in it is not held."""
    readings: tuple[Reading, ...] = ()
    """What of that was read in their text without being sure, and the table does not state; and what was decided."""

    def best(self, skills: Iterable[ConceptUri]) -> int:
        """The highest level of any of them."""
        return max((self.levels.get(skill, LOWEST) for skill in skills), default=LOWEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPolicy:
    mastery: MasteryPolicy = field(default_factory=MasteryPolicy)
    prior: PriorLearning = field(default_factory=PriorLearning)


def held_by(  # noqa: PLR0913, PLR0917 - what the table says, what the text does, and what both mean
    member: Member,
    role: str | None,
    meant: Mapping[str, Meaning],
    profile: Profile,
    policy: HeldPolicy,
    decided: Mapping[str, ConceptUri | None] = NOTHING_DECIDED,
) -> Held:
    """`profile`: of their CV text, empty where there is none; `decided`: what words of it mean, by name.

    A level of the table stands against all that a text says. What a text tells so weakly that the policy of prior
    learning leaves it open is not held.
    """
    stated: dict[ConceptUri, int] = {}
    for entry in member.entries:
        level = policy.mastery.held if entry.level is None else entry.level
        for skill in meant[entry.name].skills:
            stated[skill] = max(level, stated.get(skill, LOWEST))
    own = decided_in(profile, decided)
    read = {holding.skill for holding in own.holdings}
    told = {skill for skill in read if policy.prior.share(own.of(skill)) >= policy.prior.open_below}
    levels = {**dict.fromkeys(sorted(told), policy.mastery.held), **stated}
    readings = readings_in(profile, told - stated.keys(), decided)
    return Held(member=member.id, role=role, hours=member.hours, levels=levels, readings=readings)
