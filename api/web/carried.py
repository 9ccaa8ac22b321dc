"""What was read of an ad and of a profile, on its way through the form of a page: sealed, so that it can be trusted.

Nothing is kept here: what a page was made from travels in it. Reading again would take longer than a slider may.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Seal:
    """Of all processes that share its keys."""

    keys: Callable[[], Sequence[bytes]]
    """The one that seals, then those which still open."""

    def sealed(self, carried: Carried) -> str:
        """Compressed and signed; the ad's own text is left out."""
        told = replace(carried.told, text="") if carried.told else None
        plain: Any = _ADAPTER.dump_python(replace(carried, told=told), mode="json")
        return str(self._serializer().dumps(plain))

    def opened(self, sealed: str) -> Carried | None:
        """None where it was not sealed by these keys, and is therefore read again."""
        if not sealed:
            return None
        try:
            return _ADAPTER.validate_python(self._serializer().loads(sealed))
        except (BadData, ValidationError):  # the key is right, but an earlier version sealed it
            return None

    def _serializer(self) -> URLSafeSerializer:
        """It seals with the last key that it is given. Half characters, as a JSON Resume may hold them, travel too."""
        return URLSafeSerializer(list(reversed(self.keys())), salt=SALT, serializer_kwargs={"ensure_ascii": True})


def digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
