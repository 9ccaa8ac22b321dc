"""What a check found: how it is, what that means, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """The worst comes last."""

    OK = "ok"
    WARNING = "warning"
    """It serves, and something should be done."""
    BROKEN = "broken"
    """Something does not work, or may not be trusted."""


class Remedy(StrEnum):
    """What `--repair` may do, in the order in which it is done."""

    RECOVER_STORE = "recover the store"
    RESTORE_TAXONOMY = "restore the taxonomy"
    RESTORE_OWN_SKILLS = "restore own skills"
    REMOVE_DRAFTS = "remove drafts"
    BUILD = "build"


PUTTING_BACK = frozenset({Remedy.RECOVER_STORE, Remedy.RESTORE_TAXONOMY, Remedy.RESTORE_OWN_SKILLS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    about: str
    """What was looked at, in a word or two."""
    state: State
    said: str
    """What was found."""
    means: str | None = None
    """None where all is well."""
    advice: str | None = None
    """What to do; None where nothing is to be done."""
    remedy: Remedy | None = None
    """None where `--repair` can't help, or needn't."""


def ok(about: str, said: str) -> Finding:
    return Finding(about=about, state=State.OK, said=said)


def worst(findings: Iterable[Finding]) -> State:
    order = list(State)
    return max((one.state for one in findings), key=order.index, default=State.OK)


def remedies(findings: Iterable[Finding]) -> tuple[Remedy, ...]:
    """Each once, in the order in which they are to be done; what is put back has indexes built of it."""
    named = {one.remedy for one in findings}
    if named & PUTTING_BACK:
        named.add(Remedy.BUILD)
    return tuple(remedy for remedy in Remedy if remedy in named)
