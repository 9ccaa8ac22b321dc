"""Who a noun is: the applicant, people beside the applicant, or the employer."""

from dataclasses import dataclass
from enum import StrEnum

from matcher.doings import APPLICATIONS, BEING, OPENINGS, PAPERS, SUBMITTING
from matcher.grammar import Tree
from matcher.people import APPLICANTS, HOUSES, HUMANS, SERVED, singular
from matcher.phrases import word_set

_WE = frozenset({"we", "us"})
_SOME = word_set("some many most several all both half one two three few none each others another")
_GROUPS = frozenset({"team", "teams", "group", "pool", "crew", "network", "panel"})
_THEM = frozenset({"them", "whom", "these", "those"})
_YOURS = frozenset({"your"})
_SOMEBODYS = frozenset({"our", "your", "their", "its"})
_OTHER = frozenset({"other", "another", "fellow"})
_SOUGHT = frozenset({"ideal", "successful", "next", "new"})
_ALL = frozenset({"all", "every", "each"})
"""Before people, the reader included: "all staff are responsible for safeguarding"."""
_BOSSES = frozenset({"ceo", "director", "owner", "founder", "boss", "headteacher", "principal", "chairman", "dean"})
_ALWAYS_OTHERS = frozenset({"colleague", "staff", "people"})


class Who(StrEnum):
    APPLICANT = "applicant"
    COLLEAGUES = "colleagues"
    """People who work, and are not the reader."""
    SERVED = "served"
    """People who are worked for."""
    EMPLOYER = "employer"
    """It, or what it makes."""
    PAPERS = "papers"
    """What an applicant hands in."""


OTHERS = frozenset({Who.COLLEAGUES, Who.SERVED})


@dataclass(frozen=True, slots=True)
class Subjects:
    """Of one sentence; `people` are nouns in the singular, `own` those that the ad means the reader by."""

    tree: Tree
    people: frozenset[str]
    own: frozenset[str] = frozenset()

    def who(self, place: int) -> Who | None:
        """None where it may be anybody, or a thing."""
        text = self.tree.words[place].text
        if text in _SOME or text in _GROUPS:
            return self._some(place)
        if self._is_met(place):
            return Who.COLLEAGUES
        if singular(text) in APPLICANTS:
            return Who.APPLICANT
        if self.is_papers(place):
            return Who.PAPERS
        if self.is_person(place):
            return self._person(place)
        return Who.EMPLOYER if self._is_employer(place) else None

    def of(self, verb: int, subject: int) -> Who | None:
        """Who does what a verb says: of a passive, who is named with "by"."""
        agent = self.tree.agent(verb)
        return (None if agent is None else self.who(agent)) or self.who(subject)

    def is_trade(self, place: int) -> bool:
        """Whether the noun names those of a trade that isn't the reader's."""
        return singular(self.tree.words[place].text) in self.people - self.own

    def _is_met(self, place: int) -> bool:
        """Whether it is somebody whom the reader meets: "the man you support", "the person you report to"."""
        noun = singular(self.tree.words[place].text)
        if noun not in HUMANS and not self.is_person(place):
            return False
        return any(self.tree.has(i, {"you"}, "nsubj") for i in self.tree.children(place, "relcl"))

    def is_person(self, place: int) -> bool:
        noun = singular(self.tree.words[place].text)
        return noun in self.people or noun in SERVED or noun == "people"

    def is_papers(self, place: int) -> bool:
        """ "your references", "interviews", "the application form"."""
        text = self.tree.words[place].text
        return (
            (text in PAPERS and self.tree.has(place, _YOURS, "poss"))
            or text in ("interview", "interviews")
            or (text in ("form", "forms") and self.tree.has(place, APPLICATIONS, "compound"))
            or (text in APPLICATIONS and self._is_submitted(place))
        )

    def _is_submitted(self, place: int) -> bool:
        word = self.tree.words[place]
        return word.role == "nsubjpass" and self.tree.words[word.head].text in SUBMITTING

    def _is_employer(self, place: int) -> bool:
        text = self.tree.words[place].text
        noun = singular(text)
        ours = self.tree.has(place, {"our"}, "poss")
        house = noun in HOUSES and self.tree.has(place, {"the", "this", "our"}, "det", "poss")
        return text in _WE or house or (ours and noun not in OPENINGS and text not in OPENINGS)

    def _person(self, place: int) -> Who | None:
        """None for one of a trade, and for all of them: an ad may mean the reader by it."""
        text = self.tree.words[place].text
        noun = singular(text)
        everybody = self.tree.has(place, _ALL, "det", "predet")
        if noun in self.own or everybody or self.tree.has(place, _SOUGHT, "amod"):
            return None
        boss = noun in _BOSSES and self.tree.has(place, {"the"}, "det")
        told_apart = boss or self.tree.has(place, _SOMEBODYS, "poss") or self.tree.has(place, _OTHER, "amod", "det")
        if told_apart or noun in _ALWAYS_OTHERS or text != noun or self._acts(place) or self._among_others(place):
            return Who.SERVED if noun in SERVED else Who.COLLEAGUES
        return None

    def _acts(self, place: int) -> bool:
        """Whether one of a trade is said to do something, now and as a habit: "a midwife takes the samples"."""
        word = self.tree.words[place]
        verb = self.tree.words[word.head]
        habit = (
            word.role == "nsubj"
            and verb.tag == "VBZ"
            and verb.role in ("ROOT", "ccomp", "conj")
            and verb.text not in BEING
        )
        return habit and self.tree.has(place, {"a", "an"}, "det")

    def _among_others(self, place: int) -> bool:
        """Whether it ends a list of other people: "four physiotherapists and a podiatrist"."""
        word = self.tree.words[place]
        return word.role == "conj" and self.is_person(word.head) and self.who(word.head) in OTHERS

    def _some(self, place: int) -> Who | None:
        """Some of whom: "some of them", "a team of translators"."""
        whom = [i for of in self.tree.children(place, "prep") for i in self.tree.children(of, "pobj")]
        if not whom:
            return None
        return Who.COLLEAGUES if self.tree.words[whom[0]].text in _THEM else self.who(whom[0])
