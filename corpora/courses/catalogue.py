"""A catalogue in memory, and the sample catalogue that we ship."""

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from itertools import pairwise

from corpora.courses.files import read_courses
from corpora.courses.lines import line_of
from matcher.achievements import TEACHING, Achievement, AchievementId
from matcher.concepts import ConceptUri
from matcher.errors import InvalidInput, Rejected, SourceUnavailable, UnknownAchievement

SAMPLE = "catalogue.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class InMemoryCatalogue:
    """Implements matcher.achievements.Catalogue; made by `build`."""

    version: str
    ids: tuple[AchievementId, ...]
    """Sorted."""
    by_id: Mapping[AchievementId, Achievement]
    by_concept: Mapping[ConceptUri, tuple[AchievementId, ...]]

    @classmethod
    def build(cls, achievements: Iterable[Achievement]) -> "InMemoryCatalogue":
        """The version is a hash of the contents, in any order. Raises InvalidInput for an id that recurs."""
        ordered = sorted(achievements, key=lambda item: item.id)
        by_concept: dict[ConceptUri, dict[AchievementId, None]] = defaultdict(dict)
        digest = hashlib.sha256()
        for achievement in ordered:
            digest.update(line_of(achievement) + b"\n")
            for alignment in achievement.alignments:
                if alignment.role in TEACHING:
                    by_concept[alignment.concept][achievement.id] = None
        by_id = {achievement.id: achievement for achievement in ordered}
        if len(by_id) != len(ordered):
            repeated = next(a.id for a, b in pairwise(ordered) if a.id == b.id)
            raise InvalidInput("id", f"{repeated!r} stands in the catalogue more than once")
        return cls(
            version=digest.hexdigest()[:16],
            ids=tuple(by_id),
            by_id=by_id,
            by_concept={concept: tuple(ids) for concept, ids in by_concept.items()},
        )

    def __len__(self) -> int:
        return len(self.ids)

    def get(self, achievement_id: AchievementId) -> Achievement:
        try:
            return self.by_id[achievement_id]
        except KeyError as error:
            raise UnknownAchievement(achievement_id) from error

    def aligned_with(self, skills: Iterable[ConceptUri]) -> Sequence[Achievement]:
        found = {achievement_id for skill in skills for achievement_id in self.by_concept.get(skill, ())}
        return tuple(self.by_id[achievement_id] for achievement_id in sorted(found))

    def page(self, *, after: AchievementId | None, limit: int) -> Sequence[Achievement]:
        start = bisect_right(self.ids, after) if after is not None else 0
        return tuple(self.by_id[achievement_id] for achievement_id in self.ids[start : start + max(0, limit)])


def read_sample_catalogue() -> tuple[Achievement, ...]:
    """The micro-credentials that we made up and ship, by their order in the file.

    Raises SourceUnavailable where they are not installed, InvalidInput where one is wrong.
    """
    resource = files("corpora").joinpath("sample", SAMPLE)
    if not resource.is_file():
        raise SourceUnavailable(SAMPLE, "the sample catalogue is not installed with this package")
    with as_file(resource) as path:
        return tuple(_required(item) for item in read_courses(path))


def _required(item: Achievement | Rejected) -> Achievement:
    if isinstance(item, Rejected):
        raise InvalidInput(SAMPLE, str(item))
    return item
