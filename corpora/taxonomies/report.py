"""What a taxonomy build found, left out and could not complete."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from matcher.concepts import ConceptUri
from matcher.errors import Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Incomplete:
    """A concept that is in the taxonomy although its source lacks something of it."""

    uri: ConceptUri
    label: str
    missing: tuple[str, ...]
    """Of "label", "type" and "description"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    version: str
    counts: Mapping[str, int]
    """What was read, by name: "ESCO skill/competence", "O*NET occupations", ..."""
    incomplete: tuple[Incomplete, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Records that were not taken, by reason."""
    rejected: tuple[Rejected, ...] = ()
    """Rows that could not be read."""

    def __str__(self) -> str:
        lines = [self.version, *(f"  {count:>7,} {name}" for name, count in self.counts.items())]
        lines += [f"  {count:>7,} left out: {reason}" for reason, count in self.left_out.items() if count]
        lines += [f"  {gap.label!r} lacks {' and '.join(gap.missing)} ({gap.uri})" for gap in self.incomplete]
        return "\n".join([*lines, *(f"  rejected: {row}" for row in self.rejected)])
