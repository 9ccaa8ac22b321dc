"""Whose doing is it that a sentence names: the applicant's, or somebody else's?"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from matcher import doings
from matcher.grammar import SUBJECTS, Tree
from matcher.mentions import Span
from matcher.people import APPLICANTS, HOUSES, SERVED, singular


class Who(StrEnum):
    """What a subject is."""

    APPLICANT = "applicant"
    COLLEAGUES = "colleagues"
    SERVED = "served"
    EMPLOYER = "employer"
    PAPERS = "papers"
    """What the applicant hands in."""


OTHERS = frozenset({Who.COLLEAGUES, Who.SERVED})
_SOME = frozenset("some many most several all both half one two three few none each others another".split())
_GROUPS = frozenset({"team", "teams", "group", "pool", "crew", "network", "panel"})
_NOBODY = frozenset({"nobody", "no-one"})
_SOME_MORE = frozenset({"other", "another", "fellow"})
_OURS = frozenset({"our", "your", "their", "its"})
_NOMINAL = frozenset({"compound", "pobj", "prep", "conj", "appos", "amod", "nmod", "poss", "pcomp", "dobj", "nummod"})
_GOES_ON = frozenset({"pcomp", "acl", "amod", "compound", "xcomp", "dobj", "pobj", "nsubj", "attr", "csubj", "appos"})
_CONTRAST = frozenset({"while", "whereas", "although", "though"})
_NEGATIVE = frozenset({"not", "n't", "never", "nor", "neither"})


@dataclass(frozen=True, slots=True)
class Judge:
    """Tells from one sentence's grammar; `people` are nouns in the singular, `own` those that name this very job."""

    tree: Tree
    people: frozenset[str]
    own: frozenset[str] = frozenset()

    def unasked(self, mention: Span) -> bool:
        """Whether what the mention names is somebody else's, given, handed in or done away with."""
        place = self.tree.head_of(mention)
        return place is not None and (self._taught(place) or self._climb(place))

    # the subject that a word stands under

    def _climb(self, place: int) -> bool:
        """Up from the mention to the first verb whose subject is known."""
        words = self.tree.words
        came = ""
        path: list[int] = []
        while True:
            word = words[place]
            path.append(place)
            if word.is_verb or self.tree.children(place, "nsubj", "nsubjpass"):
                if came in SUBJECTS:
                    return self._said_of(place, path)
                subject = self.tree.subject(place)
                if subject is None and word.role not in _GOES_ON:
                    return self._ordered(place, path)
                if subject is not None:
                    return self._judged(place, subject, path)
            elif self._qualifies(came, place):
                return self._of_whom(place, place, self.who(place) or Who.COLLEAGUES)
            if word.head == place or len(path) > len(words):
                return False
            came, place = word.text if word.text in doings.GOOD_AT or word.text == "in" else word.role, word.head

    def _judged(self, verb: int, subject: int, path: list[int]) -> bool:
        agent = self._agent(verb)
        who = (None if agent is None else self.who(agent)) or self.who(subject)
        if who is Who.APPLICANT:
            return self._spared(verb) or self._turned_into(verb, subject) or self._is_learner(verb)
        if self._done_to_you(verb):
            return True
        if self.tree.words[subject].text in _NOBODY:
            return True
        if who is Who.PAPERS:
            return self._passive(verb) or self._has(verb, frozenset({"available"}), "acomp")
        if who is Who.EMPLOYER:
            return self._handles_papers(verb) or (not self._seen_to(verb) and self._employers(verb, path))
        if who in OTHERS:
            return self._theirs(verb, subject, who)
        replaced = any(self.tree.words[i].role == "agent" for i in path)
        return (self._done_away(verb) and not replaced) or self._somebody_else(verb, subject)

    def _somebody_else(self, verb: int, subject: int) -> bool:
        """One person of a trade, told apart by what they do, whom the applicant has to do with."""
        word = self.tree.words[subject]
        if subject != self._antecedent(verb) or singular(word.text) not in self.people - self.own:
            return False
        governing = self._governing(subject)
        if governing is None or self.tree.words[governing].text in doings.BEING or self.tree.words[word.head].text == "as":
            return False
        above = self.tree.subject(governing)
        return (
            self.tree.words[governing].text not in doings.CARING
            and above is not None
            and self.who(above) is Who.APPLICANT
        )

    def who(self, place: int) -> Who | None:  # noqa: PLR0911 - one return a kind, in order
        """None where it may be anybody, or a thing."""
        word = self.tree.words[place]
        if word.text in ("we", "us"):
            return Who.EMPLOYER
        if word.text in _SOME or word.text in _GROUPS:
            return self._who_of(place)
        noun = singular(word.text)
        if noun in APPLICANTS:
            return Who.APPLICANT
        if noun == "interview" or (noun == "form" and self._has(place, doings.APPLICATIONS, "compound")):
            return Who.PAPERS
        if self._has(place, frozenset({"your", "my"}), "poss") and word.text in doings.PAPERS:
            return Who.PAPERS
        if noun in self.people or noun in SERVED or noun == "people":
            return self._person(place, noun)
        ours = self._has(place, frozenset({"our"}), "poss")
        house = noun in HOUSES and self._has(place, frozenset({"the", "this", "our"}), "det", "poss")
        return Who.EMPLOYER if house or (ours and noun not in doings.OPENINGS) else None

    def _person(self, place: int, noun: str) -> Who | None:
        word = self.tree.words[place]
        kind = Who.SERVED if noun in SERVED else Who.COLLEAGUES
        others = self._has(place, _OURS, "poss") or self._has(place, _SOME_MORE, "amod", "det") or noun == "colleague"
        if noun in self.own or self.tree.says(place, frozenset({"ideal", "successful", "next", "new"}), "amod"):
            return None
        if others or word.text != noun or noun in ("staff", "people"):
            return kind
        first = word.head
        does = word.role == "nsubj" and self.tree.words[first].tag == "VBZ" and self._has(place, frozenset({"a", "an"}), "det")
        if does and self.tree.words[first].role == "ROOT" and self.tree.words[first].text not in doings.BEING:
            return kind
        listed = word.role == "conj" and self.who(first) in OTHERS
        return kind if listed else None

    def _who_of(self, place: int) -> Who | None:
        """Some of whom: "some of them", "most of our staff"."""
        for of in self.tree.children(place, "prep"):
            for whom in self.tree.children(of, "pobj"):
                if self.tree.words[whom].text in ("them", "whom", "these", "those"):
                    return Who.COLLEAGUES
                return self.who(whom)
        return None

    def _qualifies(self, came: str, noun: int) -> bool:
        """Whether what was climbed from says what colleagues are good at: "chemists skilled in chromatography"."""
        trade = singular(self.tree.words[noun].text)
        good_at = came in doings.GOOD_AT or (came == "in" and trade in doings.SPECIALISTS)
        return good_at and self.who(noun) is Who.COLLEAGUES

    # what the subject makes of it

    def _theirs(self, verb: int, subject: int, who: Who) -> bool:
        """Whether other people do it, and not for the applicant to see to."""
        word = self.tree.words[verb]
        if subject == self._antecedent(verb):
            return self._of_whom(verb, subject, who)
        if self._breaks_off(subject):
            return False
        top = self._first(verb)
        if (self.tree.words[top].role != "relcl" and self._seen_to(verb)) or self._asks(verb):
            return False
        bound = self._has(top, frozenset({"must", "should", "will", "shall"}), "aux")
        return self._has(subject, _OURS, "poss") or not bound

    def _seen_to(self, verb: int) -> bool:
        """Whether somebody else's doing hangs on another verb: "help patients manage pain", "when clients call"."""
        top = self._first(verb)
        word = self.tree.words[top]
        if word.role == "relcl":
            return True
        if word.role in ("ccomp", "pcomp"):
            return word.head < top and not self._has(verb, frozenset({"what"}), "dobj", "pobj")
        if word.role != "advcl" or self._has(top, _CONTRAST, "mark"):
            return False
        return word.head < top or bool(self.tree.children(top, "mark", "advmod"))

    def _breaks_off(self, subject: int) -> bool:
        """Whether a comma parts it from what is taken for its verb: "Supervise volunteers, run workshops"."""
        words = self.tree.words
        comma = subject + 1 < len(words) and words[subject + 1].text == ","
        return comma and not self.tree.children(subject, "relcl", "appos", "acl", "conj")

    def _asks(self, verb: int) -> bool:
        """Whether the verb or one that it stands beside wants or expects something."""
        return any(self.tree.words[i].text in doings.ASKING for i in (verb, *self._beside(verb)))

    def _of_whom(self, verb: int, subject: int, who: Who) -> bool:
        """Of people that are told apart by what they do: "colleagues who perform ultrasound"."""
        if self.tree.words[verb].text in doings.CONSISTING:
            return False
        if self.tree.words[verb].tag == "VBG" and self._led(subject):
            return False
        if who is Who.SERVED and self.tree.words[verb].text not in ("speak", "speaks", "enjoy", "play", "write", "know"):
            return False
        governing = self._governing(subject)
        if governing is None:
            return who is Who.COLLEAGUES and singular(self.tree.words[subject].text) == "colleague"
        competence = self._governing_noun(governing)
        above = self.tree.subject(governing)
        is_one = self.tree.words[subject].role in ("attr", "conj") and self.tree.words[governing].text in doings.BEING
        if is_one and above is not None and self.who(above) is Who.APPLICANT:
            return False
        if self.tree.words[governing].text in doings.CARING or competence in doings.COMPETENCES:
            return False
        sought = self.tree.words[governing].text in doings.ASKING
        return not sought or (above is not None and self.who(above) is Who.APPLICANT)

    def _led(self, subject: int) -> bool:
        """Whether the people are the applicant's to lead: "lead a team of developers building websites"."""
        governing = self._governing(subject)
        return governing is not None and self.tree.words[governing].text in doings.LEADING

    def _employers(self, verb: int, path: list[int]) -> bool:
        """Whether what the employer does asks nothing of the reader."""
        words = self.tree.words
        text = words[verb].text
        if self._asks(verb):
            return False
        stopped = {text} | {words[i].text for i in self._beside(verb)}
        if stopped & doings.STOPPING:
            return not any(words[i].text in doings.INSTEAD for i in path)
        said = {words[i].text for i in self.tree.subtree(verb)}
        if said & doings.OPENINGS:
            return False
        if text in doings.PAYING or (text in doings.GIVING and self._has(verb, frozenset({"you"}), "dobj", "dative")):
            return True
        house = words[self.tree.subject(verb) or verb].text not in ("we", "us")
        tool = words[path[0]].tag.startswith("NNP")
        uses = text in doings.BEING or text in doings.USING and (tool or not house)
        return not uses and not said & {"you", "your"}

    def _handles_papers(self, verb: int) -> bool:
        """ "we process your data"."""
        words = self.tree.words
        held = (i for i in self.tree.subtree(verb) if words[i].text in doings.PAPERS)
        return any(self._has(i, frozenset({"your"}), "poss") for i in held)

    def _is_learner(self, verb: int) -> bool:
        """What the applicant is taught, or consents to: "you will be taught cash handling"."""
        text = self.tree.words[verb].text
        if self._has(verb, frozenset({"must", "should"}), "aux"):
            return False
        will = self._has(verb, frozenset({"will", "'ll"}), "aux")
        return text in doings.LEARNING | doings.CONSENTING or (will and self._passive(verb) and text in doings.TAUGHT)

    def _done_to_you(self, verb: int) -> bool:
        """ "A mentor will take you through SAP"."""
        return self.tree.words[verb].text in doings.TEACHING_YOU and self._has(
            verb, frozenset({"you"}), "dobj", "dative"
        )

    def _turned_into(self, verb: int, subject: int) -> bool:
        """ "turn you into somebody who can weld"."""
        if subject != self._antecedent(verb):
            return False
        governing = self._governing(subject)
        return (
            governing is not None
            and self.tree.words[governing].text in doings.GIVING
            and any(self.tree.words[i].text == "you" for i in self.tree.children(governing, "dobj", "dative"))
        )

    def _spared(self, verb: int) -> bool:
        """What the applicant will not do: "nor will you dispense medicines", "you will be excused Scala"."""
        word = self.tree.words[verb]
        if word.text in doings.EXCUSING and self._passive(verb):
            return True
        will = self._has(verb, frozenset({"will", "'ll", "wo", "do", "are", "'re"}), "aux")
        negative = self._has(verb, _NEGATIVE, "neg", "advmod", "cc", "preconj")
        only = any(w.text in ("only", "just", "merely") for w in self.tree.words)
        return will and negative and not only

    def _said_of(self, verb: int, path: list[int]) -> bool:
        """Of the verb's own subject: done by others, or done away with."""
        agent = self._agent(verb)
        if self._has(verb, _NEGATIVE, "neg") and self._has(verb, doings.PARTS, "attr"):
            return True
        if len(path) > 2 and self.tree.words[path[-2]].text in doings.APPLICATIONS and self.tree.words[path[-3]].role == "prep":
            return self.tree.words[verb].text in doings.WELCOMED or self._has(verb, doings.WELCOMED, "acomp")
        return self._done_away(verb) or (agent is not None and self.who(agent) in OTHERS)

    def _done_away(self, verb: int) -> bool:
        text = self.tree.words[verb].text
        switched = text in doings.SWITCHING and bool(self.tree.children(verb, "prt"))
        return self._passive(verb) and (text in doings.RETIRING or switched) and self._is_past(verb)

    def _is_past(self, verb: int) -> bool:
        return self._has(verb, frozenset({"was", "were", "been"}), "auxpass") or self._has(
            verb, frozenset({"been", "being", "is", "are"}), "auxpass"
        )

    def _ordered(self, verb: int, path: list[int]) -> bool:
        """What is asked of the reader as an applicant only: "Upload your statement in Acrobat"."""
        words = self.tree.words
        if words[verb].text not in doings.APPLYING or any(words[i].text in doings.COMPETENCES for i in path):
            return False
        if self._has(verb, frozenset({"us"}), "dobj", "dative"):
            return True
        return any(
            words[i].text in doings.PAPERS and self._has(i, frozenset({"your"}), "poss")
            for i in self.tree.children(verb, "dobj", "nsubj", "ccomp")
        )

    # courses

    def _taught(self, place: int) -> bool:
        """Whether it is the matter of a course that the reader is given: "evening classes in Spanish"."""
        words = self.tree.words
        last, came = place, ""
        for here in self._nominal(place):
            if words[here].text in doings.LESSONS and came not in ("conj", "for", "appos"):
                return self._given(here)
            last, came = here, words[here].text if words[here].text == "for" else words[here].role
        verb = words[last].head
        beside = [i for i in self.tree.children(verb, "dobj", "nsubjpass", "pobj") if words[i].text in doings.LESSONS]
        return words[last].text in ("in", "on") and bool(beside) and self._given(beside[0])

    def _given(self, course: int) -> bool:
        if self.tree.says(course, doings.FREE, "amod", "compound"):
            return True
        if any(self._for_you(i) for i in self.tree.children(course, "prep")):
            return True
        governing = self._governing(course)
        subject = None if governing is None else self.tree.subject(governing)
        return governing is not None and subject is not None and self._gives(governing, subject)

    def _gives(self, verb: int, subject: int) -> bool:
        """Whether a course is given, or may be had, by what the verb says."""
        words = self.tree.words
        text, noun = words[verb].text, words[subject].text
        who = self.who(subject)
        if who is Who.APPLICANT:
            may = self._has(verb, frozenset({"can", "may", "could"}), "aux")
            given = text in doings.GIVEN and self._passive(verb)
            return given or text in doings.GETTING or (text in doings.RECEIVING and may)
        if who in OTHERS:
            return text in doings.RECEIVING | doings.GIVING
        if who is Who.EMPLOYER:
            return text not in doings.ASKING
        if text in doings.INCLUDING:
            return noun in doings.PACKAGES
        if self._has(verb, doings.FREE, "acomp"):
            return True
        return text in doings.GIVING | doings.HOLDING and noun not in doings.COMPETENCES | doings.OPENINGS

    def _for_you(self, preposition: int) -> bool:
        words = self.tree.words
        if words[preposition].text != "for":
            return False
        return any(words[i].text in ("you", "family", "staff", "employees") for i in self.tree.subtree(preposition))

    # grammar

    def _nominal(self, place: int) -> Iterator[int]:
        """The word and the nouns that it hangs on, up to a verb."""
        words = self.tree.words
        yield place
        while words[place].role in _NOMINAL and words[place].head != place:
            place = words[place].head
            if words[place].is_verb and words[place].role not in ("pcomp", "amod", "compound"):
                return
            yield place

    def _governing(self, noun: int) -> int | None:
        """The verb that a noun stands under."""
        words = self.tree.words
        place = noun
        while words[place].head != place:
            place = words[place].head
            if words[place].is_verb:
                return place
        return None

    def _governing_noun(self, verb: int) -> str:
        """What a verb's doing is of: "experience of working"."""
        words = self.tree.words
        head = words[verb].head
        return words[words[head].head].text if words[verb].role == "pcomp" else ""

    def _antecedent(self, verb: int) -> int | None:
        first = self._first(verb)
        return self.tree.words[first].head if self.tree.words[first].role in ("relcl", "acl") else None

    def _first(self, verb: int) -> int:
        """The first of verbs that stand side by side."""
        return next(reversed(tuple(self._beside(verb))), verb)

    def _beside(self, verb: int) -> Iterator[int]:
        """The verbs that a verb shares its subject with, the nearest first."""
        words = self.tree.words
        while words[verb].role in ("conj", "xcomp") and words[words[verb].head].is_verb:
            verb = words[verb].head
            yield verb

    def _agent(self, verb: int) -> int | None:
        words = self.tree.words
        for by in self.tree.children(verb, "agent"):
            return next(iter(self.tree.children(by, "pobj")), None)
        return None if not words else None

    def _passive(self, verb: int) -> bool:
        return bool(self.tree.children(verb, "nsubjpass", "auxpass")) or self.tree.words[verb].tag == "VBN"

    def _below(self, place: int) -> Iterator[int]:
        return self.tree.subtree(place)

    def _has(self, place: int, words: frozenset[str], *roles: str) -> bool:
        return self.tree.says(place, words, *roles)
