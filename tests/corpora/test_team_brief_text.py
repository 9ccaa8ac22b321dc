"""A brief written as YAML is read again as it was."""

from decimal import Decimal

from corpora.teams.briefs import brief_of
from corpora.teams.role_writing import brief_text
from matcher.demand import Importance
from matcher.workforce.brief import Begin, Brief, CourseTerms, OwnRequirement, RoleBrief
from matcher.workforce.seats import Tier
from matcher.workforce.team import Pseudonym

BRIEF = Brief(
    roles=(
        RoleBrief(
            name='Data "librarian": yes',
            skills=(
                OwnRequirement(name="no", level=3),
                OwnRequirement(name="C# & SQL: joins", importance=Importance.OPTIONAL),
            ),
            people=2,
        ),
        RoleBrief(name="Guide", ad="A guide.\n\n- must know: SQL # really"),
        RoleBrief(name="Analyst", occupation="data analyst"),
    ),
    moves={Pseudonym("007"): "Guide"},
    courses={"c-sql": CourseTerms(tiers=(Tier(2, Decimal("99.50")), Tier(10, Decimal(80))), hours=12.5)},
    names={"misc": None, "PQ": "http://example.org/skill"},
    begin=Begin(year=2027, quarter=3),
    budget=Decimal("1200.50"),
    currency="NZD",
    hours_per_person=40.0,
    quarters=3,
    together=False,
)


def test_a_brief_is_read_again_as_it_was() -> None:
    assert brief_of("roles.yaml", brief_text(BRIEF).encode()) == BRIEF
