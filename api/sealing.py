"""The keys of what travels in forms: those of the store, which all its servers share, or the one that is set."""

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from api.settings import Settings
from corpora.store.database import Database
from corpora.store.following import Following
from corpora.store.seal_keys import KEY_BYTES, SealKeys
from matcher.errors import MatcherError
from models.ad_index import in_a_thread

Keys = Callable[[], Sequence[bytes]]
"""At each call: the one that seals, then those which still open."""


@dataclass(frozen=True, slots=True, eq=False)
class StoredKeys:
    """Followed, so that a server soon seals with a new key, and opens what another has sealed with it."""

    following: Following[tuple[bytes, ...]]
    own: bytes = field(default_factory=lambda: secrets.token_bytes(KEY_BYTES))
    """Of this process, until the store can be asked: pages answer without it, and others read again what it sealed."""

    def __call__(self) -> Sequence[bytes]:
        try:
            return self.following()
        except MatcherError:
            return (self.own,)


def keys_of(settings: Settings, database: Database) -> Keys:
    if settings.seal_key is not None:
        own = settings.seal_key.encode()
        return lambda: (own,)
    kept = SealKeys(database)
    return StoredKeys(
        Following(
            store_version=lambda: _version(kept.keys()),
            make=kept.keys,
            version=_version,
            beside=in_a_thread,
        )
    )


def _version(keys: Sequence[bytes]) -> str:
    return hashlib.sha256(b"".join(keys)).hexdigest()
