"""From a table and roles to a plan: what is missing, what is taught, and what it rests on."""

from dataclasses import replace
from decimal import Decimal

import pytest

from matcher.demand import EvidenceSource
from matcher.errors import InvalidInput
from matcher.workforce.brief import Begin, CourseTerms, RoleBrief
from matcher.workforce.lacking import Target
from matcher.workforce.naming import Standing
from matcher.workforce.report import SkillLine, StaysOpen, TeamReport
from matcher.workforce.seats import Tier
from tests.fakes import JAVA, PYTHON, SQL, achievement
from tests.small_workforce import ANALYST, LEADER, brief, courses, listed, member, optional, planned, team

TWO = team(member("P1", toward=ANALYST, SQL=1, Python=3), member("P2", toward=ANALYST, SQL=3, Python=0))


def line(report: TeamReport, skill: str, role: str | None = None) -> SkillLine:
    [found] = [o for o in report.lines if o.lack.skill == skill and (role is None or role in o.lack.roles)]
    return found


def test_each_is_taught_what_they_lack_of_their_role_and_no_more() -> None:
    found = planned(TWO, brief(listed(ANALYST, SQL=3, Python=3), budget=Decimal(1000)))
    assert found.target is Target.MOVES
    assert [(g.course.offer.id, g.seats, g.cost) for g in found.groups] == [
        ("c:python", 1, Decimal(200)),
        ("c:sql", 1, Decimal(100)),
    ]
    assert [(b.member, b.course) for b in found.bookings] == [("P1", "c:sql"), ("P2", "c:python")]
    sql = line(found, SQL)
    assert (sql.people, sql.holding, sql.missing, sql.taught, sql.lifted) == (2, 1, 1, 1, 0)
    assert sql.at_level == (0, 1, 0, 1, 0, 0)
    assert (sql.single, sql.courses, sql.stays_open) == (True, ("c:sql",), None)


def test_money_goes_where_it_closes_most() -> None:
    found = planned(TWO, brief(listed(ANALYST, SQL=3, Python=3), budget=Decimal(150)))
    assert [(g.course.offer.id, g.seats) for g in found.groups] == [("c:sql", 1)]
    assert line(found, PYTHON).stays_open is StaysOpen.LIMITS
    assert found.totals.cost == Decimal(100)


def test_what_matters_less_comes_after_what_is_essential() -> None:
    role = optional(listed(ANALYST, SQL=3, Python=3), "SQL")
    found = planned(TWO, brief(role, budget=Decimal(250)))
    assert [g.course.offer.id for g in found.groups] == ["c:python"]


def test_a_level_above_what_courses_lift_to_stays_open_and_says_so() -> None:
    found = planned(TWO, brief(listed(ANALYST, SQL=5), budget=Decimal(1000)))
    sql = line(found, SQL)
    assert (sql.taught, sql.lifted, sql.stays_open) == (0, 1, StaysOpen.TOO_LOW)


def test_what_no_course_teaches_says_so() -> None:
    offered = tuple(course for course in courses() if course.id != "c:sql")
    found = planned(TWO, brief(listed(ANALYST, SQL=3)), offered=offered)
    assert line(found, SQL).stays_open is StaysOpen.NO_COURSE
    assert found.groups == ()


def test_roles_that_the_team_covers_together_want_each_skill_of_somebody() -> None:
    people = team(*(member(f"P{n}", SQL=3 if n == 1 else 0, Python=0) for n in range(1, 7)))
    roles = (listed("A", SQL=3, Python=3), listed("B", 2, Python=3))
    found = planned(people, brief(*roles, budget=Decimal(1000)))
    assert found.target is Target.TOGETHER
    assert (line(found, SQL).missing, line(found, PYTHON).missing) == (0, 2)
    assert [(g.course.offer.id, g.seats) for g in found.groups] == [("c:python", 2)]
    assert found.bookings == (), "who takes a seat is theirs to decide"


def test_two_holders_are_wanted_where_the_brief_says_so() -> None:
    people = team(*(member(f"P{n}", SQL=3 if n == 1 else 0) for n in range(1, 7)))
    found = planned(people, brief(listed("A", SQL=3), holders=2, budget=Decimal(1000)))
    assert (line(found, SQL).holding, line(found, SQL).missing, line(found, SQL).taught) == (1, 1, 1)


