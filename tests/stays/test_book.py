"""A booking names exactly its nights, and says everything that is wrong with it at once."""

from datetime import date, timedelta

import attrs
import pytest

from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.stays import (
    AmendStay,
    Book,
    ChangePrices,
    CheckOut,
    NightPrice,
    PreCheckIn,
    Settlement,
    Source,
    TakeOverStay,
    party,
)

ARRIVAL, DEPARTURE = date(2026, 11, 23), date(2026, 11, 26)
COUPLE = party(2)


def prices(*nights, currency="IDR"):
    """Return prices of nights so many days after the arrival."""
    return tuple(
        NightPrice(ARRIVAL + timedelta(days=night), money("850000", currency)) for night in nights
    )


def book(*nights, departure=DEPARTURE, **details):
    """Return a booking from the 23rd with nights so many days after it."""
    return Book("S1", "AX-1001", "G1", "DLX", ARRIVAL, departure, prices(*nights), **details)


def amend(*nights, departure=DEPARTURE, people=COUPLE):
    """Return the command that books the stay anew for such nights."""
    return AmendStay("S1", "DLX", ARRIVAL, departure, prices(*nights), people)


def faults(make, *arguments, **details):
    """Return the place and the code of everything that is wrong with a command."""
    with pytest.raises(InvalidInput) as caught:
        make(*arguments, **details)
    return [(fault.path, fault.code) for fault in caught.value.faults]


@pytest.mark.parametrize("length", [1, 3, 366])
def test_a_stay_has_one_night_to_a_year_of_them(length) -> None:
    """The departure day has no night: so many nights as days lie between the two dates."""
    stay = book(*range(length), departure=ARRIVAL + timedelta(days=length))
    assert len(stay.nights) == length


def test_day_use_has_one_day_and_no_night() -> None:
    """Who arrives and departs on one day is priced by that day."""
    assert [day.date for day in book(0, departure=ARRIVAL).nights] == [ARRIVAL]
    assert faults(book, departure=ARRIVAL) == [("nights", "list.length")]
    assert faults(book, 1, departure=ARRIVAL) == [("nights[0].date", "value.out_of_range")]


@pytest.mark.parametrize("make", [book, amend])
@pytest.mark.parametrize(
    ("length", "code"), [(-1, "date.order"), (367, "list.length"), (5000, "list.length")]
)
def test_a_stay_that_ends_before_it_begins_or_lasts_for_ever_is_refused(make, length, code) -> None:
    """The departure comes no sooner than the arrival, and within a year of nights."""
    departure = ARRIVAL + timedelta(days=length)
    assert faults(make, 0, departure=departure) == [("departure", code)]


@pytest.mark.parametrize("make", [book, amend])
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
def test_the_nights_are_those_of_the_stay(make, nights, wrong) -> None:
    """No night is missing, foreign, doubled or out of order; each fault is named by its place."""
    assert faults(make, *nights) == wrong


def test_a_foreign_night_is_told_the_nights_of_the_stay() -> None:
    """The sentence names the night that was given and the first and the last that are possible."""
    with pytest.raises(InvalidInput, match="2026-11-26 is outside 2026-11-23 to 2026-11-25"):
        book(0, 1, 3)


def test_a_stay_is_priced_in_one_currency() -> None:
    """A night in another currency than the first is refused at its price, with both named."""
    mixed = (*prices(0), *prices(1, currency="EUR"), *prices(2))
    for make in (
        lambda: attrs.evolve(book(0, 1, 2), nights=mixed),
        lambda: attrs.evolve(amend(0, 1, 2), nights=mixed),
        lambda: ChangePrices("S1", mixed),
    ):
        with pytest.raises(InvalidInput, match="EUR and IDR") as caught:
            make()
        (fault,) = caught.value.faults
        assert (fault.path, fault.code) == ("nights[1].price", "money.currency_mismatch")


def test_a_night_has_a_price() -> None:
    """A night may be free; one for which the guest is paid is a mistake."""
    paid = money(-850_000, "IDR")
    assert faults(NightPrice, ARRIVAL, paid) == [("price", "money.below_zero")]
    assert NightPrice(ARRIVAL, money(0, "IDR")).price.amount == 0


