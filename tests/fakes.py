"""Working fakes of the protocols, and a small world of skills, courses and ads that they make up."""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import numpy as np

from corpora.courses.catalogue import InMemoryCatalogue
from corpora.product_words import ProductWords
from matcher.achievements import Achievement, AchievementId, AchievementKind, Alignment, AlignmentRole
from matcher.ads import JobAd, SimilarAd, ad_vector
from matcher.alignment import CourseReader
from matcher.attention import label_tokens
from matcher.claims import ClaimPolicy, ProfileReader
from matcher.concepts import (
    ConceptUri,
    FamilyId,
    Occupation,
    Requirement,
    Skill,
    SkillFamily,
    SkillKind,
    Taxonomy,
    Vocabulary,
)
from matcher.credentials import Credential
from matcher.demand import Demand
from matcher.errors import UnknownAd
from matcher.features import FEATURE_NAMES
from matcher.gate import Gate, WordGate
from matcher.grammar import Word
from matcher.implied import ImpliedCue
from matcher.index import ExactIndex
from matcher.lexical import build_label_index
from matcher.linking import Linker, LinkingPolicy
from matcher.logistic import Logistic
from matcher.memory import Memory, no_memory
from matcher.mentions import Sentence, Span
from matcher.opportunities import LearningOpportunity, Mode, Money, Workload
from matcher.own_terms import OwnTerm, found_by_meaning, with_own_skills
from matcher.pipeline import Pipeline
from matcher.reading import AdReader
from matcher.role_lanes import ROLE_FEATURES, OccupationSide, SkillSide
from matcher.role_skills import RolePolicy, RoleRanker
from matcher.roles import OccupationFinder
from matcher.slices import Slice
from matcher.teaching import Teaching
from matcher.vectors import Encoder, TextVectors, TokenEncoder, Vectors, unit
from models.catalogue_index import passages_of
from models.labels import build_labels
from models.own_terms import build_own_terms
from models.products import build_products
from models.skill_side import meaning_of, skill_facts
from models.teaching import as_read
from models.tokens import StemTokenizer

PYTHON, SQL, JAVA, THINKING, BUDGETS, INTERVIEWS, LEADING, TABLEAU = (
    ConceptUri(f"s:{name}")
    for name in ("python", "sql", "java", "thinking", "budgets", "interviews", "leading", "tableau")
)
LIBRARIAN, ANALYST, ONET_LIBRARIAN = (ConceptUri(f"o:{name}") for name in ("librarian", "analyst", "onet-librarian"))


@dataclass(frozen=True, slots=True)
class TrigramEncoder:
    """Hashed counts of character trigrams: alike where spelling is alike."""

    dim: int = 256

    @property
    def name(self) -> str:
        return f"trigrams-{self.dim}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for trigram in _trigrams(text):
                row[zlib.crc32(trigram.encode()) % self.dim] += 1
        return unit(rows)

    def encode_tokens(self, texts: Sequence[str]) -> list[TextVectors]:
        """Words are the tokens; a text without any is one token that stands for none."""
        return [self._tokens(text) for text in texts]

    def _tokens(self, text: str) -> TextVectors:
        spans = [Span(*match.span()) for match in re.finditer(r"\S+", text)]
        tokens = self.encode([span.of(text) for span in spans] or [text])
        return TextVectors(self.encode([text]), tokens, tuple(spans) or (None,))


def _trigrams(text: str) -> Iterator[str]:
    for word in text.lower().split():
        padded = f" {word} "
        yield from (padded[i : i + 3] for i in range(len(padded) - 2))


@dataclass(frozen=True, slots=True)
class LineSplitter:
    """Each block is one sentence."""

    def split(self, text: str, blocks: Sequence[Span]) -> list[list[Sentence]]:
        trimmed = (_trimmed(text, block) for block in blocks)
        return [[Sentence(own, own.of(text))] if own else [] for own in trimmed]


