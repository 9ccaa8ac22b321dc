# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher extract`: what one ad asks, or what each of many does."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.commands.given import In, Json, MinConfidence, Out, Resume, read_given
from api.commands.loading import Loading, loading_of
from api.commands.running import run_bulk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from api.bulk import Answer, Item
    from api.commands.places import Places
    from api.settings import Settings
    from api.wiring import Reading, Service
    from corpora.documents.document import Document
    from matcher.demand import Demand
    from matcher.reading import Reading as AdReading


class Form(StrEnum):
    JOB_POSTING = "jobposting"


CONFIDENCE_DIGITS = 4


def extract(
    context: typer.Context,
    *,
    file: Annotated[str | None, typer.Argument(metavar="FILE|-", help="One ad: text, HTML, PDF, DOCX or JSON.")] = None,
    source: In = None,
    target: Out = None,
    resume: Resume = False,
    min_confidence: MinConfidence = None,
    form: Annotated[
        Form | None, typer.Option("--as", help="One ad: itself as schema.org JobPosting, with the skills read in it.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Bulk: processes that read; each loads the models. One a core if long.")
    ] = None,
    as_json: Json = False,
) -> None:
    """What an ad asks for, with the words it rests on."""
    loading = loading_of(context)
    if file is not None:
        if source or target or resume:
            raise typer.BadParameter("give either FILE, or --in and --out")
        _one(loading, file, min_confidence, form, as_json=as_json)
        return
    if form is not None:
        raise typer.BadParameter("--as is for one FILE")

    def answer() -> Answer:
        from api.parallel import cores, shared_answer

        count = workers or (cores() if _is_long(source) and loading == Loading() else 1)
        if count > 1:
            return shared_answer(in_process, (loading.settings(), min_confidence), count)
        return answering(loading.reading(), min_confidence)

    run_bulk(source, target, loading.settings(), answer, resume=resume, answers="skills", needs_letters=True)


def _is_long(source: str | None) -> bool:
    """Whether the input is worth several processes; of standard input nobody knows."""
    from api.parallel import WORTH_IT_BYTES

    return source is not None and Path(source).is_file() and Path(source).stat().st_size > WORTH_IT_BYTES


def in_process(settings: Settings, min_confidence: float | None) -> Answer:
    """What a process of several answers with: one thread, since there are others."""
    from api.wiring import load_reading

    return answering(load_reading(settings, threads=1), min_confidence)


def answering(reading: Reading, min_confidence: float | None) -> Answer:
    """Reads ads one after the other; sentences that many ads repeat are read once."""
    from api.reading_ads import remembering

    reader = remembering(reading)
    return lambda items: _skills(reader, items, min_confidence)


def _one(loading: Loading, file: str, min_confidence: float | None, form: Form | None, *, as_json: bool) -> None:
    from api.asking import ad_text
    from api.commands.advice_text import extract_text, terminal_width
    from api.rendering import extract_response

    document, notes = read_given(file, loading.settings().max_ad_characters)
    service = loading.service()
    reading = service.pipeline.read(ad_text(service, document.text), min_confidence)
    if form is not None:
        typer.echo(_posting(service, document, reading))
        return
    response = extract_response(service, reading, notes)
    typer.echo(response.model_dump_json() if as_json else extract_text(response, terminal_width()))


def _posting(service: Service, document: Document, reading: AdReading) -> str:
    import json

    from corpora.ads.posting_writing import posting_of
    from corpora.ads.records import content_id
    from matcher.ads import JobAd
    from matcher.demand import Importance

    text, title = reading.text, document.title
    ad = document.posting or JobAd(id=content_id(title, text), text=text, title=title)
    named = [demand.skill for demand in reading.demands if demand.importance is not Importance.IMPLIED]
    skills = [service.pipeline.taxonomy.skill(skill) for skill in named]
    return json.dumps(posting_of(ad, skills), ensure_ascii=False, indent=2)


def _skills(reading: Reading, items: Sequence[Item], min_confidence: float | None) -> Iterator[dict[str, Any]]:
    """What each text asks; offsets count in the text as it was given, not as it was cleaned."""
    from api.commands.places import Places
    from matcher.errors import MatcherError

    given = [Places.of(item.text) for item in items]
    found = reading.ads.read_several([places.read for places in given if places.says_anything], min_confidence)
    for item, places in zip(items, given, strict=True):
        read = next(found) if places.says_anything else None
        if isinstance(read, MatcherError):
            raise read
        demands = read.demands if read else ()
        yield {"skills": [_skill(demand, reading, item.text, places) for demand in demands]}


def _skill(demand: Demand, reading: Reading, text: str, places: Places) -> dict[str, Any]:
    spans = dict.fromkeys(evidence.span for evidence in demand.evidence if evidence.span)
    where = [places.given(span) for span in spans]
    return {
        "uri": demand.skill,
        "label": reading.taxonomy.skill(demand.skill).preferred_label,
        "importance": demand.importance.value,
        "confidence": round(demand.confidence, CONFIDENCE_DIGITS),
        "levels": list(demand.levels),
        "evidence": [{"start": start, "end": end, "text": text[start:end]} for start, end in where],
    }
