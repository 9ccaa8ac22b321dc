"""run(service, socket): the app, what stands before it, and the server that runs both until a signal."""

import socket
import sys

from api.access.entrance import make_entrance
from api.app import create_app
from api.front.logs import begin_logging, log_request
from api.front.server import Server, Stopping
from api.front.stack import Around, make_front
from api.front.telemetry import spans_to
from api.front.watching import Span, no_span
from api.wiring import Service
from models.ad_index import in_a_thread


def run(service: Service, listening: socket.socket) -> None:
    """Raises KeyboardInterrupt after an interrupt, and InvalidInput for telemetry that can't be sent."""
    settings = service.settings
    begin_logging(settings.log)
    app = create_app(service)
    in_a_thread(app.state.make_ready)
    span: Span = no_span
    last_spans = _nothing
    if settings.telemetry is not None:
        span, last_spans = spans_to(settings.telemetry, service.versions.software)
    entrance = make_entrance(service, app, create_app, listening.getsockname()[0], _say)
    around = Around(
        refuse=app.state.refuse,
        store_version=service.store.version,
        outdated_ads=lambda: service.pipeline.ads.outdated,
        say=_say,
        log=log_request,
        span=span,
        door=entrance.door,
    )
    front = make_front(entrance.rooms, around, settings.rate_per_minute)
    front.metrics.tell_versions(service.versions)
    stopping = Stopping(notice_seconds=settings.notice_seconds, within_seconds=settings.stop_seconds)
    try:
        Server(front.app, front.readiness, stopping, settings.proxies).serve_at([listening])
    finally:
        last_spans()


def _nothing() -> None:
    """Where no spans are kept."""


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
