"""Every AdStore keeps ads and what was read in them, value for value, and finds what is near-identical."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpora.store.ads import SqlAdStore
from corpora.store.signatures import signature_of
from matcher.ad_store import NEVER_USED, AdCounts, AdStore, FacetKind, Forgetting, Outcome, ReadAd, ReadWith, Unlinked
from matcher.ads import JobAd
from matcher.concepts import ConceptUri
from matcher.demand import ORDER, Demand, Evidence, EvidenceSource, Importance
from matcher.errors import InvalidInput, UnknownAd
from matcher.mentions import Span
from matcher.slices import Slice, inside
from matcher.vectors import Vectors
from tests.databases import fresh_postgresql, fresh_sqlite
from tests.fake_store import ListAdStore

TODAY = date(2026, 5, 4)
MADE_WITH = ReadWith(reading="reading-1", encoder="encoder-1")
FULL = JobAd(
    id="ad:1",
    text="Zeile eins\r\n你好 🙂\u2028SQL",
    title='Librarian "B"',
    organisation="City",
    location="Leeds, Yorkshire",
    region="Yorkshire",
    sector="libraries",
    date_posted=date(2019, 2, 28),
    language="en-GB",
    source="made up",
    sample=True,
    extra={"zeta": "first", "grade": "6", "ünïcode": "✓"},
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
            span=Span(17, 20),
            mention=Span(17, 20),
            section="required",
            levels=("3+ years", "advanced"),
        ),
        Evidence(source=EvidenceSource.AD, text="other words than in the ad", confidence=0.3, span=Span(0, 5)),
        Evidence(source=EvidenceSource.TASK, text="Query.", confidence=0.1, reference="o:1"),
    ),
    alternatives=frozenset({ConceptUri("s:java"), ConceptUri("s:go")}),
)
OTHER = Demand(
    skill=ConceptUri("s:go"),
    importance=Importance.ESSENTIAL,
    confidence=1.0,
    evidence=(Evidence(source=EvidenceSource.AD, text="你好", confidence=1.0, span=Span(12, 14)),),
)
UNLINKED = (
    Unlinked(span=Span(0, 10), text="Zeile eins", section="required", named=False),
    Unlinked(span=Span(12, 14), text="你好", section="duties", named=True),
)
LONG = " ".join(f"word{number} of the ad" for number in range(150))
CHANGED_A_BIT = LONG.replace("word75", "else")
FOREIGN = " ".join(f"term{number} in another text" for number in range(150))


def vector(first: float = 1.0) -> Vectors:
    return np.array([[first, 1 / 3, -0.1]], dtype=np.float32)


def read(
    ad: JobAd,
    *demands: Demand,
    unlinked: tuple[Unlinked, ...] = (),
    first: float = 1.0,
    made_with: ReadWith = MADE_WITH,
) -> ReadAd:
    return ReadAd(
        ad=ad,
        made_with=made_with,
        demands=demands,
        unlinked=unlinked,
        language="en",
        vector=vector(first),
        signature=signature_of(ad),
    )


def plain(
    *ids: str, text: str = "", source: str | None = None, posted: date | None = None, made_with: ReadWith = MADE_WITH
) -> list[ReadAd]:
    """Ads that are like nothing else, where they are given no text."""
    texts = {key: text or f"{key} " + " ".join(key * n for n in range(2, 9)) for key in ids}
    ads = [JobAd(id=key, text=own, source=source, date_posted=posted) for key, own in texts.items()]
    return [read(ad, made_with=made_with) for ad in ads]


@pytest.fixture(params=["list", "sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AdStore]:
    with ExitStack() as opened:
        if request.param == "list":
            yield ListAdStore(lambda: TODAY)
        elif request.param == "sqlite":
            yield SqlAdStore(opened.enter_context(fresh_sqlite(tmp_path)), lambda: TODAY)
        else:
            server = request.getfixturevalue("postgresql")
            yield SqlAdStore(opened.enter_context(fresh_postgresql(server)), lambda: TODAY)


def test_every_field_of_an_ad_and_all_that_was_read_in_it_comes_back(store: AdStore) -> None:
    assert store.save([read(FULL, DEMAND, OTHER, unlinked=UNLINKED)], []) == {"ad:1": Outcome.NEW}
    assert store.ads(["ad:1", "ad:2"]) == {"ad:1": FULL}
    assert list(store.ads(["ad:1"])["ad:1"].extra) == list(FULL.extra)
    assert store.demands_of("ad:1") == (DEMAND, OTHER)
    assert store.unlinked_of("ad:1") == UNLINKED
    found = store.vectors("encoder-1", 3)
    assert list(found.ids) == ["ad:1"]
    assert found.vectors.dtype == np.float32
    assert found.vectors.tolist() == vector().tolist()


def test_what_is_absent_stays_absent(store: AdStore) -> None:
    bare = JobAd(id="ad:2", text="SQL")
    store.save([read(bare)], [])
    assert store.ads(["ad:2"]) == {"ad:2": bare}
    assert (store.demands_of("ad:2"), store.unlinked_of("ad:2"), store.like_of("ad:2")) == ((), (), None)


def test_an_unknown_ad_is_an_error_that_names_it(store: AdStore) -> None:
    for asked in (store.demands_of, store.unlinked_of, store.like_of):
        with pytest.raises(UnknownAd, match="'ad:9'"):
            asked("ad:9")


def test_an_empty_store_answers_with_nothing(store: AdStore) -> None:
    found = store.vectors("encoder-1", 3)
    assert (list(found.ids), found.vectors.shape) == ([], (0, 3))
    assert list(store.page(None, 5)) == []
    assert store.save([], []) == {}
    assert store.counts() == AdCounts(
        ads=0, near_identical=0, unread=0, sample=0, dated=0, first=None, last=None, sources={}
    )
    assert store.forget(Forgetting()) == 0
    assert store.version() == found.version == NEVER_USED


def test_an_ad_that_is_saved_again_is_known_and_the_version_stays(store: AdStore) -> None:
    store.save([read(FULL, DEMAND)], [])
    version = store.version()
    elsewhere = JobAd(**{**{name: getattr(FULL, name) for name in JobAd.__slots__}, "source": "another file"})
    assert store.save([read(elsewhere)], []) == {"ad:1": Outcome.KNOWN}
    assert store.version() == version
    assert store.ads(["ad:1"]) == {"ad:1": FULL}
    assert store.demands_of("ad:1") == (DEMAND,)


def test_an_ad_with_other_contents_takes_the_place_of_the_former_one(store: AdStore) -> None:
    store.save([read(FULL, DEMAND, unlinked=UNLINKED), *plain("later")], [])
    version = store.version()
    new = JobAd(id="ad:1", text=FOREIGN)
    assert store.save([read(new, OTHER, first=0.5)], []) == {"ad:1": Outcome.CHANGED}
    assert store.version() != version
    assert store.ads(["ad:1"]) == {"ad:1": new}
    assert (store.demands_of("ad:1"), store.unlinked_of("ad:1")) == ((OTHER,), ())
    found = store.vectors("encoder-1", 3)
    assert list(found.ids) == ["ad:1", "later"]
    assert found.vectors[:, 0].tolist() == [0.5, 1.0]


def test_a_near_identical_ad_is_a_copy_of_the_first_whether_it_was_read_or_not(store: AdStore) -> None:
    first, near, far = (JobAd(id=k, text=t) for k, t in (("z", LONG), ("a", CHANGED_A_BIT), ("m", FOREIGN)))
    outcomes = store.save([read(first, OTHER), read(near, DEMAND), read(far)], [])
    assert outcomes == {"z": Outcome.NEW, "a": Outcome.NEAR_IDENTICAL, "m": Outcome.NEW}
    third = JobAd(id="b", text=LONG.upper() + "!", organisation="Elsewhere")
    assert store.save([], [(third, signature_of(third))]) == {"b": Outcome.NEAR_IDENTICAL}
    assert {key: store.like_of(key) for key in "zamb"} == {"z": None, "a": "z", "m": None, "b": "z"}
    assert store.ads(["b"]) == {"b": third}
    assert store.demands_of("a") == store.demands_of("b") == (OTHER,)
    assert list(store.vectors("encoder-1", 3).ids) == ["z", "m"]
    assert (store.counts().ads, store.counts().near_identical, store.counts().unread) == (4, 2, 0)


def test_what_is_near_identical_is_found_by_its_signature(store: AdStore) -> None:
    store.save([read(JobAd(id="one", text=LONG)), read(JobAd(id="two", text=FOREIGN))], [])
    near = signature_of(JobAd(id="", text=CHANGED_A_BIT))
    assert store.like(near) == "one"
    assert store.like(near, but="one") is None
    assert store.like(signature_of(JobAd(id="", text="Something short."))) is None


def test_a_copy_whose_like_is_gone_is_kept_unread(store: AdStore) -> None:
    ad = JobAd(id="a", text=LONG)
    assert store.save([], [(ad, signature_of(ad))]) == {"a": Outcome.NEW}
    assert list(store.unread("reading-1", None, 5)) == [ad]
    assert store.counts().unread == 1
    with pytest.raises(UnknownAd):
        store.demands_of("a")


def test_copies_of_an_ad_that_changed_stand_for_themselves_unless_they_are_still_like_it(store: AdStore) -> None:
    first, near = JobAd(id="z", text=LONG), JobAd(id="a", text=CHANGED_A_BIT)
    store.save([read(first), read(near)], [])
    dated = JobAd(id="z", text=LONG, date_posted=date(2024, 1, 1))
    assert store.save([read(dated)], []) == {"z": Outcome.CHANGED}
    assert store.like_of("a") == "z"
    assert store.save([read(JobAd(id="z", text=FOREIGN))], []) == {"z": Outcome.CHANGED}
    assert store.like_of("a") is None
    assert [ad.id for ad in store.unread("reading-1", None, 5)] == ["a"]


def test_copies_of_an_ad_that_became_a_copy_follow_it(store: AdStore) -> None:
    ads = [JobAd(id=k, text=t) for k, t in (("one", LONG), ("two", FOREIGN), ("three", FOREIGN + " more"))]
    store.save([read(ad) for ad in ads], [])
    assert store.like_of("three") == "two"
    assert store.save([read(JobAd(id="two", text=LONG))], []) == {"two": Outcome.NEAR_IDENTICAL}
    assert (store.like_of("two"), store.like_of("three")) == ("one", None)


def test_ads_are_listed_by_id_in_pages(store: AdStore) -> None:
    store.save(plain("c", "a", "b"), [])
    assert [ad.id for ad in store.page(None, 2)] == ["a", "b"]
    assert [ad.id for ad in store.page("b", 2)] == ["c"]


def test_ads_read_with_another_version_are_unread_by_this_one_until_they_are_read_again(store: AdStore) -> None:
    store.save([read(FULL, DEMAND), *plain("b")], [])
    assert (store.outdated("reading-1"), store.outdated("reading-2")) == (0, 2)
    assert [ad.id for ad in store.unread("reading-2", None, 1)] == ["ad:1"]
    version, newer = store.version(), ReadWith(reading="reading-2", encoder="encoder-2")
    store.reread([read(FULL, OTHER, first=0.25, made_with=newer), *plain("never kept", made_with=newer)], [])
    assert store.version() != version
    assert store.demands_of("ad:1") == (OTHER,)
    assert [ad.id for ad in store.unread("reading-2", None, 5)] == ["b"]
    assert (store.outdated("reading-1"), store.outdated("reading-2")) == (1, 1)
    found = store.vectors("encoder-2", 3)
    assert (list(found.ids), found.vectors[:, 0].tolist()) == (["ad:1"], [0.25])
    assert list(store.vectors("encoder-1", 3).ids) == ["ad:1", "b"]


def test_vectors_by_a_former_encoder_stay_until_they_are_retired(store: AdStore) -> None:
    store.save(plain("a", "b", "c"), [])
    former = store.vectors("encoder-1", 3)
    newer = ReadWith(reading="reading-2", encoder="encoder-2")
    again = [replace(one, made_with=newer, vector=-one.vector) for one in plain("a", "b")]
    store.reread(again, ["c"])
    for encoder, ids, expected in (("encoder-1", ["a", "b"], former.vectors[:2]), ("encoder-2", ["a", "b"], None)):
        found = store.vectors(encoder, 3)
        assert list(found.ids) == ids
        np.testing.assert_array_equal(found.vectors, -former.vectors[:2] if expected is None else expected)
    assert (store.retire("encoder-2"), store.retire("encoder-2")) == (2, 0)
    assert (list(store.vectors("encoder-1", 3).ids), list(store.vectors("encoder-2", 3).ids)) == ([], ["a", "b"])


def test_retiring_leaves_the_vectors_of_ads_that_were_not_read_again(store: AdStore) -> None:
    store.save(plain("a"), [])
    assert store.retire("encoder-2") == 0
    assert list(store.vectors("encoder-1", 3).ids) == ["a"]


SLICES = (
    Slice(),
    Slice(facets={FacetKind.REGION: ("yorkshire",)}),
    Slice(facets={FacetKind.REGION: ("Yorkshire", "*WALES")}),
    Slice(facets={FacetKind.REGION: ("*",)}),
    Slice(facets={FacetKind.SECTOR: ("libraries",), FacetKind.REGION: ("New South Wales",)}),
    Slice(facets={FacetKind.OCCUPATION: ("o:1",)}),
    Slice(facets={FacetKind.OCCUPATION: ("o:unknown",)}),
    Slice(facets={FacetKind.SOURCE: ("one.csv",), FacetKind.ORGANISATION: ("C*",)}),
    Slice(since=date(2019, 2, 28)),
    Slice(until=date(2019, 2, 28)),
    Slice(facets={FacetKind.LOCATION: ("Leeds",)}, since=date(2019, 3, 1), until=date(2030, 1, 1)),
)


def test_the_ads_of_a_slice_are_those_that_the_facts_tell(store: AdStore) -> None:
    [a], [b], [c], [d] = (plain(key) for key in "abcd")
    leeds = JobAd(id="", text="", location="Leeds", region="Yorkshire")
    stated = [
        replace(a, ad=replace(leeds, id="a", text=a.ad.text, sector="libraries", date_posted=date(2019, 2, 28))),
        replace(b, ad=replace(leeds, id="b", text=b.ad.text, date_posted=date(2020, 1, 1), source="one.csv")),
        replace(
            c, ad=replace(c.ad, region="New South Wales", sector="libraries", organisation="City", source="one.csv")
        ),
        replace(d, ad=replace(d.ad, sector="mines", organisation="Company")),
    ]
    store.save([replace(stated[0], occupation=ConceptUri("o:1")), *stated[1:]], [])
    facts = store.facts()
    expected = [[facts.ids[place] for place in np.flatnonzero(inside(facts, wanted)).tolist()] for wanted in SLICES]
    assert [list(store.within(wanted)) for wanted in SLICES] == expected
    assert expected[1:5] == [["a", "b"], ["a", "b", "c"], ["a", "b", "c"], ["c"]]


def test_a_slice_that_can_t_be_is_refused_by_its_name(store: AdStore) -> None:
    [a] = plain("a")
    store.save([replace(a, ad=replace(a.ad, region="Yorkshire"))], [])
    with pytest.raises(InvalidInput, match=r"region: no ad states 'Yorkshir'; there is 'Yorkshire'"):
        store.within(Slice(facets={FacetKind.REGION: ("Yorkshir",)}))
    with pytest.raises(InvalidInput, match="since: 2020-01-02 is after 2020-01-01"):
        store.within(Slice(since=date(2020, 1, 2), until=date(2020, 1, 1)))


def test_an_ad_that_can_t_be_read_again_is_left_unread(store: AdStore) -> None:
    store.save([read(FULL, DEMAND), *plain("b")], [])
    newer = ReadWith(reading="reading-2", encoder="encoder-1")
    store.reread(plain("b", made_with=newer), ["ad:1", "never kept"])
    assert store.outdated("reading-2") == 0
    assert [ad.id for ad in store.unread("reading-2", None, 5)] == ["ad:1"]
    assert list(store.unread("reading-2", "ad:1", 5)) == []
    assert [ad.id for ad in store.unread("reading-3", "ad:1", 5)] == ["b"]
    assert list(store.vectors("encoder-1", 3).ids) == ["b"]


def test_the_facts_to_count_by_are_columns_over_all_ads_that_were_read(store: AdStore) -> None:
    assert len(store.facts().ad_of) == len(store.facts().ids) == 0
    store.save([read(FULL, DEMAND, OTHER), *plain("bare"), read(JobAd(id="z", text=LONG), OTHER)], [])
    near = JobAd(id="copy", text=LONG)
    store.save([], [(near, signature_of(near))])
    facts = store.facts()
    assert facts.version == store.version()
    assert list(facts.ids) == ["ad:1", "bare", "z"]
    told = [
        (facts.ids[ad], facts.concepts[concept], ORDER[importance], round(float(confidence), 5))
        for ad, concept, importance, confidence in zip(
            facts.ad_of.tolist(),
            facts.concept_of.tolist(),
            facts.importance.tolist(),
            facts.confidence.tolist(),
            strict=True,
        )
    ]
    assert told == [
        ("ad:1", "s:sql", Importance.OPTIONAL, 0.1235),
        ("ad:1", "s:go", Importance.ESSENTIAL, 1.0),
        ("z", "s:go", Importance.ESSENTIAL, 1.0),
    ]
    assert facts.copies.tolist() == [0, 0, 1]
    assert facts.sample.tolist() == [True, False, False]
    assert facts.posted.tolist() == [date(2019, 2, 28), None, None]
    store.forget(Forgetting(ids=frozenset({"ad:1", "z"})))
    assert list(store.facts().ids) == ["bare", "copy"]
    assert store.facts().copies.tolist() == [0, 0]
    assert [store.facts().ids[ad] for ad in store.facts().ad_of.tolist()] == ["copy"]


def test_all_that_is_unlinked_comes_as_columns_with_whose_ads_asked_for_it_and_when(store: AdStore) -> None:
    none = store.unlinked()
    assert (len(none.ids), len(none.texts), none.ad_of.tolist(), none.named.tolist()) == (0, 0, [], [])
    store.save([*plain("bare"), read(JobAd(id="z", text=LONG), unlinked=UNLINKED[1:])], [])
    store.save([read(FULL, DEMAND, unlinked=UNLINKED)], [])
    near = JobAd(id="copy", text=LONG, organisation="Another")
    store.save([], [(near, signature_of(near))])
    found = store.unlinked()
    assert list(found.ids) == ["bare", "z", "ad:1"]
    assert list(found.organisations) == [None, None, "City"]
    assert list(found.posted) == [None, None, date(2019, 2, 28)]
    assert list(found.sources) == [None, None, "made up"]
    told = zip(found.ad_of.tolist(), found.texts, found.sections, found.named.tolist(), strict=True)
    assert [*told] == [
        (1, "你好", "duties", True),
        (2, "Zeile eins", "required", False),
        (2, "你好", "duties", True),
    ]
    assert [str(column.dtype) for column in (found.ad_of, found.named)] == ["int32", "bool"]
    assert found.version == store.version()
    store.forget(Forgetting(ids=frozenset({"ad:1"})))
    assert list(store.unlinked().texts) == ["你好"]


def test_the_facts_tell_what_ads_are_sliced_by(store: AdStore) -> None:
    named = JobAd(id="b", text=LONG, organisation="Borough", source="made up")
    store.save(
        [read(FULL, OTHER), replace(read(named), occupation=ConceptUri("o:librarian")), *plain("c", source="x")], []
    )
    facets = store.facts().facets
    assert {kind: (facet.names, facet.of.tolist()) for kind, facet in facets.items()} == {
        FacetKind.SOURCE: (("made up", "x"), [1, 1, 2]),
        FacetKind.ORGANISATION: (("Borough", "City"), [2, 1, 0]),
        FacetKind.LOCATION: (("Leeds, Yorkshire",), [1, 0, 0]),
        FacetKind.REGION: (("Yorkshire",), [1, 0, 0]),
        FacetKind.SECTOR: (("libraries",), [1, 0, 0]),
        FacetKind.OCCUPATION: (("o:librarian",), [0, 1, 0]),
    }


def test_counts_tell_dates_samples_and_sources(store: AdStore) -> None:
    store.save(
        [
            read(FULL),
            *plain("b", source="made up", posted=date(2020, 1, 1)),
            *plain("c", source="x", posted=date(2018, 1, 1)),
            *plain("d"),
        ],
        [],
    )
    assert store.counts() == AdCounts(
        ads=4,
        near_identical=0,
        unread=0,
        sample=1,
        dated=3,
        first=date(2018, 1, 1),
        last=date(2020, 1, 1),
        sources={"made up": 2, "x": 1, None: 1},
    )


def test_ads_are_forgotten_by_id_source_and_age_and_by_all_conditions_together(store: AdStore) -> None:
    store.save(
        [*plain("a", "b", source="one", posted=date(2018, 1, 1)), *plain("c", source="two", posted=date(2019, 1, 1))],
        [],
    )
    store.save([*plain("d", source="one", posted=date(2020, 1, 1)), *plain("undated", source="one")], [])
    assert store.forget(Forgetting(ids=frozenset({"a", "nobody"}))) == 1
    assert store.forget(Forgetting(source="nowhere")) == 0
    assert store.forget(Forgetting(source="one", before=date(2019, 6, 1))) == 1
    assert [ad.id for ad in store.page(None, 9)] == ["c", "d", "undated"]
    assert store.forget(Forgetting(before=TODAY)) == 2
    assert [ad.id for ad in store.page(None, 9)] == ["undated"]
    assert store.forget(Forgetting(before=date(2026, 5, 5))) == 1
    assert store.counts().ads == 0


def test_nothing_of_a_forgotten_ad_is_left_and_the_version_is_new(store: AdStore) -> None:
    store.save([read(FULL, DEMAND, unlinked=UNLINKED)], [])
    version = store.version()
    assert store.forget(Forgetting()) == 1
    assert store.version() != version
    assert store.ads(["ad:1"]) == {}
    assert store.like(signature_of(FULL)) is None
    assert len(store.vectors("encoder-1", 3).ids) == 0
    assert store.save([read(FULL, OTHER)], []) == {"ad:1": Outcome.NEW}
    assert store.demands_of("ad:1") == (OTHER,)


def test_the_first_copy_of_a_forgotten_ad_takes_its_place(store: AdStore) -> None:
    ads = [JobAd(id=k, text=t, title="T") for k, t in (("z", LONG), ("b", LONG), ("a", CHANGED_A_BIT))]
    store.save([read(ads[0], OTHER, unlinked=UNLINKED), read(ads[1]), read(ads[2])], [])
    assert store.forget(Forgetting(ids=frozenset("z"))) == 1
    assert (store.like_of("b"), store.like_of("a")) == (None, "b")
    assert (store.demands_of("b"), store.unlinked_of("a")) == ((OTHER,), UNLINKED)
    assert list(store.vectors("encoder-1", 3).ids) == ["b"]
    assert store.like(signature_of(ads[2])) == "b"
    assert store.forget(Forgetting(ids=frozenset("b"))) == 1
    assert [ad.id for ad in store.unread("reading-1", None, 5)] == ["a"]


def test_an_ad_and_its_copies_can_be_forgotten_together(store: AdStore) -> None:
    store.save([read(JobAd(id=key, text=LONG)) for key in "abc"], [])
    assert store.forget(Forgetting(ids=frozenset("ab"))) == 2
    assert (store.like_of("c"), store.counts().unread) == (None, 0)


def test_a_signature_of_next_to_no_words_is_like_itself_only(store: AdStore) -> None:
    store.save([read(JobAd(id="a", text="SQL")), read(JobAd(id="b", text="Go now"))], [])
    assert store.like(signature_of(JobAd(id="c", text="sql."))) == "a"
    assert store.like(signature_of(JobAd(id="c", text="Java"))) is None


text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=60)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(
    st.builds(
        JobAd,
        id=text,
        text=text,
        title=st.none() | text,
        organisation=st.none() | text,
        extra=st.dictionaries(text, text),
        date_posted=st.none() | st.dates(),
    )
)
def test_any_text_survives(store: AdStore, ad: JobAd) -> None:
    store.forget(Forgetting())
    store.save([read(ad, DEMAND)], [])
    assert store.ads([ad.id]) == {ad.id: ad}
    assert store.demands_of(ad.id) == (DEMAND,)
    assert store.fingerprints([ad.id]).keys() == {ad.id}
