"""What somebody imported is lost neither to a second command at the same time nor to damage."""

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete

from api.command import main
from api.commands.loading import Loading
from api.keeping import ensure, former_ads, former_courses
from api.settings import Settings
from api.wiring import Reading, build_missing, open_store, ready_service
from corpora.ads.files import read_sample_ads
from corpora.artefacts import POINTER, publish
from corpora.courses.former import FILE as FORMER
from corpora.courses.lines import line_of
from corpora.store import tables
from corpora.store.courses import SqlCatalogueStore
from corpora.store.database import FILE, open_database
from matcher.achievements import Achievement
from matcher.ad_store import Forgetting
from matcher.alignment import CourseReader
from matcher.catalogue_store import as_stated
from matcher.errors import ArtefactMismatch, StoreDamaged
from matcher.reading import AdReader
from models.ad_index import load_ad_library
from models.catalogue_index import CatalogueIndex, load_catalogue_index
from tests.api.conftest import ad_texts, kept_courses
from tests.fakes import LineSplitter, TrigramEncoder, small_linker

ADDED = {
    "catalogue": ({"id": "new-1", "name": "Accounting"}, {"id": "new-2", "name": "Conserving archives"}),
    "ads": ({"id": "new-1", "text": "Manage time."}, {"id": "new-2", "text": "Give first aid."}),
}


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Settings:
    """A home of its own, for tests that change it."""
    shutil.copytree(home, tmp_path / "home")
    return Settings(home=tmp_path / "home")


@pytest.fixture
def quick(reading: Reading) -> Reading:
    """Reads next to nothing, in next to no time: for tests of what is kept, which is all that we ship."""
    splitter, linker = LineSplitter(), small_linker()
    return replace(
        reading,
        encoder=TrigramEncoder(reading.encoder.dim),
        ads=AdReader(splitter=splitter, linker=linker),
        courses=CourseReader(splitter=splitter, linker=linker),
        titles=None,
    )


def ids(settings: Settings, kind: str) -> set[str]:
    if kind == "ads":
        return set(ad_texts(settings))
    return set(kept_courses(settings))


