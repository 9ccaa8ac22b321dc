"""create_app(service): the whole HTTP surface, with nothing built at import time."""

from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles

from api.errors import Refusal, add_error_handlers, problem
from api.guarding import Guard
from api.pages import ADVISE, make_pages
from api.routes import routes
from api.serving import Serving
from api.wiring import Service


def create_app(service: Service) -> FastAPI:
    app = FastAPI(
        title="Skill-demand matcher",
        version=service.versions.software,
        description="From a job ad to the micro-credentials that close the gap, with the evidence.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
    )
    serving = Serving(service=service)
    pages = make_pages(serving)

    def refuse(request: Request, refusal: Refusal) -> Response:
        """A page for whoever came by the page, a problem for all others."""
        return pages.refused(request, refusal) if request.url.path == ADVISE else problem(refusal)

    add_error_handlers(app, refuse)
    app.add_middleware(Guard, refuse=refuse)
    app.include_router(routes(serving))
    app.include_router(pages.routes())
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")

    @app.get("/docs", include_in_schema=False)
    def documented() -> RedirectResponse:
        return RedirectResponse("/v1/openapi.json")

    return app
