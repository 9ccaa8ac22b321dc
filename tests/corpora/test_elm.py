"""The European Learning Model comes in with what this product needs, and goes out as it came."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.courses.elm import ELM as ELM_FORMAT
from corpora.courses.elm.offers import MAX_WAYS
from corpora.courses.files import read_courses
from corpora.courses.lines import achievement_in, line_of
from corpora.courses.records import achievement_of
from corpora.linked_data.reading import read_graph
from matcher.achievements import Achievement, AchievementKind, AlignmentRole, Competency
from matcher.concepts import ConceptUri
from matcher.credits import Credits, CreditSystem
from matcher.errors import MatcherError, Rejected
from matcher.levels import Framework, Level
from matcher.opportunities import Instance, Mode, Money, Workload

SAMPLES = Path(__file__).parent / "samples"
"""Ours, written from the specification."""
CREDENTIAL = SAMPLES / "elm_credential.jsonld"
OPPORTUNITIES = SAMPLES / "elm_opportunities.jsonld"
CRITICAL = "http://data.europa.eu/esco/skill/7dd94ad3-13d6-43fe-8b94-51fcbf67ced9"
CONTEXT = "http://data.europa.eu/snb/model/context/edc-ap"
EURO = "http://publications.europa.eu/resource/authority/currency/EUR"


def read(path: Path) -> list[Achievement | Rejected]:
    return list(read_courses(path))


def kept(path: Path) -> list[Achievement]:
    return [one for one in read(path) if isinstance(one, Achievement)]


def saved(tmp_path: Path, value: object) -> Path:
    path = tmp_path / "courses.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def again(tmp_path: Path, achievements: list[Achievement]) -> list[Achievement]:
    return kept(saved(tmp_path, ELM_FORMAT.document(achievements, labelled)))


def labelled(concept: ConceptUri) -> str:
    return f"label of {concept[-4:]}"


def specification(**fields: object) -> dict[str, object]:
    return {
        "@context": CONTEXT,
        "@type": "LearningAchievementSpecification",
        "@id": "urn:spec:1",
        "title": {"en": "A"},
        **fields,
    }


def opportunity(id_: str, provider: str, **fields: object) -> dict[str, object]:
    return {
        "@type": "LearningOpportunity",
        "@id": id_,
        "title": {"en": f"A at {provider}"},
        "providedBy": {"@type": "Organisation", "legalName": {"en": provider}},
        "learningAchievementSpecification": "urn:spec:1",
        **fields,
    }


def one_of(tmp_path: Path, value: object) -> Achievement:
    [found] = read(saved(tmp_path, value))
    assert isinstance(found, Achievement), found
    return found


def test_what_a_credential_specifies_is_on_offer() -> None:
    [found] = kept(CREDENTIAL)
    assert (found.id, found.name) == ("urn:epass:qualification:1", "Weighing evidence")
    assert (found.kind, found.kind_stated) == (AchievementKind.MICRO_CREDENTIAL, "Micro-credential")
    assert found.description == "Find, judge and use information at work."
    credential = found.credential
    assert (credential.level, credential.framework_level) == ("EQF 5; Level 5 (VKS)", Level(Framework.EQF, 5))
    assert credential.credit_points == Credits(Decimal(5), CreditSystem.ECTS)
    assert credential.awarding_body == "Delta University College"
    assert credential.assessment == "Portfolio (Project work)"
    assert credential.grading == "Out of 20, pass from 10"
    assert credential.supervision == "Identity check: Supervised on site"
    assert credential.quality_assurance == "Institutional review (by Sample Accreditation Agency)"
    assert found.subjects == ("ISCED-F 0322 Library, information and archival studies",)


def test_how_a_credential_was_come_by_says_how_it_is_learned() -> None:
    way = kept(CREDENTIAL)[0].opportunity
    assert way.workload == Workload(hours_min=125, hours_max=125, stated="125 hours")
    assert (way.mode, way.language, way.country) == (Mode.BLENDED, "nl", "BE")
    assert (way.audience, way.prerequisites) == ("Library staff", ("Secondary school certificate",))
    assert (way.price, way.start, way.url) == (None, None, None)


def test_outcomes_keep_their_skills_of_esco_and_of_other_frameworks() -> None:
    [found] = kept(CREDENTIAL)
    assert found.outcomes == ("Judge the credibility of a source", "Plan a search before starting it")
    [tie] = found.alignments
    assert (tie.concept, tie.role, tie.stated) == (CRITICAL, AlignmentRole.TEACHES, True)
    assert tie.text == "Judge the credibility of a source"
    assert found.competencies == (
        Competency(
            name="Searching as strategic exploration",
            role=AlignmentRole.TEACHES,
            description="Plan a search before starting it",
            framework="Information framework",
            url="https://frameworks.example.org/information/search",
            code="SSE",
        ),
    )


def test_nothing_of_the_person_who_holds_a_credential_is_kept() -> None:
    told = repr(read(CREDENTIAL))
    assert [word for word in ("Sample Person", "did:key", "17/20", "sample person", "2026-08-30") if word in told] == []


def test_opportunities_of_one_provider_that_lead_to_one_specification_are_its_runs() -> None:
    found = kept(OPPORTUNITIES)[0]
    assert (found.id, found.name) == ("https://learn.example.org/specification/data", "Using data at work")
    assert found.kind is AchievementKind.CERTIFICATE
    assert found.opportunity.instances == (
        Instance(
            id="https://learn.example.org/opportunity/autumn",
            mode=Mode.ONLINE,
            start="2027-09-06",
            end="2027-12-13",
            price=Money(Decimal("120.00"), "EUR"),
            url="https://learn.example.org/autumn.html",
        ),
        Instance(
            id="https://learn.example.org/opportunity/spring",
            mode=Mode.ON_SITE,
            start="2028-02-07",
            place="Graz",
            url="https://learn.example.org/spring.html",
        ),
    )
    assert (found.opportunity.provider, found.opportunity.country) == ("Institute of Practice", "AT")
    assert (found.credential.awarding_body, str(found.credential.date)) == ("Chamber of Labour Sample", "2026-05-04")
    assert found.parts == ("https://learn.example.org/specification/charts",)
    assert (found.opportunity.language, found.text_language) == ("en, de", "en")


def test_a_specification_that_several_offer_is_an_achievement_of_each(tmp_path: Path) -> None:
    document = {
        "@context": CONTEXT,
        "@graph": [opportunity("urn:lo:1", "North"), opportunity("urn:lo:2", "South"), specification()],
    }
    found = kept(saved(tmp_path, document))
    assert [(one.id, one.opportunity.provider) for one in found] == [("urn:lo:1", "North"), ("urn:lo:2", "South")]


def test_an_opportunity_that_is_alone_gives_its_facts_to_the_course(tmp_path: Path) -> None:
    price = {"@type": "PriceDetail", "amount": {"@type": "Amount", "value": 0, "unit": EURO}}
    way = opportunity(
        "urn:lo:1",
        "North",
        priceDetail=price,
        duration="PT12H",
        temporal={"@type": "PeriodOfTime", "startDate": "2027-03-01T18:30:00+01:00"},
    )
    found = one_of(tmp_path, {**way, "@context": CONTEXT, "learningAchievementSpecification": specification()})
    assert (found.id, found.name, found.credential.name) == ("urn:spec:1", "A at North", "A")
    assert found.opportunity.price == Money(Decimal(0), "EUR")
    assert found.opportunity.workload == Workload(hours_min=12, hours_max=12, stated="12 hours")
    assert found.opportunity.start == "2027-03-01T18:30:00+01:00"
    assert found.opportunity.instances == (Instance(id="urn:lo:1", start="2027-03-01T18:30:00+01:00"),)


def test_what_can_not_be_a_course_is_named_by_file_record_and_field_and_the_others_are_kept() -> None:
    faults = [one for one in read(OPPORTUNITIES) if isinstance(one, Rejected)]
    assert [(one.file, one.row, one.field) for one in faults] == [
        ("elm_opportunities.jsonld", 1, "@graph[4].price"),
        ("elm_opportunities.jsonld", 1, "@graph[5].name"),
    ]
    assert [one.name for one in kept(OPPORTUNITIES)] == ["Using data at work", "Charts"]


@pytest.mark.parametrize("path", [CREDENTIAL, OPPORTUNITIES])
def test_what_was_read_and_written_is_read_as_the_same(path: Path, tmp_path: Path) -> None:
    before = kept(path)
    assert again(tmp_path, before) == before


def test_what_we_do_not_read_survives_under_names_that_mean_the_same(tmp_path: Path) -> None:
    document = ELM_FORMAT.document(kept(CREDENTIAL) + kept(OPPORTUNITIES), labelled)
    qualification, autumn = document["@graph"][:2]
    assert qualification["isPartialQualification"] is True
    assert qualification["entitlesTo"][0]["title"] == {"en": ["Entry to the sample programme"]}
    assert qualification["title"] == {"nl": ["Bewijs wegen"], "en": "Weighing evidence"}
    assert qualification["additionalNote"][-1]["noteLiteral"] == {"en": ["Counts toward the sample programme"]}
    assert autumn["elm:duration"]["@value"] == "P14W"
    assert "dc:type" in autumn["learningAchievementSpecification"]
    assert "dct:" not in json.dumps(document)
    assert again(tmp_path, kept(OPPORTUNITIES))[0].foreign == kept(OPPORTUNITIES)[0].foreign


def test_what_says_more_than_we_read_is_kept_while_it_says_the_same(tmp_path: Path) -> None:
    online = "http://data.europa.eu/snb/learning-assessment/0000000002"
    mode = [{"@id": online, "@type": "Concept", "prefLabel": {"en": "Online"}}]
    code = {"@type": "Identifier", "notation": "DL-1", "schemeName": "Our codes"}
    body = {"@type": "Organisation", "@id": "urn:org:1", "legalName": {"en": "Harbour Institute"}}
    award = {"@type": "AwardingOpportunity", "awardingBody": [body]}
    found = one_of(tmp_path, specification(mode=mode, identifier=code, awardingOpportunity=award))
    [node] = ELM_FORMAT.document([found], labelled)["@graph"]
    assert (node["mode"][0]["@id"], node["identifier"]["notation"]) == (online, "DL-1")
    assert node["awardingOpportunity"]["awardingBody"][0]["@id"] == "urn:org:1"
    assert again(tmp_path, [found]) == [found]
    moved = replace(found, opportunity=replace(found.opportunity, mode=Mode.BLENDED))
    [changed] = ELM_FORMAT.document([moved], labelled)["@graph"]
    assert changed["mode"] == [{"@type": "Concept", "prefLabel": {"en": "Blended"}}]


def test_what_levels_fields_and_periods_say_besides_survives(tmp_path: Path) -> None:
    level = {"@type": "Concept", "@id": "http://data.europa.eu/snb/eqf/5", "altLabel": {"en": "Short cycle"}}
    field = {"@type": "Concept", "@id": "http://data.europa.eu/snb/isced-f/0322", "definition": {"en": "Libraries"}}
    period = {
        "@type": "PeriodOfTime",
        "startDate": "2027-02-01",
        "additionalNote": {"@type": "Note"},
        "title": "Term 1",
    }
    specified = {"learningAchievementSpecification": specification(EQFLevel=level, thematicArea=field)}
    way = opportunity("urn:way:1", "Harbour Institute", temporal=period, **specified)
    found = one_of(tmp_path, {"@context": CONTEXT, **way})
    [node] = ELM_FORMAT.document([found], labelled)["@graph"]
    within = node["learningAchievementSpecification"]
    said = json.dumps(node)
    assert "Term 1" in said
    assert [name for name in ("Short cycle", "Libraries") if name not in json.dumps(within)] == []
    assert again(tmp_path, [found]) == [found]
    later = replace(found, credential=replace(found.credential, level="EQF 6"))
    assert "Short cycle" not in json.dumps(ELM_FORMAT.document([later], labelled))


def test_what_refers_to_nodes_that_do_not_come_along_is_written_anew(tmp_path: Path) -> None:
    body = {"@type": "Organisation", "@id": "urn:org:1", "legalName": {"en": "Harbour Institute"}, "logo": {"@id": "x"}}
    award = {"@type": "AwardingOpportunity", "awardingBody": ["urn:org:1"]}
    document = {"@context": CONTEXT, "@graph": [body, specification(awardingOpportunity=award)]}
    [node] = ELM_FORMAT.document([one_of(tmp_path, document)], labelled)["@graph"]
    assert node["awardingOpportunity"]["awardingBody"] == [
        {"@type": "Agent", "prefLabel": {"en": "Harbour Institute"}},
    ]


def test_a_credential_is_found_in_the_envelope_that_services_deliver(tmp_path: Path) -> None:
    credential: dict[str, Any] = json.loads(CREDENTIAL.read_text(encoding="utf-8"))
    path = saved(tmp_path, {"credential": credential, "deliveryDetails": {"id": "urn:d:1"}})
    assert [one.name for one in kept(path)] == ["Weighing evidence"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"volumeOfLearning": "PT0H"}, "workload: must be more than 0 hours: 'PT0H'"),
        ({"dateModified": "last spring"}, "date: is not a date as YYYY-MM-DD: 'last spring'"),
    ],
)
def test_a_wrong_value_is_named_by_its_field(fields: dict[str, object], reason: str, tmp_path: Path) -> None:
    [fault] = read(saved(tmp_path, specification(**fields)))
    assert isinstance(fault, Rejected)
    assert f"{fault.field}: {fault.reason}" == reason


@pytest.mark.parametrize(
    "unit",
    [
        EURO,
        {"@id": EURO, "@type": "Concept", "notation": "currency", "prefLabel": {"en": "Euro"}},
        {"@type": "Concept", "notation": "EUR", "prefLabel": {"en": "Euro"}},
        {"@type": "Concept", "prefLabel": {"en": "EUR"}},
    ],
)
def test_currencies_are_known_by_address_notation_or_name(unit: object, tmp_path: Path) -> None:
    price = {"@type": "PriceDetail", "amount": {"@type": "Amount", "value": "80.50", "unit": unit}}
    document = {"@context": CONTEXT, "@graph": [opportunity("urn:lo:1", "North", priceDetail=price), specification()]}
    assert one_of(tmp_path, document).opportunity.price == Money(Decimal("80.50"), "EUR")


def test_names_with_the_usual_prefixes_need_no_context(tmp_path: Path) -> None:
    document = {
        "@type": "elm:LearningAchievementSpecification",
        "@id": "urn:spec:1",
        "dc:title": {"@value": "A", "@language": "en"},
        "elm:learningOutcome": [{"@id": CRITICAL}, {"dc:title": [{"@value": "Judge a source", "@language": "en"}]}],
        "elm:EQFLevel": {"@id": "http://data.europa.eu/snb/eqf/3"},
    }
    found = one_of(tmp_path, [document])
    assert (found.name, found.outcomes, found.credential.level) == ("A", ("Judge a source",), "EQF 3")
    assert [tie.concept for tie in found.alignments] == [CRITICAL]


def test_an_opportunity_that_somebody_took_is_a_way_to_what_was_achieved(tmp_path: Path) -> None:
    way = {key: value for key, value in opportunity("urn:lo:1", "North").items() if "Specification" not in key}
    achieved = {"@type": "LearningAchievement", "specifiedBy": specification(), "learningOpportunity": way}
    found = one_of(tmp_path, {**achieved, "@context": CONTEXT})
    assert (found.id, found.name, found.opportunity.provider) == ("urn:spec:1", "A at North", "North")


def test_activities_say_how_and_how_long_where_nothing_else_does(tmp_path: Path) -> None:
    blended = {"@type": "Concept", "prefLabel": {"en": "Hybrid"}}
    lessons = {"@type": "LearningActivitySpecification", "title": {"en": "Lessons"}, "mode": blended}
    found = one_of(tmp_path, specification(influencedBy={**lessons, "volumeOfLearning": "PT30H"}))
    assert found.opportunity.mode is Mode.BLENDED
    assert found.opportunity.workload == Workload(hours_min=30, hours_max=30, stated="30 hours")
    assert again(tmp_path, [found]) == [found]


def test_a_price_without_a_currency_is_none_that_can_be_counted(tmp_path: Path) -> None:
    price = {"@type": "PriceDetail", "amount": {"@type": "Amount", "value": 80}}
    document = {"@context": CONTEXT, "@graph": [opportunity("urn:lo:1", "North", priceDetail=price), specification()]}
    [fault] = read(saved(tmp_path, document))
    assert isinstance(fault, Rejected)
    assert fault.field == "@graph[0].currency"


@pytest.mark.parametrize(
    ("levels", "stated"),
    [
        ({"EQFLevel": "http://data.europa.eu/snb/eqf/4"}, "EQF 4"),
        ({"elm:EQFLevel": {"@type": "Concept", "prefLabel": {"en": "EQF level 7"}}}, "EQF 7"),
        ({"nqfLevel": [{"@id": "http://data.europa.eu/snb/qdr/c_1"}]}, "http://data.europa.eu/snb/qdr/c_1"),
        ({"educationLevel": {"@type": "Concept", "prefLabel": {"en": "introductory"}}}, "introductory"),
    ],
)
def test_levels_are_kept_as_stated(levels: dict[str, object], stated: str, tmp_path: Path) -> None:
    found = one_of(tmp_path, specification(**levels))
    assert found.credential.level == stated
    assert again(tmp_path, [found])[0].credential.level == stated


@pytest.mark.parametrize(
    ("modes", "mode"),
    [
        (["Online"], Mode.ONLINE),
        (["Online", "Presential"], Mode.BLENDED),
        (["Work-based", "Hybrid"], Mode.BLENDED),
        (["Project-based"], None),
    ],
)
def test_modes_say_where_and_others_say_nothing(modes: list[str], mode: Mode | None, tmp_path: Path) -> None:
    stated = [{"@type": "Concept", "prefLabel": {"en": text}} for text in modes]
    assert one_of(tmp_path, specification(mode=stated)).opportunity.mode is mode


def test_texts_are_written_in_the_language_they_came_in(tmp_path: Path) -> None:
    found = one_of(tmp_path, specification(title={"de": "Daten nutzen"}))
    [node] = ELM_FORMAT.document([found], labelled)["@graph"]
    assert (found.text_language, node["title"]) == ("de", {"de": "Daten nutzen"})


def test_a_language_in_capitals_is_a_tag_that_is_read_again(tmp_path: Path) -> None:
    course = achievement_of({"id": "urn:1", "name": "Evidence", "language": "EN"})
    assert [(one.name, one.text_language) for one in again(tmp_path, [course])] == [("Evidence", "en")]


def test_only_what_is_stated_is_written() -> None:
    course = achievement_of({"id": "EV-1", "name": "Evidence"})
    [node] = ELM_FORMAT.document([course], labelled)["@graph"]
    assert node == {
        "@type": "LearningAchievementSpecification",
        "@id": "_:specification-1",
        "identifier": {"@type": "Identifier", "notation": "EV-1"},
        "title": {"und": "Evidence"},
    }


def test_a_course_of_ours_comes_back_with_what_the_model_can_say(tmp_path: Path) -> None:
    before = achievement_of(
        {
            "id": "EV-1",
            "name": "Evidence",
            "kind": "Digital badge",
            "provider": "Harbour Institute",
            "country": "NZ",
            "awarding_body": "Harbour Institute; Library Association",
            "outcomes": ["Judge a source"],
            "topics": ["information literacy"],
            "level": "NZQCF 4",
            "credits": "20 NZQCF credits",
            "workload": "5 weeks at 2 to 3 hours a week",
            "price": "199",
            "currency": "NZD",
            "price_date": "2026-06-01",
            "mode": "blended",
            "language": "mi",
            "start": "2027-02-01",
            "assessment": "Portfolio\nof three pieces",
            "grading": "Pass or fail",
            "prerequisites": ["https://courses.example.org/search", "A library card"],
            "quality_assurance": "Reviewed each year",
            "supervision": "Identity card shown",
            "stackability": "Counts toward a certificate",
            "valid_for": "2 years",
            "recognised_by": ["Library Association", "City Council"],
            "date": "2026-08-01",
            "audience": "Library staff",
            "url": "https://courses.example.org/evidence.html",
            "parts": ["EV-2", "https://courses.example.org/part"],
            "subjects": ["ISCED-F 0322", "librarianship"],
            "text_language": "en",
            "instances": [{"id": "#spring", "start": "2027-02-01", "end": "2027-03-01", "place": "Wellington"}],
        }
    )
    assert again(tmp_path, [before]) == [before]


def test_a_micro_credential_is_told_by_its_titles_where_nothing_else_says_so(tmp_path: Path) -> None:
    found = one_of(tmp_path, specification(title={"en": "Micro-credential in data literacy"}))
    assert (found.kind, found.kind_stated) == (AchievementKind.MICRO_CREDENTIAL, "Micro-credential")
    assert one_of(tmp_path, specification(dcType={"@type": "Concept", "prefLabel": {"en": "Generic"}})).kind is (
        AchievementKind.COURSE
    )


def test_a_summary_in_html_gives_an_outcome_for_each_of_its_items(tmp_path: Path) -> None:
    html = "<p>You can:</p><ul><li>judge a source</li><li>plan &amp; do a search</li></ul>"
    summary = {"@type": "Note", "noteLiteral": {"en": [html]}}
    found = one_of(tmp_path, specification(learningOutcomeSummary=summary))
    assert found.outcomes == ("judge a source", "plan & do a search")
    assert again(tmp_path, [found]) == [found]


def test_skills_of_esco_are_known_by_one_address(tmp_path: Path) -> None:
    skill = CRITICAL.replace("http://", "https://")
    outcome = {"@type": "LearningOutcome", "title": {"en": "Judge a source"}, "relatedSkill": [skill]}
    assert [tie.concept for tie in one_of(tmp_path, specification(learningOutcome=outcome)).alignments] == [CRITICAL]


def test_what_is_only_mentioned_is_not_on_offer(tmp_path: Path) -> None:
    whole = {"@type": "Qualification", "@id": "urn:whole", "title": {"en": "Library studies"}}
    found = one_of(tmp_path, specification(isPartOf=whole))
    assert (found.id, found.credential.stackability) == ("urn:spec:1", "Part of: Library studies")


def test_parts_that_stand_inside_are_achievements_too(tmp_path: Path) -> None:
    part = {"@type": "LearningAchievementSpecification", "@id": "urn:part", "title": {"en": "B"}}
    found = kept(saved(tmp_path, specification(hasPart=[part, "urn:elsewhere"])))
    assert [(one.id, one.parts) for one in found] == [("urn:spec:1", ("urn:part", "urn:elsewhere")), ("urn:part", ())]


def test_a_specification_of_very_many_opportunities_is_read_in_one_go(tmp_path: Path) -> None:
    ways = [opportunity(f"urn:lo:{number}", "North") for number in range(MAX_WAYS + 1)]
    found = kept(saved(tmp_path, {"@context": CONTEXT, "@graph": [*ways, specification()]}))
    assert [one.id for one in found] == [way["@id"] for way in ways]


def test_what_was_read_is_kept_as_it_was() -> None:
    courses = kept(OPPORTUNITIES) + kept(CREDENTIAL)
    assert [achievement_in(line_of(course)) for course in courses] == courses


TERMS = """
title description learningAchievementSpecification specifiedBy hasClaim credentialSubject issuer learningOutcome
relatedESCOSkill relatedSkill provenBy awardedBy awardingOpportunity awardingBody providedBy location address
countryCode priceDetail amount unit value volumeOfLearning duration creditPoint framework point eqfLevel nqfLevel
thematicArea mode language temporal startDate additionalNote noteLiteral subject accreditation accreditingAgent hasPart
isPartOf influencedBy identifier notation prefLabel inScheme homepage contentURL targetGroup entryRequirement id
""".split()  # noqa: SIM905 - a list to read
TYPES = ["LearningOpportunity", "LearningAchievementSpecification", "Qualification", "LearningAchievement", "Concept"]
TEXTS = ["", "A", "urn:1", "urn:2", EURO, "PT5H", "-1", "http://data.europa.eu/snb/eqf/5", "2027-01-01"]
ELM = st.recursive(
    st.sampled_from(TEXTS) | st.none() | st.booleans() | st.integers(-2, 2),
    lambda own: (
        st.lists(own, max_size=3)
        | st.dictionaries(st.sampled_from(["en", "nl"]), st.text(max_size=3), min_size=1, max_size=2)
        | st.builds(
            lambda type_, title, fields: {"type": type_, "title": title, **fields},
            st.sampled_from(TYPES),
            st.sampled_from([{"en": "A"}, {"nl": "B", "en": "C"}, "D"]),
            st.dictionaries(st.sampled_from(TERMS), own, max_size=6),
        )
    ),
    max_leaves=25,
)


@given(st.lists(ELM, min_size=1, max_size=4))
def test_any_document_is_read_or_refused_by_name_and_what_was_read_comes_back(nodes: list[object]) -> None:
    format_ = ELM_FORMAT
    graph = read_graph({"@context": CONTEXT, "@graph": nodes})
    for node in format_.offers(graph):
        try:
            before = achievement_of(format_.record_of(graph, node))
        except MatcherError:
            continue
        again_graph = read_graph(format_.document([before], labelled))
        own = next(iter(format_.offers(again_graph)))
        after = achievement_of(format_.record_of(again_graph, own))
        assert (after.id, after.name, levels(after)) == (before.id, before.name, levels(before))


def levels(one: Achievement) -> set[str]:
    """What is stated of the level; a level "of the EQF" that is none of its levels comes back after the others."""
    return set((one.credential.level or "").split("; "))
