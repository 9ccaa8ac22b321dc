"""Emerging needs of any slice of the ads, counted: nothing is grouped anew for it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from matcher.ad_store import AdsUnlinked
from matcher.effective_sample import effective_sample
from matcher.emerging import SOLID_EMPLOYERS, Emerging, EmergingNeed, Example, Grounds, Lack, NeedGroup, Places
from matcher.intervals import Bounds, Interval, wilson
from matcher.need_kinds import NeedKind
from matcher.quotes import excerpt, may_be_quoted

TEMPLATE_WORDS = 8
TEMPLATE_SHARE = 0.5
"""Of the ads behind a need that say it in one and the same passage of TEMPLATE_WORDS words or more: a template."""
EXAMPLES = 5


def grounds(emerging: Emerging, in_slice: Collection[str] | None = None) -> Grounds:
    """`in_slice`: ids of ads; None for all. Ids that the store does not hold are passed over."""
    wanted = _wanted(emerging.ads, in_slice)
    named = {own for own, is_in in zip(emerging.ads.organisations, wanted.tolist(), strict=True) if is_in and own}
    mentions = int(np.count_nonzero(wanted[emerging.ads.ad_of]))
    own = emerging.mention_of[wanted[emerging.ads.ad_of[emerging.mention_of]]]
    grouped = len(np.unique(own))
    return Grounds(
        ads=int(np.count_nonzero(wanted)),
        employers=len(named),
        mentions=mentions,
        grouped=grouped,
        lack=_lack(int(np.count_nonzero(wanted)), mentions, grouped),
    )


def emerging_needs(
    emerging: Emerging, in_slice: Collection[str] | None = None, limit: int | None = None
) -> tuple[EmergingNeed, ...]:
    """The needs of a slice, given by ids of ads (None: all); `grounds` says why there are none.

    Solid samples before small ones; then skills, before backgrounds, qualifications and conditions; what no concept
    covers and many words say before the rest; by employers, ads and label.
    """
    counted = _counted(emerging, _wanted(emerging.ads, in_slice))
    counted.sort(key=lambda one: _standing(one[1]))
    return tuple(_with_examples(emerging, need, rows) for rows, need in counted[:limit])


def _standing(need: EmergingNeed) -> tuple[object, ...]:
    kind = tuple(NeedKind).index(need.group.kind)
    doubtful = need.template or need.group.covered_by is not None
    return need.small, kind, doubtful, -need.employers, -need.ads, need.group.label, need.group.terms


def _wanted(ads: AdsUnlinked, in_slice: Collection[str] | None) -> npt.NDArray[np.bool_]:
    """(ads,) whether each is in the slice."""
    if in_slice is None:
        return np.ones(len(ads.ids), dtype=np.bool_)
    known = in_slice if isinstance(in_slice, (set, frozenset)) else frozenset(in_slice)
    return np.fromiter((key in known for key in ads.ids), dtype=np.bool_, count=len(ads.ids))


def _lack(ads: int, mentions: int, grouped: int) -> Lack | None:
    if not ads:
        return Lack.NO_ADS
    if not mentions:
        return Lack.NOTHING_UNLINKED
    return None if grouped else Lack.NOTHING_SHARED


def _counted(emerging: Emerging, wanted: npt.NDArray[np.bool_]) -> list[tuple[Places, EmergingNeed]]:
    """Each need without examples, with its rows in the columns of `emerging`."""
    rows = np.flatnonzero(wanted[emerging.ads.ad_of[emerging.mention_of]]).astype(np.int32)
    rows = rows[np.argsort(emerging.group_of[rows], kind="stable")]
    groups, first = np.unique(emerging.group_of[rows], return_index=True)
    portions = np.split(rows, first[1:]) if len(groups) else []
    asking = [np.unique(emerging.ads.ad_of[emerging.mention_of[own]]) for own in portions]
    shares = _shares(emerging.ads, wanted, asking)
    return [
        (own, _need(emerging, emerging.groups[group], own, shares.at(place)))
        for place, (group, own) in enumerate(zip(groups.tolist(), portions, strict=True))
    ]


def _shares(ads: AdsUnlinked, wanted: npt.NDArray[np.bool_], asking: Sequence[Places]) -> Bounds:
    """Of each need, whose ads are `asking`, among the wanted ads; an ad that names no employer is one of its own."""
    numbers: dict[tuple[str | None, int], int] = {}
    places = np.flatnonzero(wanted).tolist()
    keys = ((name, -1 if name else ad) for ad in places for name in (ads.organisations[ad],))
    employer_of = np.full(len(ads.ids), -1, dtype=np.int64)
    employer_of[places] = [numbers.setdefault(key, len(numbers)) for key in keys]
    totals = np.bincount(employer_of[places], minlength=len(numbers))
    counted = [np.unique(employer_of[own], return_counts=True) for own in asking]
    sample = effective_sample(
        np.repeat(np.arange(len(counted)), [len(own) for own, _ in counted]),
        np.concatenate([np.zeros(0, np.int64), *(own for own, _ in counted)]),
        np.concatenate([np.zeros(0, np.int64), *(counts for _, counts in counted)]),
        totals=totals,
        skills=len(counted),
    )
    return wilson(sample.asking, sample.n)


def _need(emerging: Emerging, group: NeedGroup, rows: Places, share: Interval | None) -> EmergingNeed:
    ads, mentions = emerging.ads, emerging.mention_of[rows].tolist()
    asking = np.unique(ads.ad_of[mentions]).tolist()
    employers = {ads.organisations[ad] for ad in asking} - {None}
    dates = sorted(day for ad in asking if (day := ads.posted[ad]) is not None)
    years = [day.year for day in dates]
    unnamed = sum(ads.organisations[ad] is None for ad in asking)
    return EmergingNeed(
        group=group,
        ads=len(asking),
        employers=len(employers),
        unnamed=unnamed,
        share=share,
        wordings=len({ads.texts[mention] for mention in mentions}),
        by_year={year: years.count(year) for year in sorted(set(years))},
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        examples=(),
        small=len(employers) < SOLID_EMPLOYERS,
        template=_is_template(ads, mentions, len(asking)),
    )


def _is_template(ads: AdsUnlinked, mentions: Sequence[int], asking: int) -> bool:
    saying: dict[str, set[int]] = {}
    for mention in mentions:
        saying.setdefault(ads.texts[mention], set()).add(int(ads.ad_of[mention]))
    most = max((len(own) for text, own in saying.items() if len(text.split()) >= TEMPLATE_WORDS), default=0)
    return asking > 1 and most > 1 and most >= TEMPLATE_SHARE * asking


def _with_examples(emerging: Emerging, need: EmergingNeed, rows: Places) -> EmergingNeed:
    return replace(need, examples=tuple(_examples(emerging, rows)))


def _examples(emerging: Emerging, rows: Places) -> Iterator[Example]:
    """Each employer once, the newest ads first, then the others; no wording twice."""
    ads = emerging.ads
    told: set[str] = set()
    heard: set[str] = set()
    first: list[int] = []
    later: list[int] = []
    for row in sorted(rows.tolist(), key=lambda row: _newest(emerging, row)):
        text, ad = ads.texts[emerging.mention_of[row]], int(ads.ad_of[emerging.mention_of[row]])
        employer = ads.organisations[ad] or ads.ids[ad]
        if text not in told and may_be_quoted(text):
            (later if employer in heard else first).append(row)
            told.add(text)
            heard.add(employer)
    for row in (*first, *later)[:EXAMPLES]:
        text, ad = ads.texts[emerging.mention_of[row]], int(ads.ad_of[emerging.mention_of[row]])
        words = excerpt(text, int(emerging.starts[row]))
        yield Example(text=words, ad=ads.ids[ad], source=ads.sources[ad], posted=ads.posted[ad])


def _newest(emerging: Emerging, row: int) -> tuple[int, str, int]:
    ad = int(emerging.ads.ad_of[emerging.mention_of[row]])
    day = emerging.ads.posted[ad]
    return -day.toordinal() if day else 0, emerging.ads.ids[ad], row
