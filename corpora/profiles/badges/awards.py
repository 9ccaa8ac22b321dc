"""What a credential awards, and who issues it; nothing else of it is looked at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpora.courses.formats import found_in
from corpora.courses.open_badges import OPEN_BADGES, OPEN_BADGES_2
from corpora.courses.open_badges.reading import CONTEXT, CONTEXT_2
from corpora.courses.records import achievement_of
from corpora.documents.text import clean_text
from corpora.linked_data.reading import read_graph
from corpora.profiles.badges.european import achieved
from corpora.profiles.badges.statements import EUROPEAN, Statement
from matcher.achievements import Achievement
from matcher.errors import InvalidInput

MAX_NAME = 200
"""Characters that are shown of an issuer."""


@dataclass(frozen=True, slots=True)
class Issuer:
    id: str | None
    name: str | None
    """As it is shown; the id where it states no name."""


def issuer_of(fields: Mapping[str, Any]) -> Issuer:
    """Of the credential; of Open Badges 2.0, of its badge class."""
    badge = fields.get("badge")
    stated = fields.get("issuer", badge.get("issuer") if isinstance(badge, Mapping) else None)
    stated = stated[0] if isinstance(stated, list) and stated else stated
    if isinstance(stated, str):
        return Issuer(stated, _shown(stated))
    if not isinstance(stated, Mapping):
        return Issuer(None, None)
    id_ = stated.get("id", stated.get("@id"))
    named = _shown(stated.get("name")) or _shown(_any_text(stated.get("legalName")))
    return Issuer(id_ if isinstance(id_, str) else None, named or _shown(id_))


def _any_text(stated: object) -> object:
    """The English text of a map of languages, else its first."""
    if isinstance(stated, Mapping):
        stated = stated.get("en", next(iter(stated.values()), None))
    return stated[0] if isinstance(stated, list) and stated else stated


def _shown(stated: object) -> str | None:
    """On one line, without characters that steer a terminal."""
    return (" ".join(clean_text(stated).split())[:MAX_NAME] or None) if isinstance(stated, str) else None


def achievements_of(statement: Statement) -> Iterator[Achievement]:
    """Of a learning record those of its own, not those of the credentials in it. Raises InvalidInput."""
    if statement.types & EUROPEAN:
        yield from achieved(statement)
        return
    for where, achievement, document in _documents(statement):
        if isinstance(achievement, str):
            raise InvalidInput(where, "is only an address, which isn't fetched")
        graph = read_graph(document)
        found = next(found_in(graph, (OPEN_BADGES, OPEN_BADGES_2)), None)
        if found is None:
            raise InvalidInput(where, "holds no achievement in a vocabulary that we know")
        try:
            yield achievement_of({**found.format.record_of(graph, found.node), "id": "held", "url": None})
        except InvalidInput as error:
            raise InvalidInput(f"{where}.{error.field}", error.reason) from error


def _documents(statement: Statement) -> Iterator[tuple[str, object, Mapping[str, Any]]]:
    """(where, the achievement, it alone as a document)."""
    fields = statement.fields
    if "badge" in fields and "credentialSubject" not in fields:
        badge = fields["badge"]
        yield statement.at("badge"), badge, _alone(badge, fields, [CONTEXT_2], "BadgeClass")
        return
    subjects = fields.get("credentialSubject")
    several = isinstance(subjects, list)
    for i, subject in enumerate(subjects if isinstance(subjects, list) else [subjects]):
        where = statement.at(f"credentialSubject[{i}]" if several else "credentialSubject")
        stated = subject.get("achievement") if isinstance(subject, Mapping) else None
        listed = stated if isinstance(stated, list) else [stated] if stated is not None else []
        if not listed and not (isinstance(subject, Mapping) and "verifiableCredential" in subject):
            raise InvalidInput(f"{where}.achievement", "is missing")
        for j, achievement in enumerate(listed):
            place = f"{where}.achievement[{j}]" if isinstance(stated, list) else f"{where}.achievement"
            yield place, achievement, _alone(achievement, fields, CONTEXT, "Achievement")


def _alone(achievement: object, fields: Mapping[str, Any], standard: Sequence[str], kind: str) -> Mapping[str, Any]:
    """With the context of its standard before the one that it states, and its type where that was left out."""
    stated = fields.get("@context")
    contexts = [*standard, *(stated if isinstance(stated, list) else [stated] if stated is not None else [])]
    body = achievement if isinstance(achievement, Mapping) else {}
    typed = {} if "type" in body or "@type" in body else {"type": kind}
    return {"@context": contexts, "@graph": [{**body, **typed}]}
