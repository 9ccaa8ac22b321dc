"""Where on the form something is wrong, by what an error names."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from matcher.errors import InvalidInput, MatcherError

ROLES = "the roles"
"""What a brief that was typed is called in errors; there it tells nothing."""
FIELDS = frozenset(
    {
        "budget", "budget_per_quarter", "currency", "hours_per_person", "hours_per_quarter", "coverage", "begin",
        "quarters", "holders", "held", "wanted", "taught", "consented", "table", "moves", "courses", "names", "roles",
        "toward", "brief_file", "names_file", "sheet", "without", "offers",
    }
)  # fmt: skip
_ROLE = re.compile(r"roles\[(\d+)\]")
_IN_A_LIST = re.compile(r"^(role \d+)\.skills\.(.+?)(?:\.level|\.importance)?: ")
_FILE = re.compile(r"[^ ,:]+\.\w+[,:]")
"""The name of a file stays as it is written."""
_IN_TABLE = re.compile(r"(?:sheet '.*', )?row \d+")


def role_field(place: int) -> str:
    """Of the role at a 0-based place."""
    return f"role-{place + 1}"


@contextmanager
def beside(field: str) -> Iterator[None]:
    """Whatever is wrong within stands beside this field."""
    try:
        yield
    except MatcherError as error:
        raise InvalidInput(
            field, error.reason if isinstance(error, InvalidInput) and error.field == field else str(error)
        ) from error


def field_of(named: str | None) -> str | None:
    """Of the form; None where it is none of its fields that is wrong."""
    if named is None:
        return None
    role = _ROLE.match(named)
    if role is not None:
        return role_field(int(role[1]))
    first = re.split(r"[,.]", named, maxsplit=1)[0]
    if _IN_TABLE.match(named):
        return "table"
    return first if first in FIELDS or first.startswith("role-") else None


def in_words(detail: str, field: str | None) -> str:
    """What is wrong, without what stands beside the field anyway."""
    told = detail.removeprefix(f"{field}: ").replace(f" ({ROLES})", "")
    told = _IN_A_LIST.sub(r"\1, \2: ", _ROLE.sub(lambda found: f"role {int(found[1]) + 1}", told))
    return told if _FILE.match(told) else told[:1].upper() + told[1:]
