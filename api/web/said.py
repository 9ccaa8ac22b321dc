"""What a person says of skills in the form of a page, field by field, and the decisions that it means."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from matcher.concepts import ConceptUri
from matcher.decisions import Decisions
from matcher.errors import InvalidInput

RIGHT, HAVE, INSTEAD = "right:", "have:", "instead:"
"""Beginnings of the names of fields; the skill's URI follows."""
ADD, ADDED = "add", "added"
"""A name that was typed, and the URIs that were added before."""
YES, NO = "yes", "no"
MOST = 500
"""Skills that decisions are taken about."""
MOST_ADDED = 50
"""Names that are looked up for one answer: each takes some hundredths of a second."""

Named = Callable[[str], ConceptUri]
"""The skill that is called so. Raises InvalidInput and UnknownConcept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """As it stands in the form; a skill without an entry is left as it was read."""

    right: Mapping[str, str] = field(default_factory=dict)
    have: Mapping[str, str] = field(default_factory=dict)
    instead: Mapping[str, str] = field(default_factory=dict)
    """A name or a URI, as typed or chosen."""
    add: str = ""
    added: tuple[str, ...] = ()

    def decisions(self, named: Named) -> Decisions:
        """Raises InvalidInput, naming the field, and UnknownConcept."""
        typed = [(uri, name) for uri, name in self.instead.items() if name.strip() not in ("", uri)]
        instead = {ConceptUri(uri): _named(INSTEAD + uri, name, named) for uri, name in typed}
        return Decisions(
            accepted=frozenset(_saying(self.right, YES)),
            rejected=frozenset(_saying(self.right, NO)),
            instead=instead,
            added={uri: one for uri, one in self._added(named) if self.right.get(uri) != NO},
            held=frozenset(_saying(self.have, YES)),
            not_held=frozenset(_saying(self.have, NO)),
        )

    def with_typed(self, named: Named) -> "Said":
        """As if what was typed to be added had been before; what was said to be wrong and is asked for now is right.

        Raises InvalidInput, naming the field, and UnknownConcept.
        """
        new = tuple(_named(ADD, one, named) for one in dict.fromkeys(_listed(self.add)))
        right = {uri: own for uri, own in self.right.items() if own != NO or uri not in new}
        return replace(self, add="", added=(*self.added, *new), right=right)

    def _added(self, named: Named) -> Iterator[tuple[ConceptUri, str]]:
        return ((_named(ADD, one, named), one) for one in dict.fromkeys((*self.added, *_listed(self.add))))


def unsaid(said: Said, field: str) -> Said | None:
    """Without what stands in one field; None for a field of something else."""
    if field == ADD:
        return replace(said, add="")
    if field.startswith(INSTEAD):
        return replace(said, instead={uri: own for uri, own in said.instead.items() if INSTEAD + uri != field})
    return None


def read_said(fields: Iterable[tuple[str, str]]) -> Said:
    """Raises InvalidInput for more than anybody decides about."""
    found: dict[str, dict[str, str]] = {RIGHT: {}, HAVE: {}, INSTEAD: {}}
    plain: dict[str, list[str]] = {ADD: [], ADDED: []}
    for name, value in fields:
        kind = next((kind for kind in found if name.startswith(kind)), None)
        if kind is not None and value:
            found[kind][name.removeprefix(kind)] = value
        elif name in plain and value:
            plain[name].append(value)
    if max(map(len, (*found.values(), *plain.values()))) > MOST:
        raise InvalidInput(ADD, f"decides about more than {MOST} skills")
    if len(set(_listed("; ".join(plain[ADD])))) > MOST_ADDED:
        raise InvalidInput(ADD, f"names more than {MOST_ADDED} skills at once; add some of them, then the others")
    return Said(
        right=found[RIGHT],
        have=found[HAVE],
        instead=found[INSTEAD],
        add="; ".join(plain[ADD]),
        added=tuple(dict.fromkeys(plain[ADDED])),
    )


def _saying(said: Mapping[str, str], word: str) -> Iterator[ConceptUri]:
    return (ConceptUri(uri) for uri, own in said.items() if own == word)


def _listed(typed: str) -> Iterator[str]:
    return (one for part in typed.replace("\n", ";").split(";") if (one := part.strip()))


def _named(field: str, name: str, named: Named) -> ConceptUri:
    try:
        return named(name)
    except InvalidInput as error:
        raise InvalidInput(field, error.reason) from None
