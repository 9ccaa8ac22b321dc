"""The small world with two dozen ads in it, read by hand, so that what providers ask can be reckoned by hand too."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np

from api.wiring import Service, market_of, provision
from corpora.courses.records import achievement_of
from corpora.store.signatures import signature_of
from matcher.achievements import Achievement
from matcher.ad_store import ReadAd, ReadWith
from matcher.ads import JobAd
from matcher.concepts import ConceptUri, FamilyId, SkillFamily, Taxonomy
from matcher.demand import Demand, Evidence, EvidenceSource, Importance
from matcher.mentions import Span
from tests.api.conftest import COURSES, LIBRARIAN, offering, uri_of
from tests.fake_store import ListAdStore

SQL, TEAMS, ACCOUNTS, TIME = (uri_of(label) for label in ("SQL", "work in teams", "accounting", "manage time"))
FORMULA = "=HYPERLINK(1)"
"""What a skill is called, and an employer."""
FAMILY = SkillFamily(
    id=FamilyId("data-work"),
    label="Data work",
    alt_labels=("data skills",),
    members=frozenset({SQL, ACCOUNTS}),
    transversal=False,
)
TEAMWORK = SkillFamily(
    id=FamilyId("teamwork"), label="Teamwork", alt_labels=(), members=frozenset({TEAMS}), transversal=True
)
Asks = Mapping[ConceptUri, tuple[Importance, float]]


def read(ad: JobAd, asks: Asks, occupation: ConceptUri | None = None) -> ReadAd:
    demands = [_demand(ad, skill, *how) for skill, how in asks.items()]
    return ReadAd(
        ad=ad,
        made_with=ReadWith(reading="r", encoder="e"),
        demands=tuple(demands),
        unlinked=(),
        language="en",
        vector=np.zeros((1, 4), dtype=np.float32),
        signature=signature_of(ad),
        occupation=occupation,
    )


def _demand(ad: JobAd, skill: ConceptUri, importance: Importance, confidence: float) -> Demand:
    words = Span(len(ad.text) - 4, len(ad.text) - 1)
    evidence = Evidence(
        source=EvidenceSource.AD,
        text=f"{ad.id} must know {skill[-3:]}.",
        confidence=confidence,
        span=Span(0, len(ad.text)),
        mention=words,
    )
    return Demand(skill=skill, importance=importance, confidence=confidence, evidence=(evidence,))


def ads() -> list[ReadAd]:
    """24: of three libraries, of nobody, and of one employer that is called FORMULA."""
    essential, optional, implied = Importance
    found = []
    for place in range(12):
        ad = JobAd(
            id=f"lib-{place}",
            text=" ".join(f"library{place}x{n}" for n in range(40)),
            title="Librarian",
            organisation=("Ash Library", "Beech Library", "Cedar Library")[place % 3],
            sector="Libraries",
            region="Leeds",
            source="libraries.jsonl",
            date_posted=date(2024, 1 + place, 1),
        )
        found.append(read(ad, {SQL: (essential, 0.9), TEAMS: (optional, 0.8)}, LIBRARIAN))
    for place in range(10):
        ad = JobAd(
            id=f"ward-{place}",
            text=" ".join(f"ward{place}x{n}" for n in range(40)),
            sector="Healthcare",
            region="York",
        )
        found.append(read(ad, {TEAMS: (implied, 0.5)}))
    for place in range(2):
        ad = JobAd(
            id=f"late-{place}",
            text=" ".join(f"late{place}x{n}" for n in range(40)),
            organisation=FORMULA,
            region="Leeds",
            date_posted=date(2100, 1, 1),
        )
        found.append(read(ad, {ACCOUNTS: (essential, 0.9)}))
    return found


def real_courses() -> list[Achievement]:
    return [replace(achievement_of(course), sample=False) for course in COURSES]


def read_courses(service: Service) -> list[Achievement]:
    """Those that are offered, as read, and all real."""
    return [replace(course, sample=False) for course in service.pipeline.catalogue.page(after=None, limit=10)]


def demanding(service: Service, kept: list[ReadAd], courses: list[Achievement] | None = None) -> Service:
    """The service over these ads, with two families, and with one skill that is called as no skill should be."""
    pipeline = service.pipeline if courses is None else offering(service.pipeline, courses)
    pipeline = replace(pipeline, taxonomy=_with_families(pipeline.taxonomy))
    store = ListAdStore()
    store.save(kept, [])
    return replace(
        service, pipeline=pipeline, provision=provision(pipeline, market_of(pipeline, store), store, pipeline.teaching)
    )


def _with_families(taxonomy: Taxonomy) -> Taxonomy:
    renamed = replace(taxonomy.skills[ACCOUNTS], preferred_label=FORMULA)
    return replace(taxonomy, skills={**taxonomy.skills, ACCOUNTS: renamed}, families=(FAMILY, TEAMWORK))
