"""Occupations of the packaged build: ESCO ones from run-on text, O*NET ones from their tasks."""

from collections.abc import Iterable, Iterator

from corpora.taxonomies.packaged_skills import slug_of
from corpora.taxonomies.run_on import take_apart_occupation
from corpora.taxonomies.tables import Row, tidy
from matcher.concepts import ConceptUri, Occupation, Vocabulary

_OCCUPATION = "/esco/occupation/"
_ISCO_GROUP = "/esco/isco/"


def esco_occupations(rows: Iterable[Row]) -> Iterator[Occupation]:
    """ESCO occupations; where the label can't be told it is the whole text, and there is no description."""
    for row in rows:
        if _OCCUPATION in row["id"]:
            text = tidy(row["description"])
            parts = take_apart_occupation(text)
            yield Occupation(
                uri=ConceptUri(row["id"]),
                preferred_label=parts.label if parts else text,
                alias_text=(parts.aliases or None) if parts else None,
                description=(parts.description or None) if parts else None,
            )


def isco_groups(rows: Iterable[Row]) -> Iterator[tuple[ConceptUri, str]]:
    """URI and label of each ISCO group: the text before the double space."""
    for row in rows:
        if _ISCO_GROUP in row["id"]:
            yield ConceptUri(row["id"]), tidy(row["description"].split("  ", 1)[0])


def onet_occupations(rows: Iterable[Row]) -> Iterator[Occupation]:
    """One occupation for each name before " | ", its tasks in the order of the table."""
    tasks: dict[str, list[str]] = {}
    for row in rows:
        name, _, task = row["description"].partition(" | ")
        if task:
            tasks.setdefault(tidy(name), []).append(tidy(task))
    for name, own in tasks.items():
        yield Occupation(
            uri=ConceptUri(f"urn:onet:occupation:{slug_of(name)}"),
            preferred_label=name,
            vocabulary=Vocabulary.ONET,
            tasks=tuple(dict.fromkeys(own)),
        )
