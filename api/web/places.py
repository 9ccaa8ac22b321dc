"""Where one can go from every page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    path: str
    name: str
    within: tuple[str, ...] = ()
    """Beginnings of other paths that belong to it."""


PLACES = (
    Place(path="/", name="Job seekers", within=("/advise", "/take")),
    Place(path="/providers", name="Providers", within=("/skills", "/courses")),
    Place(path="/team", name="Teams"),
)


def place_of(path: str) -> Place | None:
    """None for what belongs to none of them, such as the search."""
    for place in PLACES:
        owns = place.within if place.path == "/" else (place.path, *place.within)
        if path == place.path or any(path == own or path.startswith(f"{own}/") for own in owns):
            return place
    return None
