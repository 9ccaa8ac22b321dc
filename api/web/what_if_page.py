"""`/providers/what-if`: a draft course laid beside the demand and the courses that are there."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData, QueryParams

from api.demand_asking import what_if
from api.drafting import draft_in_json, draft_of_text
from api.errors import Refusal
from api.lint_rendering import entry_out
from api.slicing import slice_of
from api.web.catalogue_form import whole_form
from api.web.frame import Frame
from api.web.notes import told_notes
from api.web.refusals import wrong
from api.web.slices import APART, Cut, cut_in, offers, one_of
from api.wiring import Service
from matcher.achievements import Achievement
from matcher.completeness.report import lint_entry
from matcher.errors import InvalidInput

WHAT_IF = "/providers/what-if"
PAGE = "web/provider/what_if.html"
NOTHING: Mapping[str, object] = MappingProxyType({})
FIELD = {"skill": "teaches", "course": "entry"}
"""What the core calls a field -> what the form calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """A draft as it was typed."""

    title: str = ""
    description: str = ""
    outcomes: str = ""
    entry: str = ""
    teaches: str = ""

    def text(self) -> str:
        """As a draft is written: the title, what describes it, the outcomes as a list."""
        outcomes = [f"- {line.strip().lstrip('-*• ')}" for line in self.outcomes.splitlines() if line.strip()]
        return "\n".join((" ".join(self.title.split()), self.description.strip(), *outcomes)).strip()

    def skills(self) -> tuple[str, ...]:
        return tuple(one for part in self.teaches.replace("\n", APART).split(APART) if (one := part.strip()))


def what_if_page(frame: Frame, router: APIRouter) -> None:
    def shown(
        request: Request, typed: Drafted, cut: Cut, status: int = 200, more: Mapping[str, object] = NOTHING
    ) -> Response:
        service = frame.serving.now()
        offered = offers(service.provision.market().facts, service.pipeline.taxonomy)
        context = {"typed": typed, "cut": cut, "offers": offered, "found": None, **more}
        return frame.shown(request, PAGE, status, **context)

    def again(request: Request, refusal: Refusal) -> Response:
        sent = getattr(request.state, "form", None) or FormData()
        return shown(request, typed_in(sent), cut_in(sent), refusal.status, wrong(refusal, FIELD))

    frame.again[WHAT_IF] = again

    @router.get(WHAT_IF, response_class=HTMLResponse)
    def start(request: Request) -> Response:
        return shown(request, typed_in(request.query_params), cut_in(request.query_params))

    @router.post(WHAT_IF, response_class=HTMLResponse)
    def ask(request: Request, form: Annotated[FormData, Depends(whole_form)]) -> Response:
        service, typed, cut = frame.serving.now(), typed_in(form), cut_in(form)
        draft = draft_of(service, typed)
        found = what_if(service, draft, slice_of(cut.asked(), service.pipeline.finder), typed.skills())
        checked = entry_out(lint_entry(draft), None)
        return shown(request, typed, cut, more={"found": found, "checked": checked, "notes": told_notes(found.notes)})


def typed_in(sent: FormData | QueryParams) -> Drafted:
    return Drafted(**{own.name: one_of(sent, own.name) for own in fields(Drafted)})


def draft_of(service: Service, typed: Drafted) -> Achievement:
    """Raises InvalidInput where there is neither text nor an entry, and what `draft_in_json` raises."""
    most = service.settings.max_ad_characters
    if typed.entry:
        return draft_in_json("entry", typed.entry.encode(), most)
    if not typed.text():
        raise InvalidInput("title", "give the course a title, or paste an entry")
    if not typed.title:
        raise InvalidInput("title", "give the course a title")
    return draft_of_text(typed.text(), most)
