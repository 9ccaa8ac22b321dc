"""A member of a team while the rows about them are read."""

from dataclasses import dataclass, field

from matcher.workforce.team import Entry, Member, Place, Pseudonym


@dataclass(slots=True, kw_only=True)
class Draft:
    id: Pseudonym
    place: Place
    entries: dict[str, Entry] = field(default_factory=dict)
    """By name, letter case aside."""
    texts: dict[str, None] = field(default_factory=dict)
    toward: str | None = None
    hours: float | None = None

    def add(self, entry: Entry) -> bool:
        """Whether it is new. Of several levels the highest counts, of a level and none the level, but for 0."""
        key = entry.name.casefold()
        known = self.entries.get(key)
        if known is None:
            self.entries[key] = entry
            return True
        level = _higher(known.level, entry.level)
        self.entries[key] = Entry(name=known.name, level=level, place=known.place)
        return False

    def done(self) -> Member:
        return Member(
            id=self.id,
            place=self.place,
            entries=tuple(self.entries.values()),
            text="\n\n".join(self.texts) or None,
            toward=self.toward,
            hours=self.hours,
        )


def _higher(one: int | None, other: int | None) -> int | None:
    stated = [level for level in (one, other) if level]
    if stated:
        return max(stated)
    return None if one is None or other is None else 0
