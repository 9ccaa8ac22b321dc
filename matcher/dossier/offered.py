"""Who teaches it already, in a table."""

from collections.abc import Iterator

from matcher.dossier.chapters import Block, Chapter, Grid, Text
from matcher.dossier.subject import Subject
from matcher.dossier.wording import MOST_SAID, capital, counted, short
from matcher.recommendation import CLOSES_FROM, MAY_CLOSE_FROM
from matcher.supply import Teacher, terms

SUPPLY = "Who teaches it already"
MOST_TEACHERS = 10


def supply_chapter(subject: Subject) -> Chapter:
    return Chapter(SUPPLY, tuple(_offered(subject)))


def _offered(subject: Subject) -> Iterator[Block]:
    supply = subject.found.supply
    made_up = " They are samples that we made up, and say nothing of what is offered." if subject.sample_courses else ""
    compared = f"Compared with {counted(subject.courses, 'course')} of the catalogue that was put in.{made_up}"
    if not supply.teachers:
        yield Text(f"{compared} None of them teaches it, surely or perhaps. Other courses may exist outside it.")
        return
    may = len(supply.teachers) - len(supply.closing)
    providers = terms([own.course for own in supply.teachers]).providers
    yield Text(
        f"{compared} Courses that surely teach it (probability {CLOSES_FROM:g} or more): {len(supply.closing):,}; that "
        f"perhaps do (from {MAY_CLOSE_FROM:g} on): {may:,}; of {counted(providers, 'provider')}. By those "
        f"probabilities they are worth {supply.expected:,.1f} courses that teach it. Other courses may exist outside "
        "the catalogue."
    )
    yield Grid(
        caption="Courses that teach it, the surest first",
        header=("Course", "Provider", "Teaches it", "By the words"),
        rows=tuple(_row(own, subject) for own in supply.teachers[:MOST_TEACHERS]),
        widths=(3, 2, 1.3, 4),
    )


def _row(own: Teacher, subject: Subject) -> tuple[str, ...]:
    how = "surely" if own.closes else "perhaps"
    what = capital(short(subject.label(own.skill)))
    quoted = own.words if own.words and not own.words.startswith(("http://", "https://", "urn:")) else None
    said = f"{what}: “{short(quoted, MOST_SAID)}”" if quoted else f"{what}, as its provider states"
    provider = own.course.opportunity.provider
    return (
        short(own.course.name),
        short(provider) if provider else "not stated",
        f"{how} ({own.probability:.2f})",
        said if quoted or own.stated else what,
    )
