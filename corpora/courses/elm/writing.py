"""Achievements to the European Learning Model: an opportunity for each run, with the specification that it leads to.

What the model demands and the provider does not state is left out, so that a validator names it as missing. What was
only read in a course's text is no statement of its provider and is left out too.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from corpora.courses.durations import iso_duration, iso_period
from corpora.courses.elm.building import Builder, builder_for, concept, web_resource
from corpora.courses.elm.joining import joined_with
from corpora.courses.elm.placing import languages, location, organisations, period, price_detail
from corpora.courses.elm.specifying import main_workload, specification
from corpora.courses.elm.terms import MODES, NAME, SPECIFICATION
from corpora.courses.formats import Label
from corpora.linked_data.graph import is_address
from matcher.achievements import Achievement
from matcher.opportunities import Instance, LearningOpportunity


def written(achievements: Sequence[Achievement], label: Label) -> list[dict[str, Any]]:
    """The nodes of a document of all of them."""
    ids: dict[str, str] = {one.id: _node_id(one.id, number) for number, one in enumerate(achievements, start=1)}
    return [node for one in achievements for node in _nodes(one, ids, label)]


def _nodes(one: Achievement, ids: Mapping[str, str], label: Label) -> list[dict[str, Any]]:
    """The opportunities, the first of which holds the specification; that alone where nothing is said of any."""
    say = builder_for(one.text_language, one.opportunity.language)
    left, within = _left(one)
    is_way = within is not None or _is_way(one)
    own = specification(one, ids[one.id], say, label, is_way=is_way) | say.stated(
        {"hasPart": [_part(part, ids) for part in one.parts]}
    )
    if not is_way:
        return [joined_with(own, left)]
    of_way, of_specification = ({}, left) if within is None else (left, within)
    runs = zip(one.opportunity.instances or (Instance(),), one.opportunity.ways(), strict=True)
    ways = [_opportunity(one, run, way, say) for run, way in runs]
    first = joined_with(ways[0] | {SPECIFICATION: joined_with(own, of_specification)}, of_way)
    return [first, *(way | {SPECIFICATION: {"@id": ids[one.id]}} for way in ways[1:])]


def _is_way(one: Achievement) -> bool:
    """Whether anything is stated that only an opportunity can hold, be it a name of its own."""
    way = one.opportunity
    stated = way.provider or way.price or way.start or way.instances or iso_period(way.duration)
    return bool(stated) or one.name != one.credential.name


def _opportunity(one: Achievement, run: Instance, way: LearningOpportunity, say: Builder) -> dict[str, Any]:
    is_named = run.id is not None and is_address(run.id) and not run.id.startswith(("#", "_:"))
    workload = way.workload if way.workload != main_workload(one) else None
    came = one.foreign is not None and one.foreign.format == NAME  # with the duration that it states
    return say.stated(
        {
            "@type": "LearningOpportunity",
            "@id": run.id if is_named else None,
            "identifier": {"@type": "Identifier", "notation": run.id} if run.id and not is_named else None,
            "title": say.words(one.name),
            "description": say.words(one.description),
            "homepage": web_resource(way.url),
            "temporal": period(say, way.start, run.end),
            "duration": iso_duration(workload.hours) if workload else None if came else iso_period(way.duration),
            "mode": [concept(say, MODES[way.mode])] if way.mode else None,
            "priceDetail": price_detail(say, way.price),
            "providedBy": organisations(say, way.provider, way.country),
            "location": location(say, way.country, run.place) if run.place else None,
            "elm:defaultLanguage": next(iter(languages(say, one.text_language or way.language)), None),
        }
    )


def _node_id(id_: str, number: int) -> str:
    """Of its specification: a blank node's where its own id is no address."""
    is_absolute = is_address(id_) and not id_.startswith(("#", "_:"))
    return id_ if is_absolute else f"_:specification-{number}"


def _part(part: str, ids: Mapping[str, str]) -> dict[str, Any]:
    """A part by its id; one that the document does not hold also says what it is."""
    if part in ids:
        return {"@id": ids[part]}
    outside = _node_id(part, 0)
    named = {"@id": part} if outside == part else {"identifier": {"@type": "Identifier", "notation": part}}
    return {"@type": "LearningAchievementSpecification", **named}


def _left(one: Achievement) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """What came with it in this format, and what of that belongs to the specification inside; None without one."""
    if one.foreign is None or one.foreign.format != NAME:
        return {}, None
    left = orjson.loads(one.foreign.fields)
    return left, left.pop(SPECIFICATION, None)
