"""The single credentials in whatever a wallet hands out: lists, presentations, learning records, tokens."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from corpora.cells import shortened
from corpora.profiles.badges.tokens import compact_of, is_token, payload_of
from matcher.errors import InvalidInput

BADGES = frozenset({"OpenBadgeCredential", "AchievementCredential"})
RECORDS = frozenset({"ClrCredential"})
EUROPEAN = frozenset({"EuropeanDigitalCredential"})
ENDORSEMENTS = frozenset({"EndorsementCredential"})
"""Say something about a badge, not about what a person can do."""
DEFINITIONS = frozenset({"Achievement", "BadgeClass"})
ASSERTIONS = frozenset({"Assertion"})
"""Of Open Badges 2.0."""
PRESENTATIONS = frozenset({"VerifiablePresentation"})
KNOWN = BADGES | RECORDS | EUROPEAN | ENDORSEMENTS | DEFINITIONS | ASSERTIONS | PRESENTATIONS
HOLDERS = ("verifiableCredential", "credential", "compactJwsString")
"""Fields of presentations, of learning records and of the answers of a badge service (Open Badges API 3.0)."""
ENVELOPE = "EnvelopedVerifiableCredential"
MAX_DEPTH = 20
"""Of credentials in credentials."""
MAX_NESTING = 100
"""Of objects and lists."""
MAX_STATEMENTS = 500
"""In one file: a learning record of a whole education has some hundred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One credential as it stands in a file."""

    fields: Mapping[str, Any]
    path: str
    """Where: "credentialSubject.verifiableCredential[1]"."""
    token: str | None = None
    """The token that it came in, which then is what was signed."""

    @property
    def types(self) -> frozenset[str]:
        return types_of(self.fields)

    @property
    def proofs(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(one for one in _several(self.fields.get("proof")) if isinstance(one, Mapping))

    def at(self, field: str) -> str:
        return f"{self.path}.{field}" if self.path else field


def types_of(value: Mapping[str, Any]) -> frozenset[str]:
    """Without a prefix or the vocabulary's address."""
    stated = value.get("type", value.get("@type"))
    listed = stated if isinstance(stated, list) else [stated]
    names = (one.replace("#", ":").rsplit(":", 1)[-1] for one in listed if isinstance(one, str))
    return frozenset(names)


def is_badges(value: object) -> bool:
    """Whether a JSON value is a credential, or holds some."""
    listed = [one for name in HOLDERS for one in _several(value.get(name))] if isinstance(value, Mapping) else []
    return any(map(_is_badge, [value, *listed] if not isinstance(value, list) else value))


def _is_badge(value: object) -> bool:
    if isinstance(value, str):
        return is_token(value)
    if not isinstance(value, Mapping):
        return False
    known = types_of(value) & (KNOWN | {"VerifiableCredential", ENVELOPE})
    return bool(known) or _is_assertion(value) or compact_of(value) is not None


def _several(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def statements_in(value: object, refuse: Callable[[InvalidInput], None]) -> Iterator[Statement]:
    """Every credential, in order; what can't be one is told to `refuse`. Raises InvalidInput past the limits."""
    require_shallow(value, "the file")
    for number, statement in enumerate(_walked(value, "", 0, refuse)):
        if number >= MAX_STATEMENTS:
            raise InvalidInput(statement.path, f"is one credential too many: at most {MAX_STATEMENTS:,} are read")
        yield statement


def require_shallow(value: object, field: str) -> None:
    """Raises InvalidInput where it is nested more deeply than any credential."""
    level = [value]
    for _ in range(MAX_NESTING):
        level = [own for one in level for own in _inner(one)]
        if not level:
            return
    raise InvalidInput(field, f"is nested more than {MAX_NESTING} deep")


def _inner(value: object) -> Iterable[object]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def _walked(
    value: object, path: str, depth: int, refuse: Callable[[InvalidInput], None], token: str | None = None
) -> Iterator[Statement]:
    if depth > MAX_DEPTH:
        refuse(InvalidInput(path, f"is nested more than {MAX_DEPTH} deep"))
    elif isinstance(value, list):
        for i, one in enumerate(value):
            yield from _walked(one, f"{path}[{i}]", depth + 1, refuse)
    elif isinstance(value, str):
        yield from _of_token(value, path, depth, refuse)
    elif isinstance(value, Mapping):
        yield from _of_object(value, path, depth, refuse, token)
    else:
        refuse(InvalidInput(path or "the file", "is no credential"))


def _of_token(text: str, path: str, depth: int, refuse: Callable[[InvalidInput], None]) -> Iterator[Statement]:
    if not is_token(text):
        reason = "is only an address, which isn't fetched" if "://" in text else "is no credential"
        refuse(InvalidInput(path or "the badge", reason))
        return
    try:
        payload = payload_of(text, path or "token")
        require_shallow(payload, path or "token")
    except InvalidInput as error:
        refuse(error)
        return
    inner = payload.get("vc", payload.get("vp"))
    body = {**_registered(payload), **inner} if isinstance(inner, Mapping) else payload
    yield from _walked(body, path, depth + 1, refuse, text.strip())


def _registered(payload: Mapping[str, Any]) -> dict[str, Any]:
    """What Verifiable Credentials 1.1 move from the credential to claims of the token (section 6.3.1)."""
    return {field: payload[claim] for claim, field in (("iss", "issuer"), ("jti", "id")) if claim in payload} | {
        claim: payload[claim] for claim in ("iss", "nbf", "exp") if claim in payload
    }


def _of_object(
    value: Mapping[str, Any], path: str, depth: int, refuse: Callable[[InvalidInput], None], token: str | None
) -> Iterator[Statement]:
    types, sealed = types_of(value), compact_of(value)
    if sealed is not None:
        yield from _of_token(sealed, path, depth + 1, refuse)
    elif ENVELOPE in types:
        held = str(value.get("id", "")).partition(",")[2]
        yield from _of_token(held, path, depth + 1, refuse)
    elif types & ENDORSEMENTS:
        return
    elif types & (BADGES | RECORDS | EUROPEAN) or _is_assertion(value):
        yield Statement(fields=value, path=path, token=token)
        subject = value.get("credentialSubject")
        if types & RECORDS and isinstance(subject, Mapping):
            yield from _held(subject, f"{path}.credentialSubject".removeprefix("."), depth, refuse)
    elif types & DEFINITIONS:
        refuse(InvalidInput(path or "the file", "only defines an achievement; it says of nobody that they earned it"))
    elif types & PRESENTATIONS or any(name in value for name in HOLDERS):
        yield from _held(value, path, depth, refuse)
    else:
        named = shortened(sorted(types)) if types else "it states no type"
        refuse(InvalidInput(f"{path}.type".removeprefix("."), f"is no badge or learning record: {named}"))


def _held(
    value: Mapping[str, Any], path: str, depth: int, refuse: Callable[[InvalidInput], None]
) -> Iterator[Statement]:
    for name in HOLDERS:
        if name in value:
            yield from _walked(value[name], f"{path}.{name}".removeprefix("."), depth + 1, refuse)


def _is_assertion(value: Mapping[str, Any]) -> bool:
    """Of Open Badges 2.0, where the type was often left out."""
    return bool(types_of(value) & ASSERTIONS) or ("badge" in value and "recipient" in value)
