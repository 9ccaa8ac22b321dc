"""Ads that the server keeps."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

from pydantic import BaseModel, ValidationError
from pydantic_core import to_json

from api.client.errors import UnusableAnswer
from api.client.options import SimilarOptions
from api.client.sending import Asked, Sending, get
from api.schemas import SimilarAdsOut

BATCH = "/v1/ads:batch"
LINES = "application/x-ndjson"


class BatchLine(BaseModel):
    """What became of one ad of a batch."""

    line: int
    id: str | None = None
    outcome: str
    field: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Ads:
    """Every method raises ClientError."""

    sending: Sending

    def similar(self, **options: Unpack[SimilarOptions]) -> SimilarAdsOut:
        """Ads like another one, or like a role or some words."""
        return self.sending.answer(SimilarAdsOut, get("/v1/ads/similar", options))

    def batch(self, ads: Sequence[Mapping[str, Any]], idempotency_key: str | None = None) -> list[BatchLine]:
        """Keep ads with what they ask for. Whoever sends a batch again by the same key gets the same answer."""
        body = b"\n".join(to_json(ad) for ad in ads)
        headers = {"content-type": LINES, "idempotency-key": idempotency_key or str(uuid.uuid4())}
        response = self.sending.response(Asked("POST", BATCH, body=body, headers=headers))
        try:
            return [BatchLine.model_validate_json(line) for line in response.content.splitlines() if line.strip()]
        except ValidationError as error:
            raise UnusableAnswer(BATCH, error.errors(include_input=False)[0]["msg"]) from None
