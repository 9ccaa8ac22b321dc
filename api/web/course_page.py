"""`/courses/...`: one course as its provider states it, what it teaches in its own words, what it leaves open."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.lint_rendering import entry_out
from api.rendering import Renderer
from api.web.frame import Frame
from corpora.courses.files import FORMATS
from matcher.achievements import Achievement, AchievementId, Catalogue
from matcher.completeness.report import lint_entry
from matcher.errors import UnknownAchievement

PAGE = "web/provider/course.html"


def course_page(frame: Frame, router: APIRouter) -> None:
    @router.get("/courses/{id:path}", response_class=HTMLResponse)
    def course(request: Request, id: str) -> Response:
        """Raises UnknownAchievement."""
        service = frame.serving.now()
        catalogue = service.pipeline.catalogue
        one = catalogue.get(AchievementId(id))
        context = {
            "course": Renderer(service.pipeline.taxonomy).achievement(one),
            "ways": one.opportunity.instances,
            "made_of": _named(catalogue, one.parts),
            "before": _named(catalogue, [AchievementId(own) for own in one.opportunity.prerequisites]),
            "checked": entry_out(lint_entry(one), None),
            "formats": [form.name for form in FORMATS],
        }
        return frame.shown(request, PAGE, 200, **context)


def _named(catalogue: Catalogue, ids: Sequence[AchievementId]) -> list[tuple[str, Achievement | None]]:
    """Each with the course that it names; None where the catalogue has none, or it is no id."""
    return [(id, _known(catalogue, id)) for id in ids]


def _known(catalogue: Catalogue, id: AchievementId) -> Achievement | None:
    try:
        return catalogue.get(id)
    except UnknownAchievement:
        return None
