"""What was done to what is kept, by whom and when: never with words of ads, of courses or of people."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from matcher.access import Tenant


class Action(StrEnum):
    """All that is audited."""

    ADS_INGESTED = "ads_ingested"
    ADS_FORGOTTEN = "ads_forgotten"
    ADS_RESET = "ads_reset"
    """All forgotten, and the sample kept instead."""
    COURSES_OFFERED = "courses_offered"
    COURSES_RESET = "courses_reset"
    KEY_MADE = "key_made"
    KEY_REVOKED = "key_revoked"
    TENANT_MADE = "tenant_made"
    TENANT_EXPORTED = "tenant_exported"
    TENANT_ERASED = "tenant_erased"


class Result(StrEnum):
    DONE = "done"
    IN_PART = "in_part"
    """Some of the input was left out."""
    REFUSED = "refused"
    """Nothing was changed: the request or the input could not be used."""
    FAILED = "failed"
    """Something broke; some of it may have been done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    tenant: Tenant
    key: str | None
    """Id of the key that it was done with; None for a command, or on an open server."""
    action: Action
    things: int
    """How many: ads, courses, keys."""
    result: Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A deed as it stands in the audit log."""

    number: int
    """In the order in which they were written down."""
    when: datetime
    """In UTC, to the second."""
    deed: Deed
