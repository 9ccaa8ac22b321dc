"""Names that reading and writing the European Learning Model share."""

import re
from collections.abc import Mapping

from matcher.opportunities import Mode

NAME = "ELM"
CONTEXT = "http://data.europa.eu/snb/model/context/edc-ap"
SPECIFICATION = "learningAchievementSpecification"
"""The term, and the key of `Foreign` under which what is left of one stands."""
ABOUT: Mapping[str, str] = {
    "quality_assurance": "Quality assurance",
    "supervision": "Supervision and identity check",
    "grading": "Grading",
    "stackability": "Stackability",
    "valid_for": "Validity",
    "recognised_by": "Recognition",
    "workload": "Workload",
    "credits": "Credits",
}
"""Our fields that ELM has no plain property for -> subject of the note that holds them."""
MODES: Mapping[Mode, str] = {Mode.ONLINE: "Online", Mode.BLENDED: "Blended", Mode.ON_SITE: "Presential"}
"""Labels of the EDC list of modes of learning and assessment."""
ASSESSMENT = "Assessment"
"""Title of an assessment that only has a description."""
PRICE_DATE = re.compile(r"As of (\d{4}-\d{2}-\d{2})")
SPECIFICATION_READ = frozenset(
    {"adms:identifier", "dc:title", "dc:description", "dc:language", "dc:modified", "foaf:homepage"}
    | {
        f"elm:{name}"
        for name in (
            "additionalNote", "category", "ISCEDFCode", "educationSubject", "volumeOfLearning", "creditPoint", "mode",
            "targetGroup", "entryRequirement", "learningOutcome", "provenBy", "hasPart", "awardingOpportunity",
            "EQFLevel", "NQFLevel", "educationLevel",
        )
    }
)  # fmt: skip
"""Of a specification. Types, accreditation, isPartOf and summaries of outcomes are read too, but also kept."""
OPPORTUNITY_READ = frozenset(
    {"adms:identifier", "dc:title", "dc:description", "dc:modified", "dc:temporal", "foaf:homepage"}
    | {
        f"elm:{name}"
        for name in (
            "learningAchievementSpecification", "mode", "priceDetail", "providedBy", "location", "defaultLanguage",
            "hasPart",
        )
    }
)  # fmt: skip
"""Of an opportunity. Its type, duration and the whole it is part of are read too, but also kept."""
RICHER = frozenset(
    {"adms:identifier", "dc:temporal"}
    | {
        f"elm:{name}"
        for name in (
            "mode", "targetGroup", "provenBy", "awardingOpportunity", "learningOutcome", "NQFLevel", "educationSubject",
            "educationLevel", "creditPoint", "providedBy", "location", "priceDetail", "ISCEDFCode", "EQFLevel",
        )
    }
)  # fmt: skip
"""Of what is read, what may say more than we read: kept, and written back where it still says what we hold."""
WRITTEN = frozenset(
    {"skos:prefLabel", "skos:notation", "skos:inScheme", "dc:title", "dc:description", "rov:legalName", "rdf:value"}
    | {
        f"elm:{name}"
        for name in (
            "location", "address", "countryCode", "geographicName", "amount", "unit", "gradingScheme", "awardingBody",
            "learningAchievementSpecification", "relatedESCOSkill", "relatedSkill", "point", "framework", "contentUrl",
            "startDate", "endDate", "noteLiteral",
        )
    }
)  # fmt: skip
"""In the nodes of those fields, what we write ourselves."""
