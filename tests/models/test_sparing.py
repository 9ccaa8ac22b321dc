"""What spares the encoder comes back as it was written, or says what is wrong; what it learns is what came of texts."""

from pathlib import Path

import pytest

from matcher.ads import JobAd
from matcher.errors import ArtefactMismatch
from matcher.gate import WordGate
from matcher.reading import AdReader
from models.sparing import load_sparing, version_of_sparing, write_sparing
from tests.fakes import LineSplitter, small_linker

WORTH = WordGate(idf={"lunch": 2.0, "sql": 1.5}, weights={"lunch": -3.0, "sql": 2.0}, bias=0.25)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sparing.json"
    write_sparing(path, WORTH, {"command": "make train"})
    found = load_sparing(path)
    assert (found.worth.idf, found.worth.weights, found.worth.bias) == (WORTH.idf, WORTH.weights, 0.25)
    assert found.spares("Lunch", demands=False)
    assert not found.spares("SQL", demands=False)
    assert len(version_of_sparing(path)) == 8


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"worth": {"bias": 1}}', '{"worth": {"grams": {"sql": 3}}}'])
def test_a_damaged_file_names_what_to_run(tmp_path: Path, content: str) -> None:
    path = tmp_path / "sparing.json"
    path.write_text(content)
    with pytest.raises(ArtefactMismatch, match="make train"):
        load_sparing(path)


def test_a_text_is_worth_reading_where_something_came_of_it_in_any_ad() -> None:
    training = pytest.importorskip("models.training.sparing", reason="only training needs what it imports")
    reader = AdReader(splitter=LineSplitter(), linker=small_linker())
    ads = [
        JobAd(id="1", title=None, text="You must know SQL\nLunch is at noon\nNo knowledge of Java is needed"),
        JobAd(id="2", title=None, text="Benefits\nYou must know SQL\n\nRequired\nLunch is at noon"),
        JobAd(id="3", title=None, text=" "),
    ]
    taught = training.teach(reader, [("sample", ad) for ad in ads])
    assert {text: own.links for text, own in taught.items()} == {"You must know SQL": 1, "Lunch is at noon": 0}
    assert taught["You must know SQL"].ad == "sample 1"
    assert 0 < taught["You must know SQL"].sure <= 1


def test_what_is_learned_tells_apart_the_words_of_both_kinds() -> None:
    training = pytest.importorskip("models.training.sparing", reason="only training needs what it imports")
    taught = {
        f"{words} {i}{i}": training.Taught(ad=str(i), links=links, sure=links * 0.5)
        for i in range(40)
        for words, links in (("knowledge of budgets", 2), ("our offices overlook the sea", 0))
    }
    worth, record = training.fit_taught(taught)
    assert worth.logit("knowledge of budgets") > 1
    assert worth.logit("offices by the sea") < -1
    by_edge = {row["below"]: row for row in record["other ads"]}
    assert (by_edge[0.0]["looked at"], by_edge[0.0]["links kept"]) == (0.5, 1.0)
