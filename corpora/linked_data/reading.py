"""JSON-LD 1.1 to nodes, without fetching anything (https://www.w3.org/TR/json-ld11/)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpora.cells import shortened
from corpora.linked_data.contexts import Context
from corpora.linked_data.graph import Graph, Node, Reference, Value, Words, is_address, referred
from matcher.errors import InvalidInput

MAX_DEPTH = 60
MAX_NODES = 200_000
_NO_LANGUAGES = frozenset({"type", "url", "uri", "tag", "ref", "min", "max", "day", "map", "geo", "sum"})
"""Names of fields that might be codes of languages."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def read_graph(value: object) -> Graph:
    """Every node of a JSON-LD value.

    Raises InvalidInput where it is nested too deeply, holds too many nodes, or a context changes protected terms.
    """
    reader = _Reader()
    reader.read(value, Context(), "", 0)
    nodes = tuple(node for node in reader.nodes if node is not None)
    by_id: dict[str, Node] = {}
    for node in nodes:
        if node.id is not None and (node.id not in by_id or len(node.fields) > len(by_id[node.id].fields)):
            by_id[node.id] = node
    held = _holders(nodes, by_id)
    return Graph(nodes=nodes, unknown_contexts=tuple(reader.unknown), by_id=by_id, held=held)


def _holders(nodes: Sequence[Node], by_id: Mapping[str, Node]) -> dict[tuple[int, str], tuple[Node, ...]]:
    held: dict[tuple[int, str], dict[int, Node]] = {}
    for node in nodes:
        for name, values in node.fields.items():
            for value in values:
                found = referred(value, by_id)
                if found is not None:
                    held.setdefault((id(found), name), {})[id(node)] = node
    return {key: tuple(holders.values()) for key, holders in held.items()}


@dataclass(slots=True)
class _Reader:
    nodes: list[Node | None] = field(default_factory=list)
    """None keeps the place of one that is being read, before those that it holds."""
    unknown: dict[str, None] = field(default_factory=dict)

    def read(self, value: object, context: Context, path: str, depth: int) -> tuple[Value, ...]:
        if depth > MAX_DEPTH:
            raise InvalidInput(shortened(path), f"is nested more than {MAX_DEPTH} deep")
        if isinstance(value, list):
            read = (self.read(own, context, f"{path}[{i}]", depth + 1) for i, own in enumerate(value))
            return tuple(one for several in read for one in several)
        if isinstance(value, dict):
            return self._object(value, context, path, depth)
        if value is None:
            return ()
        return (Words(str(value).lower() if isinstance(value, bool) else str(value), context.language),)

    def _object(self, raw: Mapping[str, Any], context: Context, path: str, depth: int) -> tuple[Value, ...]:
        if "@context" in raw:
            context = self._joined(context, raw["@context"], _under(path, "@context"))
        names = {key: context.canonical(key) for key in map(str, raw)}
        keys = {name: key for key, name in names.items()}
        if "@value" in keys:
            language = raw.get(keys.get("@language", ""))
            return tuple(_spoken(one, language) for one in self.read(raw[keys["@value"]], context, path, depth + 1))
        for holder in ("@list", "@set"):
            if holder in keys:
                return self.read(raw[keys[holder]], context, _under(path, holder), depth + 1)
        spoken = _language_map(raw)
        if spoken:
            return spoken
        id_ = raw.get(keys.get("@id", ""))
        if isinstance(id_, str) and keys.keys() <= {"@id", "@context"}:
            return (Reference(id_),)
        return self._node(raw, names, context, path, depth)

    def _node(
        self, raw: Mapping[str, Any], names: Mapping[str, str], context: Context, path: str, depth: int
    ) -> tuple[Value, ...]:
        place = len(self.nodes)
        if place >= MAX_NODES:
            raise InvalidInput(shortened(path), f"is one object too many: at most {MAX_NODES:,} are read")
        self.nodes.append(None)
        fields: dict[str, tuple[Value, ...]] = {}
        types: list[str] = []
        ids: list[str] = []
        for key, name in names.items():
            if name == "@type":
                types += [context.canonical(one) for one in _listed(raw[key]) if isinstance(one, str)]
            elif name == "@id":
                ids += [raw[key]] if isinstance(raw[key], str) else []
            elif name == "@graph" or not name.startswith("@"):
                fields[name] = fields.get(name, ()) + self.read(raw[key], context, _under(path, key), depth + 1)
        graph = fields.pop("@graph", ())
        if graph and not types and not fields:
            return graph
        node = Node(id=ids[0] if ids else None, types=frozenset(types), fields=fields, path=path, raw=raw, names=names)
        self.nodes[place] = node
        return (node,)

    def _joined(self, context: Context, stated: object, path: str) -> Context:
        for one in _listed(stated):
            if one is None:
                context = Context()
            elif isinstance(one, str):
                found = context.named(one)
                if found is None:
                    self.unknown[one] = None
                context = found or context
            elif isinstance(one, Mapping):
                context = context.defined(one, path)
            else:
                raise InvalidInput(path, f"is no context: {shortened(one)}")
        return context


def _language_map(raw: Mapping[str, Any]) -> tuple[Value, ...]:
    """The texts of {"en": "...", "mi": ["...", "..."]}; none where it is no such map."""
    found: list[Value] = []
    for key, value in raw.items():
        texts = _listed(value)
        if key in _NO_LANGUAGES or not _LANGUAGE.fullmatch(key):
            return ()
        if not all(isinstance(text, str) and not is_address(text) for text in texts):
            return ()
        found.extend(Words(text, key) for text in texts)
    return tuple(found)


def _spoken(value: Value, language: object) -> Value:
    return Words(value.text, language) if isinstance(value, Words) and isinstance(language, str) else value


def _under(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _listed(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]
