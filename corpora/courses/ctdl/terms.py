"""Classes, properties and concept schemes of CTDL that we read and write (https://credreg.net/ctdl/terms, 2026-08)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from matcher.achievements import AchievementKind
from matcher.opportunities import Mode

NAME = "CTDL"
CONTEXT = "https://credreg.net/ctdl/schema/context/json"
OWN_KIND = "schema:additionalType"
"""What the provider calls the kind, where no class of CTDL is named so."""
OPPORTUNITIES = frozenset(
    f"ceterms:{name}" for name in ("LearningOpportunityProfile", "LearningOpportunity", "Course", "LearningProgram")
)
CREDENTIAL = re.compile(
    r"ceterms:(?:\w*(?:Credential|Badge|Certificate|Certification|Degree|Diploma|Doctorate|License)"
    r"|CertificateOf\w+|GeneralEducationDevelopment)"
)
"""ceterms:Credential and its subclasses, also those to come: all are named so."""
CREDENTIALS = (
    "AcademicCertificate", "ApprenticeshipCertificate", "AssociateDegree", "BachelorDegree", "Badge", "Certificate",
    "CertificateOfCompletion", "Certification", "Degree", "DigitalBadge", "Diploma", "DoctoralDegree",
    "GeneralEducationDevelopment", "JourneymanCertificate", "License", "MasterCertificate", "MasterDegree",
    "MicroCredential", "OpenBadge", "ProfessionalCertificate", "ProfessionalDoctorate", "QualityAssuranceCredential",
    "ResearchDoctorate", "SecondarySchoolDiploma",
)  # fmt: skip
"""Those that a kind stated in another format may name."""
CONDITION = "ceterms:ConditionProfile"
TRANSFER = "ceterms:TransferValueProfile"

CLASSES: Mapping[AchievementKind, str] = {
    AchievementKind.MICRO_CREDENTIAL: "ceterms:MicroCredential",
    AchievementKind.DIGITAL_BADGE: "ceterms:DigitalBadge",
    AchievementKind.CERTIFICATE: "ceterms:Certificate",
    AchievementKind.DEGREE: "ceterms:Degree",
}
"""Of kinds that name an award. The others are ways to learn, of which no award is claimed."""
WAYS: Mapping[AchievementKind, str] = {
    AchievementKind.COURSE: "ceterms:Course",
    AchievementKind.SHORT_COURSE: "ceterms:Course",
    AchievementKind.COURSE_SERIES: "ceterms:LearningProgram",
    AchievementKind.PROJECT: "ceterms:LearningOpportunityProfile",
}
INTERPRETED = frozenset(
    f"ceterms:{name}"
    for name in (
        "name", "description", "keyword", "subject", "teaches", "assesses", "requires", "recommends", "entryCondition",
        "prerequisite", "estimatedDuration", "estimatedCost", "creditValue", "creditUnitType", "creditUnitValue",
        "creditHourType", "creditHourValue", "creditUnitTypeDescription", "deliveryType", "learningDeliveryType",
        "audienceLevelType", "audienceType", "atLevel", "ownedBy", "offeredBy", "accreditedBy", "approvedBy",
        "regulatedBy", "recognizedBy", "reviewProcess", "processStandardsDescription", "administrationProcess",
        "assessmentMethodType", "assessmentMethodDescription", "targetAssessment", "hasPart", "isPartOf",
        "hasOffering", "isPreparationFor", "resultsInCredential", "targetCredential", "targetLearningOpportunity",
        "renewalFrequency", "dateEffective", "lastUpdated", "inLanguage", "subjectWebpage", "isRequiredFor",
    )
) | {"schema:startDate", OWN_KIND}  # fmt: skip
"""What is read of a credential or a learning opportunity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A list of concepts that CTDL keeps itself."""

    prefix: str
    framework: str
    name: str
    concepts: tuple[str, ...]
    irregular: Mapping[str, str] = field(default_factory=dict)
    """Concept -> label, where that is not its name in words."""

    def label(self, concept: str) -> str:
        return self.irregular.get(concept) or in_words(concept)

    def concept(self, label: str) -> str | None:
        """The concept of that label; None for a label that is none of the list's."""
        return next((one for one in self.concepts if self.label(one) == label), None)


def in_words(concept: str) -> str:
    """ "BeginnerLevel" as "Beginner Level"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", concept)


DELIVERY = Scheme(
    prefix="deliveryType",
    framework="https://credreg.net/ctdl/terms/Delivery",
    name="Delivery Type",
    concepts=("BlendedDelivery", "InPerson", "OnlineOnly", "VariableSite"),
    irregular={"InPerson": "In-Person Only"},
)
LEVEL = Scheme(
    prefix="audLevel",
    framework="https://credreg.net/ctdl/terms/AudienceLevel",
    name="Audience Level",
    concepts=(
        "AdvancedLevel", "AssociatesDegreeLevel", "BachelorsDegreeLevel", "BeginnerLevel", "DoctoralDegreeLevel",
        "EarlyChildhood", "GraduateLevel", "IntermediateLevel", "LowerDivisionLevel", "LowerSecondary",
        "MastersDegreeLevel", "PostSecondaryLevel", "Primary", "ProfessionalLevel", "RemedialLevel", "SecondaryLevel",
        "UndergraduateLevel", "UpperDivisionLevel", "UpperSecondary",
    ),
    irregular={"PostSecondaryLevel": "Post-Secondary Level", "SecondaryLevel": "Secondary School or Equivalent"},
)  # fmt: skip
AUDIENCE = Scheme(
    prefix="audience",
    framework="https://credreg.net/ctdl/terms/Audience",
    name="Audience",
    concepts=(
        "Citizen", "CurrentMilitary", "CurrentStudent", "FormerMilitary", "FormerStudent", "FullTime", "FutureStudent",
        "JobSeeker", "Member", "NonMember", "PartTime", "PrivateEmployee", "PublicEmployee", "Resident", "Unemployed",
        "Youth",
    ),
    irregular={
        "FormerMilitary": "Former Military / Veteran",
        "FormerStudent": "Former Student / Alumni",
        "FullTime": "Full-Time",
        "PartTime": "Part-Time",
        "NonMember": "Non-Member",
    },
)  # fmt: skip
ASSESSMENT = Scheme(
    prefix="assessMethod",
    framework="https://credreg.net/ctdl/terms/AssessmentMethod",
    name="Assessment Method",
    concepts=("Artifact", "Exam", "Performance", "PortfolioEvaluation"),
)
LIFE_CYCLE = Scheme(
    prefix="lifeCycle",
    framework="https://credreg.net/ctdl/terms/LifeCycleStatus",
    name="Life Cycle Status",
    concepts=("Active", "Ceased", "Ceasing", "Developing", "Suspended", "TeachOut"),
)
COST = Scheme(
    prefix="costType",
    framework="https://credreg.net/ctdl/terms/CostType",
    name="Cost Type",
    concepts=("AggregateCost",),
)
CREDIT = Scheme(
    prefix="creditUnit",
    framework="https://credreg.net/ctdl/terms/CreditUnit",
    name="Credit Unit",
    concepts=("SemesterHour", "QuarterHour", "ClockHour", "ContactHour", "ContinuingEducationUnit"),
)
SCHEMES = {one.prefix: one for one in (DELIVERY, LEVEL, AUDIENCE, ASSESSMENT, COST, CREDIT)}
MODES: Mapping[str, Mode] = {
    "OnlineOnly": Mode.ONLINE,
    "BlendedDelivery": Mode.BLENDED,
    "InPerson": Mode.ON_SITE,
}
"""A variable site ("not tied to a specific site") says neither."""
