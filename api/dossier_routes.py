"""/v1/demand/dossier: evidence of need as a document. docs/dossier.md says what it holds."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import Field

from api.demand_asking import named_skill
from api.dossier_asking import FILES, MEDIA, Heading, dossier_out, written_dossier
from api.dossier_schemas import DossierOut
from api.slicing import SliceIn, slice_of
from api.wiring import Service

MOST_LETTERS = 300


class DossierForm(StrEnum):
    JSON = "json"
    DOCX = "docx"
    PDF = "pdf"


class DossierIn(SliceIn):
    concept: str = Field(min_length=1, max_length=MOST_LETTERS, description="skill or family: name, URI or id")
    title: str | None = Field(None, max_length=MOST_LETTERS, description="of the micro-credential that is proposed")
    organisation_name: str | None = Field(None, max_length=MOST_LETTERS, description="of whoever proposes it")
    day: date | None = Field(None, description="that stands in it; today where none is given")
    format: DossierForm = DossierForm.JSON


FILE: dict[int | str, dict[str, object]] = {200: {"content": {kind: {} for kind in MEDIA.values()}}}


def dossier_routes(router: APIRouter, service: Service) -> None:
    @router.get("/v1/demand/dossier", response_model=DossierOut, responses=FILE)
    def dossier(asked: Annotated[DossierIn, Query()]) -> Response | DossierOut:
        """Evidence of need for one skill or family, as values, DOCX or PDF; refused where no ad asks for it."""
        heading = Heading(day=asked.day or date.today(), organisation=asked.organisation_name, title=asked.title)
        wanted = slice_of(asked, service.pipeline.finder)
        writing = written_dossier(service, named_skill(service, asked.concept), wanted, heading)
        if asked.format is DossierForm.JSON:
            return dossier_out(service, writing)
        form = asked.format.value
        headers = {"Content-Disposition": f'attachment; filename="need.{form}"'}
        return Response(FILES[form](writing), media_type=MEDIA[form], headers=headers)