def test_terms_that_a_team_was_offered_stand_before_what_the_catalogue_says() -> None:
    terms = {"c:sql": CourseTerms(tiers=(Tier(2, Decimal(40)),), hours=6.0)}
    people = team(*(member(f"P{n}", toward=ANALYST, SQL=0) for n in (1, 2, 3)))
    found = planned(people, brief(listed(ANALYST, SQL=3), courses=terms, budget=Decimal(1000)))
    [group] = found.groups
    assert (group.seats, group.each, group.cost, group.course.offer.hours) == (3, Decimal(40), Decimal(120), 6.0)
    alone = planned(team(member("P1", toward=ANALYST, SQL=0)), brief(listed(ANALYST, SQL=3), courses=terms))
    assert alone.groups == (), "one is too few for a group of two"


def test_terms_for_any_stand_for_what_courses_do_not_state() -> None:
    offered = (
        achievement("c:bare", name="SQL", teaches=[SQL]),
        achievement("c:full", teaches=[PYTHON], price="70", hours=7),
    )
    terms = {"*": CourseTerms(tiers=(Tier(1, Decimal(40)),), hours=6.0)}
    stated = brief(listed(ANALYST, SQL=3, Python=3), courses=terms, budget=Decimal(1000), hours_per_person=20.0)
    found = planned(TWO, stated, offered=offered)
    assert [(g.course.offer.id, g.each, g.course.offer.hours) for g in found.groups] == [
        ("c:bare", Decimal(40), 6.0),
        ("c:full", Decimal(70), 7.0),
    ]


def test_terms_of_a_course_that_is_not_there_are_refused() -> None:
    with pytest.raises(InvalidInput, match="courses, c:sqll: no course of the catalogue has this id"):
        planned(TWO, brief(listed(ANALYST, SQL=3), courses={"c:sqll": CourseTerms(hours=3.0)}))


def test_a_course_without_a_price_is_left_out_under_a_budget_and_named() -> None:
    offered = (achievement("c:free-text", name="SQL", teaches=[SQL], hours=5),)
    found = planned(TWO, brief(listed(ANALYST, SQL=3), budget=Decimal(1000)), offered=offered)
    assert found.offered.unpriced == ("c:free-text",)
    assert any("state no price" in note and "c:free-text" in note for note in found.notes)
    without = planned(TWO, brief(listed(ANALYST, SQL=3)), offered=offered)
    assert [(g.course.offer.id, g.each, g.cost) for g in without.groups] == [("c:free-text", None, None)]


def test_a_budget_below_the_cheapest_course_says_what_that_costs() -> None:
    found = planned(TWO, brief(listed(ANALYST, SQL=3), budget=Decimal(20)))
    assert found.groups == ()
    assert "The budget of 20 is below the cheapest that would close something: 'Queries' at 100." in found.notes


def test_what_a_name_means_can_be_decided_and_a_name_can_be_passed_over() -> None:
    people = team(member("P1", toward=ANALYST, db=3, misc=5))
    stated = {"names": {"DB": "SQL", " Misc ": None}}
    found = planned(people, brief(listed(ANALYST, SQL=3), **stated))
    assert line(found, SQL).missing == 0
    standing = {own.meaning.name: own.meaning.standing for own in found.review}
    assert standing == {"db": Standing.DECIDED, "misc": Standing.PASSED_OVER, "SQL": Standing.SURE}


def test_a_name_that_is_decided_in_two_ways_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"names, SQL: means something else than 'sql', which is the same name"):
        planned(TWO, brief(listed(ANALYST, SQL=3), names={"sql": "SQL", "SQL": "Java"}))


def test_two_names_of_one_skill_are_both_understood() -> None:
    people = team(member("P1", toward=ANALYST, SQL=1), member("P2", toward=ANALYST, sql=3))
    found = planned(people, brief(listed(ANALYST, SQL=3)))
    assert line(found, SQL).at_level == (0, 1, 0, 1, 0, 0)


