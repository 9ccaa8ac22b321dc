"""`/providers/unmet`: what is asked for most and taught least, with every part of the score."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.demand_asking import Portion, unmet_page
from api.errors import Refusal
from api.slicing import slice_of
from api.web.demand_map import by_in
from api.web.frame import Frame
from api.web.notes import told_notes
from api.web.refusals import wrong
from api.web.slices import Cut, cut_in, offers, one_of, tidied
from api.web.supplying import SupplyAhead
from matcher.natures import Nature
from matcher.provision import By

UNMET = "/providers/unmet"
PAGE = "web/provider/unmet.html"
LISTED = 40
LAST_START = 1_000_000


def unmet_list(frame: Frame, ahead: SupplyAhead, router: APIRouter) -> None:
    def shown(request: Request, cut: Cut, status: int = 200, **more: object) -> Response:
        service, asked = frame.serving.now(), request.query_params
        by = by_in(one_of(asked, "by"), By.AREAS)
        portion = Portion(
            by=by,
            nature=nature_in(one_of(asked, "nature")),
            start=start_in(one_of(asked, "start")),
            limit=LISTED,
            ways_of_working=bool(one_of(asked, "ways")),
        )
        page, awaited = None, None
        if status == 200:
            wanted = slice_of(cut.asked(), service.pipeline.finder)
            service.provision.market().within(wanted)  # a wrong slice is told at once
            awaited = ahead.awaited(service, by)
            page = unmet_page(service, wanted, portion) if awaited is None else None
        context = {
            "cut": cut,
            "page": page,
            "portion": portion,
            "awaited": awaited,
            "notes": told_notes(page.notes) if page else [],
            "offers": offers(service.provision.market().facts, service.pipeline.taxonomy),
        }
        return frame.shown(request, PAGE, status, **context, **more)

    def again(request: Request, refusal: Refusal) -> Response:
        return shown(request, cut_in(request.query_params), refusal.status, **wrong(refusal))

    frame.again[UNMET] = again

    @router.get(UNMET, response_class=HTMLResponse)
    def unmet(request: Request) -> Response:
        return tidied(request) or shown(request, cut_in(request.query_params))


def nature_in(typed: str) -> Nature | None:
    return Nature(typed) if typed in set(Nature) else None


def start_in(typed: str) -> int:
    """The place in a list from which a page shows it; the first where an address names none."""
    return min(int(typed), LAST_START) if typed.isascii() and typed.isdigit() and len(typed) < 8 else 0
