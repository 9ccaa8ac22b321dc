"""What a person may mean by words typed into the search: by name first, then near in meaning."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from api.searching import named_concepts, search_concepts, search_roles
from api.web.books import Books, ConceptBooks, CourseBook
from api.web.things import Kind, Thing, course_thing, family_thing, role_thing, skill_thing
from api.wiring import Service
from matcher.achievements import AchievementId
from matcher.name_book import NameBook
from matcher.teaching import passage_of

MOST = 200
"""Of each kind that are counted and listed by name."""
PASSAGES = 40
"""The nearest ones: whose they are, is near in meaning."""
One = TypeVar("One")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Of one kind, the best first; nothing is in both."""

    kind: Kind
    named: tuple[Thing, ...]
    near: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Finder:
    service: Service
    concepts: ConceptBooks
    courses: CourseBook

    def all(self, query: str, near: int) -> list[Found]:
        """A `Found` of each kind, with up to `near` by meaning. Raises EmptyText where no letter is in the query."""
        found = (
            (Kind.SKILL, self.skills(query), self.near_skills(query, near)),
            (Kind.ROLE, self.roles(query, MOST), self.near_roles(query, near)),
            (Kind.COURSE, self.course_names(query, MOST), self.near_courses(query, near)),
        )
        return [_apart(*one) for one in found]

    def skills(self, query: str) -> list[Thing]:
        """Families first, then what is called so, by a product's name or the operator's too, then what holds it."""
        taxonomy = self.service.pipeline.taxonomy
        called = [skill_thing(taxonomy.skill(uri), query) for uri in named_concepts(self.service.pipeline, query)]
        found = [*self.families(query, MOST), *called, *self.skill_names(query, MOST)]
        return list({one.path: one for one in reversed(found)}.values())[::-1]

    def families(self, typed: str, limit: int) -> list[Thing]:
        return [family_thing(*one) for one in _called(self.concepts.family_names, self.concepts.families, typed, limit)]

    def skill_names(self, typed: str, limit: int) -> list[Thing]:
        return [skill_thing(*one) for one in _called(self.concepts.skill_names, self.concepts.skills, typed, limit)]

    def roles(self, typed: str, limit: int) -> list[Thing]:
        return [role_thing(*one) for one in _called(self.concepts.role_names, self.concepts.roles, typed, limit)]

    def course_names(self, typed: str, limit: int) -> list[Thing]:
        taxonomy = self.service.pipeline.taxonomy
        named = _called(self.courses.names, self.courses.courses, typed, limit)
        return [course_thing(taxonomy, *one) for one in named]

    def near_skills(self, query: str, limit: int) -> list[Thing]:
        return [skill_thing(skill) for skill, _ in search_concepts(self.service.pipeline, query, limit)]

    def near_roles(self, query: str, limit: int) -> list[Thing]:
        taxonomy = self.service.pipeline.taxonomy
        found = search_roles(self.service.pipeline, query, limit)
        return [role_thing(taxonomy.occupation(one.occupation)) for one in found]

    def near_courses(self, query: str, limit: int) -> list[Thing]:
        """By their sentence that is nearest."""
        pipeline = self.service.pipeline
        [nearest] = pipeline.teaching.passages.nearest(pipeline.encoder.encode([query]), PASSAGES)
        words: dict[AchievementId, str] = {}
        for one in nearest:
            id, place = passage_of(one.id)
            if id not in words:
                words[id] = place.span.of(dict(pipeline.catalogue.get(id).passages())[place.field])
        found = list(words.items())[:limit]
        return [course_thing(pipeline.taxonomy, pipeline.catalogue.get(id), words=said) for id, said in found]


def finder(service: Service, books: Books) -> Finder:
    return Finder(service, *books.of(service))


def _called(names: NameBook, things: Sequence[One], typed: str, limit: int) -> Iterator[tuple[One, str]]:
    return ((things[own.place], own.name) for own in names.find(typed, limit))


def _apart(kind: Kind, named: Sequence[Thing], near: Sequence[Thing]) -> Found:
    known = {one.path for one in named}
    return Found(kind=kind, named=tuple(named), near=tuple(one for one in near if one.path not in known))
