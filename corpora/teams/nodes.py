"""YAML and JSON as texts, lists and mappings, each with its line: nothing is guessed to be a number, a flag or a date.

So `no: 3` is the key "no" and a pseudonym 007 stays 007. Anchors, aliases, tags and keys that stand twice are refused.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.errors import InvalidInput

MAX_DEPTH = 20
MAX_NODES = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    text: str
    line: int | None = None
    """1-based; None in JSON."""
    quoted: bool = False

    @property
    def is_nothing(self) -> bool:
        return not self.quoted and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    items: tuple["Node", ...]
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    items: tuple[tuple[str, "Node"], ...]
    """Each key once, in the order of the file."""
    line: int | None = None


Node = Scalar | Listed | Mapped


def read_yaml(name: str, text: str) -> Node:
    """What the one document in it says. Raises InvalidInput with line and column where the parser knows them."""
    import yaml  # noqa: PLC0415 - only briefs need it

    try:
        return _Events(name, yaml.parse(text, Loader=yaml.SafeLoader)).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        problem = " ".join(part for part in (error.problem, error.context) if part)
        tab = "; indent with spaces, not tabs" if "'\\t'" in problem else ""
        raise InvalidInput(name, f"is not valid YAML: {problem}{where}{tab}") from error
    except yaml.YAMLError as error:
        raise InvalidInput(name, f"is not valid YAML: {' '.join(str(error).split())}") from error


def read_json(name: str, text: str) -> Node:
    """Raises InvalidInput with line and column."""
    try:
        value: object = json.loads(
            text,
            strict=False,
            object_pairs_hook=lambda pairs: _Pairs(tuple(pairs)),
            parse_int=_Plain,
            parse_float=_Plain,
            parse_constant=_Plain,
        )
    except json.JSONDecodeError as error:
        reason = f"is not valid JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        raise InvalidInput(name, reason) from error
    except RecursionError as error:
        raise InvalidInput(name, "is not usable JSON: it is nested too deeply") from error
    return _from_json(name, value, 0)


@dataclass(slots=True)
class _Events:
    """The parser's events, one by one: what is too deep or too much is refused before it costs anything."""

    name: str
    source: Iterator[object]
    seen: int = 0

    def document(self) -> Node:
        import yaml  # noqa: PLC0415 - as above

        event = self._next()
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            return Scalar(text="")
        node = self._node(event, 0)
        self._next()  # the end of the document
        if not isinstance(self._next(), yaml.StreamEndEvent):
            raise InvalidInput(self.name, "holds more than one document (---), and one is read")
        return node

    def _node(self, event: object, depth: int) -> Node:
        import yaml  # noqa: PLC0415 - as above

        line = event.start_mark.line + 1  # type: ignore[attr-defined]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise InvalidInput(self.name, f"line {line}: anchors (&) and aliases (*) are not read; write it out")
        if getattr(event, "tag", None):
            raise InvalidInput(self.name, f"line {line}: tags (!) are not read; leave {event.tag!r} out")  # type: ignore[attr-defined]
        if depth > MAX_DEPTH:
            raise InvalidInput(self.name, f"line {line}: is nested more than {MAX_DEPTH} deep")
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(text=event.value, line=line, quoted=event.style is not None)
        if isinstance(event, yaml.SequenceStartEvent):
            return Listed(items=tuple(self._items(depth)), line=line)
        return self._mapped(line, depth)

    def _items(self, depth: int) -> Iterator[Node]:
        import yaml  # noqa: PLC0415 - as above

        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            yield self._node(event, depth + 1)

    def _mapped(self, line: int, depth: int) -> Mapped:
        import yaml  # noqa: PLC0415 - as above

        items: dict[str, Node] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise InvalidInput(self.name, f"line {key.line}: a key must be a text, not a list or a mapping")
            if key.text in items:
                raise InvalidInput(self.name, f"line {key.line}: the key {key.text!r} stands here twice")
            items[key.text] = self._node(self._next(), depth + 1)
        return Mapped(items=tuple(items.items()), line=line)

    def _next(self) -> object:
        self.seen += 1
        if self.seen > MAX_NODES:
            raise InvalidInput(self.name, f"holds more than {MAX_NODES:,} values")
        return next(self.source)


class _Plain(str):
    """A number of JSON in its own digits."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _Pairs:
    items: tuple[tuple[str, object], ...]


def _from_json(name: str, value: object, depth: int) -> Node:
    if depth > MAX_DEPTH:
        raise InvalidInput(name, f"is nested more than {MAX_DEPTH} deep")
    if isinstance(value, _Pairs):
        items: dict[str, Node] = {}
        for key, item in value.items:
            if key in items:
                raise InvalidInput(name, f"the key {key!r} stands twice in one object")
            items[key] = _from_json(name, item, depth + 1)
        return Mapped(items=tuple(items.items()))
    if isinstance(value, list):
        return Listed(items=tuple(_from_json(name, item, depth + 1) for item in value))
    if isinstance(value, str):
        return Scalar(text=str(value), quoted=not isinstance(value, _Plain))
    return Scalar(text="null" if value is None else str(value).lower())
