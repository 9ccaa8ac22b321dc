"""`matcher explain` shows what the linker saw in a sentence."""

import pytest

from api.command import UNUSABLE, main
from api.commands.explain import explained
from api.wiring import Reading

pytestmark = pytest.mark.built


def test_each_clause_is_shown_with_its_stance_and_its_candidates(built_reading: Reading) -> None:
    lines = list(explained(built_reading, "You must know SQL; knowledge of Tableau is a plus.", 3))
    assert [line for line in lines if line.startswith('"')] == [
        '"You must know SQL; "',
        '"knowledge of Tableau is a plus."',
    ]
    assert "stance essential" in lines[1]
    assert any("stance optional" in line for line in lines)
    [sql] = [line for line in lines if line.endswith("  SQL [SQL]")]
    assert sql.startswith("  * ")
    assert any(line.endswith("  Tableau [Tableau]") for line in lines)


def test_as_many_candidates_as_asked_for_are_shown(built_reading: Reading) -> None:
    for top in (1, 4):
        assert len(list(explained(built_reading, "manage budgets", top))) == 3 + top


def test_a_sentence_without_letters_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "?!"]) == UNUSABLE
    assert "the sentence" in capsys.readouterr().err
