"""The many names of what is offered, and of how it is taken, as our own few."""

import re
from collections.abc import Mapping
from itertools import chain

from matcher.achievements import AchievementKind
from matcher.errors import InvalidInput
from matcher.opportunities import Mode

WORDS: Mapping[AchievementKind, frozenset[str]] = {
    AchievementKind.MICRO_CREDENTIAL: frozenset(
        {"microcredential", "nanodegree", "micromasters", "micromastersprogram", "microbachelors"}
        | {
            "microbachelorsprogram",
            "microsubject",
            "minidegree",
            "skillset",
            "microdegree",
            "alternativecredential",
        }
    ),
    AchievementKind.DIGITAL_BADGE: frozenset(
        {"badge", "digitalbadge", "openbadge", "skillbadge", "achievement", "award"}
    ),
    AchievementKind.CERTIFICATE: frozenset(
        {"certificate", "professionalcertificate", "professionalcertificateprogram", "certification"}
        | {"license", "licence", "certificateofcompletion", "certificateofparticipation", "mastercertificate"}
        | {"apprenticeshipcertificate", "journeymancertificate"}
        | {"mastertrackcertificate", "graduatecertificate", "universitycertificate", "certificateprogram"}
    ),
    AchievementKind.COURSE_SERIES: frozenset(
        {"specialization", "specialisation", "xseries", "xseriesprogram", "courseseries", "series", "program"}
        | {"programme", "experttrack", "learningpath", "track", "learningprogram", "learningprogramme"}
    ),
    AchievementKind.PROJECT: frozenset({"guidedproject", "project", "lab"}),
    AchievementKind.DEGREE: frozenset(
        {
            "degree",
            "onlinedegree",
            "bachelor",
            "bachelors",
            "bachelorsdegree",
            "master",
            "masters",
            "mastersdegree",
        }
        | {"diploma", "associatedegree", "doctorate", "bachelordegree", "masterdegree", "doctoraldegree"}
        | {"researchdoctorate", "professionaldoctorate"}
    ),
    AchievementKind.SHORT_COURSE: frozenset(
        {"shortcourse", "workshop", "seminar", "webinar", "bootcamp", "masterclass", "executiveeducation"}
        | {"premiumcourse", "shortlearningprogram"}
    ),
    AchievementKind.COURSE: frozenset({"course", "onlinecourse", "mooc", "module", "unit", "class", "subject"}),
}
"""In lower case, without spaces and punctuation."""
ENDINGS: Mapping[str, AchievementKind] = {
    "badge": AchievementKind.DIGITAL_BADGE,
    "certificate": AchievementKind.CERTIFICATE,
    "certification": AchievementKind.CERTIFICATE,
    "degree": AchievementKind.DEGREE,
    "diploma": AchievementKind.DEGREE,
    "doctorate": AchievementKind.DEGREE,
}
"""What a longer name for one of a kind ends in: "Bachelor of Science Degree"."""

MODES: Mapping[Mode, frozenset[str]] = {
    Mode.ONLINE: frozenset(
        {"online", "distance", "distancelearning", "virtual", "elearning", "remote", "selfpaced", "ondemand", "mooc"}
    ),
    Mode.BLENDED: frozenset({"blended", "hybrid", "mixed", "mixedmode", "onlineandonsite", "flexible"}),
    Mode.ON_SITE: frozenset(
        {"onsite", "inperson", "facetoface", "oncampus", "campus", "classroom", "presential", "offline"}
    ),
}

_PUNCTUATION = re.compile(r"[^a-z]")


def kind_of(stated: str | None) -> AchievementKind:
    """The kind a provider's word stands for; an unknown word, or none, is a course: the broadest kind."""
    word = _PUNCTUATION.sub("", (stated or "").lower())
    named = (kind for kind, words in WORDS.items() if word in words or word.removesuffix("s") in words)
    ended = (kind for ending, kind in ENDINGS.items() if word.endswith(ending))
    return next(chain(named, ended), AchievementKind.COURSE)


def mode_of(stated: str | None) -> Mode | None:
    """The mode; None where none is stated. Raises InvalidInput for a word that we don't know."""
    if stated is None:
        return None
    found = known_mode(stated)
    if found is None:
        raise InvalidInput("mode", f"is none of {', '.join(MODES)}: {stated!r}")
    return found


def known_mode(stated: str) -> Mode | None:
    """The mode that a word means in any format; None for a word that we don't know."""
    word = _PUNCTUATION.sub("", stated.lower()).removesuffix("eventattendancemode")
    return next((mode for mode, words in MODES.items() if word in words), None)
