"""The advice to providers: build trust, add value, aim for sustainability. Each point is answered by its words."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from re import Pattern

from matcher.achievements import Achievement, AchievementKind
from matcher.completeness import advice_phrases as phrases
from matcher.completeness import facts
from matcher.completeness.findings import Said
from matcher.completeness.new_zealand import DOCUMENTED, NEEDED
from matcher.completeness.prose import denied, said, says_nothing
from matcher.completeness.volume import volume_said
from matcher.opportunities import Mode


class Aim(StrEnum):
    TRUST = "trust"
    VALUE = "value"
    SUSTAINABILITY = "sustainability"


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Point:
    aim: Aim
    name: str
    how: str
    """What follows the advice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """Whether an entry follows a point, by its own words."""

    point: Point
    answer: Answer
    said: Said | None
    """None for what is not stated."""


Answered = tuple[Answer, Said | None]
NOT_STATED: Answered = (Answer.NOT_STATED, None)


def _definition(achievement: Achievement) -> Answered:
    """A definition that others share: the word itself, not a brand's."""
    stated = achievement.kind_stated
    named = [Said("kind", stated)] if stated else []
    own = [*named, Said("name", achievement.name), Said("description", achievement.description or "")]
    hit = next((one for one in own if phrases.STANDARD_NAME.search(one.text)), None)
    if hit:
        return Answer.YES, hit if hit.field != "description" else said(
            achievement, phrases.STANDARD_NAME, "description"
        )
    if achievement.kind is AchievementKind.DIGITAL_BADGE and named:
        return Answer.YES, named[0]
    return (Answer.NO, named[0]) if named else NOT_STATED


def _level(achievement: Achievement) -> Answered:
    text = achievement.credential.level
    if not text:
        return NOT_STATED
    return (Answer.YES if achievement.credential.framework_level else Answer.NO), Said("level", text)


def _volume(achievement: Achievement) -> Answered:
    found = volume_said(achievement)
    return (Answer.YES, found) if found else NOT_STATED


def _standards(achievement: Achievement) -> Answered:
    stated = [own for own in achievement.alignments if own.stated]
    if stated:
        return Answer.YES, Said(stated[0].field, stated[0].text)
    for i, own in enumerate(achievement.competencies):
        if own.framework or own.url or own.code:
            return Answer.YES, Said(f"competencies[{i}]", own.framework or own.url or own.code or own.name)
    assured = achievement.credential.quality_assurance
    if assured and not says_nothing(assured):
        return Answer.YES, Said("quality_assurance", assured)
    return _by_words(phrases.ALIGNED)(achievement)


def _relevance(achievement: Achievement) -> Answered:
    """Evidence, not praise: "in demand" without a source is a no."""
    need = achievement.credential.employer_need
    if need and not says_nothing(need):
        return (Answer.YES if DOCUMENTED.search(need) else Answer.NO), Said("employer_need", need)
    claimed = said(achievement, NEEDED)
    if claimed:
        return (Answer.YES if DOCUMENTED.search(claimed.text) else Answer.NO), claimed
    return NOT_STATED


def _worth(achievement: Achievement) -> Answered:
    """Both are known, of one way of taking it, so that anybody can weigh them."""
    for way in achievement.opportunity.ways():
        if way.price is not None and way.workload is not None:
            hours = way.workload.hours_max
            return Answer.YES, Said("price", f"{way.price.currency} {way.price.amount} for {hours:g} hours")
    return NOT_STATED


def _assessed(achievement: Achievement) -> Answered:
    text = achievement.credential.assessment
    if text and facts.NO_ASSESSMENT.fullmatch(text):
        return Answer.NO, Said("assessment", text)
    if text and not says_nothing(text):
        return Answer.YES, Said("assessment", text)
    return _by_words(facts.ASSESSING)(achievement)


def _reusable(achievement: Achievement) -> Answered:
    found = _by_words(phrases.REUSABLE)(achievement)
    if found[0] is Answer.NOT_STATED and achievement.parts:
        return Answer.YES, Said("parts", ", ".join(achievement.parts))
    return found


def _reachable(achievement: Achievement) -> Answered:
    modes = [way.mode for way in achievement.opportunity.ways() if way.mode is not None]
    if not modes:
        return NOT_STATED
    answer = Answer.YES if {Mode.ONLINE, Mode.BLENDED} & {*modes} else Answer.NO
    return answer, Said("mode", ", ".join(dict.fromkeys(modes)))


def _portable(achievement: Achievement) -> Answered:
    if achievement.kind is AchievementKind.DIGITAL_BADGE and achievement.kind_stated:
        return Answer.YES, Said("kind", achievement.kind_stated)
    found = _by_words(phrases.PORTABLE)(achievement)
    on_paper = said(achievement, phrases.ON_PAPER) if found[0] is Answer.NOT_STATED else None
    return (Answer.NO, on_paper) if on_paper else found


def _by_words(pattern: Pattern[str]) -> Callable[[Achievement], Answered]:
    """Yes where a sentence says it, no where one denies it and none says it."""

    def answer(achievement: Achievement) -> Answered:
        yes = said(achievement, pattern)
        if yes:
            return Answer.YES, yes
        no = denied(achievement, pattern)
        return (Answer.NO, no) if no else NOT_STATED

    return answer


POINTS: tuple[tuple[Point, Callable[[Achievement], Answered]], ...] = (
    (Point(Aim.TRUST, "standard definition", "call it a micro-credential, beside any name of your own"), _definition),
    (Point(Aim.TRUST, "aligned level", "state a level with its framework"), _level),
    (Point(Aim.TRUST, "volume", "state hours or credits"), _volume),
    (Point(Aim.TRUST, "standards", "align it with a public framework of skills or a standard"), _standards),
    (Point(Aim.VALUE, "evidence of work relevance", "name who needs it, and the source"), _relevance),
    (Point(Aim.VALUE, "value for time and money", "state price and hours, of the same way of taking it"), _worth),
    (
        Point(Aim.VALUE, "recognition of prior learning", "say how what is known already shortens it"),
        _by_words(phrases.PRIOR),
    ),
    (Point(Aim.SUSTAINABILITY, "assessment", "say how it is assessed"), _assessed),
    (
        Point(Aim.SUSTAINABILITY, "re-usable assets", "say which parts others may use, and under which licence"),
        _reusable,
    ),
    (Point(Aim.SUSTAINABILITY, "industry experts", "say who from the field takes part"), _by_words(phrases.EXPERTS)),
    (Point(Aim.SUSTAINABILITY, "online or blended", "state the mode"), _reachable),
    (Point(Aim.SUSTAINABILITY, "machine-readable certification", "award a digital badge that travels"), _portable),
)


def advice_followed(achievement: Achievement) -> tuple[Followed, ...]:
    """One answer a point, in their order."""
    answered = ((point, *answer(achievement)) for point, answer in POINTS)
    return tuple(Followed(point=point, answer=answer, said=words) for point, answer, words in answered)
