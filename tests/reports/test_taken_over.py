"""What comes from a former system, and what is taken back, in the reports of its days."""

from datetime import date
from decimal import Decimal

import attrs

from axentra_core.folio import ChargePosted, FolioReopened, OpeningBalancePosted
from axentra_core.reports import day_report, trial_balance
from axentra_core.rooms import RoomReleased

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def with_event(entries, day, event, record):
    """Return a log with one event more."""
    *_, last = entries = list(entries)
    more = attrs.evolve(
        last,
        position=last.position + 1,
        business_date=day,
        events=(event,),
        streams=(f"axentra/{record}",),
    )
    return [*entries, more]


def taken_over(house, stay, amount):
    """Return the log of a house, and in it what a guest owed in the former system."""
    day = house.today
    owed = OpeningBalancePosted(stay, 1, Decimal(amount), "IDR", "Balance from Fidelio", day)
    return with_event(house.hotel.feed(), day, owed, f"folio/{stay}")


def reopened(house, stay):
    """Return the log of a house, and in it how the end of a bill was taken back."""
    event = FolioReopened(stay, stay, "mistake", house.today)
    return with_event(house.hotel.feed(), house.today, event, f"folio/{stay}")


def test_what_was_taken_over_is_brought_forward_and_never_sold(house) -> None:
    """On the day of the cut-over it is the opening balance: nothing was sold or taxed for it."""
    stay = house.book("850000")
    before = house.report()
    log = taken_over(house, stay, 300_000)
    report, trial = day_report(log, MONDAY), trial_balance(log, MONDAY)
    assert (trial.opening, trial.charges, trial.payments) == (Decimal(300_000), 0, 0)
    assert trial.closing == report.owed == Decimal(300_000)
    assert [(one.folio, one.balance) for one in report.open_balances] == [(stay, Decimal(300_000))]
    same = {"open_balances": before.open_balances, "owed": before.owed}
    assert attrs.evolve(report, **same) == before


def test_a_deposit_that_was_taken_over_is_owed_to_the_guest(house) -> None:
    """What was paid in advance to the former system opens the ledger below zero."""
    stay = house.book("850000")
    log = taken_over(house, stay, -250_000)
    trial = trial_balance(log, MONDAY)
    assert (trial.opening, trial.closing) == (Decimal(-250_000), Decimal(-250_000))
    assert day_report(log, MONDAY).paid == 0


def test_the_days_after_a_cut_over_begin_with_it(house) -> None:
    """Opening, charges and payments make closing on every day, from the first one on."""
    stay = house.arrive("850000", "850000")
    came = taken_over(house, stay, 300_000)
    *_, known, last = (entry.position for entry in came)
    house.charge(stay, "SHOP", "1000")
    house.close()
    house.pay(stay, "500")
    since = house.hotel.feed(after=known)
    log = [*came, *(attrs.evolve(one, position=one.position + last - known) for one in since)]
    closing = Decimal(300_000)
    for day, charges, payments in ((MONDAY, 1000 + 1_028_500, 0), (TUESDAY, 0, 500)):
        trial = trial_balance(log, day)
        assert (trial.opening, trial.charges, trial.payments) == (closing, charges, payments)
        closing += charges - payments
        assert trial.closing == day_report(log, day).owed == closing


def test_a_cut_over_on_a_later_day_changes_no_day_before(house) -> None:
    """A house that works already takes another one's guests over: only from then on they owe."""
    stay = house.book("850000", ahead=2)
    house.charge(house.arrive("100000", "100000"), "SHOP", "1000")
    monday = house.close()
    before = house.report(monday), house.trial(monday)
    log = taken_over(house, stay, 300_000)
    assert (day_report(log, MONDAY), trial_balance(log, MONDAY)) == before
    tuesday = trial_balance(log, TUESDAY)
    assert tuesday.opening == before[1].closing + 300_000
    assert tuesday.closing == day_report(log, TUESDAY).owed


def test_a_bill_that_is_opened_again_counts_again(house) -> None:
    """Its days stay as they were; what is charged to it from then on is owed by its stay."""
    stay = house.arrive("850000")
    house.close()
    house.leave(stay)
    again = reopened(house, stay)
    assert day_report(again, TUESDAY) == house.report()
    (night,) = (
        event for entry in again for event in entry.events if isinstance(event, ChargePosted)
    )
    late = attrs.evolve(night, line=3, source="shop:1", business_date=TUESDAY)
    log = with_event(again, TUESDAY, late, f"folio/{stay}")
    assert day_report(log, MONDAY) == house.report(MONDAY)
    (bill,) = day_report(log, TUESDAY).open_balances
    assert (bill.folio, bill.stay, bill.balance) == (stay, stay, Decimal(1_028_500))
    assert trial_balance(log, TUESDAY).closing == Decimal(1_028_500)


def test_a_bill_that_owed_something_on_a_day_still_did_when_it_is_opened_again(house) -> None:
    """Looking back, the bill is open with what it owed that evening."""
    stay = house.arrive("850000")
    monday = house.close()
    house.leave(stay)
    again = reopened(house, stay)
    assert day_report(again, monday) == house.report(monday)
    assert house.report(monday).owed == Decimal(1_028_500)


def test_a_room_whose_guest_never_used_it_is_not_occupied(house) -> None:
    """A check-in that is taken back leaves one room less with a guest, from that day on."""
    stay = house.arrive("850000", "850000")
    house.close()
    (room,) = (line.room.id for line in house.hotel.read.board() if line.room.stay == stay)
    log = with_event(house.hotel.feed(), TUESDAY, RoomReleased(room, stay, TUESDAY), f"room/{room}")
    assert [day_report(log, day).rooms_occupied for day in (MONDAY, TUESDAY)] == [1, 0]
    assert day_report(log, TUESDAY).arrivals == 0
