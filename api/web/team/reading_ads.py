"""What ads and occupations ask for, as lists in the form: to be read and edited before anything is planned with."""

from dataclasses import replace

from api.teaming import upskilling_of
from api.web.team.faults import role_field
from api.web.team.question import brief_from
from api.web.team.role_lines import lines_read
from api.web.team.typed import By, TypedRole, TypedTeam
from api.wiring import Service
from corpora.teams.brief_roles import MAX_ROLES
from matcher.errors import InvalidInput


def with_lists(service: Service, typed: TypedTeam) -> TypedTeam:
    """Raises InvalidInput beside the role in which nothing was read, and where all ads are more than one may be."""
    _require_short(typed, service.settings.max_ad_characters)
    return replace(typed, roles=tuple(_listed(service, role, place) for place, role in enumerate(typed.roles)))


def _require_short(typed: TypedTeam, most: int) -> None:
    read = 0
    for place, role in enumerate(typed.roles):
        read += 0 if role.by == By.SKILLS.value else len(role.text)
        if place >= MAX_ROLES:
            raise InvalidInput(role_field(place), f"is one role too many: at most {MAX_ROLES} are read")
        if read > most:
            raise InvalidInput(role_field(place), f"up to here ads have {read:,} characters; {most:,} are read at once")


def _listed(service: Service, role: TypedRole, place: int) -> TypedRole:
    if role.is_empty or role.by == By.SKILLS.value:
        return role
    skills = service.pipeline.taxonomy
    try:
        brief = brief_from(TypedTeam(roles=(role,)), service.settings.max_ad_characters)
        [found] = upskilling_of(service).roles(brief)
    except InvalidInput as error:
        raise InvalidInput(role_field(place), error.reason) from error
    by_label = {skills.skill(own.asked[0]).preferred_label: own for own in reversed(found.wanted)}
    return replace(role, name=found.name, by=By.SKILLS.value, text=lines_read([*by_label.items()][::-1]))
