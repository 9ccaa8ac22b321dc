"""CV texts without what reaches a person."""

from corpora.teams.personal import EMAIL, TELEPHONE

EMAIL_MARK, TELEPHONE_MARK = "[e-mail address]", "[telephone number]"


def without_contacts(text: str) -> str:
    """The text with a mark for each e-mail address and telephone number."""
    return TELEPHONE.sub(TELEPHONE_MARK, EMAIL.sub(EMAIL_MARK, text) if "@" in text else text)
