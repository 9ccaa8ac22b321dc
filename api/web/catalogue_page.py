"""`/providers/catalogue`: a provider's courses beside the demand; a catalogue that is sent is not kept."""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData, QueryParams

from api.errors import Refusal
from api.slicing import slice_of
from api.web.catalogue_form import COLUMNS, FILE, PASTED, SentCatalogue, sent_catalogue, text_in, told_fault, whole_form
from api.web.demand_map import by_in
from api.web.frame import Frame
from api.web.notes import told_notes
from api.web.own_courses import Laid, kept_supply, laid, sent_supply
from api.web.refusals import wrong
from api.web.slices import cut_in, offers, one_of
from api.web.supplying import SupplyAhead
from api.wiring import Service
from corpora.courses.columns import SHIPPED
from matcher.errors import InvalidInput
from matcher.provision import By

CATALOGUE = "/providers/catalogue"
PAGE = "web/provider/catalogue.html"
MOST_ENTRIES = 100
"""That are laid beside the demand at a time: each takes a sixth of a second to read."""
MOST_PROVIDERS = 200
LISTED = 25
"""Lines of each list."""
NOTHING: Mapping[str, object] = MappingProxyType({})


def catalogue_page(frame: Frame, ahead: SupplyAhead, router: APIRouter) -> None:
    def shown(
        request: Request, sent: FormData | QueryParams, status: int = 200, more: Mapping[str, object] = NOTHING
    ) -> Response:
        service = frame.serving.now()
        context = {
            "typed": {name: one_of(sent, name) for name in (PASTED, COLUMNS, "provider")},
            "by": by_in(one_of(sent, "by"), By.AREAS).value,
            "cut": cut_in(sent),
            "maps": SHIPPED,
            "providers": providers_of(service),
            "sample": service.provision.supplies.made_up,
            "offers": offers(service.provision.market().facts, service.pipeline.taxonomy),
            "laid": None,
            "known": True,
            "listed": LISTED,
            **more,
        }
        return frame.shown(request, PAGE, status, **context)

    def again(request: Request, refusal: Refusal) -> Response:
        sent = getattr(request.state, "form", None) or request.query_params
        return shown(request, sent, refusal.status, wrong(refusal))

    frame.again[CATALOGUE] = again

    @router.get(CATALOGUE, response_class=HTMLResponse)
    def picked(request: Request) -> Response:
        """Of a provider in the catalogue that the service has."""
        service, sent = frame.serving.now(), request.query_params
        provider = one_of(sent, "provider")
        if not provider:
            return shown(request, sent)
        by = by_in(one_of(sent, "by"), By.AREAS)
        if not ahead.is_known(service, by):
            return shown(request, sent, more={"known": False})
        found = laid_of_provider(service, sent, provider)
        return shown(request, sent, more={"laid": found, "notes": told_notes(found.notes), "whose": provider})

    @router.post(CATALOGUE, response_class=HTMLResponse)
    def uploaded(request: Request, form: Annotated[FormData, Depends(whole_form)]) -> Response:
        service = frame.serving.now()
        catalogue = sent_catalogue(form)
        require_few(catalogue)
        carried = {"carried": catalogue.carried(), "left_out": [told_fault(one) for one in catalogue.left_out]}
        service.provision.market().within(slice_of(cut_in(form).asked(), service.pipeline.finder))
        if not ahead.is_known(service, by_in(text_in(form, "by"), By.AREAS)):
            return shown(request, form, more={"known": False, **carried})
        found = laid_as_sent(service, form, catalogue)
        return shown(request, form, more={"laid": found, "notes": told_notes(found.notes), "whose": None, **carried})


def require_few(catalogue: SentCatalogue) -> None:
    """Raises InvalidInput where reading them would take too long."""
    sent = len(catalogue.entries)
    if sent > MOST_ENTRIES:
        raise InvalidInput(FILE, f"holds {sent} entries; give at most {MOST_ENTRIES} at a time here")


def laid_as_sent(service: Service, form: FormData, catalogue: SentCatalogue) -> Laid:
    """Raises what `inside` raises."""
    wanted = slice_of(cut_in(form).asked(), service.pipeline.finder)
    entries, by = catalogue.entries, by_in(text_in(form, "by"), By.AREAS)
    return laid(service, wanted, by, entries, lambda asked: sent_supply(service, entries, asked))


def providers_of(service: Service) -> list[tuple[str, int]]:
    """(name, courses) of the catalogue that counts, those of most courses first."""
    stated = (own.opportunity.provider for own in service.provision.supplies.courses())
    found = Counter(name for name in stated if name)
    return sorted(found.items(), key=lambda own: (-own[1], own[0]))[:MOST_PROVIDERS]


def laid_of_provider(service: Service, sent: QueryParams, provider: str) -> Laid:
    """Raises InvalidInput where the catalogue has no course of that provider, and what `inside` raises."""
    folded = provider.casefold()
    mine = [
        own for own in service.provision.supplies.courses() if (own.opportunity.provider or "").casefold() == folded
    ]
    if not mine:
        raise InvalidInput("provider", f"no course of the catalogue is by {provider[:80]!r}")
    wanted, ids = slice_of(cut_in(sent).asked(), service.pipeline.finder), {own.id for own in mine}
    by = by_in(one_of(sent, "by"), By.AREAS)
    return laid(service, wanted, by, mine, lambda asked: kept_supply(service, lambda own: own.id in ids, asked))
