"""What regulators ask of a listing besides: the need of employers, and reviews."""

from pathlib import Path

from corpora.courses.folder import load_achievements, save_achievements
from corpora.courses.record_writing import record_of
from corpora.courses.records import achievement_of


def test_need_and_review_are_read_and_kept(tmp_path: Path) -> None:
    record = {"id": "a", "name": "A", "employer_need": "<p>12 letters</p>", "review": "every 2 years"}
    read = achievement_of(record)
    assert (read.credential.employer_need, read.credential.review) == ("12 letters", "every 2 years")
    save_achievements(tmp_path, [read])
    assert load_achievements(tmp_path) == (read,)
    assert achievement_of(record_of(read)) == read
