"""/v1/team: an upskilling plan for a team, and files to begin with. Nothing is stored; no cache may keep an answer."""

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Response

from api.sent_forms import MULTIPART
from api.serving import Serving
from api.team_asking import TeamQuestion, planned
from api.team_forms import MEDIA, TeamForm, file_of
from api.team_page import served_policy
from api.team_schemas import TeamPlanOut
from api.team_sending import BRIEF, NAMES, TABLE, Sent, TeamFieldsIn, TeamPlanIn, sent
from api.team_templates import MEDIA as TEMPLATE_MEDIA
from api.team_templates import write_template
from matcher.errors import TextTooLong

NAME = "team-plan"
OTHERS = "other plans"
FILES: dict[int | str, dict[str, Any]] = {200: {"content": {kind: {} for kind in MEDIA.values()}}}
TEMPLATES: dict[int | str, dict[str, Any]] = {200: {"content": {kind: {} for kind in TEMPLATE_MEDIA.values()}}}


def body_schema() -> dict[str, Any]:
    """Of a request: JSON, or files with the same fields beside them."""
    file = {"type": "string", "format": "binary"}
    fields = TeamFieldsIn.model_json_schema(ref_template="#/components/schemas/{model}")
    form = {
        "type": "object",
        "required": [TABLE, BRIEF],
        "properties": {TABLE: file, BRIEF: file, NAMES: file, **_inlined(fields)},
    }
    plan = TeamPlanIn.model_json_schema(ref_template="#/components/schemas/{model}")
    json = {"type": "object", "required": plan["required"], "properties": _inlined(plan)}
    return {
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": json}, MULTIPART: {"schema": form}},
        }
    }


def _inlined(schema: dict[str, Any]) -> dict[str, Any]:
    """The properties, with what they refer to in their place: the document knows nothing of those names."""
    known = schema.get("$defs", {})

    def within(part: Any) -> Any:  # noqa: ANN401 - JSON
        if isinstance(part, dict) and "$ref" in part:
            named = within(known[part["$ref"].rpartition("/")[2]])
            return {**named, **{key: within(value) for key, value in part.items() if key != "$ref"}}
        if isinstance(part, dict):
            return {key: within(value) for key, value in part.items()}
        return [within(one) for one in part] if isinstance(part, list) else part

    found: dict[str, Any] = within(schema["properties"])
    return found


def require_short(question: TeamQuestion, most: int) -> None:
    """Raises TextTooLong where the CV texts of a team are more than are read in one request."""
    length = sum(len(member.text or "") for member in question.team.members)
    if length > most:
        raise TextTooLong("all CV texts together", length=length, limit=most)


def team_routes(router: APIRouter, serving: Serving) -> None:
    @router.post("/v1/team/plan", response_model=TeamPlanOut, responses=FILES, openapi_extra=body_schema())
    def plan(asked: Annotated[Sent, Depends(sent)]) -> Response | TeamPlanOut:
        """Which courses for how many, in which quarter, at what cost. No person is scored, ranked or sorted."""
        service = serving.now()
        question = asked.question(service.settings.max_ad_characters)
        require_short(question, service.settings.max_ad_characters)
        with serving.plans.one(OTHERS):
            answer = planned(service, question, dt.date.today(), lambda _: None)
        form = asked.fields.format
        if form is TeamForm.JSON:
            return answer
        if form is TeamForm.HTML:
            headers = {"Content-Security-Policy": served_policy()}
        else:
            headers = {"Content-Disposition": f'attachment; filename="{NAME}.{form.value}"'}
        return Response(file_of(answer, form, asked.fields.csv_table), media_type=MEDIA[form], headers=headers)

    @router.get("/v1/team/template", response_class=Response, responses=TEMPLATES)
    def template(
        format: Annotated[Literal["xlsx", "csv", "yaml"], Query(description="a table, or roles")] = "xlsx",
    ) -> Response:
        """A table to fill in, or roles, with examples that we made up."""
        name = f"roles.{format}" if format == "yaml" else f"team.{format}"
        with TemporaryDirectory() as folder:
            file = Path(folder) / name
            write_template(file)
            data = file.read_bytes()
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(data, media_type=TEMPLATE_MEDIA[format], headers=headers)
