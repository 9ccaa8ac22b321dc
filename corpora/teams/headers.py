"""What the columns of a team's table are, by their headers."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum


class Part(StrEnum):
    """What a column with a header of ours holds. Any other may be a skill of a matrix."""

    ID = "id"
    SKILLS = "skills"
    SKILL = "skill"
    LEVEL = "level"
    CV = "cv"
    TOWARD = "toward"
    HOURS = "hours"


ALIASES: Mapping[Part, Sequence[str]] = {
    Part.ID: (
        "id", "pseudonym", "person id", "member id", "staff id", "employee id", "worker id", "participant id",
        "team member id", "person code", "member code", "staff code", "employee code", "staff no", "staff number",
        "employee no", "employee number", "personnel number", "person", "member", "team member", "employee", "worker",
        "participant", "staff member", "staff", "code", "key", "kürzel", "personalnummer", "no", "nr",
        "number",
    ),
    Part.SKILLS: ("skills", "skill list", "list of skills", "skills held", "current skills", "competencies",
                  "competences", "skills and levels", "other skills", "further skills", "additional skills"),
    Part.SKILL: ("skill", "skill name", "competency", "competence", "competency name"),
    Part.LEVEL: ("level", "skill level", "proficiency", "proficiency level", "mastery", "rating", "level 0 5", "score"),
    Part.CV: ("cv", "cv text", "text", "resume", "résumé", "curriculum vitae", "profile", "experience"),
    Part.TOWARD: ("toward", "towards", "moves toward", "moving toward", "role", "target role", "target", "future role",
                  "new role", "next role", "moves to", "moving to"),
    Part.HOURS: ("hours", "hours available", "available hours", "hours over the plan", "learning hours",
                 "training hours", "hours per person"),
}  # fmt: skip
"""Best first: of two columns for one part the better named one counts, and the other is not read."""

ANSWERS = frozenset({"no", "nr", "number"})
_APART = re.compile(r"[\W_]+")


def plain_header(header: str) -> str:
    """In small letters, with single spaces for everything else: "Staff-ID " is "staff id"."""
    return _APART.sub(" ", header.casefold()).strip()


def parts_of(columns: Sequence[str]) -> Mapping[Part, str]:
    """Part -> the column that holds it. "skills" beside a level is one skill a row."""
    plain = {plain_header(column): column for column in reversed(columns)}
    parts = {
        part: plain[names[0]] for part, known in ALIASES.items() if (names := [name for name in known if name in plain])
    }
    if Part.LEVEL in parts and Part.SKILLS in parts and Part.SKILL not in parts:
        parts[Part.SKILL] = parts.pop(Part.SKILLS)
    if Part.SKILL not in parts:
        parts.pop(Part.LEVEL, None)  # a level of nothing
    return parts


def is_id(cell: str) -> bool:
    """Whether it can only be the header of pseudonyms: "no" is an answer too."""
    return plain_header(cell) in ALIASES[Part.ID] and plain_header(cell) not in ANSWERS
