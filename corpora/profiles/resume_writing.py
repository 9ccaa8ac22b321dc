"""A person's own JSON Resume with the certificates that they plan to get. Nothing planned is said to be held."""

from collections.abc import Iterable, Mapping, Sequence

from corpora.profiles.json_resume import PLANNED, PLANNED_MARK, is_planned
from matcher.achievements import Achievement
from matcher.errors import InvalidInput
from matcher.opportunities import Workload

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
CERTIFICATES = "certificates"


def new_resume(skills: Iterable[str]) -> dict[str, object]:
    """For a person who brings none: the skills that they list."""
    named = [{"name": skill} for skill in skills]
    return {"$schema": SCHEMA, **({"skills": named} if named else {})}


def with_planned(resume: Mapping[str, object], stack: Sequence[Achievement]) -> dict[str, object]:
    """The resume as it is, with an entry for each of the stack that it does not list yet.

    Raises InvalidInput where its certificates are no list.
    """
    listed = resume.get(CERTIFICATES)
    if listed is not None and not isinstance(listed, list):
        raise InvalidInput(CERTIFICATES, "is not a list of certificates")
    present = listed or []
    known = {_known_as(entry) for entry in present}
    return {**resume, CERTIFICATES: [*present, *(_entry(one) for one in stack if _plain(title(one)) not in known)]}


def planned_line(one: Achievement) -> str:
    """For a résumé in words: "Planned: Evidence at Work (Harbour Institute), 30 hours"."""
    issuer, workload = issuer_of(one), one.opportunity.workload
    return f"Planned: {title(one)}" + (f" ({issuer})" if issuer else "") + (_hours(workload) if workload else "")


def title(one: Achievement) -> str:
    return one.credential.name


def issuer_of(one: Achievement) -> str | None:
    return one.credential.awarding_body or one.opportunity.provider


def _entry(one: Achievement) -> dict[str, str]:
    """Without a date: there is none yet. Its very name says so, for those who read nothing else."""
    fields = {
        "name": f"{title(one)} {PLANNED_MARK}",
        "issuer": issuer_of(one),
        "url": one.opportunity.url,
        "status": PLANNED,
        "summary": planned_line(one),
    }
    return {name: text for name, text in fields.items() if text}


def _hours(workload: Workload) -> str:
    low, high = workload.hours_min, workload.hours_max
    return f", {high:g} hours" if low == high else f", {low:g} to {high:g} hours"


def _known_as(entry: object) -> str | None:
    """The plain name of a certificate that is listed, held or planned."""
    name = entry.get("name") if isinstance(entry, Mapping) else entry
    if not isinstance(name, str):
        return None
    planned = isinstance(entry, Mapping) and is_planned(entry)
    return _plain(name.strip().removesuffix(PLANNED_MARK) if planned else name)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
