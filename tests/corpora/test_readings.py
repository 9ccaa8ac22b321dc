"""What was read in an ad is kept as one document, and those that an earlier version wrote are read as well."""

import orjson
import pytest

from corpora.store.readings import concepts_in, demands_in, document_of
from matcher.concepts import ConceptUri
from matcher.demand import Demand, Evidence, EvidenceSource, Importance
from matcher.mentions import Span

TEXT = "Serve customers well."
SERVE, HELP, GREET = (ConceptUri(f"s:{name}") for name in ("serve", "help", "greet"))
NUMBERS: dict[str, int] = {SERVE: 1, HELP: 2, GREET: 3}
URIS: dict[int, str] = {number: uri for uri, number in NUMBERS.items()}


def demand(skill: ConceptUri, *alike: ConceptUri, instead: tuple[ConceptUri, ...] = ()) -> Demand:
    evidence = Evidence(
        source=EvidenceSource.AD, text=TEXT, confidence=0.5, span=Span(0, len(TEXT)), mention=Span(0, 15)
    )
    return Demand(
        skill=skill,
        importance=Importance.ESSENTIAL,
        confidence=0.5,
        evidence=(evidence,),
        alternatives=frozenset(instead),
        alike=frozenset(alike),
    )


@pytest.mark.parametrize(
    "demands",
    [(demand(SERVE, HELP), demand(HELP, SERVE)), (demand(SERVE, instead=(GREET,)),), ()],
    ids=["alike", "alternatives", "none"],
)
def test_demands_come_back_from_the_document_as_they_were(demands: tuple[Demand, ...]) -> None:
    assert demands_in(TEXT, document_of(TEXT, demands, NUMBERS), URIS) == demands


def test_a_document_of_before_knows_nothing_that_is_alike() -> None:
    document = orjson.loads(document_of(TEXT, (demand(SERVE, HELP), demand(HELP, SERVE)), NUMBERS))
    former = orjson.dumps([record[:5] for record in document])
    assert demands_in(TEXT, former, URIS) == (demand(SERVE), demand(HELP))
    assert concepts_in(former) == {1, 2}
