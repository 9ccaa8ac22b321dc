"""What regulators ask of a listing besides: the need of employers, and reviews."""

from corpora.courses.lines import achievement_in, line_of
from corpora.courses.record_writing import record_of
from corpora.courses.records import achievement_of


def test_need_and_review_are_read_and_kept() -> None:
    record = {"id": "a", "name": "A", "employer_need": "<p>12 letters</p>", "review": "every 2 years"}
    read = achievement_of(record)
    assert (read.credential.employer_need, read.credential.review) == ("12 letters", "every 2 years")
    assert achievement_in(line_of(read)) == read
    assert achievement_of(record_of(read)) == read
