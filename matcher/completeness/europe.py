"""The EU recommendation on micro-credentials of 16 June 2022 (2022/C 243/02), Annex I: 11 + 5 elements.

Eleven are mandatory. Two of them, the learner and the date of issuing, are of a credential that somebody was awarded.
"""

from matcher.achievements import Achievement
from matcher.completeness import facts
from matcher.completeness.findings import (
    Element,
    Framework,
    Judge,
    Rule,
    Status,
    Verdict,
    broken,
    missing,
    present,
    vague,
)
from matcher.completeness.prose import said, says_nothing
from matcher.completeness.volume import contradiction, hours_said, length_said, workloads
from matcher.credits import CreditSystem
from matcher.levels import Framework as Levels
from matcher.phrases import any_of, word_set

MANDATORY = "Council Recommendation 2022/C 243/02, Annex I, mandatory elements"
OPTIONAL = "Council Recommendation 2022/C 243/02, Annex I, optional elements"
NO_COUNTRIES = word_set("online worldwide global international europe eu asia africa remote virtual anywhere web")


def awarding_body(achievement: Achievement) -> Verdict:
    body, provider = achievement.credential.awarding_body, achievement.opportunity.provider
    instead = "state `awarding_body`: who awards it, which may be another one than who teaches it"
    if body:
        return vague("awarding_body", body, instead) if says_nothing(body) else present("awarding_body", body)
    return (
        vague("provider", provider, f"it is offered, and by whom awarded? {instead}")
        if provider
        else missing("awarding_body", instead)
    )


def country(achievement: Achievement) -> Verdict:
    stated = achievement.opportunity.country
    instead = "state `country` of the issuer, such as “Ireland” or “IE”"
    if not stated:
        return missing("country", instead)
    if stated.strip().lower() in NO_COUNTRIES or says_nothing(stated):
        return vague("country", stated, f"that is no country; {instead}")
    return present("country", stated)


def workload(achievement: Achievement) -> Verdict:
    credits, stated = achievement.credential.credit_points, workloads(achievement)
    instead = "state `hours` of a typical learner, all work counted, and `credits` in ECTS where possible"
    against = contradiction(credits, stated)
    if against:
        return broken(
            "workload",
            f"{hours_said(stated[0])}; {achievement.credential.credits}",
            f"{against}: mend the one or the other",
        )
    if credits and credits.system is CreditSystem.ECTS:
        return present("credits", achievement.credential.credits)
    if stated:
        return present("workload", hours_said(stated[0]), "add `credits` in ECTS where possible: 25 to 30 hours each")
    if credits:
        return vague("credits", achievement.credential.credits, f"they are no ECTS; {instead}")
    told = length_said(achievement)
    return vague(told.field, told.text, f"it is only spoken of; {instead}") if told else missing("workload", instead)


def prerequisites(achievement: Achievement) -> Verdict:
    stated = [text for text in achievement.opportunity.prerequisites if not says_nothing(text)]
    instead = "list `prerequisites`, or say “none”"
    if stated:
        return present("prerequisites", "; ".join(stated))
    told = said(achievement, _REQUIRED, "description", "audience")
    return (
        vague(told.field, told.text, f"it is only spoken of; {instead}") if told else missing("prerequisites", instead)
    )


_REQUIRED = any_of(
    r"prerequisites?",
    r"prior (?:knowledge|experience)",
    r"no (?:previous|prior) \w+",
    r"(?:previous|basic) \w+ (?:experience|knowledge) (?:is|of)",
)


def _not_here(achievement: Achievement) -> Verdict:  # noqa: ARG001 - a judge takes the achievement
    return Verdict(status=Status.NOT_OF_A_CATALOGUE, field=None)


def _mandatory(name: str, judge: Judge) -> Rule:
    return Rule(Element(framework=Framework.EUROPE, name=name, source=MANDATORY), judge)


def _optional(name: str, judge: Judge) -> Rule:
    return Rule(Element(framework=Framework.EUROPE, name=name, source=OPTIONAL, mandatory=False), judge)


RULES: tuple[Rule, ...] = (
    _mandatory("learner", _not_here),
    _mandatory("title", facts.title),
    _mandatory("country of issuer", country),
    _mandatory("awarding body", awarding_body),
    _mandatory("date of issuing", _not_here),
    _mandatory("learning outcomes", facts.outcomes),
    _mandatory("workload", workload),
    _mandatory("level", facts.level_in(Levels.EQF)),
    _mandatory("type of assessment", facts.assessment),
    _mandatory("form of participation", facts.mode),
    _mandatory(
        "quality assurance",
        facts.stated_prose(
            "quality_assurance",
            lambda one: one.credential.quality_assurance,
            "say who assures the quality, and by which standard or procedure",
        ),
    ),
    _optional("prerequisites", prerequisites),
    _optional(
        "supervision and identity check",
        facts.stated_prose(
            "supervision",
            lambda one: one.credential.supervision,
            "say whether the assessment is supervised, and how it is known who takes it",
        ),
    ),
    _optional(
        "grade",
        facts.stated_prose(
            "grading", lambda one: one.credential.grading, "say how it is graded: pass or fail, or which scale"
        ),
    ),
    _optional(
        "stackability",
        facts.stated_prose(
            "stackability",
            lambda one: one.credential.stackability,
            "say what it counts toward, or what it can be combined with, and with whom that is agreed",
        ),
    ),
    _optional(
        "further information",
        facts.stated_prose("url", lambda one: one.opportunity.url, "give the `url` of a page about it"),
    ),
)
