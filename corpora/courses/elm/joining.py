"""What we write of an achievement together with what came with it in the same format."""

from collections.abc import Mapping
from typing import Any

from corpora.courses.elm.keeping import OURS
from corpora.courses.elm.offers import offers
from corpora.courses.elm.reading import record_of
from corpora.courses.elm.terms import CONTEXT, RICHER
from corpora.courses.formats import FOREIGN, Record
from corpora.linked_data.reading import read_graph

_JOINED = frozenset({"dc:title", "dc:description", "elm:additionalNote"})
"""Of these what came with it stands beside ours: texts in other languages, other notes."""


def joined_with(own: Mapping[str, Any], left: Mapping[str, Any]) -> dict[str, Any]:
    """The object with the fields that came with it.

    Of a field that both have ours counts. What came counts where it is read as the same, and so only says more:
    the addresses of concepts, identifiers of an organisation.
    """
    written = dict(own)
    said = _read(own) if any(OURS.canonical(key) in RICHER for key in left) else None
    for key, value in left.items():
        name = OURS.canonical(key)
        same = [ours for ours in written if OURS.canonical(ours) == name]
        if name in RICHER:
            richer = {ours: stated for ours, stated in written.items() if ours not in same} | {key: value}
            written = richer if said is not None and _read(richer) == said else written
        elif not same:
            written[key] = value
        elif name in _JOINED:
            written[same[0]] = _both(written[same[0]], value)
    return written


def _both(ours: Any, came: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(ours, dict) and isinstance(came, dict):
        return came | ours
    return [*ours, *came] if isinstance(ours, list) and isinstance(came, list) else ours


def _read(written: Mapping[str, Any]) -> Record | None:
    """What the object says where it stands alone; None where it is no offer."""
    graph = read_graph({"@context": CONTEXT, "@graph": [dict(written)]})
    node = next(offers(graph), None)
    return None if node is None else {**record_of(graph, node), FOREIGN: None}
