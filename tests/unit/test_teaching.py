"""Whether a course teaches a skill: what each lane sees, and that courses and skills may come in any order."""

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pytest

from matcher.achievements import Achievement, AchievementId, Alignment, AlignmentRole
from matcher.concepts import ConceptUri
from matcher.index import ExactIndex
from matcher.lexical import build_label_index
from matcher.logistic import Logistic, Probabilities
from matcher.mentions import Span
from matcher.own_terms import OwnKind, OwnTerm
from matcher.teaching import (
    LANES,
    TITLED,
    Place,
    Taught,
    Teaching,
    mean_of_passages,
    named_by_tags,
    passage_id,
    passage_of,
)
from matcher.vectors import unit
from models.faiss_index import build_index
from models.own_terms import build_own_terms
from models.tokens import StemTokenizer
from tests.fakes import achievement

SQL, JAVA, TEA = (ConceptUri(f"s:{name}") for name in ("sql", "java", "tea"))
SKILLS = ExactIndex([SQL, JAVA, TEA], unit([[1.0, 0.0, 0.0], [0.8, 0.6, 0.0], [0.0, 0.0, 1.0]]))


LABELS = build_label_index([["SQL"], ["Java"], ["brew tea", "tea"]], StemTokenizer())


def scorer(lane: str) -> Logistic:
    """The log-odds are what one lane says."""
    weights = np.array([float(name == lane) for name in LANES])
    return Logistic(mean=np.zeros(len(LANES)), scale=np.ones(len(LANES)), weights=weights, bias=0.0)


def passage(key: str, start: int, end: int) -> str:
    return passage_id(AchievementId(key), Place("description", Span(start, end)))


def read(key: str, skill: ConceptUri, confidence: float) -> Achievement:
    course = achievement(key)
    alignment = Alignment(
        concept=skill, role=AlignmentRole.TEACHES, confidence=confidence, stated=False, field="name", text="own words"
    )
    parts = {name: getattr(course, name) for name in Achievement.__slots__}
    return Achievement(**{**parts, "alignments": (alignment,)})


def teaching(*courses: Achievement, lane: str = LANES[0]) -> Teaching:
    """Course "a" has a passage about SQL and one about tea, "b" one between SQL and Java."""
    ids = [passage("a", 0, 5), passage("a", 5, 9), passage("b", 0, 7)]
    vectors = unit([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.9, 0.3, 0.0]])
    return Teaching(
        courses=courses or (achievement("a"), achievement("b")),
        passages=ExactIndex(ids, vectors),
        skills=SKILLS,
        labels=LABELS,
        scorer=scorer(lane),
    )


def logits(found: tuple[Taught, ...]) -> dict[str, float]:
    return {one.achievement: math.log(one.probability / (1 - one.probability)) for one in found}


@pytest.mark.parametrize("key", ["c", "c#1", "x@y#0-1", "https://courses.example/a#b"])
def test_a_passage_id_names_course_field_and_place_whatever_the_course_is_called(key: str) -> None:
    place = Place("outcomes[2]", Span(3, 44))
    assert passage_of(passage_id(AchievementId(key), place)) == (key, place)


def test_a_course_is_as_near_as_its_nearest_passage_and_tells_which_that_is() -> None:
    found = teaching().taught([SQL])[SQL]
    assert logits(found) == pytest.approx({"a": 1.0, "b": 0.9 / math.hypot(0.9, 0.3)}, abs=1e-5)
    assert [one.nearness for one in found] == pytest.approx([1.0 - 0.9 / math.hypot(0.9, 0.3), 0.0], abs=1e-5)
    assert [one.nearest for one in found] == [Place("description", Span(0, 5)), Place("description", Span(0, 7))]


def test_a_course_as_a_whole_is_the_mean_of_its_passages() -> None:
    found = logits(teaching(lane="course as a whole").taught([TEA])[TEA])
    assert found == pytest.approx({"a": math.sqrt(0.5), "b": 0.0}, abs=1e-5)


def test_what_was_read_counts_as_surely_as_it_was() -> None:
    courses = read("a", JAVA, 0.5), achievement("b")
    found = logits(teaching(*courses, lane="read or stated").taught([JAVA])[JAVA])
    assert found == pytest.approx({"a": 0.5, "b": 0.0}, abs=1e-6)


