"""create_app(service): the whole HTTP surface, with nothing built at import time."""

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from starlette.middleware.gzip import GZipMiddleware

from api.access.rules import is_for_programs
from api.errors import Refusal, add_error_handlers, problem
from api.guarding import Guard
from api.heads import Heads
from api.mcp.http import mcp_route
from api.problem_schemas import describe_problems
from api.routes import routes
from api.serving import Serving
from api.web.frame import STATIC, make_frame
from api.web.site import site
from api.web.static import KeptFiles
from api.wiring import Service

LEAST_PACKED_BYTES = 1_000
TOO_MANY = 429
PACKING = 6
"""Of gzip, from 1 to 9: beyond it pages get no smaller that one would notice."""


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
    frame = make_frame(serving)

    def refuse(request: Request, refusal: Refusal) -> Response:
        """A problem for whoever came by the interface for programs, a page for all others."""
        if is_for_programs(request.url.path):
            return problem(refusal)
        if refusal.status == TOO_MANY:  # nobody has read what was typed
            return frame.turned_away(request, refusal)
        return frame.refused(request, refusal)

    def turn_away(request: Request, refusal: Refusal) -> Response:
        """The same for whom the app has not seen: no form, and nothing that it knows."""
        return problem(refusal) if is_for_programs(request.url.path) else frame.turned_away(request, refusal)

    add_error_handlers(app, refuse)
    describe_problems(app)
    app.add_middleware(Heads)
    app.add_middleware(Guard, refuse=refuse)
    app.add_middleware(GZipMiddleware, minimum_size=LEAST_PACKED_BYTES, compresslevel=PACKING)
    app.include_router(routes(serving))
    app.include_router(site(frame))
    app.router.routes.append(mcp_route(serving))
    app.state.make_ready = frame.make_ready
    app.state.refuse = refuse
    app.state.turn_away = turn_away
    app.mount("/static", KeptFiles(directory=STATIC), name="static")

    @app.get("/docs", include_in_schema=False)
    def documented() -> RedirectResponse:
        return RedirectResponse("/v1/openapi.json")

    return app
