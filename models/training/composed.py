"""Ad-like sentences that we write: alternative labels of one to three skills in the frames that ads use."""

import random
from collections.abc import Iterator, Sequence

from matcher.concepts import Skill, SkillKind

DOING = (
    "You will {}.",
    "Ability to {}",
    "You must be able to {}, and be comfortable with deadlines.",
    "In this role you will be expected to {}",
    "Works with the team to {}",
    "Proven ability to {} in a busy environment.",
    "The successful candidate will {} and report to the manager.",
    "Responsibilities: {}",
)
GERUND = (
    "Experience in {}.",
    "Demonstrated experience {} in a similar organisation",
    "Responsible for {}.",
    "At least 3 years of experience {}",
    "Confident in {}",
    "You enjoy {} and take pride in your work.",
)
NAMED = (
    "Knowledge of {}.",
    "Strong {} skills",
    "Experience with {} is desirable.",
    "A good understanding of {}",
    "Must have: {}",
    "Background in {} or a related field.",
    "Proficient in {}; training can be given.",
    "Excellent {}",
)
WIDEST = 3


def composed(skills: Sequence[Skill], draw: random.Random) -> Iterator[tuple[str, tuple[Skill, ...]]]:
    """One sentence a skill, in which the first named skill is that one; the others are drawn at random."""
    forms = {skill.uri: _form(skill, draw) for skill in skills}
    by_frames: dict[tuple[str, ...], list[Skill]] = {DOING: [], GERUND: [], NAMED: []}
    for skill in skills:
        by_frames[forms[skill.uri][0]].append(skill)
    for skill in skills:
        frames, words = forms[skill.uri]
        others = draw.sample(by_frames[frames], draw.randrange(WIDEST))
        named = [skill, *(other for other in others if other is not skill)]
        phrases = [words, *(forms[other.uri][1] for other in named[1:])]
        draw.shuffle(phrases)
        yield draw.choice(frames).format(_joined(phrases, draw)), tuple(named)


def _form(skill: Skill, draw: random.Random) -> tuple[tuple[str, ...], str]:
    """The frames that fit one of the skill's labels, and that label."""
    label = draw.choice([skill.preferred_label, *skill.alt_labels])
    if label.split()[0].endswith("ing"):
        return GERUND, label
    return (NAMED if skill.kind is SkillKind.KNOWLEDGE else DOING), label


def _joined(phrases: Sequence[str], draw: random.Random) -> str:
    if len(phrases) == 1:
        return phrases[0]
    last = draw.choice((" and ", " and ", " or ", ", "))
    return ", ".join(phrases[:-1]) + last + phrases[-1]
