"""Achievements to Open Badges 3.0. What was only read in a course's text is no statement of its provider."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote
from uuid import NAMESPACE_OID, uuid5

import orjson

from corpora.courses.formats import Label, with_foreign
from corpora.courses.open_badges.alignments import esco_concept
from corpora.courses.open_badges.reading import COMPLETED, EXTENSION, NAME, OUTCOMES, OWN
from corpora.linked_data.graph import is_address
from matcher.achievements import TEACHING, Achievement, AchievementKind
from matcher.levels import Framework

LISTED = frozenset(
    """
    Achievement ApprenticeshipCertificate Assessment Assignment AssociateDegree Award Badge BachelorDegree Certificate
    CertificateOfCompletion Certification CommunityService Competency Course CoCurricular Degree Diploma DoctoralDegree
    Fieldwork GeneralEducationDevelopment JourneymanCertificate LearningProgram License Membership ProfessionalDoctorate
    QualityAssuranceCredential MasterCertificate MasterDegree MicroCredential ResearchDoctorate SecondarySchoolDiploma
    """.split()  # noqa: SIM905 - a list to read
)
"""Types of the standard; any other one is written as an extension."""
TYPES: Mapping[AchievementKind, str] = {
    AchievementKind.MICRO_CREDENTIAL: "MicroCredential",
    AchievementKind.SHORT_COURSE: "Course",
    AchievementKind.DIGITAL_BADGE: "Badge",
    AchievementKind.CERTIFICATE: "Certificate",
    AchievementKind.COURSE_SERIES: "LearningProgram",
    AchievementKind.PROJECT: "Assignment",
    AchievementKind.DEGREE: "Degree",
    AchievementKind.COURSE: "Course",
}
"""Of what states no type of its own."""
EQF = "European Qualifications Framework"


def written(one: Achievement, label: Label) -> dict[str, Any]:
    """An Achievement; its id is an address or a name (URN), as the standard asks.

    Description and criteria, which it asks for too, stay out where the provider states none.
    """
    credits = one.credential.credit_points
    fields = {
        "id": one.id if is_address(one.id) else f"{OWN}{quote(one.id, safe='')}",
        "type": ["Achievement"],
        "achievementType": _type(one),
        "name": one.name,
        "description": _description(one),
        "criteria": _criteria(one),
        "creator": _profile(one.credential.awarding_body or one.opportunity.provider),
        "creditsAvailable": float(credits.points) if credits else None,
        "inLanguage": next(iter(one.opportunity.languages), None),
        "tag": list(one.topics),
        "alignment": [*_alignments(one, label)],
    }
    stated = {name: value for name, value in fields.items() if value not in (None, [], {}, "")}
    return _completed(with_foreign(stated, one, NAME), stated, one)


def _completed(document: dict[str, Any], stated: Mapping[str, Any], one: Achievement) -> dict[str, Any]:
    """With what came with the parts that we read: an address of the creator, the type of a target."""
    kept = orjson.loads(one.foreign.fields) if one.foreign and one.foreign.format == NAME else {}
    for name in COMPLETED:
        if name in kept and name in stated:
            document[name] = _joined(kept[name], stated[name])
    return document


def _joined(kept: Any, stated: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(stated, dict):
        return {**stated, **kept} if isinstance(kept, dict) else stated
    known = [one for one in (kept if isinstance(kept, list) else [kept]) if isinstance(one, dict)]
    own = {one["targetUrl"]: one for one in stated}
    joined = [{**own.pop(_place(one), {}), **one} for one in known]
    return [*joined, *own.values()]


def _place(alignment: Mapping[str, Any]) -> str | None:
    address = alignment.get("targetUrl")
    return (esco_concept(address) or address) if isinstance(address, str) else None


def _type(one: Achievement) -> str:
    stated = one.kind_stated
    if stated is None:
        return TYPES[one.kind]
    known = {name.lower(): name for name in LISTED}.get("".join(filter(str.isalnum, stated.lower())))
    return known or f"{EXTENSION}{'_'.join(stated.split())}"


def _description(one: Achievement) -> str | None:
    if not one.outcomes:
        return one.description
    listed = "\n".join([OUTCOMES, *(f"- {outcome}" for outcome in one.outcomes)])
    return f"{one.description}\n\n{listed}" if one.description else listed


def _criteria(one: Achievement) -> dict[str, str]:
    """The standard asks for an address or words; where neither is stated, both stay out."""
    stated, address = one.credential.assessment, one.opportunity.url
    if stated and is_address(stated):
        stated, address = None, stated
    return {name: text for name, text in (("id", address), ("narrative", stated)) if text}


def _profile(name: str | None) -> dict[str, Any] | None:
    """The standard asks for an id; where the provider states none, the same name gives the same."""
    if not name:
        return None
    return {"id": f"urn:uuid:{uuid5(NAMESPACE_OID, name)}", "type": ["Profile"], "name": name}


def _alignments(one: Achievement, label: Label) -> Iterator[dict[str, Any]]:
    """What is taught or assessed; what is required beforehand has no place in the standard."""
    for own in one.competencies:
        if own.role in TEACHING and own.url:
            yield _target(own.name, own.url, own.framework, own.code, own.description)
    for tied in one.alignments:
        if tied.role in TEACHING and tied.stated:
            yield _target(label(tied.concept), tied.concept, "ESCO", None, None)
    level = one.credential.framework_level
    if level and level.framework is Framework.EQF:
        yield _target(str(level), f"http://data.europa.eu/snb/eqf/{level.number}", EQF, None, None)


def _target(name: str, url: str, framework: str | None, code: str | None, description: str | None) -> dict[str, Any]:
    fields = {
        "type": ["Alignment"],
        "targetName": name,
        "targetUrl": url,
        "targetFramework": framework,
        "targetCode": code,
        "targetDescription": description,
    }
    return {key: value for key, value in fields.items() if value is not None}
