"""What a client is told of a store or an index that fails: never where it is. The log says that."""

import logging
from collections.abc import Mapping

from matcher.errors import (
    ArtefactMismatch,
    MatcherError,
    SourceUnavailable,
    StoreDamaged,
    StoreFull,
    StoreGone,
    StoreLacksVectors,
    StoreLocked,
    StoreOutdated,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreachable,
)

LOGGER = "matcher.api"
STORE: Mapping[type[MatcherError], str] = {
    StoreOutdated: "the store holds no tables yet, or those of an earlier version; `matcher setup` makes them",
    StoreTooNew: "the store was made by a later version, which alone knows how to use it",
    StoreUnreachable: "the store can't be reached; ask again in a while",
    StoreLocked: "the store is locked: another process has been writing for long; nothing was lost, try again",
    StoreFull: "no room is left where the store is; what was kept before is all there, and nothing of this change is",
    StoreReadOnly: "the store may only be read here; nothing was changed",
    StoreGone: "the store is not there any more; put it, or a copy of it, back in its place and all goes on",
    StoreDamaged: "the store can't be used; put a copy of it back in its place, or run `matcher doctor --repair`",
    StoreLacksVectors: "the store can't keep vectors",
}
FETCHED = "something that must be fetched is not there, or is not what was pinned"
WHERE_MORE_IS = "; the log of the server says more"


def told_of(error: MatcherError) -> str:
    """For a client; where that is less than the error says, all of it is logged."""
    said = next((STORE[kind] for kind in type(error).__mro__ if kind in STORE), None)
    if said is None:
        said = _without_places(error)
    if said is None:
        return str(error)
    logging.getLogger(LOGGER).error("%s", error)
    return said + WHERE_MORE_IS


def _without_places(error: MatcherError) -> str | None:
    """Of what has to be built or fetched; None where its own words name no path."""
    if not isinstance(error, ArtefactMismatch | SourceUnavailable) or not {"/", "\\"} & set(str(error)):
        return None
    if isinstance(error, SourceUnavailable):
        return FETCHED
    return f"something that must be built is missing, or does not fit what is loaded; run `{error.rebuild}`"
