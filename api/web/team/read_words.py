"""The words that a line of a list was read from, as its note tells them: beside what a plan says that it rests on."""

import re
from collections.abc import Mapping

from api.schemas import EvidenceOut
from api.team_schemas import RequirementOut, TeamPlanOut, TeamRoleOut
from api.web.team.faults import role_field
from api.web.team.role_lines import notes_in
from api.web.team.typed import By, TypedTeam
from matcher.demand import EvidenceSource

_SOURCES = "|".join(map(re.escape, EvidenceSource))
_READ = re.compile(rf"(?P<source>{_SOURCES}), (?P<confidence>[01]\.\d\d)(?:, “[^”]*”)?: (?P<text>.+)")
"""A note as `lines_read` writes it."""
Words = Mapping[tuple[str, str], EvidenceOut]
"""(Role, a line of its list) -> what the line was read from."""


def with_words_read(answer: TeamPlanOut, typed: TypedTeam) -> TeamPlanOut:
    """With the ad's own words behind each requirement of a list that was made from an ad, in all forms of the plan."""
    words = {
        (_plain(role.name), line): read
        for place, role in enumerate(typed.roles)
        if role.by == By.SKILLS.value
        for line, note in notes_in(role.text, role_field(place))
        if (read := _evidence(note)) is not None
    }
    return answer.model_copy(update={"roles": [_role(role, words) for role in answer.roles]}) if words else answer


def _role(role: TeamRoleOut, words: Words) -> TeamRoleOut:
    requirements = [_requirement(own, role.name, words) for own in role.requirements]
    return role.model_copy(update={"requirements": requirements})


def _requirement(own: RequirementOut, role: str, words: Words) -> RequirementOut:
    read = [found for one in own.evidence if (found := words.get((_plain(role), one.text))) is not None]
    return own.model_copy(update={"evidence": [*own.evidence, *read]})


def _evidence(note: str) -> EvidenceOut | None:
    """None for a note that somebody wrote."""
    found = _READ.fullmatch(note)
    if found is None:
        return None
    return EvidenceOut(
        source=found["source"],
        text=found["text"],
        start=None,
        end=None,
        mention=None,
        confidence=float(found["confidence"]),
        levels=[],
        section=None,
        reference=None,
    )


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
