"""Where the characters of a cleaned text stand in the text as it was given."""

from collections.abc import Sequence

from corpora.documents.text import clean_text


def places_in(given: str, cleaned: str) -> Sequence[int]:
    """For each character of `cleaned` its position in `given`, ascending.

    Cleaning replaces characters one for one and leaves some out, of visible ones always the same; so the
    first fitting character is the right one.
    """
    if given == cleaned:
        return range(len(given))
    as_cleaned = {character: clean_text(f"x{character}x")[1:-1] for character in set(given)}
    places: list[int] = []
    at = 0
    for character in cleaned:
        while as_cleaned[given[at]] != character:
            at += 1
        places.append(at)
        at += 1
    return places
