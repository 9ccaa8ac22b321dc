"""schema.org to our records."""

import hashlib
from collections.abc import Iterator, Mapping

from corpora.courses.durations import in_words
from corpora.courses.formats import Record
from corpora.courses.schema_org.runs import SHARED, facts_of, lasting, run_of
from corpora.linked_data.graph import Graph, Node, is_address
from matcher.achievements import AlignmentRole

NAME = "schema.org"
CREDENTIAL = "schema:EducationalOccupationalCredential"
TYPES = frozenset({"schema:Course", "schema:EducationalOccupationalProgram", CREDENTIAL})
ROLES: Mapping[str, AlignmentRole] = {
    "schema:teaches": AlignmentRole.TEACHES,
    "schema:assesses": AlignmentRole.ASSESSES,
    "schema:competencyRequired": AlignmentRole.REQUIRES,
}
"""Of a course. What a credential requires to be shown is what it assesses."""
INTERPRETED = frozenset(
    f"schema:{name}"
    for name in (
        "name", "description", "identifier", "url", "courseCode", "provider", "creator", "publisher",
        "sourceOrganization", "keywords", "about", "teaches", "assesses", "competencyRequired", "educationalLevel",
        "coursePrerequisites", "timeRequired", "timeToComplete", "courseWorkload", "numberOfCredits", "offers",
        "hasCourseInstance", "courseMode", "educationalProgramMode", "inLanguage", "startDate", "endDate",
        "educationalCredentialAwarded", "occupationalCredentialAwarded", "programPrerequisites", "credentialCategory",
        "recognizedBy", "validFor", "audience", "dateCreated", "dateModified", "datePublished", "hasPart", "hasCourse",
        "learningResourceType", "programType", "countryOfOrigin",
    )
)  # fmt: skip
"""What is read of a course, a program or a credential."""
AWARDED = ("schema:educationalCredentialAwarded", "schema:occupationalCredentialAwarded")
ASKED = ("schema:coursePrerequisites", "schema:programPrerequisites")
ALIGNED = "schema:educationalAlignment"
ALIGNED_AS: Mapping[str, AlignmentRole] = {
    "teaches": AlignmentRole.TEACHES,
    "assesses": AlignmentRole.ASSESSES,
    "requires": AlignmentRole.REQUIRES,
}
"""Of an AlignmentObject's type; one of "educationalLevel" is a level."""
LABELS = ("schema:name", "schema:audienceType", "schema:credentialCategory", "schema:description")
RUNS = "schema:hasCourseInstance"


def offers(graph: Graph) -> Iterator[Node]:
    """Courses, programs and credentials, but those that a course awards, and what it only asks for in passing."""
    passing = {id(award) for node in graph.nodes for award in graph.at(node, *AWARDED)}
    passing |= {id(one) for node in graph.nodes for one in graph.at(node, *ASKED) if not one.word("schema:name")}
    return (node for node in graph.of(TYPES) if id(node) not in passing)


def record_of(graph: Graph, node: Node) -> Record:
    """The node under our field names."""
    awarded = next(graph.at(node, *AWARDED), None)
    is_credential = CREDENTIAL in node.types
    taught = _competencies(graph, node, AlignmentRole.ASSESSES if is_credential else AlignmentRole.REQUIRES)
    of_award = _competencies(graph, awarded, AlignmentRole.ASSESSES) if awarded else []
    runs = [run_of(graph, one) for one in graph.at(node, RUNS)]
    facts = facts_of(graph, node)
    if len(runs) == 1 and not (runs[0].keys() & facts.keys() or runs[0].keys() - SHARED):
        facts, runs = {**facts, **runs[0]}, []
    return {
        "id": id_of(graph, node),
        "name": node.word("schema:name"),
        "credential_name": awarded.word("schema:name") if awarded else next(iter(_plain(node, *AWARDED)), None),
        "kind": _kind(graph, node, awarded),
        "description": node.word("schema:description"),
        "outcomes": list(node.words("schema:teaches")),
        "topics": [text for name in ("schema:keywords", "schema:about") for text in _named(graph, node, name)],
        "competencies": [one for one in [*taught, *of_award] if "name" in one],
        "alignments": [one for one in [*taught, *of_award] if "uri" in one],
        "level": _level(graph, node) or (_level(graph, awarded) if awarded else None),
        "prerequisites": [text for name in ASKED for text in _named(graph, node, name)],
        "credits": _credits(graph, node),
        "provider": _first(graph, node, "schema:provider", "schema:sourceOrganization", "schema:publisher"),
        "awarding_body": _first(graph, awarded or node, "schema:provider", "schema:creator", "schema:publisher"),
        "recognised_by": _named(graph, awarded or node, "schema:recognizedBy"),
        "valid_for": in_words((awarded or node).word("schema:validFor") or ""),
        "audience": _first(graph, node, "schema:audience"),
        "country": _first(graph, node, "schema:countryOfOrigin") or _country(graph, awarded or node, node),
        "date": (node.word("schema:dateModified", "schema:datePublished", "schema:dateCreated") or "")[:10] or None,
        "url": next(graph.addresses(node, "schema:url"), None),
        "parts": [id_of(graph, one) for one in graph.at(node, "schema:hasPart", "schema:hasCourse")],
        "duration": next((text for one in (node, *graph.at(node, RUNS)) if (text := lasting(one))), None),
        "instances": runs,
        **facts,
    }


