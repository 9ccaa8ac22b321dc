"""Competencies as alignments, and what is asked for as condition profiles."""

from typing import Any

from corpora.courses.ctdl.conditions import RECOMMENDED
from corpora.courses.ctdl.ids import is_address, resource
from corpora.courses.ctdl.source import Source, awards, kept_with
from corpora.courses.ctdl.values import credit, method, stated, text, texts
from matcher.achievements import AchievementId, Alignment, AlignmentRole, Competency

Objects = list[dict[str, Any]]


def tied(source: Source, role: AlignmentRole) -> Objects:
    """What the provider states: outcomes, names of frameworks, concepts; with what else was told of each."""
    one = source.one
    outcomes = one.outcomes if role is AlignmentRole.TEACHES else ()
    return [
        *(_aligned(source, {"ceterms:targetNodeName": text(words, source.language)}, words) for words in outcomes),
        *(_named(source, own) for own in one.competencies if own.role is role),
        *(_concept(source, own) for own in one.alignments if own.role is role and own.stated),
    ]


def _named(source: Source, own: Competency) -> dict[str, Any]:
    framework = own.framework or ""
    fields = {
        "ceterms:targetNode": own.url if own.url and is_address(own.url) else None,
        "ceterms:targetNodeName": text(own.name, source.language),
        "ceterms:targetNodeDescription": text(own.description, source.language),
        "ceterms:framework": framework if is_address(framework) else None,
        "ceterms:frameworkName": None if is_address(framework) else text(framework, source.language),
        "ceterms:codedNotation": own.code,
    }
    return _aligned(source, fields, own.url or own.name)


def _concept(source: Source, own: Alignment) -> dict[str, Any]:
    """By the provider's own name for it, where there is one."""
    named = source.label(own.concept) if own.text == own.concept else own.text
    fields = {
        "ceterms:targetNode": own.concept,
        "ceterms:targetNodeName": text(named, source.language),
        "ceterms:frameworkName": text("ESCO", "en"),
    }
    return _aligned(source, fields, own.concept)


def _aligned(source: Source, fields: dict[str, Any], named: str) -> dict[str, Any]:
    told = source.kept.get("alignments", {}).get(named, {})
    return {"@type": "ceterms:CredentialAlignmentObject", **told, **stated(fields)}


def required(source: Source) -> Objects:
    """Of a credential: the competencies to be shown, and the opportunity that leads there or the assessment."""
    shown = [*tied(source, AlignmentRole.TEACHES), *tied(source, AlignmentRole.ASSESSES)]
    alone = not source.is_learned
    award = _profile(
        {
            "ceterms:targetCompetency": [one for i, one in enumerate(shown) if one not in shown[:i]],
            "ceterms:targetLearningOpportunity": None if alone else [source.way],
            "ceterms:targetAssessment": assessed(source, **method_of(source)) if alone else None,
            "ceterms:creditValue": _required_credits(source) if alone else None,
        }
    )
    return [*award, *(entry(source) if alone else [])]


def _required_credits(source: Source) -> Objects:
    """A credential has credits only by what it requires, unless they are those that carry over from it."""
    credits = source.one.credential.credits
    return [] if source.kept.get("transfers") else credit(credits, source.language)


def entry(source: Source) -> Objects:
    """What one needs before."""
    needed = [one for one in source.one.opportunity.prerequisites if not one.startswith(RECOMMENDED)]
    credentials = [one for one in needed if _is_credential(source, one)]
    ways = [one for one in needed if source.is_learned and one not in credentials and _is_achievement(source, one)]
    words = [one for one in needed if one not in credentials and one not in ways]
    return _profile(
        {
            "ceterms:condition": texts(words, source.language),
            "ceterms:targetCredential": [resource(one) for one in credentials],
            "ceterms:targetLearningOpportunity": [resource(one) for one in ways],
            "ceterms:targetCompetency": tied(source, AlignmentRole.REQUIRES),
        }
    )


def recommended(source: Source) -> Objects:
    advised = (one for one in source.one.opportunity.prerequisites if one.startswith(RECOMMENDED))
    return _profile({"ceterms:condition": texts((one.removeprefix(RECOMMENDED) for one in advised), source.language)})


def assessed(source: Source, **fields: Any) -> Objects:  # noqa: ANN401 - any JSON value
    """How the assessment is supervised and graded, with what else is given of it; none where nothing is stated."""
    credential, language = source.one.credential, source.language
    process = {"@type": "ceterms:ProcessProfile", "ceterms:description": text(credential.supervision, language)}
    profile = stated(
        {
            **fields,
            "ceterms:administrationProcess": [process] if credential.supervision else None,
            "ceterms:scoringMethodDescription": text(credential.grading, language),
        }
    )
    return [{"@type": "ceterms:AssessmentProfile", **profile}] if profile else []


def method_of(source: Source) -> dict[str, Any]:
    return method(source.one.credential.assessment, source.language)


def _is_credential(source: Source, needed: str) -> bool:
    """Of what the document does not tell of, a credential requires credentials; an opportunity may require either."""
    other = source.known.get(AchievementId(needed))
    return awards(other, kept_with(other)) if other else is_address(needed) and not source.is_learned


def _is_achievement(source: Source, needed: str) -> bool:
    return is_address(needed) or AchievementId(needed) in source.known


def _profile(fields: dict[str, Any]) -> Objects:
    found = stated(fields)
    return [{"@type": "ceterms:ConditionProfile", **found}] if found else []
