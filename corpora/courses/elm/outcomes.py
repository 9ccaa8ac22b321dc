"""Learning outcomes with the skills they are related to, from and to the European Learning Model."""

from collections.abc import Sequence
from typing import Any

from corpora.courses.elm.building import Builder, concept
from corpora.courses.elm.nodes import concept_ids, id_of, joined, label, lines, notes
from corpora.courses.formats import Label
from corpora.documents.markup import fragment_text
from corpora.linked_data.graph import Graph, Node, is_address, referred
from matcher.achievements import TEACHING, Achievement, AlignmentRole

ESCO = "/esco/"
"""In the URI of every concept of ESCO, which begins with http."""
TAUGHT = AlignmentRole.TEACHES.value


def outcomes_of(graph: Graph, specification: Node) -> dict[str, list[Any]]:
    """Outcomes, alignments and competencies; each of the latter two in the words of the outcome it belongs to."""
    read: dict[str, list[Any]] = {"outcomes": [], "alignments": [], "competencies": []}
    for value in specification.fields.get("elm:learningOutcome", ()):
        outcome = referred(value, graph.by_id)
        text = _text(graph, outcome) if outcome is not None else None
        if outcome is None or text is None:
            read["alignments"] += [_tie(uri, uri) for uri in [id_of(value)] if uri and ESCO in uri]
            continue
        read["outcomes"].append(text)
        for uri in concept_ids(outcome, "elm:relatedESCOSkill", "elm:relatedSkill"):
            if ESCO in uri:
                read["alignments"].append(_tie(uri, text))
        read["competencies"] += _of_other_frameworks(graph, outcome, text)
    plain = [text for text in specification.words("elm:learningOutcome") if text not in graph.by_id]
    read["outcomes"] += [text for text in plain if not is_address(text)]
    if not read["outcomes"]:
        summaries = notes(graph, specification, "elm:learningOutcomeSummary")
        read["outcomes"] = [line for text in summaries for line in lines(text)]
    return read


def _tie(uri: str, text: str) -> dict[str, str]:
    return {"uri": uri.replace("https://", "http://", 1), "role": TAUGHT, "label": text}


def _text(graph: Graph, outcome: Node) -> str | None:
    said = joined([outcome.word("dc:title", "skos:prefLabel"), outcome.word("dc:description")], ": ")
    whole = joined([said, *notes(graph, outcome, "elm:additionalNote")], ": ")
    return " ".join(fragment_text(whole).split()) if whole else None


def _of_other_frameworks(graph: Graph, outcome: Node, text: str) -> list[dict[str, str | None]]:
    found: list[dict[str, str | None]] = []
    for related in graph.linked(outcome, "elm:relatedSkill", "elm:relatedESCOSkill"):
        named = label(related) or related.id
        if named is None or ESCO in (related.id or ""):
            continue
        scheme = next(graph.linked(related, "skos:inScheme"), None)
        found.append(
            {
                "name": named,
                "role": TAUGHT,
                "description": text if text != named else None,
                "framework": label(scheme) if scheme is not None else None,
                "url": related.id,
                "code": related.word("skos:notation"),
            }
        )
    return found


def written_outcomes(one: Achievement, say: Builder, labelled: Label) -> list[dict[str, Any]]:
    """The outcomes with the skills whose words they are; a skill that belongs to none is an outcome of its own name."""
    skills: dict[str, list[dict[str, Any]]] = {outcome: [] for outcome in one.outcomes}
    others: dict[str, list[dict[str, Any]]] = {outcome: [] for outcome in one.outcomes}
    stood_in = dict(one.passages())
    for tie in one.alignments:
        if tie.stated and tie.role in TEACHING:
            name = labelled(tie.concept)
            words = tie.text if tie.text in one.outcomes else stood_in.get(tie.field)
            title = words if words in one.outcomes else name
            skills.setdefault(title, []).append(concept(say, name, tie.concept))
    for own in one.competencies:
        if own.role in TEACHING:
            title = _belonging(own.name, own.description, one.outcomes)
            scheme = say.named("ConceptScheme", own.framework) if own.framework else None
            tied = concept(say, own.name, own.url) | say.stated({"notation": own.code, "inScheme": scheme})
            others.setdefault(title, []).append(tied)
    return [
        say.stated(
            {
                "@type": "LearningOutcome",
                "title": say.words(title),
                "relatedESCOSkill": skills.get(title),
                "relatedSkill": others.get(title),
            }
        )
        for title in dict.fromkeys([*skills, *others])
    ]


def _belonging(name: str, description: str | None, outcomes: Sequence[str]) -> str:
    """The outcome in whose words a competency stands; else what it says of itself."""
    if description in outcomes:
        return str(description)
    return name if name in outcomes or not description else f"{name}: {description}"
