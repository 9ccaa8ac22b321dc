"""What Prometheus may know of a process: how many requests of which kind, how long, who waits, who was turned away.

Names of routes, methods, numbers: nothing of what anybody asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.front.lanes import Lane, LaneName
from api.wiring import Versions

PREFIX = "matcher"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
"""Upper bounds of the histogram."""
TOO_MANY_OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Metrics:
    registry: CollectorRegistry
    requests: Counter
    seconds: Histogram
    turned_away: Counter

    def count(self, *, method: str, route: str, status: int, seconds: float) -> None:
        self.requests.labels(method, route, str(status)).inc()
        self.seconds.labels(route).observe(seconds)

    def turn_away(self, lane: LaneName | None) -> None:
        self.turned_away.labels(lane.value if lane else TOO_MANY_OPEN).inc()

    def watch_lanes(self, lanes: Sequence[Lane]) -> None:
        working = Gauge("working", "Requests that work", ("lane",), namespace=PREFIX, registry=self.registry)
        waiting = Gauge("waiting", "Requests that wait", ("lane",), namespace=PREFIX, registry=self.registry)
        for lane in lanes:
            working.labels(lane.name.value).set_function(partial(getattr, lane, "working"))
            waiting.labels(lane.name.value).set_function(partial(getattr, lane, "waiting"))

    def tell_versions(self, versions: Versions) -> None:
        """Of what the process started with."""
        named = ("software", "taxonomy", "encoder", "concepts")
        told = Gauge("versions", "Always 1", named, namespace=PREFIX, registry=self.registry)
        told.labels(*(getattr(versions, name) for name in named)).set(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The answer to whoever asks for them: an ASGI app."""
        await Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)(scope, receive, send)


def make_metrics() -> Metrics:
    """In a registry of their own: nothing of it is shared with others in the process."""
    registry = CollectorRegistry(auto_describe=True)
    ProcessCollector(registry=registry)
    return Metrics(
        registry=registry,
        requests=Counter(
            "requests", "Answered requests", ("method", "route", "status"), namespace=PREFIX, registry=registry
        ),
        seconds=Histogram(
            "request_seconds",
            "Until the end of the answer",
            ("route",),
            namespace=PREFIX,
            registry=registry,
            buckets=SECONDS,
        ),
        turned_away=Counter(
            "turned_away", "Told to come again, by what was full", ("lane",), namespace=PREFIX, registry=registry
        ),
    )
