"""The need in three sentences, each made of figures."""

from dataclasses import dataclass

from matcher.demand import Importance
from matcher.dossier.wording import between, counted, percent, short
from matcher.market import SMALL, Demanded
from matcher.supply import Supply


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The courses that a demand is set beside."""

    supply: Supply
    courses: int
    """In the catalogue."""
    sample: bool
    """Whether they were made up by us."""


def in_figures(name: str, own: Demanded, offer: Offer) -> str:
    """How often it is asked for; by how many employers and how urgently; who teaches it."""
    return f"{_asked(name, own)} {_employers(own)} {_offered(offer)}"


def few(own: Demanded) -> str | None:
    """A warning where the figures are too small to carry a claim."""
    if not own.is_small:
        return None
    why = " and ".join(sorted(doubt.value for doubt in own.doubts & SMALL))
    return f"A small sample ({why}): by itself it is no evidence of a need. Gather more before relying on it."


def _asked(name: str, own: Demanded) -> str:
    return (
        f"Of {counted(own.of, 'different job ad')} looked at, about {own.expected:,.0f} "
        f"({percent(own.expected / own.of)}; 95 % interval {between(own.expected_share)}) ask for {short(name)} by the "
        f"calibrated confidence of our software, which read it in {own.ads:,} ({percent(own.ads / own.of)}; "
        f"{between(own.share)})."
    )


def _employers(own: Demanded) -> str:
    kinds = f"{own.importance[Importance.ESSENTIAL]:,} of the ads call for it as essential"
    if not own.employers:
        return f"None of those ads names its employer; {kinds}."
    return (
        f"They come from {counted(own.employers, 'named employer')}, as varied as {own.effective_employers:,.0f} that "
        f"advertise equally often, the largest with {counted(own.largest, 'ad')}; {kinds}."
    )


def _offered(offer: Offer) -> str:
    sure, may = len(offer.supply.closing), len(offer.supply.teachers) - len(offer.supply.closing)
    surely = f"{sure:,} surely {'teaches' if sure == 1 else 'teach'} it" if sure else "none surely teaches it"
    perhaps = f"{may:,} more perhaps" if may else "no other one perhaps"
    made_up = counted(offer.courses, "sample course") + " that we made up"
    of = made_up if offer.sample else counted(offer.courses, "course") + " in the catalogue"
    return f"Of {of}, with which it was compared, {surely}, and {perhaps}."