def _trimmed(text: str, span: Span) -> Span | None:
    words = span.of(text)
    kept = words.strip()
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(kept)) if kept else None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ListAdLibrary:
    """An AdLibrary in a dictionary."""

    ads: Mapping[str, JobAd]
    demands: Mapping[str, Sequence[Demand]]
    index: ExactIndex
    version: str = "list"
    outdated: int = 0

    @classmethod
    def build(cls, read: Sequence[tuple[JobAd, Sequence[Demand]]], encoder: Encoder) -> "ListAdLibrary":
        vectors = [ad_vector(ad.title, ad.text, encoder) for ad, _ in read]
        none = np.zeros((0, encoder.dim), dtype=np.float32)
        return cls(
            ads={ad.id: ad for ad, _ in read},
            demands={ad.id: own for ad, own in read},
            index=ExactIndex([ad.id for ad, _ in read], np.concatenate([none, *vectors])),
        )

    def __len__(self) -> int:
        return len(self.ads)

    def get(self, ad_id: str) -> JobAd:
        if ad_id not in self.ads:
            raise UnknownAd(ad_id)
        return self.ads[ad_id]

    def demands_of(self, ad_id: str) -> Sequence[Demand]:
        return self.demands[self.get(ad_id).id]

    def nearest(self, vector: Vectors, k: int, within: Slice | None = None) -> Sequence[SimilarAd]:
        [found] = self.index.nearest(vector, len(self.ads))
        near = [SimilarAd(self.ads[one.id], one.similarity) for one in found]
        return [one for one in near if within is None or _is_inside(one.ad, within)][:k]


def _is_inside(ad: JobAd, wanted: Slice) -> bool:
    """By what the ad states of itself, in just these words."""
    stated = all(getattr(ad, kind.value) in names for kind, names in wanted.facets.items())
    since, until = wanted.since or date.min, wanted.until or date.max
    dated = wanted.since is None and wanted.until is None
    return stated and (dated or (ad.date_posted is not None and since <= ad.date_posted <= until))


@dataclass(frozen=True, slots=True)
class FixedCandidates:
    """Weights that make the named features count, and nothing else."""

    bias: float
    weights: Mapping[str, float] = field(default_factory=dict)

    def scorer(self) -> Logistic:
        count = len(FEATURE_NAMES)
        weights = np.array([self.weights.get(name, 0.0) for name in FEATURE_NAMES])
        return Logistic(mean=np.zeros(count), scale=np.ones(count), weights=weights, bias=self.bias)


WORDS_COUNT = FixedCandidates(-6, {"coverage": 5, "label_in_full": 3, "label_found": 3})
"""Half of a label is not enough; all of it is."""


def small_taxonomy() -> Taxonomy:
    skills = (
        _skill(PYTHON, "Python (computer programming)", kind=SkillKind.KNOWLEDGE),
        _skill(SQL, "SQL", "structured query language", kind=SkillKind.KNOWLEDGE),
        _skill(JAVA, "Java (computer programming)", kind=SkillKind.KNOWLEDGE),
        _skill(THINKING, "think critically", "critical thinking"),
        _skill(BUDGETS, "manage budgets", "budget management"),
        _skill(INTERVIEWS, "conduct research interview"),
        _skill(LEADING, "lead a team", "team leadership"),
        _skill(TABLEAU, "Tableau", kind=SkillKind.TECHNOLOGY, vocabulary=Vocabulary.ONET),
    )
    occupations = (
        Occupation(
            uri=LIBRARIAN,
            preferred_label="librarian",
            alt_labels=("library officer",),
            description="Librarians conduct research interviews with readers.",
        ),
        Occupation(uri=ANALYST, preferred_label="data analyst", description="Data analysts query data with SQL."),
        Occupation(
            uri=ONET_LIBRARIAN,
            preferred_label="Librarians and Media Collections Specialists",
            vocabulary=Vocabulary.ONET,
            tasks=("Manage budgets of the collection.", "Greet people."),
        ),
    )
    return Taxonomy(
        version="small",
        skills={skill.uri: skill for skill in skills},
        occupations={occupation.uri: occupation for occupation in occupations},
        requirements={LIBRARIAN: {LEADING: Requirement.ESSENTIAL, PYTHON: Requirement.OPTIONAL}},
        families=(
            SkillFamily(
                id=FamilyId("thinking"),
                label="critical thinking",
                alt_labels=(),
                members=frozenset({THINKING}),
                transversal=True,
            ),
        ),
        attribution=("made up for tests",),
    )


def _skill(
    uri: ConceptUri,
    label: str,
    *alt_labels: str,
    kind: SkillKind = SkillKind.COMPETENCE,
    vocabulary: Vocabulary = Vocabulary.ESCO,
) -> Skill:
    return Skill(uri=uri, preferred_label=label, kind=kind, vocabulary=vocabulary, alt_labels=alt_labels)


def open_gate(dim: int) -> Gate:
    """Undecided about every sentence."""
    return gate_of_words(dim)


