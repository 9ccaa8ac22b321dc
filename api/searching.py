"""Finding skills by what a person types: names that are the whole query first, then by meaning."""

from matcher.concepts import ConceptUri, Skill
from matcher.pipeline import Pipeline


def search_concepts(pipeline: Pipeline, query: str, limit: int) -> list[tuple[Skill, float | None]]:
    """Up to `limit` (skill, cosine to its label); the cosine of a name found letter by letter may be None."""
    linker = pipeline.reader.linker
    named: dict[ConceptUri, None] = {}
    whole = query.strip()
    for found in linker.labels.exact(whole):
        if found.span.of(whole) == whole:
            named[ConceptUri(pipeline.skills.ids[found.position])] = None
    for found in linker.products.names.exact(whole):
        if found.span.of(whole) == whole:
            named[linker.products.uris[found.position]] = None
    [near] = pipeline.skills.nearest(pipeline.encoder.encode([query]), limit)
    similarity: dict[ConceptUri, float] = {ConceptUri(n.id): round(n.similarity, 4) for n in near}
    ordered = [*named, *(uri for uri in similarity if uri not in named)]
    return [(pipeline.taxonomy.skill(uri), similarity.get(uri)) for uri in ordered[:limit]]
