"""Australia's National Microcredentials Framework (2021): outcomes, assessment, volume, delivery, cost, recognition."""

from matcher.achievements import Achievement, AchievementKind
from matcher.completeness import facts
from matcher.completeness.findings import Element, Framework, Judge, Rule, Verdict, broken, missing, present, vague
from matcher.completeness.prose import said, says_nothing
from matcher.completeness.volume import contradiction, hours_said, length_said, workloads
from matcher.phrases import any_of

SOURCE = "National Microcredentials Framework, Department of Education, Skills and Employment (November 2021)"
LEAST_HOURS = 1.0
AWARD_HOURS = 600.0
"""The least volume of any award: half a year (Certificate I, graduate certificate) of 1,200 hours; AQF, 2nd edition."""
_COST = any_of(
    r"free (?:of charge|(?:online )?course|to (?:enrol\w*|audit|join|take))\b",
    r"(?:costs?|priced? (?:at|of)|fees? (?:is|are|of)|pay|for only|tuition)\b[^.]{0,30}"
    r"(?:[$€£]|AUD|NZD|USD|EUR|GBP) ?\d",
    r"(?:course|tuition|enrolment|enrollment|certificate) fees?\b",
)
_RECOGNISED = any_of(
    r"(?:recogni[sz]ed|accredited|endorsed|approved) by",
    r"(?:counts?|credits?) (?:towards?|into)\b",
    r"(?:academic|college|university|transfer) credits?\b",
    r"advanced standing",
    r"stackable\b",
    r"stacks? (?:towards?|into)\b",
    r"(?:CPD|CPE|CEU|PDU|continuing professional (?:development|education)) (?:points?|hours?|units?|credits?)",
    r"Professional Development Units?",
)


def volume(achievement: Achievement) -> Verdict:
    stated, credits = workloads(achievement), achievement.credential.credit_points
    instead = "state `hours` of a typical learner, all work counted: at least one hour, less than an award"
    if achievement.kind is AchievementKind.DEGREE:
        return broken("kind", achievement.kind_stated, "a degree is an award itself: offer it as such, or a part of it")
    against = contradiction(credits, stated)
    if against:
        return broken(
            "workload",
            f"{hours_said(stated[0])}; {achievement.credential.credits}",
            f"{against}: mend the one or the other",
        )
    hours = [(one.hours_min, one.hours_max, hours_said(one)) for one in stated]
    if not hours and credits and credits.hours:
        hours = [(*credits.hours, achievement.credential.credits or "")]
    return _within(hours, instead) if hours else _unstated_volume(achievement, instead)


def _within(hours: list[tuple[float, float, str]], instead: str) -> Verdict:
    low, high = min(one[0] for one in hours), max(one[1] for one in hours)
    text = hours[0][2]
    if high < LEAST_HOURS:
        return broken("workload", text, "less than one hour is below the framework's least volume")
    if low >= AWARD_HOURS:
        return broken("workload", text, f"{AWARD_HOURS:,.0f} hours and more are the volume of an award; {instead}")
    if high >= AWARD_HOURS:
        return vague("workload", text, f"its upper end is the volume of an award ({AWARD_HOURS:,.0f} hours); {instead}")
    return present("workload", text)


def _unstated_volume(achievement: Achievement, instead: str) -> Verdict:
    if achievement.credential.credits:
        return vague("credits", achievement.credential.credits, f"the points do not say how many hours; {instead}")
    told = length_said(achievement)
    return vague(told.field, told.text, f"it is only spoken of; {instead}") if told else missing("workload", instead)


def cost(achievement: Achievement) -> Verdict:
    instead = "state `price` and `currency`, also where it is 0"
    prices = [way.price for way in achievement.opportunity.ways() if way.price is not None]
    if prices:
        return present("price", f"{prices[0].currency} {prices[0].amount}")
    told = said(achievement, _COST, "description")
    return vague(told.field, told.text, f"it is only spoken of; {instead}") if told else missing("price", instead)


def recognition(achievement: Achievement) -> Verdict:
    credential = achievement.credential
    instead = "say in `recognised_by` or `stackability` who accepts it, and as what: credit, licence, membership"
    stated = [("recognised_by", text) for text in credential.recognised_by]
    stated += [("stackability", credential.stackability)] if credential.stackability else []
    clear = [(field, text) for field, text in stated if not says_nothing(text)]
    if clear:
        return present(*clear[0])
    if stated:
        return vague(*stated[0], instead)
    if credential.credits:
        return vague("credits", credential.credits, f"points, and who accepts them? {instead}")
    told = said(achievement, _RECOGNISED, "description")
    return (
        vague(told.field, told.text, f"it is only spoken of; {instead}") if told else missing("recognised_by", instead)
    )


def _rule(name: str, judge: Judge) -> Rule:
    return Rule(Element(framework=Framework.AUSTRALIA, name=name, source=SOURCE), judge)


RULES: tuple[Rule, ...] = (
    _rule("outcomes", facts.outcomes),
    _rule("assessment", facts.assessment),
    _rule("volume of learning", volume),
    _rule("delivery", facts.mode),
    _rule("cost", cost),
    _rule("recognition", recognition),
)
