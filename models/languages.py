"""Which concepts are of a language: told by ESCO's descriptions, kept as JSON."""

import re
from collections.abc import Iterable
from pathlib import Path

import orjson

from matcher.concepts import ConceptUri, Skill, SkillKind
from matcher.languages import Languages

_FILE = "languages.json"
_DESCRIBED = re.compile(r"The \W?(?:[A-Z]\w+ )*[A-Z]\w+ language\b")
_OF_ONE = re.compile(r"(?:interact verbally in|understand spoken|understand written|write) (.+)")


def languages_of(skills: Iterable[Skill]) -> Languages:
    """The languages, and what ESCO has of reading, writing, speaking and understanding each."""
    every = list(skills)
    found = {skill.preferred_label: skill for skill in every if _is_language(skill)}
    spoken = {skill.uri: label for label, skill in found.items()}
    for skill in every:
        one = _OF_ONE.fullmatch(skill.preferred_label)
        if one and one[1] in found:
            spoken[skill.uri] = one[1]
    return Languages(spoken)


def save_languages(languages: Languages, folder: Path) -> None:
    (folder / _FILE).write_bytes(orjson.dumps(dict(languages.of)))


def load_languages(folder: Path) -> Languages:
    raw = orjson.loads((folder / _FILE).read_bytes())
    return Languages({ConceptUri(uri): str(language) for uri, language in raw.items()})


def _is_language(skill: Skill) -> bool:
    return skill.kind is SkillKind.KNOWLEDGE and _DESCRIBED.match(skill.description or "") is not None
