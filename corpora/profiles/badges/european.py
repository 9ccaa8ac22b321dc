"""What a European Digital Credential says was achieved, by its specification where it has one."""

from collections.abc import Iterator

from corpora.courses.elm.offers import is_offered
from corpora.courses.elm.reading import record_of
from corpora.courses.elm.terms import CONTEXT
from corpora.courses.records import achievement_of
from corpora.linked_data.graph import Graph, Node
from corpora.linked_data.reading import read_graph
from corpora.profiles.badges.statements import Statement
from matcher.achievements import Achievement
from matcher.errors import InvalidInput

CLAIM = "elm:LearningAchievement"
MAX_DEPTH = 10
"""Of achievements in achievements."""


def achieved(statement: Statement) -> Iterator[Achievement]:
    """Each achievement that is claimed, and its parts. Raises InvalidInput where there is none."""
    where = statement.at("credentialSubject.hasClaim")
    stated = statement.fields.get("@context")
    contexts = [CONTEXT, *(stated if isinstance(stated, list) else [stated] if stated is not None else [])]
    graph = read_graph({"@context": contexts, "@graph": [dict(statement.fields)]})
    subjects = [one for node in graph.nodes for one in graph.linked(node, "cred:credentialSubject")]
    claims = [one for node in subjects for one in _claims(graph, node, "elm:hasClaim")]
    if not claims:
        raise InvalidInput(where, "names no learning achievement")
    for claim in claims:
        try:
            yield achievement_of({**_of(graph, claim), "id": "held", "url": None})
        except InvalidInput as error:
            raise InvalidInput(f"{where}.{error.field}", error.reason) from error


def _claims(graph: Graph, holder: Node, name: str, depth: int = 0) -> Iterator[Node]:
    for one in graph.linked(holder, name) if depth < MAX_DEPTH else ():
        if CLAIM in one.types:
            yield one
            yield from _claims(graph, one, "elm:hasPart", depth + 1)


def _of(graph: Graph, claim: Node) -> dict[str, object]:
    own = {"name": claim.word("dc:title"), "description": claim.word("dc:description")}
    specified = next((one for one in graph.linked(claim, "elm:specifiedBy") if is_offered(one)), None)
    read = record_of(graph, specified) if specified is not None else {}
    return {**read, **{name: text for name, text in own.items() if text}}
