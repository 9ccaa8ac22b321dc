"""`matcher explain` shows what the linker saw in a sentence."""

import pytest

from api.command import UNUSABLE, main
from api.commands.explain import explained
from api.settings import read_settings
from api.wiring import Reading, load_reading
from matcher.errors import ArtefactMismatch
from tests.wanting import wanting

pytestmark = pytest.mark.built


@pytest.fixture(scope="module")
def reading() -> Reading:
    try:
        return load_reading(read_settings())
    except ArtefactMismatch as missing:
        wanting(str(missing))


def test_each_clause_is_shown_with_its_stance_and_its_candidates(reading: Reading) -> None:
    lines = list(explained(reading, "You must know SQL; knowledge of Tableau is a plus.", 3))
    assert [line for line in lines if line.startswith('"')] == [
        '"You must know SQL; "',
        '"knowledge of Tableau is a plus."',
    ]
    assert "stance essential" in lines[1]
    assert any("stance optional" in line for line in lines)
    [sql] = [line for line in lines if line.endswith("  SQL [SQL]")]
    assert sql.startswith("  * ")
    assert any(line.endswith("  Tableau [Tableau]") for line in lines)


def test_as_many_candidates_as_asked_for_are_shown(reading: Reading) -> None:
    for top in (1, 4):
        assert len(list(explained(reading, "manage budgets", top))) == 3 + top


def test_a_sentence_without_letters_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "?!"]) == UNUSABLE
    assert "the sentence" in capsys.readouterr().err