def gate_of_words(dim: int, **weights: float) -> Gate:
    """Goes by these words alone, before and after a sentence is encoded."""
    words = WordGate(idf=dict.fromkeys(weights, 1.0), weights=weights, bias=0)
    none = WordGate(idf={}, weights={}, bias=0)
    by_words = _linear(1, 0, 0, 0)
    return Gate(
        vector=_linear(*[0] * dim), words=words, headings=none, joined=_linear(0, 0, 1, 0, 0, 0), by_words=by_words
    )


def _linear(*weights: float) -> Logistic:
    return Logistic(
        mean=np.zeros(len(weights)), scale=np.ones(len(weights)), weights=np.array(weights, dtype=float), bias=0
    )


def small_linker(
    taxonomy: Taxonomy | None = None,
    *,
    weights: FixedCandidates = WORDS_COUNT,
    policy: LinkingPolicy | None = None,
    encoder: TokenEncoder | None = None,
    memory: Memory | None = None,
    own: Sequence[OwnTerm] = (),
) -> Linker:
    known = with_own_skills(taxonomy or small_taxonomy(), own)
    reads = encoder or TrigramEncoder()
    ordered = sorted(known.skills.values(), key=lambda skill: skill.uri)
    skills = [skill for skill in ordered if found_by_meaning(skill)]
    technologies = tuple(skill.preferred_label for skill in ordered if skill.kind is SkillKind.TECHNOLOGY)
    return Linker(
        encoder=reads,
        concepts=ExactIndex([s.uri for s in skills], reads.encode([s.preferred_label for s in skills])),
        label_tokens=label_tokens(reads.encode_tokens([s.preferred_label for s in skills])),
        labels=build_labels(skills),
        products=build_products(known, ProductWords(commonest=technologies)),
        gate=open_gate(reads.dim),
        scorer=weights.scorer(),
        ranker=weights.scorer(),
        memory=memory or no_memory(len(skills), reads.dim),
        policy=policy or LinkingPolicy(),
        own=build_own_terms(own),
    )


def achievement(
    key: str,
    *outcomes: str,
    name: str = "Untitled",
    teaches: Iterable[ConceptUri] = (),
    price: str | None = None,
    currency: str = "AUD",
    hours: float | None = None,
    mode: Mode | None = None,
) -> Achievement:
    """`teaches` are alignments that the provider states."""
    return Achievement(
        id=AchievementId(key),
        name=name,
        kind=AchievementKind.MICRO_CREDENTIAL,
        kind_stated=None,
        description=None,
        outcomes=outcomes,
        topics=(),
        credential=Credential(name=name),
        opportunity=LearningOpportunity(
            provider="Small College",
            mode=mode,
            workload=Workload(hours_min=hours, hours_max=hours) if hours is not None else None,
            price=Money(Decimal(price), currency) if price is not None else None,
        ),
        alignments=tuple(
            Alignment(
                concept=uri, role=AlignmentRole.TEACHES, confidence=1.0, stated=True, field="alignments", text="stated"
            )
            for uri in teaches
        ),
        sample=True,
    )


def small_catalogue() -> tuple[Achievement, ...]:
    """Courses as their providers state them; only c:lead states what it teaches."""
    return (
        achievement("c:sql", "Query data with SQL", name="SQL basics", price="100", hours=10, mode=Mode.ONLINE),
        achievement(
            "c:both",
            "Write programs in Python",
            "Query data with SQL",
            name="Data work",
            price="250",
            hours=30,
            mode=Mode.ONLINE,
        ),
        achievement("c:lead", name="First-time leaders", teaches=[LEADING], price="80", hours=8, mode=Mode.ON_SITE),
        achievement("c:free", "Practise critical thinking", name="Sound reasons", hours=5),
        achievement("c:euro", "Write programs in Python", name="Snakes", price="60", currency="EUR", hours=6),
    )


def small_ads() -> tuple[JobAd, ...]:
    return (
        JobAd(
            id="ad:1", title="librarian", text="Required:\n- conduct research interview", date_posted=date(2024, 5, 1)
        ),
        JobAd(id="ad:2", title="data analyst", text="Required:\n- SQL\n- Python", sample=True),
    )


