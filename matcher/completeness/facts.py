"""Judgements that several frameworks share: each looks at one fact of an entry."""

import re
from collections.abc import Callable

from matcher.achievements import TEACHING, Achievement
from matcher.completeness.findings import Judge, Verdict, broken, missing, present, vague
from matcher.completeness.outcomes import vague_outcomes
from matcher.completeness.prose import said, says_nothing
from matcher.levels import Framework, corresponding
from matcher.phrases import any_of, word_set

ASSESSING = any_of(
    r"(?:final|mid-?term|end[- ]of[- ]\w+|written|oral|practical|proctored) (?:exam|test|assessment|project|quiz)\w*",
    r"(?:you|learners?|students?|participants?) (?:will |must |are |have to )?(?:be )?(?:assessed|tested|graded)\b",
    r"(?:finish|end|culminat|conclud)\w+ (?:with|in|by) (?:[\w/-]+ ){0,3}(?:exam|assessment|test|project|quiz)\w*",
    r"(?:graded|peer[- ](?:graded|review(?:ed)?|assessed)) [\w-]+",
    r"quiz(?:zes)?\b",
    r"capstone projects?\b",
    r"problem sets?\b",
    r"homework\b",
    r"assignments?\b",
    r"portfolio of evidence",
    r"(?:module|unit|course) assessments?\b",
    r"assessments? (?:tasks?|criteria|methods?)\b",
)
"""Of the course's own; the exam of somebody else that it prepares for is none."""
NO_ASSESSMENT = re.compile(
    r"\W*(?:none|no|not assessed|unassessed|no (?:formal )?assessments?\b.*|without assessment)\W*", re.IGNORECASE
)
ONLINE = any_of(
    r"online (?:course|class|session|workshop|programme|program|delivery|learning)\w*",
    r"(?:taught|delivered|offered|held|fully|entirely|100%) online",
    r"self[- ]paced",
    r"(?:in[- ]person|face[- ]to[- ]face|on[- ]?campus|classroom) (?:class|session|course|workshop)\w*",
    r"(?:blended|hybrid) (?:course|class|delivery|mode|learning)",
)
TITLE_WORDS = word_set("""
    course courses module unit micro-credential microcredential credential certificate badge short programme program
    class training workshop series level part introduction introductory the a an of to in untitled test new
    """)
_BARE_LEVEL = re.compile(r"\W*(?:level\s*)?\d{1,2}\W*", re.IGNORECASE)
_FRAMEWORK_NAMED = any_of(r"AQF", r"EQF", r"NZQC?F", r"qualifications? (?:and credentials? )?framework", after=r"\b")


def title(achievement: Achievement) -> Verdict:
    words = [word for word in re.findall(r"[^\W\d_][\w-]*", achievement.name.lower()) if len(word) > 2]
    if any(word not in TITLE_WORDS for word in words) and not re.fullmatch(r"[A-Z]{2,6}\W?\d+\w*", achievement.name):
        return present("name", achievement.name)
    return vague("name", achievement.name, "say what it is about: a code or “Course 1” tells nobody")


def outcomes(achievement: Achievement) -> Verdict:
    """Present only where each of them is clear."""
    stated = achievement.outcomes
    if not stated:
        return _without_outcomes(achievement)
    unclear = vague_outcomes(achievement)
    if not unclear:
        return present("outcomes", f"{len(stated)} outcomes" if len(stated) > 1 else stated[0])
    first = unclear[0]
    share = f"{len(unclear)} of {len(stated)} are vague; this one " if len(stated) > 1 else "it "
    return vague(first.field, first.text, f"{share}{first.why}; {first.instead}")


def _without_outcomes(achievement: Achievement) -> Verdict:
    named = [own.name for own in achievement.competencies if own.role in TEACHING]
    named += [own.text for own in achievement.alignments if own.stated and own.role in TEACHING]
    instead = "list three to six outcomes: what the learner can do afterwards, verb and object, each to be checked"
    if named:
        return vague(
            "competencies", "; ".join(named), f"skills are named, not what the learner does with them: {instead}"
        )
    promised = said(achievement, _PROMISED, "description")
    if promised:
        return vague(promised.field, promised.text, f"the description promises some; {instead}")
    return missing("outcomes", instead)


_PROMISED = any_of(
    r"you(?:['\u2019]ll| will| should)? (?:also )?"
    r"(?:be able to|learn(?: how)? to|learn|know how to|gain|acquire|develop)",
    r"(?:learners?|students?|participants?) (?:will|should) (?:be able to|learn|gain|acquire|develop)",
    r"by the end of th(?:is|e) \w+",
)


def stated_prose(field: str, read: Callable[[Achievement], str | None], instead: str) -> Judge:
    """Present where a text is stated that says something."""

    def judge(achievement: Achievement) -> Verdict:
        text = read(achievement)
        if not text:
            return missing(field, instead)
        return vague(field, text, instead) if says_nothing(text) else present(field, text)

    return judge


def assessment(achievement: Achievement) -> Verdict:
    text = achievement.credential.assessment
    instead = "say how learning is assessed: by what (test, project, portfolio, observation), by whom, to pass how"
    if text and NO_ASSESSMENT.fullmatch(text):
        return broken(
            "assessment", text, f"a micro-credential is awarded after an assessment against criteria: {instead}"
        )
    if text:
        return vague("assessment", text, instead) if says_nothing(text) else present("assessment", text)
    told = said(achievement, ASSESSING, "description", "grading", "supervision")
    if told:
        return vague(told.field, told.text, f"it is only spoken of; {instead}")
    return missing("assessment", instead)


def mode(achievement: Achievement) -> Verdict:
    instead = "state `mode`: online, blended or on site"
    modes = sorted({way.mode.value for way in achievement.opportunity.ways() if way.mode is not None})
    if modes:
        return present("mode", ", ".join(modes))
    told = said(achievement, ONLINE, "description", "audience")
    return vague(told.field, told.text, f"it is only spoken of; {instead}") if told else missing("mode", instead)


def level_in(framework: Framework) -> Judge:
    """Present where the level is one of this framework."""
    instead = f"state `level` with its framework, such as “{framework} 5”"

    def judge(achievement: Achievement) -> Verdict:
        text, level = achievement.credential.level, achievement.credential.framework_level
        if not text:
            return missing("level", instead)
        if level is None:
            return _unread_level(text, instead)
        if level.framework is framework:
            return present("level", text)
        near = " or ".join(map(str, corresponding(level, framework))) or "none"
        return vague("level", text, f"it is a level of another framework, indicatively {near} here; {instead}")

    return judge


def _unread_level(text: str, instead: str) -> Verdict:
    if _BARE_LEVEL.fullmatch(text):
        return broken("level", text, f"a number without its framework is no level: they count differently; {instead}")
    if _FRAMEWORK_NAMED.search(text) and any(c.isdigit() for c in text):
        return broken("level", text, f"that framework has no such level; {instead}")
    return vague("level", text, f"a word is no level of a framework; {instead}")
