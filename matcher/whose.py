"""Whose doing is it that a sentence names: the applicant's, or somebody else's?

From the mention one climbs to the verb that it stands under, and asks who is its subject. What other people or the
employer do, what the reader is given, taught or spared, and what is handed in to apply, isn't asked. Wherever grammar
leaves it open, nothing is taken away.
"""

from collections.abc import Sequence

from matcher import doings
from matcher.bystanders import are_others, is_others, is_somebodys
from matcher.done_without import falls_to_others, is_absent, is_by_others, is_no_part, is_retired
from matcher.grammar import SUBJECTS
from matcher.houses import is_employers
from matcher.lessons import is_learned, is_shown_to_you, is_taught, is_turned_into
from matcher.mentions import Span
from matcher.papers import are_handled, are_welcomed, is_handed_in, is_tested
from matcher.people import singular
from matcher.phrases import word_set
from matcher.subjects import OTHERS, Subjects, Who

_GOES_ON = word_set("pcomp acl amod compound xcomp dobj pobj attr appos") | SUBJECTS
"""Roles of what looks like a verb and stands for a noun: climb past it."""
_NEGATIVE = word_set("not n't never nor neither")
_NOT_ONLY = word_set("only just merely solely")
_WILL = word_set("will 'll wo do")
_UNLESS = word_set("without lacking unless")
_NOBODY = word_set("nobody no-one")


def unasked(subjects: Subjects, mention: Span) -> bool:
    """Whether what the mention names is somebody else's, given, handed in or done away with."""
    place = subjects.tree.head_of(mention)
    if place is None:
        return False
    return is_absent(subjects, place) or is_taught(subjects, place) or _is_theirs(subjects, place)


def _is_theirs(subjects: Subjects, mention: int) -> bool:
    """Up from the mention to the first verb whose subject is known."""
    tree = subjects.tree
    path: list[int] = []
    came = ""
    for place in tree.up(mention):
        path.append(place)
        word = tree.words[place]
        if word.is_verb or tree.children(place, "nsubj", "nsubjpass"):
            if came in SUBJECTS:
                return _is_done_without(subjects, place, path)
            subject = tree.subject(place)
            if subject is not None:
                return _is_not_the_applicants(subjects, place, subject, path)
            if word.role not in _GOES_ON:
                return is_handed_in(subjects, place, path)
        elif _are_good_at(subjects, came, place):
            return are_others(subjects, place, place, Who.COLLEAGUES)
        came = word.text if word.text in doings.GOOD_AT or word.text in ("in", "of") else word.role
    return False


def _are_good_at(subjects: Subjects, came: str, noun: int) -> bool:
    """Whether what was climbed from says what colleagues are good at: "chemists skilled in chromatography"."""
    trade = singular(subjects.tree.words[noun].text)
    specialist = (came == "in" and trade in doings.SPECIALISTS) or (came == "of" and trade in doings.SPEAKERS)
    return (specialist or came in doings.GOOD_AT) and subjects.who(noun) is Who.COLLEAGUES


def _is_not_the_applicants(subjects: Subjects, verb: int, subject: int, path: Sequence[int]) -> bool:
    """Of what somebody does; a verb with a capital begins a sentence that no full stop parts from the one before."""
    words = subjects.tree.words
    if verb > 0 and words[verb].capital:
        return False
    who = subjects.of(verb, subject)
    if who is Who.APPLICANT:
        given = is_learned(subjects, verb) or is_turned_into(subjects, verb, subject)
        return given or _is_spared(subjects, verb, path) or is_tested(subjects, verb, path)
    nobody = words[subject].text in _NOBODY and subject != subjects.tree.antecedent(verb)
    shown = nobody or is_shown_to_you(subjects, verb)
    return shown or _is_of(subjects, who, verb, subject, path)


def _is_of(subjects: Subjects, who: Who | None, verb: int, subject: int, path: Sequence[int]) -> bool:
    """Whether it is theirs who do it, of each kind but the applicant."""
    if who is Who.PAPERS:
        return are_handled(subjects, verb)
    if who is Who.EMPLOYER:
        return is_employers(subjects, verb, subject, path)
    if who in OTHERS:
        return is_others(subjects, verb, subject, who)
    replacement = any(subjects.tree.words[i].role == "agent" for i in path)
    return (is_retired(subjects, verb) and not replacement) or is_somebodys(subjects, verb, subject)


def _is_spared(subjects: Subjects, verb: int, path: Sequence[int]) -> bool:
    """What the applicant will not do: "nor will you dispense medicines", "you will be excused Scala"."""
    tree = subjects.tree
    text = tree.words[verb].text
    if text in doings.EXCUSING and tree.is_passive(verb):
        return True
    if text in doings.LEAVING and falls_to_others(subjects, verb):
        return True
    if text in doings.SHYING or any(tree.words[i].text in _UNLESS for i in path):
        return False
    negative = tree.has(verb, _NEGATIVE, "neg", "advmod", "cc", "preconj") and tree.has(verb, _WILL, "aux")
    return negative and not any(word.text in _NOT_ONLY for word in tree.words)


def _is_done_without(subjects: Subjects, verb: int, path: Sequence[int]) -> bool:
    """Of the verb's own subject: done by others, done away with, no part of the job, or a way to apply."""
    return (
        are_welcomed(subjects, verb, path)
        or is_no_part(subjects, verb)
        or is_retired(subjects, verb)
        or (is_by_others(subjects, verb) and not subjects.tree.has(path[-2], {"your"}, "poss"))
        or falls_to_others(subjects, verb)
    )
