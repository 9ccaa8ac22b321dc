"""The job seeker's pages: paste an ad or name a role, see what it asks, decide, and close what is missing."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse

from api.errors import Refusal, refusal_of
from api.routes import taken_along
from api.taking_along import TakeForm
from api.totals_text import is_exact, said, said_of_award, unsaid
from api.typed import WISHES
from api.web.frame import Frame
from api.web.nothing_read import nothing_read
from api.web.plot import plot
from api.web.said import ADD, INSTEAD
from api.web.said import unsaid as unsaid_of
from api.web.samples import SAMPLES, sample_ad
from api.web.seeker_answer import SeekerAnswer, answered, blank_form
from api.web.seeker_form import AD_FILE, PROFILE_FILE, SeekerForm, file_field, seeker_form
from api.web.seeker_view import FOLDED_BELOW, UNSURE_BELOW, SeekerView
from api.web.sliders import sliders
from api.web.streaming import stream, text_of
from api.web.ways_without import ways_without
from matcher.errors import MatcherError
from matcher.opportunities import Mode
from matcher.profiles import HoldingSource
from matcher.progress import Progress, untold

ADVISE, READING, TAKE = "/advise", "/advise/reading", "/take"
LABELS = {
    "ad": "The job ad",
    "ad_file": "The file of the ad",
    "role": "The role",
    "profile": "What you have",
    "profile_file": "The file of what you have",
    "budget": "Money you can spend",
    "currency": "Currency",
    "hours": "Hours in all",
    "hours_per_week": "Hours a week",
    "weeks": "Weeks",
    "mode": "Way to learn",
    "languages": "Languages of teaching",
    "level_from": "Lowest level",
    "level_to": "Highest level",
    "starts_from": "First day to begin",
    "starts_by": "Last day to begin",
    "providers": "Only from these providers",
    "without_providers": "Not from these providers",
    "add": "A skill to add",
}
"""Of the fields, as the page calls them."""
SOURCES = {
    HoldingSource.VERIFIED.value: "proved",
    HoldingSource.SELF_CLAIMED.value: "by your own word",
    HoldingSource.INFERRED.value: "read in what you gave",
}
"""How a holding is known, as the page says it."""
WISHES_AND_LIMITS = frozenset({*WISHES, "budget", "currency", "hours", "hours_per_week", "weeks"})
TAKES = (
    (TakeForm.PDF, "PDF to print or to show"),
    (TakeForm.DOCX, "DOCX to edit"),
    (TakeForm.JSONRESUME, "JSON Resume with the planned certificates"),
    (TakeForm.CSV, "CSV for a spreadsheet"),
    (TakeForm.JSONLD, "JSON-LD for programs"),
)
MOST_FAULTS = 10
"""Fields that are wrong at once and are said at once."""
START, ANSWER = "web/seeker/start.html", "web/seeker/answer.html"


def seeker_pages(router: APIRouter, frame: Frame) -> None:
    seeker = Seeker(frame)
    frame.again.update(dict.fromkeys((ADVISE, READING, *(f"{TAKE}/{form}" for form in TakeForm)), seeker.again))

    @router.get("/", response_class=HTMLResponse)
    def start(request: Request) -> Response:
        return seeker.start(request, blank_form(frame.serving.now()))

    @router.post(ADVISE, response_class=HTMLResponse)
    def advise(request: Request, form: Annotated[SeekerForm, Depends(seeker_form)]) -> Response:
        return seeker.answer(request, form)

    @router.post(READING, response_class=StreamingResponse)
    def reading(request: Request, form: Annotated[SeekerForm, Depends(seeker_form)]) -> Response:
        """The same for a long ad, with how far it is read on the way."""
        return stream(
            lambda told: text_of(seeker.answer(request, form, told)),
            lambda refusal: text_of(seeker.again(request, refusal)),
        )

    @router.post(f"{TAKE}/{{format}}")
    def take(format: TakeForm, form: Annotated[SeekerForm, Depends(seeker_form)]) -> Response:
        """The answer as a file; nothing of it is kept."""
        seen = answered(frame.serving.now(), frame.seal, form)
        return taken_along(seen.answer, format, dt.date.today())

    @router.get(ADVISE, response_class=HTMLResponse)
    def named(
        request: Request,
        role: Annotated[str, Query(max_length=300)] = "",
        sample: Annotated[str, Query(max_length=100)] = "",
    ) -> Response:
        """What is no person's text has an address of its own: a role, or an ad that we wrote."""
        form = blank_form(frame.serving.now())
        if not (role.strip() or sample):
            return seeker.start(request, form)
        ad = sample_ad(sample) if sample else ""
        request.state.form = replace(form, typed=replace(form.typed, ad=ad, role="" if ad else role))
        return seeker.answer(request, request.state.form)


