"""What a taxonomy build found, left out and could not complete."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from matcher.concepts import ConceptUri
from matcher.errors import Rejected

SHOWN_REJECTED = 20
"""Of the rejected rows: the rest is counted."""


@dataclass(frozen=True, slots=True)
class Faults:
    """What is noted while tables are read, for the report."""

    left_out: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)


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
        lines += [f"  {len(self.rejected):>7,} rows rejected"] if self.rejected else []
        lines += [f"  rejected: {row}" for row in self.rejected[:SHOWN_REJECTED]]
        more = len(self.rejected) - SHOWN_REJECTED
        return "\n".join([*lines, f"  rejected: and {more:,} more"] if more > 0 else lines)


def joined(reports: Sequence[BuildReport], counts: Mapping[str, int]) -> BuildReport:
    """One report of at least one, with the counts of the whole; the version is the caller's to set."""
    left_out: Counter[str] = Counter()
    for report in reports:
        left_out.update(report.left_out)
    return BuildReport(
        version=reports[0].version,
        counts={name: count for report in reports for name, count in report.counts.items()} | dict(counts),
        incomplete=tuple(gap for report in reports for gap in report.incomplete),
        left_out=dict(left_out),
        rejected=tuple(row for report in reports for row in report.rejected),
    )
