"""Unbundle a qualification into the skills of its units, and see which units a stack covers (rebundle)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from matcher.achievements import TEACHING, Achievement, AchievementId, Alignment, Catalogue
from matcher.concepts import ConceptUri


@dataclass(frozen=True, slots=True)
class UnitSkills:
    unit: Achievement
    skills: Mapping[ConceptUri, Alignment]
    """What it teaches or assesses, by URI: the surest alignment of each."""


@dataclass(frozen=True, slots=True)
class UnitCover:
    unit: Achievement
    covered: Mapping[ConceptUri, tuple[AchievementId, ...]]
    """Skill -> what of the stack teaches or assesses it, the surest first."""
    open: tuple[ConceptUri, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every skill of the unit is covered; a unit that names none is not."""
        return bool(self.covered) and not self.open


def unbundled(units: Sequence[Achievement]) -> tuple[UnitSkills, ...]:
    """Each unit of a qualification with its skills, in order. A qualification without units is its own only one."""
    return tuple(UnitSkills(unit, _skills(unit)) for unit in units)


def rebundled(units: Sequence[Achievement], stack: Collection[Achievement]) -> tuple[UnitCover, ...]:
    """How far the stack covers each unit, skill by skill; nothing is said of levels, volume or recognition."""
    taught: dict[ConceptUri, list[tuple[float, AchievementId]]] = {}
    for one in stack:
        for skill, alignment in _skills(one).items():
            taught.setdefault(skill, []).append((-alignment.confidence, one.id))
    found: list[UnitCover] = []
    for unit in unbundled(units):
        covered = {skill: tuple(key for _, key in sorted(taught[skill])) for skill in unit.skills if skill in taught}
        found.append(UnitCover(unit.unit, covered, tuple(skill for skill in unit.skills if skill not in taught)))
    return tuple(found)


def units_of(qualification: Achievement, catalogue: Catalogue) -> tuple[Achievement, ...]:
    """Its parts in order; itself where it names none. Raises UnknownAchievement for a part that is not on offer."""
    return tuple(catalogue.get(part) for part in qualification.parts) or (qualification,)


def _skills(unit: Achievement) -> dict[ConceptUri, Alignment]:
    found: dict[ConceptUri, Alignment] = {}
    for own in unit.alignments:
        if own.role in TEACHING and (own.concept not in found or found[own.concept].confidence < own.confidence):
            found[own.concept] = own
    return dict(sorted(found.items()))
