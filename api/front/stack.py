"""make_front(app, ...): everything that stands before the app, in its order."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import Refuse
from api.front.admission import Admission, ordinary_lanes
from api.front.metrics import Metrics, make_metrics
from api.front.paths import METRICS
from api.front.rates import Rate, Rates, Strangers
from api.front.readiness import Readiness, nothing
from api.front.watching import Log, Span, Watch, no_span, unseen
from api.guarding import Guard


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    app: ASGIApp
    readiness: Readiness
    metrics: Metrics


def _open(app: ASGIApp) -> ASGIApp:
    return app


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the front needs of the process that it stands in."""

    refuse: Refuse
    store_version: Callable[[], str]
    say: Callable[[str], None]
    outdated_ads: Callable[[], int] = nothing
    log: Log = unseen
    span: Span = no_span
    door: Callable[[ASGIApp], ASGIApp] = _open
    """Who is let in, for what stands behind it."""


def make_front(app: ASGIApp, around: Around, rate_per_minute: int) -> Front:
    """Outermost first: who watches, whether the process is ready, what guards it, who may send more, who works now."""
    refuse, metrics, lanes = around.refuse, make_metrics(), ordinary_lanes()
    metrics.watch_lanes(lanes)
    admitted = Admission(app, refuse, lanes, metrics.turn_away)
    rated = Rates(Choosing(METRICS, metrics, admitted), Rate(rate_per_minute), refuse)
    knocked = Strangers(around.door(rated), Rate(rate_per_minute), refuse)
    readiness = Readiness(
        app=Guard(knocked, refuse), store_version=around.store_version, outdated_ads=around.outdated_ads, say=around.say
    )
    watch = Watch(app=readiness, metrics=metrics, log=around.log, span=around.span)
    return Front(app=watch, readiness=readiness, metrics=metrics)


@dataclass(frozen=True, slots=True)
class Choosing:
    """One path has an app of its own."""

    path: str
    its: ASGIApp
    other: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        its = scope["type"] == "http" and scope["path"] == self.path
        await (self.its if its else self.other)(scope, receive, send)
