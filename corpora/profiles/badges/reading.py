"""Credentials that a person brings as what they hold: what each was awarded for, by whom, and how it was checked."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpora.linked_data.graph import is_address
from corpora.profiles.badges.awards import achievements_of, issuer_of
from corpora.profiles.badges.keys import NOBODY, Trusted
from corpora.profiles.badges.signatures import check_signature
from corpora.profiles.badges.statements import Statement, statements_in
from corpora.profiles.badges.status import require_in_force
from corpora.profiles.badges.validity import awarded_on, require_current
from matcher.achievements import Achievement
from matcher.concepts import ConceptUri
from matcher.errors import InvalidInput, TextTooLong
from matcher.profiles import HeldCredential, HoldingSource, Issued, ProfileClaims

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
    issuer = issuer_of(statement.fields)
    checked = check_signature(statement, issuer.id, checks.trusted.keys.get(issuer.id or "", ()))
    words = checked.words if known or not checked.holds else checked.words + STATUS_UNKNOWN
    source = HoldingSource.VERIFIED if checked.holds else HoldingSource.SELF_CLAIMED
    day = awarded_on(statement.fields)
    date = day.isoformat() if day else None
    return [
        _credential(one, Issued(credential=one.name, issuer=issuer.name, date=date, checked=words), source)
        for one in achievements_of(statement)
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