def test_what_a_course_requires_is_not_what_it_teaches() -> None:
    requiring = achievement("a")
    alignment = Alignment(concept=SQL, role=AlignmentRole.REQUIRES, confidence=1.0, stated=True, field="x", text="y")
    parts = {name: getattr(requiring, name) for name in Achievement.__slots__}
    courses = Achievement(**{**parts, "alignments": (alignment,)}), achievement("b")
    assert logits(teaching(*courses, lane="read or stated").taught([SQL])[SQL]) == {"a": 0.0, "b": 0.0}


def test_a_course_without_passages_counts_for_what_was_read_in_it() -> None:
    courses = achievement("a"), achievement("b"), read("c", SQL, 0.7)
    found = teaching(*courses, lane="read or stated").taught([SQL])[SQL]
    assert [(one.achievement, one.nearest is None) for one in found] == [("a", False), ("b", False), ("c", True)]
    assert logits(found)["c"] == pytest.approx(0.7)


def test_nothing_is_taught_of_unknown_skills_nor_by_an_empty_catalogue() -> None:
    assert teaching().taught([ConceptUri("s:unknown")]) == {}
    assert teaching().taught([]) == {}
    empty = Teaching(
        courses=(),
        passages=ExactIndex([], np.zeros((0, 3), dtype=np.float32)),
        skills=SKILLS,
        labels=LABELS,
        scorer=scorer(LANES[0]),
    )
    assert empty.taught([SQL]) == {}


def test_the_mean_of_no_passage_is_zero_and_of_several_a_unit_vector() -> None:
    found = mean_of_passages(unit([[1.0, 0.0], [0.0, 1.0]]), np.array([2, 2]), 3)
    assert found.tolist() == [[0.0, 0.0], [0.0, 0.0], pytest.approx([math.sqrt(0.5)] * 2)]


def test_tags_that_are_wholly_a_name_name_a_skill_and_others_do_not() -> None:
    assert named_by_tags(["java", "Java machines", "Nothing", "Brew tea"], LABELS) == [1, 2]


def test_a_tag_is_a_lane_of_its_own_and_what_was_read_in_it_is_not_what_the_course_says() -> None:
    alignment = Alignment(
        concept=JAVA, role=AlignmentRole.TEACHES, confidence=0.9, stated=False, field="topics[0]", text="Java"
    )
    courses = replace(achievement("a"), topics=("Java",), alignments=(alignment,)), achievement("b")
    assert logits(teaching(*courses, lane="tagged").taught([JAVA])[JAVA]) == pytest.approx({"a": 1.0, "b": 0.0})
    assert logits(teaching(*courses, lane="read or stated").taught([JAVA])[JAVA]) == {"a": 0.0, "b": 0.0}


def test_a_skill_that_stands_in_the_title_is_surely_taught_whatever_the_lanes_say() -> None:
    found = teaching(achievement("a", name="Tea and other drinks"), achievement("b", name="A week of SQL")).taught(
        [SQL]
    )
    sure = {str(one.achievement): one.probability for one in found[SQL]}
    assert sure["b"] == TITLED
    assert sure["a"] < TITLED, "its nearest passage speaks for it, and its title for nothing"


def test_another_name_of_the_skill_in_the_title_counts_as_well() -> None:
    terms = build_own_terms([OwnTerm(kind=OwnKind.ALIAS, label="structured questions", concept=SQL)])
    courses = (achievement("a"), achievement("b", name="Structured questions for all"))
    found = replace(teaching(*courses), own=terms).taught([SQL])
    assert {str(one.achievement): one.probability for one in found[SQL]}["b"] == TITLED


def test_what_stands_after_in_or_for_is_where_something_is_of_use() -> None:
    found = teaching(achievement("a", name="Java for SQL"), achievement("b", name="Tea in SQL")).taught([SQL])
    assert all(one.probability < TITLED for one in found[SQL])


