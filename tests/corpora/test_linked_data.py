"""JSON-LD comes out under canonical names, however it is abbreviated, and nothing hostile in it gets far."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.linked_data.graph import Graph, Node
from corpora.linked_data.reading import MAX_DEPTH, read_graph
from matcher.errors import InvalidInput

COURSE = frozenset({"schema:Course"})


def course(value: object) -> Node:
    [found] = read_graph(value).of(COURSE)
    return found


@pytest.mark.parametrize(
    "document",
    [
        {"@context": "https://schema.org", "@type": "Course", "name": "Rope work"},
        {"@context": "http://schema.org/", "@type": ["Course"], "name": ["Rope work"]},
        {"@context": {"@vocab": "http://schema.org/"}, "@type": "Course", "name": {"@value": "Rope work"}},
        {"@context": {"s": "https://schema.org/"}, "@type": "s:Course", "s:name": "Rope work"},
        {"@context": {"titel": "https://schema.org/name"}, "@type": "https://schema.org/Course", "titel": "Rope work"},
        {"@type": "https://schema.org/Course", "https://schema.org/name": {"en": "Rope work"}},
        {"@type": "schema:Course", "schema:name": [{"@value": "Seilkunde", "@language": "de"}, "Rope work"]},
    ],
)
def test_every_way_to_write_a_name_is_read_as_one(document: object) -> None:
    assert course(document).word("schema:name") == "Rope work"


def test_nodes_stand_in_the_order_of_the_document_and_references_lead_to_them() -> None:
    part = {"@type": "Course", "name": "B"}
    graph = read_graph(
        {
            "@context": "https://schema.org",
            "@graph": [
                {
                    "@type": "Course",
                    "@id": "#a",
                    "provider": {"@id": "#p"},
                    "hasPart": part,
                },
                {"@type": "Organization", "@id": "#p", "name": "Harbour Institute"},
            ],
        }
    )
    first, second = graph.of(COURSE)
    assert (first.path, second.path) == ("@graph[0]", "@graph[0].hasPart")
    assert [one.word("schema:name") for one in graph.at(first, "schema:provider", "schema:hasPart")] == [
        "Harbour Institute",
        "B",
    ]
    assert list(graph.addresses(first, "schema:provider")) == ["#p"]


def test_one_language_is_chosen_english_before_unmarked_before_the_first() -> None:
    names = {"@context": "https://schema.org", "@type": "Course"}
    several = {"de": "Seilkunde", "en-NZ": ["Rope work", "Knots"]}
    assert course({**names, "name": several}).words("schema:name") == ("Rope work", "Knots")
    assert course({**names, "name": [{"de": "Seilkunde"}, "Ropes"]}).words("schema:name") == ("Ropes",)
    assert course({**names, "name": {"fr": "Cordes", "de": "Seilkunde"}}).words("schema:name") == ("Cordes",)


def test_what_no_interpreted_name_stands_for_is_left_as_it_was_written() -> None:
    raw: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Course",
        "name": "A",
        "x:y": {"z": 1},
        "about": 2,
    }
    assert course(raw).left(frozenset({"schema:name"})) == {"x:y": {"z": 1}, "about": 2}


def test_a_context_that_is_not_known_is_named_and_never_fetched() -> None:
    graph = read_graph({"@context": "http://169.254.169.254/latest/meta-data", "@type": "Course", "name": "A"})
    assert graph.unknown_contexts == ("http://169.254.169.254/latest/meta-data",)
    assert list(graph.of(COURSE)) == []


def test_a_context_may_not_change_what_a_badge_says() -> None:
    badge = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
    with pytest.raises(InvalidInput, match="@context: gives 'name' another meaning"):
        read_graph({"@context": [badge, {"name": "https://schema.org/description"}], "name": "A"})
    honest = read_graph({"@context": [badge, {"ex": "https://example.org/"}], "type": "Achievement", "name": "A"})
    assert [node.word("ob:name") for node in honest.of(frozenset({"ob:Achievement"}))] == ["A"]


def test_prefixes_that_lead_to_each_other_lead_nowhere() -> None:
    graph = read_graph({"@context": {"a": "b:", "b": "a:"}, "@type": "a:Course", "a:name": "A"})
    assert list(graph.of(COURSE)) == []


ELM = "http://data.europa.eu/snb/model/context/edc-ap"


def test_a_context_that_mixes_vocabularies_keeps_them_apart() -> None:
    [node] = read_graph({"@context": ELM, "type": "LearningOpportunity", "title": {"en": "A"}, "mode": "x"}).nodes
    assert node.types == {"elm:LearningOpportunity"}
    assert (node.word("dc:title"), node.word("elm:mode"), node.word("elm:title")) == ("A", "x", None)


def test_a_text_that_is_the_id_of_a_node_can_refer_to_it_and_holders_are_known() -> None:
    way = {"@type": "LearningOpportunity", "providedBy": ["urn:org:1", {"@id": "urn:org:1"}, "urn:org:2"]}
    body = {"@id": "urn:org:1", "@type": "Organisation", "legalName": {"en": "Harbour Institute"}}
    graph = read_graph({"@context": ELM, "@graph": [way, body, {"@id": "urn:org:1", "@type": "Organisation"}]})
    holder, full, _ = graph.nodes
    assert list(graph.linked(holder, "elm:providedBy")) == [full, full]
    assert list(graph.at(holder, "elm:providedBy")) == [full]
    assert list(graph.holders(full, "elm:providedBy")) == [holder]
    assert (graph.times_held(full, "elm:providedBy"), graph.times_held(holder, "elm:providedBy")) == (1, 0)


def test_a_nest_without_end_is_refused() -> None:
    nest: Any = "A"
    for _ in range(MAX_DEPTH + 1):
        nest = {"@type": "Course", "hasPart": nest}
    with pytest.raises(InvalidInput, match="nested more than"):
        read_graph(nest)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda own: (
        st.lists(own, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@id", "@type", "@value", "@list", "@graph", "@context", "id", "en", "name"]) | st.text(),
            own,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_is_read_or_refused_by_name(value: object) -> None:
    read: Graph | InvalidInput
    try:
        read = read_graph(value)
    except InvalidInput as error:
        read = error
    assert all(isinstance(node, Node) for node in read.nodes) if isinstance(read, Graph) else "@context" in read.field
