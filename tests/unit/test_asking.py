"""Whether a passage asks is told by where it stands as well as by its words."""

from dataclasses import replace

import numpy as np
import orjson
import pytest

from matcher.asking import FEATURES, Asking, features
from matcher.logistic import Logistic
from matcher.mentions import Sentence, Span
from matcher.passages import Passage
from matcher.reading import AdReader
from matcher.sections import SectionKind
from matcher.stances import Stance
from models.asking import asking_path, load_asking
from models.weights import NUMBERS, shipped_weights
from tests.fakes import LineSplitter, small_linker
from tests.stopwatch import assert_quick, least_seconds


def passage(text: str, words: str, section: SectionKind, likely: float | None = 0.5) -> Passage:
    start = text.index(words)
    sentence = Sentence(Span(start, start + len(words)), words)
    return Passage(sentence=sentence, whole=sentence, section=section, stance=None, likely=likely)


def named(row: np.ndarray) -> dict[str, float]:
    return dict(zip(FEATURES, row.tolist(), strict=True))


TEXT = "We are a library.\n- Linux\nYou must know SQL."
PASSAGES = (
    passage(TEXT, "We are a library.", SectionKind.EMPLOYER, None),
    passage(TEXT, "Linux", SectionKind.REQUIRED, 0.9),
    passage(TEXT, "You must know SQL.", SectionKind.REQUIRED, 0.5),
)


def always(weight: float, name: str) -> Asking:
    weights = np.array([weight if feature == name else 0.0 for feature in FEATURES])
    return Asking(Logistic(mean=np.zeros(len(FEATURES)), scale=np.ones(len(FEATURES)), weights=weights, bias=0.0))


def test_a_passage_is_seen_with_its_list_its_section_and_its_neighbours() -> None:
    _, linux, sql = (named(row) for row in features(PASSAGES, TEXT))
    assert (linux["item"], sql["item"]) == (1.0, 0.0)
    assert (linux["in required"], linux["in duties"]) == (1.0, 0.0)
    assert (linux["demand"], sql["demand"], sql["you"]) == (0.0, 1.0, 1.0)
    assert linux["gate"] == pytest.approx(np.log(9))
    assert sql["gate of neighbours"] == pytest.approx(np.log(9))
    assert sql["gate of section"] == pytest.approx(np.log(9) / 2)
    assert (linux["neighbours set aside"], sql["neighbours set aside"]) == (0.5, 0.5)


def test_an_ad_without_passages_has_no_rows() -> None:
    assert features((), "").shape == (0, len(FEATURES))


def test_a_sign_moves_the_probability_by_its_weight() -> None:
    assert always(2.0, "demand").probabilities(PASSAGES, TEXT).tolist() == pytest.approx(
        [0.5, 0.5, 1 / (1 + np.exp(-2))]
    )


def test_what_hardly_asks_is_not_wanted_and_names_no_skill() -> None:
    doubted = replace(PASSAGES[2], section=SectionKind.SUMMARY, wanted=0.2)
    assert (doubted.asks, doubted.wants, doubted.speaks_of_skills) == (True, False, False)
    demanded = replace(doubted, stance=Stance.ESSENTIAL)
    assert (demanded.wants, demanded.speaks_of_skills) == (False, True)


def test_a_bare_item_under_a_heading_that_asks_is_wanted_whatever_its_odds() -> None:
    assert replace(PASSAGES[1], wanted=0.1).wants
    assert not replace(PASSAGES[1], section=SectionKind.SUMMARY, wanted=0.1).wants


def test_nothing_is_linked_where_nothing_speaks_for_a_request() -> None:
    text = "This house knows SQL."
    plain = AdReader(splitter=LineSplitter(), linker=small_linker())
    assert plain.read(text).demands != ()
    doubting = replace(plain, asking=always(-9.0, "opens with a pointer"))
    assert doubting.read(text).demands == ()
    assert doubting.read(text).set_aside() == {"not asked": 1}


def shipped_encoder() -> str:
    name: str = orjson.loads((shipped_weights() / NUMBERS).read_bytes())["encoder"]
    return name


def test_the_shipped_fit_tells_a_request_from_prose_about_the_house() -> None:
    text = "The library holds two million books.\nYou must have experience of cataloguing."
    prose = passage(text, "The library holds two million books.", SectionKind.SUMMARY)
    request = passage(text, "You must have experience of cataloguing.", SectionKind.SUMMARY)
    fitted = load_asking(asking_path(), shipped_encoder())
    assert fitted is not None
    told = fitted.probabilities([prose, replace(request, stance=Stance.ESSENTIAL)], text)
    assert told[0] + 0.25 < told[1]


def test_an_ad_without_any_capital_says_nothing_by_lacking_them() -> None:
    """A lower-case opening goes on from what is before it only where others open with a capital."""
    for text, expected in (
        ("you know sql.\nyou write.", [(0.0, 0.2), (0.0, 0.2)]),
        ("You know SQL.\nyou write.", [(0.0, 2 / 3), (1.0, 0.0)]),
    ):
        seen = [passage(text, line, SectionKind.REQUIRED) for line in text.split("\n")]
        found = [named(row) for row in features(seen, text)]
        assert [(row["goes on"], row["capitals"]) for row in found] == [pytest.approx(one) for one in expected]


def test_whether_an_ad_has_capitals_is_looked_for_once_however_many_passages_it_has() -> None:
    """Where it has none all of it is gone through: once for each passage took as long as the square of its length."""
    line = "you know sql, " * 20

    def seen(count: int) -> tuple[list[Passage], str]:
        starts = range(0, count * len(line), len(line))
        sentences = [Sentence(Span(start, start + len(line)), line) for start in starts]
        own = [replace(PASSAGES[1], sentence=sentence, whole=sentence) for sentence in sentences]
        return own, line * count

    few, many = seen(200), seen(1_600)
    assert_quick(lambda: features(*many), seconds=16 * least_seconds(lambda: features(*few)) + 0.05)
