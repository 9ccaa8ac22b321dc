"""Whether an issuer took a credential back, by status lists that the operator has at hand; none is ever fetched.

Bitstring Status List v1.0 (https://www.w3.org/TR/vc-bitstring-status-list/), section 3.2, and the 1EdTech
Revocation List of Open Badges 3.0.
"""

import base64
import binascii
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpora.documents.json_text import parse_json
from corpora.profiles.badges.statements import Statement
from corpora.profiles.badges.tokens import is_token, payload_of
from matcher.errors import InvalidInput

MAX_BITS_BYTES = 5_000_000
"""Of an unpacked list: forty million credentials."""
MAX_FILE_BYTES = 50_000_000
TAKEN_BACK: Mapping[str, str] = {"revocation": "was revoked by its issuer", "suspension": "is suspended by its issuer"}
"""Purpose of a list -> what a set bit in it says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusList:
    purpose: str = "revocation"
    bits: bytes = b""
    """The first credential's is the highest bit of the first byte."""
    ids: frozenset[str] = field(default_factory=frozenset)
    """Of revoked credentials, where a list names them."""


def read_status_lists(folder: Path) -> Mapping[str, StatusList]:
    """Address -> list, of every file in the folder; nothing where there is no folder. Raises InvalidInput."""
    if not folder.is_dir():
        return {}
    return dict(_list(path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file())


def _list(name: str, data: bytes) -> tuple[str, StatusList]:
    if len(data) > MAX_FILE_BYTES:
        raise InvalidInput(name, f"has more than {MAX_FILE_BYTES:,} bytes")
    text = data.decode("utf-8", "replace").strip()
    value = payload_of(text, name) if is_token(text) else parse_json(name, text)
    value = value.get("vc", value) if isinstance(value, Mapping) else value
    if not isinstance(value, Mapping) or not isinstance(value.get("id"), str):
        raise InvalidInput(f"{name}: id", "is missing: a status list is found by its address")
    revoked = value.get("revokedCredential")
    if isinstance(revoked, list):
        ids = (one.get("id") for one in revoked if isinstance(one, Mapping) and one.get("revoked", True))
        return value["id"], StatusList(ids=frozenset(one for one in ids if isinstance(one, str)))
    subject = value.get("credentialSubject")
    if not isinstance(subject, Mapping):
        raise InvalidInput(f"{name}: credentialSubject", "is missing")
    purpose = str(subject.get("statusPurpose", "revocation"))
    return value["id"], StatusList(purpose=purpose, bits=_bits(name, subject.get("encodedList")))


def _bits(name: str, encoded: object) -> bytes:
    where = f"{name}: credentialSubject.encodedList"
    if not isinstance(encoded, str):
        raise InvalidInput(where, "is missing")
    part = encoded.removeprefix("u")
    try:
        packed = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
        unpacking = zlib.decompressobj(wbits=31)
        bits = unpacking.decompress(packed, MAX_BITS_BYTES + 1)
    except (binascii.Error, ValueError, zlib.error) as error:
        raise InvalidInput(where, "is no packed list of bits") from error
    if len(bits) > MAX_BITS_BYTES or not unpacking.eof:
        raise InvalidInput(where, f"is cut off, or unpacks to more than {MAX_BITS_BYTES:,} bytes")
    return bits


def require_in_force(statement: Statement, lists: Mapping[str, StatusList]) -> bool:
    """Whether that could be told: True also where it can't be taken back at all. Raises InvalidInput where it was."""
    if statement.fields.get("revoked") is True:
        raise InvalidInput(statement.at("revoked"), "was revoked by its issuer")
    told = [_told(statement, where, entry, lists) for where, entry in _entries(statement)]
    return all(told)


def _entries(statement: Statement) -> Iterator[tuple[str, Mapping[str, Any]]]:
    stated = statement.fields.get("credentialStatus")
    where = statement.at("credentialStatus")
    for i, entry in enumerate(stated if isinstance(stated, list) else [stated]):
        if isinstance(entry, Mapping):
            yield (f"{where}[{i}]" if isinstance(stated, list) else where), entry


def _told(statement: Statement, where: str, entry: Mapping[str, Any], lists: Mapping[str, StatusList]) -> bool:
    address = entry.get("statusListCredential", str(entry.get("id", "")).partition("#")[0])
    found = lists.get(address) if isinstance(address, str) else None
    if found is None:
        return False
    if "statusListIndex" not in entry:
        if statement.fields.get("id") in found.ids:
            raise InvalidInput(where, TAKEN_BACK["revocation"])
        return not found.bits
    purpose = entry.get("statusPurpose", found.purpose)
    if purpose not in TAKEN_BACK or purpose != found.purpose:
        return purpose not in TAKEN_BACK
    if _is_set(f"{where}.statusListIndex", found.bits, entry["statusListIndex"]):
        raise InvalidInput(where, TAKEN_BACK[purpose])
    return True


def _is_set(where: str, bits: bytes, stated: object) -> bool:
    digits = str(stated)
    if not digits.isdecimal() or len(digits) > 12 or int(digits) >= len(bits) * 8:
        raise InvalidInput(where, "is no place in its status list")
    index = int(digits)
    return bool(bits[index // 8] & (0x80 >> (index % 8)))
