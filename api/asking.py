"""One question, whichever edge it came in by: an ad or a role, a profile, what can be spent."""

from dataclasses import dataclass, replace

from api.wiring import Service
from corpora.documents.leftovers import without_leftovers
from corpora.documents.text import require_clean
from matcher.pipeline import Advice
from matcher.preferences import Preferences
from matcher.profiles import ProfileClaims
from matcher.progress import Progress, untold
from matcher.reading import Told
from matcher.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for besides the stack."""

    hours_per_week: float | None = None
    """Gives a timetable."""
    alternatives: bool = False


JUST_THE_STACK = Wanted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    advice: Advice
    reading: Told | None
    role: Role | None
    wanted: Wanted = JUST_THE_STACK
    notes: tuple[str, ...] = ()
    """What the reader should know about how the given files were read."""


def ask_by_ad(  # noqa: PLR0913 - one question has these parts
    service: Service,
    text: str,
    claims: ProfileClaims,
    preferences: Preferences,
    min_confidence: float | None = None,
    *,
    told: Progress = untold,
) -> Answered:
    """Raises EmptyText, TextTooLong, InvalidInput, and what `told` raises, which hears how far the reading has come."""
    reading = service.pipeline.read(ad_text(service, text), min_confidence, told)
    advice = service.pipeline.advise(reading.demands, own_words(service, claims), preferences)
    return Answered(advice=advice, reading=reading.told(), role=None)


def ask_by_role(
    service: Service,
    name: str,
    claims: ProfileClaims,
    preferences: Preferences,
    min_confidence: float | None = None,
) -> Answered:
    """Raises EmptyText, UnknownRole, TextTooLong, InvalidInput."""
    role = service.pipeline.role(name, min_confidence)
    advice = service.pipeline.advise(role.demands, own_words(service, claims), preferences)
    return Answered(advice=advice, reading=None, role=role)


def ad_text(service: Service, text: str) -> str:
    """The text that offsets count in: line ends made one, control characters and left-over HTML gone.

    Raises EmptyText, TextTooLong.
    """
    return _readable("the ad", text, service.settings.max_ad_characters)


def own_words(service: Service, claims: ProfileClaims) -> ProfileClaims:
    """The profile with its text cleaned the same way; a blank text is no text."""
    if claims.text is None or not claims.text.strip():
        return replace(claims, text=None)
    limit = service.settings.max_ad_characters
    return replace(claims, text=_readable("the profile", claims.text, limit))


def _readable(name: str, text: str, limit: int) -> str:
    meant = without_leftovers(require_clean(name, text, limit)).text
    return require_clean(name, meant, limit)
