"""Official ESCO releases, English, 1.1.x or 1.2.x, as downloaded: zips or folders of CSV tables."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from corpora.taxonomies.packaged import (
    ESCO_ATTRIBUTION,
    ONET_ATTRIBUTION,
    ONET_VERSION,
    count_concepts,
    incomplete_in,
)
from corpora.taxonomies.packaged_skills import distinct
from corpora.taxonomies.report import BuildReport
from corpora.taxonomies.tables import Row, Table, read_rows, tables_in, tidy
from matcher.concepts import ConceptUri, Occupation, Requirement, Skill, SkillKind, Taxonomy, Vocabulary
from matcher.errors import UnreadableDocument

_VERSION = re.compile(r"(?<![\d.])v?(\d+\.\d+(?:\.\d+)?)(?![\d.]*\d)", re.IGNORECASE)
_LANGUAGE = re.compile(r"_[a-z]{2}$")
_COLLECTION = "collection"
_SKILL_COLUMNS = ("conceptUri", "skillType", "preferredLabel", "altLabels", "description")
_OCCUPATION_COLUMNS = ("conceptUri", "iscoGroup", "preferredLabel", "altLabels", "description")
_KINDS = {str(kind): kind for kind in SkillKind}
_REQUIREMENTS = {str(requirement): requirement for requirement in Requirement}

_Tables = Mapping[str, Table]
"""Table name in lower case, without language and ending -> table: "skills", "broaderrelationsoccpillar"."""


def read_official(paths: Sequence[Path]) -> tuple[Taxonomy, BuildReport]:
    """The release in these zips, folders or CSV files; only skills and occupations are required.

    Raises UnreadableDocument naming the file and column that is missing.
    """
    tables = _find_tables(paths)
    left_out: Counter[str] = Counter()
    skills, untyped = _skills(_required(tables, "skills", paths))
    taxonomy = Taxonomy(
        version=_version(paths),
        skills=skills,
        occupations={o.uri: o for o in _occupations(_required(tables, "occupations", paths))},
        requirements=_requirements(tables, left_out),
        broader=_broader(tables),
        groups=dict(_groups(tables)),
        collections=_collections(tables),
        attribution=(ESCO_ATTRIBUTION,),
    )
    relations = sum(map(len, taxonomy.requirements.values()))
    return taxonomy, BuildReport(
        version=taxonomy.version,
        counts={**count_concepts(taxonomy), "relations": relations, "collections": len(taxonomy.collections)},
        incomplete=tuple(incomplete_in(taxonomy, untyped)),
        left_out=dict(left_out),
    )


def merge_onet(esco: Taxonomy, packaged: Taxonomy) -> Taxonomy:
    """The ESCO taxonomy with the O*NET technology and occupations of the packaged build.

    A technology named like an ESCO label is left out.
    """
    taken = {label.casefold() for s in esco.skills.values() for label in (s.preferred_label, *s.alt_labels)}
    technologies = {
        uri: skill
        for uri, skill in packaged.skills.items()
        if skill.vocabulary is Vocabulary.ONET and skill.preferred_label.casefold() not in taken
    }
    occupations = {uri: o for uri, o in packaged.occupations.items() if o.vocabulary is Vocabulary.ONET}
    return replace(
        esco,
        version=f"{esco.version}+{ONET_VERSION}",
        skills={**esco.skills, **technologies},
        occupations={**esco.occupations, **occupations},
        attribution=(*esco.attribution, ONET_ATTRIBUTION),
    )


def _find_tables(paths: Sequence[Path]) -> _Tables:
    found: dict[str, Table] = {}
    for path in paths:
        for table in tables_in(path):
            stem = table.name.removesuffix(".csv").removesuffix(".CSV")
            found.setdefault(_LANGUAGE.sub("", stem).lower(), table)
    return found


def _required(tables: _Tables, name: str, paths: Sequence[Path]) -> Table:
    if name not in tables:
        searched = ", ".join(path.name for path in paths) or "no file"
        raise UnreadableDocument(searched, f"holds no {name}_en.csv; download the ESCO classification in English, CSV")
    return tables[name]


def _version(paths: Sequence[Path]) -> str:
    """From the file or folder names, as the tables state none; "esco-unstated" where they don't either."""
    stated = [match for path in paths for match in _VERSION.findall(path.name)]
    return f"esco-{stated[0]}" if stated else "esco-unstated"


