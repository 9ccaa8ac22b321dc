"""One record of a catalogue, under our own field names, as an Achievement."""

import re
from collections.abc import Iterator, Mapping

from corpora.cells import date_in, flag_in, line_in, list_in, number_in, shortened, text_in
from corpora.courses.kinds import kind_of, mode_of
from corpora.courses.money import read_price
from corpora.courses.workload import read_workload, workload
from corpora.documents.markup import fragment_text
from matcher.achievements import Achievement, AchievementId, Alignment, AlignmentRole, Competency, Foreign
from matcher.concepts import ConceptUri
from matcher.credentials import Credential
from matcher.errors import InvalidInput
from matcher.opportunities import Instance, LearningOpportunity, Money, Workload

FIELDS: tuple[str, ...] = (
    "id", "name", "kind", "provider", "awarding_body", "country", "description", "outcomes", "topics", "level",
    "workload", "hours", "hours_min", "hours_max", "duration", "price", "currency", "price_date", "mode", "language",
    "start", "assessment", "prerequisites", "credits", "quality_assurance", "supervision", "grading", "stackability",
    "valid_for", "recognised_by", "employer_need", "review", "date", "audience", "url", "sample", "parts", "instances",
    "competencies", "alignments", "teaches", "requires", "assesses", "credential_name", "subjects", "text_language",
)  # fmt: skip
"""What is read; any other field of a record is left."""
REQUIRED = ("id", "name")
MAX_ID_CHARACTERS = 200
"""Ids stand in addresses, file names and messages."""

_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]\S*", re.IGNORECASE)


def achievement_of(record: Mapping[str, object], foreign: Foreign | None = None) -> Achievement:
    """The achievement; what the record does not state is None. Raises InvalidInput naming the field.

    `foreign` is what the record's own format holds besides.
    """
    required = {field: line_in(record, field) for field in REQUIRED}
    missing = [field for field, value in required.items() if value is None]
    if missing:
        raise InvalidInput(missing[0], "is missing or empty")
    id_, name = required["id"] or "", required["name"] or ""
    if len(id_) > MAX_ID_CHARACTERS:
        raise InvalidInput("id", f"has {len(id_):,} characters; at most {MAX_ID_CHARACTERS} are taken")
    stated = line_in(record, "kind")
    return Achievement(
        id=AchievementId(id_),
        name=name,
        kind=kind_of(stated),
        kind_stated=stated,
        description=_prose(record, "description"),
        outcomes=list_in(record, "outcomes"),
        topics=list_in(record, "topics"),
        credential=_credential(name, record),
        opportunity=_opportunity(record),
        competencies=_competencies(record),
        alignments=_alignments(record),
        parts=tuple(map(AchievementId, list_in(record, "parts"))),
        subjects=list_in(record, "subjects"),
        text_language=line_in(record, "text_language"),
        sample=flag_in(record, "sample"),
        foreign=foreign,
    )


def _credential(name: str, record: Mapping[str, object]) -> Credential:
    return Credential(
        name=line_in(record, "credential_name") or name,
        awarding_body=line_in(record, "awarding_body"),
        level=line_in(record, "level"),
        credits=line_in(record, "credits"),
        assessment=_prose(record, "assessment"),
        quality_assurance=_prose(record, "quality_assurance"),
        supervision=_prose(record, "supervision"),
        grading=_prose(record, "grading"),
        stackability=_prose(record, "stackability"),
        valid_for=line_in(record, "valid_for"),
        recognised_by=list_in(record, "recognised_by"),
        employer_need=_prose(record, "employer_need"),
        review=line_in(record, "review"),
        date=date_in(record, "date"),
    )


def _opportunity(record: Mapping[str, object]) -> LearningOpportunity:
    return LearningOpportunity(
        provider=line_in(record, "provider"),
        mode=mode_of(line_in(record, "mode")),
        workload=_workload(record),
        duration=line_in(record, "duration"),
        price=_price(record),
        language=line_in(record, "language"),
        start=line_in(record, "start"),
        prerequisites=list_in(record, "prerequisites"),
        audience=_prose(record, "audience"),
        country=line_in(record, "country"),
        url=_url(record),
        instances=_instances(record),
    )


def _instances(record: Mapping[str, object]) -> tuple[Instance, ...]:
    return tuple(_instance(item, field) for field, item in _objects(record, "instances"))