def id_of(graph: Graph, node: Node) -> str:
    """What identifies it: its @id, an identifier, a course code or address, else a hash of what it says."""
    identifiers = (one.word("schema:value", "schema:name") for one in graph.at(node, "schema:identifier"))
    stated = node.word("schema:identifier") or next((one for one in identifiers if one), None)
    found = node.id or stated or node.word("schema:courseCode", "schema:url")
    if found and not found.startswith("_:"):
        return found
    said = "\n".join(node.word(name) or "" for name in ("schema:name", "schema:description"))
    return "course-" + hashlib.sha256(said.encode()).hexdigest()[:16]


def _named(graph: Graph, node: Node, name: str) -> list[str]:
    """The texts of a field, and the names of the things in it."""
    things = (one.word(*LABELS) for one in graph.at(node, name))
    return list(dict.fromkeys([*node.words(name), *(text for text in things if text)]))


def _country(graph: Graph, *nodes: Node) -> str | None:
    """Of who awards it, else of who provides it, by the address that is stated."""
    bodies = (body for one in nodes for body in graph.at(one, "schema:provider", "schema:creator"))
    addresses = (place for body in bodies for place in graph.at(body, "schema:address"))
    return next((text for one in addresses for text in _named(graph, one, "schema:addressCountry")), None)


def _plain(node: Node, *names: str) -> list[str]:
    """The texts of fields that are no addresses."""
    return [text for name in names for text in node.words(name) if not is_address(text)]


def _first(graph: Graph, node: Node, *names: str) -> str | None:
    return next((text for name in names for text in _named(graph, node, name)), None)


def _kind(graph: Graph, node: Node, awarded: Node | None) -> str | None:
    own = _first(graph, node, "schema:credentialCategory", "schema:programType", "schema:learningResourceType")
    stated = own or (_first(graph, awarded, "schema:credentialCategory") if awarded else None)
    if stated:
        return stated.rsplit("/", 1)[-1]
    return "Course" if "schema:Course" in node.types else "Program" if CREDENTIAL not in node.types else None


def _competencies(graph: Graph, node: Node, required: AlignmentRole) -> list[dict[str, object]]:
    """What is taught, assessed, required: by the URI of a concept where it has one, else by name.

    What is taught in plain words is an outcome, and not here.
    """
    found: list[dict[str, object]] = []
    for name, role in ROLES.items():
        means = required if role is AlignmentRole.REQUIRES else role
        terms = tuple(graph.at(node, name))
        words = () if role is AlignmentRole.TEACHES else node.words(name)
        found += [{"name": text, "role": means.value} for text in words]
        found += [_term(graph, term, means) for term in terms]
        known = {*words, *node.words(name), *(term.id for term in terms)}
        found += [{"uri": uri, "role": means.value} for uri in graph.addresses(node, name) if uri not in known]
    for term in graph.at(node, ALIGNED):
        aligned = ALIGNED_AS.get((term.word("schema:alignmentType") or "").lower())
        found += [_term(graph, term, aligned)] if aligned else []
    return list(
        {(one["role"], one.get("uri") or one.get("url") or one["name"]): one for one in reversed(found)}.values()
    )[::-1]


def _term(graph: Graph, term: Node, role: AlignmentRole) -> dict[str, object]:
    """A DefinedTerm or an AlignmentObject."""
    address = term.id or term.word("schema:url", "schema:targetUrl") or next(graph.addresses(term, "schema:url"), None)
    named = term.word("schema:name", "schema:targetName", "schema:description")
    if address and "/esco/" in address:
        return {"uri": address, "role": role.value, "label": named or address}
    return {
        "name": named or address,
        "role": role.value,
        "description": term.word("schema:description", "schema:targetDescription"),
        "framework": term.word("schema:inDefinedTermSet", "schema:educationalFramework"),
        "url": address,
        "code": term.word("schema:termCode"),
    }


def _level(graph: Graph, node: Node) -> str | None:
    aligned = (one for one in graph.at(node, ALIGNED) if _is_level(one))
    term = next(graph.at(node, "schema:educationalLevel"), None)
    if term is None:
        stated = node.word("schema:educationalLevel")
        term = None if stated else next(aligned, None)
        if term is None:
            return stated
    within = term.word("schema:inDefinedTermSet", "schema:educationalFramework")
    named = term.word("schema:name", "schema:termCode", "schema:targetName")
    return f"{within} {named}" if within and named and "://" not in within and within not in named else named


def _is_level(aligned: Node) -> bool:
    return (aligned.word("schema:alignmentType") or "").replace(" ", "").lower() == "educationallevel"


def _credits(graph: Graph, node: Node) -> str | None:
    """A number, or a StructuredValue with its unit."""
    stated = node.word("schema:numberOfCredits")
    for value in graph.at(node, "schema:numberOfCredits"):
        amount, unit = value.word("schema:value"), value.word("schema:unitText", "schema:unitCode", "schema:name")
        stated = f"{amount} {unit}" if amount and unit else amount or stated
    return stated
