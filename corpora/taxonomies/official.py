"""Official ESCO releases, English, 1.1.x or 1.2.x, as downloaded: zips or folders of CSV tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpora.taxonomies import official_relations as relations_in
from corpora.taxonomies.official_relations import Tables, concept_rows
from corpora.taxonomies.onet_tables import CODE
from corpora.taxonomies.packaged import (
    ESCO_ATTRIBUTION,
    count_concepts,
    incomplete_in,
    onet_attribution,
)
from corpora.taxonomies.packaged_skills import distinct
from corpora.taxonomies.report import BuildReport, Faults
from corpora.taxonomies.tables import ANY, CSV, Table, columns_of, tables_in, tidy
from matcher.concepts import ConceptUri, Occupation, Skill, SkillKind, Taxonomy, Vocabulary
from matcher.errors import UnreadableDocument

_VERSION = re.compile(r"(?<![\d.])v?(\d+\.\d+(?:\.\d+)?)(?![\d.]*\d)", re.IGNORECASE)
_LANGUAGE = re.compile(r"_[a-z]{2}$")
_SKILL_COLUMNS = ("conceptUri", "skillType", "preferredLabel", "altLabels", "description")
_OCCUPATION_COLUMNS = ("conceptUri", "iscoGroup", "preferredLabel", "altLabels", "description")
_KINDS = {str(kind): kind for kind in SkillKind}


def read_official(paths: Sequence[Path]) -> tuple[Taxonomy, BuildReport]:
    """The release in these zips, folders or CSV files; only skills and occupations are required.

    Broken rows stand in the report as rejected, relations of which an end is missing are counted there as left
    out. Raises UnreadableDocument naming the file and column that is missing.
    """
    tables = _find_tables(paths)
    faults = Faults()
    skills, untyped = _skills(_required(tables, "skills", paths), faults)
    occupations = {o.uri: o for o in _occupations(_required(tables, "occupations", paths), faults)}
    for what, found in (("skills", skills), ("occupations", occupations)):
        if not found:
            raise UnreadableDocument(str(tables[what]), "holds no row that can be used; nothing was imported")
    groups = relations_in.groups(tables, faults)
    taxonomy = Taxonomy(
        version=_version(paths),
        skills=skills,
        occupations=occupations,
        requirements=relations_in.requirements(tables, occupations.keys(), skills.keys(), faults),
        broader=relations_in.broader(tables, {*skills, *occupations, *groups}, faults),
        groups=groups,
        collections=relations_in.collections(tables, {*skills, *occupations}, faults),
        attribution=(ESCO_ATTRIBUTION,),
    )
    relations = sum(map(len, taxonomy.requirements.values()))
    return taxonomy, BuildReport(
        version=taxonomy.version,
        counts={**count_concepts(taxonomy), "relations": relations, "collections": len(taxonomy.collections)},
        incomplete=tuple(incomplete_in(taxonomy, untyped)),
        left_out=dict(+faults.left_out),
        rejected=tuple(faults.rejected),
    )


def holds_esco(paths: Sequence[Path]) -> bool:
    """Whether any table of concepts is there, be it the only one. Raises UnreadableDocument."""
    found = _find_tables(paths)
    return any(name in found and CODE not in columns_of(found[name]) for name in ("skills", "occupations"))


def esco_of(taxonomy: Taxonomy) -> Taxonomy:
    """The ESCO part of a whole."""
    return replace(
        taxonomy,
        version=taxonomy.version.partition("+")[0],
        skills={uri: s for uri, s in taxonomy.skills.items() if s.vocabulary is Vocabulary.ESCO},
        occupations={uri: o for uri, o in taxonomy.occupations.items() if o.vocabulary is Vocabulary.ESCO},
        families=(),
        attribution=(ESCO_ATTRIBUTION,),
    )


def merge_onet(esco: Taxonomy, whole: Taxonomy) -> Taxonomy:
    """The ESCO taxonomy with the O*NET technology and occupations of another.

    A technology named like an ESCO label is left out.
    """
    taken = {label.casefold() for s in esco.skills.values() for label in (s.preferred_label, *s.alt_labels)}
    technologies = {
        uri: skill
        for uri, skill in whole.skills.items()
        if skill.vocabulary is Vocabulary.ONET and skill.preferred_label.casefold() not in taken
    }
    occupations = {uri: o for uri, o in whole.occupations.items() if o.vocabulary is Vocabulary.ONET}
    version = onet_version(whole)
    return replace(
        esco,
        version=f"{esco.version}+{version}",
        skills={**esco.skills, **technologies},
        occupations={**esco.occupations, **occupations},
        attribution=(*esco.attribution, onet_attribution(version)),
    )


def onet_version(taxonomy: Taxonomy) -> str:
    """Of the O*NET part: what stands last."""
    return taxonomy.version.rpartition("+")[2]


def _find_tables(paths: Sequence[Path]) -> Tables:
    found: dict[str, Table] = {}
    for path in paths:
        for table in (one for one in tables_in(path, ANY) if one.name.lower().endswith(CSV)):
            stem = table.name.removesuffix(".csv").removesuffix(".CSV")
            found.setdefault(_LANGUAGE.sub("", stem).lower(), table)
    return found


def _required(tables: Tables, name: str, paths: Sequence[Path]) -> Table:
    if name not in tables:
        searched = ", ".join(path.name for path in paths) or "no file"
        raise UnreadableDocument(searched, f"holds no {name}_en.csv; download the ESCO classification in English, CSV")
    return tables[name]


def _version(paths: Sequence[Path]) -> str:
    """From the file or folder names, as the tables state none; "esco-unstated" where they don't either."""
    stated = [match for path in paths for match in _VERSION.findall(path.name)]
    return f"esco-{stated[0]}" if stated else "esco-unstated"


def _skills(table: Table, faults: Faults) -> tuple[dict[ConceptUri, Skill], frozenset[ConceptUri]]:
    """Skills, and the URIs of those whose type the release leaves open; these count as competences."""
    skills: dict[ConceptUri, Skill] = {}
    untyped = set()
    for row in concept_rows(table, _SKILL_COLUMNS, faults):
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


def _occupations(table: Table, faults: Faults) -> Iterator[Occupation]:
    for row in concept_rows(table, _OCCUPATION_COLUMNS, faults):
        label = tidy(row["preferredLabel"])
        yield Occupation(
            uri=ConceptUri(row["conceptUri"]),
            preferred_label=label,
            alt_labels=distinct(row["altLabels"].split("\n"), but=label),
            description=tidy(row["description"]) or None,
            isco_group=row["iscoGroup"].strip() or None,
        )
