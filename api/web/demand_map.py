"""`/providers`: what the ads of a slice ask for, family by family, beside who teaches it and where it is going."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.demand_asking import IN_NO_AREA
from api.demand_rendering import DemandRenderer, trend_out
from api.demand_schemas import DemandLine, TotalsOut, TrendOut
from api.errors import Refusal
from api.slicing import slice_of
from api.web.drawing import Map, maps_of
from api.web.frame import Frame
from api.web.notes import told_notes
from api.web.refusals import wrong
from api.web.slices import Cut, cut_in, offers, one_of, tidied
from api.web.supplying import SupplyAhead
from api.wiring import Service
from matcher.periods import Grain
from matcher.provision import By
from matcher.slices import Slice
from matcher.unmet import Unmet

PROVIDERS = "/providers"
PAGE = "web/provider/map.html"
LISTED = 60
"""Lines of a page; families are fewer."""


class Order(StrEnum):
    """Of the lines of the map."""

    DEMAND = "demand"
    SUPPLY = "supply"
    UNMET = "unmet"


SORTED: Mapping[Order, Callable[[Unmet], float]] = {
    Order.DEMAND: lambda own: -own.demand.ads,
    Order.SUPPLY: lambda own: -len(own.supply.closing),
    Order.UNMET: lambda own: -own.score,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """The map in the order that was asked for."""

    totals: TotalsOut
    notes: tuple[str, ...]
    total: int
    """Lines that there are, with those that are not shown."""
    lines: tuple[DemandLine, ...]
    """With what is taught of each, where that is known: then UnmetLine."""
    plots: tuple[Map, ...]
    trends: Mapping[str, TrendOut]
    """By the id of a line."""


def demand_map(frame: Frame, ahead: SupplyAhead, router: APIRouter) -> None:
    def shown(request: Request, cut: Cut, status: int = 200, **more: object) -> Response:
        service = frame.serving.now()
        by, order = by_in(one_of(request.query_params, "by"), By.FAMILIES), _order(request)
        found: dict[str, object] = {
            "cut": cut,
            "by": by.value,
            "order": order.value,
            "mapped": None,
            "notes": [],
            "awaited": None,
        }
        if status == 200:
            wanted = slice_of(cut.asked(), service.pipeline.finder)
            service.provision.market().within(wanted)  # a wrong slice is told at once
            awaited = ahead.awaited(service, by)
            mapped = _mapped(service, wanted, by, order if awaited is None else None)
            found |= {"mapped": mapped, "notes": told_notes(mapped.notes), "awaited": awaited}
        context = {"offers": offers(service.provision.market().facts, service.pipeline.taxonomy)}
        return frame.shown(request, PAGE, status, **{**context, **found, **more})

    def again(request: Request, refusal: Refusal) -> Response:
        return shown(request, cut_in(request.query_params), refusal.status, **wrong(refusal))

    frame.again[PROVIDERS] = again

    @router.get(PROVIDERS, response_class=HTMLResponse)
    def providers(request: Request) -> Response:
        return tidied(request) or shown(request, cut_in(request.query_params))


def by_in(typed: str, default: By) -> By:
    """What an address names that is none counts as the default: nobody typed it into a form."""
    return By(typed) if typed in set(By) else default


def _order(request: Request) -> Order:
    typed = one_of(request.query_params, "sort")
    return Order(typed) if typed in set(Order) else Order.DEMAND


def _mapped(service: Service, wanted: Slice, by: By, order: Order | None) -> Mapped:
    """Without what is taught where there is no order. Only the lines that are shown are worded: there are thousands."""
    provision, renderer = service.provision, DemandRenderer(service)
    lines: tuple[DemandLine, ...]
    plots: tuple[Map, ...] = ()
    if order is None:
        totals, asked = provision.demand(wanted, by)
        total = len(asked)
        lines = tuple(renderer.line(own, totals.ads) for own in asked[:LISTED])
    else:
        totals, found = provision.unmet(wanted, by)
        ordered = sorted(found, key=lambda own: (own.demand.is_small, SORTED[order](own), own.demand.id))[:LISTED]
        lines = taught = tuple(renderer.unmet_line(own, totals.ads) for own in ordered)
        total, plots = len(found), maps_of(taught)
    moving = provision.trends(wanted, by, Grain.QUARTER).moving if totals.first else ()
    listed = {own.id for own in lines}
    head = renderer.head(wanted, totals)
    return Mapped(
        totals=head["totals"],
        notes=(*head["notes"], *((IN_NO_AREA,) if by is By.AREAS and totals.ads else ())),
        total=total,
        lines=lines,
        plots=plots,
        trends={own.demand.id: trend_out(own.trend) for own in moving if own.demand.id in listed},
    )
