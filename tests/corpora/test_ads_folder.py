"""Indexed ads come back from their folder as they went in, every field."""

from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpora.ads.folder import FILE, load_ads, save_ads
from matcher.ads import JobAd
from matcher.concepts import ConceptUri
from matcher.demand import Demand, Evidence, EvidenceSource, Importance
from matcher.mentions import Span

FULL = JobAd(
    id="ad:1",
    text="Zeile eins\r\n你好 🙂\u2028SQL",
    title='Librarian "B"',
    organisation="City",
    location="Leeds",
    sector="libraries",
    date_posted=date(2019, 2, 28),
    language="en-GB",
    source="made up",
    sample=True,
    extra={"grade": "6", "ünïcode": "✓"},
)
DEMAND = Demand(
    skill=ConceptUri("s:sql"),
    importance=Importance.OPTIONAL,
    confidence=0.1234567890123,
    evidence=(
        Evidence(
            source=EvidenceSource.AD,
            text="SQL",
            confidence=0.1234567890123,
            span=Span(20, 23),
            mention=Span(20, 23),
            section="required",
        ),
        Evidence(source=EvidenceSource.TASK, text="Query.", confidence=0.1, reference="o:1"),
    ),
    alternatives=frozenset({ConceptUri("s:java"), ConceptUri("s:go")}),
)


def through(folder: Path, *read: tuple[JobAd, tuple[Demand, ...]]) -> list[tuple[JobAd, tuple[Demand, ...]]]:
    save_ads(folder, read)
    return load_ads(folder)


def test_every_field_of_an_ad_and_of_its_demands_comes_back(tmp_path: Path) -> None:
    assert through(tmp_path, (FULL, (DEMAND,))) == [(FULL, (DEMAND,))]


def test_what_is_absent_stays_absent(tmp_path: Path) -> None:
    bare = JobAd(id="ad:2", text="SQL")
    assert through(tmp_path, (bare, ())) == [(bare, ())]


def test_the_order_is_kept_with_one_line_an_ad(tmp_path: Path) -> None:
    ads = [(JobAd(id=key, text="two\nlines"), ()) for key in ("z", "a", "m")]
    assert [ad.id for ad, _ in through(tmp_path, *ads)] == ["z", "a", "m"]
    assert (tmp_path / FILE).read_bytes().count(b"\n") == 3


def test_no_ads_are_an_empty_file(tmp_path: Path) -> None:
    assert through(tmp_path) == []
    assert (tmp_path / FILE).read_bytes() == b""


def test_equal_ads_are_saved_as_equal_bytes(tmp_path: Path) -> None:
    through(tmp_path, (FULL, (DEMAND,)))
    first = (tmp_path / FILE).read_bytes()
    through(tmp_path, (FULL, (DEMAND,)))
    assert (tmp_path / FILE).read_bytes() == first


text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.lists(st.builds(JobAd, id=text, text=text, title=st.none() | text, extra=st.dictionaries(text, text))))
def test_any_text_survives(tmp_path: Path, ads: list[JobAd]) -> None:
    read = [(ad, (DEMAND,)) for ad in ads]
    assert through(tmp_path, *read) == read
