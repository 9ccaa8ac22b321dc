"""New Zealand's rules for listing: employers' need, documented; a level, 40 credits at most, reviews."""

import datetime as dt
import re
from decimal import Decimal

from matcher.achievements import Achievement
from matcher.completeness import facts
from matcher.completeness.findings import Element, Framework, Judge, Rule, Verdict, broken, missing, present, vague
from matcher.completeness.prose import said, says_nothing
from matcher.completeness.volume import contradiction, hours_said, workloads
from matcher.credits import HOURS_PER_CREDIT, Credits, CreditSystem
from matcher.levels import Framework as Levels
from matcher.phrases import any_of

SOURCE = "Micro-credential listing, approval and accreditation rules (NZQA)"
MOST_CREDITS = 40
REVIEW_YEARS = (1.0, 3.0)
HOURS_PER_NZ_CREDIT = HOURS_PER_CREDIT[CreditSystem.NZQCF][0]
NEEDED = any_of(
    r"(?:sought|valued|wanted|needed|required|recogni[sz]ed|demanded|requested) by (?:[\w-]+ ){0,3}"
    r"(?:employers?|industry|companies)",
    r"(?:\d+ )?(?:\w+ )?employers? (?:want|need|look|ask|demand|seek|value|report|say|told|agree|confirm)\w*",
    r"industry (?:needs?|demand|advisory|consultation|survey|skills? council)",
    r"(?:developed|designed|created|built|co-?designed|in partnership|in collaboration) "
    r"(?:(?:by|with|in partnership with) )+(?:[\w-]+ ){0,3}(?:industry|employers?|companies)",
    r"skills? (?:shortages?|gaps?)\b",
    r"workforce (?:needs?|demand|development council|shortages?)",
    r"(?:high|growing|great|strong|urgent) demand for",
    r"in[- ]demand\b",
    r"job[- ]ready\b",
)
"""Said of the need for it, with or without evidence."""
DOCUMENTED = any_of(
    r"surveys?\b",
    r"interview(?:s|ed)\b",
    r"letters? of support",
    r"consult(?:ed|ation)\b",
    r"advisory (?:group|board|committee)",
    r"(?:job|vacancy) (?:ads?|adverts?|advertisements?|postings?|data)\b",
    r"vacanc(?:y|ies)\b",
    r"reports?\b",
    r"https?://\S+",
    r"\d+ (?:\w+ )?employers?\b",
    r"workforce development council",
    r"shortage list",
    r"evidence\b",
    r"minutes of\b",
    r"memorand\w+",
    r"statistics\b",
    r"\d+ ?(?:%|per ?cent)",
)
"""What can be looked up."""
_EVERY = re.compile(
    r"\b(?:every|each|after|within|once in|(?:at least )?once every)?\s*"
    r"(?P<count>\d+(?:\.\d+)?|one|two|three|four|five|six)?"
    r"\s*-?(?P<unit>years?|months?|yearly|annually|annual|biennial(?:ly)?|triennial(?:ly)?)\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b(?P<year>20\d\d)(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-2]\d|3[01]))?)?\b")
_COUNTS = {"one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0}
_UNITS = {"biennial": 2.0, "biennially": 2.0, "triennial": 3.0, "triennially": 3.0}
_DAYS_PER_YEAR = 365.25
_SLACK_YEARS = 0.1
"""A date is some weeks off the year it stands for."""


def need(achievement: Achievement) -> Verdict:
    text = achievement.credential.employer_need
    instead = "state `employer_need`: which employers need it, how they were asked, and where that is documented"
    if text:
        shown = not says_nothing(text) and DOCUMENTED.search(text)
        return (
            present("employer_need", text)
            if shown
            else vague("employer_need", text, f"it names no evidence; {instead}")
        )
    told = said(achievement, NEEDED, "description", "recognised_by", "audience")
    return (
        vague(told.field, told.text, f"said, not documented; {instead}") if told else missing("employer_need", instead)
    )


def credits(achievement: Achievement) -> Verdict:
    text, points, stated = achievement.credential.credits, achievement.credential.credit_points, workloads(achievement)
    instead = f"state NZQCF credits: {HOURS_PER_NZ_CREDIT} hours of learning each, at most {MOST_CREDITS}"
    if text is None:
        hours = f"{hours_said(stated[0])} come to {_credits_of(stated[0].hours_max)}; " if stated else ""
        return missing("credits", hours + instead)
    if points is None:
        return vague("credits", text, f"no number of credits can be read in it; {instead}")
    against = contradiction(points, stated)
    if against:
        return broken("credits", f"{text}; {hours_said(stated[0])}", f"{against}: mend the one or the other")
    return _of_points(text, points, instead)


def _of_points(text: str, points: Credits, instead: str) -> Verdict:
    if points.system is CreditSystem.NZQCF:
        if points.points > MOST_CREDITS:
            return broken("credits", text, f"more than {MOST_CREDITS} credits are no micro-credential here; split it")
        if points.points <= 0:
            return broken("credits", text, instead)
        return present("credits", text)
    if points.system is CreditSystem.UNITS:
        beyond = (
            f"; were they NZQCF credits, more than {MOST_CREDITS} would be too many"
            if points.points > MOST_CREDITS
            else ""
        )
        return vague("credits", text, f"points of no named system{beyond}; {instead}")
    hours = points.hours
    told = (
        f"{points.system} of {hours[0]:g} to {hours[1]:g} hours, roughly {_credits_of(hours[0])} or more; "
        if hours
        else ""
    )
    return vague("credits", text, f"{told}they are credits of another system; {instead}")


def _credits_of(hours: float) -> str:
    return f"{Decimal(str(round(hours / HOURS_PER_NZ_CREDIT, 1))):f} credits"


def review(achievement: Achievement) -> Verdict:
    text = achievement.credential.review
    instead = "state `review`: “every 2 years”, or the date of the next review; 1 to 3 years are allowed"
    if not text:
        return missing("review", instead)
    years = years_between_reviews(text, achievement.credential.date)
    if years is None:
        return vague("review", text, instead)
    if not REVIEW_YEARS[0] - _SLACK_YEARS <= years <= REVIEW_YEARS[1] + _SLACK_YEARS:
        return broken("review", text, f"{years:.2g} years are outside 1 to 3; {instead}")
    return present("review", text)


def years_between_reviews(text: str, since: dt.date | None) -> float | None:
    """From "every 18 months", "annually", or a date, counted from that of the entry; None where none can be read."""
    when = _DATE.search(text)
    if when:
        if since is None or not when["month"]:
            return float(int(when["year"]) - since.year) if since else None
        return (_day(when) - since).days / _DAYS_PER_YEAR
    every = _EVERY.search(text)
    if every is None:
        return None
    unit, stated = every["unit"].lower(), (every["count"] or "1").lower()
    count = _COUNTS.get(stated) or float(stated)
    return count / 12 if unit.startswith("month") else count * _UNITS.get(unit, 1.0)


def _day(when: re.Match[str]) -> dt.date:
    """The day, or the first of the month where none is named, or where that month has no such day."""
    try:
        return dt.date(int(when["year"]), int(when["month"]), int(when["day"] or 1))
    except ValueError:
        return dt.date(int(when["year"]), int(when["month"]), 1)


def _rule(name: str, judge: Judge) -> Rule:
    return Rule(Element(framework=Framework.NEW_ZEALAND, name=name, source=SOURCE), judge)


RULES: tuple[Rule, ...] = (
    _rule("evidence of employers' need", need),
    _rule("level", facts.level_in(Levels.NZQCF)),
    _rule("credits", credits),
    _rule("review", review),
)
