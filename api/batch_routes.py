"""POST /v1/ads:batch: ads in as NDJSON, what became of each out as NDJSON, once for each Idempotency-Key."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated

import orjson
from fastapi import APIRouter, Depends, Header, Response
from starlette.exceptions import HTTPException
from starlette.requests import Request

from api.access.noting import tell
from api.ad_reading import Unread, reading_each
from api.ingesting import BATCH, Ingestion, batches
from api.serving import Serving
from corpora.ads.files import ads_in_lines
from corpora.store.batches import Batches
from matcher.ad_store import Outcome
from matcher.ads import JobAd
from matcher.audit import Action, Result
from matcher.errors import InvalidInput, Rejected

LINES = "application/x-ndjson"
KINDS = (LINES, "application/ndjson", "application/jsonl")
MAX_LINES = 1_000
"""Of one batch: more would keep the client waiting for minutes."""
MAX_KEY_CHARACTERS = 200
NAME = "batch"
REFUSED = "refused"
KEPT = (Outcome.NEW.value, Outcome.CHANGED.value, Outcome.NEAR_IDENTICAL.value)
BODY = {"requestBody": {"required": True, "content": {LINES: {"schema": {"type": "string"}}}}}


@dataclass(slots=True)
class Line:
    """One line of the body, and what became of it."""

    number: int
    id: str | None = None
    outcome: str = REFUSED
    field: str | None = None
    reason: str | None = None

    def told(self) -> bytes:
        said = {"line": self.number, "id": self.id, "outcome": self.outcome, "field": self.field, "reason": self.reason}
        return orjson.dumps({name: value for name, value in said.items() if value is not None}) + b"\n"


@dataclass(frozen=True, slots=True)
class Sorted:
    """The lines of a body, and the ads in those that can be used."""

    lines: list[Line] = field(default_factory=list)
    ads: list[tuple[Line, JobAd]] = field(default_factory=list)


async def sent_lines(request: Request) -> bytes:
    """Raises HTTPException where the body is not said to be NDJSON."""
    kind = (request.headers.get("content-type") or "").partition(";")[0].strip().lower()
    if kind not in KINDS:
        raise HTTPException(415, f"content-type: send {LINES}, one ad a line")
    return await request.body()


def batch_routes(router: APIRouter, serving: Serving) -> None:
    service = serving.service
    pipeline, versions = service.pipeline, service.versions
    read = reading_each(pipeline.reader, pipeline.finder, pipeline.encoder, versions.concepts)
    ingestion, kept = Ingestion(store=service.store, read=read), Batches(service.store.database)

    @router.post("/v1/ads:batch", openapi_extra=BODY, response_class=Response)
    def batch(
        request: Request,
        body: Annotated[bytes, Depends(sent_lines)],
        idempotency_key: Annotated[str | None, Header(description="new for each new batch")] = None,
    ) -> Response:
        """Keep ads with what they ask for: one JSON object a line in, one line out for each, in the same order."""
        key = _key(idempotency_key)
        answer = kept.begin(key, hashlib.sha256(body).digest())
        if answer is None:
            tell(request, Action.ADS_INGESTED, 0, Result.FAILED)
            try:
                found = _answered(body, ingestion, service.settings.max_ad_characters)
                answer = b"".join(line.told() for line in found)
                kept.finish(key, answer)
            except BaseException as error:
                if isinstance(error, InvalidInput):
                    tell(request, Action.ADS_INGESTED, 0, Result.REFUSED)
                kept.drop(key)
                raise
            tell(request, Action.ADS_INGESTED, *_amount(found))
        return Response(answer, media_type=LINES)


def _key(given: str | None) -> str:
    key = (given or "").strip()
    if not key:
        raise InvalidInput("Idempotency-Key", "is missing; give each new batch a new one, such as a UUID")
    if len(key) > MAX_KEY_CHARACTERS:
        raise InvalidInput("Idempotency-Key", f"has {len(key):,} characters; at most {MAX_KEY_CHARACTERS} are kept")
    return key


def _amount(lines: Sequence[Line]) -> tuple[int, Result]:
    """How many ads were kept, and whether that was all that were sent."""
    kept = sum(line.outcome in KEPT for line in lines)
    return kept, Result.IN_PART if any(line.outcome == REFUSED for line in lines) else Result.DONE


def _answered(body: bytes, ingestion: Ingestion, max_characters: int) -> Sequence[Line]:
    """Raises InvalidInput where there is no line, or too many."""
    found = _sorted(body, max_characters)
    for some in batches(found.ads, BATCH):
        outcomes = ingestion.take([ad for _, ad in some])
        for line, ad in some:
            _settle(line, outcomes[ad.id])
    return found.lines


def _sorted(body: bytes, max_characters: int) -> Sorted:
    count = sum(1 for line in body.split(b"\n") if line.strip())
    if not 0 < count <= MAX_LINES:
        raise InvalidInput("body", f"has {count:,} lines; a batch has 1 to {MAX_LINES:,}")
    found = Sorted()
    for number, item in ads_in_lines(NAME, body, max_characters=max_characters):
        line = Line(number or 0)
        found.lines.append(line)
        if isinstance(item, Rejected):
            line.field, line.reason = item.field, item.reason
        else:
            line.id = item.id
            found.ads.append((line, item))
    return found


def _settle(line: Line, outcome: Outcome | Unread) -> None:
    if isinstance(outcome, Unread):
        line.reason = outcome.reason
    else:
        line.outcome = outcome.value
