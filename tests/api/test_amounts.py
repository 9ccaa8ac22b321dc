"""Money and hours as people write them: what can be read in two ways is asked about, not guessed."""

from decimal import Decimal

import pytest

from api.amounts import MOST_HOURS, MOST_MONEY, read_amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("0", "0"),
        (" 12 ", "12"),
        ("1.5", "1.5"),
        (".5", "0.5"),
        ("1,200", "1200"),
        ("1,200.50", "1200.50"),
        ("12,345,678", "12345678"),
        ("1 200", "1200"),
        ("1\u00a0200.5", "1200.5"),
        ("1\u202f200", "1200"),
        ("1e3", "1000"),
    ],
)
def test_a_number_may_have_its_thousands_in_groups(typed: str, amount: str) -> None:
    assert read_amount(typed, MOST_MONEY) == Decimal(amount)


@pytest.mark.parametrize("typed", ["1,5", "1.200,50", "1,20,000", "1,2000", ",500", "1,200,", "0,75", "1.5,000"])
def test_a_comma_that_does_not_group_thousands_is_asked_about(typed: str) -> None:
    with pytest.raises(ValueError, match=r"is not a number: a comma only groups thousands \(1,200\), and a point"):
        read_amount(typed, MOST_MONEY)


@pytest.mark.parametrize("typed", ["lots", "nan", "1 2", "12 3456", "1200 500", "--3", "$5", "x" * 100])
def test_what_is_no_number_is_said_shortly(typed: str) -> None:
    with pytest.raises(ValueError, match="is not a number") as error:
        read_amount(typed, MOST_MONEY)
    assert len(str(error.value)) < 80


@pytest.mark.parametrize("typed", ["1e-999999999", "1e-7", "0.1234567"])
def test_more_decimals_than_money_has_are_refused_at_once(typed: str) -> None:
    with pytest.raises(ValueError, match="has more than 6 decimals"):
        read_amount(typed, 1000)


@pytest.mark.parametrize("typed", ["-3", "-1,200", "-0.01", "-inf"])
def test_less_than_nothing_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="must be 0 or more, not -"):
        read_amount(typed, MOST_MONEY)


@pytest.mark.parametrize("typed", ["100001", "1e308", "1e999999", "inf", "9" * 5000])
def test_more_than_anybody_has_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="must be at most 100,000") as error:
        read_amount(typed, MOST_HOURS)
    assert len(str(error.value)) < 80
