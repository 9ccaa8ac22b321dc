"""The team that we made up, to try the pages with."""

from functools import cache
from pathlib import Path

import corpora
from api.web.team.filling import spread
from api.web.team.typed import TypedTeam
from corpora.teams.briefs import brief_of

FOLDER = Path(corpora.__file__).parent / "sample" / "team"
NAME = "library"
FILE = "team.csv"
CONSENTED = "true"


@cache
def sample_team() -> TypedTeam:
    """Its people are nobody, so that their consent can be stated."""
    brief = brief_of("roles.yaml", (FOLDER / "roles.yaml").read_bytes())
    table = (FOLDER / FILE).read_text("utf-8")
    return spread(brief, TypedTeam(table=table, table_name=f"{FILE} (sample data)", consented=CONSENTED))


def is_sample(typed: TypedTeam) -> bool:
    return typed.table.strip() == sample_team().table.strip()
