"""schema.org Course, CourseInstance, EducationalOccupationalProgram and EducationalOccupationalCredential, both ways.

https://schema.org/Course, https://schema.org/EducationalOccupationalCredential (version 29).
"""

from collections.abc import Sequence
from typing import Any

from corpora.courses.formats import Format, Label
from corpora.courses.schema_org.reading import INTERPRETED, NAME, offers, record_of
from corpora.courses.schema_org.writing import written
from matcher.achievements import Achievement


def document(achievements: Sequence[Achievement], label: Label) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@graph": [written(one, label) for one in achievements]}


SCHEMA_ORG = Format(name=NAME, offers=offers, record_of=record_of, interpreted=INTERPRETED, document=document)
