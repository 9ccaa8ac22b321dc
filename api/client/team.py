"""Upskilling plans for teams."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Unpack

from api.client.options import TableGiven, TeamOptions
from api.client.sending import File, Sending, get, post
from api.team_schemas import TeamPlanOut

PLAN = "/v1/team/plan"
TeamFile = Literal["xlsx", "csv", "html", "pdf", "docx"]
CsvTable = Literal["plan", "matrix", "costs", "alternatives", "people", "review", "sources"]


@dataclass(frozen=True, slots=True)
class Team:
    """Every method raises ClientError."""

    sending: Sending

    def plan(self, table: TableGiven, brief: Mapping[str, Any], **options: Unpack[TeamOptions]) -> TeamPlanOut:
        """Which courses for how many, in which quarter, at what cost. `brief`: with the keys of docs/team.md."""
        return self.sending.answer(TeamPlanOut, post(PLAN, {**options, "table": table, "brief": brief}))

    def plan_file(
        self,
        table: TableGiven,
        brief: Mapping[str, Any],
        format: TeamFile,
        csv_table: CsvTable | None = None,
        **options: Unpack[TeamOptions],
    ) -> File:
        """`csv_table`: which table a CSV holds."""
        chosen = {"format": format} | ({"csv_table": csv_table} if csv_table is not None else {})
        return self.sending.file(post(PLAN, {**options, "table": table, "brief": brief, **chosen}))

    def template(self, format: Literal["xlsx", "csv", "yaml"] = "xlsx") -> File:
        """A table to fill in, or roles, with examples that are made up."""
        return self.sending.file(get("/v1/team/template", {"format": format}))
