"""Whether a credential is signed with a key that the operator gave for its issuer.

Keys that a badge names or carries itself are never used: anybody can sign with a key of their own.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpora.profiles.badges.data_integrity import (
    JCS,
    RDFC,
    jcs_can_be_checked,
    jcs_holds,
    rdfc_can_be_checked,
    rdfc_holds,
)
from corpora.profiles.badges.keys import ALGORITHMS, Family, PublicKey
from corpora.profiles.badges.statements import BADGES, Statement
from corpora.profiles.badges.tokens import header_of, payload_of
from matcher.errors import InvalidInput

SIGNED = "signed with the key given for this issuer"
UNSIGNED = "not checked: it has no signature"
NO_KEY = "not checked: no key of its issuer was given"
WRONG = "does not hold with any key given for this issuer: it was changed, or signed by somebody else"


@dataclass(frozen=True, slots=True)
class Checked:
    holds: bool
    words: str


def check_signature(statement: Statement, issuer: str | None, keys: Sequence[PublicKey]) -> Checked:
    """Raises InvalidInput where there is a key and the signature does not hold with it."""
    if statement.token is None and not statement.proofs:
        return Checked(False, UNSIGNED)
    if not keys:
        return Checked(False, NO_KEY)
    if statement.token is not None:
        _require_token(statement, statement.token, issuer, keys)
        return Checked(True, SIGNED)
    return _check_proofs(statement, keys)


def _require_token(statement: Statement, token: str, issuer: str | None, keys: Sequence[PublicKey]) -> None:
    import jwt  # noqa: PLC0415 - optional: who gives keys has it

    where = statement.path or "token"
    algorithm = header_of(token, where).get("alg")
    fitting = [key for key in keys if algorithm in ALGORITHMS[key.family]]
    if not fitting:
        raise InvalidInput(f"{where}.header.alg", "is no way to sign with a key that was given for this issuer")
    if payload_of(token, where).get("iss", issuer) != issuer:
        raise InvalidInput(f"{where}.payload.iss", "is another one than the issuer of the credential")
    for key in fitting:
        try:
            jwt.PyJWS().decode(token, key.pem.decode(), algorithms=list(ALGORITHMS[key.family]))
        except jwt.PyJWTError:
            continue
        return
    raise InvalidInput(f"{where}.signature", WRONG)


def _check_proofs(statement: Statement, keys: Sequence[PublicKey]) -> Checked:
    """By the first proof of a kind that we know; not by those that build upon another one."""
    own = [key for key in keys if key.family is Family.ED25519]
    for proof in statement.proofs:
        suite = None if "previousProof" in proof else proof.get("cryptosuite")
        if suite == JCS and jcs_can_be_checked(statement.fields):
            holds = any(jcs_holds(statement.fields, proof, key) for key in own)
        elif suite == RDFC and statement.types & BADGES and rdfc_can_be_checked(statement.fields):
            holds = any(rdfc_holds(statement.fields, key) for key in own)
        else:
            continue
        if not holds:
            raise InvalidInput(statement.at("proof"), WRONG)
        return Checked(True, SIGNED)
    kinds = ", ".join(sorted({_kind(proof) for proof in statement.proofs}))
    return Checked(False, f"not checked: a signature of this kind, here, can't be ({kinds})")


def _kind(proof: Mapping[str, Any]) -> str:
    """As it may be shown."""
    return re.sub(r"[^\w-]", "", str(proof.get("cryptosuite", proof.get("type"))))[:40]
