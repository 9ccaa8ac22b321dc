"""The draft of a course as somebody hands it in: text, or one course in a format that is read."""

from collections.abc import Mapping

import orjson

from corpora.courses.files import read_courses_of
from matcher.achievements import Achievement
from matcher.drafts import draft_in
from matcher.errors import InvalidInput, Rejected, TextTooLong

COURSE = "course"


def draft_of_text(text: str, most: int) -> Achievement:
    """Raises EmptyText, TextTooLong."""
    if len(text) > most:
        raise TextTooLong("the draft", length=len(text), limit=most)
    return draft_in(text)


def draft_of_course(course: Mapping[str, object], most: int) -> Achievement:
    """Under our field names, or JSON-LD in a format that is read. Raises InvalidInput, TextTooLong."""
    return draft_in_json(COURSE, orjson.dumps(course), most)


def draft_in_json(name: str, data: bytes, most: int) -> Achievement:
    """The only course in it. Raises InvalidInput, TextTooLong, and what `read_courses_of` raises."""
    if len(data) > most:
        raise TextTooLong("the draft", length=len(data), limit=most, unit="bytes")
    found = list(read_courses_of(name, data, lines=False))
    fault = next((one for one in found if isinstance(one, Rejected)), None)
    if fault is not None:
        raise InvalidInput(fault.field or name, fault.reason)
    courses = [one for one in found if isinstance(one, Achievement)]
    if len(courses) != 1:
        raise InvalidInput(name, f"holds {len(courses)} courses; give one draft at a time")
    return courses[0]
