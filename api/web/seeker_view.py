"""What the job seeker's page shows of an answer: the ad with its marks, an entry a skill, a card a course, a plot."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from api.needs import needs_of
from api.rendering import Renderer
from api.schemas import CoveredOut, DemandOut, RecommendationOut
from api.web.carried import digest
from api.web.marks import Mark, Piece, marks, pieces, places
from api.web.said import INSTEAD
from api.web.seeker_answer import SeekerAnswer
from matcher.achievements import AchievementId, Catalogue
from matcher.alike import heads
from matcher.concepts import ConceptUri, Skill, Taxonomy
from matcher.errors import UnknownAchievement
from matcher.natures import transversal_skills

OTHERS = 3
"""Courses that would do instead of one of the stack, as shown."""
MOST_COMPARED = 4
ID_CHARACTERS = 12
UNSURE_BELOW = 0.5
"""Confidence of a reading under which it is rather wrong than right, and is said to be unsure."""
FOLDED_BELOW = 0.4
"""Confidence under which a skill of which nothing was said is folded beneath the others: of these, more are wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Another skill that the words could mean."""

    uri: str
    label: str
    confidence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One skill: what was read, what was decided of it, what is held."""

    id: str
    """On the page: the same in each answer, or what is decided of one skill would slip to another."""
    skill: Skill
    families: tuple[str, ...]
    demand: DemandOut
    right: str
    """What the person says of the reading: "yes", "no" or nothing."""
    instead: Choice | None
    """What the person put in its place."""
    added: bool
    have: str
    covered: CoveredOut | None
    """By what the profile, or the person, says."""
    first_mark: int | None
    candidates: tuple[Choice, ...] | None
    """None where nobody asked for them."""
    transversal: bool
    gone: bool = False
    """With the one that stands for its need, which is not asked for or is another skill; nothing is said of it."""
    others: tuple["Entry", ...] = ()
    """What else its words were read as, by names that mean much the same."""

    @property
    def meant(self) -> str:
        """The skill that counts."""
        return self.instead.uri if self.instead else self.skill.uri

    @property
    def typed_instead(self) -> str:
        """The name of what was put in its place, where it is none of the candidates shown."""
        known = {one.uri for one in self.candidates or ()}
        return self.instead.label if self.instead and self.instead.uri not in known else ""

    @property
    def group(self) -> str:
        if self.right == "no" or self.gone:
            return "wrong"
        return "have" if self.covered else "missing"

    @property
    def decided(self) -> bool:
        return bool(self.right or self.instead or self.added)

    @property
    def unsure(self) -> bool:
        """Whether it was read, and by nobody decided, and may well be wrong."""
        return not self.decided and self.demand.confidence < UNSURE_BELOW

    @property
    def folded(self) -> bool:
        """Beneath the others: neither it nor what is like it was read at all surely, or had a word said of it."""
        family = (self, *self.others)
        return self.group != "wrong" and all(own.untouched and own.demand.confidence < FOLDED_BELOW for own in family)

    @property
    def field(self) -> str:
        """In which the name of another skill is typed."""
        return INSTEAD + self.skill.uri

    def wrong_in(self, faults: Mapping[str, object]) -> bool:
        """Whether what was typed for it, or for what is like it, can't be followed."""
        return self.field in faults or any(own.wrong_in(faults) for own in self.others)

    @property
    def untouched(self) -> bool:
        return not (self.decided or self.have)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A course of the stack."""

    course: RecommendationOut
    others: tuple[RecommendationOut, ...]
    """That close some of the same, the nearest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Of needs."""

    asked: int
    have: int
    missing: int
    closed: int
    """Of those that are missing, by the stack."""
    perhaps: int
    """Of those that are asked for: read unsurely, and not decided."""


@dataclass(frozen=True, slots=True)
class Unproven:
    """Skills that a person has on their word, for which the same would be proof."""

    evidence: tuple[str, ...]
    skills: tuple[str, ...]
    """Labels."""


@dataclass(frozen=True, slots=True)
class SeekerView:
    seen: SeekerAnswer
    taxonomy: Taxonomy
    catalogue: Catalogue

    @property
    def marks(self) -> tuple[Mark, ...]:
        return marks(self.seen.read)

    def pieces(self) -> Iterator[Piece]:
        told = self.seen.carried.told
        return pieces(told.text, self.marks) if told else iter(())

    def entries(self) -> list[Entry]:
        """The weightiest first; what was added and what was rejected keeps its place among them."""
        render, said = Renderer(self.taxonomy), self.seen.decisions
        first = places(self.marks)
        covered = {own.demand.uri: own for own in self.seen.answer.gap.covered}
        transversal = transversal_skills(self.taxonomy)
        read = [render.demand(demand) for demand in self.seen.read]
        known = {demand.uri for demand in read}
        added = [demand for demand in self.seen.answer.demands if demand.uri in said.added and demand.uri not in known]
        asked = {demand.uri for demand in self.seen.answer.demands}
        found: list[Entry] = []
        for demand in (*added, *read):
            uri = ConceptUri(demand.uri)
            meant = said.instead.get(uri, uri)
            found.append(
                Entry(
                    id=entry_id(uri),
                    skill=self.taxonomy.skill(uri),
                    families=tuple(family.label for family in self.taxonomy.families_of(uri)),
                    demand=demand,
                    right=self.seen.form.said.right.get(uri, ""),
                    instead=self._choice(meant, None) if meant != uri else None,
                    added=demand in added,
                    have=self.seen.form.said.have.get(meant, ""),
                    covered=covered.get(meant),
                    first_mark=first.get(uri),
                    candidates=self._candidates(uri),
                    transversal=uri in transversal,
                    gone=meant not in asked and uri not in said.rejected,
                )
            )
        return found

    def needs(self, entries: Sequence[Entry]) -> list[Entry]:
        """Entries with what else their words were read as; what is another skill, or wrong by itself, stands alone."""
        head_of = heads(self.seen.read) | heads(self.seen.advice.demands)
        known = {entry.skill.uri for entry in entries}
        under: dict[str, list[Entry]] = {}
        for entry in entries:
            head = head_of.get(entry.skill.uri, entry.skill.uri)
            if head != entry.skill.uri and head in known and entry.right != "no" and not entry.instead:
                under.setdefault(head, []).append(entry)
        nested = {entry.skill.uri for own in under.values() for entry in own}
        return [
            replace(entry, others=tuple(under.get(entry.skill.uri, ())))
            for entry in entries
            if entry.skill.uri not in nested
        ]

    def _candidates(self, skill: ConceptUri) -> tuple[Choice, ...] | None:
        found = self.seen.candidates.get(skill)
        return None if found is None else tuple(self._choice(one.uri, one.confidence) for one in found)

    def _choice(self, skill: ConceptUri, confidence: float | None) -> Choice:
        return Choice(uri=skill, label=self.taxonomy.skill(skill).preferred_label, confidence=confidence)

    def cards(self) -> list[Card]:
        """The stack's courses, in the order in which they are worth most."""
        taken = set(self.seen.answer.stack.achievements)
        listed = self.seen.answer.recommendations
        return [Card(course=one, others=_others(one, listed, taken)) for one in listed if one.achievement.id in taken]

    def counts(self, rows: Iterable[Entry]) -> Counts:
        """As every file of the answer counts: by need, after what was decided."""
        answer = self.seen.answer
        covered, still_open = {own.demand.uri for own in answer.gap.covered}, {demand.uri for demand in answer.open}
        needs = [need.head.uri for need in needs_of(answer.demands)]
        missing = [uri for uri in needs if uri not in covered]
        return Counts(
            asked=len(needs),
            have=len(needs) - len(missing),
            missing=len(missing),
            closed=sum(uri not in still_open for uri in missing),
            perhaps=sum(row.unsure and row.group != "wrong" for row in rows),
        )

    def unproven(self) -> list[Unproven]:
        found: dict[tuple[str, ...], list[str]] = {}
        for own in self.seen.answer.unproven:
            found.setdefault(tuple(own.evidence), []).append(own.label)
        return [Unproven(evidence, tuple(skills)) for evidence, skills in found.items()]

    def further(self) -> list[RecommendationOut]:
        """Recommended, and not in the stack."""
        taken = set(self.seen.answer.stack.achievements)
        return [one for one in self.seen.answer.recommendations if one.achievement.id not in taken and one.closes]

    def compared(self) -> list[RecommendationOut]:
        """What the person ticked; without that the stack."""
        by_id = {one.achievement.id: one for one in self.seen.answer.recommendations}
        wished = [by_id[key] for key in self.seen.form.compare if key in by_id]
        return (wished or [card.course for card in self.cards()])[:MOST_COMPARED]

    def left_out_names(self) -> Mapping[str, str | None]:
        """Of the courses that the person does not want, as far as the catalogue knows them."""
        return {key: self._name(key) for key in self.seen.form.without}

    def _name(self, key: str) -> str | None:
        try:
            return self.catalogue.get(AchievementId(key)).name
        except UnknownAchievement:
            return None

    def names(self) -> Mapping[str, str]:
        return {one.achievement.id: one.achievement.name for one in self.seen.answer.recommendations}


def entry_id(skill: ConceptUri) -> str:
    return f"s{digest(skill)[:ID_CHARACTERS]}"


def _others(one: RecommendationOut, listed: list[RecommendationOut], taken: set[str]) -> tuple[RecommendationOut, ...]:
    own = {closure.uri for closure in one.closes}

    def shared(other: RecommendationOut) -> int:
        return len(own & {closure.uri for closure in other.closes})

    near = [other for other in listed if other.achievement.id not in taken and shared(other)]
    return tuple(sorted(near, key=lambda other: -shared(other))[:OTHERS])
