"""The media types of the files that we hand out, by what their names end in."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "csv": "text/csv; charset=utf-8",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "html": "text/html; charset=utf-8",
        "json": "application/json",
        "jsonl": "application/x-ndjson",
        "jsonld": "application/ld+json",
        "parquet": "application/vnd.apache.parquet",
        "pdf": "application/pdf",
        "png": "image/png",
        "svg": "image/svg+xml",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "yaml": "application/yaml",
    }
)


def media_of(suffixes: Iterable[str]) -> dict[str, str]:
    """In that order. Raises KeyError for an ending that we hand out nothing with."""
    return {suffix: MEDIA_TYPES[suffix] for suffix in suffixes}
