"""What the same words were read as stands together wherever people read an answer."""

from api.answer_lines import Standing, lines_by_need, lines_of
from api.commands.advice_text import extract_text
from api.needs import needs_of
from api.schemas import DemandOut, ExtractResponse, GapOut
from tests.api.answered import AD, answer, demand


def alike(*found: DemandOut) -> list[DemandOut]:
    uris = [own.uri for own in found]
    return [own.model_copy(update={"alike": [uri for uri in uris if uri != own.uri]}) for own in found]


SERVICE = alike(
    demand("s:1", "provide customer service", "essential", "Python is a plus."),
    demand("s:2", "customer service", "essential", "Python is a plus."),
    demand("s:3", "manage customer service", "optional", "Python is a plus."),
)
SQL = demand("s:4", "SQL", "essential", "You must know SQL.")
DEMANDS = [SERVICE[0], SQL, *SERVICE[1:]]


def test_a_need_is_the_first_of_what_is_alike_and_all_others_of_it() -> None:
    assert [(need.head.uri, [one.uri for one in need.others]) for need in needs_of(DEMANDS)] == [
        ("s:1", ["s:2", "s:3"]),
        ("s:4", []),
    ]
    assert [need.label for need in needs_of(DEMANDS)] == ["provide customer service (and 2 like it)", "SQL"]
    assert [need.head.uri for need in needs_of(DEMANDS[2:])] == ["s:2"], "where the first is not there, the next"


def test_the_terminal_counts_needs_and_names_what_is_like_them_below() -> None:
    response = ExtractResponse(
        versions=answer().versions,
        attribution=[],
        text=AD,
        language="en",
        demands=DEMANDS,
        unmatched=[],
        set_aside={},
        notes=[],
    )
    told = extract_text(response, 100)
    assert "essential (2)" in told
    assert "optional" not in told
    assert "also read as: customer service; manage customer service" in told


def test_a_document_has_a_line_for_a_need_and_a_table_one_for_each_skill() -> None:
    found = answer().model_copy(
        update={"demands": DEMANDS, "gap": GapOut(covered=[], missing=DEMANDS), "open": [SQL], "unmatched": []}
    )
    assert [line.demand.uri for line in lines_of(found)] == ["s:1", "s:4", "s:2", "s:3"]
    by_need = lines_by_need(found)
    assert [(line.demand.uri, line.standing, tuple(one.label for one in line.others)) for line in by_need] == [
        ("s:1", Standing.CLOSED, ("customer service", "manage customer service")),
        ("s:4", Standing.OPEN, ()),
    ]
