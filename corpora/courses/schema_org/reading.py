"""schema.org to our records."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from corpora.courses.durations import in_words
from corpora.courses.formats import Record
from corpora.courses.kinds import known_mode
from corpora.linked_data.graph import Graph, Node
from matcher.achievements import AlignmentRole
from matcher.opportunities import Mode

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
        "educationalCredentialAwarded", "credentialCategory", "recognizedBy", "validFor", "audience", "dateCreated",
        "dateModified", "datePublished", "hasPart", "hasCourse", "learningResourceType", "programType",
        "countryOfOrigin",
    )
)  # fmt: skip
"""What is read of a course, a program or a credential."""
_RECURRING = frozenset({"subscription", "partially free"})
_TIMES: Mapping[str, str] = {"daily": "days", "weekly": "weeks", "monthly": "months", "p1d": "days", "p1w": "weeks"}


def offers(graph: Graph) -> Iterator[Node]:
    """Courses, programs and credentials, but those that a course awards."""
    awards = {id(award) for node in graph.nodes for award in graph.at(node, "schema:educationalCredentialAwarded")}
    return (node for node in graph.of(TYPES) if id(node) not in awards)


def record_of(graph: Graph, node: Node) -> Record:
    """The node under our field names."""
    awarded = next(graph.at(node, "schema:educationalCredentialAwarded"), None)
    is_credential = CREDENTIAL in node.types
    taught = _competencies(graph, node, AlignmentRole.ASSESSES if is_credential else AlignmentRole.REQUIRES)
    of_award = _competencies(graph, awarded, AlignmentRole.ASSESSES) if awarded else []
    return {
        "id": id_of(graph, node),
        "name": node.word("schema:name"),
        "kind": _kind(graph, node, awarded),
        "description": node.word("schema:description"),
        "outcomes": list(node.words("schema:teaches")),
        "topics": [text for name in ("schema:keywords", "schema:about") for text in _named(graph, node, name)],
        "competencies": [one for one in [*taught, *of_award] if "name" in one],
        "alignments": [one for one in [*taught, *of_award] if "uri" in one],
        "level": _level(graph, node) or (_level(graph, awarded) if awarded else None),
        "prerequisites": _named(graph, node, "schema:coursePrerequisites"),
        "credits": _credits(graph, node),
        "provider": _first(graph, node, "schema:provider", "schema:sourceOrganization", "schema:publisher"),
        "awarding_body": _first(graph, awarded or node, "schema:provider", "schema:creator", "schema:publisher"),
        "recognised_by": _named(graph, awarded or node, "schema:recognizedBy"),
        "valid_for": in_words(awarded.word("schema:validFor") or "") if awarded else _duration(node, "validFor"),
        "audience": _first(graph, node, "schema:audience"),
        "country": _first(graph, node, "schema:countryOfOrigin"),
        "date": (node.word("schema:dateModified", "schema:datePublished", "schema:dateCreated") or "")[:10] or None,
        "url": next(graph.addresses(node, "schema:url"), None),
        "parts": [id_of(graph, one) for one in graph.at(node, "schema:hasPart", "schema:hasCourse")],
        "instances": [_run(graph, one) for one in graph.at(node, "schema:hasCourseInstance")],
        **_facts(graph, node),
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
    things = (one.word("schema:name", "schema:audienceType", "schema:description") for one in graph.at(node, name))
    return list(dict.fromkeys([*node.words(name), *(text for text in things if text)]))


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
    return found


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
    term = next(graph.at(node, "schema:educationalLevel"), None)
    if term is None:
        return node.word("schema:educationalLevel")
    within = term.word("schema:inDefinedTermSet")
    named = term.word("schema:name", "schema:termCode")
    return f"{within} {named}" if within and named and "://" not in within else named


def _credits(graph: Graph, node: Node) -> str | None:
    """A number, or a StructuredValue with its unit."""
    stated = node.word("schema:numberOfCredits")
    for value in graph.at(node, "schema:numberOfCredits"):
        amount, unit = value.word("schema:value"), value.word("schema:unitText", "schema:unitCode", "schema:name")
        stated = f"{amount} {unit}" if amount and unit else amount or stated
    return stated


def _duration(node: Node, *names: str) -> str | None:
    stated = node.word(*(f"schema:{name}" for name in names))
    return in_words(stated) if stated else None


def _facts(graph: Graph, node: Node) -> dict[str, object]:
    """What a course and one of its runs both may state."""
    schedule = next(graph.at(node, "schema:courseSchedule"), None)
    timed = _scheduled(schedule) if schedule else None
    return {
        "mode": _mode(node.words("schema:courseMode") or node.words("schema:educationalProgramMode")),
        "workload": _duration(node, "courseWorkload", "timeRequired", "timeToComplete") or timed,
        "language": _first(graph, node, "schema:inLanguage"),
        "start": node.word("schema:startDate") or (schedule.word("schema:startDate") if schedule else None),
        **_price(graph, node),
    }


def _mode(stated: Sequence[str]) -> str | None:
    """Of several, online and on site together are blended; what says how fast or when, not where, is passed over."""
    places = {mode for mode in map(known_mode, (text.rsplit("/", 1)[-1] for text in stated)) if mode}
    return Mode.BLENDED if len(places) > 1 else next(iter(places), None)


def _scheduled(schedule: Node) -> str | None:
    """So many times so long, in words: "3 hours a week for 5 weeks"."""
    each, times = _duration(schedule, "duration"), schedule.word("schema:repeatCount")
    often = (schedule.word("schema:repeatFrequency") or "").lower().rsplit("/", 1)[-1]
    if not each or not times or often not in _TIMES:
        return each if each and not times else None
    unit = _TIMES[often]
    return f"{each} a {unit.removesuffix('s')} for {times} {unit}"


def _price(graph: Graph, node: Node) -> dict[str, object]:
    """The dearest of the offers in the first currency: what the credential costs, not what looking on does."""
    offers = [one for one in map(_offer, graph.at(node, "schema:offers")) if one]
    if not offers:
        return {}
    currency = offers[0][1]
    amount = max((one for one in offers if one[1] == currency), key=lambda one: one[0])[2]
    return {"price": amount, "currency": currency}


def _offer(offer: Node) -> tuple[float, str | None, str] | None:
    """(to compare by, currency, as stated); None where there is no price, or one for as long as one subscribes."""
    category = (offer.word("schema:category") or "").lower()
    stated = offer.word("schema:highPrice", "schema:price", "schema:lowPrice") or ("0" if category == "free" else None)
    if stated is None or category in _RECURRING:
        return None
    try:
        return float(stated.replace(",", "")), offer.word("schema:priceCurrency"), stated
    except ValueError:
        return -1.0, offer.word("schema:priceCurrency"), stated


def _run(graph: Graph, run: Node) -> dict[str, object]:
    return {
        "id": run.id,
        "end": run.word("schema:endDate"),
        "place": _first(graph, run, "schema:location"),
        "url": next(graph.addresses(run, "schema:url"), None),
        **_facts(graph, run),
    }
