"""A skill, a role or a course as a line of what was found, with what tells it from its likes."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, urlencode

from api.rendering import Renderer
from api.schemas import AchievementOut
from matcher.achievements import Achievement
from matcher.concepts import Occupation, Skill, SkillFamily, SkillKind, Taxonomy, Vocabulary

LINE_CHARACTERS = 160


class Kind(StrEnum):
    SKILL = "skill"
    ROLE = "role"
    COURSE = "course"


KINDS = {SkillKind.COMPETENCE: "skill", SkillKind.KNOWLEDGE: "knowledge", SkillKind.TECHNOLOGY: "technology"}
WHOSE = {Vocabulary.ESCO: "ESCO", Vocabulary.ONET: "O*NET", Vocabulary.OWN: "added by this installation"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    kind: Kind
    name: str
    path: str
    """Of its page."""
    about: str
    called: str | None = None
    """The other name that it was found by; of a course, the topic."""
    line: str | None = None
    """Of its description, or of its own words that come near."""
    course: AchievementOut | None = None


def skill_thing(skill: Skill, called: str | None = None) -> Thing:
    return Thing(
        kind=Kind.SKILL,
        name=skill.preferred_label,
        path=f"/skills/{quote(skill.uri, safe='')}",
        about=f"{KINDS[skill.kind]}, {WHOSE[skill.vocabulary]}",
        called=_other(called, skill.preferred_label),
        line=line_of(skill.description),
    )


def family_thing(family: SkillFamily, called: str | None = None) -> Thing:
    return Thing(
        kind=Kind.SKILL,
        name=family.label,
        path=f"/skills/{quote(family.id, safe='')}",
        about=f"{len(family.members)} skills under one name",
        called=_other(called, family.label),
    )


def role_thing(role: Occupation, called: str | None = None) -> Thing:
    return Thing(
        kind=Kind.ROLE,
        name=role.preferred_label,
        path=f"/advise?{urlencode({'role': role.preferred_label})}",
        about=f"role, {WHOSE[role.vocabulary]}",
        called=_other(called, role.preferred_label),
        line=line_of(role.description),
    )


def course_thing(taxonomy: Taxonomy, course: Achievement, called: str | None = None, words: str | None = None) -> Thing:
    """`words`: of its own, that come near to what is searched."""
    provider = course.opportunity.provider or course.credential.awarding_body
    return Thing(
        kind=Kind.COURSE,
        name=course.name,
        path=f"/courses/{quote(course.id, safe='')}",
        about=f"{course.kind.value}, {provider or 'provider not stated'}",
        called=called if called in course.topics else None,
        line=line_of(words if words and words != course.name else course.description),
        course=Renderer(taxonomy).achievement(course),
    )


def line_of(text: str | None) -> str | None:
    """The first sentence, cut between words where it is long."""
    if not text or not text.strip():
        return None
    flat = " ".join(text.split())
    sentence = flat.partition(". ")[0].rstrip(".")
    if len(sentence) <= LINE_CHARACTERS:
        return sentence
    return sentence[:LINE_CHARACTERS].rpartition(" ")[0] + " …"


def _other(called: str | None, name: str) -> str | None:
    return called if called and called.casefold() != name.casefold() else None
