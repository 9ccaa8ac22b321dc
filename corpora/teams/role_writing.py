"""Roles as a brief to edit: each requirement a line of the team's own list, with the words it rests on beside it."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from matcher.concepts import ConceptUri
from matcher.demand import Importance
from matcher.workforce.brief import Brief, CourseTerms, OwnRequirement
from matcher.workforce.mastery import LOWEST, MEANINGS
from matcher.workforce.roles import TeamRole, Wanted

MOST_WORDS = 100
"""Characters that are told of the sentence a requirement rests on."""


def roles_text(brief: Brief, roles: Sequence[TeamRole], label: Callable[[ConceptUri], str]) -> str:
    """YAML that `read_brief` reads: the brief with its roles by lists, to which a team's own knowledge can be added."""
    return "\n".join((*_lines(roles, label), *_rest(brief))) + "\n"


def brief_text(brief: Brief) -> str:
    """The brief as YAML that `brief_of` reads: what was decided on a page, to go on with another day."""
    lines = ["roles:"]
    for role in brief.roles:
        lines += [f"  - name: {_quoted(role.name)}", *([f"    people: {role.people}"] if role.people > 1 else [])]
        if role.skills:
            lines += ["    skills:", *(f"      {_quoted(own.name)}: {_own_terms(own)}" for own in role.skills)]
        else:
            key, words = ("text", role.ad) if role.ad is not None else ("role", role.occupation or role.name)
            lines.append(f"    {key}: {_quoted(words)}")
    return "\n".join((*lines, *_rest(brief))) + "\n"


def _own_terms(own: OwnRequirement) -> str:
    told = [] if own.level is None else [f"level: {own.level}"]
    return f"{{{', '.join([*told, f'importance: {own.importance.value}'])}}}"


def _rest(brief: Brief) -> Iterator[str]:
    """All but the roles, as it stands in the brief."""
    begin = f"{brief.begin.year}-Q{brief.begin.quarter}" if brief.begin else None
    plain = {
        "begin": begin,
        "quarters": brief.quarters,
        "budget": brief.budget,
        "budget_per_quarter": brief.budget_per_quarter,
        "currency": brief.currency,
        "hours_per_person": brief.hours_per_person,
        "hours_per_quarter": brief.hours_per_quarter,
        "holders": brief.holders,
        "together": None if brief.together is None else str(brief.together).lower(),
    }
    yield from (f"{name}: {value}" for name, value in plain.items() if value is not None)
    levels = {name: getattr(brief.mastery, name) for name in ("held", "wanted", "taught")}
    yield f"levels: {json.dumps(levels)}"
    if brief.moves:
        yield from ("moves:", *(f"  {_quoted(who)}: {_quoted(role)}" for who, role in brief.moves.items()))
    if brief.names:
        yield "names:"
        yield from (
            f"  {_quoted(name)}: {'~' if means is None else _quoted(means)}" for name, means in brief.names.items()
        )
    if brief.courses:
        yield from ("courses:", *(f"  {line}" for line in course_lines(brief.courses)))
    if brief.without:
        yield from ("without:", *(f"  - {_quoted(key)}" for key in sorted(brief.without)))


def course_lines(courses: Mapping[str, CourseTerms]) -> Iterator[str]:
    """What was offered for each, as a brief says it under `courses`."""
    return (f"{_quoted(key)}: {_course(own)}" for key, own in courses.items())


def _course(own: CourseTerms) -> str:
    told: dict[str, object] = {}
    if own.tiers:
        first, *more = own.tiers
        told |= {"price": first.each, "minimum": first.seats}
        told |= {"group_prices": f"{{{', '.join(f'{tier.seats}: {tier.each}' for tier in more)}}}"} if more else {}
    stated = {"most": own.most_seats, "hours": own.hours, "level": own.level}
    told |= {name: value for name, value in stated.items() if value is not None}
    told |= {"quarters": [quarter + 1 for quarter in sorted(own.quarters)]} if own.quarters else {}
    return f"{{{', '.join(f'{name}: {value}' for name, value in told.items())}}}"


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
