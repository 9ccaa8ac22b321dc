"""JSON Web Tokens (RFC 7519) taken apart; what they say is checked elsewhere."""

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any

from corpora.documents.json_text import parse_json
from matcher.errors import InvalidInput

_COMPACT = re.compile(r"eyJ[\w-]*\.[\w-]+\.[\w-]*")
"""A header is an object, which in base64url begins so."""


def is_token(text: str) -> bool:
    return _COMPACT.fullmatch(text.strip()) is not None


def tokens_of(text: str) -> tuple[str, ...]:
    """The tokens of a text that is nothing but tokens, one a line; else none."""
    found = tuple(text.split())
    return found if found and all(map(is_token, found)) else ()


def compact_of(value: Mapping[str, Any]) -> str | None:
    """The compact form of a signature that stands as JSON (RFC 7515, section 7.2), of several the first; else None."""
    listed = value.get("signatures")
    first = listed[0] if isinstance(listed, list) and listed else value
    signed = first if isinstance(first, Mapping) else {}
    parts = (signed.get("protected"), value.get("payload"), signed.get("signature"))
    compact = ".".join(part for part in parts if isinstance(part, str))
    return compact if all(isinstance(part, str) for part in parts) and is_token(compact) else None


def header_of(token: str, field: str) -> Mapping[str, Any]:
    """Raises InvalidInput."""
    return _object(token.strip().split(".")[0], f"{field}.header")


def payload_of(token: str, field: str) -> Mapping[str, Any]:
    """What the token says, unchecked. Raises InvalidInput."""
    return _object(token.strip().split(".")[1], f"{field}.payload")


def _object(part: str, field: str) -> Mapping[str, Any]:
    try:
        text = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("utf-8")
    except (binascii.Error, ValueError) as error:
        raise InvalidInput(field, "is not base64url of UTF-8") from error
    value = parse_json(field, text)
    if not isinstance(value, dict):
        raise InvalidInput(field, "is no JSON object")
    return value
