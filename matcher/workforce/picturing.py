"""A plan of seats told as counts of people, with what may not be told withheld."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matcher.workforce.asking_seats import REACHED, Teaches, teaching_of
from matcher.workforce.courses import Course
from matcher.workforce.discretion import Discretion
from matcher.workforce.lacking import Lack, Target
from matcher.workforce.mastery import HIGHEST
from matcher.workforce.report import Closing, GroupLine, SkillLine, StaysOpen
from matcher.workforce.seats import Group, SeatPlan
from matcher.workforce.team import Pseudonym


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
            if who not in seated[one.course.offer.id] or _worth(one, level) <= (
                _worth(known, level) if known else NOTHING
            ):
                continue
            best[one.lack.id][who] = one
    return {
        lack.id: Learned(by={who: best[lack.id][who] for who in lack.levels if who in best[lack.id]}) for lack in lacks
    }


NOTHING = (0.0, 1.0)


def _worth(one: Teaches, level: int) -> tuple[float, float]:
    """Of two seats the one that teaches more counts, then the surer one."""
    return one.share(level), one.closure.coverage


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
        holding = tell.part(lack.holding, group) if lack.recorded else None
        told = not lack.recorded or (
            holding is not None and (self._open_to_all or tell.part(lack.holding + taught, group) is not None)
        )
        return SkillLine(
            lack=lack,
            people=group if tell.may_tell(group) else None,
            at_level=self._at_level(lack),
            holding=holding,
            missing=self._part(lack.missing, group) if told else None,
            taught=self._part(taught, group) if told else None,
            lifted=self._part(lifted, group) if told else None,
            single=lack.holding == 1 if tell.consented and lack.recorded else None,
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
        able = self.discretion.consented or all(map(self.discretion.may_tell, counts))
        return counts if able and lack.recorded else None

    def groups(self, seats: Sequence[int | None]) -> tuple[GroupLine, ...]:
        """`seats`: of each group of the plan, as far as that is told."""
        by_id = {course.offer.id: course for course in self.courses}
        return tuple(
            self._group(group, own, by_id[group.offer]) for group, own in zip(self.plan.groups, seats, strict=True)
        )

    def _group(self, group: Group, seats: int | None, course: Course) -> GroupLine:
        seated = {s.learner for s in self.plan.seats if (s.offer, s.quarter) == (group.offer, group.quarter)}
        closes = [
            Closing(
                lack=lack,
                people=self._part(len(people), len(lack.levels)) if seats is not None else None,
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


def _stays_open(lack: Lack, taught: int, teaching: Sequence[Teaches]) -> StaysOpen | None:
    if lack.missing <= taught:
        return None
    if not lack.planned:
        return StaysOpen.UNRECORDED
    if not teaching:
        return StaysOpen.NO_COURSE
    reaching = any(one.course.lifts_to >= lack.level for one in teaching)
    return StaysOpen.LIMITS if reaching else StaysOpen.TOO_LOW
