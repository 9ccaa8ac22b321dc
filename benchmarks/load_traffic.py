"""What users ask of a server, mixed as we expect it, and one connection a request."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

TIMEOUT_SECONDS = 60
FAILED = 0
"""In place of a status: refused, reset or too late."""


@dataclass(frozen=True, slots=True)
class Asked:
    kind: str
    method: str
    path: str
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Answered:
    kind: str
    status: int
    began: float
    """On the monotonic clock."""
    seconds: float
    retry_after: str | None


MIX = {"gap": 30, "extract": 10, "role": 10, "concepts": 20, "courses": 10, "page": 10, "demand": 10}
"""Shares in percent."""
ROLES = ("reference librarian", "registered nurse", "data analyst", "project manager", "teacher", "software developer")
WORDS = (
    "SQL",
    "teamwork",
    "information literacy",
    "critical thinking",
    "patient care",
    "budgets",
    "Python",
    "cataloguing",
)
PAGES = ("/", "/advise", "/providers", "/providers/unmet", "/search?q=teamwork")
DEMANDS = ("/v1/demand?limit=20", "/v1/demand/unmet?limit=20", "/v1/demand?sector=libraries&limit=20")


def mixed(ads: Sequence[str], seed: int) -> Iterator[Asked]:
    """Without end; the same for the same seed."""
    draw = random.Random(seed)
    kinds, shares = list(MIX), list(MIX.values())
    while True:
        [kind] = draw.choices(kinds, shares)
        yield _asked(kind, draw, ads)


def _asked(kind: str, draw: random.Random, ads: Sequence[str]) -> Asked:
    if kind == "gap":
        skills = draw.sample(WORDS, 2)
        return _posted(
            kind, "/v1/gap", {"ad": {"text": draw.choice(ads)}, "profile": {"skills": skills}, "budget": 500}
        )
    if kind == "extract":
        return _posted(kind, "/v1/extract", {"text": draw.choice(ads)})
    if kind == "role":
        return _posted(kind, "/v1/gap", {"role": draw.choice(ROLES), "hours": 60})
    if kind == "concepts":
        return Asked(kind, "GET", f"/v1/concepts?q={quote(draw.choice(WORDS))}")
    if kind == "courses":
        return Asked(kind, "GET", "/v1/achievements?limit=20")
    return Asked(kind, "GET", draw.choice(PAGES if kind == "page" else DEMANDS))


def _posted(kind: str, path: str, body: object) -> Asked:
    return Asked(kind, "POST", path, json.dumps(body).encode())


async def ask(site: str, asked: Asked) -> Answered:
    """One request by a connection of its own; what fails is an answer too."""
    began = time.monotonic()
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            status, retry_after = await _exchange(site, asked)
    except (OSError, TimeoutError, ValueError, IndexError):
        status, retry_after = FAILED, None
    return Answered(asked.kind, status, began, time.monotonic() - began, retry_after)


async def _exchange(site: str, asked: Asked) -> tuple[int, str | None]:
    address = urlsplit(site)
    reading, writing = await asyncio.open_connection(address.hostname, address.port)
    head = (
        f"{asked.method} {asked.path} HTTP/1.1\r\nHost: {address.netloc}\r\nConnection: close\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(asked.body)}\r\n\r\n"
    )
    try:
        writing.write(head.encode() + asked.body)
        await writing.drain()
        answer = await reading.read()
    finally:
        writing.close()
    top = answer.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    fields = dict(line.lower().split(": ", 1) for line in top[1:])
    return int(top[0].split()[1]), fields.get("retry-after")