@pytest.mark.parametrize(
    ("details", "wrong"),
    [
        ({"source": Source.CHANNEL}, [("channel", "field.required")]),
        ({"channel": "BDC"}, [("channel", "value.conflict")]),
        ({"source": Source.ONLINE, "channel": "BDC"}, [("channel", "value.conflict")]),
    ],
    ids=str,
)
def test_a_channel_is_named_exactly_when_the_booking_came_through_one(details, wrong) -> None:
    """Nobody guesses which channel it was, and the front desk is none."""
    assert faults(book, 0, 1, 2, **details) == wrong
    assert book(0, 1, 2, source=Source.CHANNEL, channel="BDC").channel == "BDC"


@pytest.mark.parametrize("people", [party(1), party(99), party(0, 9), party(2, 0, 17)])
def test_one_to_ninety_nine_people_come(people) -> None:
    """A party is a list of people; of some the age is known."""
    assert book(0, 1, 2, party=people).party == amend(0, 1, 2, people=people).party == people


@pytest.mark.parametrize("people", [(), party(100), party(2, *[9] * 98)])
def test_a_party_of_nobody_or_of_hundreds_is_refused(people) -> None:
    """Somebody sleeps in a room, and no more than a room could hold; wherever people are told."""
    for make in (
        lambda: book(0, 1, 2, party=people),
        lambda: amend(0, 1, 2, people=people),
        lambda: PreCheckIn("S1", party=people),
    ):
        assert faults(make) == [("party", "list.length")]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    """Whoever sends a booking corrects it once, not fault by fault."""
    wrong = [("nights", "list.length"), ("party", "list.length"), ("channel", "value.conflict")]
    assert faults(book, 0, party=(), channel="BDC") == wrong


def test_prices_are_changed_for_some_nights_in_order() -> None:
    """Not every night has to be named, but none twice, and nothing is no change."""
    assert len(ChangePrices("S1", prices(0, 2)).nights) == 2
    assert faults(ChangePrices, "S1", ()) == [("nights", "field.required")]
    assert faults(ChangePrices, "S1", prices(1, 0)) == [("nights[1].date", "date.order")]
    assert faults(ChangePrices, "S1", prices(1, 1)) == [("nights[1].date", "date.order")]


def test_a_stay_is_taken_over_with_its_own_booking() -> None:
    """The booking of another stay would be taken over under a wrong id."""
    booking = book(0, 1, 2)
    taken_over = TakeOverStay("S1", booking, "2034", "DLX", ARRIVAL)
    assert taken_over.booking is booking
    wrong = [("stay", "value.conflict")]
    assert faults(TakeOverStay, "S2", booking, "2034", "DLX", ARRIVAL) == wrong


@pytest.mark.parametrize(
    ("details", "wrong"),
    [
        ({"settlement": Settlement.ON_ACCOUNT}, [("reason", "field.required")]),
        (
            {"settlement": Settlement.ON_ACCOUNT, "due": date(2026, 12, 24)},
            [("reason", "field.required")],
        ),
        ({"reason": "PT Maju pays"}, [("reason", "value.conflict")]),
        ({"due": date(2026, 12, 24)}, [("due", "value.conflict")]),
        ({"due": date(2026, 12, 24), "reason": "PT Maju pays"}, [("due", "value.conflict")]),
    ],
    ids=str,
)
def test_a_bill_is_left_open_for_a_reason_and_a_settled_one_has_no_terms(details, wrong) -> None:
    """Who may leave owing is told why; who owes nothing needs neither reason nor date."""
    assert faults(CheckOut, "S1", **details) == wrong


def test_a_reason_is_given_in_words() -> None:
    """An empty reason is none, and a card number is no reason."""
    on_account = {"settlement": Settlement.ON_ACCOUNT}
    assert faults(CheckOut, "S1", **on_account, reason=" ") == [("reason", "field.required")]
    card = "4111 1111 1111 1111"
    assert faults(CheckOut, "S1", **on_account, reason=card) == [("reason", "text.card_number")]
