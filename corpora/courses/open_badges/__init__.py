"""Achievements of Open Badges 3.0 and CLR 2.0 both ways, badge classes of Open Badges 2.0 in.

https://www.imsglobal.org/spec/ob/v3p0, https://www.imsglobal.org/spec/clr/v2p0
"""

from collections.abc import Iterator, Sequence
from typing import Any

from corpora.courses.formats import Format, Label
from corpora.courses.open_badges.reading import CONTEXT, INTERPRETED, NAME, NAME_2, TYPES_2, offers, record_of
from corpora.courses.open_badges.writing import written
from corpora.linked_data.graph import Graph, Node
from matcher.achievements import Achievement


def document(achievements: Sequence[Achievement], label: Label) -> dict[str, Any]:
    """What the standard has no field for stays out: hours, price, mode, dates, levels of other frameworks."""
    return {"@context": list(CONTEXT), "@graph": [written(one, label) for one in achievements]}


def offers_2(graph: Graph) -> Iterator[Node]:
    return offers(graph, TYPES_2)


OPEN_BADGES = Format(name=NAME, offers=offers, record_of=record_of, interpreted=INTERPRETED, document=document)
OPEN_BADGES_2 = Format(name=NAME_2, offers=offers_2, record_of=record_of, document=document)
"""Read only: what is written is version 3.0, which takes none of the fields that we don't read."""
