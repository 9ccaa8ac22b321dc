"""What can be achieved, as a specification of the European Learning Model."""

import re
from typing import Any

from corpora.courses.durations import in_words, iso_duration
from corpora.courses.elm.authorities import isced_f_uri
from corpora.courses.elm.awarding import awarding, credit_points, levels, proof
from corpora.courses.elm.building import Builder, concept, web_resource
from corpora.courses.elm.outcomes import written_outcomes
from corpora.courses.elm.placing import languages, moment, several
from corpora.courses.elm.terms import ABOUT, MODES
from corpora.courses.formats import Label
from corpora.courses.workload import read_workload
from matcher.achievements import Achievement, AchievementKind, AlignmentRole
from matcher.opportunities import Workload

_ISCED = re.compile(r"\s*ISCED[- ]?F?\D{0,12}\d{2,4}\s*", re.IGNORECASE)


def specification(one: Achievement, id_: str, say: Builder, label: Label, *, is_way: bool) -> dict[str, Any]:
    """All but its parts. `is_way`: an opportunity holds it, which states address, mode and provider.

    It is a Qualification where its level is stated both of the EQF and of a national framework, as the model demands
    of one; with other achievements as parts it is none, since parts of a Qualification have to be some themselves.
    """
    credential, opportunity = one.credential, one.opportunity
    of_level = levels(say, credential.level)
    is_qualification = {"eqfLevel", "nqfLevel"} <= of_level.keys() and not one.parts
    workload = main_workload(one)
    return say.stated(
        {
            "@type": "Qualification" if is_qualification else "LearningAchievementSpecification",
            "@id": id_,
            "identifier": {"@type": "Identifier", "notation": one.id} if id_ != one.id else None,
            "title": say.words(credential.name),
            "description": say.words(one.description),
            "category": say.words(one.kind_stated or _kind(one.kind)),
            "dateModified": moment(credential.date.isoformat() if credential.date else None),
            "homepage": None if is_way else web_resource(opportunity.url),
            "mode": [concept(say, MODES[opportunity.mode])] if opportunity.mode and not is_way else None,
            "language": languages(say, _taught_in(one)),
            "thematicArea": [_field_of_education(say, text) for text in one.subjects],
            "educationSubject": [concept(say, topic) for topic in one.topics],
            "volumeOfLearning": iso_duration(workload.hours) if workload else None,
            "targetGroup": [concept(say, group) for group in several(opportunity.audience)],
            "entryRequirement": say.note(*_entry(one, label)),
            "learningOutcome": written_outcomes(one, say, label),
            "additionalNote": _notes(one, say, workload),
            "creditPoint": credit_points(say, credential.credits),
            "provenBy": proof(say, credential),
            "awardingOpportunity": awarding(say, one, id_),
            **of_level,
        }
    )


def main_workload(one: Achievement) -> Workload | None:
    """Of the course; where only its runs state one, that of the first."""
    return one.opportunity.workload or one.opportunity.ways()[0].workload


def _kind(kind: AchievementKind) -> str | None:
    """In our word; none for the broadest, which also stands for what is not known."""
    return None if kind is AchievementKind.COURSE else kind.value


def _taught_in(one: Achievement) -> str:
    stated = [one.opportunity.language, *(run.language for run in one.opportunity.instances)]
    return ", ".join(dict.fromkeys(language for language in stated if language))


def _field_of_education(say: Builder, stated: str) -> dict[str, Any]:
    return concept(say, _ISCED.sub("", stated) or None, isced_f_uri(stated))


def _entry(one: Achievement, label: Label) -> list[str]:
    """Prerequisites, and the competencies that are required."""
    named = [own.name for own in one.competencies if own.role is AlignmentRole.REQUIRES]
    tied = [label(own.concept) for own in one.alignments if own.role is AlignmentRole.REQUIRES and own.stated]
    return list(dict.fromkeys([*one.opportunity.prerequisites, *named, *tied]))


def _notes(one: Achievement, say: Builder, workload: Workload | None) -> list[dict[str, Any]]:
    credential = one.credential
    texts = {
        "quality_assurance": credential.quality_assurance,
        "supervision": credential.supervision,
        "grading": None if credential.assessment else credential.grading,
        "stackability": credential.stackability,
        "valid_for": credential.valid_for,
        "credits": None if credit_points(say, credential.credits) else credential.credits,
        "workload": _unlike_its_volume(workload) if workload else None,
    }
    notes = [say.note(text, subject=ABOUT[field]) for field, text in texts.items() if text]
    return [note for note in (*notes, say.note(*credential.recognised_by, subject=ABOUT["recognised_by"])) if note]


def _unlike_its_volume(workload: Workload) -> str | None:
    """The words of a workload that is more than one number of hours: a volume of learning can say no range."""
    if read_workload(in_words(iso_duration(workload.hours))) == workload:
        return None
    low, high = workload.hours_min, workload.hours_max
    read = read_workload(workload.stated)
    is_read = read is not None and (read.hours_min, read.hours_max) == (low, high)
    return workload.stated if low == high or is_read else f"{low:g} to {high:g} hours"
