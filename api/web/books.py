"""The names of all skills, roles and courses, made ready for those who type them."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

from api.wiring import Service
from matcher.achievements import Achievement, Catalogue
from matcher.concepts import Occupation, Skill, SkillFamily, Taxonomy
from matcher.name_book import NameBook, make_name_book


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ConceptBooks:
    taxonomy: Taxonomy
    skills: tuple[Skill, ...]
    roles: tuple[Occupation, ...]
    skill_names: NameBook
    role_names: NameBook
    family_names: NameBook

    @property
    def families(self) -> tuple[SkillFamily, ...]:
        return self.taxonomy.families


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CourseBook:
    catalogue: Catalogue
    courses: tuple[Achievement, ...]
    names: NameBook
    """Its title first, then its topics and who offers it."""


@dataclass(slots=True, eq=False)
class Books:
    """Made when they are first needed, and again where a service has another taxonomy or catalogue."""

    concepts: ConceptBooks | None = None
    courses: CourseBook | None = None
    turn: threading.Lock = field(default_factory=threading.Lock)

    def of(self, service: Service) -> tuple[ConceptBooks, CourseBook]:
        taxonomy, catalogue = service.pipeline.taxonomy, service.pipeline.catalogue
        with self.turn:
            concepts, courses = self.concepts, self.courses
            if concepts is None or concepts.taxonomy is not taxonomy:
                self.concepts = concepts = concept_books(taxonomy)
            if courses is None or courses.catalogue is not catalogue:
                self.courses = courses = course_book(catalogue)
        return concepts, courses


def concept_books(taxonomy: Taxonomy) -> ConceptBooks:
    skills, roles = tuple(taxonomy.skills.values()), tuple(taxonomy.occupations.values())
    return ConceptBooks(
        taxonomy=taxonomy,
        skills=skills,
        roles=roles,
        skill_names=make_name_book((one.preferred_label, *one.alt_labels) for one in skills),
        role_names=make_name_book((one.preferred_label, *one.alt_labels) for one in roles),
        family_names=make_name_book((one.label, *one.alt_labels) for one in taxonomy.families),
    )


def course_book(catalogue: Catalogue) -> CourseBook:
    courses = tuple(catalogue.page(after=None, limit=len(catalogue)))
    return CourseBook(catalogue=catalogue, courses=courses, names=make_name_book(tuple(_names(one)) for one in courses))


def _names(course: Achievement) -> Iterator[str]:
    yield course.name
    yield from course.topics
    offered = (course.opportunity.provider, course.credential.awarding_body)
    yield from dict.fromkeys(one for one in offered if one)
