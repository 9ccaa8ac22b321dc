"""One record of an operator's file as a term; whether it fits the vocabulary is told by `joining`."""

from collections.abc import Mapping
from typing import TypeVar

from corpora.cells import line_in, list_in, shortened
from corpora.taxonomies.packaged_skills import slug_of
from matcher.concepts import ConceptUri
from matcher.errors import InvalidInput
from matcher.lexical import MAX_LABEL_WORDS
from matcher.own_terms import OwnKind, OwnTerm

REQUIRED = ("kind", "label")
FIELDS = (*REQUIRED, "aliases", "concept", "description", "uri")
NAMESPACE = "urn:own:skill:"
SCHEMES = ("http://", "https://", "urn:")
MAX_NAME_CHARACTERS = 120
"""Of a name: what is longer is a sentence, which no ad repeats word for word."""

T = TypeVar("T")


def own_term_of(record: Mapping[str, object]) -> OwnTerm:
    """The term, its concept not looked up yet. Raises InvalidInput naming the field."""
    kind, label = _kind(record), _filled(line_in(record, "label"), "label")
    concept = line_in(record, "concept")
    if kind is OwnKind.ALIAS:
        concept = _filled(concept, "concept")
    elif concept:
        raise InvalidInput("concept", f"is of an alias; a {kind.value} has none")
    return OwnTerm(
        kind=kind,
        label=_name(label, "label"),
        aliases=tuple(_name(alias, "aliases") for alias in list_in(record, "aliases")),
        concept=_uri(record, label) if kind is OwnKind.SKILL else ConceptUri(concept) if concept else None,
        description=line_in(record, "description") if kind is OwnKind.SKILL else None,
    )


def record_of(term: OwnTerm) -> Mapping[str, str]:
    """What `own_term_of` makes the term of again."""
    of_skill = term.kind is OwnKind.SKILL
    return {
        "kind": term.kind.value,
        "label": term.label,
        "aliases": "; ".join(term.aliases),
        "concept": "" if of_skill else term.concept or "",
        "description": term.description or "",
        "uri": (term.concept or "") if of_skill else "",
    }


def _kind(record: Mapping[str, object]) -> OwnKind:
    stated = _filled(line_in(record, "kind"), "kind").lower()
    if stated not in {kind.value for kind in OwnKind}:
        raise InvalidInput("kind", f"is {shortened(stated)}, neither skill, alias nor stop")
    return OwnKind(stated)


def _filled(value: T | None, field: str) -> T:
    if value is None:
        raise InvalidInput(field, "is missing or empty")
    return value


def _name(name: str, field: str) -> str:
    if not any(character.isalnum() for character in name):
        raise InvalidInput(field, f"{shortened(name)} holds no letter or digit to look for")
    if len(name) > MAX_NAME_CHARACTERS or len(name.split()) > MAX_LABEL_WORDS:
        reason = f"at most {MAX_LABEL_WORDS} words and {MAX_NAME_CHARACTERS} characters are looked for"
        raise InvalidInput(field, f"{shortened(name)} is too long: {reason}")
    return name


def _uri(record: Mapping[str, object], label: str) -> ConceptUri:
    """As stated, else of our namespace and the label: the same label, the same URI."""
    stated = line_in(record, "uri")
    if stated is not None and (not stated.startswith(SCHEMES) or " " in stated):
        raise InvalidInput(
            "uri", f"does not begin with http://, https:// or urn:, or holds a blank: {shortened(stated)}"
        )
    if stated is None and not any(character.isascii() and character.isalnum() for character in label):
        raise InvalidInput("uri", f"has to be stated, as {shortened(label)} holds no letter from a to z")
    return ConceptUri(stated or NAMESPACE + slug_of(label))
