"""Where the catalogue is kept: what its providers stated, the file it came in, what was read in it; the protocol."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from matcher.achievements import Achievement, AchievementId, Alignment


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCourse:
    stated: Achievement
    """All that its provider said of it, and nothing that we read."""
    source: str | None
    """The file that it came in; None where that is not known any more."""
    read: tuple[Alignment, ...] | None
    """All its alignments after reading, the stated ones too, with the words for them; None where it is unread."""
    reading: str | None
    """Version of what it was read with."""

    @property
    def course(self) -> Achievement:
        """As it is offered: with what was read in it, where it was read."""
        return self.stated if self.read is None else replace(self.stated, alignments=self.read)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptCatalogue:
    version: str
    courses: tuple[KeptCourse, ...]
    """By id."""

    def unread(self, reading: str) -> tuple[Achievement, ...]:
        """As stated, those that were not read with this version."""
        return tuple(one.stated for one in self.courses if one.reading != reading)


class CatalogueStore(Protocol):
    """Every change is whole or not at all; what is offered changes only by `offer`, which gives a new version."""

    def version(self) -> str:
        """NEVER_USED before anything was ever offered; the same as long as the same is offered."""
        ...

    def kept(self, reading: str | None = None) -> KeptCatalogue:
        """All that is offered, with what this version read in it; without one, with what was read last."""
        ...

    def readings(self, courses: Sequence[Achievement], reading: str) -> Mapping[AchievementId, tuple[Alignment, ...]]:
        """What was read with this version in those of the courses that say just this, offered or not; by id."""
        ...

    def keep_readings(self, read: Sequence[tuple[Achievement, Sequence[Alignment]]], reading: str) -> None:
        """Courses as stated with what was read in them, in place of what this version read before.

        Whether they are offered now or later: so a long reading can go on where it was broken off, and nobody sees
        half a catalogue. What other versions read stays for those whom they serve.
        """
        ...

    def retire(self, reading: str) -> int:
        """Forget what other versions than this read; how many readings that were."""
        ...

    def offer(self, courses: Sequence[Achievement], source: str | None, *, replace: bool) -> str:
        """Offer these, as stated, in place of those with the same ids, or with `replace` of all others; the version.

        A course that says what the one with its id says stays as it is, with its source. Ids are distinct. What was
        read in courses that are not offered now is forgotten.
        """
        ...


def as_stated(course: Achievement) -> Achievement:
    """Without what we read."""
    return replace(course, alignments=tuple(own for own in course.alignments if own.stated))


def joined(present: Iterable[Achievement], new: Iterable[Achievement]) -> list[Achievement]:
    """Both by id, the new one where an id is in both."""
    by_id = {one.id: one for one in (*present, *new)}
    return [by_id[key] for key in sorted(by_id)]
