"""Late postings: what belongs to a closed date, for as long as the property lets it."""

from datetime import date

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import ChargePosted, ChargeReversed, PaymentMethod, PaymentTaken, RefundPaid
from axentra_core.house import DateCertified
from axentra_core.kernel.money import money

SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 11, day) for day in range(22, 27))
CASH = PaymentMethod.CASH


@pytest.fixture
def front(open_front, grand):
    """A property that posts up to two days late, on Wednesday, with a guest in house."""
    front = open_front(MemoryStore(), grand)
    front.arrive("2034", 5)
    front.pass_nights(2)
    return front


def rp(amount):
    """Return an amount in rupiah."""
    return money(amount, "IDR")


# fmt: off
ACTS = {
    "a charge":   (lambda desk, on: desk.charge_to_room("S1", "FNB", rp(20_000), on=on, key="k"),
                   ChargePosted),
    "a reversal": (lambda desk, on: desk.reverse_charge("S1", 1, "a mistake", on=on, key="k"),
                   ChargeReversed),
    "a payment":  (lambda desk, on: desk.take_payment("S1", CASH, rp(10_000), on=on, key="k"),
                   PaymentTaken),
    "a refund":   (lambda desk, on: desk.pay_refund("S1", CASH, rp(5_000), on=on, key="k"),
                   RefundPaid),
}
# fmt: on

every_act = pytest.mark.parametrize("name", ACTS)


def say(front, name, on, desk=None):
    """Post something for a date."""
    act, _ = ACTS[name]
    return act(desk or front.boss, on)


@every_act
def test_a_line_is_of_the_date_it_belongs_to_and_the_commit_of_the_open_one(front, name) -> None:
    """Whoever reads the bill sees Monday; whoever reads the log sees that it was Wednesday."""
    if name == "a refund":
        front.desk.take_payment("S1", CASH, rp(2_000_000), in_advance=True, key="deposit")
    event = say(front, name, MONDAY).one(ACTS[name][1])
    assert event.business_date == MONDAY
    *_, entry = front.hotel.feed()
    assert entry.business_date == WEDNESDAY
    assert front.hotel.read.business_date == WEDNESDAY
    front.check()


def test_what_was_had_on_a_closed_date_is_charged_for_it(front) -> None:
    """The service date of a late charge is the late date, too."""
    posted = say(front, "a charge", TUESDAY).one(ChargePosted)
    assert (posted.service_date, posted.business_date) == (TUESDAY, TUESDAY)


@every_act
def test_a_late_posting_needs_the_permission_for_it(front, name) -> None:
    """A clerk posts on the open date only."""
    refused = front.refuses(lambda: say(front, name, TUESDAY, front.desk), "permission.missing")
    assert refused.values["permission"] == "folio.post_late"


@every_act
@pytest.mark.parametrize("on", [SUNDAY, date(2026, 11, 1)])
def test_beyond_the_last_dates_nothing_is_posted(front, name, on) -> None:
    """Two days back is the limit of this property, and nothing precedes its opening."""
    refused = front.refuses(lambda: say(front, name, on), "hotel.too_late_to_post")
    assert refused.values == {"date": on, "earliest": MONDAY}


def test_the_window_moves_with_the_business_date(front) -> None:
    """On Thursday Monday is closed for good."""
    assert say(front, "a charge", MONDAY).events
    front.pass_nights(1)
    front.refuses(
        lambda: front.boss.charge_to_room("S1", "FNB", rp(1), on=MONDAY, key="later"),
        "hotel.too_late_to_post",
    )


@every_act
def test_nothing_is_posted_on_a_date_to_come(front, name) -> None:
    """What happens tomorrow is posted tomorrow."""
    refused = front.refuses(lambda: say(front, name, THURSDAY), "hotel.date_still_to_come")
    assert refused.values == {"date": THURSDAY, "business_date": WEDNESDAY}


def test_the_open_date_is_never_late(front) -> None:
    """Naming today needs no permission."""
    assert say(front, "a charge", WEDNESDAY, front.desk).one(ChargePosted).service_date == WEDNESDAY


@pytest.mark.parametrize("on", [SUNDAY, MONDAY, TUESDAY])
def test_a_property_without_late_days_closes_its_dates_for_good(open_front, grand, on) -> None:
    """Unless the property says otherwise not even yesterday takes a line."""
    front = open_front(MemoryStore(), attrs.evolve(grand, late_posting_days=0))
    front.arrive("2034", 5)
    front.pass_nights(2)
    front.refuses(lambda: say(front, "a charge", on), "hotel.too_late_to_post")


def test_before_the_opening_there_is_no_date(open_front, grand) -> None:
    """The first business date is the earliest there is, however many days are allowed."""
    front = open_front(MemoryStore(), grand)
    front.arrive("2034", 2)
    front.pass_nights(1)
    assert say(front, "a charge", MONDAY).events
    front.refuses(
        lambda: front.boss.charge_to_room("S1", "FNB", rp(1), on=SUNDAY, key="early"),
        "hotel.too_late_to_post",
    )


def test_a_late_line_stands_in_the_certificate_of_the_day_it_was_posted(front) -> None:
    """Monday's certificate is not touched; Wednesday's says how much of it was late."""
    say(front, "a charge", MONDAY)
    front.desk.charge_to_room("S1", "FNB", rp(50_000), key="today")
    front.desk.close_day(WEDNESDAY)
    written = [
        event.certificate
        for entry in front.hotel.feed()
        for event in entry.events
        if isinstance(event, DateCertified)
    ]
    assert [(one.charged, one.late_charged) for one in written] == [
        (850_000, 0),
        (850_000, 0),
        (920_000, 20_000),
    ]


def test_a_closed_bill_takes_nothing_late_either(open_front, grand) -> None:
    """The guest has left with a settled bill; a late charge needs another."""
    front = open_front(MemoryStore(), grand)
    front.leave(front.arrive("2034", 1), 1)
    front.refuses(lambda: say(front, "a charge", MONDAY), "folio.closed")


def test_a_receivable_takes_a_late_charge(open_front, grand) -> None:
    """A bill that was left open on account can still take the minibar of the last night."""
    front = open_front(MemoryStore(), grand)
    stay = front.arrive("2034", 1)
    front.pass_nights(1)
    account = {"settlement": "on_account", "reason": "the company pays"}
    front.boss.check_out(stay, **account)
    say(front, "a charge", MONDAY)
    assert [bill.owed for bill in front.hotel.read.receivables()] == [870_000]


def test_a_late_posting_is_done_once(front) -> None:
    """The same key on another day is the same posting."""
    first = say(front, "a charge", TUESDAY)
    front.pass_nights(2)
    assert say(front, "a charge", TUESDAY) == first
