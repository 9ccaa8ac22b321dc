"""Badges as issuers make them, signed with keys of our own: sample data, written from the specifications."""

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from corpora.profiles.badges.data_integrity import BASE58, canonical

ISSUER = "https://harbour.example/issuers/1"
CONTEXT = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
PNG_HEAD = b"\x89PNG\r\n\x1a\n"
Private = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | Ed25519PrivateKey


@dataclass(frozen=True)
class Signer:
    key: Private
    algorithm: str

    def pem(self) -> bytes:
        return self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def jwk(self) -> dict[str, Any]:
        algorithm: Any = jwt.get_algorithm_by_name(self.algorithm)
        found: dict[str, Any] = json.loads(algorithm.to_jwk(self.key.public_key()))
        return found

    def token(self, credential: Mapping[str, Any], **claims: object) -> str:
        """As Open Badges 3.0 asks: the credential is the payload (section 8.2)."""
        issuer = credential.get("issuer")
        stated = {"iss": issuer["id"]} if isinstance(issuer, dict) else {}
        return jwt.encode({**credential, **stated, **claims}, self.key, algorithm=self.algorithm)


@cache
def signer(algorithm: str, which: int = 0) -> Signer:  # noqa: ARG001 - another number is another key
    if algorithm == "RS256":
        return Signer(rsa.generate_private_key(public_exponent=65537, key_size=2048), algorithm)
    if algorithm == "ES256":
        return Signer(ec.generate_private_key(ec.SECP256R1()), algorithm)
    return Signer(Ed25519PrivateKey.generate(), algorithm)


def achievement(**fields: object) -> dict[str, Any]:
    return {
        "id": "https://harbour.example/achievements/sql",
        "type": ["Achievement"],
        "name": "Data skills",
        "description": "Awarded for work with data.",
        "criteria": {"narrative": "Answer ten questions with queries."},
        "alignment": [
            {
                "type": ["Alignment"],
                "targetName": "use query languages",
                "targetUrl": "http://data.europa.eu/esco/skill/11111111-1111-4111-8111-111111111111",
                "targetFramework": "ESCO",
            },
            {"type": ["Alignment"], "targetName": "SQL", "targetUrl": "https://frameworks.example/sql"},
        ],
        **fields,
    }


def badge(**fields: object) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": "urn:uuid:5d0c2f10-0d2e-4f3c-8b5a-3f1f7f8f0001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Data skills",
        "issuer": {"id": ISSUER, "type": ["Profile"], "name": "Harbour Institute"},
        "validFrom": "2026-02-01T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": "mary.major@mail.example",
                    "identityType": "emailAddress",
                }
            ],
            "achievement": achievement(),
        },
        **fields,
    }


def with_jcs_proof(credential: Mapping[str, Any], by: Signer) -> dict[str, Any]:
    """Secured as https://www.w3.org/TR/vc-di-eddsa/ says in section 3.3.1."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": "2026-02-01T00:00:00Z",
        "verificationMethod": f"{ISSUER}#key",
        "proofPurpose": "assertionMethod",
        "@context": credential["@context"],
    }
    signed = b"".join(hashlib.sha256(canonical(part)).digest() for part in (options, credential))
    assert isinstance(by.key, Ed25519PrivateKey)
    return {**credential, "proof": {**options, "proofValue": "z" + base58(by.key.sign(signed))}}


def base58(data: bytes) -> str:
    number, digits = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        digits = BASE58[digit] + digits
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


def trust(folder: Path, *signers: Signer, issuer: str = ISSUER) -> Path:
    """A folder of keys of one issuer."""
    folder.mkdir(exist_ok=True)
    name = quote(issuer, safe="")
    (folder / f"{name}.json").write_text(json.dumps({"keys": [one.jwk() for one in signers]}), encoding="utf-8")
    return folder


def status_list(address: str, *revoked: int, purpose: str = "revocation") -> dict[str, Any]:
    bits = bytearray(16_384)
    for index in revoked:
        bits[index // 8] |= 0x80 >> (index % 8)
    packing = zlib.compressobj(wbits=31)
    packed = packing.compress(bytes(bits)) + packing.flush()
    return {
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "credentialSubject": {
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": "u" + base64.urlsafe_b64encode(packed).decode().rstrip("="),
        },
    }


def chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")


def png(*chunks: bytes) -> bytes:
    """Of one pixel."""
    head = chunk(b"IHDR", b"\0\0\0\1\0\0\0\1\x08\0\0\0\0")
    return PNG_HEAD + head + b"".join(chunks) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def itxt(text: str, keyword: bytes = b"openbadgecredential", *, packed: bool = False) -> bytes:
    raw = text.encode("utf-8")
    return chunk(b"iTXt", keyword + (b"\0\1\0\0\0" + zlib.compress(raw) if packed else b"\0\0\0\0\0" + raw))


def svg(inside: str, verify: str | None = None, doctype: str = "") -> bytes:
    attribute = f' verify="{verify}"' if verify else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{doctype}\n<svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0" width="10" height="10">\n'
        f"<openbadges:credential{attribute}>{inside}</openbadges:credential><circle r='4'/></svg>"
    ).encode()
