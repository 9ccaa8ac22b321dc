"""Roles as a brief to edit: each requirement a line of the team's own list, with the words it rests on beside it."""

import json
from collections.abc import Callable, Iterator, Sequence

from matcher.concepts import ConceptUri
from matcher.demand import Importance
from matcher.workforce.mastery import LOWEST, MEANINGS
from matcher.workforce.roles import TeamRole, Wanted

MOST_WORDS = 100
"""Characters that are told of the sentence a requirement rests on."""


def roles_text(roles: Sequence[TeamRole], label: Callable[[ConceptUri], str]) -> str:
    """YAML that `read_brief` reads: the same roles by lists, to which a team's own knowledge can be added."""
    return "\n".join(_lines(roles, label)) + "\n"


def _lines(roles: Sequence[TeamRole], label: Callable[[ConceptUri], str]) -> Iterator[str]:
    yield "# What each role asks for, as it was read. Delete what your team does not need, correct levels, add skills,"
    yield "# and plan with this file. Levels:"
    yield from (f"#   {level} {words}" for level, words in enumerate(MEANINGS) if level > LOWEST)
    yield "roles:"
    for role in roles:
        yield f"  - name: {_quoted(role.name)}"
        if role.people > 1:
            yield f"    people: {role.people}"
        yield "    skills:"
        for wanted in role.wanted:
            yield f"      # {_why(wanted)}"
            yield f"      {_quoted(label(wanted.asked[0]))}: {_terms(wanted)}"


def _terms(wanted: Wanted) -> str:
    # What is implied is as good as optional in a list of one's own.
    optional = "" if wanted.importance is Importance.ESSENTIAL else f", importance: {Importance.OPTIONAL.value}"
    return f"{{level: {wanted.level}{optional}}}"


def _why(wanted: Wanted) -> str:
    first = wanted.evidence[0]
    words = " ".join(first.text.split())
    shown = words if len(words) <= MOST_WORDS else words[:MOST_WORDS].rsplit(" ", 1)[0] + " ..."
    level = f"level from {wanted.stated!r}" if wanted.stated else "level assumed"
    named = f'"{first.words()}" in: ' if first.words() else ""
    told = f"{first.source.value}, {first.confidence:.2f}, {level}: {named}{shown}"
    return "".join(character for character in told if character.isprintable())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
