"""The linker from what is built and what is fitted."""

from matcher.linking import Linker
from matcher.own_terms import NO_OWN_TERMS, OwnTerms
from matcher.sparing import Sparing
from matcher.vectors import TokenEncoder
from models.concept_index import ConceptIndex
from models.weights import LinkerWeights


def fitted_linker(
    encoder: TokenEncoder,
    concepts: ConceptIndex,
    weights: LinkerWeights,
    own: OwnTerms = NO_OWN_TERMS,
    sparing: Sparing | None = None,
) -> Linker:
    return Linker(
        encoder=encoder,
        concepts=concepts.skills,
        label_tokens=concepts.label_tokens,
        labels=concepts.skill_labels,
        products=concepts.products,
        reserved=concepts.reserved,
        gate=weights.gate,
        scorer=weights.scorer,
        ranker=weights.ranker,
        memory=weights.remembered.memory(concepts.skills.ids, weights.counts),
        policy=weights.policy,
        own=own,
        sparing=sparing,
    )