def _skills(table: Table) -> tuple[dict[ConceptUri, Skill], frozenset[ConceptUri]]:
    """Skills, and the URIs of those whose type the release leaves open; these count as competences."""
    skills: dict[ConceptUri, Skill] = {}
    untyped = set()
    for row in read_rows(table, _SKILL_COLUMNS):
        label, kind = tidy(row["preferredLabel"]), _KINDS.get(row["skillType"])
        skill = Skill(
            uri=ConceptUri(row["conceptUri"]),
            preferred_label=label,
            kind=kind or SkillKind.COMPETENCE,
            alt_labels=distinct(row["altLabels"].split("\n"), but=label),
            description=tidy(row["description"]) or None,
        )
        skills[skill.uri] = skill
        if kind is None:
            untyped.add(skill.uri)
    return skills, frozenset(untyped)


def _occupations(table: Table) -> Iterator[Occupation]:
    for row in read_rows(table, _OCCUPATION_COLUMNS):
        label = tidy(row["preferredLabel"])
        yield Occupation(
            uri=ConceptUri(row["conceptUri"]),
            preferred_label=label,
            alt_labels=distinct(row["altLabels"].split("\n"), but=label),
            description=tidy(row["description"]) or None,
            isco_group=row["iscoGroup"].strip() or None,
        )


def _requirements(tables: _Tables, left_out: Counter[str]) -> dict[ConceptUri, dict[ConceptUri, Requirement]]:
    found: dict[ConceptUri, dict[ConceptUri, Requirement]] = defaultdict(dict)
    for row in _optional(tables, "occupationSkillRelations", ("occupationUri", "relationType", "skillUri")):
        kind = _REQUIREMENTS.get(row["relationType"])
        if kind is None:
            left_out[f"relation of type {row['relationType']!r}"] += 1
        else:
            found[ConceptUri(row["occupationUri"])][ConceptUri(row["skillUri"])] = kind
    return dict(found)


def _broader(tables: _Tables) -> dict[ConceptUri, tuple[ConceptUri, ...]]:
    found: dict[ConceptUri, list[ConceptUri]] = defaultdict(list)
    for name in ("broaderRelationsSkillPillar", "broaderRelationsOccPillar"):
        for row in _optional(tables, name, ("conceptUri", "broaderUri")):
            if row["broaderUri"]:
                found[ConceptUri(row["conceptUri"])].append(ConceptUri(row["broaderUri"]))
    return {uri: tuple(dict.fromkeys(above)) for uri, above in found.items()}


def _groups(tables: _Tables) -> Iterator[tuple[ConceptUri, str]]:
    for name in ("ISCOGroups", "skillGroups"):
        for row in _optional(tables, name, ("conceptUri", "preferredLabel")):
            yield ConceptUri(row["conceptUri"]), tidy(row["preferredLabel"])


def _collections(tables: _Tables) -> dict[str, frozenset[ConceptUri]]:
    """By the name of their table: transversalSkillsCollection is "transversal"."""
    found = {}
    for name, table in sorted(tables.items()):
        if name.endswith(_COLLECTION):
            uris = (ConceptUri(row["conceptUri"]) for row in read_rows(table, ("conceptUri",)))
            found[name.removesuffix(_COLLECTION).removesuffix("skills")] = frozenset(uris)
    return found


def _optional(tables: _Tables, name: str, columns: Sequence[str]) -> Iterator[Row]:
    table = tables.get(name.lower())
    return read_rows(table, columns) if table else iter(())
