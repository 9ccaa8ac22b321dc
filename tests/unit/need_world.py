"""Twenty-two ads of a few employers and what courses make of them: a market small enough to count by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from api.wiring import market_of, provision
from matcher.ad_store import SIGNATURE_VALUES, ReadAd, ReadWith
from matcher.ads import JobAd
from matcher.concepts import ConceptUri, FamilyId, SkillFamily, Taxonomy
from matcher.demand import Demand, Evidence, EvidenceSource, Importance
from matcher.mentions import Span
from matcher.provision import Provision
from tests.fake_store import ListAdStore
from tests.fakes import BUDGETS, INTERVIEWS, LIBRARIAN, SQL, THINKING, TrigramEncoder, small_pipeline, small_taxonomy

DATA = FamilyId("data")
HOSTILE = "=cmd|' /C calc'!A0 <b>Łódź & Ελλάδα</b>\x07 مكتبة 😀"
"""An employer's name with markup, a formula, a control character, and letters of other scripts."""
SAID = {
    SQL: ("You will write SQL for our reports.", "SQL"),
    INTERVIEWS: ("You conduct research interviews with readers.", "conduct research interviews"),
    BUDGETS: ("Experience in budget management.", "budget management"),
    THINKING: ("We need critical thinking.", "critical thinking"),
}


def taxonomy() -> Taxonomy:
    family = SkillFamily(
        id=DATA,
        label="Data work",
        alt_labels=(),
        members=frozenset({SQL, INTERVIEWS, BUDGETS}),
        transversal=False,
    )
    return replace(small_taxonomy(), families=(*small_taxonomy().families, family))


def demand(skill: ConceptUri, importance: Importance, said: tuple[str, str] | None = None) -> Demand:
    text, words = said or SAID[skill]
    start = text.index(words)
    evidence = Evidence(
        source=EvidenceSource.AD,
        text=text,
        confidence=0.8,
        span=Span(0, len(text)),
        mention=Span(start, start + len(words)),
    )
    return Demand(skill=skill, importance=importance, confidence=0.8, evidence=(evidence,))


def read(number: int, organisation: str | None, demands: Sequence[Demand], *, sample: bool = False) -> ReadAd:
    return ReadAd(
        ad=JobAd(
            id=f"ad-{number:02}",
            text=f"Ad {number}.",
            title="Librarian",
            organisation=organisation,
            date_posted=date(2020, 1, 1 + number),
            source="library.csv",
            sample=sample,
        ),
        made_with=ReadWith(reading="r", encoder="e"),
        demands=tuple(demands),
        unlinked=(),
        language="en",
        vector=np.ones((1, 4), dtype=np.float32),
        signature=np.random.default_rng(number).integers(0, 2**32, SIGNATURE_VALUES, dtype=np.uint32),
        occupation=LIBRARIAN,
    )


def library_ads() -> list[ReadAd]:
    """SQL: 14 ads (10 essential), interviews: 12, budgets: 1, critical thinking: 1, nothing: 5; five employers."""
    employers = ["City Library", "College", "Museum", HOSTILE, "Archive"]
    found: list[ReadAd] = []
    for number in range(22):
        own = []
        if number < 14:
            own.append(demand(SQL, Importance.ESSENTIAL if number < 10 else Importance.OPTIONAL))
        if 4 <= number < 16:
            own.append(demand(INTERVIEWS, Importance.ESSENTIAL))
        if number == 2:
            own.append(demand(BUDGETS, Importance.IMPLIED))
        if number == 16:
            own.append(demand(THINKING, Importance.ESSENTIAL))
        found.append(read(number, employers[number % 5], own))
    arabic = ("يجب أن تكتب SQL 😀 <font size=99>&amp;", "SQL")
    found[3] = read(3, HOSTILE, [demand(SQL, Importance.ESSENTIAL, arabic)])
    return found


def provider(ads: Sequence[ReadAd]) -> Provision:
    store = ListAdStore()
    store.save(ads, ())
    pipeline = small_pipeline(taxonomy())
    assert isinstance(pipeline.encoder, TrigramEncoder)
    return provision(pipeline, market_of(pipeline, store), store, pipeline.teaching)
