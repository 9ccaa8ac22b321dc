"""Objects of the European Learning Model, with every text in the language it is written in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpora.linked_data.graph import is_address

UNDETERMINED = "und"
"""BCP 47: ELM asks for a language of every text, and we don't guess one."""
_TAG = re.compile(r"([A-Za-z]{2,3})((?:-[A-Za-z0-9]{2,8})*)")


@dataclass(frozen=True, slots=True)
class Builder:
    language: str
    """Of the texts, as a tag of BCP 47."""

    def words(self, *texts: str | None) -> dict[str, Any] | list[dict[str, str]] | None:
        """Texts in their language: as a language map, which has no room for a text that is an address."""
        stated = [text for text in texts if text]
        if any(map(is_address, stated)):
            return [{"@value": text, "@language": self.language} for text in stated]
        return {self.language: stated[0] if len(stated) == 1 else stated} if stated else None

    def stated(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Without what is missing or empty."""
        return {name: value for name, value in fields.items() if value not in (None, [], {}, "")}

    def named(self, type_: str, name: str | None) -> dict[str, Any]:
        """A thing that is told by its name."""
        return {"@type": type_, "prefLabel": self.words(name)}

    def note(self, *texts: str, subject: str | None = None) -> dict[str, Any] | None:
        """A Note, with what it is about."""
        if not texts:
            return None
        about = {"subject": self.named("Concept", subject)} if subject else {}
        return {"@type": "Note", "noteLiteral": self.words(*texts), **about}


def builder_for(*languages: str | None) -> Builder:
    """Of the first of the languages that is a tag ("en", "EN", "en-NZ"); `und` where none is."""
    tags = (_TAG.fullmatch(language) for language in languages if language)
    return Builder(next((tag[1].lower() + tag[2] for tag in tags if tag), UNDETERMINED))


def concept(say: Builder, name: str | None, uri: str | None = None) -> dict[str, Any]:
    """A concept with the URI, where that is one, and its name in our words."""
    return say.stated(
        {"@type": "Concept", "@id": uri if uri and is_address(uri) else None, "prefLabel": say.words(name)}
    )


def web_resource(url: str | None) -> dict[str, Any] | None:
    return {"@type": "WebResource", "contentURL": url} if url else None


def typed(text: str, type_: str) -> dict[str, str]:
    """A literal whose type is not left to the context."""
    return {"@value": text, "@type": f"xsd:{type_}"}
