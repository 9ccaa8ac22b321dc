"""The dossier: its chapters in order."""

from collections.abc import Iterator

from matcher.dossier import figures, method
from matcher.dossier.chapters import Block, Chapter, Listed, Text, Writing
from matcher.dossier.checklist import checklist
from matcher.dossier.offered import supply_chapter
from matcher.dossier.over_time import time_chapter
from matcher.dossier.subject import Subject
from matcher.dossier.summary import Offer, few, in_figures
from matcher.dossier.wording import capital, counted, on, short
from matcher.market import Totals


def dossier(subject: Subject) -> Writing:
    """Raises NoEvidence where no real ad of the slice asks for it."""
    chapters = [
        Chapter("Summary", tuple(_summary(subject))),
        Chapter("What was looked at", tuple(_asked(subject))),
        figures.demand_chapter(subject),
        figures.employers_chapter(subject),
        supply_chapter(subject),
        *figures.quotes_chapter(subject),
        *figures.beside_chapter(subject),
        *time_chapter(subject),
        method.method_chapter(),
        method.caveats_chapter(subject),
        checklist(subject),
        method.sources_chapter(subject),
    ]
    return Writing(
        title=f"Evidence of need: {short(subject.name)}",
        below=tuple(_below(subject)),
        author=subject.organisation,
        subject=f"What job ads ask for and courses teach: {short(subject.name)}",
        day=subject.day,
        chapters=tuple(chapters),
    )


def _below(subject: Subject) -> Iterator[str]:
    if subject.title:
        yield f"For the proposed micro-credential “{short(subject.title)}”"
    if subject.organisation:
        yield short(subject.organisation)
    yield on(subject.day)


def _summary(subject: Subject) -> Iterator[Block]:
    own = subject.unmet.demand
    warning = few(own)
    if warning:
        yield Text(warning)
    offer = Offer(supply=subject.found.supply, courses=subject.courses, sample=subject.sample_courses)
    yield Text(in_figures(subject.name, own, offer))


def _asked(subject: Subject) -> Iterator[Block]:
    totals, name = subject.found.totals, short(subject.name)
    group = f", a group of related skills of which the ads ask for {len(subject.members):,}" if subject.members else ""
    yield Text(f"The question was how often job ads ask for {name}{group}, and who teaches it. The ads are these:")
    yield Listed((*(capital(short(one)) for one in subject.sliced), *_made_of(totals)))
    if subject.sources:
        told = "; ".join(f"{short(name)} ({counted(ads, 'ad')})" for name, ads in subject.sources[:MOST_SOURCES])
        more = len(subject.sources) - MOST_SOURCES
        yield Text(f"Sources: {told}" + (f"; and {counted(more, 'more source')}." if more > 0 else "."))


MOST_SOURCES = 12


def _made_of(totals: Totals) -> Iterator[str]:
    yield f"{counted(totals.ads, 'ad')}; {totals.copies:,} near-identical copies beside them are not counted"
    yield f"{counted(totals.employers, 'employer')} named; {totals.without_employer:,} ads name none"
    if totals.first and totals.last:
        undated = f"; {totals.undated:,} ads are undated" if totals.undated else ""
        yield f"Posted from {on(totals.first)} to {on(totals.last)}{undated}"
    else:
        yield "None of the ads is dated: nothing can be said of when the need arose"
