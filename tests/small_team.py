"""A team that we made up, and its plan as a value: with consent, and without it. Sample data, no real people."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from corpora.courses.catalogue import InMemoryCatalogue
from corpora.courses.records import achievement_of
from matcher.achievements import Achievement
from matcher.concepts import ConceptUri, Skill, SkillKind, Taxonomy
from matcher.demand import Demand, Evidence, EvidenceSource, Importance
from matcher.recommendation import Basis, Closure, Recommendation
from matcher.workforce.brief import Begin, Brief, RoleBrief, RoleSource
from matcher.workforce.courses import Course, Offered
from matcher.workforce.lacking import Lack, Target
from matcher.workforce.naming import Meaning, Standing
from matcher.workforce.report import (
    Alternative,
    Booking,
    Closing,
    GroupLine,
    MoreMoney,
    QuarterLine,
    ReviewLine,
    SkillLine,
    StaysOpen,
    TeamReport,
    Totals,
)
from matcher.workforce.roles import Aside, TeamRole, Wanted
from matcher.workforce.seats import SeatOffer, Tier
from matcher.workforce.team import Place, Pseudonym

FORMULA = "=HYPERLINK(1)"
"""What a skill and a course are called."""
MARKUP = "<script>alert(1)</script> & Co"
"""The provider of a course."""
SQL, TEACH, TRICK = (ConceptUri(f"http://example.org/skill/{name}") for name in ("sql", "teach", "trick"))
DATA, GUIDE = "Data librarian", "Digital guide"
BEGIN = Begin(year=2027, quarter=1)
BRIEF = Brief(
    roles=(RoleBrief(name=DATA, ad="Data librarian\nYou must know SQL."), RoleBrief(name=GUIDE, occupation="guide")),
    begin=BEGIN,
    budget=Decimal(2000),
    budget_per_quarter=Decimal(1500),
    currency="AUD",
    hours_per_person=40,
    quarters=3,
)


def taxonomy() -> Taxonomy:
    skills = [
        Skill(uri=SQL, preferred_label="SQL", kind=SkillKind.KNOWLEDGE),
        Skill(uri=TEACH, preferred_label="teach digital literacy", kind=SkillKind.COMPETENCE),
        Skill(uri=TRICK, preferred_label=FORMULA, kind=SkillKind.COMPETENCE),
    ]
    return Taxonomy(
        version="team-1",
        skills={skill.uri: skill for skill in skills},
        occupations={},
        attribution=("This service uses the ESCO classification of the European Commission.",),
    )


def achievements() -> tuple[Achievement, ...]:
    records: tuple[Mapping[str, object], ...] = (
        {"id": "c-dear", "name": "Dear course", "topics": ["SQL"]},
        {"id": "c-sql", "name": "SQL basics", "outcomes": ["Query a database with SQL"], "price": "100",
         "currency": "AUD", "hours": 10, "provider": MARKUP, "sample": True},
        {"id": "c-trick", "name": FORMULA, "topics": ["teach digital literacy"], "price": "80.50",
         "currency": "AUD", "hours": 6},
    )  # fmt: skip
    return tuple(achievement_of(record) for record in records)


def catalogue() -> InMemoryCatalogue:
    return InMemoryCatalogue.build(achievements())


def evidence(text: str, source: EvidenceSource = EvidenceSource.AD, levels: tuple[str, ...] = ()) -> Evidence:
    return Evidence(source=source, text=text, confidence=0.91, levels=levels)


def wanted(skill: ConceptUri, level: int, stated: str | None, own: Evidence) -> Wanted:
    return Wanted(
        skill=skill,
        asked=(skill,),
        closers=frozenset({skill}),
        level=level,
        stated=stated,
        importance=Importance.ESSENTIAL,
        weight=0.9,
        evidence=(own,),
    )


KNOWS_SQL = wanted(SQL, 4, "advanced", evidence("You must have advanced SQL.", levels=("advanced",)))
TEACHES = wanted(TEACH, 3, None, evidence("Teach patrons.", EvidenceSource.TASK))
TRICKS = wanted(TRICK, 3, None, evidence("=1+1 is asked for."))
ROLES = (
    TeamRole(name=DATA, source=RoleSource.AD, meant=(), people=1, wanted=(KNOWS_SQL, TRICKS), aside={Aside.BEYOND: 2}),
    TeamRole(name=GUIDE, source=RoleSource.OCCUPATION, meant=("guide",), people=1, wanted=(TEACHES, TRICKS), aside={}),
)


def lack(own: Wanted, role: str, levels: Mapping[str, int]) -> Lack:
    return Lack(
        id=f"{role}\n{own.skill}",
        skill=own.skill,
        roles=(role,),
        level=own.level,
        weight=own.weight,
        importance=own.importance,
        stated=own.stated,
        closers=own.closers,
        evidence=own.evidence,
        levels={Pseudonym(who): level for who, level in levels.items()},
        needed=len(levels),
        of_any=False,
        recorded=True,
        planned=True,
    )


MOVING = {DATA: ("p-9", "p-2", "p-5", "p-1", "p-7", "p-3"), GUIDE: ("p-8", "p-4", "p-6", "p-11", "p-10")}
"""In the order of the table."""
LACKS = (
    lack(KNOWS_SQL, DATA, dict(zip(MOVING[DATA], (0, 0, 2, 0, 4, 0), strict=True))),
    lack(TRICKS, DATA, dict.fromkeys(MOVING[DATA], 3)),
    lack(TEACHES, GUIDE, dict(zip(MOVING[GUIDE], (0, 3, 0, 3, 3), strict=True))),
    lack(TRICKS, GUIDE, dict.fromkeys(MOVING[GUIDE], 0)),
)


def closure(skill: ConceptUri, words: str, field: str) -> Closure:
    demand = Demand(skill=skill, importance=Importance.ESSENTIAL, confidence=0.91, evidence=(evidence(words),))
    return Closure(demand=demand, coverage=0.9, basis=Basis.STATED, field=field, text=words)


def course(place: int, own: Closure, tiers: tuple[Tier, ...], hours: float) -> Course:
    found = achievements()[place]
    return Course(
        recommendation=Recommendation(found, (own,), found.opportunity),
        offer=SeatOffer(id=found.id, hours=hours, tiers=tiers),
        lifts_to=4 if place == 1 else 3,
        lifts_stated=place == 1,
        priced=True,
        timed=True,
    )


SQL_COURSE = course(
    1, closure(SQL, "Query a database with SQL", "outcomes[0]"), (Tier(1, Decimal(100)), Tier(5, Decimal(90))), 10
)
TRICK_COURSE = course(2, closure(TEACH, "teach digital literacy", "topics[0]"), (Tier(1, Decimal("80.50")),), 6)


def line(own: Lack, courses: tuple[str, ...], taught: int, stays_open: StaysOpen | None) -> SkillLine:
    levels = [*own.levels.values()]
    return SkillLine(
        lack=own,
        people=len(levels),
        at_level=tuple(levels.count(level) for level in range(6)),
        holding=own.holding,
        missing=own.missing,
        taught=taught,
        lifted=0,
        single=own.holding == 1,
        courses=courses,
        stays_open=stays_open,
    )


LINES = (
    line(LACKS[0], ("c-sql",), 5, None),
    line(LACKS[1], (), 0, None),
    line(LACKS[2], ("c-trick",), 2, None),
    line(LACKS[3], (), 0, StaysOpen.NO_COURSE),
)
PLAN = Totals(
    cost_at_most=False,
    people=7,
    seats=7,
    courses=2,
    hours=62.0,
    cost=Decimal("611.00"),
    last_quarter=1,
    closed=0.525,
    bound=0.55,
    optimal=False,
)
NOTHING = replace(PLAN, people=None, seats=None, hours=None, cost=None, last_quarter=None, closed=None, bound=None)


def bookings() -> tuple[Booking, ...]:
    sql = [Booking(member=Pseudonym(who), role=DATA, course="c-sql", quarter=0) for who in MOVING[DATA] if who != "p-7"]
    guides = [Booking(member=Pseudonym(who), role=GUIDE, course="c-trick", quarter=1) for who in ("p-8", "p-6")]
    return (*sql, *guides)


def consented() -> TeamReport:
    """11 people, of whom all may be told."""
    return TeamReport(
        target=Target.MOVES,
        consented=True,
        people=11,
        aside=1,
        roles=ROLES,
        moving={DATA: 6, GUIDE: 5},
        lines=LINES,
        groups=(
            GroupLine(
                quarter=0,
                course=SQL_COURSE,
                seats=5,
                each=Decimal(90),
                cost=Decimal(450),
                closes=(Closing(lack=LACKS[0], people=5, closure=SQL_COURSE.recommendation.closes[0]),),
                before=(),
            ),
            GroupLine(
                quarter=1,
                course=TRICK_COURSE,
                seats=2,
                each=Decimal("80.50"),
                cost=Decimal("161.00"),
                closes=(Closing(lack=LACKS[2], people=2, closure=TRICK_COURSE.recommendation.closes[0]),),
                before=(),
            ),
        ),
        quarters=(
            QuarterLine(quarter=0, seats=5, cost=Decimal(450)),
            QuarterLine(quarter=1, seats=2, cost=Decimal("161.00")),
            QuarterLine(quarter=2, seats=0, cost=Decimal(0)),
        ),
        totals=PLAN,
        alternatives=(
            Alternative(
                name="fewest courses",
                totals=replace(PLAN, courses=1, cost=Decimal(450), optimal=True),
                reason=None,
                courses=("c-sql",),
            ),
            Alternative(name="cheapest for 80 %", totals=None, reason="no plan within the limits closes 80 %"),
        ),
        more=MoreMoney(
            extra=Decimal(200), totals=replace(PLAN, cost=Decimal(700)), more=(LACKS[3],), courses=("c-trick",)
        ),
        bookings=bookings(),
        offered=Offered(courses=(SQL_COURSE, TRICK_COURSE), unpriced=("c-dear",)),
        review=(
            ReviewLine(
                meaning=Meaning(
                    name="=sequel", skills=(SQL,), confidence=0.62, standing=Standing.UNSURE, suggestions=(TEACH,)
                ),
                place=Place(sheet="team", row=4, column="skills"),
                people=2,
            ),
            ReviewLine(
                meaning=Meaning(name="basket weaving", skills=(), confidence=None, standing=Standing.UNKNOWN),
                place=Place(sheet=None, row=7),
                people=1,
            ),
            ReviewLine(
                meaning=Meaning(name="databases", skills=(SQL,), confidence=None, standing=Standing.DECIDED),
                place=None,
                people=6,
            ),
        ),
        begin=BEGIN,
        currency="AUD",
        assumptions=("A skill that is listed without a level counts as held at 3.",),
        notes=("Two requirements of the role 'Data librarian' are not planned for.",),
    )


def withheld() -> TeamReport:
    """The same without consent: what would single out fewer than five is None."""
    whole = consented()
    first, second, third, fourth = (replace(own, at_level=None, single=None) for own in whole.lines)
    return replace(
        whole,
        consented=False,
        aside=None,
        lines=(
            replace(first, holding=None, missing=None, taught=None, lifted=None, stays_open=None),
            second,
            replace(third, holding=None, missing=None, taught=None, lifted=None),
            fourth,
        ),
        groups=(
            *(
                replace(
                    own,
                    seats=None,
                    each=None,
                    cost=None,
                    closes=tuple(replace(one, people=None) for one in own.closes),
                )
                for own in whole.groups
            ),
        ),
        quarters=(
            QuarterLine(quarter=0, seats=None, cost=None),
            QuarterLine(quarter=1, seats=None, cost=None),
            whole.quarters[2],
        ),
        more=None,
        bookings=(),
        review=tuple(
            replace(
                own,
                people=None if (own.people or 0) < 5 else own.people,
                place=replace(own.place, row=None) if own.place else None,
            )
            for own in whole.review
        ),
    )


def unpriced() -> TeamReport:
    """With a course that states neither price nor hours, where nothing limits them."""
    whole = consented()
    free = replace(TRICK_COURSE, priced=False, timed=False)
    sql, guides = whole.groups
    return replace(
        whole,
        groups=(sql, replace(guides, course=free, each=None, cost=Decimal(0))),
        quarters=(whole.quarters[0], replace(whole.quarters[1], cost=Decimal(0)), whole.quarters[2]),
        totals=replace(whole.totals, cost=Decimal(450)),
        offered=Offered(courses=(SQL_COURSE, free), priceless=("c-trick",)),
        more=None,
    )