def small_pipeline(
    taxonomy: Taxonomy | None = None,
    courses: Sequence[Achievement] | None = None,
    ads: Sequence[JobAd] | None = None,
    cues: tuple[ImpliedCue, ...] = (),
    policy: LinkingPolicy | None = None,
    *,
    own: Sequence[OwnTerm] = (),
) -> Pipeline:
    known = with_own_skills(taxonomy or small_taxonomy(), own)
    linker, splitter, encoder = small_linker(known, policy=policy, own=own), LineSplitter(), TrigramEncoder()
    reader = AdReader(splitter=splitter, linker=linker, cues=cues)
    offered = CourseReader(splitter=splitter, linker=linker).align(small_catalogue() if courses is None else courses)
    indexed = [(ad, reader.read(ad.text).demands) for ad in (small_ads() if ads is None else ads)]
    return Pipeline(
        taxonomy=known,
        encoder=encoder,
        reader=reader,
        profiles=ProfileReader(splitter=splitter, linker=linker, policy=ClaimPolicy(), known=frozenset(known.skills)),
        finder=small_finder(known),
        catalogue=InMemoryCatalogue.build(offered),
        teaching=small_teaching(offered, CourseReader(splitter=splitter, linker=linker), encoder),
        ads=ListAdLibrary.build(indexed, encoder),
    )


def small_teaching(offered: Sequence[Achievement], reader: CourseReader, encoder: Encoder) -> Teaching:
    """Goes by what was read."""
    courses = sorted(offered, key=lambda course: course.id)
    passages = [passage for course in courses for passage in passages_of(course, reader)]
    return Teaching(
        courses=courses,
        passages=ExactIndex([key for key, _ in passages], encoder.encode([text for _, text in passages])),
        skills=reader.linker.concepts,
        labels=reader.linker.labels,
        scorer=as_read(encoder).fitted,
    )


def small_finder(taxonomy: Taxonomy) -> OccupationFinder:
    encoder = TrigramEncoder()
    occupations = sorted(taxonomy.occupations.values(), key=lambda occupation: occupation.uri)
    uris = [occupation.uri for occupation in occupations]
    described = [o.description or " ".join(o.tasks) or o.preferred_label for o in occupations]
    return OccupationFinder(
        encoder=encoder,
        names=ExactIndex(uris, encoder.encode([o.preferred_label for o in occupations])),
        descriptions=ExactIndex(uris, encoder.encode(described)),
        labels=build_labels(occupations),
        taxonomy=taxonomy,
    )


def small_role_ranker(taxonomy: Taxonomy, *, bias: float = 0.0, **weights: float) -> RoleRanker:
    """Ranks by the named features, and nothing else."""
    encoder, finder = TrigramEncoder(), small_finder(taxonomy)
    ordered = sorted(taxonomy.skills.values(), key=lambda skill: skill.uri)
    skills = [skill for skill in ordered if skill.kind is not SkillKind.TECHNOLOGY]
    vectors = tuple(
        encoder.encode(texts) for texts in ([s.preferred_label for s in skills], list(map(meaning_of, skills)))
    )
    esco = np.flatnonzero(finder.is_esco).tolist()
    occupations = finder.names.vectors(esco), finder.descriptions.vectors(esco)
    count = len(ROLE_FEATURES)
    return RoleRanker(
        encoder=encoder,
        skills=SkillSide(
            labels=vectors[0],
            meanings=vectors[1],
            label_words=build_labels(skills),
            meaning_words=build_label_index([[meaning_of(skill)] for skill in skills], StemTokenizer()),
            facts=skill_facts(skills, (vectors[0], vectors[1]), occupations),
        ),
        uris=tuple(skill.uri for skill in skills),
        names=finder.names,
        descriptions=finder.descriptions,
        occupations=OccupationSide(names=occupations[0], descriptions=occupations[1]),
        scorer=Logistic(
            mean=np.zeros(count),
            scale=np.ones(count),
            weights=np.array([weights.get(name, 0.0) for name in ROLE_FEATURES]),
            bias=bias,
        ),
        policy=RolePolicy(),
    )


def parsed(marked: str) -> tuple[Word, ...]:
    """Words from "text/tag/role/place of its head", as a parser would give them for the sentence they spell."""
    words: list[Word] = []
    start = 0
    for one in marked.split():
        text, tag, role, head = one.split("/")
        span = Span(start, start + len(text))
        words.append(Word(span=span, text=text.lower(), capital=text[:1].isupper(), tag=tag, role=role, head=int(head)))
        start = span.end + 1
    return tuple(words)


@dataclass(frozen=True, slots=True)
class FakeParser:
    """Knows a few sentences by heart, and remembers what it was asked."""

    known: Mapping[str, tuple[Word, ...]]
    asked: list[str] = field(default_factory=list)

    def parse(self, sentences: Sequence[str]) -> list[tuple[Word, ...]]:
        self.asked.extend(sentences)
        return [self.known[sentence] for sentence in sentences]