def _objects(record: Mapping[str, object], name: str, hint: str = "") -> Iterator[tuple[str, Mapping[str, object]]]:
    """The objects of a list, each with its place: "instances[2]"."""
    listed = record.get(name) or []
    if not isinstance(listed, list):
        raise InvalidInput(name, f"is not a list of objects{hint}")
    for i, item in enumerate(listed):
        if not isinstance(item, Mapping):
            raise InvalidInput(f"{name}[{i}]", "is not an object")
        yield f"{name}[{i}]", item


def _instance(item: Mapping[str, object], field: str) -> Instance:
    try:
        return Instance(
            id=line_in(item, "id"),
            mode=mode_of(line_in(item, "mode")),
            start=line_in(item, "start"),
            end=line_in(item, "end"),
            workload=_workload(item),
            price=_price(item),
            language=line_in(item, "language"),
            place=line_in(item, "place"),
            url=_url(item),
        )
    except InvalidInput as error:
        raise InvalidInput(f"{field}.{error.field}", error.reason) from error


def _url(record: Mapping[str, object]) -> str | None:
    url = line_in(record, "url")
    if url is not None and not _WEB_ADDRESS.fullmatch(url):
        raise InvalidInput("url", f"is no http or https address: {shortened(url)}")
    return url


def _prose(record: Mapping[str, object], field: str) -> str | None:
    text = text_in(record, field)
    return fragment_text(text).strip() or None if text else None


def _workload(record: Mapping[str, object]) -> Workload | None:
    """Stated numbers before stated words, which then say where the numbers come from."""
    stated = line_in(record, "workload")
    given = {field: number_in(record, field) for field in ("hours", "hours_min", "hours_max")}
    bounds = {field: value for field, value in given.items() if value is not None}
    for field, value in bounds.items():
        if value <= 0:
            raise InvalidInput(field, f"must be more than 0, not {value:g}")
    if "hours" in bounds and len(bounds) > 1:
        raise InvalidInput("hours", "is stated beside hours_min or hours_max; state the one or the others")
    if not bounds:
        return read_workload(stated)
    return workload(next(iter(bounds.values())), list(bounds.values())[-1], stated=stated)


def _price(record: Mapping[str, object]) -> Money | None:
    return read_price(line_in(record, "price"), line_in(record, "currency"), date_in(record, "price_date"))


def _competencies(record: Mapping[str, object]) -> tuple[Competency, ...]:
    """What is named and not given by the URI of a concept."""
    return tuple(_competency(item, field) for field, item in _objects(record, "competencies"))


def _competency(item: Mapping[str, object], field: str) -> Competency:
    name, role = line_in(item, "name"), line_in(item, "role") or AlignmentRole.TEACHES
    if name is None:
        raise InvalidInput(f"{field}.name", "is missing")
    if role not in list(AlignmentRole):
        raise InvalidInput(f"{field}.role", f"is none of {', '.join(AlignmentRole)}: {role!r}")
    return Competency(
        name=name,
        role=AlignmentRole(role),
        description=_prose(item, "description"),
        framework=line_in(item, "framework"),
        url=line_in(item, "url"),
        code=line_in(item, "code"),
    )


def _alignments(record: Mapping[str, object]) -> tuple[Alignment, ...]:
    """Stated alignments: objects with uri and role, or URIs in the fields named by the roles."""
    hint = "; in CSV use teaches, requires, assesses"
    found = [_alignment(item, field) for field, item in _objects(record, "alignments", hint)]
    for role in AlignmentRole:
        uris = list_in(record, role.value)
        found += [_stated(uri, role, f"{role.value}[{i}]", uri) for i, uri in enumerate(uris)]
    distinct: dict[tuple[ConceptUri, AlignmentRole], Alignment] = {}
    for alignment in found:
        distinct.setdefault((alignment.concept, alignment.role), alignment)
    return tuple(distinct.values())


def _alignment(item: Mapping[str, object], field: str) -> Alignment:
    uri, role = line_in(item, "uri"), line_in(item, "role")
    if uri is None:
        raise InvalidInput(f"{field}.uri", "is missing")
    if role not in list(AlignmentRole):
        raise InvalidInput(f"{field}.role", f"is none of {', '.join(AlignmentRole)}: {role!r}")
    return _stated(uri, AlignmentRole(role), field, line_in(item, "label") or uri)


def _stated(uri: str, role: AlignmentRole, field: str, text: str) -> Alignment:
    if not uri.startswith(("http://", "https://", "urn:")):
        raise InvalidInput(field, f"is not a concept URI: {uri!r}")
    return Alignment(concept=ConceptUri(uri), role=role, confidence=1.0, stated=True, field=field, text=text)
