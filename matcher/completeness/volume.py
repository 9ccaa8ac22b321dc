"""How much learning an entry states, in hours and in credit points, and whether the two can both be so."""

from matcher.achievements import Achievement
from matcher.completeness.findings import Said
from matcher.completeness.prose import said
from matcher.credits import Credits
from matcher.opportunities import Workload
from matcher.phrases import any_of

_COUNT = r"(?:\d+(?: ?(?:-|\u2013|to) ?\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
LENGTH = any_of(
    rf"{_COUNT}[- ](?:week|hour|month|day)s? (?:\w+ )?"
    r"(?:course|programme|program|module|workshop|class|specialization)",
    rf"{_COUNT} hours? (?:of (?:study|learning|work|content|video|lectures?)|(?:per|a|each) week)",
    rf"(?:over|takes?|lasts?|runs? (?:for|over)|period of|duration of|spread over|complete\w* in) "
    rf"(?:[\w-]+ ){{0,3}}?{_COUNT} (?:weeks?|hours?|months?)\b",
)
"""A length that is spoken of."""
TOLERANCE = 1.5
"""How far stated hours may lie outside what the stated credits come to: institutions round, and count in their way."""


def workloads(achievement: Achievement) -> tuple[Workload, ...]:
    """Of each way of taking it that states one."""
    return tuple(way.workload for way in achievement.opportunity.ways() if way.workload is not None)


def hours_said(workload: Workload) -> str:
    low, high = workload.hours_min, workload.hours_max
    between = f"{low:g} hours" if low == high else f"{low:g} to {high:g} hours"
    return f"{workload.stated} ({between})" if workload.stated else between


def volume_said(achievement: Achievement) -> Said | None:
    """Hours before credits; None where neither is stated."""
    stated = workloads(achievement)
    if stated:
        return Said("workload", hours_said(stated[0]))
    credits = achievement.credential.credits
    return Said("credits", credits) if credits else None


def length_said(achievement: Achievement) -> Said | None:
    """How long it goes on, where that does not tell the hours."""
    stated = achievement.opportunity.duration
    return Said("duration", stated) if stated else said(achievement, LENGTH, "description")


def contradiction(credits: Credits | None, stated: tuple[Workload, ...]) -> str | None:
    """What hours the credits stand for, where every stated workload is far from them."""
    of_credits = credits.hours if credits else None
    if credits is None or of_credits is None or not stated:
        return None
    low, high = of_credits[0] / TOLERANCE, of_credits[1] * TOLERANCE
    if any(one.hours_max >= low and one.hours_min <= high for one in stated):
        return None
    span = f"{of_credits[0]:g}" if of_credits[0] == of_credits[1] else f"{of_credits[0]:g} to {of_credits[1]:g}"
    return f"{credits.points:g} {credits.system} stand for {span} hours"
