"""Terms that ask for one thing come together: by a name that they hold, a long form, or their meaning."""

from collections.abc import Sequence

from matcher.asked_words import TermFacts
from models.term_groups import group_terms, spelt_out
from models.tokens import StemTokenizer
from tests.fakes import TrigramEncoder

TOKENIZE = StemTokenizer()


def facts(spelling: str, employers: int, *passages: str) -> TermFacts:
    one = TermFacts(tuple(token.stem for token in TOKENIZE(spelling)))
    one.employers = {f"employer {n}" for n in range(employers)}
    one.mentions = one.asked = employers
    one.spellings[spelling] = employers
    one.names = 1 if one.is_odd else -1
    one.passages = dict.fromkeys(passages or (spelling,), 0)
    return one


def grouped(terms: Sequence[TermFacts]) -> list[tuple[str, ...]]:
    return [tuple(one.spelling for one in group.terms) for group in group_terms(terms, TrigramEncoder(), TOKENIZE)]


def test_a_term_that_holds_a_commoner_name_joins_it() -> None:
    terms = [facts("MARC", 5), facts("MARC records", 3), facts("archival practice", 2)]
    assert grouped(terms) == [("MARC", "MARC records"), ("archival practice",)]


def test_a_term_that_is_commoner_than_the_name_in_it_stands_alone() -> None:
    assert grouped([facts("LC classification", 5), facts("LC", 2)]) == [("LC classification",), ("LC",)]


def test_names_that_differ_by_a_number_at_the_end_are_one() -> None:
    assert grouped([facts("MARC", 5), facts("MARC21", 3), facts("MARC21 formats", 2)]) == [
        ("MARC", "MARC21", "MARC21 formats")
    ]


def test_what_an_abbreviation_stands_for_joins_it() -> None:
    said = "Knowledge of Encoded Archival Description (EAD)"
    terms = [facts("EAD", 5, "EAD", said), facts("Encoded Archival Description", 2, said), facts("staff rota", 2)]
    assert spelt_out(terms, TOKENIZE) == {("ead",): "Encoded Archival Description"}
    [first, second] = group_terms(terms, TrigramEncoder(), TOKENIZE)
    assert [one.spelling for one in first.terms] == ["EAD", "Encoded Archival Description"]
    assert (first.stands_for, second.stands_for) == ("Encoded Archival Description", None)


def test_a_part_of_a_long_form_joins_only_where_it_mostly_stands_within_it() -> None:
    said = "Knowledge of Resource Description and Access (RDA)"
    part = facts("Resource Description", 2, said)
    common = facts("Resource Description", 4, said, "resource description", "resource description of assets")
    assert grouped([facts("RDA", 5, said), part]) == [("RDA", "Resource Description")]
    assert grouped([facts("RDA", 5, said), common]) == [("RDA",), ("Resource Description",)]


def test_terms_that_mean_alike_are_one_and_others_stand_alone() -> None:
    terms = [
        facts("metadata standards", 5),
        facts("library metadata standards", 4),
        facts("tracheostomy care", 3),
        facts("tracheostomy nursing care", 3),
        facts("wound dressing", 2),
    ]
    assert grouped(terms) == [
        ("metadata standards", "library metadata standards"),
        ("tracheostomy care", "tracheostomy nursing care"),
        ("wound dressing",),
    ]


def test_names_that_are_spelt_alike_stay_apart() -> None:
    assert grouped([facts("HCPC", 5), facts("HCPA", 4)]) == [("HCPC",), ("HCPA",)]


def test_no_term_and_a_single_term_are_grouped_too() -> None:
    assert grouped([]) == []
    assert grouped([facts("wound care", 2)]) == [("wound care",)]