def test_a_level_of_the_table_stands_against_what_a_text_says() -> None:
    people = team(replace(member("P1", toward=ANALYST, SQL=0), text="I know SQL. I write Python."))
    found = planned(people, brief(listed(ANALYST, SQL=3, Python=3)))
    assert line(found, SQL).at_level == (1, 0, 0, 0, 0, 0)
    assert line(found, PYTHON).at_level == (0, 0, 0, 1, 0, 0)


def test_a_role_can_be_an_ad_and_rests_on_its_words() -> None:
    role = RoleBrief(name=ANALYST, ad="Required:\n- SQL\n- Python")
    found = planned(TWO, brief(role))
    sql = line(found, SQL)
    assert (sql.lack.evidence[0].source, sql.lack.evidence[0].text) == (EvidenceSource.AD, "SQL")
    assert sql.lack.level == 3
    assert sql.lack.stated is None, "the ad states no level"


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (RoleBrief(name="A", ad="We are nice."), "roles[0] 'A': nothing was read in its ad"),
        (RoleBrief(name="A", ad="\n"), "roles[0] 'A': the ad is empty"),
        (listed("A", qqqq=3), "roles[0] 'A': none of the skills that it lists means one that is known"),
    ],
)
def test_a_role_of_which_nothing_is_known_stops_the_plan(role: RoleBrief, words: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        planned(team(member("P1"), member("P2")), brief(role))
    assert str(caught.value).startswith(words)


def test_a_role_that_is_not_there_is_named_with_row_and_column_and_the_roles_there_are() -> None:
    with pytest.raises(InvalidInput) as caught:
        planned(team(member("P1", toward="Analist", SQL=1)), brief(listed(ANALYST, SQL=3), listed(LEADER, Java=2)))
    assert str(caught.value) == "row 2, role of P1: there is no role 'Analist'; there is 'Analyst', 'Leader'"


def test_the_brief_can_say_who_moves_where_and_not_of_strangers() -> None:
    who = team(member("P1", SQL=0), member("P2", SQL=0))
    found = planned(who, brief(listed(ANALYST, SQL=3), moves={"P2": "analyst"}))
    assert ([b.member for b in found.bookings], found.people, found.aside) == (["P2"], 1, 1)
    with pytest.raises(InvalidInput, match=r"moves, P9: nobody is called so in team\.csv"):
        planned(who, brief(listed(ANALYST, SQL=3), moves={"P9": ANALYST}))


def test_a_plan_begins_with_the_next_quarter_unless_the_brief_says_when() -> None:
    assert planned(TWO, brief(listed(ANALYST, SQL=3))).begin == Begin(year=2027, quarter=1)
    stated = Begin(year=2028, quarter=4)
    found = planned(TWO, brief(listed(ANALYST, SQL=3), begin=stated))
    assert [found.begin.name_of(place) for place in range(3)] == ["2028 Q4", "2029 Q1", "2029 Q2"]


def test_a_course_that_another_comes_after_is_taken_and_says_for_which() -> None:
    first = achievement("c:first", name="First steps", price="10", hours=1)
    bare = achievement("c:sql", name="Queries", teaches=[SQL], price="100", hours=10)
    later = replace(bare, opportunity=replace(bare.opportunity, prerequisites=("c:first",)))
    found = planned(TWO, brief(listed(ANALYST, SQL=3), budget=Decimal(1000)), offered=(first, later))
    told = [(g.course.offer.id, g.seats, g.before) for g in found.groups]
    assert told == [("c:first", 1, ("c:sql",)), ("c:sql", 1, ())]


def test_courses_in_two_roles_are_shared_in_one_group() -> None:
    people = team(member("P1", toward="A", SQL=0), member("P2", toward="B", SQL=0, Java=0))
    found = planned(people, brief(listed("A", SQL=3), listed("B", SQL=3, Java=3), budget=Decimal(250)))
    assert [(g.course.offer.id, g.seats) for g in found.groups] == [("c:sql", 2)]
    [group] = found.groups
    assert [(c.lack.roles, c.people) for c in group.closes] == [(("A",), 1), (("B",), 1)]
    assert line(found, JAVA).stays_open is StaysOpen.LIMITS
