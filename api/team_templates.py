"""Files to begin a team's plan with: which one, by its suffix."""

from collections.abc import Callable, Mapping
from pathlib import Path

from api.media import media_of
from corpora.teams.templates import write_brief_template, write_team_template
from matcher.errors import InvalidInput

WRITERS: Mapping[str, Callable[[Path], None]] = {
    "xlsx": write_team_template,
    "csv": write_team_template,
    "yaml": write_brief_template,
    "yml": write_brief_template,
}
MEDIA: Mapping[str, str] = media_of(("xlsx", "csv", "yaml"))


def write_template(path: Path) -> None:
    """Raises InvalidInput for another suffix."""
    write = WRITERS.get(path.suffix.lower().lstrip("."))
    if write is None:
        raise InvalidInput("out", f"{path.name} should end in .xlsx or .csv for a table, in .yaml for roles")
    write(path)