class Seeker:
    def __init__(self, frame: Frame) -> None:
        self.frame = frame

    def start(self, request: Request, form: SeekerForm, status: int = 200, **more: object) -> Response:
        kept = form.typed.within(self.frame.serving.now().settings.max_ad_characters)
        own = {"typed": kept, "modes": [*Mode], "samples": SAMPLES, "form": form, "labels": LABELS}
        more = {"made_up": self.frame.serving.now().provision.supplies.made_up, **more}
        return self.frame.shown(request, START, status, **{**own, **more})

    def again(self, request: Request, refusal: Refusal) -> Response:
        """The page with what is wrong, and with what was typed where the request could be read at all.

        Where only a wish or a decision is wrong, the answer stands as if that had not been given.
        """
        form = getattr(request.state, "form", None) or blank_form(self.frame.serving.now())
        field, words = _told(form, refusal.field, refusal.detail)
        faults = {field: words} if field else {}
        seen = self.mended(form, faults) if field and form.sealed else None
        if seen is None:
            return self.start(request, form, refusal.status, error=words, field=field)
        return self.beside(request, form, seen, faults, refusal.status)

    def mended(self, form: SeekerForm, faults: dict[str, str]) -> SeekerAnswer | None:
        """The answer without the fields that can't be followed, which join `faults`; None where there is none then."""
        while len(faults) <= MOST_FAULTS:
            without = _without(form, [*faults][-1])
            if without is None:
                return None
            form = without
            try:
                return answered(self.frame.serving.now(), self.frame.seal, form)
            except MatcherError as error:
                field, words = _told(form, refusal_of(error).field, str(error))
                if field is None or field in faults:
                    return None
                faults[field] = words
        return None

    def beside(
        self, request: Request, form: SeekerForm, seen: SeekerAnswer, faults: Mapping[str, str], status: int
    ) -> Response:
        """The answer to all that could be followed, with what could not in its fields, in the order of the page."""
        rows = [one for row in self.context(seen)["needs"] for one in (row, *row.others)]
        places = {name: place for place, name in enumerate((*(row.field for row in rows), *LABELS))}
        ordered = sorted(faults, key=lambda name: places.get(name, len(places)))  # of a skill that is gone: last
        shown = {
            **self.context(seen),
            **with_faults(seen.form, form, faults),
            "faults": {name: faults[name] for name in ordered},
            "field": ordered[0],
            "error": faults[ordered[0]],
            "labels": {**LABELS, **{row.field: f"Instead of {row.skill.preferred_label}" for row in rows}},
            "anchors": {row.field: f"i{row.id}" for row in rows},
            "focused": True,
        }
        return self.frame.shown(request, ANSWER, status, **shown)

    def answer(self, request: Request, form: SeekerForm, told: Progress = untold) -> Response:
        seen = answered(self.frame.serving.now(), self.frame.seal, form, told)
        return self.frame.shown(request, ANSWER, **self.context(seen))

    def context(self, seen: SeekerAnswer) -> Mapping[str, Any]:
        """What the answer's page shows; pure, for the files and the streams that hold the same."""
        pipeline = self.frame.serving.now().pipeline
        view = SeekerView(seen, pipeline.taxonomy, pipeline.catalogue)
        names, entries = view.names(), view.entries()
        needs = view.needs(entries)
        totals = seen.answer.stack.totals
        return {
            "typed": seen.form.typed,
            "form": seen.form,
            "seen": seen,
            "answer": seen.answer,
            "view": view,
            "needs": needs,
            "counts": view.counts(needs),
            "entry_of": {entry.skill.uri: entry for entry in entries},
            "cards": view.cards(),
            "names": names,
            "stated": list(said_of_award(totals) if is_exact(totals) else said(totals)),
            "not_stated": list(unsaid(totals, names, len(seen.answer.stack.achievements))),
            "plot": plot(seen.frontier, seen.answer.stack) if seen.frontier else None,
            "sliders": sliders(seen),
            "made_up": self.frame.serving.now().provision.supplies.made_up,
            "folded_below": FOLDED_BELOW,
            "unsure_below": UNSURE_BELOW,
            "ways": ways_without(seen.answer.open, pipeline.taxonomy),
            "modes": [*Mode],
            "labels": LABELS,
            "sources": SOURCES,
            "nothing": nothing_read(seen.form.typed.ad),
            "all_names": view.left_out_names(),
            "takes": TAKES,
        }


def _told(form: SeekerForm, field: str | None, detail: str) -> tuple[str | None, str]:
    """(the field, what is wrong with it), as a page says it."""
    field = field or file_field(form, detail)
    return field, detail.removeprefix(f"{field}: ")


def with_faults(read: SeekerForm, sent: SeekerForm, faults: Mapping[str, str]) -> Mapping[str, object]:
    """What the page shows as typed: as it was `read`, and what was wrong as it was `sent`."""
    typed = replace(read.typed, **{name: getattr(sent.typed, name) for name in faults if name in WISHES_AND_LIMITS})
    instead = {uri: name for uri, name in sent.said.instead.items() if INSTEAD + uri in faults}
    add = sent.said.add if ADD in faults else ""
    said = replace(read.said, add=add, instead={**read.said.instead, **instead})
    return {"typed": typed, "form": replace(read, typed=typed, said=said)}


def _without(form: SeekerForm, field: str) -> SeekerForm | None:
    """The same question with one field left blank; None where nothing could be asked then."""
    said = unsaid_of(form.said, field)
    if said is not None:
        return replace(form, said=said)
    if field == AD_FILE:
        return replace(form, ad_file=None)
    if field == PROFILE_FILE:
        return replace(form, profile_file=None)
    return replace(form, typed=replace(form.typed, **{field: ""})) if field in WISHES_AND_LIMITS else None
