"""What can go wrong, in the words of the domain. Only the edges turn these into status and exit codes."""

from dataclasses import dataclass


class MatcherError(Exception):
    """Base of every error this project raises on purpose; its text is meant for the user."""

    def __reduce__(self) -> tuple[object, ...]:
        """Travels between processes whole, whatever its constructor takes."""
        return _revived, (type(self), self.args, dict(self.__dict__))


def _revived(kind: type[MatcherError], args: tuple[object, ...], fields: dict[str, object]) -> MatcherError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(fields)
    return error


class UnknownConcept(MatcherError):
    """A concept id that the loaded taxonomy does not hold."""

    def __init__(self, uri: str, version: str) -> None:
        super().__init__(f"no concept {uri!r} in taxonomy {version!r}")
        self.uri = uri


class UnknownAchievement(MatcherError):
    """An achievement id that the loaded catalogue does not hold."""

    def __init__(self, achievement_id: str) -> None:
        super().__init__(f"no achievement {achievement_id!r} in the catalogue")
        self.achievement_id = achievement_id


class UnknownAd(MatcherError):
    """An ad id that was not indexed."""

    def __init__(self, ad_id: str) -> None:
        super().__init__(f"no ad {ad_id!r} is indexed")
        self.ad_id = ad_id


class UnknownRole(MatcherError):
    """A role name that resembles no occupation."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no occupation resembles the role {name!r}; try a plainer title or paste an ad")
        self.name = name


class UnknownKey(MatcherError):
    """The id of an API key that there is none of, or that belongs to another tenant."""

    def __init__(self, key_id: str) -> None:
        super().__init__(f"there is no key {key_id!r}; `matcher keys list` names them all")
        self.key_id = key_id


class UnknownTenant(MatcherError):
    """A tenant that has no store."""

    def __init__(self, tenant: str) -> None:
        super().__init__(f"there is no tenant {tenant!r}; `matcher keys add --tenant {tenant} ...` makes one")
        self.tenant = tenant


class EmptyText(MatcherError):
    """There is nothing to read."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is empty: it holds no letters to read")
        self.what = what


class TextTooLong(MatcherError):
    """A text beyond the stated limit; nothing of it was read."""

    def __init__(self, what: str, *, length: int, limit: int, unit: str = "characters") -> None:
        super().__init__(f"{what} has {length:,} {unit}; at most {limit:,} are read in one go")
        self.what = what
        self.limit = limit


class UnreadableDocument(MatcherError):
    """A file whose text can't be had: scanned, encrypted, damaged, binary or of an unknown kind."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class InvalidInput(MatcherError):
    """A value outside what is allowed; `field` names it."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class NameErased(InvalidInput):
    """The name of a tenant that was erased: given again, it would open what others remember of the former one."""

    def __init__(self, tenant: str) -> None:
        super().__init__("tenant", f"{tenant!r} was erased; its name is not given again, choose another one")


class IncompatibleVectors(MatcherError):
    """Vectors of another encoder than the index was built with."""

    def __init__(self, *, expected: int, got: int) -> None:
        super().__init__(f"expected vectors of {expected} dimensions, got {got}; rebuild the index")


class TellsOfPeople(InvalidInput):
    """A column of a team's table that tells who somebody is; what stands in it is not repeated."""

    def __init__(self, field: str, reason: str, *, column: str, kind: str, heads_rows: bool) -> None:
        super().__init__(field, reason)
        self.column = column
        self.kind = kind
        """What it looks like, in words."""
        self.heads_rows = heads_rows
        """Whether it should hold the pseudonyms."""


class NoEvidence(MatcherError):
    """Nothing in the ads speaks for a need, so none may be claimed."""

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(f"there is no evidence that employers need {what!r}: {reason}")
        self.what = what


class OnlySamples(NoEvidence):
    """The ads were made up by us, so nothing can be claimed of any skill."""

    def __init__(self, what: str) -> None:
        MatcherError.__init__(
            self,
            f"No evidence can be made of samples: the ads that would speak for {what!r} are samples that we made up. "
            "Whoever runs this service can put in real ones with `matcher ads ingest`.",
        )
        self.what = what


class ArtefactMismatch(MatcherError):
    """A built file is missing, half-made, damaged, or made from something else than what is loaded."""

    def __init__(self, artefact: str, reason: str, rebuild: str) -> None:
        super().__init__(f"{artefact}: {reason}; run `{rebuild}`")
        self.artefact = artefact
        self.rebuild = rebuild


