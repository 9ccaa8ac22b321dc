"""Data Integrity proofs with Ed25519 (https://www.w3.org/TR/vc-di-eddsa/): a signature inside the JSON that it secures.

`eddsa-jcs-2022` signs the JSON in canonical form (RFC 8785), `eddsa-rdfc-2022` the statements that it expands to;
for the second openbadgeslib has the contexts on board, and proves that the JSON says nothing beyond what was signed.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from corpora.profiles.badges.keys import PublicKey

JCS = "eddsa-jcs-2022"
RDFC = "eddsa-rdfc-2022"
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
MAX_PROOF_CHARACTERS = 200
"""A signature of 64 bytes has 88."""


def jcs_can_be_checked(fields: Mapping[str, Any]) -> bool:
    try:
        canonical(fields)
    except ValueError:
        return False
    return True


def jcs_holds(fields: Mapping[str, Any], proof: Mapping[str, Any], key: PublicKey) -> bool:
    """Section 3.3.2: SHA-256 of the proof's options, then of the document without its proof.

    Stricter than the standard in one thing: no context may be added after signing.
    """
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - optional
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - optional
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415 - optional

    public = load_pem_public_key(key.pem)
    signature = _signature(proof.get("proofValue"))
    document = {name: value for name, value in fields.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    if not isinstance(public, Ed25519PublicKey) or signature is None or proof.get("proofPurpose") != "assertionMethod":
        return False
    if options.get("@context", document.get("@context")) != document.get("@context"):
        return False
    signed = b"".join(hashlib.sha256(canonical(part)).digest() for part in (options, document))
    try:
        public.verify(signature, signed)
    except InvalidSignature:
        return False
    return True


def rdfc_can_be_checked(fields: Mapping[str, Any]) -> bool:
    """Whether the extra is installed and knows every context by heart."""
    try:
        import pyld as _  # type: ignore[import-untyped]  # noqa: F401, PLC0415 - optional
        from openbadgeslib.ob3.contexts import UnknownContextError, load_context  # noqa: PLC0415 - optional
    except ImportError:
        return False
    stated = fields.get("@context")
    try:
        for address in stated if isinstance(stated, list) else [stated]:
            if isinstance(address, str):
                load_context(address)
    except UnknownContextError:
        return False
    return True


def rdfc_holds(fields: Mapping[str, Any], key: PublicKey) -> bool:
    from openbadgeslib.errors import LibOpenBadgesException  # noqa: PLC0415 - optional
    from openbadgeslib.ob3.ldp import OB3LdpVerifier  # noqa: PLC0415 - optional

    try:
        OB3LdpVerifier(pubkey_pem=key.pem).verify(dict(fields))
    except LibOpenBadgesException:
        return False
    return True


def canonical(value: object) -> bytes:
    """RFC 8785. Raises ValueError for numbers with a fraction or exponent beyond what both notations share."""
    _require_plain_numbers(value)
    return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def _ordered(value: object) -> object:
    """Names by their UTF-16 code units (section 3.2.3); whole numbers without a fraction (section 3.2.2.3)."""
    if isinstance(value, Mapping):
        return {name: _ordered(value[name]) for name in sorted(value, key=lambda name: name.encode("utf-16-be"))}
    if isinstance(value, list):
        return [_ordered(one) for one in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _require_plain_numbers(value: object) -> None:
    """Between these bounds Python and ECMAScript write a number alike."""
    if isinstance(value, Mapping):
        for own in value.values():
            _require_plain_numbers(own)
    elif isinstance(value, list):
        for own in value:
            _require_plain_numbers(own)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        small = value != 0 and abs(value) < 1e-4
        if small or abs(value) > 2**53:
            raise ValueError("a number that is written differently from language to language")


def _signature(encoded: object) -> bytes | None:
    """Of multibase base58btc; None where it is none of 64 bytes."""
    if not isinstance(encoded, str) or not encoded.startswith("z") or len(encoded) > MAX_PROOF_CHARACTERS:
        return None
    number = 0
    for character in encoded[1:]:
        digit = BASE58.find(character)
        if digit < 0:
            return None
        number = number * 58 + digit
    try:
        return number.to_bytes(64, "big")
    except OverflowError:
        return None
