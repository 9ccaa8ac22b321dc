"""The client against the OpenAPI document: an operation, a parameter or a value that one of them lacks fails here."""

import datetime as dt
import inspect
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Literal, Union, Unpack, get_args, get_origin, get_type_hints, is_typeddict

import httpx2
import pytest
from pydantic import BaseModel

from api.app import create_app
from api.client.client import Client
from api.client.sending import File
from api.wiring import Service

FOR_OPERATORS = {
    ("get", "/healthz"), ("get", "/readyz"), ("get", "/v1/audit"), ("get", "/v1/keys"), ("post", "/v1/keys"),
    ("delete", "/v1/keys/{key_id}"),
}  # fmt: skip
"""Probes, of which `is_ready` asks the second one; and what is done with `matcher keys` and `matcher audit`."""
UNFILED = {"json"}
"""What methods that give files don't offer."""
PLAIN: Mapping[Any, Any] = {
    str: "x", int: 1, float: 1.0, bool: True, Decimal: Decimal(1), dt.date: dt.date(2026, 11, 27), NoneType: None,
}  # fmt: skip


@dataclass(frozen=True)
class Method:
    name: str
    call: Callable[..., object]

    @property
    def returns(self) -> Any:  # noqa: ANN401 - a type
        return get_type_hints(self.call)["return"]

    def hints(self) -> dict[str, Any]:
        """Of every argument, those under options too."""
        hints = get_type_hints(self.call, include_extras=True)
        named: dict[str, Any] = {}
        for parameter in inspect.signature(self.call).parameters.values():
            hint = hints[parameter.name]
            if get_origin(hint) is Unpack:
                named |= get_type_hints(get_args(hint)[0])
            else:
                named[parameter.name] = hint
        return named

    def sampled(self) -> dict[str, Any]:
        return {name: sample(hint) for name, hint in self.hints().items()}


def sample(hint: Any) -> Any:  # noqa: ANN401 - of any type
    """A value with all that there may be in it."""
    origin, within = get_origin(hint), get_args(hint)
    if is_typeddict(hint):
        return {name: sample(own) for name, own in get_type_hints(hint).items()}
    if origin is Literal:
        return within[0]
    if origin in (Union, UnionType):
        return sample(within[0])
    if origin is Sequence:
        return [sample(within[0])]
    return {} if origin is Mapping else PLAIN[hint]


def values(hint: Any) -> set[str]:  # noqa: ANN401 - of any type
    """What a closed set, or a list or choice of one, holds."""
    if get_origin(hint) is Literal:
        return set(get_args(hint))
    return {value for own in get_args(hint) for value in values(own)}


class Sent(Exception):
    """Instead of an answer."""

    def __init__(self, request: httpx2.Request) -> None:
        super().__init__(request.url.path)
        self.request = request


def recording(request: httpx2.Request) -> httpx2.Response:
    raise Sent(request)


def methods() -> Iterator[Method]:
    client = Client(http=httpx2.Client(transport=httpx2.MockTransport(recording), base_url="http://test"))
    for group in (client, client.ads, client.catalogue, client.demand, client.team):
        for name, call in inspect.getmembers(group, inspect.ismethod):
            if not name.startswith("_") and name not in ("close", "is_ready"):
                yield Method(name, call)


def request_of(method: Method) -> httpx2.Request:
    with pytest.raises(Sent) as sent:
        method.call(**method.sampled())
    return sent.value.request


@pytest.fixture(scope="module")
def document(service: Service) -> dict[str, Any]:
    return create_app(service).openapi()


