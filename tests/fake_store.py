"""An AdStore in lists: what a database is compared with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from matcher.ad_store import (
    NEAR_IDENTICAL_FROM,
    NEVER_USED,
    AdCounts,
    AdFacts,
    AdsUnlinked,
    AdVectors,
    Facet,
    FacetKind,
    Forgetting,
    Outcome,
    ReadAd,
    Signature,
    Unlinked,
    fingerprint,
    likeness,
)
from matcher.ads import JobAd
from matcher.demand import ORDER, Demand
from matcher.errors import UnknownAd
from matcher.slices import Slice, inside
from matcher.vectors import Vectors


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    ad: JobAd
    signature: Signature
    added: date
    same_as: str | None = None
    read: ReadAd | None = None
    former: tuple[tuple[str, Vectors], ...] = ()
    """Vectors by other encoders than that of `read`."""


@dataclass(slots=True, eq=False)
class ListAdStore:
    today: Callable[[], date] = field(default=date.today)
    kept: dict[str, Kept] = field(default_factory=dict)
    changes: int = 0

    def version(self) -> str:
        return str(self.changes) if self.changes else NEVER_USED

    def counts(self) -> AdCounts:
        ads = [one.ad for one in self.kept.values()]
        dates = [ad.date_posted for ad in ads if ad.date_posted]
        sources = [ad.source for ad in ads]
        return AdCounts(
            ads=len(ads),
            near_identical=sum(one.same_as is not None for one in self.kept.values()),
            unread=sum(one.same_as is None and one.read is None for one in self.kept.values()),
            sample=sum(ad.sample for ad in ads),
            dated=len(dates),
            first=min(dates, default=None),
            last=max(dates, default=None),
            sources={source: sources.count(source) for source in sources},
        )

    def fingerprints(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        return {key: fingerprint(self.kept[key].ad) for key in ids if key in self.kept}

    def like(self, signature: Signature, but: str | None = None) -> str | None:
        for key, one in self.kept.items():
            if key != but and one.same_as is None and likeness(signature, one.signature) >= NEAR_IDENTICAL_FROM:
                return key
        return None

    def save(self, read: Sequence[ReadAd], copies: Sequence[tuple[JobAd, Signature]]) -> Mapping[str, Outcome]:
        fresh = {one.ad.id: one for one in read}
        outcomes: dict[str, Outcome] = {}
        for ad, signature in [*((one.ad, one.signature) for one in read), *copies]:
            outcomes[ad.id] = self._save(ad, signature, fresh.get(ad.id))
        self.changes += any(outcome is not Outcome.KNOWN for outcome in outcomes.values())
        return outcomes

    def unread(self, reading: str, after: str | None, limit: int) -> Sequence[JobAd]:
        keys = list(self.kept)
        left = [self.kept[key] for key in (keys if after is None else keys[keys.index(after) + 1 :])]
        return [one.ad for one in left if one.same_as is None and not _is_current(one, reading)][:limit]

    def reread(self, read: Sequence[ReadAd], unreadable: Sequence[str]) -> None:
        self.changes += 1
        for key in self.kept.keys() & unreadable:
            self.kept[key] = replace(self.kept[key], read=None, former=())
        for one in read:
            former = self.kept.get(one.ad.id)
            if former is not None and former.ad == one.ad:
                left = [own for own in _vectors(former) if own[0] != one.made_with.encoder]
                self.kept[one.ad.id] = replace(former, read=one, former=tuple(left))

    def outdated(self, reading: str) -> int:
        return sum(one.read is not None and not _is_current(one, reading) for one in self.kept.values())

    def ads(self, ids: Sequence[str]) -> Mapping[str, JobAd]:
        return {key: self.kept[key].ad for key in ids if key in self.kept}

    def page(self, after: str | None, limit: int) -> Sequence[JobAd]:
        return [self.kept[key].ad for key in sorted(self.kept) if after is None or key > after][:limit]

    def like_of(self, ad_id: str) -> str | None:
        return self._of(ad_id).same_as

    def demands_of(self, ad_id: str) -> tuple[Demand, ...]:
        return self._read_in(ad_id).demands

    def unlinked_of(self, ad_id: str) -> tuple[Unlinked, ...]:
        return self._read_in(ad_id).unlinked

    def unlinked(self) -> AdsUnlinked:
        read = [one.read for one in self.kept.values() if one.read]
        found = [(place, own) for place, one in enumerate(read) for own in one.unlinked]
        return AdsUnlinked(
            version=self.version(),
            ids=tuple(one.ad.id for one in read),
            organisations=tuple(one.ad.organisation for one in read),
            posted=tuple(one.ad.date_posted for one in read),
            sources=tuple(one.ad.source for one in read),
            ad_of=np.array([place for place, _ in found], dtype=np.int32),
            texts=tuple(own.text for _, own in found),
            sections=tuple(own.section for _, own in found),
            named=np.array([own.named for _, own in found], dtype=np.bool_),
        )

    def vectors(self, encoder: str, dim: int) -> AdVectors:
        found = [(key, own) for key, one in self.kept.items() for made_by, own in _vectors(one) if made_by == encoder]
        none = np.zeros((0, dim), dtype=np.float32)
        return AdVectors(
            version=self.version(),
            ids=[key for key, _ in found],
            vectors=np.concatenate([none, *(own for _, own in found)]),
        )

    def retire(self, encoder: str) -> int:
        meant = {key: one for key, one in self.kept.items() if one.read and one.read.made_with.encoder == encoder}
        self.kept |= {key: replace(one, former=()) for key, one in meant.items()}
        return sum(len(one.former) for one in meant.values())

    def within(self, wanted: Slice) -> Sequence[str]:
        facts = self.facts()
        return [facts.ids[place] for place in np.flatnonzero(inside(facts, wanted)).tolist()]

    def facts(self) -> AdFacts:
        read = [one.read for one in self.kept.values() if one.read]
        concepts = sorted({uri for one in read for d in one.demands for uri in (d.skill, *d.alternatives)})
        asked = [(place, demand) for place, one in enumerate(read) for demand in one.demands]
        return AdFacts(
            version=self.version(),
            ids=[one.ad.id for one in read],
            facets={kind: _facet([_said(one, kind) for one in read]) for kind in FacetKind},
            posted=np.array([one.ad.date_posted for one in read], dtype="datetime64[D]"),
            copies=np.array([sum(own.same_as == one.ad.id for own in self.kept.values()) for one in read], np.int32),
            sample=np.array([one.ad.sample for one in read], dtype=bool),
            concepts=concepts,
            ad_of=np.array([place for place, _ in asked], dtype=np.int32),
            concept_of=np.array([concepts.index(demand.skill) for _, demand in asked], dtype=np.int32),
            importance=np.array([ORDER.index(demand.importance) for _, demand in asked], dtype=np.int8),
            confidence=np.array([round(demand.confidence, 4) for _, demand in asked], dtype=np.float32),
        )

    def forget(self, which: Forgetting) -> int:
        gone = [key for key, one in self.kept.items() if _is_meant(one, which)]
        former = {key: self.kept.pop(key) for key in gone}
        for one in former.values():
            self._promote(one)
        self.changes += bool(gone)
        return len(gone)

    def _save(self, ad: JobAd, signature: Signature, read: ReadAd | None) -> Outcome:
        former = self.kept.get(ad.id)
        if former is not None and fingerprint(former.ad) == fingerprint(ad):
            return Outcome.KNOWN
        if former is not None and likeness(former.signature, signature) < NEAR_IDENTICAL_FROM:
            self._promote(former)
        like = self.like(signature, ad.id)
        added = former.added if former else self.today()
        whole = read if like is None else None
        self.kept[ad.id] = Kept(ad, signature, added, like, whole)
        if like is not None:
            self._follow(ad.id, like)
            return Outcome.NEAR_IDENTICAL
        return Outcome.NEW if former is None else Outcome.CHANGED

    def _follow(self, former: str, heir: str) -> None:
        for key, one in self.kept.items():
            if one.same_as == former:
                self.kept[key] = replace(one, same_as=heir)

    def _promote(self, former: Kept) -> None:
        heir = next((key for key, one in self.kept.items() if one.same_as == former.ad.id), None)
        if heir is None:
            return
        own = self.kept[heir]
        same = (own.ad.title, own.ad.text) == (former.ad.title, former.ad.text)
        inherited = replace(former.read, ad=own.ad) if former.read and same else None
        self.kept[heir] = replace(own, same_as=None, read=inherited)
        self._follow(former.ad.id, heir)

    def _of(self, ad_id: str) -> Kept:
        if ad_id not in self.kept:
            raise UnknownAd(ad_id)
        return self.kept[ad_id]

    def _read_in(self, ad_id: str) -> ReadAd:
        one = self._of(ad_id)
        read = (self._of(one.same_as) if one.same_as else one).read
        if read is None:
            raise UnknownAd(ad_id)
        return read


def _vectors(one: Kept) -> list[tuple[str, Vectors]]:
    return [*one.former, *([(one.read.made_with.encoder, one.read.vector)] if one.read else [])]


def _said(read: ReadAd, kind: FacetKind) -> str | None:
    said: str | None = read.occupation if kind is FacetKind.OCCUPATION else getattr(read.ad, kind.value)
    return said


def _facet(said: Sequence[str | None]) -> Facet:
    names = sorted({name for name in said if name is not None})
    return Facet(tuple(names), np.array([names.index(name) + 1 if name else 0 for name in said], dtype=np.int32))


def _is_current(one: Kept, reading: str) -> bool:
    return one.read is not None and one.read.made_with.reading == reading


def _is_meant(one: Kept, which: Forgetting) -> bool:
    return (
        (which.ids is None or one.ad.id in which.ids)
        and (which.source is None or one.ad.source == which.source)
        and (which.before is None or (one.ad.date_posted or one.added) < which.before)
    )
