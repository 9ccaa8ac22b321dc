"""Spans for OpenTelemetry, where the operator names a collector: the same few facts as a line of the log, and no more.

The instrumentation that OpenTelemetry ships for ASGI puts whole addresses into spans, queries included; these hold
what people type, so the span is made here.
"""

import importlib.util
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from starlette.requests import Request
from starlette.types import Scope

from api.front.watching import Log, Span
from matcher.errors import InvalidInput

SERVICE = "skill-demand-matcher"
NAMES = {
    "method": "http.request.method",
    "route": "http.route",
    "status": "http.response.status_code",
    "request": "matcher.request",
}
"""OpenTelemetry's names, by ours."""
BROKEN_FROM = 500


def require_telemetry() -> None:
    """Raises InvalidInput where the extra is not installed."""
    if importlib.util.find_spec("opentelemetry.sdk") is None:
        raise InvalidInput("telemetry", "needs more packages: pip install 'skill-demand-matcher[telemetry]'")


def spans_to(endpoint: str, version: str) -> tuple[Span, Callable[[], None]]:
    """What makes a span of each request, and what sends the last ones as the process stops. Raises InvalidInput."""
    require_telemetry()
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - an extra
    from opentelemetry.sdk.resources import Resource  # noqa: PLC0415 - as above
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415 - as above
    from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415 - as above

    provider = TracerProvider(resource=Resource.create({"service.name": SERVICE, "service.version": version}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    return spans_of(provider), provider.shutdown


def spans_of(provider: Any) -> Span:  # noqa: ANN401 - to name the type is to import an extra
    from opentelemetry.trace import SpanKind, Status, StatusCode  # noqa: PLC0415 - an extra
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator  # noqa: PLC0415 - as above

    tracer, propagator = provider.get_tracer(SERVICE), TraceContextTextMapPropagator()

    @contextmanager
    def span(scope: Scope) -> Iterator[Log]:
        context = propagator.extract(dict(Request(scope).headers))
        with tracer.start_as_current_span(scope["method"], context=context, kind=SpanKind.SERVER) as own:

            def ended(told: Mapping[str, Any]) -> None:
                own.update_name(f"{told['method']} {told['route']}")
                own.set_attributes({NAMES[name]: value for name, value in told.items() if name in NAMES})
                if told["status"] >= BROKEN_FROM:
                    own.set_status(Status(StatusCode.ERROR))

            yield ended

    return span
