"""A plan of seats told as counts of people, with what may not be told withheld."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from matcher.offers import ROUNDING
from matcher.workforce.asking_seats import Teaches, teaching_of
from matcher.workforce.courses import Course
from matcher.workforce.discretion import Discretion
from matcher.workforce.lacking import Lack, Target
from matcher.workforce.mastery import HIGHEST
from matcher.workforce.report import Closing, GroupLine, QuarterLine, SkillLine, StaysOpen, Totals
from matcher.workforce.seats import Group, SeatPlan
from matcher.workforce.team import Pseudonym

REACHED = 1.0
"""Of the way to the wanted level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What seats teach of one lack."""

    by: Mapping[Pseudonym, Teaches]
    """Whoever has a seat that teaches them something of it, in the order of the table -> the seat that teaches most."""

    def reached(self, lack: Lack) -> int:
        """How many come to the wanted level."""
        return sum(one.steps(lack.levels[who]) >= REACHED for who, one in self.by.items())


def learned(lacks: Sequence[Lack], courses: Sequence[Course], plan: SeatPlan) -> dict[str, Learned]:
    """Lack id -> what the plan's seats teach of it."""
    seated: defaultdict[str, set[str]] = defaultdict(set)
    for seat in plan.seats:
        seated[seat.offer].add(seat.learner)
    best: defaultdict[str, dict[Pseudonym, Teaches]] = defaultdict(dict)
    for one in teaching_of(lacks, courses):
        for who in one.lack.learners:
            level = one.lack.levels[who]
            known = best[one.lack.id].get(who)
            if who not in seated[one.course.offer.id] or one.share(level) <= (known.share(level) if known else 0.0):
                continue
            best[one.lack.id][who] = one
    return {
        lack.id: Learned(by={who: best[lack.id][who] for who in lack.levels if who in best[lack.id]}) for lack in lacks
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Tells what a plan does, as far as that may be told."""

    lacks: tuple[Lack, ...]
    courses: tuple[Course, ...]
    plan: SeatPlan
    learned: Mapping[str, Learned]
    target: Target
    discretion: Discretion

    def lines(self) -> tuple[SkillLine, ...]:
        teaching = defaultdict(list)
        for one in teaching_of(self.lacks, self.courses):
            teaching[one.lack.id].append(one)
        return tuple(self._line(lack, teaching[lack.id]) for lack in self.lacks)

    def _line(self, lack: Lack, teaching: Sequence[Teaches]) -> SkillLine:
        group = len(lack.levels)
        tell = self.discretion
        own = self.learned[lack.id]
        taught = min(own.reached(lack), lack.missing)
        lifted = len(own.by) - own.reached(lack)
        holding = tell.part(lack.holding, group)
        told = holding is not None and (self._open_to_all or tell.part(lack.holding + taught, group) is not None)
        return SkillLine(
            lack=lack,
            people=group if tell.may_tell(group) else None,
            at_level=self._at_level(lack),
            holding=holding,
            missing=self._part(lack.missing, group) if holding is not None else None,
            taught=self._part(taught, group) if told else None,
            lifted=self._part(lifted, group) if holding is not None else None,
            single=lack.holding == 1 if tell.consented else None,
            courses=tuple(sorted({one.course.offer.id for one in own.by.values()})),
            stays_open=_stays_open(lack, taught, teaching) if told else None,
        )

    @property
    def _open_to_all(self) -> bool:
        """Whether a seat is for whoever takes it, so that how many there are singles out nobody."""
        return self.target is Target.TOGETHER

    def _part(self, count: int, of: int) -> int | None:
        return count if self._open_to_all else self.discretion.part(count, of)

    def _at_level(self, lack: Lack) -> tuple[int, ...] | None:
        levels = list(lack.levels.values())
        counts = tuple(levels.count(level) for level in range(HIGHEST + 1))
        return counts if self.discretion.consented or all(map(self.discretion.may_tell, counts)) else None

    def groups(self) -> tuple[GroupLine, ...]:
        counts = self._seats()
        by_id = {course.offer.id: course for course in self.courses}
        return tuple(
            self._group(group, seats, by_id[group.offer]) for group, seats in zip(self.plan.groups, counts, strict=True)
        )

    def _seats(self) -> tuple[int | None, ...]:
        """Of each group. A seat for whoever takes it is told, unless it tells how many hold a skill of which few do."""
        if not self._open_to_all:
            return self.discretion.listed([group.seats for group in self.plan.groups])
        few = {lack.id for lack in self.lacks if self.discretion.part(lack.holding, len(lack.levels)) is None}
        hidden = {one.course.offer.id for key in few for one in self.learned[key].by.values()}
        return tuple(None if group.offer in hidden else group.seats for group in self.plan.groups)

    def _group(self, group: Group, seats: int | None, course: Course) -> GroupLine:
        seated = {s.learner for s in self.plan.seats if (s.offer, s.quarter) == (group.offer, group.quarter)}
        closes = [
            Closing(
                lack=lack,
                people=self._part(len(people), group.seats) if seats is not None else None,
                closure=people[0].closure,
            )
            for lack in self.lacks
            if (people := [one for who, one in self._by(lack) if who in seated and one.course is course])
        ]
        told = seats is not None and course.priced
        return GroupLine(
            quarter=group.quarter,
            course=course,
            seats=seats,
            each=group.each if told else None,
            cost=group.cost if told else None,
            closes=tuple(closes),
            before=tuple(
                one.offer.id
                for one in self.courses
                if course.offer.id in one.offer.after and one.offer.id in self.plan.offers
            ),
        )

    def _by(self, lack: Lack) -> Iterable[tuple[Pseudonym, Teaches]]:
        return self.learned[lack.id].by.items()

    def quarters(self, number: int) -> tuple[QuarterLine, ...]:
        own = [[group for group in self.plan.groups if group.quarter == quarter] for quarter in range(number)]
        seats = [sum(group.seats for group in groups) for groups in own]
        people = [
            len({seat.learner for seat in self.plan.seats if seat.quarter == quarter}) for quarter in range(number)
        ]
        told = self.discretion.listed(people)
        return tuple(
            QuarterLine(
                quarter=quarter,
                seats=seats[quarter] if told[quarter] is not None else None,
                cost=sum((group.cost for group in own[quarter]), Decimal(0)) if told[quarter] is not None else None,
            )
            for quarter in range(number)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What any plan of a team is told against."""

    courses: tuple[Course, ...]
    missing_weight: float
    """Of all that is missing, for as many people as it counts; above 0 where anything is."""
    hours_per_quarter: float | None
    discretion: Discretion

    def runs(self, course: Course) -> int:
        """In how many quarters it goes on."""
        return 1 if not self.hours_per_quarter else math.ceil(course.offer.hours / self.hours_per_quarter - ROUNDING)


def totals(plan: SeatPlan, whole: Whole) -> Totals:
    by_id = {course.offer.id: course for course in whole.courses}
    people = len({seat.learner for seat in plan.seats})
    told = whole.discretion.may_tell(people)
    weight = whole.missing_weight or 1.0
    untimed = any(not by_id[seat.offer].timed for seat in plan.seats)
    hours = sum(by_id[seat.offer].offer.hours for seat in plan.seats)
    return Totals(
        people=people if told else None,
        seats=len(plan.seats) if told else None,
        courses=len(plan.offers),
        hours=None if untimed or not told else hours,
        cost=plan.cost if told else None,
        last_quarter=max((group.quarter + whole.runs(by_id[group.offer]) - 1 for group in plan.groups), default=None),
        closed=plan.closed_weight / weight if told else None,
        bound=plan.bound / weight if told else None,
        optimal=plan.optimal,
    )


def _stays_open(lack: Lack, taught: int, teaching: Sequence[Teaches]) -> StaysOpen | None:
    if lack.missing <= taught:
        return None
    if not lack.planned:
        return StaysOpen.UNRECORDED
    if not teaching:
        return StaysOpen.NO_COURSE
    reaching = any(one.course.lifts_to >= lack.level for one in teaching)
    return StaysOpen.LIMITS if reaching else StaysOpen.TOO_LOW
