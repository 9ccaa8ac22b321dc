"""Whether an operator's terms fit the vocabulary and one another: a name means one thing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from corpora.own_skills.files import Read
from matcher.concepts import ConceptUri, Taxonomy
from matcher.errors import InvalidInput
from matcher.own_terms import OwnKind, OwnTerm, with_own_skills

SUGGESTED = 3
"""Members of a family that are named where the family is meant."""


@dataclass(slots=True)
class _Joined:
    """The terms so far, by id, and whose each name and URI is."""

    terms: dict[str, OwnTerm] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)

    def put(self, term: OwnTerm) -> None:
        former = self.terms.get(term.id)
        for key in _keys(former) if former else ():
            del self.owners[key]
        self.terms[term.id] = term
        self.owners.update(dict.fromkeys(_keys(term), term.id))

    def owner(self, key: str, term: OwnTerm) -> OwnTerm | None:
        """Another term that has this name or URI."""
        owner = self.owners.get(key)
        return None if owner in (None, term.id) else self.terms[str(owner)]


def _keys(term: OwnTerm) -> Iterator[str]:
    yield from dict.fromkeys(name.casefold() for name in term.names)
    if term.kind is OwnKind.SKILL and term.concept:
        yield term.concept


def join(
    present: Sequence[OwnTerm], new: Iterable[Read], taxonomy: Taxonomy, findable: Callable[[str], bool]
) -> tuple[list[OwnTerm], list[tuple[int, InvalidInput]]]:
    """Both, a new term instead of a present one of its name; and the rows that don't fit, with the reason.

    `taxonomy` is without the operator's skills; `findable` says whether a name holds a word that is looked for in
    texts at all. Aliases come last, as they may mean a skill of the same file.
    """
    joined = _Joined()
    for term in present:
        joined.put(term)
    refused: list[tuple[int, InvalidInput]] = []
    taken = _by_label(taxonomy)
    rows = sorted(new, key=lambda read: read.term.kind is OwnKind.ALIAS)
    concepts: _Concepts | None = None
    for read in rows:
        try:
            _require_names(read.term, joined, findable)
            if read.term.kind is OwnKind.ALIAS:
                concepts = concepts or _Concepts(with_own_skills(taxonomy, tuple(joined.terms.values())))
                joined.put(replace(read.term, concept=concepts.meant(str(read.term.concept))))
            else:
                _require_new(read.term, taken, taxonomy, joined)
                joined.put(read.term)
        except InvalidInput as error:
            refused.append((read.row, error))
    return list(joined.terms.values()), sorted(refused, key=lambda fault: fault[0])


def _require_names(term: OwnTerm, joined: _Joined, findable: Callable[[str], bool]) -> None:
    for place, name in enumerate(term.names):
        column = "aliases" if place else "label"
        if not findable(name):
            raise InvalidInput(column, f"{name!r} holds only words that are passed over in texts")
        owner = joined.owner(name.casefold(), term)
        if owner is not None:
            raise InvalidInput(column, f"{name!r} is a name of the {owner.kind.value} {owner.label!r} already")


def _require_new(term: OwnTerm, taken: Mapping[str, Sequence[ConceptUri]], taxonomy: Taxonomy, joined: _Joined) -> None:
    """A skill that nobody has yet, neither by its URI nor by its label."""
    if term.kind is not OwnKind.SKILL or term.concept is None:
        return
    known = taxonomy.skills.get(term.concept) or joined.owner(term.concept, term)
    if known is not None:
        raise InvalidInput("uri", f"{term.concept} is that of another skill")
    named = taken.get(term.id, ())
    if named:
        raise InvalidInput("label", f"{term.label!r} is {named[0]} of {taxonomy.version}; make it an alias of that")


@dataclass(frozen=True)
class _Concepts:
    """Names of skills -> the skills."""

    taxonomy: Taxonomy

    @cached_property
    def labels(self) -> Mapping[str, Sequence[ConceptUri]]:
        return _by_label(self.taxonomy)

    @cached_property
    def others(self) -> Mapping[str, Sequence[ConceptUri]]:
        found: defaultdict[str, list[ConceptUri]] = defaultdict(list)
        for uri, skill in self.taxonomy.skills.items():
            for name in dict.fromkeys(label.casefold() for label in skill.alt_labels):
                found[name].append(uri)
        return found

    def meant(self, stated: str) -> ConceptUri:
        """By URI, by preferred label, by another name that one skill alone has. Raises InvalidInput."""
        if stated in self.taxonomy.skills:
            return ConceptUri(stated)
        found = self.labels.get(stated.casefold()) or self.others.get(stated.casefold(), ())
        if len(found) == 1:
            return found[0]
        if found:
            raise InvalidInput("concept", f"{stated!r} is a name of several skills; give the URI: {', '.join(found)}")
        raise InvalidInput("concept", self._unknown(stated))

    def _unknown(self, stated: str) -> str:
        skills = self.taxonomy.skills
        for family in self.taxonomy.families:
            if stated.casefold() in (family.id, family.label.casefold()):
                members = sorted(skills[uri].preferred_label for uri in family.members)
                some = "; ".join([*members[:SUGGESTED], *(["..."] if len(members) > SUGGESTED else [])])
                return f"{stated!r} is a family of {len(members)} skills; name one of them: {some}"
        return f"{stated!r} is no skill of {self.taxonomy.version}, by URI or by name"


def _by_label(taxonomy: Taxonomy) -> Mapping[str, Sequence[ConceptUri]]:
    found: defaultdict[str, list[ConceptUri]] = defaultdict(list)
    for uri, skill in taxonomy.skills.items():
        found[skill.preferred_label.casefold()].append(uri)
    return found
