"""Public keys of issuers that an operator trusts, and the status lists that they keep, from a folder.

`DIR/ISSUER.pem` or `DIR/ISSUER.json` (a JWK, or a JWKS of several), where ISSUER is the issuer's id, percent-encoded:
`https%3A%2F%2Fissuer.example%2F1.json`. Status lists lie in `DIR/status/`, under any name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

from corpora.documents.json_text import parse_json
from corpora.profiles.badges.status import StatusList, read_status_lists
from matcher.errors import InvalidInput, SourceUnavailable

SUFFIXES = frozenset({".pem", ".json", ".jwk", ".jwks"})
STATUS = "status"
EXTRA = "pip install 'skill-demand-matcher[badges]'"
MAX_KEY_BYTES = 1_000_000


class Family(StrEnum):
    """Of keys: what they may sign with is theirs to say, never the badge's (RFC 8725, section 3.1)."""

    RSA = "RSA"
    P256 = "P-256"
    P384 = "P-384"
    ED25519 = "Ed25519"


ALGORITHMS: Mapping[Family, tuple[str, ...]] = MappingProxyType(
    {
        Family.RSA: ("RS256", "RS384", "RS512"),
        Family.P256: ("ES256",),
        Family.P384: ("ES384",),
        Family.ED25519: ("EdDSA",),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicKey:
    family: Family
    pem: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted:
    """What the operator vouches for."""

    keys: Mapping[str, tuple[PublicKey, ...]] = field(default_factory=dict)
    """Id of an issuer -> its keys."""
    lists: Mapping[str, StatusList] = field(default_factory=dict)
    """Address of a status list -> what it holds."""


NOBODY = Trusted()


def read_trusted(folder: Path) -> Trusted:
    """Raises InvalidInput naming the file that is no public key, SourceUnavailable without the extra for badges."""
    if not folder.is_dir():
        raise InvalidInput("badge keys", f"there is no folder {folder}")
    if find_spec("jwt") is None or find_spec("cryptography") is None:
        raise SourceUnavailable("badge keys", f"signatures are checked with the extra for badges: {EXTRA}")
    files = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in SUFFIXES and path.is_file()]
    keys: dict[str, tuple[PublicKey, ...]] = {}
    for path in files:
        issuer = unquote(path.name.removesuffix(path.suffix))
        if ":" not in issuer:
            reason = "is not named by an issuer's id, percent-encoded (https%3A%2F%2Fissuer.example%2F1)"
            raise InvalidInput(path.name, reason)
        keys[issuer] = (*keys.get(issuer, ()), *_keys(path))
    return Trusted(keys=keys, lists=read_status_lists(folder / STATUS))


def _keys(path: Path) -> Iterator[PublicKey]:
    data = path.read_bytes()[:MAX_KEY_BYTES]
    if path.suffix.lower() == ".pem":
        yield _of_pem(path.name, data)
        return
    value = parse_json(path.name, data.decode("utf-8", "replace"))
    listed = value.get("keys", [value]) if isinstance(value, dict) else value
    if not isinstance(listed, list) or not listed:
        raise InvalidInput(path.name, "holds no key: it is neither a JWK nor a set of them (JWKS)")
    for i, jwk in enumerate(listed):
        yield _of_jwk(f"{path.name}: keys[{i}]" if len(listed) > 1 else path.name, jwk)


def _of_pem(name: str, data: bytes) -> PublicKey:
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - optional
    from cryptography.hazmat.primitives.serialization import load_pem_public_key  # noqa: PLC0415 - optional

    if b"PRIVATE KEY" in data:
        raise InvalidInput(name, "holds a private key; keep that away and give the public one")
    try:
        return _known(name, load_pem_public_key(data))
    except (ValueError, UnsupportedAlgorithm) as error:
        raise InvalidInput(name, "is no public key in PEM") from error


def _of_jwk(name: str, jwk: object) -> PublicKey:
    import jwt  # noqa: PLC0415 - optional

    if not isinstance(jwk, dict):
        raise InvalidInput(name, "is no JWK")
    if "d" in jwk or jwk.get("kty") == "oct":
        raise InvalidInput(name, "holds a private or shared key; keep that away and give the public one")
    try:
        return _known(name, jwt.PyJWK(jwk).key)
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise InvalidInput(name, "is no public key as JWK") from error


def _known(name: str, key: Any) -> PublicKey:  # noqa: ANN401 - the libraries' own union of keys
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa  # noqa: PLC0415 - optional
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: PLC0415 - optional

    family = None
    if isinstance(key, rsa.RSAPublicKey):
        family = Family.RSA
    elif isinstance(key, ed25519.Ed25519PublicKey):
        family = Family.ED25519
    elif isinstance(key, ec.EllipticCurvePublicKey):
        family = {"secp256r1": Family.P256, "secp384r1": Family.P384}.get(key.curve.name)
    if family is None:
        raise InvalidInput(name, f"is a key of another kind than {', '.join(Family)}")
    return PublicKey(family=family, pem=key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