@pytest.mark.parametrize("kind", ["catalogue", "ads"])
def test_of_two_imports_at_the_same_time_none_is_lost_and_the_second_says_that_it_waits(
    kind: str, own: Settings, loading: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reading, inside, go_on = loading.reading(), threading.Event(), threading.Event()
    before = ids(own, kind)
    files = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for file, row in zip(files, ADDED[kind], strict=True):
        file.write_text(json.dumps(row) + "\n")

    def slow(_: Settings) -> Reading:
        inside.set()
        assert go_on.wait(20)
        return reading

    codes: list[int] = []

    def add(file: Path, loading: Loading) -> threading.Thread:
        thread = threading.Thread(target=lambda: codes.append(main([kind, "add", str(file)], loading)))
        thread.start()
        return thread

    first = add(files[0], Loading(read_settings=lambda: own, load_reading=slow))
    assert inside.wait(20)
    second = add(files[1], Loading(read_settings=lambda: own, load_reading=lambda _: reading))
    second.join(1)
    go_on.set()
    first.join()
    second.join()
    assert codes == [0, 0]
    assert ids(own, kind) == before | {"new-1", "new-2"}
    said = f"waiting for another command that changes {own.home / kind}\n"
    assert said in capsys.readouterr().err


def former_catalogue(settings: Settings, reading: Reading) -> tuple[Path, list[Achievement]]:
    """The catalogue as earlier versions left it, in a folder and not in the store; with what was read in it."""
    database = open_database(settings.home)
    courses = [one.course for one in SqlCatalogueStore(database).kept().courses]
    with database.writing() as connection:
        for table in (tables.achievements, tables.courses_read, tables.catalogue_versions):
            connection.execute(delete(table))
    database.close()
    root = settings.home / "catalogue"
    shutil.rmtree(root)

    def fill(folder: Path) -> None:
        (folder / FORMER).write_bytes(b"".join(line_of(course) + b"\n" for course in courses))

    made_from = {"encoder": reading.encoder.name, "concepts": reading.version, "layout": "3"}
    publish(root, kind="catalogue", made_from=made_from, fill=fill)
    return root, courses


def test_a_catalogue_that_an_earlier_version_kept_in_a_folder_is_taken_over_with_what_was_read(
    own: Settings, reading: Reading
) -> None:
    _, courses = former_catalogue(own, reading)
    service = ready_service(own, lambda _: None)
    assert [service.pipeline.catalogue.get(course.id) for course in courses] == courses
    assert kept_courses(own) == {str(course.id): as_stated(course) for course in courses}


def test_adding_a_course_takes_a_former_catalogue_over_first(own: Settings, reading: Reading, tmp_path: Path) -> None:
    _, courses = former_catalogue(own, reading)
    (tmp_path / "new.jsonl").write_text(json.dumps(ADDED["catalogue"][0]) + "\n")
    loading = Loading(read_settings=lambda: own, load_reading=lambda _: reading)
    assert main(["catalogue", "add", str(tmp_path / "new.jsonl")], loading) == 0
    assert ids(own, "catalogue") == {str(course.id) for course in courses} | {"new-1"}


def damaged(root: Path) -> Iterator[None]:
    """Each way in which what was imported by an earlier version can become unreadable."""
    pointer = root / POINTER
    version = pointer.read_text()
    pointer.write_text("gone\n")
    yield
    pointer.unlink()
    yield
    pointer.write_text(version)
    (root / version.strip() / FORMER).write_text("damage")
    yield


def test_what_was_imported_is_never_replaced_by_the_sample_because_it_is_damaged(
    own: Settings, reading: Reading
) -> None:
    root, _ = former_catalogue(own, reading)
    ways = 0
    for _ in damaged(root):
        ways += 1
        with pytest.raises(ArtefactMismatch) as refusal:
            build_missing(own, lambda _: None, lambda _: reading)
        said = str(refusal.value)
        assert f"the catalogue in {root}" in said
        assert "was not replaced by the sample" in said
        assert "`matcher catalogue add FILE --replace`" in said
        assert refusal.value.rebuild == "matcher catalogue reset"
    assert ways == 3
    with pytest.raises(ArtefactMismatch, match="was not replaced by the sample"):
        ready_service(own, lambda _: None)


def test_an_index_of_the_catalogue_that_is_damaged_or_gone_is_built_again_from_the_store(
    own: Settings, reading: Reading
) -> None:
    root, before = own.home / "catalogue", kept_courses(own)
    (root / POINTER).write_text("gone\n")
    build_missing(own, lambda _: None, lambda _: reading)
    assert [course.id for course in _indexed(own, reading).catalogue.page(after=None, limit=9)] == sorted(before)
    shutil.rmtree(root)
    build_missing(own, lambda _: None, lambda _: reading)
    assert kept_courses(own) == before
    assert len(_indexed(own, reading).passages.ids) > len(before)


def _indexed(own: Settings, reading: Reading) -> CatalogueIndex:
    with closing(open_store(own)) as store:
        return load_catalogue_index(own.home, SqlCatalogueStore(store.database), reading.encoder, reading.version)


def test_a_store_that_is_damaged_is_told_and_left_as_it_is(own: Settings, reading: Reading) -> None:
    (own.home / FILE).write_bytes(b"damage" * 1000)
    for build in (lambda: build_missing(own, lambda _: None, lambda _: reading), lambda: ready_service(own)):
        with pytest.raises(StoreDamaged, match="put a copy of it back in its place"):
            build()
    assert (own.home / FILE).read_bytes() == b"damage" * 1000


def former_home(own: Settings, line: str) -> None:
    """A home as earlier versions left it."""
    (own.home / FILE).unlink()
    folder = own.home / "ads" / "0123"
    folder.mkdir(parents=True)
    (folder / "ads.jsonl").write_text(line)
    (own.home / "ads" / POINTER).write_text("0123\n")


def test_ads_that_an_earlier_version_kept_in_a_folder_are_taken_over_into_the_store(
    own: Settings, quick: Reading
) -> None:
    ad = {"id": "old-1", "text": "You must know SQL.", "date_posted": "2024-05-06", "extra": {"grade": "6"}}
    former_home(own, json.dumps({"ad": ad, "demands": []}) + "\n")
    build_missing(own, lambda _: None, lambda _: quick)
    store = open_store(own)
    [kept] = store.page(None, 5)
    assert (kept.id, kept.text, kept.date_posted, kept.extra) == ("old-1", ad["text"], date(2024, 5, 6), ad["extra"])
    assert store.demands_of("old-1")
    store.close()


def test_damaged_ads_of_an_earlier_version_are_not_replaced_by_the_sample_unasked(
    own: Settings, quick: Reading
) -> None:
    former_home(own, "damage\n")
    with pytest.raises(ArtefactMismatch, match=r"were not replaced by the sample.*run `matcher ads reset`"):
        build_missing(own, lambda _: None, lambda _: quick)
    assert main(["ads", "reset"], Loading(read_settings=lambda: own, load_reading=lambda _: quick)) == 0
    assert set(ad_texts(own)) == {ad.id for ad in read_sample_ads()}


def test_a_home_without_a_store_gets_the_sample_and_one_whose_ads_were_all_forgotten_does_not(
    own: Settings, quick: Reading
) -> None:
    (own.home / FILE).unlink()
    build_missing(own, lambda _: None, lambda _: quick)
    assert set(ad_texts(own)) == {ad.id for ad in read_sample_ads()}
    store = open_store(own)
    store.forget(Forgetting())
    build_missing(own, lambda _: None, lambda _: quick)
    assert store.counts().ads == 0
    assert len(load_ad_library(store, quick.encoder, quick.version, own.home)) == 0
    store.close()


def test_adding_to_what_is_damaged_says_so_and_replacing_it_works(
    own: Settings, reading: Reading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, _ = former_catalogue(own, reading)
    (root / POINTER).unlink()
    (tmp_path / "new.jsonl").write_text(json.dumps(ADDED["catalogue"][0]) + "\n")
    loading = Loading(read_settings=lambda: own, load_reading=lambda _: reading)
    assert main(["catalogue", "add", str(tmp_path / "new.jsonl")], loading) == 3
    assert "was not replaced by the sample" in capsys.readouterr().err
    assert main(["catalogue", "add", str(tmp_path / "new.jsonl"), "--replace"], loading) == 0
    assert ids(own, "catalogue") == {"new-1"}


def test_where_nothing_was_ever_imported_there_is_nothing_to_keep(tmp_path: Path) -> None:
    assert former_courses(tmp_path) is None
    assert former_ads(tmp_path) is None


def test_what_another_process_built_meanwhile_is_not_built_again(own: Settings) -> None:
    built: list[str] = []
    answers = iter([False, True])

    def load() -> None:
        if not next(answers):
            raise ArtefactMismatch("catalogue", "not built yet", "matcher index build")

    ensure(own.home / "catalogue", load, lambda: built.append("again"), lambda _: None)
    assert built == []
