"""An answer that we made up, with all that can stand in one: held, closed, open, not understood, hostile, unstated."""

from decimal import Decimal

from api.schemas import (
    AchievementOut,
    AlignmentOut,
    ClosureOut,
    CostOut,
    CoveredOut,
    DemandOut,
    EvidenceOut,
    GapOut,
    GapResponse,
    HoldingOut,
    PriceOut,
    ProfileOut,
    RecommendationOut,
    SlotOut,
    SpanOut,
    StackOut,
    TimetableOut,
    TotalsOut,
    UnprovenOut,
    WayOut,
    WordsOut,
    WorkloadOut,
)
from tests.api.planned_team import VERSIONS

HOSTILE = "=cmd|' /C calc'!A0 <b>bold</b> & \"x\""
ARABIC = "مطلوب خبرة في لغة SQL 😀"
AD = f"Librarian\n\n{ARABIC}\nYou must know SQL.\nPython is a plus.\n{HOSTILE}\nA driver's licence."
SQL, PYTHON, ODD, TEAMS = (f"http://example.org/skill/{name}" for name in ("sql", "python", "odd", "teams"))


def evidence(text: str, confidence: float) -> EvidenceOut:
    start = AD.index(text)
    return EvidenceOut(
        source="ad",
        text=text,
        start=start,
        end=start + len(text),
        mention=SpanOut(start=start, end=start + 1),
        confidence=confidence,
        levels=[],
        section="required",
        reference=None,
    )


def demand(uri: str, label: str, importance: str, *texts: str, levels: tuple[str, ...] = ()) -> DemandOut:
    return DemandOut(
        uri=uri,
        label=label,
        kind="knowledge",
        vocabulary="ESCO",
        families=[],
        importance=importance,
        confidence=0.75,
        alternatives=[],
        alike=[],
        levels=list(levels),
        evidence=[evidence(text, 0.75) for text in texts],
    )


def holding(uri: str, label: str, text: str, source: str = "self_claimed") -> HoldingOut:
    return HoldingOut(
        uri=uri,
        label=label,
        vocabulary="ESCO",
        source=source,
        confidence=0.9,
        text=text,
        start=None,
        end=None,
        issued=None,
    )


def closure(uri: str, label: str, text: str) -> ClosureOut:
    return ClosureOut(uri=uri, label=label, coverage=0.8, basis="read", field="outcomes[0]", text=text)


def course(
    id: str, name: str, *closes: ClosureOut, price: str | None = None, sample: bool = False, url: str | None = None
) -> RecommendationOut:
    stated = PriceOut(amount=Decimal(price), currency="AUD", as_of="2026-05-01") if price else None
    workload = WorkloadOut(hours_min=8, hours_max=10, stated=None) if price else None
    way = WayOut(mode="online" if price else None, workload=workload, price=stated, language=None, start=None, url=url)
    return RecommendationOut(
        achievement=AchievementOut(
            id=id,
            name=name,
            kind="micro-credential",
            kind_stated="nanodegree",
            provider="Example TAFE" if price else None,
            awarding_body=None,
            country=None,
            description=None,
            outcomes=["Query data with Python"],
            topics=[],
            level=None,
            credits=None,
            assessment=None,
            quality_assurance=None,
            duration=None,
            prerequisites=[],
            sample=sample,
            alignments=[
                AlignmentOut(
                    uri=own.uri, label=own.label, vocabulary="ESCO", role="teaches", confidence=1.0, stated=True,
                    field="alignments", text=own.uri,
                )
                for own in closes
            ],
            **way.model_dump(),
        ),
        way=way,
        closes=list(closes),
        may_close=[],
        copies=[],
    )  # fmt: skip


def answer() -> GapResponse:
    sql = demand(SQL, "SQL", "essential", "You must know SQL.", ARABIC, levels=("3+ years",))
    python = demand(PYTHON, "Python", "optional", "Python is a plus.")
    odd = demand(ODD, HOSTILE, "essential", HOSTILE)
    held = holding(SQL, "SQL", "SQL seit 2019 😀 العربية")
    taken = course(
        "c-python",
        "Python basics",
        closure(PYTHON, "Python", "Query data with Python"),
        price="120",
        sample=True,
        url="https://example.org/python?a=1&b=2",
    )
    other = course("c-odd", HOSTILE, closure(ODD, HOSTILE, "=1+1"))
    return GapResponse(
        versions=VERSIONS,
        attribution=["This service uses the ESCO classification of the European Commission."],
        text=AD,
        language="en",
        role=None,
        demands=[sql, python, odd],
        profile=ProfileOut(
            holdings=[held, holding(TEAMS, "work in teams", "I led", "inferred")], unlinked=["juggling"]
        ),
        gap=GapOut(covered=[CoveredOut(demand=sql, holdings=[held], share=0.81)], missing=[python, odd]),
        recommendations=[taken, other],
        stack=_stack(),
        open=[odd],
        unproven=[
            UnprovenOut(uri=SQL, label="SQL", sources=["self_claimed"], evidence=["a certificate"], assessed_by=[])
        ],
        resume=None,
        unsuited={"c-far": ["mode"]},
        unmatched=[WordsOut(start=AD.index("A driver"), end=len(AD), text="A driver's licence.")],
        set_aside={},
        notes=["the ad seems to be in two languages"],
    )


def _stack() -> StackOut:
    return StackOut(
        achievements=["c-python"],
        cost=Decimal(120),
        currency="AUD",
        hours=10,
        closed_weight=0.3,
        total_weight=1.0,
        proven_optimal=True,
        method="exact",
        left_out={"c-odd": "no price stated"},
        totals=TotalsOut(
            hours_min=8,
            hours_max=10,
            without_hours=[],
            cost={"AUD": CostOut(least=Decimal(120), most=Decimal(120))},
            without_price=[],
            credits={},
            without_credits=["c-python"],
            levels=[],
            other_levels=[],
            without_level=["c-python"],
            levels_indicative={},
        ),
        timetable=TimetableOut(slots=[SlotOut(achievement="c-python", first_week=1, last_week=2)], weeks=2, untimed=[]),
        marginals=[],
        choices=None,
    )
