"""Emerging needs: built by a command, and asked for with the ads as the store has them now."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from api.keeping import Say, alone
from corpora.artefacts import POINTER
from corpora.store.following import Following
from matcher.ad_store import AdStore
from matcher.emerging import Emerging
from matcher.errors import ArtefactMismatch
from models.emerging import KIND, NeedReader, build_emerging, load_emerging


@dataclass(frozen=True, kw_only=True, eq=False)
class EmergingNeeds:
    home: Path
    store: AdStore
    reader: NeedReader

    @cached_property
    def current(self) -> Following[tuple[str, Emerging]]:
        """The needs as built last; followed by the state that they were loaded in. Raises ArtefactMismatch."""
        return Following(store_version=self._state, make=self._load, version=lambda made: made[0])

    def now(self, say: Say) -> Emerging:
        """Built first where they never were, do not fit, or the store has moved on: half a minute for 10,000 ads."""
        found = self._fresh()
        if found is not None:
            return found
        with alone(self.home / KIND, say):
            found = self._fresh()
            if found is not None:
                return found
            say("grouping what no concept covers")
            build_emerging(self.home, self.store, self.reader)
        return self._load()[1]

    def _fresh(self) -> Emerging | None:
        """What is built, of the ads as they are; None where it has to be built."""
        try:
            found = self._load()[1]
        except ArtefactMismatch:
            return None
        return None if found.is_behind else found

    def _load(self) -> tuple[str, Emerging]:
        state = self._state()
        concepts = self.reader.concepts.version
        return state, load_emerging(self.home, self.store, encoder=self.reader.encoder.name, concepts=concepts)

    def _state(self) -> str:
        pointer = self.home / KIND / POINTER
        return f"{pointer.read_text() if pointer.is_file() else None} {self.store.version()}"
