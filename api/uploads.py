"""Files that a person hands over, with what the reader of the answer should know about how they were read."""

import datetime as dt

from api.schemas import ProfileIn
from api.settings import Settings
from corpora.documents.document import Document
from corpora.documents.reading import read_document
from corpora.documents.sniffing import Kind, kind_of
from corpora.profiles.badges.keys import NOBODY, read_trusted
from corpora.profiles.badges.png import SIGNATURE
from corpora.profiles.badges.reading import Checks, held_credentials
from corpora.profiles.files import read_profile, resume_claims
from corpora.profiles.workbooks import claims_of_workbook
from corpora.spreadsheets.container import is_workbook
from matcher.profiles import ProfileClaims


def badge_checks(settings: Settings) -> Checks:
    """Now, by the keys that the operator gave. Raises InvalidInput, SourceUnavailable."""
    trusted = read_trusted(settings.badge_keys) if settings.badge_keys is not None else NOBODY
    return Checks(now=dt.datetime.now(dt.UTC), trusted=trusted)


def profile_given(profile: ProfileIn, settings: Settings) -> ProfileClaims:
    """A profile that came as JSON, its credentials checked.

    Raises InvalidInput where none of them counts or the résumé is none, TextTooLong.
    """
    claims = profile.claims()
    if profile.resume is not None:
        claims = claims.joined(resume_claims("profile.resume", profile.resume, settings.max_ad_characters))
    if not profile.credentials:
        return claims
    return claims.joined(held_credentials("profile.credentials", profile.credentials, badge_checks(settings)))


def profile_of(name: str, data: bytes, max_characters: int, checks: Checks) -> tuple[ProfileClaims, tuple[str, ...]]:
    """(the profile, notes: also which badges were refused).

    Raises what `read_profile`, `claims_of_workbook` and `read_document` raise.
    """
    if is_workbook(data):
        return claims_of_workbook(name, data)
    if not data.strip() or data.startswith(SIGNATURE) or kind_of(name, data) is Kind.TEXT:
        profile = read_profile(name, data, max_characters=max_characters, checks=checks)
        return profile, profile.refused
    document = read_document(name, data, max_characters=max_characters)
    return ProfileClaims(text=document.text), noted(name, document)


def noted(name: str, document: Document) -> tuple[str, ...]:
    """The document's notes, each with the name of the file."""
    return tuple(f"{name}: {note}" for note in document.notes)
