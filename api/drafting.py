"""The draft of a course as somebody hands it in: text, or one course in a format that is read."""

from collections.abc import Callable, Mapping, Sequence

import orjson

from corpora.courses.files import read_courses_of
from matcher.achievements import Achievement
from matcher.concepts import ConceptUri, Taxonomy
from matcher.drafts import DRAFT, draft_in, with_stated
from matcher.errors import InvalidInput, Rejected, TextTooLong

COURSE = "course"


def draft_of_text(text: str, most: int) -> Achievement:
    """Raises EmptyText, TextTooLong."""
    if len(text) > most:
        raise TextTooLong("the draft", length=len(text), limit=most)
    return draft_in(text)


def draft_of_course(course: Mapping[str, object], most: int) -> Achievement:
    """Under our field names, or JSON-LD in a format that is read. Raises InvalidInput, TextTooLong."""
    try:
        data = orjson.dumps(course)
    except TypeError as error:  # half a character, or a number of too many digits
        raise InvalidInput(COURSE, f"can't be read ({error})") from error
    return draft_in_json(COURSE, data, most)


def with_teaches(draft: Achievement, names: Sequence[str], named: Callable[[str], str], known: Taxonomy) -> Achievement:
    """Tied to the skills that are named so. `named`: a name -> the id of a skill.

    Raises InvalidInput for a family, and what `named` raises.
    """
    found = [named(name) for name in names]
    family = next((id for id in found if ConceptUri(id) not in known.skills), None)
    if family is not None:
        raise InvalidInput("teaches", f"{family!r} is a family of skills; name one of its skills")
    return with_stated(draft, [known.skill(ConceptUri(id)) for id in found])


def draft_in_json(name: str, data: bytes, most: int) -> Achievement:
    """The only course in it; under our field names it needs no id.

    Raises InvalidInput, TextTooLong, and what `read_courses_of` raises.
    """
    if len(data) > most:
        raise TextTooLong("the draft", length=len(data), limit=most, unit="bytes")
    found = list(read_courses_of(name, _with_id(data), lines=False))
    fault = next((one for one in found if isinstance(one, Rejected)), None)
    if fault is not None:
        raise InvalidInput(fault.field or name, fault.reason)
    courses = [one for one in found if isinstance(one, Achievement)]
    if len(courses) != 1:
        raise InvalidInput(name, f"holds {len(courses)} courses; give one draft at a time")
    return courses[0]


def _with_id(data: bytes) -> bytes:
    """Nobody has given a draft an id yet. What is no record under our field names stays as it is."""
    try:
        record = orjson.loads(data)
    except ValueError:
        return data
    if not isinstance(record, dict) or record.get("id") or any(name.startswith("@") for name in record):
        return data
    return orjson.dumps({**record, "id": DRAFT})
