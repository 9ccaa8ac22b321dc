"""Finding skills and roles by what a person types: by name first, then by meaning."""

from matcher.concepts import ConceptUri, Skill
from matcher.errors import ArtefactMismatch, EmptyText
from matcher.pipeline import Pipeline
from matcher.role_demands import ranked_skills
from matcher.role_skills import RoleRanker
from matcher.roles import RoleMatch


def search_roles(pipeline: Pipeline, name: str, limit: int) -> list[RoleMatch]:
    """The `limit` occupations that the name resembles most. Raises EmptyText."""
    _require_letters("the role", name)
    [ranked] = pipeline.finder.rank([name], limit)
    return ranked


def search_likely_skills(pipeline: Pipeline, name: str, limit: int) -> list[tuple[Skill, float | None]]:
    """The `limit` skills that a role is likeliest to demand, with their confidence where one was fitted.

    Raises EmptyText, or ArtefactMismatch where nothing was fitted with the encoder in use.
    """
    _require_letters("the role", name)
    found = ranked_skills(name, pipeline.finder, pipeline.reader.linker, required(pipeline.role_ranker))
    confidence = {one.skill: round(one.confidence, 4) for one in found.scored}
    return [(pipeline.taxonomy.skill(uri), confidence.get(uri)) for uri in found.ranked[:limit]]


def required(ranker: RoleRanker | None) -> RoleRanker:
    """Raises ArtefactMismatch, naming what to run, where there is none."""
    if ranker is None:
        raise ArtefactMismatch("role weights", "none were fitted with the encoder in use", "make train")
    return ranker


def search_concepts(pipeline: Pipeline, query: str, limit: int) -> list[tuple[Skill, float | None]]:
    """Up to `limit` (skill, cosine to its label), whole names first. Raises EmptyText.

    The cosine of a name found letter by letter may be None.
    """
    _require_letters("the query", query)
    named = named_concepts(pipeline, query)
    [near] = pipeline.reader.linker.concepts.nearest(pipeline.encoder.encode([query]), limit)
    similarity: dict[ConceptUri, float] = {ConceptUri(n.id): round(n.similarity, 4) for n in near}
    ordered = [*named, *(uri for uri in similarity if uri not in named)]
    return [(pipeline.taxonomy.skill(uri), similarity.get(uri)) for uri in ordered[:limit]]


def named_concepts(pipeline: Pipeline, name: str) -> list[ConceptUri]:
    """What is called so: by a name of the operator's or one in common use, a label, the name of a product."""
    linker, whole = pipeline.reader.linker, name.strip()
    own = [found.concept for found in linker.own.named(whole) if found.span.of(whole) == whole]
    labelled = [found.position for found in linker.labels.exact(whole) if found.span.of(whole) == whole]
    labels = [ConceptUri(linker.concepts.ids[position]) for position in labelled]
    products = [product.uri for product in linker.products.called(whole)]
    return list(dict.fromkeys([*(uri for uri in own if uri is not None), *labels, *products]))


def _require_letters(what: str, query: str) -> None:
    if not any(character.isalnum() for character in query):
        raise EmptyText(what)
