"""An achievement about to be written, with what was kept of the CTDL that it came from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from corpora.courses.ctdl.bodies import OFFERING, Bodies
from corpora.courses.ctdl.ids import resource, way_of
from corpora.courses.ctdl.terms import CLASSES, CREDENTIALS, NAME, WAYS
from corpora.courses.formats import Label
from matcher.achievements import Achievement, AchievementId

_NO_LETTERS = re.compile(r"[^a-z]")
_KNOWN = {_NO_LETTERS.sub("", name.lower()): f"ceterms:{name}" for name in CREDENTIALS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    one: Achievement
    kept: Mapping[str, Any]
    """See `keeping`; empty where it came from elsewhere."""
    known: Mapping[AchievementId, Achievement]
    """All of the document."""
    label: Label
    bodies: Bodies

    @property
    def language(self) -> str:
        """Of the texts: as they were read, else the one that it is taught in."""
        return str(self.kept.get("language") or next(iter(self.one.opportunity.languages), "en"))

    @property
    def languages(self) -> list[str]:
        """That it is taught in."""
        stated = self.one.opportunity.languages
        return [*stated] if len(stated) > 1 else self.listed("ceterms:inLanguage", self.one.opportunity.language)

    @property
    def awards(self) -> bool:
        """Whether a credential is written."""
        return awards(self.one, self.kept)

    @property
    def is_learned(self) -> bool:
        """Whether a learning opportunity is written: of all but what was read as a credential that stood alone."""
        return not self.kept or "opportunity" in self.kept

    @property
    def address(self) -> str:
        return resource(self.one.id)

    @property
    def way(self) -> str:
        """The address of the opportunity: the achievement's own, where that is no credential."""
        if not self.awards:
            return self.address
        return str(self.kept.get("opportunity", {}).get("@id") or way_of(self.one.id))

    @property
    def credential_class(self) -> str | list[str]:
        stated = _NO_LETTERS.sub("", (self.one.kind_stated or "").lower())
        return self._class("credential") or _KNOWN.get(stated) or CLASSES[self.one.kind]

    @property
    def opportunity_class(self) -> str | list[str]:
        return self._class("opportunity") or WAYS.get(self.one.kind, "ceterms:LearningOpportunityProfile")

    def _class(self, node: str) -> str | list[str] | None:
        found: str | list[str] | None = self.kept.get(node, {}).get("@type")
        return found

    @property
    def own_kind(self) -> str | None:
        """The provider's word for the kind, where the class does not say it."""
        written = self.credential_class if self.awards else self.opportunity_class
        stated = self.one.kind_stated
        return None if stated is None or f"ceterms:{stated}" in written else stated

    def listed(self, name: str, first: str | None) -> list[str]:
        """All that there were, as long as it is the first of them that our field holds."""
        several = self.kept.get("listed", {}).get(name)
        same = several is not None and first == (several[0] if several else self.one.credential.awarding_body)
        return several if same else [first] if first else []

    def refer_all(self, name: str, first: str | None) -> list[str]:
        """To the owners or providers, whose country is the achievement's."""
        return [address for own in self.listed(name, first) for address in self.refer(own, located=True)]

    def refer(self, named: str, class_: str = OFFERING, *, located: bool = False) -> list[str]:
        """To an organisation; `located` where the achievement's country is the organisation's."""
        told = self.kept.get("organisations", {}).get(named, {})
        country = self.one.opportunity.country if located else None
        return [self.bodies.refer(named, class_, told, {"en": country} if country else None)]


def source(one: Achievement, known: Mapping[AchievementId, Achievement], label: Label, bodies: Bodies) -> Source:
    return Source(one=one, kept=kept_with(one), known=known, label=label, bodies=bodies)


def kept_with(one: Achievement) -> dict[str, Any]:
    foreign = one.foreign
    found = orjson.loads(foreign.fields) if foreign is not None and foreign.format == NAME else {}
    return found if isinstance(found, dict) else {}


def awards(one: Achievement, kept: Mapping[str, Any]) -> bool:
    return "credential" in kept if kept else one.kind in CLASSES
