"""The plan of the team that we made up as the wire format says it."""

from datetime import date

from api.schemas import VersionsOut
from api.team_rendering import Made, TeamRenderer
from api.team_schemas import TeamPlanOut
from matcher.workforce.report import TeamReport
from tests import small_team

DAY = date(2026, 11, 26)
VERSIONS = VersionsOut(
    software="0.1.0",
    taxonomy="t-1",
    encoder="e-1",
    concepts="c-1",
    catalogue="k-1",
    ads="a-1",
    own_skills=None,
    roles=None,
    titles=None,
    teaching="x-1",
)


def told(report: TeamReport) -> TeamPlanOut:
    renderer = TeamRenderer(small_team.taxonomy(), small_team.catalogue())
    return renderer.plan(Made(file="team.xlsx", brief=small_team.BRIEF, day=DAY), report, VERSIONS)
