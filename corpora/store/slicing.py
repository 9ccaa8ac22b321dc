"""A slice of the ads as conditions of a query: the same ads that `matcher.slices.inside` finds among the facts."""

from sqlalchemy import ColumnElement, Connection, select

from corpora.store import tables
from corpora.store.names import FACETS
from matcher.ad_store import FacetKind
from matcher.slices import Slice, places_meant, require_days


def conditions_of(connection: Connection, wanted: Slice) -> list[ColumnElement[bool]]:
    """On `ads`, and on `packed_facts` where an occupation is wanted. Raises InvalidInput as `inside` does."""
    require_days(wanted)
    found = [_named(connection, kind, names) for kind, names in sorted(wanted.facets.items())]
    posted = tables.ads.c.posted
    found += [posted >= wanted.since] if wanted.since else []
    found += [posted <= wanted.until] if wanted.until else []
    return found


def _named(connection: Connection, kind: FacetKind, wanted: tuple[str, ...]) -> ColumnElement[bool]:
    if kind is FacetKind.OCCUPATION:
        column = tables.packed_facts.c.occupation
        known = select(tables.concepts.c.concept.label("number"), tables.concepts.c.uri.label("text"))
    else:
        column = tables.ads.c[kind.value]
        own = tables.names.c
        known = select(own.name.label("number"), own.text).where(own.kind == KINDS[kind])
    rows = connection.execute(known).all()
    meant = places_meant(kind, wanted, [row.text for row in rows])
    return column.in_([rows[place].number for place in meant])


KINDS = {FacetKind(kind.value): kind for kind in FACETS}
