"""Whether a learning outcome says what a learner can do, so that somebody could check it."""

import re
from dataclasses import dataclass
from enum import StrEnum

from matcher.achievements import Achievement
from matcher.completeness import outcome_phrases as phrases
from matcher.completeness.verbs import TRANSITIVE, as_doing, as_knowing, base_of, british
from matcher.language import is_foreign


class Vagueness(StrEnum):
    KNOWING = "says what is known, not what is done"
    SKILLS = "names skills or knowledge without saying which, or what is done with them"
    NO_VERB = "is a topic: it has no verb of doing"
    NO_OBJECT = "does not say what it is done to or with"
    TITLE = "only repeats the title"
    COURSE = "says what happens in the course or after it, not what is learned"


@dataclass(frozen=True, slots=True, kw_only=True)
class VagueOutcome:
    field: str
    text: str
    why: Vagueness
    instead: str


LONGEST_JUDGED = 600
"""Characters of an outcome that are looked at: what it says, it says there."""
MOST_SKILL_WORDS = 8
"""How far behind "gain" or "develop" the word "skills" may stand."""


def vague_outcomes(achievement: Achievement) -> tuple[VagueOutcome, ...]:
    """Those that nobody could check, in order. Only English is judged: in other languages there are none."""
    if not _is_english(achievement):
        return ()
    found = ((f"outcomes[{i}]", text, vagueness(text, achievement.name)) for i, text in enumerate(achievement.outcomes))
    return tuple(
        VagueOutcome(field=field, text=text, why=why, instead=_instead(text, why)) for field, text, why in found if why
    )


FEW_WORDS = 12
"""From here on the share of little words tells whether a text is English at all."""
LEAST_LITTLE_WORDS = 0.05
"""Articles and prepositions are a quarter of English prose and a tenth of lists of topics."""


def _is_english(achievement: Achievement) -> bool:
    text = "\n".join((achievement.name, *achievement.outcomes))
    stated = achievement.text_language or achievement.opportunity.language
    if stated is not None and not stated.lower().startswith("en"):
        return False
    words = [word.lower() for word in phrases.WORD.findall(text)]
    little = sum(word in phrases.STOP for word in words) / max(len(words), 1)
    return not is_foreign(text) and (len(words) < FEW_WORDS or little >= LEAST_LITTLE_WORDS)


def vagueness(text: str, title: str) -> Vagueness | None:
    """Why nobody could check the outcome; None where it says what is done, and with what."""
    stated = phrases.LEAD.sub("", " ".join(text[:LONGEST_JUDGED].split()))
    told = phrases.HOW_TO.sub("", stated, count=1)
    if _content(told) and _content(told) == _content(title):
        return Vagueness.TITLE
    if phrases.COURSE.match(told):
        return Vagueness.COURSE
    first = _without_adverbs(told)
    words = [word.lower() for word in phrases.WORD.findall(first)]
    if not words:
        return Vagueness.NO_VERB
    if as_knowing(words[0]) or phrases.KNOWING_FORMS.match(first) or _is_hollow(words, first):
        return None if _does_later(told) else _of_knowing(words)
    if told == stated and not _begins_with_verb(words) and not _looks_like_verb(words, first):
        return Vagueness.KNOWING if phrases.KNOWN_THINGS.match(first) else Vagueness.NO_VERB
    return None if _object(words) else Vagueness.NO_OBJECT


def _begins_with_verb(words: list[str]) -> bool:
    """A listed verb, or its -ing form where that is no name of a trade ("marketing", "programming")."""
    return base_of(words[0], gerund=True) is not None and words[0] not in phrases.TRADES


def _of_knowing(words: list[str]) -> Vagueness:
    return Vagueness.SKILLS if {"skill", "skills"} & {*words[: MOST_SKILL_WORDS + 1]} else Vagueness.KNOWING


