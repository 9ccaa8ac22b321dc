"""Files that a person hands over, with what the reader of the answer should know about how they were read."""

from corpora.documents.document import Document
from corpora.documents.reading import read_document
from corpora.documents.sniffing import Kind, kind_of
from corpora.profiles.files import read_profile
from corpora.profiles.workbooks import claims_of_workbook
from corpora.spreadsheets.container import is_workbook
from matcher.profiles import ProfileClaims


def profile_of(name: str, data: bytes, max_characters: int) -> tuple[ProfileClaims, tuple[str, ...]]:
    """(the profile, notes). Raises what `read_profile`, `claims_of_workbook` and `read_document` raise."""
    if is_workbook(data):
        return claims_of_workbook(name, data)
    if not data.strip() or kind_of(name, data) is Kind.TEXT:
        return read_profile(name, data, max_characters=max_characters), ()
    document = read_document(name, data, max_characters=max_characters)
    return ProfileClaims(text=document.text), noted(name, document)


def noted(name: str, document: Document) -> tuple[str, ...]:
    """The document's notes, each with the name of the file."""
    return tuple(f"{name}: {note}" for note in document.notes)
