"""How the figures came about, how far they can be relied on, and from what data."""

from collections.abc import Iterator

from matcher.dossier.chapters import Chapter, Grid, Listed, Text
from matcher.dossier.subject import Subject
from matcher.dossier.wording import counted, short
from matcher.market import FEW_ADS, FEW_EMPLOYERS

PRECISION, RECALL = 0.52, 0.59
"""Of whole ads against strict annotation, held out: benchmarks/quality/latest.md."""
TEACHES_PRECISION = 0.88
"""Of "surely teaches", on pairs judged by hand: as above."""
FEW = 100
"""Ads of a slice, below which intervals are wide."""
SMALL_COUNT = f"fewer than {FEW_ADS} ads or {FEW_EMPLOYERS} employers"


def method_chapter() -> Chapter:
    return Chapter(
        "How the figures came about",
        (
            Text(
                "Software read every ad sentence by sentence, told what is asked of the applicant from what is said "
                "of the employer or offered, and tied what is asked to skills of ESCO (the European classification "
                "of skills and occupations) and to products named by O*NET, each with a probability that was "
                "calibrated on annotated ads. Near-identical ads count once. Courses were read in the same way."
            ),
            Text(
                "Nothing was added by hand, and no figure was made up: every count goes back to ads and sentences "
                "that are kept under the ad ids quoted in this document, and can be looked up by whoever wrote it."
            ),
        ),
    )


def caveats_chapter(subject: Subject) -> Chapter:
    return Chapter("What to keep in mind", (Listed(tuple(_caveats(subject))),))


def _caveats(subject: Subject) -> Iterator[str]:
    own, totals = subject.unmet.demand, subject.found.totals
    yield (
        f"The software errs. On annotated ads that it had not seen, {PRECISION:.0%} of what it read was asked for, "
        f"and it found {RECALL:.0%} of what was; skills with broad names are read worst. The expected numbers allow "
        "for the first error, no figure here for the second."
    )
    yield (
        "The ads are those that were put in, not the labour market: not every vacancy is advertised, and not every "
        "advertisement is among them. Shares are shares of these ads."
    )
    yield "What an ad asks for is a wish of its author: it says neither how many people are sought nor what they lack."
    yield (
        "Rules ask for a need where the course is to be offered, and now: look above whether the ads are of that place "
        "and of these years."
    )
    if totals.ads < FEW:
        yield (
            f"Only {counted(totals.ads, 'ad')} {'lies' if totals.ads == 1 else 'lie'} in this slice: intervals are "
            "wide."
        )
    if own.is_small:
        yield (
            f"The sample is small ({', '.join(sorted(own.doubts))}): {SMALL_COUNT} may be chance, or one house's style."
        )
    if totals.without_employer:
        yield (
            f"{totals.without_employer:,} of the {totals.ads:,} ads name no employer; agencies may stand for several "
            "employers, and one employer may appear under several names."
        )
    yield (
        f"Of courses that were said surely to teach a skill, {TEACHES_PRECISION:.0%} did so in the eyes of who "
        "judged them. The catalogue may lack courses."
    )


def sources_chapter(subject: Subject) -> Chapter:
    grid = Grid(
        caption="What this document was made with",
        header=("What", "Version"),
        rows=tuple((what, short(version)) for what, version in subject.versions),
        widths=(1, 3),
    )
    credits = (Listed(tuple(subject.attribution)),) if subject.attribution else ()
    return Chapter("Data, versions and attribution", (grid, *credits))
