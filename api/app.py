"""create_app(service): the whole HTTP surface, with nothing built at import time."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles

from api.errors import add_error_handlers, problem
from api.pages import page_routes
from api.routes import routes
from api.wiring import Service

MAX_BODY_BYTES = 12_000_000
"""A request beyond it is refused before it is read."""
PRIVATE_PATHS = ("/v1/gap", "/v1/extract", "/v1/ads", "/advise")
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)

Next = Callable[[Request], Awaitable[Response]]


def create_app(service: Service) -> FastAPI:
    app = FastAPI(
        title="Skill-demand matcher",
        version=service.versions.software,
        description="From a job ad to the micro-credentials that close the gap, with the evidence.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
    )
    add_error_handlers(app)
    app.middleware("http")(guard)
    app.include_router(routes(service))
    app.include_router(page_routes(service))
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")

    @app.get("/docs", include_in_schema=False)
    def documented() -> RedirectResponse:
        return RedirectResponse("/v1/openapi.json")

    return app


async def guard(request: Request, go_on: Next) -> Response:
    """Refuse what is too large; forbid caching and embedding of what was made from a person's text."""
    declared = request.headers.get("content-length", "0")
    if not declared.isdigit() or int(declared) > MAX_BODY_BYTES:
        return problem(413, "Request too large", f"a request may have {MAX_BODY_BYTES:,} bytes at most")
    answer = await go_on(request)
    if request.url.path.startswith(PRIVATE_PATHS):
        answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
