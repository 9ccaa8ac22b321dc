"""/v1/demand/dossier and /v1/demand/draft: evidence of need as a document, and a course drafted from it."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from api.days import Day
from api.demand_asking import named_skill
from api.dossier_asking import FILES, MEDIA, Heading, dossier_out, written_dossier
from api.dossier_schemas import DossierOut
from api.proposal_schemas import MOST_LETTERS, DraftIn, DraftOut
from api.proposing import draft_out, drafted
from api.serving import Serving
from api.slicing import SliceIn, slice_of
from corpora.courses.drafts import draft_format
from matcher.proposal.drafting import Given


class DossierForm(StrEnum):
    JSON = "json"
    DOCX = "docx"
    PDF = "pdf"


class DossierIn(SliceIn):
    concept: str = Field(min_length=1, max_length=MOST_LETTERS, description="skill or family: name, URI or id")
    title: str | None = Field(None, max_length=MOST_LETTERS, description="of the micro-credential that is proposed")
    organisation_name: str | None = Field(None, max_length=MOST_LETTERS, description="of whoever proposes it")
    day: Day | None = Field(None, description="that stands in it; today where none is given")
    format: DossierForm = DossierForm.JSON


FILE: dict[int | str, dict[str, object]] = {200: {"content": {kind: {} for kind in MEDIA.values()}}}


def dossier_routes(router: APIRouter, serving: Serving) -> None:
    @router.get("/v1/demand/dossier", response_model=DossierOut, responses=FILE)
    def dossier(asked: Annotated[DossierIn, Query()]) -> Response | DossierOut:
        """Evidence of need for one skill or family, as values, DOCX or PDF; refused where no ad asks for it."""
        service = serving.now()
        heading = Heading(day=asked.day or date.today(), organisation=asked.organisation_name, title=asked.title)
        wanted = slice_of(asked, service.pipeline.finder)
        writing = written_dossier(service, named_skill(service, asked.concept), wanted, heading)
        if asked.format is DossierForm.JSON:
            return dossier_out(service, writing)
        form = asked.format.value
        headers = {"Content-Disposition": f'attachment; filename="need.{form}"'}
        return Response(FILES[form](writing), media_type=MEDIA[form], headers=headers)

    @router.post("/v1/demand/draft")
    def draft(asked: DraftIn) -> DraftOut:
        """A micro-credential for what is asked for: checkable outcomes, the need in figures, and what is missing."""
        service = serving.now()
        form = draft_format(asked.format)
        given = Given(
            day=asked.day or date.today(),
            title=asked.title,
            level=asked.level,
            hours=asked.hours,
            language=asked.language,
        )
        wanted = slice_of(asked.slice, service.pipeline.finder)
        return draft_out(service, drafted(service, named_skill(service, asked.concept), wanted, given), form)
