# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher extract`: what one ad asks, or what each of many does."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.given import In, Json, MinConfidence, Out, Resume, read_given
from api.commands.loading import Loading, loading_of
from api.commands.running import run_bulk
from api.commands.sharding import Asked, EngineName, extract_shards
from matcher.errors import InvalidInput

if TYPE_CHECKING:
    from api.items import Answer
    from api.wiring import Service
    from corpora.documents.document import Document
    from matcher.reading import Reading as AdReading


class Form(StrEnum):
    JOB_POSTING = "jobposting"


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
    engine: Annotated[
        EngineName | None,
        typer.Option(help="Bulk: reads the Parquet files of a folder, pattern or s3:// address into a folder."),
    ] = None,
    address: Annotated[
        str | None, typer.Option(help="Of the Ray cluster: auto, or host:port.  [default: one is started here]")
    ] = None,
    as_json: Json = False,
) -> None:
    """What an ad asks for, with the words it rests on."""
    loading = loading_of(context)
    if file is not None:
        if source or target or resume or engine:
            raise typer.BadParameter("give either FILE, or --in and --out")
        _one(loading, file, min_confidence, form, as_json=as_json)
        return
    if form is not None:
        raise typer.BadParameter("--as is for one FILE")
    if engine is not None or address is not None:
        asked = Asked(engine=engine, resume=resume, workers=workers, address=address, min_confidence=min_confidence)
        extract_shards(loading.settings(), source, target, asked)
        return
    _bulk(loading, source, target, min_confidence, workers, resume=resume)


def _bulk(
    loading: Loading,
    source: str | None,
    target: str | None,
    min_confidence: float | None,
    workers: int | None,
    *,
    resume: bool,
) -> None:
    if source is not None and Path(source).is_dir():
        raise InvalidInput("in", f"{source} is a folder; --engine embedded (or ray) reads the Parquet files in it")

    def answer() -> Answer:
        from api.extracting import answering, in_process
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
