"""What the reader is to be taught, and whom the reader is to be turned into."""

from matcher import doings
from matcher.grammar import Tree
from matcher.subjects import OTHERS, Subjects, Who

_YOU = frozenset({"you"})
_MAY = frozenset({"can", "may", "could"})
_BOUND = frozenset({"must", "should", "have", "has", "'ve"})
_FOR_WHOM = frozenset({"you", "family", "staff", "employees"})


def is_taught(subjects: Subjects, place: int) -> bool:
    """Whether the word is the matter of a course that the reader is given: "evening classes in Spanish"."""
    course = _course(subjects.tree, place)
    return course is not None and _is_given(subjects, course)


def _course(tree: Tree, place: int) -> int | None:
    """The course that a word is the matter of, by hanging on it or standing beside it: "take classes in German"."""
    last, came = place, ""
    for last in tree.nouns_over(place):
        word = tree.words[last]
        if word.text in doings.LESSONS and came not in ("conj", "for", "appos"):
            return last
        came = "for" if word.text == "for" else word.role
    if tree.words[last].text not in ("in", "on"):
        return None
    beside = tree.children(tree.words[last].head, "dobj", "nsubjpass", "pobj")
    return next((i for i in beside if tree.words[i].text in doings.LESSONS), None)


def _is_given(subjects: Subjects, course: int) -> bool:
    tree = subjects.tree
    if tree.has(course, doings.FREE, "amod", "compound") or _is_for_you(tree, course):
        return True
    verb = tree.governing(course)
    subject = None if verb is None else tree.subject(verb)
    return verb is not None and subject is not None and _gives(subjects, verb, subject)


def _is_for_you(tree: Tree, course: int) -> bool:
    given = (i for i in tree.children(course, "prep") if tree.words[i].text == "for")
    return any(tree.words[i].text in _FOR_WHOM for preposition in given for i in tree.subtree(preposition))


def _gives(subjects: Subjects, verb: int, subject: int) -> bool:
    """Whether a course is given, or may be had, by what the verb says."""
    tree = subjects.tree
    text, noun, who = tree.words[verb].text, tree.words[subject].text, subjects.who(subject)
    if who is Who.APPLICANT:
        given = text in doings.GIVEN and tree.is_passive(verb)
        gets = text in doings.GETTING and not tree.has(verb, _BOUND, "aux")
        return given or gets or (text in doings.RECEIVING and tree.has(verb, _MAY, "aux"))
    if who is Who.EMPLOYER:
        return text not in doings.ASKING
    if who in OTHERS:
        return text in doings.RECEIVING or text in doings.GIVING
    if text in doings.INCLUDING:
        return noun in doings.PACKAGES
    if noun in doings.COMPETENCES or noun in doings.OPENINGS:
        return False
    return text in doings.GIVING or text in doings.HOLDING or tree.has(verb, doings.FREE, "acomp")


def is_learned(subjects: Subjects, verb: int) -> bool:
    """What the applicant is taught, or consents to: "you will be taught cash handling"."""
    tree = subjects.tree
    text = tree.words[verb].text
    if tree.has(verb, {"must", "should"}, "aux"):
        return False
    taught = any(_is_taught_by_verb(subjects, i) for i in (verb, *tree.beside(verb)))
    return taught or text in doings.LEARNING or text in doings.CONSENTING


def _is_taught_by_verb(subjects: Subjects, verb: int) -> bool:
    tree = subjects.tree
    if tree.words[verb].text not in doings.TAUGHT or not tree.is_passive(verb):
        return False
    subject = tree.subject(verb)
    newcomer = subject is not None and tree.words[subject].text in doings.NEWCOMERS
    return newcomer or tree.has(verb, {"will", "'ll"}, "aux")


def is_turned_into(subjects: Subjects, verb: int, subject: int) -> bool:
    """ "We turn you into somebody who can weld"."""
    tree = subjects.tree
    governing = tree.governing(subject) if subject == tree.antecedent(verb) else None
    if governing is None or tree.words[governing].text not in doings.GIVING:
        return False
    return tree.has(governing, _YOU, "dobj", "dative")


def is_shown_to_you(subjects: Subjects, verb: int) -> bool:
    """ "A mentor will take you through SAP"."""
    return subjects.tree.words[verb].text in doings.TEACHING_YOU and subjects.tree.has(verb, _YOU, "dobj", "dative")
