"""A bill that begins with what its guest owed in the former system."""

from datetime import date
from decimal import Decimal

import pytest

from axentra_core.folio import (
    ChargePosted,
    Component,
    FolioOpened,
    OpeningBalancePosted,
    Quote,
    statement,
)
from axentra_core.views import LOCALES, text

DAY = date(2026, 11, 23)
OPENED = FolioOpened("S1", "S1", "IDR", Decimal(1))
OWED = OpeningBalancePosted("S1", 1, Decimal(300_000), "IDR", "Balance from Fidelio", DAY)
VAT = (Component("vat", Decimal(1000), Decimal("0.25"), Decimal(250)),)
PRICE = Quote("IDR", Decimal(1000), VAT, Decimal(1250), "half_up 1 component")
SPA = ChargePosted("S1", 2, "SPA", "spa", "Massage", 1, PRICE, DAY, DAY, "spa:1", 1)


def place_of(lines: list[str], *words: str) -> int:
    """Return which line has all these words."""
    (place,) = (index for index, line in enumerate(lines) if all(word in line for word in words))
    return place


def test_what_was_taken_over_stands_between_the_taxes_and_the_total() -> None:
    """Net, taxes and what was taken over make the total, in this order."""
    bill = statement([OPENED, OWED, SPA])
    lines = text.statement(bill, "en", property_name="Hotel Axentra").splitlines()
    places = [
        place_of(lines, "Massage", "1,000"),
        place_of(lines, "Subtotal", "1,000"),
        place_of(lines, "VAT 25%", "250"),
        place_of(lines, "1  Nov 23, 2026", "Balance from Fidelio", "300,000"),
        place_of(lines, "Total  ", "301,250"),
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("locale", LOCALES)
def test_a_bill_with_nothing_else_on_it_can_be_read(locale: str) -> None:
    """On the evening of the cut-over most bills hold one line."""
    shown = text.statement(statement([OPENED, OWED]), locale, property_name="Hotel Axentra")
    assert shown.count("Balance from Fidelio") == 1
    assert shown.replace(".", ",").count("300,000") == 3