def _is_hollow(words: list[str], told: str) -> bool:
    """A verb of doing whose object says nothing: "build skills", "apply your skills"."""
    if british(words[0]) not in TRANSITIVE:
        return False
    behind = told.split(" ", 1)[1] if " " in told else ""
    if british(words[0]) in ("apply", "use"):
        return phrases.UNNAMED.match(behind) is not None
    phrase = _up_to_preposition(words[1:])
    return bool(phrase) and phrase[-1] in phrases.SKILLS


def _up_to_preposition(words: list[str]) -> list[str]:
    """The words of the first object, at most MOST_SKILL_WORDS."""
    end = next((i for i, word in enumerate(words) if word in phrases.OBJECT_ENDS), len(words))
    return words[: min(end, MOST_SKILL_WORDS)]


def _does_later(told: str) -> bool:
    """Whether a later clause does say what is done: "understand X and mitigate Y", "learn X to create Y"."""
    clauses = [told[match.end() :] for match in phrases.EXPLICIT.finditer(told)]
    if told.lower().startswith("learn "):
        clauses += [told[match.end() :] for match in phrases.IN_ORDER_TO.finditer(told)]
    if told.lower().startswith("apply "):
        clauses.append(told.partition(" to ")[2])
    return any(map(_is_doing, clauses))


def _is_doing(clause: str) -> bool:
    words = [word.lower() for word in phrases.WORD.findall(_without_adverbs(clause))]
    if not words or not as_doing(words[0]) or not _object(words):
        return False
    return _reads_as_verb(words) and not phrases.COURSE.match(clause) and not _is_hollow(words, " ".join(words))


def _reads_as_verb(words: list[str]) -> bool:
    """Many base forms are nouns too ("design, research and process costs"): one that is coordinated needs a sign."""
    return words[1] in phrases.DETERMINERS | {"them", "it", "to"} or (
        words[1] not in phrases.ABOUT and words[0] not in phrases.NOUNS_TOO
    )


def _looks_like_verb(words: list[str], told: str) -> bool:
    """An unlisted word before an article, or beside a verb, can hardly be anything but one: "whisk the eggs"."""
    if len(words) < 3 or words[0] in phrases.ABOUT or phrases.ADVERB.match(words[0]):
        return False
    beside = re.match(r"[\w-]+(?:,| and| or|, and) ([\w-]+)", told)
    coordinated = beside is not None and as_doing(beside[1].lower()) and beside[1].lower() not in phrases.NOUNS_TOO
    return words[1] in phrases.DETERMINERS or coordinated


def _object(words: list[str]) -> bool:
    return any(word not in phrases.ABOUT and not phrases.ADVERB.match(word) for word in words[1:]) and words[1:] != [
        "together"
    ]


def _without_adverbs(told: str) -> str:
    words = told.split(" ")
    while len(words) > 1 and phrases.ADVERB.match(words[0].lower()) and not as_doing(words[0].lower()):
        words.pop(0)
    return " ".join(words)


def _content(text: str) -> frozenset[str]:
    words = (word.lower() for word in phrases.WORD.findall(text))
    return frozenset(word for word in words if word not in phrases.STOP and not as_knowing(word))


def _instead(text: str, why: Vagueness) -> str:
    told = phrases.LEAD.sub("", " ".join(text.split()))
    how_to = re.search(r"\bhow (?:best )?to (\w+ .+)", told, re.IGNORECASE)
    if why is Vagueness.KNOWING and how_to:
        return f"say it as a deed: “{how_to[1][:1].upper()}{how_to[1][1:]}”"
    return _ADVICE[why]


_ADVICE = {
    Vagueness.KNOWING: "begin with what the learner does and can be seen to do with it: explain, compare, calculate, "
    "write, configure ...; then say with what, and how well",
    Vagueness.SKILLS: "name each skill as a deed: verb, object, and in what setting",
    Vagueness.NO_VERB: "move the topic to `topics`, and say what the learner does with it: verb, object, setting",
    Vagueness.NO_OBJECT: "say what is done to what, with which means, and how well",
    Vagueness.TITLE: "break the title down into three to six things that the learner can do afterwards",
    Vagueness.COURSE: "move this to the description, and say what the learner can do afterwards",
}
