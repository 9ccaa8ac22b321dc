"""A CatalogueStore in lists: what a database is compared with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from matcher.achievements import Achievement, AchievementId, Alignment
from matcher.ad_store import NEVER_USED
from matcher.catalogue_store import KeptCatalogue, KeptCourse


@dataclass(slots=True, eq=False)
class ListCatalogueStore:
    offered: dict[AchievementId, tuple[Achievement, str | None]] = field(default_factory=dict)
    read: list[tuple[Achievement, tuple[Alignment, ...], str]] = field(default_factory=list)
    changes: int = 0

    def version(self) -> str:
        return str(self.changes) if self.changes else NEVER_USED

    def kept(self, reading: str | None = None) -> KeptCatalogue:
        courses = tuple(self._kept(key, reading) for key in sorted(self.offered))
        return KeptCatalogue(version=self.version(), courses=courses)

    def readings(self, courses: Sequence[Achievement], reading: str) -> Mapping[AchievementId, tuple[Alignment, ...]]:
        return {said.id: found for said, found, by in self.read if by == reading and said in courses}

    def keep_readings(self, read: Sequence[tuple[Achievement, Sequence[Alignment]]], reading: str) -> None:
        fresh = [said for said, _ in read]
        self.read = [one for one in self.read if one[0] not in fresh or one[2] != reading]
        self.read += [(said, tuple(found), reading) for said, found in read]

    def retire(self, reading: str) -> int:
        before = len(self.read)
        self.read = [one for one in self.read if one[2] == reading]
        return before - len(self.read)

    def offer(self, courses: Sequence[Achievement], source: str | None, *, replace: bool) -> str:
        before = {key: said for key, (said, _) in self.offered.items()}
        keys = {course.id for course in courses}
        self.offered = {key: one for key, one in self.offered.items() if not replace or key in keys}
        fresh = [course for course in courses if before.get(course.id) != course]
        self.offered.update((course.id, (course, source)) for course in fresh)
        after = {key: said for key, (said, _) in self.offered.items()}
        self.read = [one for one in self.read if one[0] in after.values()]
        self.changes += after != before or not self.changes
        return self.version()

    def _kept(self, key: AchievementId, reading: str | None) -> KeptCourse:
        said, source = self.offered[key]
        fitting = [(read, by) for course, read, by in self.read if course == said and reading in (None, by)]
        found = fitting[-1] if fitting else (None, None)
        return KeptCourse(stated=said, source=source, read=found[0], reading=found[1])
