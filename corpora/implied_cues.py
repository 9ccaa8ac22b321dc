"""Hand-made cues: duty-like wording, and the transversal ESCO skill that it implies without naming it."""

import re
from pathlib import Path
from typing import Any

import orjson

from matcher.concepts import ConceptUri
from matcher.errors import UnreadableDocument
from matcher.implied import ImpliedCue
from matcher.telltales import telltales

OWN = Path(__file__).with_name("implied_cues.json")
CONFIDENCE = {"strong": 0.6, "fair": 0.45, "weak": 0.3}


def read_implied_cues(path: Path = OWN) -> tuple[ImpliedCue, ...]:
    """Cues in the order of the file; raises UnreadableDocument naming the entry and field.

    A cue's pattern ignores case; its example and counterexample are for readers and for the tests.
    """
    try:
        entries = orjson.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UnreadableDocument(str(path), f"is not readable JSON ({error})") from error
    if not isinstance(entries, list):
        raise UnreadableDocument(str(path), "is not a list of cues")
    return tuple(_cue(path, number, entry) for number, entry in enumerate(entries, start=1))


def _cue(path: Path, number: int, entry: Any) -> ImpliedCue:  # noqa: ANN401 (foreign JSON)
    try:
        pattern = re.compile(_text(entry["pattern"]), re.IGNORECASE)
        return ImpliedCue(
            skill=ConceptUri(_text(entry["skill"])),
            pattern=pattern,
            telltales=telltales(pattern.pattern),
            confidence=CONFIDENCE[_text(entry["strength"])],
        )
    except KeyError as error:
        raise UnreadableDocument(str(path), f"cue {number} has no or an unknown {error}") from None
    except (TypeError, ValueError, re.error) as error:
        raise UnreadableDocument(str(path), f"cue {number} is malformed ({error})") from error


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"expected text, got {value!r}")
    return value
