"""Bulk runs: one answer a line, bad lines named, and nothing lost or repeated after a kill."""

import fcntl
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from api.bulk import BATCH, Bulk
from api.items import Item
from matcher.errors import InvalidInput, UnreadableDocument

INPUT = "\n".join(
    [
        '{"id": "a", "text": "one"}',
        "not JSON",
        '{"id": "a", "text": "two", "title": "is ignored"}',
        "",
        '{"id": 7, "text": "thrée"}',
        '{"id": "blank", "text": " \\n"}',
        '{"id": "a", "text": "one"}',
    ]
)
ANSWERS = (
    '{"id":"a","said":"ONE","length":3}\n{"id":"a","said":"TWO","length":3}\n'
    '{"id":7,"said":"THRÉE","length":5}\n{"id":"a","said":"ONE","length":3}\n'
)
SLOW_RUN = """
import sys, time
from pathlib import Path
from api.bulk import Bulk
def answer(items):
    for item in items:
        time.sleep(0.002)
        yield {"said": item.text.upper()}
source, target = map(Path, sys.argv[1:])
Bulk(
    source=source, target=target, resume=True, max_characters=1000, needs_letters=False, answers="said"
).run(answer)
"""


def shout(items: Sequence[Item]) -> Iterator[Mapping[str, object]]:
    for item in items:
        yield {"said": item.text.upper(), "length": len(item.text)}


def bulk(source: Path | None, target: Path | None, *, resume: bool = False, needs_letters: bool = False) -> Bulk:
    return Bulk(
        source=source,
        target=target,
        resume=resume,
        max_characters=100,
        needs_letters=needs_letters,
        answers="said",
    )


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text(INPUT, "utf-8")
    return path


def test_every_good_line_is_answered_in_order_with_its_own_id(source: Path, tmp_path: Path) -> None:
    tally = bulk(source, tmp_path / "out.jsonl").run(shout)
    assert (tmp_path / "out.jsonl").read_text("utf-8") == ANSWERS
    assert (tally.answered, tally.rejected) == (4, 2)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", ": is not valid JSON"),
        (b"[1]", ": is not an object"),
        (b'{"text": "x"}', ", id: is missing"),
        (b'{"id": true, "text": "x"}', ", id: is missing, or neither"),
        (b'{"id": "", "text": "x"}', ", id: is missing, or neither"),
        (b'{"id": "b"}', ", text: is missing"),
        (b'{"id": "b", "text": 3}', ", text: is missing, or no text"),
        (b'{"id": "b", "text": ""}', ", text: is empty"),
        (b'{"id": "b", "text": "' + b"x" * 101 + b'"}', ", text: has 101 characters; at most 100"),
        (b'{"id": "b", "text": "caf\xe9"}', ": is not UTF-8 (byte 25 of the line)"),
        (b'{"id": "b", "text": "\\ud800"}', ": is not valid JSON"),
    ],
)
def test_a_bad_line_is_named_and_the_good_ones_go_on(
    line: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b'{"id": 1, "text": "x"}\n' + line + b'\n{"id": 3, "text": "y"}')
    tally = bulk(path, tmp_path / "out").run(shout)
    assert [json.loads(answer)["id"] for answer in (tmp_path / "out").read_text().splitlines()] == [1, 3]
    assert tally.rejected == 1
    assert f"left out in.jsonl, row 2{said}" in capsys.readouterr().err


def test_a_text_of_signs_alone_is_answered_unless_letters_are_needed(tmp_path: Path) -> None:
    (tmp_path / "in").write_text('{"id": "a", "text": "***"}')
    assert bulk(tmp_path / "in", tmp_path / "out").run(shout).answered == 1
    assert bulk(tmp_path / "in", tmp_path / "other", needs_letters=True).run(shout).rejected == 1


def test_an_output_cut_at_any_byte_is_completed_to_the_same_bytes(source: Path, tmp_path: Path) -> None:
    whole = ANSWERS.encode()
    for cut in range(len(whole) + 1):
        target = tmp_path / "out.jsonl"
        target.write_bytes(whole[:cut])
        tally = bulk(source, target, resume=True).run(shout)
        assert target.read_bytes() == whole, f"cut after {cut} bytes"
        assert tally.rejected == 2
        assert tally.answered == 4 - whole[:cut].count(b"\n")


