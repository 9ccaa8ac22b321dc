"""`/providers/catalogue`: a provider's courses beside the demand; a catalogue that is sent is not kept."""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse
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
from api.web.streaming import stream, text_of
from api.web.supplying import SupplyAhead
from api.wiring import Service
from corpora.courses.columns import SHIPPED
from matcher.errors import InvalidInput
from matcher.progress import Progress, untold
from matcher.provision import By

CATALOGUE, READING = "/providers/catalogue", "/providers/catalogue/reading"
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
            "awaited": None,
            "listed": LISTED,
            **more,
        }
        return frame.shown(request, PAGE, status, **context)

    def again(request: Request, refusal: Refusal) -> Response:
        sent = getattr(request.state, "form", None) or request.query_params
        return shown(request, sent, refusal.status, wrong(refusal))

    frame.again[CATALOGUE] = frame.again[READING] = again

    @router.get(CATALOGUE, response_class=HTMLResponse)
    def picked(request: Request) -> Response:
        """Of a provider in the catalogue that the service has."""
        service, sent = frame.serving.now(), request.query_params
        provider = one_of(sent, "provider")
        if not provider:
            return shown(request, sent)
        by = by_in(one_of(sent, "by"), By.AREAS)
        awaited = ahead.awaited(service, by)
        if awaited is not None:
            return shown(request, sent, more={"awaited": awaited})
        found = laid_of_provider(service, sent, provider)
        return shown(request, sent, more={"laid": found, "notes": told_notes(found.notes), "whose": provider})

    @router.post(CATALOGUE, response_class=HTMLResponse)
    def uploaded(request: Request, form: Annotated[FormData, Depends(whole_form)]) -> Response:
        service = frame.serving.now()
        catalogue, awaited = few_sent(service, form), ahead.awaited(service, by_of(form))
        found = laid_as_sent(service, form, catalogue) if awaited is None else None
        return shown(request, form, more={**told_of(catalogue, found), "awaited": awaited})

    @router.post(READING, response_class=StreamingResponse)
    def reading(request: Request, form: Annotated[FormData, Depends(whole_form)]) -> Response:
        """The same with how far it is on the way; nobody has to ask again."""
        service = frame.serving.now()
        catalogue = few_sent(service, form)
        return stream(
            lambda told: text_of(
                shown(request, form, more=told_of(catalogue, laid_when_known(service, ahead, form, catalogue, told)))
            ),
            lambda refusal: text_of(again(request, refusal)),
        )


def told_of(catalogue: SentCatalogue, found: Laid | None) -> Mapping[str, object]:
    """What the page shows of a catalogue that was sent; `found`: None while who teaches what is being worked out."""
    return {
        "carried": catalogue.carried(),
        "left_out": [told_fault(one) for one in catalogue.left_out],
        "unread": catalogue.unread,
        "laid": found,
        "notes": told_notes(found.notes) if found else [],
        "whose": None,
    }


def laid_when_known(
    service: Service, ahead: SupplyAhead, form: FormData, catalogue: SentCatalogue, told: Progress
) -> Laid:
    """`told` hears of steps: skills that all courses are judged by, where that is yet to be done, then courses read."""
    left = ahead.awaited(service, by_of(form))
    skills = left.of - left.done if left else 0
    steps = skills + len(catalogue.entries)
    ahead.wait(service, by_of(form), lambda done, of: told(max(skills - (of - done), 0), steps))
    return laid_as_sent(service, form, catalogue, lambda done, _: told(skills + done, steps))


def by_of(form: FormData) -> By:
    return by_in(text_in(form, "by"), By.AREAS)


def few_sent(service: Service, form: FormData) -> SentCatalogue:
    """Raises InvalidInput where reading them would take too long, and what `inside` raises for the slice."""
    catalogue = sent_catalogue(form)
    sent = len(catalogue.entries)
    if sent > MOST_ENTRIES:
        raise InvalidInput(FILE, f"holds {sent} entries; give at most {MOST_ENTRIES} at a time here")
    service.provision.market().within(slice_of(cut_in(form).asked(), service.pipeline.finder))
    return catalogue


def laid_as_sent(service: Service, form: FormData, catalogue: SentCatalogue, told: Progress = untold) -> Laid:
    """Raises what `inside` raises."""
    wanted = slice_of(cut_in(form).asked(), service.pipeline.finder)
    entries = catalogue.entries
    return laid(service, wanted, by_of(form), entries, lambda asked: sent_supply(service, entries, asked, told))


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
