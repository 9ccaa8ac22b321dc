"""From what was typed to the question that is planned for. Whatever is wrong is an InvalidInput naming its field."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from api.amounts import MOST_HOURS, MOST_MONEY, read_amount
from api.team_asking import Means, TeamQuestion
from api.team_tables import PASS_OVER
from api.web.team.faults import ROLES, beside, role_field
from api.web.team.offers import terms_of
from api.web.team.role_lines import requirements_in
from api.web.team.travelling import unread_of
from api.web.team.typed import MOST_ID_CHARACTERS, By, Toward, TypedName, TypedRole, TypedTeam
from corpora.courses.money import CURRENCIES
from corpora.teams.brief_courses import courses_of
from corpora.teams.briefs import brief_of
from corpora.teams.fields import Field
from corpora.teams.gathering import MAX_MEMBERS
from corpora.teams.nodes import read_yaml
from corpora.teams.reading import read_team
from matcher.errors import InvalidInput
from matcher.workforce.brief import MOST_UNWANTED, Brief, CourseTerms, begin_of
from matcher.workforce.mastery import HIGHEST, MasteryPolicy
from matcher.workforce.seats import MOST_QUARTERS
from matcher.workforce.team import Team

TABLE = "the table"
"""What a table is called that came in no file."""
TERMS = "what you were offered"
WHOLE = 100


def question_of(typed: TypedTeam, max_characters: int) -> TeamQuestion:
    """Raises InvalidInput. An ad is what stands in the form: no file is read for anybody."""
    if not typed.table.strip():
        raise InvalidInput("table", "choose the file of your team's table, or paste it")
    with beside("table"):
        team, unread = read_team(typed.table_name or TABLE, typed.table.encode("utf-8", "replace"))
    brief = brief_from(typed, max_characters)
    if typed.toward == Toward.ALL.value:
        brief = _all_moving(brief, team)
    return TeamQuestion(
        team=team,
        brief=means_of(typed).over(brief),
        consented=bool(typed.consented),
        unread=(*unread_of(typed.unread), *unread),
    )


def _all_moving(brief: Brief, team: Team) -> Brief:
    """Where there is one role, whoever is said to move nowhere moves toward it."""
    if len(brief.roles) != 1:
        raise InvalidInput("toward", "everybody can move toward one role, and there are several; say who toward which")
    everybody = {member.id: brief.roles[0].name for member in team.members}
    return replace(brief, moves={**everybody, **brief.moves}, together=False)


def brief_from(typed: TypedTeam, max_characters: int) -> Brief:
    """The roles, and who moves toward which, without the means."""
    roles = [_role(role, place) for place, role in enumerate(typed.roles) if not role.is_empty]
    if not roles:
        raise InvalidInput(role_field(0), "say what to plan for: a role with a list of skills, an ad, or an occupation")
    sent: dict[str, Any] = {"roles": roles, "moves": _moves(typed.moves)}
    brief = brief_of(
        ROLES, json.dumps(sent, ensure_ascii=False).encode("utf-8", "replace"), max_characters=max_characters
    )
    return replace(brief, courses=terms_of(typed.offers, _courses(typed)), mastery=_mastery(typed))


def _role(role: TypedRole, place: int) -> Mapping[str, Any]:
    field = role_field(place)
    if not role.text.strip():
        raise InvalidInput(field, f"{role.name.strip()!r} has nothing to read: list its skills, or paste an ad")
    name = role.name.strip() or (role.text.strip() if role.by == By.OCCUPATION.value else "")
    if not name:
        raise InvalidInput(field, "give the role a name")
    told: dict[str, Any] = {"name": name}
    if role.people.strip():
        told["people"] = role.people.strip()
    if role.by == By.SKILLS.value:
        return {**told, By.SKILLS.value: requirements_in(role.text, field)}
    return {**told, By.AD.value if role.by == By.AD.value else By.OCCUPATION.value: role.text.strip()}


def _moves(typed: str) -> Mapping[str, str]:
    """Who moves toward which role: a line each, "P01: Data librarian"."""
    found: dict[str, str] = {}
    for number, line in enumerate(typed.splitlines(), start=1):
        who, _, role = (part.strip() for part in line.partition(":"))
        if not line.strip():
            continue
        if not (who and role):
            raise InvalidInput("moves", f"line {number} says no role; write it like P01: Data librarian")
        if who in found:
            raise InvalidInput("moves", f"line {number}: {who!r} stands further up already")
        found[who] = role
    return found


def _courses(typed: TypedTeam) -> Mapping[str, CourseTerms]:
    if not typed.courses.strip():
        return {}
    with beside("courses"):
        field = Field(file=TERMS, path="", node=read_yaml(TERMS, typed.courses))
        return courses_of(field, _whole("quarters", typed.quarters, MOST_QUARTERS))


def _mastery(typed: TypedTeam) -> MasteryPolicy:
    given = {name: _whole(name, getattr(typed, name), HIGHEST) for name in ("held", "wanted", "taught")}
    return MasteryPolicy(**{name: level for name, level in given.items() if level is not None})


def means_of(typed: TypedTeam) -> Means:
    together = {Toward.TOGETHER.value: True, Toward.EACH.value: False}.get(typed.toward)
    hours, by_quarter = _amount("hours_per_person", typed, MOST_HOURS), _amount("hours_per_quarter", typed, MOST_HOURS)
    return Means(
        begin=_begin(typed.begin),
        quarters=_whole("quarters", typed.quarters, MOST_QUARTERS),
        budget=_amount("budget", typed, MOST_MONEY),
        budget_per_quarter=_amount("budget_per_quarter", typed, MOST_MONEY),
        currency=_currency(typed.currency),
        hours_per_person=None if hours is None else float(hours),
        hours_per_quarter=None if by_quarter is None else float(by_quarter),
        together=together,
        holders=_whole("holders", typed.holders, MAX_MEMBERS),
        coverage=_coverage(typed),
        without=_without(typed.without),
        names={own.said: _meaning(own) for own in typed.names},
    )


def _without(ids: Sequence[str]) -> frozenset[str]:
    if len(ids) > MOST_UNWANTED:
        raise InvalidInput("without", f"at most {MOST_UNWANTED} courses can be left out")
    if any(len(id) > MOST_ID_CHARACTERS for id in ids):
        raise InvalidInput("without", f"an id has at most {MOST_ID_CHARACTERS} characters")
    return frozenset(ids)


def _meaning(own: TypedName) -> str | None:
    if own.other:
        return own.other
    return None if own.means == PASS_OVER else own.means


def _begin(typed: str) -> Any:  # noqa: ANN401
    return begin_of(typed) if typed.strip() else None


def _coverage(typed: TypedTeam) -> float | None:
    share = _amount("coverage", replace(typed, coverage=typed.coverage.replace("%", "")), WHOLE)
    if share is not None and not share:
        raise InvalidInput("coverage", "must be above 0")
    return None if share is None else float(share / WHOLE)


def _amount(field: str, typed: TypedTeam, most: int) -> Decimal | None:
    stated = getattr(typed, field)
    if not stated.strip():
        return None
    try:
        return read_amount(stated, most)
    except ValueError as error:
        raise InvalidInput(field, str(error)) from None


def _whole(field: str, typed: str, most: int) -> int | None:
    words = typed.strip()
    if not words:
        return None
    if not (words.isascii() and words.isdigit() and len(words) < 10 and 1 <= int(words) <= most):
        raise InvalidInput(field, f"{words[:40]!r} is no whole number from 1 to {most:,}")
    return int(words)


def _currency(typed: str) -> str | None:
    code = typed.strip().upper()
    if code and code not in CURRENCIES:
        raise InvalidInput("currency", f"{typed.strip()[:40]!r} is no three-letter currency code such as AUD")
    return code or None
