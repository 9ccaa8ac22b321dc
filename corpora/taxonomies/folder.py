"""A taxonomy as files: one JSON line a concept, and one document for what joins them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from matcher.concepts import (
    ConceptUri,
    FamilyId,
    Occupation,
    Requirement,
    Skill,
    SkillFamily,
    SkillKind,
    Taxonomy,
    Vocabulary,
)
from matcher.errors import UnreadableDocument

CONCEPTS = "taxonomy.jsonl"
STRUCTURE = "structure.json"


def save_taxonomy(taxonomy: Taxonomy, folder: Path) -> None:
    """Equal taxonomies give equal bytes; an unfinished folder is the caller's to discard (publish does)."""
    with (folder / CONCEPTS).open("wb") as file:
        for line in _concept_lines(taxonomy):
            file.write(orjson.dumps(line) + b"\n")
    (folder / STRUCTURE).write_bytes(orjson.dumps(_structure(taxonomy)))


def load_taxonomy(folder: Path) -> Taxonomy:
    """What `save_taxonomy` wrote; raises UnreadableDocument."""
    try:
        lines = [orjson.loads(line) for line in (folder / CONCEPTS).read_bytes().splitlines()]
        structure = orjson.loads((folder / STRUCTURE).read_bytes())
        return Taxonomy(
            version=structure["version"],
            skills={c[1]: _skill(c) for c in lines if c[0] == "skill"},
            occupations={c[1]: _occupation(c) for c in lines if c[0] == "occupation"},
            requirements={
                o: {s: _REQUIREMENTS[kind] for s, kind in own.items()} for o, own in structure["requirements"].items()
            },
            broader={uri: tuple(above) for uri, above in structure["broader"].items()},
            groups=structure["groups"],
            collections={name: frozenset(uris) for name, uris in structure["collections"].items()},
            families=tuple(_family(*fields) for fields in structure["families"]),
            attribution=tuple(structure["attribution"]),
        )
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise UnreadableDocument(str(folder), f"holds no readable taxonomy ({error})") from error


_KINDS = {str(kind): kind for kind in SkillKind}
_VOCABULARIES = {str(vocabulary): vocabulary for vocabulary in Vocabulary}
_REQUIREMENTS = {str(requirement): requirement for requirement in Requirement}


def _concept_lines(taxonomy: Taxonomy) -> Iterator[list[Any]]:
    for s in taxonomy.skills.values():
        shared = [s.uri, s.preferred_label, s.vocabulary, s.alt_labels, s.alias_text, s.description]
        yield ["skill", *shared, s.kind]
    for o in taxonomy.occupations.values():
        shared = [o.uri, o.preferred_label, o.vocabulary, o.alt_labels, o.alias_text, o.description]
        yield ["occupation", *shared, o.isco_group, o.tasks]


def _structure(taxonomy: Taxonomy) -> dict[str, Any]:
    return {
        "version": taxonomy.version,
        "requirements": {uri: dict(own) for uri, own in taxonomy.requirements.items()},
        "broader": dict(taxonomy.broader),
        "groups": dict(taxonomy.groups),
        "collections": {name: sorted(uris) for name, uris in taxonomy.collections.items()},
        "families": [[f.id, f.label, f.alt_labels, sorted(f.members), f.transversal] for f in taxonomy.families],
        "attribution": taxonomy.attribution,
    }


def _skill(fields: list[Any]) -> Skill:
    _, uri, label, vocabulary, alt_labels, alias_text, description, kind = fields
    return Skill(
        uri=uri,
        preferred_label=label,
        kind=_KINDS[kind],
        vocabulary=_VOCABULARIES[vocabulary],
        alt_labels=tuple(alt_labels),
        alias_text=alias_text,
        description=description,
    )


def _occupation(fields: list[Any]) -> Occupation:
    _, uri, label, vocabulary, alt_labels, alias_text, description, isco_group, tasks = fields
    return Occupation(
        uri=uri,
        preferred_label=label,
        vocabulary=_VOCABULARIES[vocabulary],
        alt_labels=tuple(alt_labels),
        alias_text=alias_text,
        description=description,
        isco_group=isco_group,
        tasks=tuple(tasks),
    )


def _family(id_: str, label: str, alt_labels: Iterable[str], members: Iterable[str], transversal: bool) -> SkillFamily:
    return SkillFamily(
        id=FamilyId(id_),
        label=label,
        alt_labels=tuple(alt_labels),
        members=frozenset(map(ConceptUri, members)),
        transversal=transversal,
    )