def test_resuming_after_kills_loses_and_repeats_nothing(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [{"id": f"id-{i % 50}", "text": f"text {i}"} for i in range(400)]
    source.write_text("".join(json.dumps(row) + "\n" for row in rows))
    kills = 0
    for _ in range(60):
        run = subprocess.Popen([sys.executable, "-c", SLOW_RUN, str(source), str(target)])
        before = target.stat().st_size if target.exists() else 0
        while run.poll() is None and not (target.exists() and target.stat().st_size > before):
            time.sleep(0.001)
        if run.poll() is None and kills < 3:
            os.kill(run.pid, signal.SIGKILL)
            kills += 1
        if run.wait() == 0:
            break
    expected = [{"id": row["id"], "said": row["text"].upper()} for row in rows]
    assert [json.loads(line) for line in target.read_text().splitlines()] == expected
    assert kills >= 1


def test_an_existing_output_is_refused_without_resume(source: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("kept\n")
    with pytest.raises(InvalidInput, match=r"exists; pass --resume to go on with it, or remove it"):
        bulk(source, tmp_path / "out").run(shout)
    assert (tmp_path / "out").read_text() == "kept\n"


@pytest.mark.parametrize(
    "found", ['{"id":"z","said":"ONE"}\n', "a file of another kind", ANSWERS + ANSWERS, '{"id":"b"', ANSWERS + "{"]
)
def test_resuming_refuses_an_output_of_another_input_and_leaves_it_as_it_is(
    found: str, source: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text(found, "utf-8")
    with pytest.raises(InvalidInput, match=r"resume: line \d of .* answers another input"):
        bulk(source, tmp_path / "out", resume=True).run(shout)
    assert (tmp_path / "out").read_text("utf-8") == found


def test_what_cant_be_read_or_written_is_said_before_anything_is_loaded(source: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="does not exist"):
        bulk(tmp_path / "none", tmp_path / "out").check()
    with pytest.raises(UnreadableDocument, match="is a folder"):
        bulk(tmp_path, tmp_path / "out").check()
    with pytest.raises(InvalidInput, match=r"out: .* is a folder, or in a folder that does not exist"):
        bulk(source, tmp_path / "none" / "out").check()
    with pytest.raises(InvalidInput, match="out: is the input file itself"):
        bulk(source, source, resume=True).check()
    with pytest.raises(InvalidInput, match="resume: needs an output file"):
        bulk(source, None, resume=True).check()


def test_standard_input_and_output_take_the_place_of_files(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(INPUT.encode())))
    bulk(None, None).run(shout)
    streams = capsys.readouterr()
    assert streams.out == ANSWERS
    assert "left out standard input, row 2: is not valid JSON" in streams.err


def test_the_input_is_read_in_batches_never_whole(tmp_path: Path) -> None:
    (tmp_path / "in").write_text("".join(f'{{"id": {i}, "text": "x"}}\n' for i in range(BATCH * 2 + 3)))
    sizes: list[int] = []

    def count(items: Sequence[Item]) -> Iterator[Mapping[str, object]]:
        sizes.append(len(items))
        return shout(items)

    bulk(tmp_path / "in", tmp_path / "out").run(count)
    assert sizes == [BATCH, BATCH, 3]


def test_a_gzipped_input_is_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(b"\x1f\x8b\x08\x00rest")
    with pytest.raises(UnreadableDocument, match="is gzipped; unpack it first"):
        bulk(tmp_path / "in", tmp_path / "out").run(shout)


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(b'\xef\xbb\xbf{"id": "a", "text": "x"}\n')
    assert bulk(tmp_path / "in", tmp_path / "out").run(shout).answered == 1


@pytest.mark.parametrize("resume", [True, False])
def test_an_output_that_another_run_is_writing_is_refused_and_left_as_it_is(
    resume: bool, source: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    other = bulk(source, target, resume=resume)

    def meanwhile(items: Sequence[Item]) -> Iterator[Mapping[str, object]]:
        before = target.read_bytes()
        for attempt in (other.check, lambda: other.run(shout)):
            with pytest.raises(InvalidInput, match=r"out: .* is being written by another run"):
                attempt()
        assert target.read_bytes() == before
        return shout(items)

    assert bulk(source, target).run(meanwhile).answered == 4
    assert target.read_text("utf-8") == ANSWERS
    bulk(source, target, resume=True).check()


def test_an_output_that_another_run_has_written_by_now_is_not_added_to(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    late = bulk(source, target)
    late.check()
    bulk(source, target).run(shout)
    with pytest.raises(InvalidInput, match="exists; pass --resume"):
        late.run(shout)
    assert target.read_text("utf-8") == ANSWERS


@pytest.mark.parametrize("cut", [0, 1, 5])
def test_resuming_refuses_answers_of_another_kind_and_leaves_them_as_they_are(
    cut: int, source: Path, tmp_path: Path
) -> None:
    found = '{"id":"a","ranked":["x"]}\n'
    found = found[: len(found) - cut]
    (tmp_path / "out").write_text(found)
    with pytest.raises(InvalidInput, match=r"resume: line 1 of .* holds no 'said': it is of another command"):
        bulk(source, tmp_path / "out", resume=True).run(shout)
    assert (tmp_path / "out").read_text() == found


def test_a_place_that_keeps_nothing_may_be_written_to_by_many(source: Path) -> None:
    with Path(os.devnull).open("w") as null:
        fcntl.flock(null, fcntl.LOCK_EX)
        assert bulk(source, Path(os.devnull)).run(shout).answered == 4
