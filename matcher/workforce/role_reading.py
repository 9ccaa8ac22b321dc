"""What each role of a brief asks for: by its ad, its name, or the team's own list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from matcher.concepts import ConceptUri
from matcher.demand import Demand, Evidence, EvidenceSource
from matcher.errors import EmptyText, InvalidInput, UnknownRole
from matcher.pipeline import Pipeline
from matcher.workforce.brief import OwnRequirement, RoleBrief, RoleSource
from matcher.workforce.naming import Meaning
from matcher.workforce.roles import AskedRole

GIVEN = 1.0
"""Confidence of what the team lists itself, where its meaning was decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleReader:
    pipeline: Pipeline
    meant: Mapping[str, Meaning]
    """Of every name in the team's own lists."""

    def read(self, roles: Sequence[RoleBrief]) -> tuple[AskedRole, ...]:
        """Raises InvalidInput naming the role of which nothing is known that it asks for."""
        return tuple(self._read(place, role) for place, role in enumerate(roles))

    def _read(self, place: int, role: RoleBrief) -> AskedRole:
        field = f"roles[{place}] {role.name!r}"
        if role.source is RoleSource.OWN_LIST:
            asked = self._listed(role)
        else:
            try:
                asked = self._from_ad(role) if role.source is RoleSource.AD else self._from_name(role)
            except (EmptyText, UnknownRole) as error:
                raise InvalidInput(field, str(error)) from error
        if not asked.demands:
            raise InvalidInput(field, NOTHING[role.source])
        return asked

    def _from_ad(self, role: RoleBrief) -> AskedRole:
        found = self.pipeline.read(role.ad or "")
        return AskedRole(name=role.name, source=role.source, demands=found.demands, people=role.people)

    def _from_name(self, role: RoleBrief) -> AskedRole:
        found = self.pipeline.role(role.occupation or "")
        return AskedRole(
            name=role.name,
            source=role.source,
            demands=found.demands,
            meant=tuple(match.label for match in found.matches),
            people=role.people,
        )

    def _listed(self, role: RoleBrief) -> AskedRole:
        demands: dict[ConceptUri, Demand] = {}
        levels: dict[ConceptUri, int] = {}
        for line in role.skills:
            for skill in self.meant[line.name].skills[:1]:
                known = demands.get(skill)
                own = _demand(line, skill, self.meant[line.name])
                demands[skill] = own if known is None else replace(known, evidence=(*known.evidence, *own.evidence))
                if line.level is not None:
                    levels[skill] = max(line.level, levels.get(skill, 0))
        return AskedRole(
            name=role.name, source=role.source, demands=tuple(demands.values()), levels=levels, people=role.people
        )


NOTHING: Mapping[RoleSource, str] = {
    RoleSource.AD: "nothing was read in its ad that it asks for; give an ad that names skills, or list them",
    RoleSource.OCCUPATION: "nothing is known of what it asks for; try a plainer name, give an ad, or list its skills",
    RoleSource.OWN_LIST: "none of the skills that it lists means one that is known; say under `names` what they mean",
}


def _demand(line: OwnRequirement, skill: ConceptUri, meaning: Meaning) -> Demand:
    text = line.name if line.level is None else f"{line.name}: {line.level}"
    confidence = GIVEN if meaning.confidence is None else meaning.confidence
    evidence = Evidence(source=EvidenceSource.OWN_LIST, text=text, confidence=confidence)
    return Demand(skill=skill, importance=line.importance, confidence=confidence, evidence=(evidence,))
