"""Ads into the store: what is new is read and kept, a batch at a time, whole or not at all.

What is known is passed over before it is read. So whoever was cut off starts again from the beginning, and only what
is missing is done.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

from api.ad_reading import ReadEach, Unread
from corpora.ads.files import read_numbered_ads
from corpora.rows import LINES_SUFFIXES, TABLE_SUFFIXES
from corpora.store.signatures import signature_of
from matcher.ad_store import (
    NEAR_IDENTICAL_FROM,
    AdStore,
    Outcome,
    ReadAd,
    Signature,
    fingerprint,
    likeness,
)
from matcher.ads import JobAd
from matcher.errors import InvalidInput, Rejected, UnreadableDocument

BATCH = 128
"""Ads in one transaction: some seconds of reading, which is what a kill can cost."""
MAX_ID_CHARACTERS = 300
"""As many as can be asked for over HTTP."""
SUFFIXES = LINES_SUFFIXES | TABLE_SUFFIXES | {".json", ".jsonld"}
"""Of what is taken in a folder."""
PACKED = ".gz"
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ingestion:
    store: AdStore
    read: ReadEach

    def take(self, ads: Sequence[JobAd]) -> Mapping[str, Outcome | Unread]:
        """By id, what became of each, or why it could not be read; ids are distinct."""
        known = self.store.fingerprints([ad.id for ad in ads])
        results: dict[str, Outcome | Unread] = {ad.id: Outcome.KNOWN for ad in ads}
        fresh = [ad for ad in ads if known.get(ad.id) != fingerprint(ad)]
        refused = {ad.id: Unread(_long_id(ad)) for ad in fresh if len(ad.id) > MAX_ID_CHARACTERS}
        new, copies = self._divided([ad for ad in fresh if ad.id not in refused])
        answers = list(zip(new, self.read(new) if new else (), strict=True))
        read = [found for _, found in answers if isinstance(found, ReadAd)]
        unread = {ad.id: found for ad, found in answers if isinstance(found, Unread)}
        saved = self.store.save(read, copies) if read or copies else {}
        return {**results, **refused, **unread, **saved}

    def read_again(self, reading: str, say: Callable[[str], None]) -> int:
        """Read what was not read with this version yet; how many ads that were."""
        after: str | None = None
        count = 0
        while ads := self.store.unread(reading, after, BATCH):
            answers = list(zip(ads, self.read(ads), strict=True))
            unreadable = {ad.id: found.reason for ad, found in answers if isinstance(found, Unread)}
            for key, reason in unreadable.items():
                say(f"matcher: ad {key!r} was left unread: {reason}")
            read = [found for _, found in answers if isinstance(found, ReadAd)]
            self.store.reread(read, list(unreadable))
            count += len(read)
            after = ads[-1].id
        return count

    def _divided(self, ads: Sequence[JobAd]) -> tuple[list[JobAd], list[tuple[JobAd, Signature]]]:
        """(what has to be read, what is near-identical to a kept ad or to one of these)."""
        new: list[tuple[JobAd, Signature]] = []
        copies: list[tuple[JobAd, Signature]] = []
        for ad in ads:
            signature = signature_of(ad)
            here = any(likeness(signature, own) >= NEAR_IDENTICAL_FROM for _, own in new)
            is_copy = here or self.store.like(signature, ad.id) is not None
            (copies if is_copy else new).append((ad, signature))
        return [ad for ad, _ in new], copies


@dataclass(slots=True)
class Tally:
    taken: Counter[Outcome] = field(default_factory=Counter)
    refused: int = 0

    @property
    def usable(self) -> int:
        return self.taken.total()

    @property
    def kept(self) -> int:
        """Those by which the store was changed."""
        return self.taken.total() - self.taken[Outcome.KNOWN]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FileIngestion:
    """Files into a store, with what is to be told on the way."""

    ingestion: Ingestion
    max_characters: int
    refuse: Callable[[Rejected], None]

    def run(
        self, path: Path, tally: Tally, *, sheet: str | None = None, limit: int | None = None
    ) -> Iterator[Sequence[str]]:
        """One file, or the first `limit` ads of it; ids, as they are dealt with.

        Raises what `read_rows` raises, and what the store does.
        """
        ads = islice(self._ads(path, tally, sheet), limit)
        for batch in batches(ads, BATCH):
            rows = {ad.id: row for row, ad in batch}
            for key, outcome in self.ingestion.take([ad for _, ad in batch]).items():
                if isinstance(outcome, Unread):
                    self._refuse(tally, Rejected(file=path.name, row=rows[key], field="text", reason=outcome.reason))
                else:
                    tally.taken[outcome] += 1
            yield list(rows)

    def _ads(self, path: Path, tally: Tally, sheet: str | None) -> Iterator[tuple[int | None, JobAd]]:
        for row, item in read_numbered_ads(path, max_characters=self.max_characters, sheet=sheet):
            if isinstance(item, Rejected):
                self._refuse(tally, item)
            else:
                yield row, item

    def _refuse(self, tally: Tally, rejected: Rejected) -> None:
        tally.refused += 1
        self.refuse(rejected)


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files themselves, and those of the folders, however deep, that look like files of ads, by name.

    Raises UnreadableDocument for a path where there is nothing, InvalidInput for a folder without such a file.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise UnreadableDocument(path.name, "does not exist")
        inside = sorted(filter(_looks_like_ads, path.rglob("*"))) if path.is_dir() else [path]
        if not inside:
            raise InvalidInput(path.name, f"is a folder without a file of ads ({', '.join(sorted(SUFFIXES))})")
        found.extend(inside)
    return list(dict.fromkeys(found))


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch


def _looks_like_ads(path: Path) -> bool:
    name = path.name.lower().removesuffix(PACKED)
    return path.is_file() and not name.startswith(".") and Path(name).suffix in SUFFIXES


def _long_id(ad: JobAd) -> str:
    return f"its id has {len(ad.id):,} characters; at most {MAX_ID_CHARACTERS} are kept"
