"""What the ads ask for, in tables: how often, of which employers, in which words, beside what."""

from collections.abc import Iterator

from matcher.demand import Importance
from matcher.dossier.chapters import Block, Chapter, Grid, Quotation, Text
from matcher.dossier.subject import Subject
from matcher.dossier.wording import MOST_SAID, between, capital, counted, on, percent, short
from matcher.market import Demanded
from matcher.quotes import Quote

DEMAND, EMPLOYERS, QUOTES = "How often employers ask for it", "Which employers ask for it", "In employers' own words"
"""Headings, as the checklist names them too."""
MOST_MEMBERS = 12


def demand_chapter(subject: Subject) -> Chapter:
    own = subject.unmet.demand
    lines = [_row(short(subject.name), own)]
    lines += [_row(short(subject.label(one.id)), one) for one in subject.members[:MOST_MEMBERS]]
    grid = Grid(
        caption=f"Ads that ask for it, of {own.of:,}",
        header=("Skill", "Ads", "Share", "95 % interval", "Expected", "Essential", "Optional", "Implied"),
        rows=tuple(lines),
        widths=(3.4, 0.8, 0.9, 1.7, 1.1, 1.1, 1.0, 1.0),
        figures=frozenset(range(1, 8)),
    )
    return Chapter(DEMAND, (grid, Text(_explained(subject, own))))


def _row(name: str, own: Demanded) -> tuple[str, ...]:
    kinds = (f"{own.importance[kind]:,}" for kind in Importance)
    return (
        capital(name),
        f"{own.ads:,}",
        percent(own.ads / own.of),
        between(own.share),
        f"{own.expected:,.0f}",
        *kinds,
    )


def _explained(subject: Subject, own: Demanded) -> str:
    more = len(subject.members) - MOST_MEMBERS
    rest = f" {more:,} rarer skills of the group are not listed." if more > 0 else ""
    joint = " An ad that asks for several of these skills counts once in the first row." if subject.members else ""
    return (
        "“Ads” are those in which our software read it; “expected” is how many of them ask for it indeed, by the "
        "calibrated confidence of each reading. Essential, optional and implied say in how many ads it is what. The "
        f"interval is Wilson's, for {own.independent:,.0f} independent ads, which is what the {own.of:,} ads are "
        f"worth for the first row, since ads of one employer resemble each other.{joint}{rest}"
    )


def employers_chapter(subject: Subject) -> Chapter:
    return Chapter(EMPLOYERS, tuple(_employers(subject)))


def _employers(subject: Subject) -> Iterator[Block]:
    own, listed = subject.unmet.demand, subject.found.employers
    unnamed = own.ads - own.named
    if not listed:
        yield Text("None of the ads that ask for it names its employer, so nobody can say how many there are.")
        return
    yield Text(
        f"{own.named:,} of the {own.ads:,} ads name their employer: {counted(own.employers, 'employer')} in all. The "
        f"largest has {counted(own.largest, 'ad')}, {percent(own.largest / own.named)} of them. By the inverse of "
        f"Simpson's index the employers are as varied as {own.effective_employers:,.1f} that advertise equally often."
        + (
            f" {counted(unnamed, 'ad')} without an employer's name {'is' if unnamed == 1 else 'are'} left out here."
            if unnamed
            else ""
        )
    )
    yield Grid(
        caption="Employers that ask for it most often",
        header=("Employer", "Ads", "Share of ads that name one"),
        rows=tuple((short(name), f"{ads:,}", percent(ads / own.named)) for name, ads in listed),
        widths=(6, 1, 2),
        figures=frozenset({1, 2}),
    )


def quotes_chapter(subject: Subject) -> Iterator[Chapter]:
    """Each sentence once, of whichever ad comes first."""
    first: dict[str, Quote] = {}
    for own in subject.found.quotes:
        first.setdefault(own.text, own)
    if first:
        lead = (
            "The sentences in which it was read most surely, of different employers where there are several. What "
            "might tell of a person (names, addresses, telephone numbers) is not quoted."
        )
        quoted = (Quotation(short(own.text, MOST_SAID), _of(own)) for own in first.values())
        yield Chapter(QUOTES, (Text(lead), *quoted))


def _of(quote: Quote) -> str:
    day = on(quote.posted) if quote.posted else "undated"
    told = (quote.title, quote.organisation or "employer not named", day, quote.source, f"ad {quote.ad}")
    return ", ".join(short(one) for one in told if one)


def beside_chapter(subject: Subject) -> Iterator[Chapter]:
    asking = subject.unmet.demand.ads
    if subject.found.beside:
        lead = (
            "What the ads that ask for it ask for more often than other ads do: what a course may build on or go with."
        )
        grid = Grid(
            caption=f"Asked for beside it, of {asking:,} ads",
            header=("Skill", "Ads", "Share", "95 % interval", "Times the usual share"),
            rows=tuple(
                (
                    capital(short(subject.label(one.id))),
                    f"{one.ads:,}",
                    percent(one.ads / asking),
                    between(one.share),
                    f"{one.lift:.1f}",
                )
                for one in subject.found.beside
            ),
            widths=(4.5, 0.8, 1, 1.8, 1.6),
            figures=frozenset(range(1, 5)),
        )
        yield Chapter("What goes with it", (Text(lead), grid))
