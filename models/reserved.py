"""Which concepts are of a language, or of teaching a subject: told by ESCO's words, kept as JSON."""

import re
from collections.abc import Iterable
from pathlib import Path

import orjson

from matcher.concepts import ConceptUri, Skill, SkillKind
from matcher.reserved import Reserved

_FILE = "reserved.json"
_DESCRIBED = re.compile(r"The \W?(?:[A-Z]\w+ )*[A-Z]\w+ language\b")
_OF_ONE = re.compile(r"(?:interact verbally in|understand spoken|understand written|write) (.+)")


def reserved_in(skills: Iterable[Skill]) -> Reserved:
    """Languages, with what ESCO has of reading, writing, speaking and understanding each; the teaching of subjects."""
    every = list(skills)
    known = {skill.preferred_label for skill in every if _is_language(skill)}
    languages = {skill.uri: skill.preferred_label for skill in every if _is_language(skill)}
    for skill in every:
        one = _OF_ONE.fullmatch(skill.preferred_label)
        if one and one[1] in known:
            languages[skill.uri] = one[1]
    taught = frozenset(skill.uri for skill in every if skill.preferred_label.startswith("teach "))
    return Reserved(languages=languages, taught=taught)


def save_reserved(reserved: Reserved, folder: Path) -> None:
    payload = {"languages": dict(reserved.languages), "taught": sorted(reserved.taught)}
    (folder / _FILE).write_bytes(orjson.dumps(payload))


def load_reserved(folder: Path) -> Reserved:
    raw = orjson.loads((folder / _FILE).read_bytes())
    languages = {ConceptUri(uri): str(language) for uri, language in raw["languages"].items()}
    return Reserved(languages=languages, taught=frozenset(map(ConceptUri, raw["taught"])))


def _is_language(skill: Skill) -> bool:
    return skill.kind is SkillKind.KNOWLEDGE and _DESCRIBED.match(skill.description or "") is not None
