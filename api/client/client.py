"""Client: every operation of /v1 as a method with types."""

from __future__ import annotations

from importlib.metadata import version
from types import TracebackType
from typing import Literal, Self, Unpack
from urllib.parse import quote

import httpx2

from api.client.ads import Ads
from api.client.catalogue import Catalogue
from api.client.demand import Demand
from api.client.errors import UnusableAddress
from api.client.options import GapOptions, PageOptions
from api.client.sending import File, Sending, get, post
from api.client.team import Team
from api.schemas import (
    ConceptPage,
    ConceptResponse,
    ExtractResponse,
    GapResponse,
    LikelySkillPage,
    MetaOut,
    RolePage,
)

ADDRESS = "http://127.0.0.1:8000"
TIMEOUT_SECONDS = 120.0
"""A plan for a large team takes most of it."""
RETRIES = 3
LONGEST_WAIT_SECONDS = 30.0
SCHEMES = ("http://", "https://")
PACKAGE = "skill-demand-matcher"
GapFile = Literal["pdf", "docx", "csv", "jsonld", "jsonresume"]


class Client:
    """Of one server. Every method raises ClientError, most often Refused, with what the server says."""

    def __init__(  # noqa: PLR0913 - what a connection has
        self,
        address: str = ADDRESS,
        *,
        key: str | None = None,
        timeout_seconds: float = TIMEOUT_SECONDS,
        retries: int = RETRIES,
        longest_wait_seconds: float = LONGEST_WAIT_SECONDS,
        http: httpx2.Client | None = None,
    ) -> None:
        """`http`: one of your own, with proxies or certificates; it is told the key, and its address counts.

        Raises UnusableAddress.
        """
        if http is None and not address.lower().startswith(SCHEMES):
            raise UnusableAddress(address)
        self.http = http or httpx2.Client(base_url=address, timeout=timeout_seconds)
        self.http.headers["user-agent"] = f"{PACKAGE}/{version(PACKAGE)}"
        if key is not None:
            self.http.headers["authorization"] = f"Bearer {key}"
        self.sending = Sending(http=self.http, retries=retries, longest_wait_seconds=longest_wait_seconds)
        self.ads = Ads(self.sending)
        self.catalogue = Catalogue(self.sending)
        self.demand = Demand(self.sending)
        self.team = Team(self.sending)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Of connections that are kept open."""
        self.http.close()

    def gap(self, **options: Unpack[GapOptions]) -> GapResponse:
        """What an ad or role asks, what the profile covers, the gap, and what closes it."""
        return self.sending.answer(GapResponse, post("/v1/gap", options))

    def gap_file(self, format: GapFile, **options: Unpack[GapOptions]) -> File:
        """The same as a file to take along."""
        return self.sending.file(post("/v1/gap", options, {"format": format}))

    def extract(self, text: str, min_confidence: float | None = None) -> ExtractResponse:
        """What an ad asks, each with the words it rests on."""
        return self.sending.answer(
            ExtractResponse, post("/v1/extract", {"text": text, "min_confidence": min_confidence})
        )

    def roles(self, q: str, **options: Unpack[PageOptions]) -> RolePage:
        """Occupations that a role name resembles, best first."""
        return self.sending.answer(RolePage, get("/v1/roles", {**options, "q": q}))

    def role_skills(self, q: str, limit: int | None = None) -> LikelySkillPage:
        """Skills that a role is likely to demand by its own words, likeliest first."""
        return self.sending.answer(LikelySkillPage, get("/v1/roles/skills", {"q": q, "limit": limit}))

    def concepts(self, q: str, **options: Unpack[PageOptions]) -> ConceptPage:
        """Skills by name or by meaning, exact names first."""
        return self.sending.answer(ConceptPage, get("/v1/concepts", {**options, "q": q}))

    def concept(self, uri: str) -> ConceptResponse:
        """One skill or occupation."""
        return self.sending.answer(ConceptResponse, get(f"/v1/concepts/{quote(uri, safe='')}"))

    def meta(self) -> MetaOut:
        """Versions, attribution, and how much of everything is loaded."""
        return self.sending.answer(MetaOut, get("/v1/meta"))

    def is_ready(self) -> bool:
        """Whether the server can be asked now. It is asked once."""
        try:
            self.sending.http.get("/readyz").raise_for_status()
        except httpx2.HTTPError:
            return False
        return True
