"""A provider's courses beside the demand: what they teach, what only others teach, and what nobody does."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.demand_rendering import DemandRenderer
from api.demand_schemas import TotalsOut, UnmetLine
from api.wiring import Service, course_reader
from matcher.achievements import Achievement
from matcher.concepts import ConceptUri
from matcher.progress import Progress, untold
from matcher.provision import By
from matcher.slices import Slice
from matcher.supply import Supply, Teacher, as_said, joined_supply, supply
from models.drafts import teaching_of_courses

SHOWN_SKILLS = 6
"""Of a course: what is asked for most."""
Named = tuple[str, str, int]
"""(id, label, ads) of what is asked for."""
Asked = Sequence[ConceptUri]
Supplied = Mapping[ConceptUri, Supply]
"""What some courses teach, by skill."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    demand: UnmetLine
    yours: tuple[Teacher, ...]
    """Your courses that surely teach it."""
    others: int
    """Other courses that surely do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCourse:
    course: Achievement
    skills: tuple[Named, ...]
    """(id, label, ads) of what it surely teaches and ads ask for, most asked for first."""
    few: tuple[Named, ...] = ()
    """The same of what too few ads ask for to count; only where it teaches nothing else that is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A catalogue laid beside the demand; lines as unmet demand orders them, without small samples."""

    totals: TotalsOut
    notes: tuple[str, ...]
    yours: tuple[Line, ...]
    """What you teach."""
    others: tuple[Line, ...]
    """What only others teach."""
    nobody: tuple[Line, ...]
    courses: tuple[OwnCourse, ...]
    """Those that teach nothing which is asked for first, for there is something to do."""


def sent_supply(service: Service, entries: Sequence[Achievement], asked: Asked, told: Progress = untold) -> Supplied:
    """What courses that are in no catalogue teach of what is asked, judged as those of the catalogue are."""
    pipeline = service.pipeline
    teaching = teaching_of_courses(entries, pipeline.teaching, course_reader(pipeline), pipeline.encoder, told)
    courses = {own.id: own for own in teaching.courses}
    judged = teaching.taught(asked)
    tied = {own.concept for course in teaching.courses for own in course.alignments}
    found = {}
    for skill in asked:
        said = judged.get(skill) or (as_said(skill, teaching.courses) if skill in tied else ())
        found[skill] = supply(skill, said, courses.__getitem__)
    return found


def kept_supply(service: Service, is_own: Callable[[Achievement], bool], asked: Asked) -> Supplied:
    """What courses of the catalogue teach of it."""
    every = service.provision.supplies.of(asked)
    return {skill: _only(own, is_own) for skill, own in every.items()}


def laid(
    service: Service, wanted: Slice, by: By, courses: Sequence[Achievement], supplied: Callable[[Asked], Supplied]
) -> Laid:
    """`supplied`: what `courses` teach of what is asked. Small samples and ways of working are left out.

    Raises what `inside` raises.
    """
    provision, renderer = service.provision, DemandRenderer(service)
    totals, found = provision.unmet(wanted, by)
    wanted_for = [one for one in found if not provision.is_way_of_working(one.demand.id)]
    members = {one.demand.id: sorted(provision.members(one.demand.id)) for one in wanted_for}
    known = set(provision.market().facts.concepts)
    own = supplied(tuple(dict.fromkeys(skill for several in members.values() for skill in several if skill in known)))
    ids, names = {course.id for course in courses}, {course.name.casefold() for course in courses}
    lines, few = [], []
    for one in wanted_for:
        yours = joined_supply(own[skill] for skill in members[one.demand.id] if skill in own).closing
        if one.demand.is_small:
            few += [(one.demand, yours)] if yours else []
            continue
        others = [t for t in one.supply.closing if t.course.id not in ids and t.course.name.casefold() not in names]
        lines.append(Line(demand=renderer.unmet_line(one, totals.ads), yours=yours, others=len(others)))
    head = renderer.head(wanted, totals)
    return Laid(
        totals=head["totals"],
        notes=tuple(head["notes"]),
        yours=tuple(line for line in lines if line.yours),
        others=tuple(line for line in lines if not line.yours and line.others),
        nobody=tuple(line for line in lines if not line.yours and not line.others),
        courses=_courses(
            _by_course((line.demand.id, line.demand.label, line.demand.ads, line.yours) for line in lines),
            _by_course((asked.id, renderer.label(asked.id), asked.ads, yours) for asked, yours in few),
            courses,
        ),
    )


def _only(own: Supply, is_own: Callable[[Achievement], bool]) -> Supply:
    return Supply(teachers=tuple(one for one in own.teachers if is_own(one.course)))


def _by_course(asked: Iterable[tuple[str, str, int, Sequence[Teacher]]]) -> Mapping[str, tuple[Named, ...]]:
    """What each course surely teaches of (id, label, ads, teachers), most asked for first."""
    taught: dict[str, list[Named]] = defaultdict(list)
    for id, label, ads, teachers in asked:
        for one in teachers:
            taught[one.course.id].append((id, label, ads))
    return {
        course: tuple(sorted(several, key=lambda own: (-own[2], own[1]))[:SHOWN_SKILLS])
        for course, several in taught.items()
    }


def _courses(
    much: Mapping[str, tuple[Named, ...]], few: Mapping[str, tuple[Named, ...]], courses: Sequence[Achievement]
) -> tuple[OwnCourse, ...]:
    found = [
        OwnCourse(
            course=course, skills=much.get(course.id, ()), few=() if course.id in much else few.get(course.id, ())
        )
        for course in courses
    ]
    return tuple(sorted(found, key=lambda own: (bool(own.skills), own.course.name)))
