"""What the names of a JSON-LD document mean: our own prefix for each vocabulary, however the document abbreviates it.

Of contexts we know by their address what unprefixed terms mean; others are never fetched, and say nothing to us.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from corpora.linked_data.elm_terms import ELM_TERMS
from matcher.errors import InvalidInput

VOCABULARIES: Mapping[str, str] = {
    "schema.org/": "schema",
    "purl.org/ctdl/terms/": "ceterms",
    "purl.org/ctdlasn/terms/": "ceasn",
    "purl.org/qdata/terms/": "qdata",
    "purl.imsglobal.org/spec/vc/ob/vocab.html#": "ob",
    "purl.imsglobal.org/spec/vc/clr/vocab.html#": "clr",
    "w3id.org/openbadges#": "ob2",
    "www.w3.org/2018/credentials#": "cred",
    "data.europa.eu/snb/model/elm/": "elm",
    "purl.org/dc/terms/": "dc",
    "purl.org/dc/elements/1.1/": "dc",
    "www.w3.org/2004/02/skos/core#": "skos",
    "xmlns.com/foaf/0.1/": "foaf",
    "www.w3.org/ns/adms#": "adms",
    "www.w3.org/ns/regorg#": "rov",
    "www.w3.org/ns/locn#": "locn",
    "www.w3.org/ns/org#": "org",
    "www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "www.w3.org/2000/01/rdf-schema#": "rdfs",
}
"""Namespace, without http or https -> our prefix."""
PREFIXES = frozenset(VOCABULARIES.values())
CONTEXTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?:https?://)?(?:{address})/?(?:[?#].*)?"), prefix)
    for address, prefix in (
        (r"(?:www\.)?schema\.org(?:/docs/jsonldcontext\.jsonld?)?", "schema"),
        (r"(?:www\.)?credreg\.net/ctdl/schema/context/json", "ceterms"),
        (r"(?:www\.)?credreg\.net/ctdlasn/schema/context/json", "ceasn"),
        (r"purl\.imsglobal\.org/spec/ob/v3p0/(?:context|extensions)(?:-[\d.]+)?(?:\.json)?", "ob"),
        (r"purl\.imsglobal\.org/spec/clr/v2p0/context(?:-[\d.]+)?(?:\.json)?", "ob"),
        (r"(?:w3id\.org/openbadges/v2|openbadgespec\.org/v2/context\.json)", "ob2"),
        (r"www\.w3\.org/(?:2018/credentials/v1|ns/credentials/v2)", "cred"),
        (r"data\.europa\.eu/snb/model/context/[\w.-]+", "elm"),
    )
)
"""Address of a context -> the vocabulary of its unprefixed terms. Of several the weightiest counts."""
TERMS: Mapping[str, Mapping[str, str]] = {"elm": ELM_TERMS}
"""Of contexts that mix vocabularies: those of their terms that belong to another than their own."""
WEIGHT = ("cred", "ob2", "ob", "elm", "ceasn", "ceterms", "schema")
PROTECTED = frozenset({"ob", "cred"})
"""Contexts that forbid to give their terms another meaning (JSON-LD 1.1, section 4.1.11)."""
KEYWORDS = {"id": "@id", "type": "@type"}
"""As the contexts of all our formats but CTDL's alias them."""
PROTECTED_TERMS = frozenset(
    """
    achievement achievementType alignment claims credentialStatus credentialSubject credentialSchema criteria creator
    creditsAvailable description endorsement evidence id image inLanguage issuer name narrative proof result tag
    targetCode targetDescription targetFramework targetName targetType targetUrl type validFrom validUntil
    verifiableCredential
    """.split()  # noqa: SIM905 - a list to read
)
"""Of Open Badges 3.0 and Verifiable Credentials, those that we read."""


@dataclass(frozen=True, slots=True)
class Context:
    default: str | None = None
    """Our prefix of unprefixed terms."""
    language: str | None = None
    prefixes: Mapping[str, str] = field(default_factory=dict)
    """The document's prefix -> namespace."""
    terms: Mapping[str, str] = field(default_factory=dict)
    """Term -> canonical name, a keyword, or an address that says nothing to us."""

    def canonical(self, name: str) -> str:
        if name.startswith("@"):
            return name
        if name in self.terms:
            return self.terms[name]
        if name in KEYWORDS:
            return KEYWORDS[name]
        if name in (mixed := TERMS.get(self.default or "", {})):
            return mixed[name]
        return self.expanded(name) or (f"{self.default}:{name}" if self.default and ":" not in name else name)

    def expanded(self, name: str) -> str | None:
        """The canonical name of an address or a prefixed name; None where the prefix says nothing to us."""
        head, colon, local = name.partition(":")
        if not colon:
            return None
        if not local.startswith("//"):
            if head in self.prefixes:
                return self.expanded(self.prefixes[head] + local)
            return name if head in PREFIXES else None
        bare = local.removeprefix("//")
        known = next((space for space in VOCABULARIES if bare.startswith(space)), None)
        return f"{VOCABULARIES[known]}:{bare.removeprefix(known)}" if known else None

    def named(self, address: str) -> "Context | None":
        """With the context at that address; None where it is not one that we know."""
        prefix = next((prefix for pattern, prefix in CONTEXTS if pattern.fullmatch(address.strip())), None)
        if prefix is None:
            return None
        weightier = self.default not in WEIGHT or WEIGHT.index(prefix) > WEIGHT.index(self.default)
        return replace(self, default=prefix if weightier else self.default)

    def defined(self, stated: Mapping[str, Any], path: str) -> "Context":
        """With what an inline context defines. Raises InvalidInput where it changes a protected term."""
        targets = {key: _id_of(value) for key, value in stated.items() if not key.startswith("@")}
        spaces = {key: one for key, one in targets.items() if one and "://" in one and one[-1] in "/#:?="}
        known = replace(self, prefixes={**self.prefixes, **spaces})
        terms = {key: known.meaning(one) for key, one in targets.items() if one and key not in spaces}
        for key, meaning in terms.items():
            if self.default in PROTECTED and key in PROTECTED_TERMS and meaning != self.canonical(key):
                raise InvalidInput(path, f"gives {key!r} another meaning, which its context forbids")
        language = stated.get("@language", self.language)
        return replace(
            known,
            default=_vocabulary(stated["@vocab"]) if "@vocab" in stated else self.default,
            language=language if isinstance(language, str) else None,
            terms={**self.terms, **terms},
        )

    def meaning(self, target: str) -> str:
        """What a term that is defined as the target stands for."""
        return target if target.startswith("@") else self.expanded(target) or target


def _vocabulary(address: object) -> str | None:
    bare = str(address).removeprefix("https://").removeprefix("http://").rstrip("/#")
    return next((prefix for space, prefix in VOCABULARIES.items() if space.rstrip("/#") == bare), None)


def _id_of(definition: object) -> str | None:
    target = definition.get("@id") if isinstance(definition, Mapping) else definition
    return target if isinstance(target, str) else None
