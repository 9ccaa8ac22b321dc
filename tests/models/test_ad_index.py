"""Indexed ads: loaded equal, refused where they do not fit, kept for the next build."""

from pathlib import Path

import pytest

from matcher.errors import ArtefactMismatch
from matcher.reading import AdReader
from models.ad_index import KIND, RESET, build_ad_index, kept_ads, load_ad_index
from tests.fakes import LineSplitter, TrigramEncoder, small_ads, small_linker

ENCODER = TrigramEncoder()
READER = AdReader(splitter=LineSplitter(), linker=small_linker())


def build(home: Path) -> str:
    return build_ad_index(home, small_ads(), READER, ENCODER, "concepts-1").version


def test_a_loaded_library_holds_the_ads_and_names_the_version_that_was_built(tmp_path: Path) -> None:
    version = build(tmp_path)
    library = load_ad_index(tmp_path, ENCODER, "concepts-1")
    assert library.version == version
    assert tuple(library.ads.values()) == small_ads()
    assert {key: tuple(own) for key, own in library.demands.items()} == {
        ad.id: READER.read(ad.text).demands for ad in small_ads()
    }


@pytest.mark.parametrize(
    ("encoder", "concepts", "reason"),
    [
        (TrigramEncoder(64), "concepts-1", "built with encoder 'trigrams-256', but 'trigrams-64' is loaded"),
        (ENCODER, "concepts-2", "built with concepts 'concepts-1', but 'concepts-2' is loaded"),
    ],
)
def test_ads_read_with_something_else_are_refused(
    tmp_path: Path, encoder: TrigramEncoder, concepts: str, reason: str
) -> None:
    build(tmp_path)
    with pytest.raises(ArtefactMismatch, match=f"{reason}; run `matcher index build`"):
        load_ad_index(tmp_path, encoder, concepts)


def test_ads_that_were_never_indexed_are_refused_and_nothing_is_kept(tmp_path: Path) -> None:
    with pytest.raises(ArtefactMismatch, match="not built yet; run `matcher index build`"):
        load_ad_index(tmp_path, ENCODER, "concepts-1")
    assert kept_ads(tmp_path) is None


def test_the_ads_are_kept_for_the_next_build_which_is_then_the_same(tmp_path: Path) -> None:
    version = build(tmp_path)
    kept = kept_ads(tmp_path)
    assert kept == small_ads()
    assert build_ad_index(tmp_path, kept, READER, ENCODER, "concepts-1").version == version


def test_no_ads_are_kept_as_no_ads(tmp_path: Path) -> None:
    build_ad_index(tmp_path, [], READER, ENCODER, "concepts-1")
    assert kept_ads(tmp_path) == ()
    assert len(load_ad_index(tmp_path, ENCODER, "concepts-1")) == 0


def test_damaged_ads_are_never_replaced_unasked(tmp_path: Path) -> None:
    version = build(tmp_path)
    (tmp_path / KIND / version / "ads.jsonl").write_text("")
    with pytest.raises(ArtefactMismatch, match=f"run `{RESET}`"):
        kept_ads(tmp_path)
