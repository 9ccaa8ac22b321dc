"""Files that were chosen in the form become what is typed in it, so that they need not be chosen again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from starlette.datastructures import FormData, UploadFile

from api.team_names import names_given
from api.team_tables import PASS_OVER
from api.web.team.faults import beside, role_field
from api.web.team.offers import rows_and_rest
from api.web.team.role_lines import lines_of
from api.web.team.travelling import travelling
from api.web.team.typed import By, Toward, TypedName, TypedRole, TypedTeam
from corpora.documents.reading import read_document
from corpora.teams.briefs import brief_of
from corpora.teams.fields import Field
from corpora.teams.nodes import read_yaml
from corpora.teams.role_writing import course_lines
from corpora.teams.table_text import Mended, TableText, table_text, without_people
from matcher.errors import InvalidInput
from matcher.workforce.brief import Brief, RoleBrief
from matcher.workforce.mastery import MasteryPolicy

Upload = tuple[str, bytes]
LIMITS = (
    "quarters", "budget", "budget_per_quarter", "currency", "hours_per_person", "hours_per_quarter", "holders",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploads:
    table: Upload | None = None
    brief: Upload | None = None
    names: Upload | None = None
    ads: Mapping[int, Upload] = field(default_factory=dict)
    """By the place of their role."""


def uploads_of(form: FormData) -> Uploads:
    ads = {place: sent for place, one in enumerate(form.getlist("role_file")) if (sent := _upload(one)) is not None}
    return Uploads(
        table=_upload(form.get("table_file")),
        brief=_upload(form.get("brief_file")),
        names=_upload(form.get("names_file")),
        ads=ads,
    )


def _upload(file: UploadFile | str | None) -> Upload | None:
    """A form sends an empty, nameless file where none was chosen."""
    if not isinstance(file, UploadFile) or not file.filename:
        return None
    return file.filename, file.file.read()


def filled(typed: TypedTeam, uploads: Uploads, max_characters: int) -> TypedTeam:
    """Raises InvalidInput beside the field of the file that can't be read."""
    if uploads.brief is not None:
        with beside("brief_file"):
            typed = spread(brief_of(*uploads.brief, max_characters=max_characters), typed)
    typed = replace(
        typed, roles=tuple(_with_ad(role, place, uploads, max_characters) for place, role in _placed(typed, uploads))
    )
    if uploads.names is not None:
        with beside("names_file"):
            typed = replace(typed, names=(*typed.names, *_decided(names_given(*uploads.names).means)))
    if uploads.table is not None:
        with beside("table"):
            typed = _with_table(typed, table_text(*uploads.table, sheet=typed.sheet.strip() or None))
    return typed


def mended(typed: TypedTeam) -> tuple[TypedTeam, tuple[Mended, ...]]:
    """Without what tells of people in its table, and what was done to that."""
    if not typed.table.strip():
        return typed, ()
    table, done = without_people(TableText(name=typed.table_name or "the table", text=typed.table))
    return replace(typed, table=table.text), done


def _with_table(typed: TypedTeam, found: TableText) -> TypedTeam:
    return replace(typed, table=found.text, table_name=found.name, unread=travelling(found.unread))


def _placed(typed: TypedTeam, uploads: Uploads) -> Sequence[tuple[int, TypedRole]]:
    most = max(uploads.ads, default=-1) + 1
    roles = (*typed.roles, *(TypedRole() for _ in range(most - len(typed.roles))))
    return [*enumerate(roles)]


def _with_ad(role: TypedRole, place: int, uploads: Uploads, max_characters: int) -> TypedRole:
    sent = uploads.ads.get(place)
    if sent is None:
        return role
    with beside(role_field(place)):
        document = read_document(*sent, max_characters=max_characters)
    name = role.name.strip() or (document.title or "") or sent[0].rsplit(".", 1)[0]
    return replace(role, name=name, by=By.AD.value, text=document.text)


def spread(brief: Brief, typed: TypedTeam) -> TypedTeam:
    """A brief over the form: what stands in the form already stays, but for the roles."""
    default = MasteryPolicy()
    offers, rest = rows_and_rest(brief.courses)
    said = {own.course for own in typed.offers} | _named_in(typed.courses)
    told = {
        "toward": "" if brief.together is None else (Toward.TOGETHER if brief.together else Toward.EACH).value,
        "moves": "\n".join(f"{who}: {role}" for who, role in brief.moves.items()),
        "begin": f"{brief.begin.year}-Q{brief.begin.quarter}" if brief.begin else "",
        "courses": "\n".join(course_lines(rest)),
        **{name: _stated(getattr(brief, name)) for name in LIMITS},
        **{
            name: str(level)
            for name in ("held", "wanted", "taught")
            if (level := getattr(brief.mastery, name)) != getattr(default, name)
        },
    }
    kept = {name: text for name, text in told.items() if not getattr(typed, name).strip()}
    roles = tuple(map(_typed_role, brief.roles))
    without = tuple(dict.fromkeys((*typed.without, *sorted(brief.without))))
    return replace(
        typed,
        **kept,
        roles=roles,
        names=(*_decided(brief.names), *typed.names),
        offers=(*typed.offers, *(own for own in offers if own.course not in said)),
        without=without,
    )


def _named_in(courses: str) -> frozenset[str]:
    """Ids of the courses whose terms are typed as text; what can't be read is told when it is planned with."""
    try:
        return (
            frozenset(Field(file="", path="", node=read_yaml("", courses)).mapping())
            if courses.strip()
            else frozenset()
        )
    except InvalidInput:
        return frozenset()


def _stated(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _typed_role(role: RoleBrief) -> TypedRole:
    people = str(role.people) if role.people > 1 else ""
    if role.skills:
        return TypedRole(name=role.name, by=By.SKILLS.value, text=lines_of(role.skills), people=people)
    if role.ad is not None:
        return TypedRole(name=role.name, by=By.AD.value, text=role.ad, people=people)
    return TypedRole(name=role.name, by=By.OCCUPATION.value, text=role.occupation or role.name, people=people)


def _decided(names: Mapping[str, str | None]) -> tuple[TypedName, ...]:
    return tuple(
        TypedName(said=name, means=PASS_OVER) if means is None else TypedName(said=name, other=means)
        for name, means in names.items()
    )
