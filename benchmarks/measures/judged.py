"""What the reader finds in real ads, beside what two who read them said of it (benchmarks/labels/asked.jsonl)."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from api.wiring import Reading
from matcher.alike import heads
from matcher.demand import Demand, Importance
from models.training.labelled import ASKED, ads_of, read_rows, require_same


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An ad with the skills that two looked for in it."""

    text: str
    asked: tuple[frozenset[str], frozenset[str]]
    """By each of the two."""
    known: frozenset[str]
    """What they were asked about."""
    before: frozenset[str]
    """What the reader of before these judgements said."""


def read_judged() -> list[Judged]:
    """Raises ValueError where an ad no longer is what was judged."""
    rows = read_rows(ASKED)
    return [_judged(row, ad.text) for row, ad in zip(rows, ads_of(rows), strict=True)]


def _judged(row: Mapping[str, Any], text: str) -> Judged:
    require_same(text, row, f"{row['file']}, ad {row['ad']}")
    one, two = (frozenset(uri for uri, *said in row["judged"] if said[place]) for place in (0, 1))
    known = frozenset(uri for uri, *_ in row["judged"])
    return Judged(text=text, asked=(one, two), known=known, before=frozenset(row["before"]))


def measure(reading: Reading) -> dict[str, Any]:
    ads = read_judged()
    found = [_said(reading.ads.read(ad.text).demands) for ad in ads]
    needs = [set(heads(own).values()) for own in found]
    agreed = sum((uri in ad.asked[0]) == (uri in ad.asked[1]) for ad in ads for uri in ad.known)
    return {
        "ads": len(ads),
        "judged": sum(len(ad.known) for ad in ads),
        "agreement of the two": round(agreed / sum(len(ad.known) for ad in ads), 4),
        "shown": {
            "before": _figures(ads, [ad.before for ad in ads]),
            "skills": _figures(ads, [{one.skill for one in own} for own in found]),
            "what stands for a need": _figures(ads, needs),
        },
    }


def _said(demands: Sequence[Demand]) -> list[Demand]:
    """Those that the ad's own words ask for."""
    return [demand for demand in demands if demand.importance is not Importance.IMPLIED]


def _figures(ads: Sequence[Judged], shown: Sequence[AbstractSet[str]]) -> dict[str, Any]:
    """Right: said by both; of what both were asked about."""
    known = [own & ad.known for ad, own in zip(ads, shown, strict=True)]
    right = sum(len(own & ad.asked[0] & ad.asked[1]) for ad, own in zip(ads, known, strict=True))
    return {
        "shown": sum(map(len, shown)),
        "judged": sum(map(len, known)),
        "right by both": right,
        "precision": round(right / max(sum(map(len, known)), 1), 4),
    }


def report(figures: Mapping[str, Any]) -> list[str]:
    return [
        "## What is shown of real ads, judged",
        "",
        f"{figures['ads']} real ads (NHS, libraries, UK adverts, Python jobs), none of them labelled or linked "
        f"otherwise. Two language-model assistants said of {figures['judged']} skills, each by itself and without "
        "knowing who had found it, whether the ad asks for it; they agree on "
        f"{figures['agreement of the two']:.1%}. Asked about was what the reader of before and that of 27 November "
        "2026 found: what only a later one finds is not judged. Right is what both say.",
        "",
        "| what | shown | judged | right by both | precision |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(
            f"| {name} | {own['shown']} | {own['judged']} | {own['right by both']} | {own['precision']:.3f} |"
            for name, own in figures["shown"].items()
        ),
    ]
