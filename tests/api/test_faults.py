"""A service whose disk, files or database fail it: what it still answers, what it says, and what it goes on with."""

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.batch_routes import LINES
from api.command import main
from api.commands.loading import Loading
from api.errors import PROBLEM
from api.settings import Settings
from api.wiring import Reading, Service, build_missing, load_reading, load_service, open_store
from corpora.artefacts import MANIFEST, POINTER, read_current
from corpora.own_skills.folder import KIND as OWN_SKILLS
from corpora.own_skills.folder import load_own_terms, save_own_terms
from corpora.own_skills.records import own_term_of
from corpora.store.database import FILE
from corpora.taxonomies.build import KIND as TAXONOMY
from matcher.errors import ArtefactMismatch, StoreDamaged
from models.catalogue_index import KIND as CATALOGUE
from models.concept_index import KIND as CONCEPTS
from models.concept_index import REBUILD
from models.faiss_index import build_index, write_faiss
from models.judged_courses import FOLDER as JUDGED
from tests.api.conftest import fill_small_store
from tests.databases import fresh_address
from tests.disks import small_disk
from tests.fakes import TrigramEncoder
from tests.postgresql import Server

AD = {"ad": {"text": "You must know SQL."}}
NEW = {"id": "new-1", "text": "You must manage time."}


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Settings:
    """A home of its own, for tests that change it."""
    shutil.copytree(home, tmp_path / "home")
    return Settings(home=tmp_path / "home")


ENDS_WITHIN_SECONDS = 20


@contextmanager
def asked(service: Service) -> Iterator[TestClient]:
    before = set(threading.enumerate())
    with TestClient(create_app(service), raise_server_exceptions=False) as client:
        yield client
    for other in set(threading.enumerate()) - before:
        if not other.name.startswith("encoder"):  # those wait for texts as long as there is an encoder
            other.join(ENDS_WITHIN_SECONDS)  # what looks for news beside the answers has a connection of its own
    service.store.close()


def sent(client: TestClient, key: str) -> Any:  # noqa: ANN401
    headers = {"content-type": LINES, "Idempotency-Key": key}
    return client.post("/v1/ads:batch", content=json.dumps(NEW).encode(), headers=headers)


def refused(answer: Any, said: str) -> None:  # noqa: ANN401
    assert (answer.status_code, answer.headers["content-type"]) == (503, PROBLEM)
    assert said in answer.json()["detail"]


def test_a_postgresql_that_goes_and_comes_back_is_told_meanwhile_and_used_again_without_a_restart(
    own: Settings, reading: Reading, postgresql_server: Server
) -> None:
    with fresh_address(postgresql_server.address) as address:
        there = Settings(home=own.home, database_url=address)
        fill_small_store(there, reading)
        with asked(load_service(there, lambda _: reading)) as client:
            assert client.get("/v1/ads/similar?ad=ad-1").status_code == 200
            postgresql_server.stop("fast")
            try:
                for answer in (client.get("/v1/ads/similar?ad=ad-1"), sent(client, "one")):
                    refused(answer, "can't be reached")
                assert client.get("/healthz").status_code == 200
                assert client.post("/v1/extract", json={"text": AD["ad"]["text"]}).status_code == 200
            finally:
                postgresql_server.start()
            assert json.loads(sent(client, "one").text)["outcome"] == "new"
            assert client.get("/v1/ads/similar?ad=new-1").status_code == 200


