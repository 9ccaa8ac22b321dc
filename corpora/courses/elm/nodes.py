"""What the recurring nodes of the European Learning Model say: concepts, notes, organisations, web resources."""

from collections.abc import Iterable

from corpora.courses.elm.authorities import country_of, language_of
from corpora.documents.markup import BULLET, fragment_text
from corpora.linked_data.graph import Graph, Node, Reference, Value, Words, is_address, referred

NAMES = ("rov:legalName", "skos:prefLabel", "dc:title", "skos:altLabel")
"""Of an agent or a concept, the first that it has."""


def label(node: Node) -> str | None:
    return node.word(*NAMES) or node.word("skos:notation")


def labels(graph: Graph, node: Node, *names: str) -> list[str]:
    """The labels of concepts, titles of other things, and plain texts; not addresses without any."""
    found = [_label_of(graph, value) for name in names for value in node.fields.get(name, ())]
    own = {text for name in names for text in node.words(name)}
    texts = (text for text, spoken in found if text and (spoken or text in own))
    return list(dict.fromkeys(texts))


def _label_of(graph: Graph, value: Value) -> tuple[str | None, bool]:
    """(text, whether it is a thing's and so of the language that we read)"""
    thing = referred(value, graph.by_id)
    if thing is not None:
        return label(thing), True
    return (value.text if isinstance(value, Words) and not is_address(value.text) else None), False


def first(texts: Iterable[str | None]) -> str | None:
    return next((text for text in texts if text), None)


def joined(texts: Iterable[str | None], mark: str = "; ") -> str | None:
    """The distinct texts as one; None where there are none."""
    return mark.join(dict.fromkeys(text for text in texts if text)) or None


def concept_ids(node: Node, *names: str) -> list[str]:
    """The URIs of the concepts in these fields, embedded or referred to."""
    values = (value for name in names for value in node.fields.get(name, ()))
    return [one for one in map(id_of, values) if one and is_address(one)]


def id_of(value: Value) -> str | None:
    return value.text if isinstance(value, Words) else value.id


def titled(node: Node) -> str | None:
    """Title and description as one text."""
    return joined([node.word("dc:title", "skos:prefLabel"), node.word("dc:description")], ": ")


def note_text(node: Node) -> str | None:
    """Every text of a Note, one a line, of HTML what a reader sees."""
    texts = node.words("elm:noteLiteral") or node.words("dc:description") or node.words("elm:content")
    return fragment_text("\n".join(texts)) or None


def lines(text: str) -> list[str]:
    """The lines of a text; of one that lists what it says, the items of the list."""
    found = [line.strip() for line in text.splitlines() if line.strip()]
    items = [line.removeprefix(BULLET).strip() for line in found if line.startswith(BULLET)]
    return items or found


def notes(graph: Graph, node: Node, *names: str) -> list[str]:
    """The texts of notes and plain texts in these fields."""
    things = [note_text(one) or titled(one) for name in names for one in graph.linked(node, name)]
    plain = [text for name in names for text in node.words(name) if text not in graph.by_id]
    return list(dict.fromkeys(text for text in (*plain, *things) if text))


def address_of(graph: Graph, node: Node, *names: str) -> str | None:
    """The address of the first web resource in these fields."""
    for name in names:
        for value in node.fields.get(name, ()):
            thing = referred(value, graph.by_id)
            within = [*graph.addresses(thing, "elm:contentUrl", "elm:contentURL")] if thing is not None else []
            for found in (*within, id_of(value)):
                if found and found.startswith(("http://", "https://")):
                    return found
    return None


def country(graph: Graph, agent: Node) -> str | None:
    """Where an organisation is: the code of its country, else its name."""
    places = [*graph.linked(agent, "elm:location")]
    addressed = [address for place in places for address in graph.linked(place, "elm:address")]
    coded = [(one, "elm:countryCode") for one in addressed] + [(one, "elm:spatialCode") for one in places]
    codes = (country_of(uri) for node, name in coded for uri in concept_ids(node, name))
    named = (text for node, name in coded[: len(addressed)] for text in labels(graph, node, name))
    return first(codes) or first(named)


def languages(graph: Graph, node: Node, name: str) -> str | None:
    """The codes of the languages in a field: "en", "fr, nl"."""
    values = node.fields.get(name, ())
    return joined((_language(graph, value) for value in values), ", ")


def _language(graph: Graph, value: Value) -> str | None:
    thing = referred(value, graph.by_id)
    stated = language_of(id_of(value) or "")
    if stated or isinstance(value, Reference):
        return stated
    return label(thing) if thing is not None else id_of(value)
