"""schema.org to our records."""

import hashlib
from collections.abc import Iterator

from corpora.courses.durations import in_words
from corpora.courses.formats import Record
from corpora.courses.schema_org.aligning import competencies, level
from corpora.courses.schema_org.runs import SHARED, facts_of, lasting, run_of
from corpora.linked_data.graph import Graph, Node, is_address
from matcher.achievements import AlignmentRole

NAME = "schema.org"
CREDENTIAL = "schema:EducationalOccupationalCredential"
RUN = "schema:CourseInstance"
TYPES = frozenset({"schema:Course", "schema:EducationalOccupationalProgram", RUN, CREDENTIAL})
INTERPRETED = frozenset(
    f"schema:{name}"
    for name in (
        "name", "description", "identifier", "url", "courseCode", "provider", "creator", "publisher",
        "sourceOrganization", "organizer", "keywords", "about", "teaches", "assesses", "competencyRequired",
        "educationalLevel", "coursePrerequisites", "timeRequired", "timeToComplete", "courseWorkload",
        "numberOfCredits", "offers", "hasCourseInstance", "courseMode", "educationalProgramMode", "inLanguage",
        "startDate", "endDate", "educationalCredentialAwarded", "occupationalCredentialAwarded",
        "programPrerequisites", "credentialCategory", "recognizedBy", "validFor", "audience", "dateCreated",
        "dateModified", "datePublished", "hasPart", "hasCourse", "learningResourceType", "programType",
        "countryOfOrigin",
    )
)  # fmt: skip
"""What is read of a course, a program or a credential."""
PROVIDING = tuple(f"schema:{name}" for name in ("provider", "sourceOrganization", "publisher", "organizer"))
AWARDED = ("schema:educationalCredentialAwarded", "schema:occupationalCredentialAwarded")
ASKED = ("schema:coursePrerequisites", "schema:programPrerequisites")
LABELS = tuple(
    f"schema:{name}"
    for name in ("name", "targetName", "audienceType", "educationalRole", "credentialCategory", "description")
)
"""Of a thing, the first that it has."""
RUNS = "schema:hasCourseInstance"


def offers(graph: Graph) -> Iterator[Node]:
    """Courses, programs and credentials, and runs that stand alone; not what a course awards or asks for in passing."""
    passing = {id(one) for node in graph.nodes for one in graph.at(node, *AWARDED, RUNS, "schema:subEvent")}
    passing |= {id(one) for node in graph.nodes for one in graph.at(node, *ASKED) if not one.word("schema:name")}
    return (node for node in graph.of(TYPES) if id(node) not in passing)


def record_of(graph: Graph, node: Node) -> Record:
    """The node under our field names."""
    awarded = next(graph.at(node, *AWARDED), None)
    is_credential = CREDENTIAL in node.types
    taught = competencies(graph, node, AlignmentRole.ASSESSES if is_credential else AlignmentRole.REQUIRES)
    of_award = competencies(graph, awarded, AlignmentRole.ASSESSES) if awarded else []
    facts, runs = _taken(graph, node)
    return {
        "id": id_of(graph, node),
        "name": node.word("schema:name"),
        "credential_name": awarded.word("schema:name") if awarded else next(iter(_plain(node, *AWARDED)), None),
        "kind": _kind(graph, node, awarded),
        "description": node.word("schema:description"),
        "outcomes": list(node.words("schema:teaches")),
        "topics": _topics(graph, node),
        "competencies": [one for one in [*taught, *of_award] if "name" in one],
        "alignments": [one for one in [*taught, *of_award] if "uri" in one],
        "level": level(graph, node) or (level(graph, awarded) if awarded else None),
        "prerequisites": [text for name in ASKED for text in _named(graph, node, name)],
        "credits": _credits(graph, node),
        "provider": _first(graph, node, *PROVIDING),
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


def _taken(graph: Graph, node: Node) -> tuple[dict[str, object], list[dict[str, object]]]:
    """(facts of the course, its runs): those of a single run that says no more than a course could are the course's."""
    runs, facts = [run_of(graph, one) for one in graph.at(node, RUNS)], facts_of(graph, node)
    if RUN in node.types:
        own = {name: value for name, value in run_of(graph, node).items() if name in ("start", "end", "place")}
        runs += [own] if own.keys() - {"start"} else []
    elif len(runs) == 1 and not (runs[0].keys() & facts.keys() or runs[0].keys() - SHARED):
        return {**facts, **runs[0]}, []
    return facts, runs


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


def _topics(graph: Graph, node: Node) -> list[str]:
    """Keywords and subjects; keywords in one text stand apart by commas."""
    one_text = any(node.names[key] == "schema:keywords" and isinstance(raw, str) for key, raw in node.raw.items())
    keywords = _named(graph, node, "schema:keywords")
    listed = [word for text in keywords for word in text.split(",")] if one_text else keywords
    return [*(word.strip() for word in listed), *_named(graph, node, "schema:about")]


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
    is_course = bool(node.types & {"schema:Course", RUN})
    return "Course" if is_course else "Program" if CREDENTIAL not in node.types else None


def _credits(graph: Graph, node: Node) -> str | None:
    """A number, or a StructuredValue with its unit."""
    stated = node.word("schema:numberOfCredits")
    for value in graph.at(node, "schema:numberOfCredits"):
        amount, unit = value.word("schema:value"), value.word("schema:unitText", "schema:unitCode", "schema:name")
        stated = f"{amount} {unit}" if amount and unit else amount or stated
    return stated
