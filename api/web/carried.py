"""What was read of an ad and of a profile, on its way through the form of a page: sealed, so that it can be trusted.

Nothing is kept here: what a page was made from travels in it. Reading again would take longer than a slider may.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from itsdangerous import BadData, URLSafeSerializer
from pydantic import TypeAdapter, ValidationError

from matcher.profiles import Profile, ProfileClaims
from matcher.reading import Told
from matcher.roles import Role

SALT = "carried"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    asked: str
    """Digest of the ad or the role that was read, and of what read it."""
    told: Told | None
    """None for a role; its text travels in the form's own field."""
    role: Role | None
    claims: ProfileClaims
    """What came in files and is no text."""
    holder: str
    """Digest of what the profile was read from, and for which skills."""
    profile: Profile
    notes: tuple[str, ...] = ()
    resume: dict[str, Any] | None = None
    """The JSON Resume that the person brought, to be given back with what is planned."""


_ADAPTER = TypeAdapter(Carried)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SealOf(Generic[T]):
    """Of one kind of what travels, for all processes that share its keys."""

    keys: Callable[[], Sequence[bytes]]
    """The one that seals, then those which still open."""
    adapter: TypeAdapter[T]
    salt: str
    """So that nothing sealed for one use is opened for another."""

    def sealed(self, value: T) -> str:
        """Compressed and signed."""
        return str(self._serializer().dumps(self.adapter.dump_python(value, mode="json")))

    def opened(self, sealed: str) -> T | None:
        """None where it was not sealed by these keys, and is therefore made again."""
        if not sealed:
            return None
        try:
            return self.adapter.validate_python(self._serializer().loads(sealed))
        except (BadData, ValidationError, UnicodeError):  # an earlier version sealed it, or no seal is written so
            return None

    def _serializer(self) -> URLSafeSerializer:
        """It seals with the last key that it is given. Half characters, as a JSON Resume may hold them, travel too."""
        return URLSafeSerializer(list(reversed(self.keys())), salt=self.salt, serializer_kwargs={"ensure_ascii": True})


@dataclass(frozen=True, slots=True)
class Seal:
    """Of what was read, for all processes that share its keys."""

    keys: Callable[[], Sequence[bytes]]
    """The one that seals, then those which still open."""

    def sealed(self, carried: Carried) -> str:
        """The ad's own text is left out."""
        told = replace(carried.told, text="") if carried.told else None
        return self._of_readings().sealed(replace(carried, told=told))

    def opened(self, sealed: str) -> Carried | None:
        return self._of_readings().opened(sealed)

    def _of_readings(self) -> SealOf[Carried]:
        return SealOf(self.keys, _ADAPTER, SALT)


def digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
