"""What can be watched when a skill is used, by the kind of its verb: the condition of an outcome, ideas for assessment.

A small table of our own. Conditions and ideas are suggestions of ours, no facts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.completeness.verbs import british
from matcher.phrases import word_set


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    name: str
    verbs: frozenset[str]
    """Base forms, in British spelling."""
    nouns: frozenset[str]
    """That say as much where the verb does not: "conduct research"."""
    condition: str
    """Follows the outcome's verb and object."""
    ideas: str
    """How that could be assessed."""


WAYS: tuple[Way, ...] = (
    Way(
        name="searching",
        verbs=word_set("search find browse retrieve locate gather consult collect access look seek"),
        nouns=word_set("search searching retrieval research bibliographic literature sources"),
        condition="for a given question, recording each step so that it can be repeated",
        ideas="search log and annotated bibliography",
    ),
    Way(
        name="judging",
        verbs=word_set("evaluate assess appraise criticise critique judge verify check validate compare select review"),
        nouns=word_set("evaluation assessment appraisal criticism reliability correctness fact-checking"),
        condition="against stated criteria, giving the reasons in writing",
        ideas="written appraisal of two unlike examples against the same criteria",
    ),
    Way(
        name="analysing",
        verbs=word_set("analyse interpret calculate measure model estimate forecast diagnose investigate examine"),
        nouns=word_set("analysis analytics statistics data modelling statistical"),
        condition="from given material, reporting what follows from it and what does not",
        ideas="analysis of a given data set or case, with a short report of findings and limits",
    ),
    Way(
        name="deciding",
        verbs=word_set(
            "solve decide resolve troubleshoot prioritise choose determine identify think reason anticipate"
        ),
        nouns=word_set("decisions decision problem problems solutions thinking reasoning judgement"),
        condition="in a given case, justifying the choice against at least one alternative",
        ideas="scenario with a log of decisions and the reasons for each",
    ),
    Way(
        name="teaching",
        verbs=word_set("teach instruct train coach mentor tutor educate demonstrate"),
        nouns=word_set("instruction teaching training pedagogy tutoring learning"),
        condition="in a session for a stated group, checking what the group has learned",
        ideas="observed micro-teaching session, with its plan and what was changed afterwards",
    ),
    Way(
        name="telling",
        verbs=word_set(
            "communicate present write report explain inform advise summarise document translate negotiate promote "
            "advertise publish condense correspond answer describe speak interview"
        ),
        nouns=word_set("communication presentation writing reports presentations advice"),
        condition="for a named audience, at the length and in the form that it needs",
        ideas="one text and one talk for different audiences, marked by the same rubric",
    ),
    Way(
        name="working together",
        verbs=word_set("collaborate cooperate lead liaise facilitate supervise motivate delegate coordinate"),
        nouns=word_set("team teams teamwork leadership collaboration relationships colleagues stakeholders"),
        condition="in a task shared with others, with roles and results agreed in writing",
        ideas="group task with an observer's checklist and feedback from peers",
    ),
    Way(
        name="planning",
        verbs=word_set("plan manage organise schedule budget allocate administer arrange oversee run maintain keep"),
        nouns=word_set(
            "plan planning management project projects budget budgets schedule time resources collections records"
        ),
        condition="within a stated time and budget, showing how the result was checked",
        ideas="plan for a real task, with a review of what went otherwise than planned",
    ),
    Way(
        name="making",
        verbs=word_set(
            "create design develop produce write code program construct compose draft edit prepare catalogue "
            "classify structure index digitise"
        ),
        nouns=word_set("design content prototype programming metadata catalogue materials"),
        condition="to a given brief, meeting its stated criteria",
        ideas="portfolio piece with notes on how it meets the brief",
    ),
    Way(
        name="caring",
        verbs=word_set("care nurse treat support assist help serve empathise counsel protect"),
        nouns=word_set("care patients patient customer customers clients safety health"),
        condition="in a simulated case, following the stated procedure and the wishes of whom it concerns",
        ideas="simulation observed by checklist, followed by a conversation about what was done",
    ),
    Way(
        name="complying",
        verbs=word_set("comply follow adhere respect inspect audit"),
        nouns=word_set("legislation regulations standards policies procedures ethics law compliance"),
        condition="in a given case, naming the rule that holds and how it was met",
        ideas="case study with a checklist of the rules that hold, and where they are met",
    ),
)
OTHERWISE = Way(
    name="doing",
    verbs=frozenset(),
    nouns=frozenset(),
    condition="as the job ads describe it, to a stated standard and without help",
    ideas="practical task under observation, with a marking guide",
)
PLAIN = word_set(
    "perform conduct carry execute do use apply make take have be show demonstrate undertake provide work build "
    "implement maintain keep deliver handle"
)
"""Verbs that leave it to their object what is done."""


def way_of(words: Sequence[str]) -> Way:
    """By the verb, which comes first; by the first noun that tells where the verb is a plain one; else OTHERWISE.

    `words`: in lower case, at least one.
    """
    by_verb = next((way for way in WAYS if british(words[0]) in way.verbs), None)
    if words[0] not in PLAIN:
        return by_verb or OTHERWISE
    return next((way for word in words[1:] for way in WAYS if word in way.nouns), by_verb or OTHERWISE)
