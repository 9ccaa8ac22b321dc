"""One ad read as the store keeps it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from corpora.store.signatures import signature_of
from matcher.ad_store import ReadAd, ReadWith, Unlinked
from matcher.ads import JobAd, ad_vector
from matcher.concepts import ConceptUri
from matcher.language import language_of
from matcher.reading import AdReader, Reading
from matcher.roles import OccupationFinder
from matcher.vectors import Encoder


@dataclass(frozen=True, slots=True)
class Unread:
    """Why an ad could not be read."""

    reason: str


ReadEach: TypeAlias = Callable[[Sequence[JobAd]], Iterable[ReadAd | Unread]]
"""One for each ad, in their order."""


def reading_each(reader: AdReader, finder: OccupationFinder, encoder: Encoder, version: str) -> ReadEach:
    """`version`: of all that decides how a text is read."""
    made_with = ReadWith(reading=version, encoder=encoder.name)
    return lambda ads: _read(ads, reader, finder, encoder, made_with)


def _read(
    ads: Sequence[JobAd], reader: AdReader, finder: OccupationFinder, encoder: Encoder, made_with: ReadWith
) -> Iterator[ReadAd | Unread]:
    named = finder.named_by([ad.title for ad in ads])
    for ad, found, occupation in zip(ads, reader.read_several([ad.text for ad in ads]), named, strict=True):
        if isinstance(found, Reading):
            yield _as_kept(ad, found, occupation, encoder, made_with)
        else:
            yield Unread(str(found))


def _as_kept(ad: JobAd, found: Reading, occupation: ConceptUri | None, encoder: Encoder, made_with: ReadWith) -> ReadAd:
    return ReadAd(
        occupation=occupation,
        ad=ad,
        made_with=made_with,
        demands=found.demands,
        unlinked=tuple(unlinked_in(found)),
        language=language_of(ad.text),
        vector=ad_vector(ad.title, ad.text, encoder),
        signature=signature_of(ad),
    )


def unlinked_in(reading: Reading) -> Iterator[Unlinked]:
    """Passages, and names in passages, that ask for what no concept covers."""
    for passage in reading.unmatched():
        sentence = passage.sentence
        yield Unlinked(
            span=sentence.span,
            text=sentence.text,
            section=passage.section.value,
            named=sentence.span in passage.unknown,
        )
