"""European Learning Model 3: learning opportunities and specifications of achievements, both ways; credentials in.

https://europa.eu/europass/en/european-learning-model, application profiles for Learning Opportunities and
Qualifications, and for European Digital Credentials.
"""

from collections.abc import Sequence
from typing import Any

from corpora.courses.elm.offers import offers
from corpora.courses.elm.reading import record_of
from corpora.courses.elm.terms import CONTEXT, NAME
from corpora.courses.elm.writing import written
from corpora.courses.formats import Format, Label
from matcher.achievements import Achievement


def document(achievements: Sequence[Achievement], label: Label) -> dict[str, Any]:
    context = [CONTEXT, {"id": "@id", "type": "@type"}]  # as what came with credentials is written
    return {"@context": context, "@graph": written(achievements, label)}


ELM = Format(name=NAME, offers=offers, record_of=record_of, document=document)
