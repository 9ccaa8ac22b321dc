"""What regulators ask of a proposal, and what of it this dossier shows: nothing is ticked without evidence."""

from collections.abc import Iterator, Mapping
from datetime import date

from matcher.completeness import europe, new_zealand
from matcher.completeness.findings import Element, Framework, Rule
from matcher.dossier.chapters import Chapter, Grid, Text
from matcher.dossier.figures import DEMAND, EMPLOYERS
from matcher.dossier.subject import Subject

HEADING = "What a proposal has to hold"
ADD, AWARDED = "To be added by the provider", "Not of a proposal: of each credential that is awarded"
NEED, TITLE = "evidence of employers' need", "title"
OF_AWARDS = frozenset({"learner", "date of issuing"})
TO_ADD: Mapping[Framework, Mapping[str, str]] = {
    Framework.NEW_ZEALAND: {
        NEED: "what employers themselves say: letters of support, minutes of consultations",
        "level": "a level of the New Zealand Qualifications and Credentials Framework, 1 to 10",
        "credits": "1 to 40 credits, 10 hours of learning each",
        "review": "when it is reviewed: every 1 to 3 years",
    },
    Framework.EUROPE: {
        TITLE: "the title of the micro-credential",
        "country of issuer": "the country",
        "awarding body": "who awards it",
        "learning outcomes": "what learners can do afterwards, so that it can be checked",
        "workload": "hours of a typical learner, in ECTS where possible",
        "level": "a level of the European Qualifications Framework, 1 to 8, or of a national one",
        "type of assessment": "how learning is assessed",
        "form of participation": "online, blended or on site",
        "quality assurance": "who assures the quality, and by which standard",
        "prerequisites": "what learners need beforehand",
        "supervision and identity check": "how learners are supervised and identified",
        "grade": "how it is graded",
        "stackability": "what it counts toward, or can be combined with",
        "further information": "the address of a page about it",
    },
}
"""What a provider adds for each element."""


def checklist(subject: Subject) -> Chapter:
    rules = (*new_zealand.RULES, *europe.RULES)
    lead = (
        "By New Zealand's rules for listing micro-credentials and the EU recommendation of 2022 (2022/C 243/02). "
        "This dossier is about the need; whatever else is asked for is for the provider to add."
    )
    grid = Grid(
        caption="Elements of the two frameworks",
        header=("Framework", "Element", "State", "Where, or what to add"),
        rows=tuple(_row(rule, subject) for rule in rules),
        widths=(2, 2.4, 2.2, 4),
    )
    return Chapter(HEADING, (Text(lead), grid, *_beyond(subject)))


def _row(rule: Rule, subject: Subject) -> tuple[str, ...]:
    element = rule.element
    name = element.name if element.mandatory else f"{element.name} (optional)"
    return element.framework.value, name, *state(element, subject)


def state(element: Element, subject: Subject) -> tuple[str, str]:
    """(state, where it is shown or what to add)."""
    if element.framework is Framework.EUROPE and element.name in OF_AWARDS:
        return AWARDED, "stands on the certificate"
    if element.name == NEED and not subject.unmet.demand.is_small and not subject.is_old:
        return "Shown here", f"“{DEMAND}”, “{EMPLOYERS}”"
    if element.name == TITLE and subject.title:
        return "Shown here", "under the heading of this document"
    return ADD, TO_ADD[element.framework][element.name]


def _beyond(subject: Subject) -> Iterator[Text]:
    if subject.unmet.demand.is_small:
        yield Text(
            "The need is not ticked: the ads that ask for it are too few, or of too few employers, to show it by "
            f"themselves. Add {TO_ADD[Framework.NEW_ZEALAND][NEED]}."
        )
    elif subject.is_old:
        yield Text(
            f"The need is not ticked: the newest of the ads is of {_day(subject.found.totals.last)}, and what was "
            f"asked then says little of now. Add ads of the last two years, and {TO_ADD[Framework.NEW_ZEALAND][NEED]}."
        )
    else:
        yield Text(
            "Job ads show that employers ask for the skill, not that they want this micro-credential: add "
            f"{TO_ADD[Framework.NEW_ZEALAND][NEED]}."
        )


def _day(day: date | None) -> str:
    return "no stated day" if day is None else f"{day.day} {day:%B %Y}"
