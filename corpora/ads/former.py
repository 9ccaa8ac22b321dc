"""The folder in which earlier versions kept ads, for taking them over into the store."""

from datetime import date
from pathlib import Path

import orjson

from corpora.artefacts import POINTER
from matcher.ads import JobAd
from matcher.errors import UnreadableDocument

FILE = "ads.jsonl"


def read_former_ads(root: Path) -> tuple[JobAd, ...] | None:
    """In the order they were kept; None where there never were any. Raises UnreadableDocument where damaged."""
    pointer = root / POINTER
    if not pointer.is_file():
        return None
    file = root / pointer.read_text().strip() / FILE
    try:
        return tuple(_ad(line) for line in file.read_bytes().splitlines())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableDocument(str(file), f"holds no ads: {error}") from error


def _ad(line: bytes) -> JobAd:
    record = orjson.loads(line)["ad"]
    posted = record["date_posted"]
    return JobAd(**{**record, "date_posted": date.fromisoformat(posted) if posted else None})