@dataclass(frozen=True)
class Operation:
    document: Mapping[str, Any]
    stated: Mapping[str, Any]

    def resolved(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a reference refers to; of something that may be null, the rest."""
        if "$ref" in schema:
            return self.resolved(self.document["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
        others = [one for one in schema.get("anyOf", ()) if one.get("type") != "null"]
        return self.resolved(others[0]) if len(others) == 1 else schema

    @property
    def parameters(self) -> dict[str, Mapping[str, Any]]:
        """Of the query. Of headers there are two: a form, which `format` asks for too, and the key of a batch."""
        return {one["name"]: one for one in self.stated.get("parameters", ()) if one["in"] == "query"}

    @property
    def body(self) -> Mapping[str, Any]:
        content = self.stated.get("requestBody", {}).get("content", {})
        return self.resolved(content.get("application/json", {}).get("schema", {}))

    @property
    def answer(self) -> str | None:
        """The name of its schema."""
        schema = self.stated["responses"]["200"].get("content", {}).get("application/json", {}).get("schema", {})
        return str(schema["$ref"]).rpartition("/")[2] if "$ref" in schema else None

    def names(self, schema: Mapping[str, Any], within: str = "") -> set[str]:
        """Of all fields, those of objects in it too."""
        found: set[str] = set()
        for name, own in self.resolved(schema).get("properties", {}).items():
            found |= {within + name} | self.names(own, f"{within}{name}.")
        return found

    def values(self, name: str) -> set[str]:
        """Of a closed set."""
        schema = (
            self.parameters[name]["schema"] if name in self.parameters else self.body.get("properties", {}).get(name)
        )
        stated = self.resolved(schema or {})
        return set(self.resolved(stated.get("items", stated)).get("enum", ()))


def operations(document: Mapping[str, Any]) -> dict[tuple[str, str], Operation]:
    return {
        (verb, path): Operation(document, stated)
        for path, verbs in document["paths"].items()
        for verb, stated in verbs.items()
        if (verb, path) not in FOR_OPERATORS
    }


def by_operation(document: Mapping[str, Any]) -> dict[tuple[str, str], list[tuple[Method, httpx2.Request]]]:
    """Each method with what it sent, where it went; by the first template that fits, those without a hole first."""
    found: dict[tuple[str, str], list[tuple[Method, httpx2.Request]]] = defaultdict(list)
    templates = sorted(operations(document), key=lambda one: one[1].count("{"))
    for method in methods():
        request = request_of(method)
        place = next(
            (verb, path)
            for verb, path in templates
            if verb.upper() == request.method and re.fullmatch(re.sub(r"\{\w+\}", ".+", path), request.url.path)
        )
        found[place].append((method, request))
    return found


def keys(body: Any, within: str = "") -> set[str]:  # noqa: ANN401 - JSON
    if not isinstance(body, dict):
        return set()
    return {key for name, own in body.items() for key in ({within + name} | keys(own, f"{within}{name}."))}


def test_every_operation_of_the_document_has_a_method(document: dict[str, Any]) -> None:
    assert set(by_operation(document)) == set(operations(document))


def test_methods_take_just_the_parameters_of_the_document(document: dict[str, Any]) -> None:
    known = operations(document)
    for place, sent in by_operation(document).items():
        given = {name for _, request in sent for name in request.url.params}
        assert given == set(known[place].parameters), place


def test_methods_send_just_the_fields_of_the_document(document: dict[str, Any]) -> None:
    known = operations(document)
    for place, sent in by_operation(document).items():
        bodies = [request.content for _, request in sent if request.headers.get("content-type") == "application/json"]
        given = {key for body in bodies for key in keys(json.loads(body))}
        stated = known[place].names(known[place].body)
        assert given == stated, place


def test_closed_sets_hold_the_values_of_the_document(document: dict[str, Any]) -> None:
    known, compared = operations(document), set()
    for place, sent in by_operation(document).items():
        given: dict[str, set[str]] = defaultdict(set)
        for method, _ in sent:
            for name, hint in method.hints().items():
                given[name] |= values(hint)
        for name, own in given.items():
            if stated := known[place].values(name):
                assert own - UNFILED == stated - UNFILED, (place, name)
                compared.add(name)
    assert compared >= {"by", "nature", "grain", "format", "modes", "csv_table"}


def test_answers_are_of_the_types_of_the_document(document: dict[str, Any]) -> None:
    known = operations(document)
    for place, sent in by_operation(document).items():
        models = {
            method.returns.__name__
            for method, _ in sent
            if inspect.isclass(method.returns) and issubclass(method.returns, BaseModel)
        }
        assert models == ({known[place].answer} if known[place].answer else set()), place
        assert all(method.returns is File for method, _ in sent if method.name.endswith(("_file", "template")))
