"""Finding skills and roles by what a person types: by name first, then by meaning."""

from matcher.concepts import ConceptUri, Skill
from matcher.errors import EmptyText
from matcher.pipeline import Pipeline
from matcher.roles import RoleMatch


def search_roles(pipeline: Pipeline, name: str, limit: int) -> list[RoleMatch]:
    """The `limit` occupations that the name resembles most. Raises EmptyText."""
    _require_letters("the role", name)
    [ranked] = pipeline.finder.rank([name], limit)
    return ranked


def search_concepts(pipeline: Pipeline, query: str, limit: int) -> list[tuple[Skill, float | None]]:
    """Up to `limit` (skill, cosine to its label), whole names first. Raises EmptyText.

    The cosine of a name found letter by letter may be None.
    """
    _require_letters("the query", query)
    linker = pipeline.reader.linker
    named: dict[ConceptUri, None] = {}
    whole = query.strip()
    for name in linker.own.named(whole):
        if name.concept is not None and name.span.of(whole) == whole:
            named[name.concept] = None
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


def _require_letters(what: str, query: str) -> None:
    if not any(character.isalnum() for character in query):
        raise EmptyText(what)
