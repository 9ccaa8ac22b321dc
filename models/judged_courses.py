"""Which courses may teach which skills: judged once for a catalogue, and kept in a file that can be made anew."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from corpora.replacing import replacing
from matcher.achievements import AchievementId, Catalogue
from matcher.concepts import ConceptUri
from matcher.mentions import Span
from matcher.recommendation import MAY_CLOSE_FROM
from matcher.supply import may_teach
from matcher.teaching import Place, Taught, Teaching

FOLDER = "judged"
AT_ONCE = 256
"""Skills that all courses are judged by in one go."""
KEY_CHARACTERS = 16
LAYOUT = "2"
"""Of the file: another gives it another name."""
Judged = tuple[Taught, ...]


@dataclass(slots=True, kw_only=True, eq=False)
class JudgedCourses:
    """As `Teaching.taught`, but of what hardly teaches a skill (`may_teach`) nothing is said.

    A skill that nobody teaches is there with no course; one that can't be judged, such as a product, is not there.
    """

    teaching: Teaching
    catalogue: Catalogue
    file: Path
    """Of this catalogue, and of what judges it."""
    known: dict[ConceptUri, Judged | None] = field(default_factory=dict)
    """None where it can't be judged."""

    def taught(self, skills: Sequence[ConceptUri]) -> Mapping[ConceptUri, Judged]:
        fresh = [skill for skill in dict.fromkeys(skills) if skill not in self.known]
        for start in range(0, len(fresh), AT_ONCE):
            self._judge(fresh[start : start + AT_ONCE])
            _save(self.file, self.known)
        return {skill: own for skill in skills if (own := self.known[skill]) is not None}

    def _judge(self, skills: Sequence[ConceptUri]) -> None:
        found = self.teaching.taught(skills)
        kept = {skill: tuple(self._kept(skill, judged)) for skill, judged in found.items()}
        self.known |= {skill: kept.get(skill) for skill in skills}

    def _kept(self, skill: ConceptUri, judged: Iterable[Taught]) -> Iterable[Taught]:
        """Only a course that is tied to the skill may state it: of the others the probability tells."""
        tied = {course.id: course for course in self.catalogue.aligned_with([skill])}
        return (
            one
            for one in judged
            if one.probability >= MAY_CLOSE_FROM
            or (one.achievement in tied and may_teach(skill, one, tied[one.achievement]))
        )


def load_judged(home: Path, made_with: Iterable[str], teaching: Teaching, catalogue: Catalogue) -> JudgedCourses:
    """With what was judged before. `made_with`: versions of all that decides it; files of others are deleted."""
    key = sha256("\n".join((LAYOUT, *made_with)).encode()).hexdigest()[:KEY_CHARACTERS]
    file = home / FOLDER / f"{key}.json"
    for other in (home / FOLDER).glob("*.json"):
        if other != file:
            with suppress(OSError):  # where nothing may be written they do no harm
                other.unlink(missing_ok=True)
    return JudgedCourses(teaching=teaching, catalogue=catalogue, file=file, known=_read(file))


def _save(file: Path, known: Mapping[ConceptUri, Judged | None]) -> None:
    """Where it can't be written, it is judged again the next time."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with replacing(file) as new:
            new.write_bytes(orjson.dumps({skill: _records(own) for skill, own in known.items()}))
    except OSError:
        return


def _read(file: Path) -> dict[ConceptUri, Judged | None]:
    """Nothing where it is missing or damaged."""
    try:
        records = orjson.loads(file.read_bytes())
        return {ConceptUri(skill): _judged(own) for skill, own in records.items()}
    except (OSError, ValueError, TypeError, AttributeError, IndexError):
        return {}


def _records(own: Judged | None) -> list[list[object]] | None:
    return None if own is None else [_record(one) for one in own]


def _judged(records: Iterable[Iterable[Any]] | None) -> Judged | None:
    return None if records is None else tuple(_taught(*record) for record in records)


def _record(one: Taught) -> list[object]:
    near = one.nearest
    return [
        one.achievement,
        one.probability,
        one.nearness,
        *([near.field, near.span.start, near.span.end] if near else []),
    ]


def _taught(course: str, probability: float, nearness: float, *place: object) -> Taught:
    nearest = Place(str(place[0]), Span(int(str(place[1])), int(str(place[2])))) if place else None
    return Taught(AchievementId(course), probability, nearest, nearness)
