"""What is known of names beyond the taxonomy: product_words.json."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import orjson

from matcher.errors import UnreadableDocument

OWN = Path(__file__).with_name("product_words.json")


@dataclass(frozen=True)
class ProductWords:
    commonest: tuple[str, ...] = ()
    """O*NET's "hot technologies", those of most occupations first."""
    ordinary: frozenset[str] = frozenset()
    """Words of common language, in small letters, that are names of technologies too; seen in ads as common words."""

    spoken: Mapping[str, str] = field(default_factory=dict)
    """What ads call a skill of ESCO none of whose labels says so, or a technology -> its preferred label."""

    def rank(self, label: str) -> int:
        """Place among the commonest; after all of them for any other."""
        return self._ranks.get(label, len(self.commonest))

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {label: place for place, label in enumerate(self.commonest)}


def read_product_words(path: Path = OWN) -> ProductWords:
    """Raises UnreadableDocument."""
    try:
        raw = orjson.loads(path.read_bytes())
        return ProductWords(
            commonest=tuple(raw["commonest"]), ordinary=frozenset(raw["ordinary"]), spoken=raw["spoken"]
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableDocument(str(path), f"is no list of words ({error})") from error
