"""What joins the concepts of an official ESCO release: requirements, hierarchy, groups and collections."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from corpora.taxonomies.report import Faults
from corpora.taxonomies.tables import Row, Table, read_whole_rows, tidy
from matcher.concepts import ConceptUri, Requirement
from matcher.errors import Rejected

Tables = Mapping[str, Table]
"""Table name in lower case, without language and ending -> table: "skills", "broaderrelationsoccpillar"."""

_COLLECTION = "collection"
_REQUIREMENTS = {str(requirement): requirement for requirement in Requirement}


def concept_rows(table: Table, columns: Sequence[str], faults: Faults) -> Iterator[Row]:
    """Rows with a URI and a label; of two with the same URI the first."""
    seen: dict[str, int] = {}
    for line, row in read_whole_rows(table, columns, ("conceptUri", "preferredLabel"), faults.rejected):
        uri = row["conceptUri"]
        if uri in seen:
            reason = f"{uri!r} stands in row {seen[uri]} already"
            faults.rejected.append(Rejected(file=str(table), row=line, field="conceptUri", reason=reason))
        else:
            seen[uri] = line
            yield row


def requirements(
    tables: Tables, occupations: AbstractSet[ConceptUri], skills: AbstractSet[ConceptUri], faults: Faults
) -> dict[ConceptUri, dict[ConceptUri, Requirement]]:
    """Occupation -> skill -> how it is required; of a pair that is stated twice the first."""
    found: dict[ConceptUri, dict[ConceptUri, Requirement]] = defaultdict(dict)
    columns, ends = ("occupationUri", "relationType", "skillUri"), ("occupationUri", "skillUri")
    for row in _optional(tables, "occupationSkillRelations", columns, ends, faults):
        occupation, skill = ConceptUri(row["occupationUri"]), ConceptUri(row["skillUri"])
        kind = _REQUIREMENTS.get(row["relationType"])
        if kind is None:
            faults.left_out[f"relation of type {row['relationType']!r}"] += 1
        elif occupation not in occupations or skill not in skills:
            faults.left_out["relation whose occupation or skill is missing"] += 1
        elif skill in found[occupation]:
            faults.left_out["relation that is stated more than once"] += 1
        else:
            found[occupation][skill] = kind
    return dict(found)


def broader(tables: Tables, known: AbstractSet[ConceptUri], faults: Faults) -> dict[ConceptUri, tuple[ConceptUri, ...]]:
    """Concept or group -> those right above it."""
    found: dict[ConceptUri, list[ConceptUri]] = defaultdict(list)
    for name in ("broaderRelationsSkillPillar", "broaderRelationsOccPillar"):
        for row in _optional(tables, name, ("conceptUri", "broaderUri"), ("conceptUri",), faults):
            below, above = ConceptUri(row["conceptUri"]), ConceptUri(row["broaderUri"])
            if above and {below, above} <= known:
                found[below].append(above)
            elif above:
                faults.left_out["broader relation of which an end is missing"] += 1
    return {uri: tuple(dict.fromkeys(above)) for uri, above in found.items()}


def groups(tables: Tables, faults: Faults) -> dict[ConceptUri, str]:
    """The labels of ISCO groups and skill groups."""
    columns = ("conceptUri", "preferredLabel")
    return {
        ConceptUri(row["conceptUri"]): tidy(row["preferredLabel"])
        for name in ("ISCOGroups", "skillGroups")
        if (table := tables.get(name.lower())) is not None
        for row in concept_rows(table, columns, faults)
    }


def collections(tables: Tables, known: AbstractSet[ConceptUri], faults: Faults) -> dict[str, frozenset[ConceptUri]]:
    """By the name of their table: transversalSkillsCollection is "transversal"."""
    found = {}
    for name in sorted(tables):
        if name.endswith(_COLLECTION):
            rows = _optional(tables, name, ("conceptUri",), ("conceptUri",), faults)
            uris = {ConceptUri(row["conceptUri"]) for row in rows}
            faults.left_out["member of a collection that is missing"] += len(uris - known)
            found[name.removesuffix(_COLLECTION).removesuffix("skills")] = frozenset(uris & known)
    return found


def _optional(
    tables: Tables, name: str, columns: Sequence[str], filled: Sequence[str], faults: Faults
) -> Iterator[Row]:
    table = tables.get(name.lower())
    if table is not None:
        for _, row in read_whole_rows(table, columns, filled, faults.rejected):
            yield row
