"""What the pages of a team do with a request: take what was sent, plan, show the form again."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from fastapi import Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from api.errors import Refusal
from api.team_asking import TeamQuestion, planned
from api.team_names import require_meanings
from api.team_routes import OTHERS, require_short
from api.team_table_names import TeamTable
from api.teaming import upskilling_of
from api.web.carried import SealOf
from api.web.frame import Frame
from api.web.team.faults import beside, field_of, in_words
from api.web.team.filling import filled, uploads_of
from api.web.team.made import ADAPTER, SALT, MadePlan, asked_by
from api.web.team.offers import in_rows
from api.web.team.question import question_of
from api.web.team.read_words import with_words_read
from api.web.team.reading_ads import with_lists
from api.web.team.sample import is_sample
from api.web.team.shown import FormShown
from api.web.team.typed import TypedTeam
from api.web.team.view import answer_shown
from api.web.telling import telling_for
from api.wiring import Service

QUESTION, ANSWER = "web/team/question.html", "web/team/answer.html"
BUSY = 503
NOTHING_SAID: Mapping[str, object] = {"mended": (), "busy": False, "read": False}


@dataclass(frozen=True, slots=True)
class Desk:
    frame: Frame

    @property
    def service(self) -> Service:
        return self.frame.serving.now()

    @property
    def longest(self) -> int:
        """Characters of an ad, and of all CV texts of a table."""
        return self.service.settings.max_ad_characters

    def form(self, request: Request, typed: TypedTeam, status: int = 200, **more: object) -> Response:
        form = FormShown(typed=typed, currency=self.service.settings.currency)
        return self.frame.shown(request, QUESTION, status, **{"form": form, **NOTHING_SAID, **more})

    def again(self, request: Request, refusal: Refusal) -> Response:
        """The plan that stood there, or else the form, with what is wrong and with what was typed."""
        typed: TypedTeam = getattr(request.state, "team", TypedTeam())
        field = field_of(refusal.field)
        told = in_words(refusal.detail, refusal.field if field else None)
        wrong = {"error": told, "field": field, "busy": refusal.status == BUSY}
        made = self.seal.opened(getattr(request.state, "made", ""))
        if made is not None:
            return self.answer(request, typed, made, refusal.status, **wrong)
        return self.form(request, typed, refusal.status, **wrong)

    def taken(self, request: Request, form: FormData) -> TypedTeam:
        """What was typed, with what its files hold. Raises InvalidInput."""
        typed = filled(request.state.team, uploads_of(form), self.longest)
        return self.keep(request, replace(typed, roles=tuple(role for role in typed.roles if not role.is_empty)))

    def keep(self, request: Request, typed: TypedTeam) -> TypedTeam:
        """So that a refusal further on shows it again."""
        request.state.team = typed
        return typed

    @property
    def seal(self) -> SealOf[MadePlan]:
        return SealOf(self.frame.seal.keys, ADAPTER, SALT)

    def plan(self, typed: TypedTeam, sealed: str = "") -> MadePlan:
        """`sealed`: a plan that stands where this is asked for, which is the answer where it was made of the same.

        Raises InvalidInput, TooBusy.
        """
        service = self.service
        question = with_meanings(service, question_of(typed, self.longest))
        with beside("table"):
            require_short(question, self.longest)
        asked = asked_by(typed, question)
        made = self.seal.opened(sealed)
        if made is not None and made.asked == asked:
            return made
        with self.frame.serving.plans.one(OTHERS), in_rows(typed):
            answer = planned(service, question, dt.date.today(), lambda _: None)
        return MadePlan(asked=asked, answer=with_words_read(answer, typed))

    def listed(self, typed: TypedTeam) -> TypedTeam:
        """With lists in place of ads and occupations. Raises InvalidInput, TooBusy."""
        with self.frame.serving.plans.one(OTHERS):
            return with_lists(self.service, typed)

    def answer(
        self, request: Request, typed: TypedTeam, made: MadePlan, status: int = 200, **wrong: object
    ) -> Response:
        told, plan = telling_for(request.headers.get("accept-language")), made.answer
        more: dict[str, object] = {
            **answer_shown(plan, typed, told),
            "made": self.seal.sealed(made),
            "form": FormShown(typed=typed, currency=plan.limits.currency or ""),
            "tables": [*TeamTable],
            "is_sample": is_sample(typed),
            "busy": False,
            **wrong,
        }
        return self.frame.shown(request, ANSWER, status, **more)


def with_meanings(service: Service, question: TeamQuestion) -> TeamQuestion:
    """With addresses of skills in place of the names by which it was decided. Raises InvalidInput."""
    upskilling = upskilling_of(service)
    require_meanings(question.brief.names, question.names_at, upskilling.find)
    return replace(question, brief=replace(question.brief, names=upskilling.decided(question.brief)))
