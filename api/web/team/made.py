"""A plan that stands on a page travels in the page: its files are made from it, and tell what the page tells."""

from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from api.team_asking import TeamQuestion
from api.team_schemas import TeamPlanOut
from api.web.carried import digest
from api.web.team.typed import TypedTeam
from corpora.teams.role_writing import brief_text
from matcher.workforce.plan_alternatives import ENOUGH


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePlan:
    asked: str
    """Digest of what it was made from."""
    answer: TeamPlanOut


SALT = "team-plan"
ADAPTER = TypeAdapter(MadePlan)


def asked_by(typed: TypedTeam, question: TeamQuestion) -> str:
    """Of all that a plan is made from, in whatever order it was typed; names are decided by addresses."""
    own = question.brief
    brief = replace(
        own,
        names=dict(sorted(own.names.items())),
        courses=dict(sorted(own.courses.items())),
        moves=dict(sorted(own.moves.items())),
    )
    coverage = ENOUGH if brief.coverage is None else brief.coverage
    told = (typed.table, typed.table_name, typed.unread, typed.roles)
    return digest(*told, brief_text(brief), coverage, question.consented)
