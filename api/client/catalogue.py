"""Questions about courses, those on offer and those that somebody writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Unpack
from urllib.parse import quote

from api.client.options import PageOptions
from api.client.sending import File, Sending, get, post
from api.lint_schemas import LintResponse
from api.schemas import AchievementPage, AchievementResponse, UnitsOut

PATH = "/v1/achievements"
LinkedData = Literal["schema.org", "CTDL", "ELM", "open-badges"]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every method raises ClientError."""

    sending: Sending

    def page(self, **options: Unpack[PageOptions]) -> AchievementPage:
        """The catalogue by id."""
        return self.sending.answer(AchievementPage, get(PATH, options))

    def achievement(self, achievement_id: str) -> AchievementResponse:
        """One micro-credential or course."""
        return self.sending.answer(AchievementResponse, get(f"{PATH}/{quote(achievement_id, safe='')}"))

    def achievement_file(self, achievement_id: str, format: LinkedData) -> File:
        """The same as JSON-LD."""
        return self.sending.file(get(f"{PATH}/{quote(achievement_id, safe='')}", {"format": format}))

    def units(self, of: str, by: Sequence[str] = ()) -> UnitsOut:
        """A qualification taken apart into the skills of its units, and which of them others cover."""
        return self.sending.answer(UnitsOut, get("/v1/units", {"of": of, "by": list(by)}))

    def lint(
        self,
        entries: Sequence[Mapping[str, Any]],
        *,
        suggestions: bool = True,
        written_as: LinkedData | None = None,
        accept: float | None = None,
    ) -> LintResponse:
        """Which elements of the frameworks the entries state, lack or leave vague; what to write instead."""
        query = {"suggestions": suggestions, "as": written_as, "accept": accept}
        return self.sending.answer(LintResponse, post("/v1/catalogue/lint", list(entries), query))
