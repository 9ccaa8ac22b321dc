"""What is said to be done without the reader: done away with, no part of the job, or somebody else's task."""

from matcher import doings
from matcher.people import HOUSES, singular
from matcher.phrases import word_set
from matcher.subjects import OTHERS, Subjects

_PAST = word_set("was were been being is are")
_NOT = word_set("not n't never")


def is_absent(subjects: Subjects, place: int) -> bool:
    """ "No coding, no SQL, just clear writing"; but of "no SQL, no interview" there is no job without it."""
    tree = subjects.tree
    if any(word.text in doings.ONLY_WITH for word in tree.words):
        return False
    word = tree.words[place]
    return tree.has(place, {"no"}, "det") or (word.role == "compound" and tree.has(word.head, {"no"}, "det"))


def is_retired(subjects: Subjects, verb: int) -> bool:
    """ "The Scala jobs were retired", "the servers have been switched off"."""
    tree = subjects.tree
    text = tree.words[verb].text
    switched = text in doings.SWITCHING and bool(tree.children(verb, "prt"))
    return (switched or text in doings.RETIRING) and tree.has(verb, _PAST, "auxpass")


def is_no_part(subjects: Subjects, verb: int) -> bool:
    """ "Driving is not part of the job"."""
    return subjects.tree.has(verb, _NOT, "neg") and subjects.tree.has(verb, doings.PARTS, "attr")


def is_by_others(subjects: Subjects, verb: int) -> bool:
    """ "Payroll is run by a bureau"."""
    agent = subjects.tree.agent(verb)
    if agent is None:
        return False
    house = singular(subjects.tree.words[agent].text) in HOUSES
    somebody = subjects.tree.has(agent, {"a", "an"}, "det") and (house or subjects.is_trade(agent))
    return somebody or subjects.who(agent) in OTHERS


def falls_to_others(subjects: Subjects, verb: int) -> bool:
    """ "Payroll falls to our accountants", "is a matter for the engineers", "leave the soldering to the fitters"."""
    tree = subjects.tree
    matters = [i for i in tree.children(verb, "attr") if tree.words[i].text in doings.MATTERS]
    falls = [verb] if tree.words[verb].text in doings.FALLING else []
    to = (i for above in (*matters, *falls) for i in tree.children(above, "prep", "dative"))
    return any(subjects.who(i) in OTHERS for preposition in to for i in tree.children(preposition, "pobj"))
