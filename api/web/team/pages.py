"""/team: the form; /team/plan: the plan; /team/files: what to take along. Each answer carries all that was sent."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from api.guarding import MAX_BODY_BYTES
from api.sent_forms import sent_form
from api.team_page import equip
from api.web.frame import Frame
from api.web.team.desk import Desk
from api.web.team.downloads import Wish, brief_answer, file_answer, form_of
from api.web.team.filling import mended
from api.web.team.question import question_of
from api.web.team.sample import NAME, sample_team
from api.web.team.typed import TypedRole, TypedTeam, typed_of
from matcher.errors import InvalidInput, TellsOfPeople

TEAM, PLAN, FILES = "/team", "/team/plan", "/team/files"
MADE = "made"
"""The field in which a plan travels."""
MOST_FIELDS = 10_000
"""Three for each skill name that is to be decided on."""
MORE_ROLES = 2
"""For which there is room more than the form showed, when somebody asks for that."""


async def _read_form(request: Request) -> AsyncIterator[FormData]:
    """One field may take the whole request: how much text a table may hold is not the parser's to say."""
    async with sent_form(request, max_part_size=MAX_BODY_BYTES, max_fields=MOST_FIELDS) as form:
        typed, budget = typed_of(form), form.get("take_budget")
        request.state.team = replace(typed, budget=budget) if isinstance(budget, str) else typed
        request.state.made = str(form.get(MADE, ""))
        yield form


Form = Annotated[FormData, Depends(_read_form)]


def team_pages(router: APIRouter, frame: Frame) -> None:
    equip(frame.templates.env)
    desk = Desk(frame)
    frame.again.update(dict.fromkeys((TEAM, PLAN, FILES), desk.again))
    _questions(router, desk)
    _answers(router, desk)


def _questions(router: APIRouter, desk: Desk) -> None:
    @router.get(TEAM, response_class=HTMLResponse)
    def start(request: Request, sample: Annotated[str, Query(max_length=20)] = "") -> Response:
        return desk.form(request, sample_team() if sample == NAME else TypedTeam())

    @router.post(TEAM, response_class=HTMLResponse)
    def look(request: Request, form: Form) -> Response:
        """The form again, with room for more roles, or with lists in place of ads."""
        typed, impersonal = mended(desk.taken(request, form))
        read = form.get("do") == "read"
        if read:
            typed = desk.listed(desk.keep(request, typed))
        shown = len(form.getlist("role_name"))
        room = shown + MORE_ROLES - len(typed.roles) if form.get("do") == "add" else 0
        typed = replace(typed, roles=(*typed.roles, *(TypedRole() for _ in range(room))))
        return desk.form(request, typed, mended=impersonal, read=read)


def _answers(router: APIRouter, desk: Desk) -> None:
    @router.post(PLAN, response_class=HTMLResponse)
    def plan(request: Request, form: Form) -> Response:
        typed = sample_team() if form.get("sample") == NAME else desk.taken(request, form)
        try:
            return desk.answer(request, typed, desk.plan(typed))
        except InvalidInput as error:
            if not isinstance(error.__cause__, TellsOfPeople):
                raise
        typed, impersonal = mended(typed)
        return desk.form(request, typed, 422, mended=impersonal)

    @router.post(FILES)
    def file(request: Request, form: Form) -> Response:
        typed = desk.taken(request, form)
        format, table = str(form.get("format", "")), str(form.get("csv_table", "plan"))
        if format == Wish.BRIEF.value:
            return brief_answer(question_of(typed, desk.longest).brief)
        form_of(format)
        return file_answer(desk.plan(typed, request.state.made).answer, format, table)

    @router.get(PLAN)
    @router.get(FILES)
    def kept_nowhere() -> Response:
        """Where somebody loads the address of an answer again."""
        return RedirectResponse(TEAM, 303)
