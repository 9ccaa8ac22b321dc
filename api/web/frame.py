"""What every page shares: its frame, figures in the reader's locale, the same page again where input is wrong."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from fastapi import Request
from fastapi.responses import Response
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.errors import Refusal
from api.sealing import keys_of
from api.serving import Serving
from api.web.carried import Seal
from api.web.places import PLACES, place_of
from api.web.sentence import as_sentence
from api.web.telling import telling_for

HERE = Path(__file__).parent.parent
TEMPLATES = HERE / "templates"
STATIC = HERE / "static"
WHOLE, BARE = "web/base.html", "web/bare.html"
DIGEST = 12
"""Characters of a file's digest in its address."""

Again: TypeAlias = Callable[[Request, Refusal], Response]
"""The page that something was typed into, with what is wrong and with what was typed."""


@dataclass(frozen=True, slots=True)
class Frame:
    serving: Serving
    templates: Jinja2Templates
    seal: Seal
    again: dict[str, Again] = field(default_factory=dict)
    """By path, for the pages that take input."""
    ahead: list[Callable[[], object]] = field(default_factory=list)
    """What can be made before somebody first asks for it."""

    def shown(self, request: Request, template: str, status: int = 200, **more: object) -> Response:
        """A page; only the inside of its `main` where the script of a page asks for that."""
        service = self.serving.now()
        partial = request.headers.get("hx-request-type") == "partial"
        context: Mapping[str, Any] = {
            "layout": BARE if partial else WHOLE,
            "places": PLACES,
            "place": place_of(request.url.path),
            "told": telling_for(request.headers.get("accept-language")),
            "versions": service.versions,
            "attribution": service.pipeline.taxonomy.attribution,
            "error": None,
            "field": None,
            "faults": _faults(more),
            "typed": MappingProxyType({}),
            **more,
        }
        return self.templates.TemplateResponse(
            request, template, dict(context), status_code=status, headers={"Vary": "HX-Request-Type, Accept-Language"}
        )

    def make_ready(self) -> None:
        for make in self.ahead:
            make()

    def refused(self, request: Request, refusal: Refusal) -> Response:
        again = self.again.get(request.url.path)
        if again is not None:
            answer = again(request, refusal)
        else:
            answer = self.shown(request, "web/refused.html", refusal.status, refusal=refusal)
        answer.headers.update(refusal.headers)
        return answer

    def turned_away(self, request: Request, refusal: Refusal) -> Response:
        """Before anything of the request was read, and perhaps by a stranger."""
        answer = self.shown(request, "web/turned_away.html", refusal.status, refusal=refusal)
        answer.headers.update(refusal.headers)
        return answer


def _faults(shown: Mapping[str, object]) -> Mapping[str, object]:
    """What is wrong, by field, where a page knows of one thing only."""
    field = shown.get("field")
    return {str(field): shown["error"]} if field else {}


def make_frame(serving: Serving) -> Frame:
    """With the keys of the store: what another server of it sealed is opened here."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["static"] = Addresses(STATIC)
    made.filters["sentence"] = as_sentence
    keys = keys_of(serving.service.settings, serving.service.store.database)
    return Frame(serving, Jinja2Templates(env=made), Seal(keys))


@dataclass(frozen=True, slots=True)
class Addresses:
    """Of the files that pages need, each with a digest of what it holds: caches may keep it for good."""

    folder: Path
    known: dict[str, str] = field(default_factory=dict)

    def __call__(self, name: str) -> str:
        if name not in self.known:
            digest = hashlib.sha256((self.folder / name).read_bytes()).hexdigest()[:DIGEST]
            self.known[name] = f"/static/{name}?v={digest}"
        return self.known[name]
