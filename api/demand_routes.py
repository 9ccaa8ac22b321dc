"""/v1/demand: what employers ask for, who teaches it, and where nobody does. docs/demand.md says what figures mean."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Self, TypeVar

from fastapi import APIRouter, Query, Response
from pydantic import Field, model_validator

from api.demand_asking import (
    Portion,
    demand_page,
    emerging_page,
    named_skill,
    skill_market,
    trends_page,
    unmet_page,
    what_if,
)
from api.demand_plots import write_plot
from api.demand_schemas import DemandPage, EmergingPage, SkillMarketOut, TrendsPage, UnmetPage, WhatIfOut
from api.demand_tables import MEDIA as TABLE_MEDIA
from api.demand_tables import write_table
from api.drafting import draft_of_course, draft_of_text
from api.free_json import JsonObject
from api.media import media_of
from api.paging import after
from api.schemas import Given
from api.serving import Serving
from api.slicing import SliceIn, slice_of
from matcher.natures import Nature
from matcher.periods import Grain
from matcher.provision import By

MOST_LINES = 1_000


class Form(StrEnum):
    """Of an answer: JSON, or its lines as a table."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    SVG = "svg"
    """A plot of it."""
    PNG = "png"


class PlotForm(StrEnum):
    """Of an answer about one skill: JSON, or a plot of it over time."""

    JSON = "json"
    SVG = "svg"
    PNG = "png"


class TableForm(StrEnum):
    """Of an answer that is no plot: JSON, or its lines as a table."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


class ListIn(SliceIn):
    by: By = By.SKILLS
    nature: Nature | None = Field(None, description="only `technical` or `transversal` ones")
    limit: int = Field(20, ge=1, le=MOST_LINES)
    cursor: str | None = Field(None, max_length=400, description="`next_cursor` of the page before")
    format: Form = Form.JSON

    def portion(self) -> Portion:
        """Raises InvalidInput for what is no cursor of ours."""
        return Portion(by=self.by, nature=self.nature, start=after(self.cursor), limit=self.limit)


class UnmetIn(ListIn):
    by: By = By.AREAS
    ways_of_working: bool = Field(default=False, description="with how somebody works or is minded")

    def portion(self) -> Portion:
        return replace(super().portion(), ways_of_working=self.ways_of_working)


class TrendsIn(ListIn):
    by: By = By.AREAS
    grain: Grain = Grain.QUARTER


class EmergingIn(SliceIn):
    limit: int = Field(20, ge=1, le=MOST_LINES)
    cursor: str | None = Field(None, max_length=400, description="`next_cursor` of the page before")
    format: TableForm = TableForm.JSON


class SkillIn(SliceIn):
    grain: Grain = Grain.QUARTER
    format: PlotForm = PlotForm.JSON


class WhatIfIn(Given):
    text: str | None = Field(None, description="title, description, outcomes as a list")
    course: JsonObject | None = Field(None, description="one course under our field names, or as JSON-LD")
    teaches: list[Annotated[str, Field(min_length=1, max_length=300)]] = Field(
        default_factory=list, max_length=100, description="names or URIs of skills that its author says it teaches"
    )
    slice: SliceIn = Field(default_factory=lambda: SliceIn.model_validate({}))

    @model_validator(mode="after")
    def one_draft(self) -> Self:
        if (self.text is None) == (self.course is None):
            raise ValueError("give either a text or a course, not both or neither")
        return self


MEDIA = {**TABLE_MEDIA, **media_of(("svg", "png"))}
TABLES: dict[int | str, dict[str, object]] = {200: {"content": {kind: {} for kind in MEDIA.values()}}}
PLOTS: dict[int | str, dict[str, object]] = {200: {"content": {"image/svg+xml": {}, "image/png": {}}}}


def demand_routes(router: APIRouter, serving: Serving) -> None:
    finder = serving.service.pipeline.finder

    @router.get("/v1/demand", response_model=DemandPage, responses=TABLES)
    def demand(asked: Annotated[ListIn, Query()]) -> Response | DemandPage:
        """Skills, or families of skills, that the ads of a slice ask for, most asked first; small samples last."""
        return _as(asked.format, demand_page(serving.now(), slice_of(asked, finder), asked.portion()))

    @router.get("/v1/demand/unmet", response_model=UnmetPage, responses=TABLES)
    def unmet(asked: Annotated[UnmetIn, Query()]) -> Response | UnmetPage:
        """The same beside the courses of the catalogue: asked for most and taught least first, with all parts."""
        return _as(asked.format, unmet_page(serving.now(), slice_of(asked, finder), asked.portion()))

    @router.get("/v1/demand/trends", response_model=TrendsPage, responses=TABLES)
    def trends(asked: Annotated[TrendsIn, Query()]) -> Response | TrendsPage:
        """What surely rises, what surely falls, and the rest; technical against transversal skills over time."""
        return _as(asked.format, trends_page(serving.now(), slice_of(asked, finder), asked.portion(), asked.grain))

    @router.get("/v1/demand/emerging", response_model=EmergingPage, responses=TABLES)
    def emerging(asked: Annotated[EmergingIn, Query()]) -> Response | EmergingPage:
        """What employers ask for in the same words and no concept covers; built by `matcher demand emerging`."""
        service = serving.now()
        _, built = service.emerging.current()
        portion = Portion(start=after(asked.cursor), limit=asked.limit)
        return _as(Form(asked.format.value), emerging_page(service, built, slice_of(asked, finder), portion))

    @router.post("/v1/demand/what-if")
    def added(asked: WhatIfIn) -> WhatIfOut:
        """What a draft course would add: whose demand it serves, beside whom, what one more outcome would add."""
        service = serving.now()
        most = service.settings.max_ad_characters
        draft = draft_of_text(asked.text, most) if asked.text is not None else draft_of_course(asked.course or {}, most)
        return what_if(service, draft, slice_of(asked.slice, finder), asked.teaches)

    @router.get("/v1/demand/{concept:path}", response_model=SkillMarketOut, responses=PLOTS)
    def skill(concept: str, asked: Annotated[SkillIn, Query()]) -> Response | SkillMarketOut:
        """One skill, area or family, by URI, id or name: demand, supply, what goes with it, sentences, over time."""
        service = serving.now()
        found = skill_market(service, named_skill(service, concept), slice_of(asked, finder), asked.grain)
        return _as(Form(asked.format.value), found)


P = TypeVar("P", DemandPage, EmergingPage, SkillMarketOut, TrendsPage, UnmetPage)


def _as(form: Form, page: P) -> Response | P:
    if form is Form.JSON:
        return page
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"demand.{form.value}"
        if form in (Form.SVG, Form.PNG):
            write_plot(file, page)
        else:
            write_table(file, page)
        content = file.read_bytes()
    headers = {"Content-Disposition": f'attachment; filename="demand.{form.value}"'}
    return Response(content, media_type=MEDIA[form.value], headers=headers)
