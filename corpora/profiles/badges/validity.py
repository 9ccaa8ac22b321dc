"""From when and until when a credential counts; the first reason against it is told with its field."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from corpora.profiles.badges.statements import Statement
from matcher.errors import InvalidInput

BEGINS = ("validFrom", "issuanceDate", "issuedOn", "nbf")
"""Verifiable Credentials 2.0, 1.1, Open Badges 2.0, JSON Web Token."""
ENDS = ("validUntil", "expirationDate", "expires", "exp")
AWARDED = ("awardedDate", "validFrom", "issuanceDate", "issued", "issuedOn")
LEEWAY = dt.timedelta(minutes=5)
"""Clocks differ."""


def require_current(statement: Statement, now: dt.datetime) -> None:
    """Raises InvalidInput where the credential is not valid yet, expired, or says neither in a way we understand."""
    for field in BEGINS:
        begins = _moment(statement, field, dt.time.min)
        if begins and begins > now + LEEWAY:
            raise InvalidInput(statement.at(field), f"is not valid before {begins:%Y-%m-%d}")
    for field in ENDS:
        ends = _moment(statement, field, dt.time.max)
        if ends and ends < now - LEEWAY:
            raise InvalidInput(statement.at(field), f"expired on {ends:%Y-%m-%d}")
    for proof in statement.proofs:
        ends = _read(statement.at("proof.expires"), proof.get("expires"), dt.time.max)
        if ends and ends < now - LEEWAY:
            raise InvalidInput(statement.at("proof.expires"), f"expired on {ends:%Y-%m-%d}")


def awarded_on(fields: Mapping[str, Any]) -> dt.date | None:
    """The day, as the credential states it, whatever the time zone."""
    for field in AWARDED:
        stated = fields.get(field)
        try:
            if isinstance(stated, str):
                return dt.date.fromisoformat(stated[:10])
        except ValueError:
            continue
    return None


def _moment(statement: Statement, field: str, without_time: dt.time) -> dt.datetime | None:
    return _read(statement.at(field), statement.fields.get(field), without_time)


def _read(where: str, stated: object, without_time: dt.time) -> dt.datetime | None:
    """A day alone begins and ends with itself; a time without a zone is taken as UTC. Raises InvalidInput."""
    if stated is None:
        return None
    try:
        if isinstance(stated, int | float) and not isinstance(stated, bool):
            return dt.datetime.fromtimestamp(stated, dt.UTC)
        text = str(stated).strip()
        if len(text) == len("2026-01-31"):
            return dt.datetime.combine(dt.date.fromisoformat(text), without_time, dt.UTC)
        moment = dt.datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise InvalidInput(where, "is no date and time (ISO 8601)") from error
