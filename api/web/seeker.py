"""The plain page: paste an ad or name a role, get the answer. Works without JavaScript; keeps what was typed."""

from collections.abc import AsyncIterator
from dataclasses import fields, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData, UploadFile

from api.asking import Answered, Wanted, ask_by_ad, ask_by_role
from api.errors import Refusal
from api.guarding import MAX_BODY_BYTES
from api.rendering import gap_response
from api.totals_text import said, unsaid
from api.typed import Typed, preferences_of, weekly_hours
from api.uploads import badge_checks, noted, profile_of
from api.web.frame import Frame
from api.wiring import Service
from corpora.documents.reading import read_document
from matcher.errors import InvalidInput
from matcher.opportunities import Mode
from matcher.profiles import ProfileClaims

ADVISE = "/advise"
PAGE = "web/seeker/question.html"
LISTED = 8
"""Recommendations shown besides the stack."""


def seeker_pages(router: APIRouter, frame: Frame) -> None:
    def shown(request: Request, typed: Typed, status: int = 200, **more: object) -> Response:
        kept = typed.within(frame.serving.now().settings.max_ad_characters)
        return frame.shown(request, PAGE, status, **{"typed": kept, "modes": [*Mode], "answer": None, **more})

    def nothing() -> Typed:
        return Typed(currency=frame.serving.now().settings.currency)

    def again(request: Request, refusal: Refusal) -> Response:
        """The form with what is wrong, and with what was typed where the request could be read at all."""
        typed = getattr(request.state, "typed", None) or nothing()
        return shown(request, typed, refusal.status, error=refusal.detail, field=refusal.field)

    frame.again[ADVISE] = again

    @router.get("/", response_class=HTMLResponse)
    def start(request: Request) -> Response:
        return shown(request, nothing())

    @router.post(ADVISE, response_class=HTMLResponse)
    def advise(request: Request, form: Annotated[FormData, Depends(_read_form)]) -> Response:
        typed: Typed = request.state.typed
        service = frame.serving.now()
        found = _ask(service, typed, _upload(form, "ad_file"), _upload(form, "profile_file"))
        answer = gap_response(service, found, limit=LISTED)
        names = {one.achievement.id: one.achievement.name for one in answer.recommendations}
        stated, not_stated = list(said(answer.stack.totals)), list(unsaid(answer.stack.totals, names))
        return shown(request, typed, answer=answer, names=names, stated=stated, not_stated=not_stated)


async def _read_form(request: Request) -> AsyncIterator[FormData]:
    """One field may take the whole request: how long a text may be is not the parser's to say."""
    async with request.form(max_part_size=MAX_BODY_BYTES) as form:
        texts = {f.name: form.get(f.name) for f in fields(Typed)}
        request.state.typed = Typed(**{name: text for name, text in texts.items() if isinstance(text, str)})
        yield form


def _upload(form: FormData, name: str) -> tuple[str, bytes] | None:
    """(name, contents) of a chosen file; a form sends an empty, nameless one where none was chosen."""
    file = form.get(name)
    if not isinstance(file, UploadFile) or not file.filename:
        return None
    return file.filename, file.file.read()


def _ask(
    service: Service, typed: Typed, ad_file: tuple[str, bytes] | None, profile_file: tuple[str, bytes] | None
) -> Answered:
    preferences, weekly = preferences_of(typed, service.settings.currency), weekly_hours(typed)
    limit, text = service.settings.max_ad_characters, typed.ad
    claims, notes = ProfileClaims(text=typed.profile), tuple[str, ...]()
    if profile_file:
        claims, notes = profile_of(*profile_file, limit, badge_checks(service.settings))
    if ad_file:
        document = read_document(*ad_file, max_characters=limit)
        text, notes = document.text, (*noted(ad_file[0], document), *notes)
    if text.strip():
        found = ask_by_ad(service, text, claims, preferences)
    elif typed.role.strip():
        found = ask_by_role(service, typed.role, claims, preferences)
    else:
        raise InvalidInput("ad", "paste an ad, choose a file, or name a role")
    return replace(found, notes=notes, wanted=Wanted(hours_per_week=weekly))