def test_another_label_that_is_one_common_word_is_no_name() -> None:
    uris = [ConceptUri(f"s:{n}") for n in range(8)]
    labels = [["advise others", "guide"], *([f"guide tour {n}"] for n in range(1, 7)), ["guide"]]
    made = Teaching(
        courses=(achievement("a", name="A practical guide"), achievement("b", name="Advise others")),
        passages=ExactIndex([passage("a", 0, 5), passage("b", 0, 5)], unit([[1.0, 0.0], [0.0, 1.0]])),
        skills=ExactIndex(uris, unit([[1.0, 0.1 * n] for n in range(8)])),
        labels=build_label_index(labels, StemTokenizer()),
        scorer=scorer(LANES[0]),
    )
    found = made.taught([uris[0], uris[7]])
    sure = {(skill, one.achievement): one.probability == TITLED for skill, own in found.items() for one in own}
    assert sure == {
        (uris[0], "a"): False,
        (uris[0], "b"): True,
        (uris[7], "a"): True,
        (uris[7], "b"): False,
    }


@dataclass(frozen=True, slots=True, eq=False)
class Counting:
    """A scorer that knows how often it was asked."""

    inner: Logistic
    asked: list[int] = field(default_factory=list)

    def probability(self, rows: npt.ArrayLike) -> Probabilities:
        result = self.inner.probability(rows)
        self.asked.append(len(result))
        return result


def many_skills(scored_by: Logistic) -> tuple[Teaching, list[ConceptUri]]:
    """Two hundred skills and sixty courses of five passages, whose vectors round as real ones do."""
    rng = np.random.default_rng(7)
    skills = [ConceptUri(f"s:{n}") for n in range(200)]
    ids = [passage(f"c{n:02}", 10 * place, 10 * place + 9) for n in range(60) for place in range(5)]
    made = Teaching(
        courses=tuple(achievement(f"c{n:02}") for n in range(60)),
        passages=build_index(ids, unit(rng.standard_normal((300, 384)))),
        skills=ExactIndex(skills, unit(rng.standard_normal((200, 384)))),
        labels=build_label_index([["none"]] * 200, StemTokenizer()),
        scorer=scored_by,
    )
    return made, skills


ALL_LANES = Logistic(
    mean=np.zeros(len(LANES)), scale=np.array([0.3, 0.7, 0.9, 1.1]), weights=np.array([1.7, 2.3, 0.9, 0.3]), bias=-0.4
)


def test_what_is_judged_of_a_skill_is_to_the_last_bit_the_same_whatever_else_is_asked() -> None:
    made, skills = many_skills(ALL_LANES)
    together = made.taught(skills)
    for skill in skills[::7]:
        alone = replace(made).taught([skill])
        assert alone == {skill: together[skill]}
    assert replace(made).taught(skills[::-1]) == together


def test_what_was_judged_once_is_remembered_and_says_the_same_to_the_last_bit() -> None:
    counting = Counting(ALL_LANES)
    made, skills = many_skills(ALL_LANES)
    judging = replace(made, scorer=counting)
    first = judging.taught(skills[:30])
    assert len(counting.asked) == 30
    assert judging.taught(skills[10:40]) == made.taught(skills[10:40])
    assert len(counting.asked) == 40, "twenty of them were judged before"
    assert judging.taught(skills[:30]) == first


def test_with_other_courses_nothing_is_remembered_of_the_former_ones() -> None:
    former = teaching()
    former.taught([SQL, TEA])
    ids = [passage("z", 0, 5)]
    other = replace(former, courses=(achievement("z"),), passages=ExactIndex(ids, unit([[1.0, 0.0, 0.0]])))
    assert [one.achievement for own in other.taught([SQL, TEA]).values() for one in own] == ["z", "z"]
    assert {one.achievement for own in former.taught([SQL, TEA]).values() for one in own} == {"a", "b"}


def test_no_more_is_remembered_than_may_be_and_what_was_forgotten_is_judged_the_same_again() -> None:
    made, skills = many_skills(ALL_LANES)
    small = replace(made)
    small.judged.kept.most = 20
    first = small.taught(skills)
    assert list(small.judged.kept) == skills[-20:]
    assert small.taught(skills) == first


def test_several_threads_are_told_the_same() -> None:
    made, skills = many_skills(ALL_LANES)
    alone = {skill: replace(made).taught([skill])[skill] for skill in skills[:40]}
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda n: made.taught(skills[n : n + 20]), [n % 21 for n in range(60)]))
    assert all(own == alone[skill] for told in found for skill, own in told.items())
