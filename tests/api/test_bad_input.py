"""What people hand in that is wrong: each is told where it stands and what is wrong with it, and harms nothing else."""

import json
import zlib
from pathlib import Path

import pytest

from api.command import main
from api.commands.loading import Loading
from api.wiring import Reading
from tests.api.conftest import copied, loading_on
from tests.corpora.badge_makers import badge, chunk, png, signer, trust

AD = "Analyst\n\nRequirements\n- You must know SQL.\n"
CONTEXT_3 = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]


@pytest.fixture
def own(built_home: Path, reading: Reading, tmp_path: Path) -> Loading:
    return loading_on(copied(built_home, tmp_path / "home"), reading)


@pytest.fixture
def ad(tmp_path: Path) -> str:
    (tmp_path / "ad.txt").write_text(AD)
    return str(tmp_path / "ad.txt")


def courses(tmp_path: Path, *rows: dict[str, object]) -> str:
    path = tmp_path / "courses.jsonl"
    path.write_text("".join(json.dumps({"topics": ["SQL"], "currency": "AUD", **row}) + "\n" for row in rows))
    return str(path)


def words(text: str) -> str:
    return " ".join(text.split())


def test_prerequisites_in_a_circle_are_told_when_they_come_in_and_when_they_can_not_be_stacked(
    own: Loading, ad: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[dict[str, object]] = [
        {"id": "b", "name": "SQL B", "prerequisites": ["c"]},
        {"id": "c", "name": "SQL C", "prerequisites": ["b"]},
    ]
    assert main(["catalogue", "add", courses(tmp_path, *rows)], own) == 0
    told = words(capsys.readouterr().err)
    assert "prerequisites lead back to themselves: b, which needs c, which needs b; no stack can hold these" in told
    assert main(["advise", ad], own) == 0
    assert "Offers left out of the count: 2 (its prerequisites lead back to itself: SQL B, SQL C)" in words(
        capsys.readouterr().out
    )


def test_unknown_currencies_and_courses_of_no_hours_are_left_out_by_row_and_field(
    own: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[dict[str, object]] = [
        {"id": "x", "name": "X", "price": "10", "currency": "XYZ"},
        {"id": "y", "name": "Y", "price": "10", "currency": None},
        {"id": "z", "name": "Z", "hours": 0},
        {"id": "w", "name": "W", "workload": "0 hours"},
        {"id": "v", "name": "V", "hours": 2},
    ]
    assert main(["catalogue", "add", courses(tmp_path, *rows)], own) == 4
    told = capsys.readouterr()
    assert "courses.jsonl: 1 kept, 4 left out" in told.out
    assert "courses.jsonl, row 1, currency: is no current ISO 4217 code: 'XYZ'" in told.err
    assert "courses.jsonl, row 2, currency: is missing: the price '10' needs an ISO 4217 code" in told.err
    assert "courses.jsonl, row 3, hours: must be more than 0, not 0" in told.err
    assert "courses.jsonl, row 4, workload: must be more than 0 hours: '0 hours'" in told.err


def test_currencies_are_never_mixed_silently(
    own: Loading, ad: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    euros: dict[str, object] = {"id": "e", "name": "SQL in euros", "price": "1", "currency": "EUR", "hours": 1}
    assert main(["catalogue", "add", "--replace", courses(tmp_path, euros)], own) == 0
    capsys.readouterr()
    assert main(["advise", ad, "--budget", "100"], own) == 0
    told = words(capsys.readouterr().out)
    assert "Nothing on offer closes any of it within these limits." in told
    assert "Offers left out of the count: 1 (priced in another currency: SQL in euros)" in told
    assert main(["advise", ad, "--budget", "100", "--currency", "QQQ"], own) == 2


def test_ten_copies_of_a_course_are_one_and_said_to_be(
    own: Loading, ad: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows: list[dict[str, object]] = [
        {"id": f"copy-{i}", "name": "SQL again", "price": "12", "hours": 6} for i in range(10)
    ]
    assert main(["catalogue", "add", "--replace", courses(tmp_path, *rows)], own) == 0
    capsys.readouterr()
    assert main(["advise", ad], own) == 0
    told = words(capsys.readouterr().out)
    assert "Also on offer" not in told
    assert "the same as " + ", ".join(f"copy-{i}" for i in range(1, 10)) in told
    assert "Together: AUD 12.00, 6 hours" in told


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (
            {"@context": [*CONTEXT_3, {"achievement": "https://evil.example/x"}], "type": ["Achievement"]},
            "row 1, @context: gives 'achievement' another meaning, which its context forbids",
        ),
        (
            {"@context": "https://evil.example/context", "@type": "Course", "name": "A"},
            "holds no course or credential; contexts that we don't know: https://evil.example/context",
        ),
        (
            {"@context": ["https://schema.org", {"name": "https://evil.example/x"}], "@type": "Course", "name": "A"},
            "row 1, name: is missing or empty",
        ),
    ],
    ids=["protected terms", "an address", "another meaning"],
)
def test_a_hostile_context_is_neither_fetched_nor_believed(
    own: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str], document: dict[str, object], reason: str
) -> None:
    (tmp_path / "a.json").write_text(json.dumps(document))
    assert main(["catalogue", "add", str(tmp_path / "a.json")], own) != 0
    assert reason in words(capsys.readouterr().err)


def test_an_image_that_unpacks_without_end_is_refused_by_its_chunk(
    loading: Loading, ad: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = b"openbadgecredential\0\x01\0\0\0" + zlib.compress(b"a" * 50_000_000)
    (tmp_path / "bomb.png").write_bytes(png(chunk(b"iTXt", packed)))
    assert main(["advise", ad, "--profile", str(tmp_path / "bomb.png")], loading) != 0
    told = capsys.readouterr().err
    assert "bomb.png: chunk openbadgecredential: unpacks to more than 2,000,000 bytes, which no badge needs" in told


def test_a_badge_that_somebody_else_signed_is_refused(
    loading: Loading, ad: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = trust(tmp_path / "keys", signer("EdDSA"))
    (tmp_path / "badge.jwt").write_text(signer("EdDSA", 1).token(badge()))
    assert main(["advise", ad, "--profile", str(tmp_path / "badge.jwt"), "--badge-keys", str(keys)], loading) != 0
    told = capsys.readouterr().err
    assert "signature: does not hold with any key given for this issuer: it was changed, or signed by somebody" in told
