"""Whoever waits for a long ad is told how far it is read; it changes nothing, and can be ended from there."""

from dataclasses import replace

import pytest

from matcher.reading import AdReader
from matcher.recent import Recent
from tests.fakes import LineSplitter, small_linker, small_pipeline

AD = "Required:\n- SQL\n- Python\n- SQL\n\nBenefits:\n- free parking\n"
READER = AdReader(splitter=LineSplitter(), linker=small_linker())
Steps = list[tuple[int, int]]


def steps_of(reader: AdReader, text: str = AD) -> Steps:
    steps: Steps = []
    reader.read(text, told=lambda done, of: steps.append((done, of)))
    return steps


def test_while_the_text_is_cut_into_sentences_nobody_knows_how_many_there_are() -> None:
    assert steps_of(READER)[0] == (0, 0)


def test_what_is_done_never_shrinks_and_ends_with_all_sentences() -> None:
    count = len(READER.read(AD).passages)
    known = [step for step in steps_of(READER) if step != (0, 0)]
    assert [done for done, _ in known] == sorted(done for done, _ in known)
    assert {of for _, of in known} == {count}
    assert known[-1] == (count, count)


def test_a_sentence_that_stands_twice_is_done_twice_at_once() -> None:
    steps: Steps = []
    passages = [passage.sentence for passage in READER.passages(AD) if passage.asks]
    assert [sentence.text for sentence in passages].count("SQL") == 2
    READER.linker.read(passages, told=lambda done, of: steps.append((done, of)))
    gained = [after - before for (before, _), (after, _) in zip([(0, 0), *steps], steps, strict=False)]
    assert sorted(gained)[-1] == 2
    assert steps[-1] == (len(passages), len(passages))


def test_what_is_remembered_counts_as_done_from_the_start() -> None:
    remembering = replace(READER, linker=replace(READER.linker, recent=Recent(100)))
    count = len(remembering.read(AD).passages)
    again = [step for step in steps_of(remembering) if step != (0, 0)]
    assert again[-1] == (count, count)


def test_telling_changes_nothing_of_what_is_read() -> None:
    assert READER.read(AD, told=lambda _, __: None) == READER.read(AD)
    pipeline = small_pipeline()
    assert pipeline.read(AD, told=lambda _, __: None) == pipeline.read(AD)


class EnoughError(Exception):
    pass


@pytest.mark.parametrize("after", [0, 1, 3])
def test_what_the_listener_raises_ends_the_reading(after: int) -> None:
    heard: Steps = []

    def told(done: int, of: int) -> None:
        heard.append((done, of))
        if len(heard) > after:
            raise EnoughError

    with pytest.raises(EnoughError):
        READER.read(AD, told=told)
    assert len(heard) == after + 1
