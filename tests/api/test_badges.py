"""A badge travels to the answer with who issued it, when, and how far it was checked; by file, by JSON, by page."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.command import main
from api.commands.loading import Loading
from api.schemas import GapResponse
from api.wiring import Service
from corpora.profiles.badges.signatures import NO_KEY, SIGNED, UNSIGNED
from tests.api.conftest import uri_of
from tests.corpora.badge_makers import achievement, badge, itxt, png, signer, trust

AD = "Librarian\n\nRequirements\n- You must manage library collections.\n- You must know SQL.\n"


def sql_badge(**fields: object) -> dict[str, Any]:
    aligned = {"type": ["Alignment"], "targetName": "SQL", "targetUrl": uri_of("SQL")}
    subject = {"type": ["AchievementSubject"], "achievement": achievement(alignment=[aligned])}
    return badge(credentialSubject=subject, **fields)


@pytest.fixture
def ad(tmp_path: Path) -> str:
    (tmp_path / "ad.txt").write_text(AD)
    return str(tmp_path / "ad.txt")


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return trust(tmp_path / "keys", signer("EdDSA"))


@pytest.fixture
def client(service: Service, keys: Path) -> Iterator[TestClient]:
    trusting = replace(service, settings=service.settings.model_copy(update={"badge_keys": keys}))
    with TestClient(create_app(trusting)) as client:
        yield client


def verified(answer: GapResponse) -> list[tuple[str, str, str | None, str | None, str]]:
    """(label, text, issuer, date, checked) of each verified holding that covers a demand."""
    return [
        (one.label, one.text, one.issued.issuer, one.issued.date, one.issued.checked)
        for covered in answer.gap.covered
        for one in covered.holdings
        if one.source == "verified" and one.issued
    ]


SHOWN = ("SQL", "SQL", "Harbour Institute", "2026-02-01", SIGNED)


def test_several_files_make_one_profile_and_a_signed_badge_is_verified(
    tmp_path: Path, ad: str, keys: Path, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "badge.png").write_bytes(png(itxt(signer("EdDSA").token(sql_badge()))))
    (tmp_path / "cv.txt").write_text("manage library collections\n")
    files = ["--profile", str(tmp_path / "badge.png"), "--profile", str(tmp_path / "cv.txt")]
    assert main(["advise", ad, *files, "--badge-keys", str(keys), "--json"], loading) == 0
    answer = GapResponse.model_validate_json(capsys.readouterr().out)
    assert verified(answer) == [SHOWN]
    assert {uri_of("manage library collections"), uri_of("SQL")} <= {one.demand.uri for one in answer.gap.covered}

    assert main(["advise", ad, *files, "--badge-keys", str(keys)], loading) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "“SQL” (verified, 1.00)" in told
    assert f"Data skills, issued by Harbour Institute (2026-02-01): {SIGNED}" in told


def test_without_a_key_the_text_says_that_nothing_was_checked(
    tmp_path: Path, ad: str, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "badge.json").write_text(json.dumps(sql_badge()))
    assert main(["advise", ad, "--profile", str(tmp_path / "badge.json")], loading) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "“SQL” (self claimed, 1.00)" in told
    assert UNSIGNED in told


def test_a_refused_badge_ends_the_command_with_file_field_and_reason(
    tmp_path: Path, ad: str, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "badge.json").write_text(json.dumps(sql_badge(validUntil="2026-03-01T00:00:00Z")))
    assert main(["advise", ad, "--profile", str(tmp_path / "badge.json")], loading) != 0
    assert "badge.json: validUntil: expired on 2026-03-01" in capsys.readouterr().err


def test_a_folder_of_keys_that_is_not_there_is_named(
    tmp_path: Path, ad: str, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "badge.json").write_text(json.dumps(sql_badge()))
    options = ["--profile", str(tmp_path / "badge.json"), "--badge-keys", str(tmp_path / "none")]
    assert main(["advise", ad, *options], loading) != 0
    assert "there is no folder" in capsys.readouterr().err


def test_credentials_of_a_request_are_checked_and_those_that_do_not_count_are_noted(client: TestClient) -> None:
    given = [signer("EdDSA").token(sql_badge()), sql_badge(validUntil="2026-03-01")]
    found = client.post("/v1/gap", json={"ad": {"text": AD}, "profile": {"credentials": given}})
    answer = GapResponse.model_validate_json(found.text)
    assert verified(answer) == [SHOWN]
    assert answer.notes == ["profile.credentials: [1].validUntil: expired on 2026-03-01"]


def test_a_request_of_nothing_but_refused_credentials_is_a_problem_that_names_the_field(client: TestClient) -> None:
    forged = signer("EdDSA", 1).token(sql_badge())
    found = client.post("/v1/gap", json={"ad": {"text": AD}, "profile": {"credentials": [forged]}})
    assert found.status_code == 422
    assert found.json()["detail"].startswith("profile.credentials: [0].signature: does not hold with any key")


def test_the_page_shows_whose_badge_it_is_and_how_it_was_checked(client: TestClient) -> None:
    badge_file = ("badge.png", png(itxt(signer("EdDSA").token(sql_badge()))), "image/png")
    page = client.post("/advise", data={"ad": AD, "currency": "AUD"}, files={"profile_file": badge_file}).text
    assert f"Data skills, issued by Harbour Institute (2026-02-01): {SIGNED}" in " ".join(page.split())
    unknown = ("badge.jwt", signer("EdDSA").token(sql_badge(issuer={"id": "https://other.example"})), "text/plain")
    page = client.post("/advise", data={"ad": AD, "currency": "AUD"}, files={"profile_file": unknown}).text
    assert NO_KEY in " ".join(page.split())


def test_a_certificate_of_a_resume_is_shown_with_issuer_and_date_as_it_states_them(
    tmp_path: Path, ad: str, loading: Loading, client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    resume = {"certificates": [{"name": "SQL for reports", "issuer": "Harbour Institute", "date": "2014-06"}]}
    (tmp_path / "resume.json").write_text(json.dumps({**resume, "skills": [{"name": "SQL", "keywords": []}]}))
    shown = "SQL for reports, issued by Harbour Institute (2014-06): stated in a résumé, not checked"
    run = ["advise", ad, "--profile", str(tmp_path / "resume.json")]
    assert main([*run, "--json"], loading) == 0
    [covered] = GapResponse.model_validate_json(capsys.readouterr().out).gap.covered
    assert [(one.text, one.source, one.issued and one.issued.told) for one in covered.holdings] == [
        ("SQL for reports", "inferred", shown),
        ("SQL for reports", "self_claimed", shown),
        ("SQL", "self_claimed", None),
    ]
    assert main(run, loading) == 0
    assert shown in " ".join(capsys.readouterr().out.split())
    file = ("resume.json", (tmp_path / "resume.json").read_bytes(), "application/json")
    page = client.post("/advise", data={"ad": AD, "currency": "AUD"}, files={"profile_file": file}).text
    assert shown in " ".join(page.split())


def test_name_gender_age_and_school_move_nothing_of_the_answer(
    tmp_path: Path, ad: str, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    def answered(basics: dict[str, object], school: str) -> GapResponse:
        education = [{"institution": school, "area": "Statistics", "courses": ["SQL"]}]
        resume = {"basics": {"label": "Clerk", **basics}, "education": education}
        (tmp_path / "resume.json").write_text(json.dumps(resume))
        assert main(["advise", ad, "--profile", str(tmp_path / "resume.json"), "--json"], loading) == 0
        return GapResponse.model_validate_json(capsys.readouterr().out)

    one = answered({"name": "Sequel Library", "gender": "female", "age": 61}, "School of SQL")
    other = answered({"name": "Bo", "gender": "male", "birthDate": "2004-01-01"}, "Elite College")
    assert one == other
    assert [covered.demand.label for covered in one.gap.covered] == ["SQL"]
