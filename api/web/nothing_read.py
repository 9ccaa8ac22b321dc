"""What to do where no skill was read in an ad: what most often was pasted instead of one."""

import re

ADDRESS = re.compile(r"\s*(?:https?://|www\.)\S+\s*", re.IGNORECASE)
"""A text that is one address and nothing else."""
SHORT_WORDS = 12
"""An ad of fewer words is a title, or a beginning."""

WHOLE = "Nothing in this text asks for a skill that we know. Is it the whole ad?"
LINK = "This is the address of an ad, and no address is opened here. Open it yourself, copy the text, and paste that."
FEW = (
    "This is too short to ask for anything that we know. Paste the whole ad; "
    "if it is the name of a role, write it into the field for that."
)
ROLE = "We know of no skill that this role asks for. Try another name for it, or an ad."


def nothing_read(ad: str) -> str:
    if not ad.strip():
        return ROLE
    if ADDRESS.fullmatch(ad):
        return LINK
    return FEW if len(ad.split()) < SHORT_WORDS else WHOLE