class StoreOutdated(ArtefactMismatch):
    """The database has no tables yet, or those of an earlier version of this software."""

    def __init__(self, store: str, found: str | None, expected: str) -> None:
        reason = f"its tables are of schema {found!r}, not {expected!r}" if found else "holds no tables yet"
        super().__init__(f"the store {store}", reason, "matcher setup")


class StoreTooNew(MatcherError):
    """The tables were made by a later version of this software, which alone knows how to use them."""

    def __init__(self, store: str, found: str) -> None:
        super().__init__(
            f"the store {store}: its tables are of schema {found!r}, which this version does not know; "
            "install the version of matcher that made them, or name another store"
        )


class StoreUnreachable(MatcherError):
    """No connection to the database, or it broke off."""

    def __init__(self, store: str, reason: str) -> None:
        super().__init__(
            f"the store {store} can't be reached ({reason}); see that the database runs and takes connections, "
            "and that MATCHER_DATABASE_URL names it with a user who may use it"
        )


class StoreLocked(MatcherError):
    """Somebody else has been writing for longer than we wait."""

    def __init__(self, store: str, waited_seconds: int) -> None:
        super().__init__(
            f"the store {store} is locked: another process has been writing for {waited_seconds} seconds; "
            "nothing was lost; try again when it is done"
        )


class StoreFull(MatcherError):
    """No room is left where the database is."""

    def __init__(self, store: str) -> None:
        super().__init__(
            f"the store {store}: no room is left on its disk; what was kept before is all there, and nothing of this "
            "change is; make room, and do the same again"
        )


class StoreReadOnly(MatcherError):
    """The database can be read here, and not written."""

    def __init__(self, store: str, reason: str = "it may only be read here") -> None:
        super().__init__(f"the store {store}: {reason}; nothing was changed; do this where its folder may be written")


class FolderReadOnly(MatcherError):
    """What is kept in this folder can be read here, and not changed."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"{folder}: it may only be read here; nothing was changed; do this where its folder may be written"
        )


class StoreGone(MatcherError):
    """The file was there, and is not any more."""

    def __init__(self, store: str) -> None:
        super().__init__(
            f"the store {store} is not there any more; put it, or a copy of it, back in its place and all goes on, "
            "or run `matcher setup` for a new one"
        )


class StoreDamaged(MatcherError):
    """The file is no database, or damaged."""

    def __init__(self, store: str, reason: str) -> None:
        super().__init__(
            f"the store {store} can't be used ({reason}); put a copy of it back in its place, run `matcher doctor "
            "--repair` for a new one of all that can still be read, or move it away and run `matcher setup` for an "
            "empty one"
        )
        self.reason = reason


class StoreLacksVectors(MatcherError):
    """A PostgreSQL without pgvector, or with one that is too old, or itself too old."""

    def __init__(self, store: str, reason: str) -> None:
        super().__init__(
            f"the store {store}: {reason}; PostgreSQL 16 and pgvector 0.8 are the oldest that will do: install them, "
            "and have a superuser run `CREATE EXTENSION vector` in this database"
        )


class BatchKeyReused(MatcherError):
    """An Idempotency-Key that came with another body before."""

    def __init__(self, key: str) -> None:
        super().__init__(f"Idempotency-Key {key!r} came with another body before; use a new key for a new batch")


class TooBusy(MatcherError):
    """As many such questions are being worked on as may be at a time."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} are being worked on, as many as may be at a time; ask again in a while")


class BatchInProgress(MatcherError):
    """A batch under this Idempotency-Key is still being worked on."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the batch under Idempotency-Key {key!r} is still being worked on; ask again in a while")


class WorkersLost(MatcherError):
    """Of a bulk run: nobody is left to read, and nobody can be started."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"no worker can be started: {reason}; what is finished is kept, and --resume goes on with it")
        self.reason = reason


class VersionsDiffer(MatcherError):
    """Workers that were not set up alike: one output would be of two kinds."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(
            f"workers read with different versions, {one} and {other}: set up all machines alike, "
            "with the same software and the same MATCHER_HOME"
        )


class SourceUnavailable(MatcherError):
    """Something that must be fetched could not be, or is not what was pinned."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """One record of an input that could not be used. A value, not an exception: the good rows go on."""

    file: str
    row: int | None
    """1-based row or line in the file; None where the whole file is meant."""
    field: str | None
    reason: str
    sheet: str | None = None
    """Of a workbook, where it is told."""

    def __str__(self) -> str:
        where = self.file + (f", sheet {self.sheet!r}" if self.sheet else "")
        where += f", row {self.row}" if self.row is not None else ""
        return where + (f", {self.field}" if self.field else "") + f": {self.reason}"
