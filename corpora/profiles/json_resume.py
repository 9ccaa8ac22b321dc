"""JSON Resume (https://jsonresume.org/schema): skills as claims, certificates as credentials, experience as text.

Names, e-mail addresses, ages, employers, schools, places, interests and what others say are not read, nor are
certificates that are only planned. Who issued a certificate is shown, and moves nothing.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from corpora.documents.text import clean_text
from matcher.errors import TextTooLong
from matcher.profiles import HeldCredential, HoldingSource, Issued, ProfileClaims

SECTIONS = frozenset(
    {"basics", "work", "volunteer", "education", "projects", "certificates", "skills", "languages", "awards"}
    | {"publications"}
)
PROSE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "work": ("position", "summary", "highlights"),
        "volunteer": ("position", "summary", "highlights"),
        "projects": ("name", "description", "highlights", "keywords", "roles"),
        "education": ("studyType", "area", "courses"),
        "awards": ("title", "summary"),
        "publications": ("name", "summary"),
    }
)
"""The fields of each section that speak of skills."""
BASICS = ("label", "summary")
CERTIFICATES = "certificates"
UNCHECKED = "stated in a résumé, not checked"
MAX_CERTIFICATES = 500
MAX_SHOWN = 200
"""Characters of an issuer or a date."""
PLANNED, PLANNED_MARK = "planned", "(planned)"
"""The status of a certificate that is not held, and how its name ends."""


def is_json_resume(value: object) -> bool:
    return isinstance(value, dict) and bool((SECTIONS - {"skills"}) & value.keys() or _has_keywords(value))


def claims_of_resume(resume: Mapping[str, object]) -> ProfileClaims:
    """Skill names, their keywords and languages as claims; the prose of the rest as text, a line an item.

    Raises TextTooLong for more certificates than anybody has.
    """
    claims = [claim for skill in _entries(resume, "skills") for claim in _lines(skill, ("name", "keywords"))]
    claims += [claim for language in _entries(resume, "languages") for claim in _lines(language, ("language",))]
    basics = resume.get("basics")
    lines = list(_lines(basics, BASICS)) if isinstance(basics, Mapping) else []
    for section, fields in PROSE.items():
        lines += [line for entry in _held(resume, section) for line in _lines(entry, fields)]
    return ProfileClaims(
        claims=tuple(dict.fromkeys(claims)), text="\n".join(lines) or None, credentials=_certificates(resume)
    )


def _certificates(resume: Mapping[str, object]) -> tuple[HeldCredential, ...]:
    """Those that have a name. Raises TextTooLong."""
    named = [(name, entry) for entry in _held(resume, CERTIFICATES) for name in _lines(entry, ("name",))]
    if len(named) > MAX_CERTIFICATES:
        raise TextTooLong("the résumé", length=len(named), limit=MAX_CERTIFICATES, unit=CERTIFICATES)
    return tuple(_certificate(name, entry) for name, entry in named)


def _certificate(name: str, entry: Mapping[str, object]) -> HeldCredential:
    """All that is said of what was learned is its name."""
    date = entry.get("date")
    stated = Issued(
        credential=_shown(name) or name,
        issuer=_shown(entry.get("issuer")),
        date=_shown(str(date) if isinstance(date, int) else date),
        checked=UNCHECKED,
    )
    return HeldCredential(issued=stated, source=HoldingSource.SELF_CLAIMED, claims=(name,), own_text=name)


def _shown(stated: object) -> str | None:
    """On one line."""
    return (" ".join(clean_text(stated).split())[:MAX_SHOWN] or None) if isinstance(stated, str) else None


def is_planned(entry: Mapping[str, object]) -> bool:
    """Whether it speaks of what is to come."""
    status, name = entry.get("status"), entry.get("name")
    stated = isinstance(status, str) and status.strip().lower() == PLANNED
    return stated or (isinstance(name, str) and name.strip().lower().endswith(PLANNED_MARK))


def _held(resume: Mapping[str, object], section: str) -> list[Mapping[str, object]]:
    return [entry for entry in _entries(resume, section) if not is_planned(entry)]


def _has_keywords(value: Mapping[str, object]) -> bool:
    return any("keywords" in entry for entry in _entries(value, "skills"))


def _entries(resume: Mapping[str, object], section: str) -> list[Mapping[str, object]]:
    """The objects of a section; a text in place of one names it."""
    value = resume.get(section)
    if not isinstance(value, list):
        return []
    named = ({"name": item} if isinstance(item, str) else item for item in value)
    return [item for item in named if isinstance(item, Mapping)]


def _lines(entry: Mapping[str, object], fields: tuple[str, ...]) -> Iterator[str]:
    for field in fields:
        value = entry.get(field)
        for item in value if isinstance(value, list) else [value]:
            text = clean_text(item).strip() if isinstance(item, str) else ""
            if any(c.isalnum() for c in text):
                yield text
