"""The organisations that a document names: each a node of its own, referred to by whatever it offers or vouches for."""

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from corpora.courses.ctdl.ids import is_address
from corpora.courses.ctdl.values import stated, text

OFFERING = "ceterms:CredentialOrganization"
VOUCHING = "ceterms:QACredentialOrganization"


class Bodies:
    """Collects them while a document is written."""

    def __init__(self) -> None:
        self._nodes: dict[str, Mapping[str, Any]] = {}

    @property
    def nodes(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(self._nodes.values())

    def refer(self, named: str, class_: str, told: Mapping[str, Any], country: Mapping[str, str] | None) -> str:
        """What the organisation is referred to by: its address, where it has one.

        `told` is what was read of it; without that it has a name and a country.
        """
        if is_address(named):
            return named
        place = {"@type": "ceterms:Place", "ceterms:addressCountry": country} if country else None
        ours = {"@type": class_, "ceterms:name": text(named, "en"), "ceterms:address": [place] if place else None}
        node = dict(told) or stated(ours)
        key = hashlib.sha256(orjson.dumps(node, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]
        address = node.setdefault("@id", f"_:organisation-{key}")
        self._nodes.setdefault(address, node)
        return str(address)