def test_a_home_that_nobody_may_write_is_served_and_takes_nothing_in(
    own: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with small_disk(tmp_path / "disk", 16) as disk:
        shutil.copytree(own.home, disk.place / "home")
        (disk.place / "home" / JUDGED).mkdir(exist_ok=True)
        (disk.place / "home" / JUDGED / "former.json").write_text("{}")
        disk.forbid_writing()
        with asked(load_service(Settings(home=disk.place / "home"))) as client:
            assert client.get("/v1/ads/similar?ad=ad-1").status_code == 200
            missing = client.post("/v1/gap", json=AD).json()["gap"]["missing"]
            assert ["SQL" in str(one) for one in missing] == [True]
            refused(sent(client, "one"), "may only be read here; nothing was changed")
        (tmp_path / "ads.jsonl").write_text(json.dumps(NEW))
        there = Loading(read_settings=lambda: Settings(home=disk.place / "home"))
        assert main(["ads", "ingest", str(tmp_path / "ads.jsonl")], there) == 1
        said = capsys.readouterr().err
        assert said.startswith(f"matcher: {disk.place / 'home'}")
        assert "it may only be read here; nothing was changed" in said


def test_a_store_that_has_gone_is_missed_and_all_goes_on_when_it_is_back(own: Settings, reading: Reading) -> None:
    with asked(load_service(own, lambda _: reading)) as client:
        kept = (own.home / FILE).rename(own.home / "elsewhere")
        refused(sent(client, "one"), "is not there any more; put it, or a copy of it, back")
        assert not (own.home / FILE).exists()
        kept.rename(own.home / FILE)
        assert json.loads(sent(client, "one").text)["outcome"] == "new"


def test_one_changed_byte_in_any_file_that_was_built_is_refused_by_the_name_of_the_file(own: Settings) -> None:
    for kind in (TAXONOMY, CONCEPTS, CATALOGUE):
        folder, _ = read_current(own.home / kind, kind=kind, rebuild=REBUILD)
        files = sorted(path for path in folder.iterdir() if path.stat().st_size)
        assert MANIFEST in {path.name for path in files}
        for file in files:
            whole = file.read_bytes()
            half = len(whole) // 2
            file.write_bytes(whole[:half] + bytes([whole[half] ^ 1]) + whole[half + 1 :])
            with pytest.raises(ArtefactMismatch, match=f"; run `{REBUILD}`") as refusal:
                read_current(own.home / kind, kind=kind, rebuild=REBUILD)
            assert "manifest" in str(refusal.value) or file.name in str(refusal.value)
            file.write_bytes(whole)


def test_a_damaged_index_is_not_loaded(own: Settings) -> None:
    next((own.home / CONCEPTS).glob("*/skills.faiss")).write_bytes(b"spoilt")
    with pytest.raises(ArtefactMismatch, match=r"skills\.faiss is not what was built; run `matcher index build`"):
        load_reading(own)


def test_a_taxonomy_of_the_operator_s_that_is_damaged_is_not_replaced_by_ours_unasked(own: Settings) -> None:
    root = own.home / TAXONOMY
    before = (root / POINTER).read_text()
    next(root.glob("*/taxonomy.jsonl")).write_bytes(b"[")
    with pytest.raises(ArtefactMismatch, match=r"was not replaced by ours.*run `matcher taxonomy build`"):
        build_missing(own, lambda _: None)
    assert (root / POINTER).read_text() == before


def test_a_store_that_was_emptied_is_not_taken_for_a_new_one(own: Settings) -> None:
    (own.home / FILE).write_bytes(b"")
    for use in (lambda: open_store(own), lambda: build_missing(own, lambda _: None)):
        with pytest.raises(StoreDamaged, match="it was emptied"):
            use()
    assert (own.home / FILE).read_bytes() == b""


def test_what_finds_no_room_while_it_is_built_leaves_the_former_version_and_no_draft(
    own: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with small_disk(tmp_path / "disk", 16) as disk:
        shutil.copytree(own.home, disk.place / "home")
        there = Settings(home=disk.place / "home")
        save_own_terms(there.home, [own_term_of({"kind": "skill", "label": "Lorenzo EPR"})])
        disk.fill(leave=20_000)
        before = (there.home / CONCEPTS / POINTER).read_text()
        assert main(["index", "build"], Loading(read_settings=lambda: there)) == 1
        assert "No space left on device; make room and start the same command again" in capsys.readouterr().err
        assert (there.home / CONCEPTS / POINTER).read_text() == before
        assert not list(there.home.glob("*/.draft-*"))
        disk.make_room()
        assert main(["index", "build"], Loading(read_settings=lambda: there)) == 0
        assert load_own_terms(there.home)[1] == load_service(there).versions.own_skills


def test_an_index_that_a_full_disk_can_t_hold_is_never_half_written_in_silence() -> None:
    """FAISS writes the end of a small file when it is closed, and then tells nobody that there was no room."""
    vectors = TrigramEncoder().encode(["a word"])
    with pytest.raises(OSError, match="No space left on device"):
        write_faiss(build_index(["a"], vectors).index, Path("/dev/full"))


def test_own_skills_that_are_damaged_are_told_with_what_to_do(own: Settings) -> None:
    save_own_terms(own.home, [own_term_of({"kind": "skill", "label": "Lorenzo EPR"})])
    next((own.home / OWN_SKILLS).glob("*/terms.jsonl")).write_bytes(b"{}")
    with pytest.raises(ArtefactMismatch, match=r"terms\.jsonl is not what was built; run `matcher skills reset`"):
        load_own_terms(own.home)
