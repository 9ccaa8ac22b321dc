"""The dossier: its chapters in order, and its summary, each sentence of which is made of figures."""

from collections.abc import Iterator

from matcher.demand import Importance
from matcher.dossier import figures, method
from matcher.dossier.chapters import Block, Chapter, Listed, Text, Writing
from matcher.dossier.checklist import checklist
from matcher.dossier.offered import supply_chapter
from matcher.dossier.subject import Subject, Trend
from matcher.dossier.wording import between, capital, counted, on, percent, short
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
        *_trend(subject.trend),
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
    """Three sentences, after a warning where the figures are too small to carry a claim."""
    own, name = subject.unmet.demand, short(subject.name)
    if own.is_small:
        few = " and ".join(sorted(doubt.value for doubt in own.doubts))
        yield Text(f"A small sample ({few}): by itself it is no evidence of a need. Gather more before relying on it.")
    yield Text(
        f"Of {counted(own.of, 'different job ad')} looked at, {own.ads:,} ({percent(own.ads / own.of)}; 95 % interval "
        f"{between(own.share)}) {'asks' if own.ads == 1 else 'ask'} for {name} as our software reads them, about "
        f"{own.expected:,.0f} of them indeed by its own calibrated confidence. {employers_said(subject)} "
        f"{offered_said(subject)}"
    )


def employers_said(subject: Subject) -> str:
    """One sentence: of how many employers, and how urgently."""
    own = subject.unmet.demand
    kinds = f"{own.importance[Importance.ESSENTIAL]:,} of the ads call for it as essential"
    if not own.employers:
        return f"None of those ads names its employer; {kinds}."
    return (
        f"They come from {counted(own.employers, 'named employer')}, as varied as {own.breadth:,.0f} that advertise "
        f"equally often, the largest with {counted(own.largest, 'ad')}; {kinds}."
    )


def offered_said(subject: Subject) -> str:
    """One sentence: who teaches it."""
    sure, may = (
        len(subject.found.supply.closing),
        len(subject.found.supply.teachers) - len(subject.found.supply.closing),
    )
    surely = f"{sure:,} surely {'teaches' if sure == 1 else 'teach'} it" if sure else "none surely teaches it"
    return (
        f"Of {counted(subject.courses, 'course')} in the catalogue that it was compared with, {surely}, and "
        f"{f'{may:,} more' if may else 'none'} perhaps."
    )


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


def _trend(trend: Trend | None) -> Iterator[Chapter]:
    if trend is not None:
        picture = (trend.picture,) if trend.picture else ()
        yield Chapter("How it went over time", (Text(trend.words), *picture, trend.table))
