"""Credentials that a person brings as what they hold: what each was awarded for, by whom, and how it was checked."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpora.courses.formats import found_in
from corpora.courses.open_badges import OpenBadges, OpenBadges2
from corpora.courses.open_badges.reading import CONTEXT, CONTEXT_2
from corpora.courses.records import achievement_of
from corpora.documents.text import clean_text
from corpora.linked_data.graph import is_address
from corpora.linked_data.reading import read_graph
from corpora.profiles.badges.keys import NOBODY, Trusted
from corpora.profiles.badges.signatures import check_signature
from corpora.profiles.badges.statements import Statement, statements_in
from corpora.profiles.badges.status import require_in_force
from corpora.profiles.badges.validity import awarded_on, require_current
from matcher.achievements import Achievement
from matcher.concepts import ConceptUri
from matcher.errors import InvalidInput, TextTooLong
from matcher.profiles import HeldCredential, HoldingSource, Issued, ProfileClaims

MAX_NAME = 200
"""Characters that are shown of an issuer."""
MAX_CLAIMS = 2_000
MAX_TEXT = 400_000
"""Of one file: a learning record of a whole education has some hundred names of skills."""
STATUS_UNKNOWN = "; whether it was revoked is not known: its status list is not at hand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """What badges are held against."""

    now: dt.datetime
    """With its time zone."""
    trusted: Trusted = NOBODY


@dataclass(frozen=True, slots=True)
class _Issuer:
    id: str | None
    name: str | None
    """As it is shown; the id where it states no name."""


def held_credentials(name: str, value: object, checks: Checks) -> ProfileClaims:
    """What the credentials in a JSON value or a token award. Those that do not count are told in `refused`.

    Raises InvalidInput, naming file and field, where none counts.
    """
    refused: list[InvalidInput] = []
    held: list[HeldCredential] = []
    try:
        for statement in statements_in(value, refused.append):
            held += _unless_refused(statement, checks, refused.append)
    except InvalidInput as error:
        raise InvalidInput(f"{name}: {error.field}", error.reason) from error
    _require_within(name, held)
    if not held:
        first = refused[0] if refused else InvalidInput("", "holds no badge and no learning record")
        raise InvalidInput(f"{name}: {first.field}" if first.field else name, first.reason)
    return ProfileClaims(credentials=tuple(held), refused=tuple(f"{name}: {error}" for error in refused))


def _require_within(name: str, held: Sequence[HeldCredential]) -> None:
    """Raises TextTooLong where linking would take too long; nothing is left out in silence."""
    named = sum(len(one.claims) for one in held)
    if named > MAX_CLAIMS:
        raise TextTooLong(name, length=named, limit=MAX_CLAIMS, unit="names of skills in its badges")
    told = sum(len(one.text or "") + sum(map(len, one.claims)) for one in held)
    if told > MAX_TEXT:
        raise TextTooLong(name, length=told, limit=MAX_TEXT, unit="characters in its badges")


def _unless_refused(
    statement: Statement, checks: Checks, refuse: Callable[[InvalidInput], None]
) -> list[HeldCredential]:
    try:
        return _held(statement, checks)
    except InvalidInput as error:
        refuse(error)
        return []


def _held(statement: Statement, checks: Checks) -> list[HeldCredential]:
    """One for each achievement. Raises InvalidInput where the credential does not count."""
    require_current(statement, checks.now)
    known = require_in_force(statement, checks.trusted.lists)
    issuer = _issuer(statement.fields)
    checked = check_signature(statement, issuer.id, checks.trusted.keys.get(issuer.id or "", ()))
    words = checked.words if known or not checked.holds else checked.words + STATUS_UNKNOWN
    source = HoldingSource.VERIFIED if checked.holds else HoldingSource.SELF_CLAIMED
    day = awarded_on(statement.fields)
    return [
        _credential(one, Issued(credential=one.name, issuer=issuer.name, date=day, checked=words), source)
        for one in _achievements(statement)
    ]


def _credential(one: Achievement, issued: Issued, source: HoldingSource) -> HeldCredential:
    assessment = one.credential.assessment
    told = [one.description, *one.outcomes, assessment if assessment and not is_address(assessment) else None]
    return HeldCredential(
        issued=issued,
        source=source,
        skills=(
            *((tied.concept, tied.text) for tied in one.alignments),
            *((ConceptUri(own.url), own.name) for own in one.competencies if own.url),
        ),
        claims=tuple(dict.fromkeys((one.name, *(own.name for own in one.competencies), *one.topics))),
        text="\n".join(text for text in told if text) or None,
    )


def _issuer(fields: Mapping[str, Any]) -> _Issuer:
    """Of the credential; of Open Badges 2.0, of its badge class."""
    badge = fields.get("badge")
    stated = fields.get("issuer", badge.get("issuer") if isinstance(badge, Mapping) else None)
    stated = stated[0] if isinstance(stated, list) and stated else stated
    if isinstance(stated, str):
        return _Issuer(stated, _shown(stated))
    if not isinstance(stated, Mapping):
        return _Issuer(None, None)
    id_ = stated.get("id", stated.get("@id"))
    return _Issuer(id_ if isinstance(id_, str) else None, _shown(stated.get("name")) or _shown(id_))


def _shown(stated: object) -> str | None:
    """On one line, without characters that steer a terminal."""
    return (" ".join(clean_text(stated).split())[:MAX_NAME] or None) if isinstance(stated, str) else None


def _achievements(statement: Statement) -> Iterator[Achievement]:
    """What it awards; nothing else of it is looked at. Raises InvalidInput."""
    for where, achievement, document in _documents(statement):
        if isinstance(achievement, str):
            raise InvalidInput(where, "is only an address, which isn't fetched")
        graph = read_graph(document)
        found = next(found_in(graph, (OpenBadges(), OpenBadges2())), None)
        if found is None:
            raise InvalidInput(where, "holds no achievement in a vocabulary that we know")
        try:
            yield achievement_of({**found.format.record_of(graph, found.node), "id": "held", "url": None})
        except InvalidInput as error:
            raise InvalidInput(f"{where}.{error.field}", error.reason) from error


def _documents(statement: Statement) -> Iterator[tuple[str, object, Mapping[str, Any]]]:
    """(where, the achievement, it alone as a document)."""
    fields = statement.fields
    if "badge" in fields and "credentialSubject" not in fields:
        badge = fields["badge"]
        yield statement.at("badge"), badge, _alone(badge, fields, [CONTEXT_2], "BadgeClass")
        return
    subjects = fields.get("credentialSubject")
    several = isinstance(subjects, list)
    for i, subject in enumerate(subjects if isinstance(subjects, list) else [subjects]):
        where = statement.at(f"credentialSubject[{i}]" if several else "credentialSubject")
        stated = subject.get("achievement") if isinstance(subject, Mapping) else None
        listed = stated if isinstance(stated, list) else [stated] if stated is not None else []
        if not listed and not (isinstance(subject, Mapping) and "verifiableCredential" in subject):
            raise InvalidInput(f"{where}.achievement", "is missing")
        for j, achievement in enumerate(listed):
            place = f"{where}.achievement[{j}]" if isinstance(stated, list) else f"{where}.achievement"
            yield place, achievement, _alone(achievement, fields, CONTEXT, "Achievement")


def _alone(
    achievement: object, fields: Mapping[str, Any], standard: tuple[str, ...] | list[str], kind: str
) -> Mapping[str, Any]:
    """With the context of its standard before the one that it states, and its type where that was left out."""
    stated = fields.get("@context")
    contexts = [*standard, *(stated if isinstance(stated, list) else [stated] if stated is not None else [])]
    body = achievement if isinstance(achievement, Mapping) else {}
    typed = {} if "type" in body or "@type" in body else {"type": kind}
    return {"@context": contexts, "@graph": [{**body, **typed}]}
