"""Rows that a spreadsheet adds below the people: sums and averages, which are nobody."""

from corpora.teams.headers import plain_header

WORDS = frozenset(
    {
        "total", "totals", "grand total", "overall total", "subtotal", "sub total", "total count", "sum", "sums",
        "average", "averages", "avg", "overall average", "team average", "mean", "median", "mode", "count", "counts",
        "max", "maximum", "min", "minimum", "std dev", "stdev", "standard deviation", "summe", "gesamt", "gesamtsumme",
        "zwischensumme", "insgesamt", "durchschnitt", "mittelwert", "mittel", "anzahl",
    }
)  # fmt: skip
"""In English and German, as `plain_header` leaves them."""
LIKE_A_SUM = "looks like a sum of the rows above, and no person; rename it if it is one"


def is_sum(id: str) -> bool:
    """Whether the first cell of a row is called like a sum: "TOTAL:", "Average"."""
    return plain_header(id) in WORDS
