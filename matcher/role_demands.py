"""What the occupations of a role demand, from sources that each say what they are."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from matcher.concepts import ConceptUri, Occupation, Requirement, Taxonomy, Vocabulary
from matcher.demand import Asked, Demand, Evidence, EvidenceSource, Importance, demands
from matcher.errors import UnknownRole
from matcher.linking import Linker
from matcher.mentions import whole
from matcher.occupation_skills import OccupationSkills
from matcher.role_skills import LikelySkill, LikelySkills, RoleRanker
from matcher.roles import OccupationFinder, RoleMatch

TASK_LINKS = 3
"""Concepts taken from one task: a task is one activity, not a list of requirements."""
READ_FROM = 0.1
"""Confidence of the linker from which a reading counts for the ranking of a role's skills."""
CITED_FROM = 0.25
"""Confidence of the linker from which a text is cited for a likely skill: that of a link which is shown."""
NAMED_FROM = 0.5
"""Confidence of the linker from which a text of the occupation names a skill that is told though it is not likely."""
NAMED_WEIGHT = 0.3
"""Of that confidence, set by hand: such a skill counts less than a likely one, but is not lost where ESCO's relations,
which the ranking was fitted on, leave out what a role asks."""
OPTIONAL_CONFIDENCE = 0.5
"""Of an official optional relation; an essential one counts 1."""
SIMILAR_AD_WEIGHT = 0.7
"""What a similar ad asks counts less than what the occupation's own words say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRead:
    """One text of an occupation, as the linker reads it."""

    occupation: ConceptUri
    source: EvidenceSource
    text: str
    skill: ConceptUri
    confidence: float

    def asked(self, confidence: float, importance: Importance = Importance.ESSENTIAL) -> Asked:
        """Its words are the occupation's, so what is read is essential to it, unless something else is known."""
        evidence = Evidence(source=self.source, text=self.text, confidence=confidence, reference=self.occupation)
        return Asked(skill=self.skill, importance=importance, evidence=evidence)


def occupation_demands(  # noqa: PLR0913 - one argument a source
    matches: Sequence[RoleMatch],
    taxonomy: Taxonomy,
    linker: Linker,
    similar: Iterable[tuple[str, Sequence[Demand]]] = (),
    min_confidence: float | None = None,
    *,
    figures: OccupationSkills | None = None,
    ranker: RoleRanker | None = None,
) -> tuple[Demand, ...]:
    """What is likely by the occupations' own words, what similar ads ask (ad id, its demands), official relations.

    Of what is read or ranked nothing below `min_confidence` is told; official relations and figures stand as stated.
    What the figures of an occupation's group imply stands apart, as implied. Without a ranker, or where no ESCO
    occupation resembles the role, its own words are what the linker reads in them.
    """
    occupations = [taxonomy.occupation(match.occupation) for match in matches]
    asked: list[Asked] = []
    for occupation in occupations:
        needs = figures.figures_of(occupation.preferred_label) if figures else None
        asked.extend(needs.demanded(occupation.uri) if needs else ())
        asked.extend(_related(occupation, taxonomy.requirements.get(occupation.uri, {}), taxonomy))
    ranked = likely_skills(occupations, linker, ranker) if ranker else None
    if ranker and ranked:
        asked.extend(_by_ranking(*ranked, ranker.policy.likely_from, min_confidence))
    else:
        asked.extend(one.asked(one.confidence) for one in read_texts(occupations, linker, min_confidence))
    corroborated = _corroborated(similar, {one.skill for one in asked})
    asked.extend(one for one in corroborated if one.evidence.confidence >= (min_confidence or 0.0))
    return demands(asked)


def likely_skills(
    occupations: Sequence[Occupation], linker: Linker, ranker: RoleRanker
) -> tuple[LikelySkills, Sequence[TextRead]] | None:
    """All skills ranked for the first ESCO occupation, and what was read in the texts of all of them."""
    first = next((o for o in occupations if o.vocabulary is Vocabulary.ESCO), None)
    if first is None:
        return None
    reads = list(read_texts(occupations, linker, READ_FROM))
    return ranker.likely(first, surest(reads)), reads


def ranked_skills(title: str, finder: OccupationFinder, linker: Linker, ranker: RoleRanker) -> LikelySkills:
    """All skills for the ESCO occupation that the title resembles most, however little."""
    try:
        matches, _ = finder.resolve(title)
    except UnknownRole:
        matches = ()
    [best] = finder.rank([title], 1, Vocabulary.ESCO)
    others = [match for match in matches if match.vocabulary is not Vocabulary.ESCO]
    occupations = [finder.taxonomy.occupation(match.occupation) for match in (*best, *others)]
    return ranker.likely(occupations[0], surest(read_texts(occupations, linker, READ_FROM)))


def surest(reads: Iterable[TextRead]) -> dict[ConceptUri, float]:
    """The best confidence of each skill that was read."""
    best: dict[ConceptUri, float] = {}
    for one in reads:
        best[one.skill] = max(one.confidence, best.get(one.skill, 0.0))
    return best


def read_texts(
    occupations: Iterable[Occupation], linker: Linker, min_confidence: float | None = None
) -> Iterator[TextRead]:
    """What the linker reads in the tasks and descriptions."""
    for occupation in occupations:
        described = [occupation.description] if occupation.description else []
        for source, texts in ((EvidenceSource.TASK, occupation.tasks), (EvidenceSource.DESCRIPTION, described)):
            sentences = [whole(text) for text in texts if text.strip()]
            for sentence, links in zip(sentences, linker.links(sentences, min_confidence), strict=True):
                for link in links[:TASK_LINKS]:
                    yield TextRead(
                        occupation=occupation.uri,
                        source=source,
                        text=sentence.text,
                        skill=link.candidate.uri,
                        confidence=link.candidate.confidence,
                    )


def _by_ranking(
    ranked: LikelySkills, reads: Sequence[TextRead], likely_from: float, min_confidence: float | None
) -> Iterator[Asked]:
    """Likely skills as essential; as optional what a text surely names without being likely.

    Products, which are not ranked, are told as they are read. An explicit `min_confidence` may lower what counts as
    likely, but never turns a likely skill into an optional one: what lies below it is left out.
    """
    least = likely_from if min_confidence is None else min_confidence
    likely_from, floor = min(likely_from, least), min_confidence or 0.0
    unranked = (one for one in reads if one.skill not in ranked.positions and one.confidence >= least)
    yield from (one.asked(one.confidence) for one in unranked)
    texts: defaultdict[ConceptUri, list[TextRead]] = defaultdict(list)
    for one in reads:
        if one.confidence >= CITED_FROM:
            texts[one.skill].append(one)
    for found in ranked.scored:
        own = texts[found.skill]
        if found.confidence < likely_from:
            named = (one for one in own if one.confidence >= NAMED_FROM and one.confidence * NAMED_WEIGHT >= floor)
            yield from (one.asked(one.confidence * NAMED_WEIGHT, Importance.OPTIONAL) for one in named)
        elif found.confidence < floor:
            continue
        elif own:
            surest_text = max(one.confidence for one in own)
            yield from (one.asked(found.confidence * one.confidence / surest_text) for one in own)
        else:
            yield _nearest(ranked, found)


def _nearest(ranked: LikelySkills, found: LikelySkill) -> Asked:
    """Told by the words of the occupation that the skill lies nearest to, where no text was read as naming it."""
    evidence = Evidence(
        source=EvidenceSource.LIKELY,
        text=ranked.nearest_words(found.skill),
        confidence=found.confidence,
        reference=ranked.words.occupation,
    )
    return Asked(skill=found.skill, importance=Importance.ESSENTIAL, evidence=evidence)


def _corroborated(similar: Iterable[tuple[str, Sequence[Demand]]], known: Collection[ConceptUri]) -> Iterable[Asked]:
    """What similar ads ask, where another of them or another source asks for it too: one ad speaks for itself."""
    ads = list(similar)
    asking = Counter(demand.skill for _, wanted in ads for demand in wanted)
    for ad_id, wanted in ads:
        yield from _from_ad(ad_id, [d for d in wanted if d.skill in known or asking[d.skill] > 1])


def _related(
    occupation: Occupation, relations: Mapping[ConceptUri, Requirement], taxonomy: Taxonomy
) -> Iterable[Asked]:
    for skill, requirement in relations.items():
        essential = requirement is Requirement.ESSENTIAL
        yield Asked(
            skill=skill,
            importance=Importance.ESSENTIAL if essential else Importance.OPTIONAL,
            evidence=Evidence(
                source=EvidenceSource.OFFICIAL_RELATION,
                text=f"{occupation.preferred_label}: {requirement.value} skill {taxonomy.skill(skill).preferred_label}",
                confidence=1.0 if essential else OPTIONAL_CONFIDENCE,
                reference=occupation.uri,
            ),
        )


def _from_ad(ad_id: str, wanted: Sequence[Demand]) -> Iterable[Asked]:
    for demand in wanted:
        best = demand.evidence[0]
        yield Asked(
            skill=demand.skill,
            importance=demand.importance,
            evidence=Evidence(
                source=EvidenceSource.SIMILAR_AD,
                text=best.text,
                confidence=best.confidence * SIMILAR_AD_WEIGHT,
                reference=ad_id,
            ),
            alternatives=demand.alternatives,
        )
