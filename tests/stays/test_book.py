"""A booking names exactly its nights, and says everything that is wrong with it at once."""

from datetime import date, timedelta

import pytest

from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.stays import Book, NightPrice

ARRIVAL, DEPARTURE = date(2026, 11, 23), date(2026, 11, 26)


def book(*nights: int, departure: date = DEPARTURE, **details: object) -> Book:
    """Return a booking from the 23rd with nights so many days after it."""
    prices = tuple(
        NightPrice(ARRIVAL + timedelta(days=night), money("850000", "IDR")) for night in nights
    )
    return Book(
        "S1", "AX-1001", "G1", "DLX", ARRIVAL, departure, prices, **{"adults": 2, **details}
    )


def faults(*nights: int, **details: object) -> list[tuple[str, str]]:
    """Return the place and the code of everything that is wrong with such a booking."""
    with pytest.raises(InvalidInput) as caught:
        book(*nights, **details)
    return [(fault.path, fault.code) for fault in caught.value.faults]


@pytest.mark.parametrize("length", [1, 3, 366])
def test_a_stay_has_one_night_to_a_year_of_them(length: int) -> None:
    """The departure day has no night: so many nights as days lie between the two dates."""
    stay = book(*range(length), departure=ARRIVAL + timedelta(days=length))
    assert len(stay.nights) == length


@pytest.mark.parametrize(
    ("length", "code"),
    [(-1, "date.order"), (0, "date.order"), (367, "list.length")],
)
def test_a_stay_without_nights_or_with_too_many_is_refused(length: int, code: str) -> None:
    """The departure comes after the arrival, and within a year of nights."""
    departure = ARRIVAL + timedelta(days=length)
    assert faults(*range(length), departure=departure) == [("departure", code)]


@pytest.mark.parametrize(
    ("nights", "wrong"),
    [
        ((), [("nights", "list.length")]),
        ((0, 1), [("nights", "list.length")]),
        ((0, 2), [("nights", "list.length")]),
        ((0, 1, 2, 3), [("nights", "list.length"), ("nights[3].date", "value.out_of_range")]),
        ((0, 1, 3), [("nights[2].date", "value.out_of_range")]),
        ((-1, 0, 1), [("nights[0].date", "value.out_of_range")]),
        ((0, 0, 2), [("nights[1].date", "date.order")]),
        ((0, 2, 1), [("nights[2].date", "date.order")]),
    ],
    ids=str,
)
def test_the_nights_are_those_of_the_stay(
    nights: tuple[int, ...], wrong: list[tuple[str, str]]
) -> None:
    """No night is missing, foreign, doubled or out of order; each fault is named by its place."""
    assert faults(*nights) == wrong


def test_a_foreign_night_is_told_the_nights_of_the_stay() -> None:
    """The sentence names the night that was given and the first and the last that are possible."""
    with pytest.raises(InvalidInput, match="2026-11-26 is outside 2026-11-23 to 2026-11-25"):
        book(0, 1, 3)


def test_a_stay_is_priced_in_one_currency() -> None:
    """A night in another currency than the first is refused at its price, with both named."""
    prices = (
        NightPrice(ARRIVAL, money("850000", "IDR")),
        NightPrice(ARRIVAL + timedelta(days=1), money("50", "EUR")),
    )
    with pytest.raises(InvalidInput) as caught:
        Book("S1", "AX-1001", "G1", "DLX", ARRIVAL, date(2026, 11, 25), prices, adults=2)
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("nights[1].price", "money.currency_mismatch")
    assert fault.sentence.startswith("EUR and IDR")


@pytest.mark.parametrize("price", ["0", "-850000"])
def test_a_night_has_a_price(price: str) -> None:
    """A night that costs nothing or less is a mistake."""
    with pytest.raises(InvalidInput) as caught:
        NightPrice(ARRIVAL, money(price, "IDR"))
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("price", "money.must_be_positive")


@pytest.mark.parametrize(("adults", "children"), [(1, 0), (99, 99)])
def test_a_party_fits_a_room(adults: int, children: int) -> None:
    """At least one adult comes, with or without children."""
    stay = book(0, 1, 2, adults=adults, children=children)
    assert (stay.adults, stay.children) == (adults, children)


@pytest.mark.parametrize(("adults", "children"), [(0, -1), (100, 100)])
def test_a_party_of_nobody_or_of_hundreds_is_refused(adults: int, children: int) -> None:
    """Both counts are judged together, before the nights are."""
    assert faults(0, adults=adults, children=children) == [
        ("adults", "value.out_of_range"),
        ("children", "value.out_of_range"),
    ]
