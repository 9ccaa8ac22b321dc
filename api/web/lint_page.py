"""`/providers/lint`: what the entries of a catalogue lack, fixes to accept or to type, and the mended catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from starlette.datastructures import FormData

from api.errors import Refusal
from api.linked import labels_of
from api.lint_rendering import entry_out, overall_out
from api.lint_schemas import FindingOut
from api.media import MEDIA_TYPES
from api.web.catalogue_form import (
    COLUMNS,
    PASTED,
    SentCatalogue,
    sent_catalogue,
    text_in,
    told_fault,
    travelling,
    whole_form,
)
from api.web.frame import Frame
from api.web.mending import SETTABLE, Mended, for_all, mended, target_of
from api.web.refusals import wrong
from api.web.streaming import stream, text_of
from api.web.suggestions import carried, suggested
from api.web.unmet_page import start_in
from api.wiring import Service
from corpora.courses.columns import SHIPPED
from corpora.courses.exports import Export, format_of, write_export
from matcher.achievements import Achievement
from matcher.completeness.report import CatalogueReport, lint_catalogue, sure_from, with_accepted
from matcher.errors import Rejected
from matcher.progress import Progress, untold

LINT, READING, MENDED = "/providers/lint", "/providers/lint/reading", "/providers/lint/mended"
PAGE = "web/provider/lint.html"
NOTHING: Mapping[str, object] = MappingProxyType({})
LISTED = 20
"""Entries of a look, those with most to do first."""
ACCEPT_FROM = {"": None, "0.6": 0.6, "0.8": 0.8}
"""Confidence from which all suggestions are accepted at once."""
FILES = {
    "csv": ("catalogue.csv", MEDIA_TYPES["csv"]),
    "xlsx": ("catalogue.xlsx", MEDIA_TYPES["xlsx"]),
    "jsonl": ("catalogue.jsonl", MEDIA_TYPES["jsonl"]),
    "schema.org": ("catalogue-schema-org.jsonld", MEDIA_TYPES["jsonld"]),
    "CTDL": ("catalogue-ctdl.jsonld", MEDIA_TYPES["jsonld"]),
    "ELM": ("catalogue-elm.jsonld", MEDIA_TYPES["jsonld"]),
    "open-badges": ("catalogue-open-badges.json", MEDIA_TYPES["jsonld"]),
}
"""Format -> (name of the file, media type)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A catalogue as it is after what was accepted and typed."""

    entries: tuple[Achievement, ...]
    report: CatalogueReport
    left_out: tuple[Rejected, ...]
    unread: tuple[str, ...]
    """Columns of the table."""
    mended: Mended
    was_read: bool


def lint_page(frame: Frame, router: APIRouter) -> None:
    def shown(
        request: Request, form: FormData | None, status: int = 200, more: Mapping[str, object] = NOTHING
    ) -> Response:
        typed = {name: text_in(form, name) for name in (PASTED, COLUMNS)}
        context = {
            "typed": typed,
            "maps": SHIPPED,
            "looked": None,
            "formats": list(FILES),
            "settable": SETTABLE,
            "grouped": by_field,
        }
        return frame.shown(request, PAGE, status, **{**context, **more})

    def again(request: Request, refusal: Refusal) -> Response:
        form = getattr(request.state, "form", None)
        return shown(request, form, refusal.status, wrong(refusal))

    frame.again[LINT] = frame.again[READING] = frame.again[MENDED] = again

    @router.get(LINT, response_class=HTMLResponse)
    def start(request: Request) -> Response:
        return shown(request, None)

    @router.post(LINT, response_class=HTMLResponse)
    def lint(request: Request, form: Annotated[FormData, Depends(whole_form)]) -> Response:
        looked = look(frame.serving.now(), form, sent_catalogue(form))
        return shown(request, form, more=_told(frame.serving.now(), looked, form))

    @router.post(READING, response_class=StreamingResponse)
    def reading(request: Request, form: Annotated[FormData, Depends(whole_form)]) -> Response:
        """The same with how many entries are read on the way."""
        service, sent = frame.serving.now(), sent_catalogue(form)
        return stream(
            lambda told: text_of(shown(request, form, more=_told(service, look(service, form, sent, told), form))),
            lambda refusal: text_of(again(request, refusal)),
        )

    @router.post(MENDED)
    def download(request: Request, form: Annotated[FormData, Depends(whole_form)]) -> Response:
        service = frame.serving.now()
        looked = look(service, form, sent_catalogue(form))
        if looked.mended.faults:
            return shown(request, form, 422, _told(service, looked, form))
        return mended_file(service, looked.entries, text_in(form, "format"))


def look(service: Service, form: FormData, sent: SentCatalogue, told: Progress = untold) -> Looked:
    """Raises what `suggested` raises."""
    wanted = text_in(form, "suggest") == "yes"
    entries = suggested(service, sent.entries, text_in(form, "read"), told) if wanted else list(sent.entries)
    label = labels_of(service.pipeline.taxonomy)
    done = mended(entries, form, lint_catalogue(entries), label)
    least = ACCEPT_FROM.get(text_in(form, "accept_from"))
    taken = done.entries
    if least is not None:
        taken = tuple(with_accepted(own, sure_from(least), label) for own in taken)
    more = sum(one != other for one, other in zip(taken, done.entries, strict=True))
    return Looked(
        entries=taken,
        report=lint_catalogue(taken),
        left_out=sent.left_out,
        unread=sent.unread,
        mended=replace(done, entries=taken, taken=done.taken + more),
        was_read=wanted,
    )


def _told(service: Service, looked: Looked, form: FormData) -> Mapping[str, object]:
    """What the page shows of it."""
    taxonomy = service.pipeline.taxonomy if looked.was_read else None
    order = sorted(enumerate(looked.report.entries), key=lambda own: (-own[1].to_do, own[0]))
    start = start_in(text_in(form, "start")) if start_in(text_in(form, "start")) < len(order) else 0
    listed = [(at, own.achievement, entry_out(own, taxonomy)) for at, own in order[start : start + LISTED]]
    kept = {name: str(value) for name, value in form.multi_items() if name in looked.mended.faults}
    return {
        "looked": looked,
        "overall": overall_out(looked.report),
        "listed": listed,
        "start": start,
        "limit": LISTED,
        "for_all": for_all(looked.report),
        "faults": looked.mended.faults,
        "kept": kept,
        "left_out": [told_fault(one) for one in looked.left_out],
        "unread": looked.unread,
        "carried": travelling(looked.entries),
        "read": carried(looked.entries) if looked.was_read else "",
    }


def by_field(findings: Sequence[FindingOut]) -> list[tuple[str, list[FindingOut]]]:
    """Those that one value would answer together, in the order of the first of each."""
    found: dict[str, list[FindingOut]] = {}
    for own in findings:
        found.setdefault(target_of(own.element, own.field), []).append(own)
    return list(found.items())


def mended_file(service: Service, entries: tuple[Achievement, ...], form: str) -> Response:
    """Only what entries state is written. Raises InvalidInput where there is no such format."""
    form = format_of(Path("catalogue"), form)
    name, media = FILES.get(form, FILES["jsonl"])
    about = [
        ("made on", date.today().isoformat()),
        *(("licence", own) for own in service.pipeline.taxonomy.attribution),
    ]
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        write_export(path, form, Export(entries, labels_of(service.pipeline.taxonomy), about))
        data = path.read_bytes()
    return Response(data, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})
