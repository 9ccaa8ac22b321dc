"""What an operator adds to the vocabulary: skills of the house, other names for known ones, terms that mean none.

The longest name wins, whoever gave it; of equal names the operator's does.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from matcher.concepts import ConceptUri, Skill, SkillKind, Taxonomy, Vocabulary
from matcher.lexical import LabelIndex
from matcher.mentions import Span

OWN_CONFIDENCE = 0.8
"""Of a name of the operator's that is found; no labelled data holds such names, so this is set by hand."""
_POSSESSIVE = "'s"


class OwnKind(StrEnum):
    SKILL = "skill"
    ALIAS = "alias"
    STOP = "stop"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTerm:
    kind: OwnKind
    label: str
    aliases: tuple[str, ...] = ()
    concept: ConceptUri | None = None
    """Of a skill its own URI, of an alias that of the skill it means; a stop-term has none."""
    description: str | None = None

    @property
    def id(self) -> str:
        """The name, letter case aside: a name means one thing."""
        return self.label.casefold()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.label, *self.aliases)


@dataclass(frozen=True, slots=True)
class Named:
    """A name of the operator's in a text."""

    span: Span
    concept: ConceptUri | None
    """None for a stop-term."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class OwnTerms:
    """Finds the names of the terms; positions are those of `concepts`."""

    names: LabelIndex | None = None
    concepts: tuple[ConceptUri | None, ...] = ()

    def named(self, text: str, others: Iterable[Span] = ()) -> list[Named]:
        """Skills and aliases in the order of the text, without those inside a longer name of `others`."""
        return [found for found in self._found(text, others) if found.concept is not None]

    def heard(self, text: str, known: Callable[[str], Iterable[Span]]) -> str:
        """The text at equal length, blank where a stop-term stands that is no part of a longer name.

        `known` finds the names of others in it, and is asked only where there is a stop-term.
        """
        if all(found.concept is not None for found in self._found(text, ())):
            return text
        for found in self._found(text, known(text)):
            if found.concept is None:
                blank = " " * (found.span.end - found.span.start)
                text = text[: found.span.start] + blank + text[found.span.end :]
        return text

    def _found(self, text: str, others: Iterable[Span]) -> list[Named]:
        if self.names is None:
            return []
        hits = [hit for hit in self.names.exact(text) if _as_written(hit.label, hit.span.of(text), text)]
        named = dict.fromkeys(Named(hit.span, self.concepts[hit.position]) for hit in hits)
        taken = list(others)
        return [one for one in named if not any(_inside(one.span, longer) for longer in taken)]


NO_OWN_TERMS = OwnTerms()


def is_proper_name(label: str) -> bool:
    """Whether a capital letter or a digit makes it the name of one thing, which nothing else is like."""
    return any(character.isupper() or character.isdigit() for character in label)


def found_by_meaning(skill: Skill) -> bool:
    """Not so names of products, nor proper names of the operator's."""
    named = skill.vocabulary is Vocabulary.OWN and is_proper_name(skill.preferred_label)
    return skill.kind is not SkillKind.TECHNOLOGY and not named


def with_own_skills(taxonomy: Taxonomy, terms: Sequence[OwnTerm]) -> Taxonomy:
    """The taxonomy with the operator's skills after its own; aliases change nothing in it."""
    own = {term.concept: _skill(term.concept, term) for term in terms if term.kind is OwnKind.SKILL and term.concept}
    return replace(taxonomy, skills={**taxonomy.skills, **own}) if own else taxonomy


def without_own_skills(taxonomy: Taxonomy) -> Taxonomy:
    """The taxonomy as it is released."""
    released = {uri: skill for uri, skill in taxonomy.skills.items() if skill.vocabulary is not Vocabulary.OWN}
    return replace(taxonomy, skills=released)


def in_force(terms: Iterable[OwnTerm], taxonomy: Taxonomy) -> list[OwnTerm]:
    """The terms whose concept the taxonomy, with the operator's skills, holds."""
    return [term for term in terms if term.concept is None or term.concept in taxonomy.skills]


def _skill(uri: ConceptUri, term: OwnTerm) -> Skill:
    return Skill(
        uri=uri,
        preferred_label=term.label,
        kind=SkillKind.KNOWLEDGE if is_proper_name(term.label) else SkillKind.COMPETENCE,
        vocabulary=Vocabulary.OWN,
        alt_labels=term.aliases,
        description=term.description,
    )


def _as_written(name: str, words: str, text: str) -> bool:
    """One word with a capital counts with its capitals, all in capitals, or in a text without any; others anyway."""
    if " " in name or not any(character.isupper() for character in name):
        return True
    return words.removesuffix(_POSSESSIVE) == name or words.isupper() or not any(c.isupper() for c in text)


def _inside(span: Span, longer: Span) -> bool:
    return longer.start <= span.start and span.end <= longer.end and span != longer
