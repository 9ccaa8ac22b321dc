"""Cells of CSV that a spreadsheet program would run as a formula.

An apostrophe before them makes them text there. What was guarded is read again as it was, apostrophes of its own too.
https://owasp.org/www-community/attacks/CSV_Injection
"""

import re

_RUN = r"[=+\-@\t\r\n]"
_DANGEROUS = re.compile(rf"'*{_RUN}")
_GUARDED = re.compile(rf"'+{_RUN}")


def guarded(cell: str) -> str:
    return f"'{cell}" if _DANGEROUS.match(cell) else cell


def unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell
