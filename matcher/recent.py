"""What was read lately, so that boilerplate which many ads repeat is read once."""

from collections import OrderedDict
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(slots=True, eq=False)
class Recent(MutableMapping[Key, Value], Generic[Key, Value]):
    """A mapping of at most `most` entries; the one that was not asked for longest goes first. For one thread."""

    most: int
    _kept: OrderedDict[Key, Value] = field(default_factory=OrderedDict)

    def __getitem__(self, key: Key) -> Value:
        value = self._kept[key]
        self._kept.move_to_end(key)
        return value

    def __setitem__(self, key: Key, value: Value) -> None:
        self._kept[key] = value
        self._kept.move_to_end(key)
        while len(self._kept) > self.most:
            self._kept.popitem(last=False)

    def __delitem__(self, key: Key) -> None:
        del self._kept[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)
