"""What a hotel can be asked about bills: how old they are, where a charge is from, what is next."""

from datetime import date

import attrs
import pytest

from axentra_core.city_ledger import AgeingClock, CityLedgerSettings
from axentra_core.folio import (
    ChargePosted,
    EndRouting,
    FolioOpened,
    FolioStatus,
    PaymentMethod,
    ReopenFolio,
    TransferredIn,
    TransferredOut,
)
from axentra_core.kernel.errors import InvalidInput, NotFound
from axentra_core.kernel.money import money
from axentra_core.testing import example_property

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 11, day) for day in (23, 24, 25, 26))
DUE, INVOICE = AgeingClock.DUE, AgeingClock.INVOICE


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


def passer_by(front, *dinners):
    """Open the bill of somebody without a room, with dinners of so much before tax."""
    bill = front.desk.open_passer_by(key=front.key()).one(FolioOpened).folio
    for net in dinners:
        front.desk.post_to_folio(bill, "FNB", idr(net), key=front.key())
    return bill


def codes(allowed):
    """Return the codes of everything that stands against a command, in order."""
    return [reason.code for reason in allowed.reasons]


# --- how old ---


@pytest.fixture
def left_open(store, open_front):
    """Open a hotel with a clock and rows of 0-1, 2 and 3 or more days, where three have gone.

    One owes 121,000 that nobody has set a day for, one 12,100 due on Wednesday, and one 1,210 due
    on the same Monday; a fourth has paid meanwhile, and 500 too much.
    """

    def opened(clock):
        own = attrs.evolve(example_property(), city_ledger=CityLedgerSettings((1, 2), clock))
        front = open_front(store, own)
        for net, due in ((100_000, None), (10_000, WEDNESDAY), (1_000, MONDAY), (50_000, TUESDAY)):
            bill = passer_by(front, net)
            front.boss.put_on_account(bill, "pays by transfer", due=due)
        front.desk.take_payment(bill, PaymentMethod.CASH, idr(60_500), key="paid")
        front.boss.adjust_charge(bill, 1, "cold", amount=idr(500), key="cold")
        front.pass_nights(3)
        return front

    return opened


@pytest.mark.parametrize(
    ("as_of", "ages"),
    [
        (MONDAY, [134_310, 0, 0, 0]),
        (TUESDAY, [12_100, 122_210, 0, 0]),
        (WEDNESDAY, [12_100, 0, 122_210, 0]),
        (THURSDAY, [0, 12_100, 0, 122_210]),
        (None, [0, 12_100, 0, 122_210]),
    ],
)
def test_a_bill_is_overdue_from_its_due_day_on(left_open, as_of, ages) -> None:
    """One without a day is due when it was left open; the open day counts unless another is said.

    What the house owes has no age, and neither has the bill of a guest who is still there.
    """
    front = left_open(DUE)
    passer_by(front, 7_000)
    aged = front.hotel.read.receivable_ageing(as_of)
    assert [row.amount for row in aged.rows] == ages
    assert [(row.since, row.until) for row in aged.rows] == [(None, 0), (1, 1), (2, 2), (3, None)]
    assert (aged.as_of, aged.clock) == (as_of or THURSDAY, DUE)
    assert (aged.total, aged.by_transfer) == (134_310, 0)
    assert sum(row.items for row in aged.rows) == 3


@pytest.mark.parametrize("clock", [clock for clock in AgeingClock if clock is not DUE])
def test_other_clocks_begin_when_a_bill_is_left_open(left_open, clock) -> None:
    """Whenever it is due; no invoice of an account says so, and where that is asked it is told."""
    read = left_open(clock).hotel.read
    for as_of, ages in ((TUESDAY, [134_310, 0, 0]), (WEDNESDAY, [0, 134_310, 0])):
        aged = read.receivable_ageing(as_of)
        assert [row.amount for row in aged.rows] == ages
        assert aged.by_transfer == (134_310 if clock is INVOICE else 0)
    assert [row.amount for row in read.receivable_ageing().rows] == [0, 0, 134_310]


def test_bills_are_aged_as_of_a_day(front) -> None:
    """Anything else is told by its name; where nobody owes, every row is there and empty."""
    for wrong in ("today", 20_261_123, front.clock()):
        with pytest.raises(InvalidInput) as error:
            front.hotel.read.receivable_ageing(wrong)
        assert [(one.path, one.code) for one in error.value.faults] == [
            ("as_of", "field.wrong_type")
        ]
    aged = front.hotel.read.receivable_ageing()
    assert (aged.total, {(row.amount, row.items) for row in aged.rows}) == (0, {(0, 0)})


# --- where it is from ---


def test_a_charge_is_explained_where_it_was_sold(front) -> None:
    """However often it was passed on; one that was sold here is explained here."""
    sold, first, last = passer_by(front, 100_000, 20_000), passer_by(front), passer_by(front)
    desk = front.desk
    desk.transfer_charge(sold, 2, first, "the other pays", key="one")
    desk.transfer_charge(first, 1, last, "neither pays", key="two")
    read = front.hotel.read
    here, origin = read.explain(last, 1), read.explain_origin(last, 1)
    assert isinstance(here.charge, TransferredIn)
    assert (here.charge.from_folio, here.charge.origin_folio) == (first, sold)
    assert isinstance(origin.charge, ChargePosted)
    assert (origin.charge.folio, origin.charge.line) == (sold, 2)
    assert origin == read.explain(sold, 2) == read.explain_origin(first, 1)
    assert [type(line) for line in origin.followed] == [TransferredOut]
    assert (origin.left.total, here.left.total) == (0, 24_200)
    for line in (1, 2):
        assert read.explain_origin(sold, line) == read.explain(sold, line)
    assert read.explain_origin(sold, 1).left.total == 121_000


def test_only_a_charge_has_an_origin(front) -> None:
    """No bill, no line and no payment is explained."""
    sold = passer_by(front, 1_000)
    front.desk.take_payment(sold, PaymentMethod.CASH, idr(1_210), key="p")
    read = front.hotel.read
    for folio, line in (("S9", 1), (sold, 2), (sold, 3)):
        with pytest.raises(NotFound):
            read.explain_origin(folio, line)


# --- what is next ---


def test_what_stands_against_an_open_bill_is_told_before_it_is_tried(front) -> None:
    """It owes something, nobody may sign, it has lines and has not ended; the rest may be done."""
    bill = passer_by(front, 100_000)
    front.boss.forbid_posting(bill, "a card is needed")
    allowed = front.hotel.read.allowed("folio", bill)
    told = {name: codes(one) for name, one in allowed.items() if not one}
    assert told == {
        "PostOpeningBalance": ["folio.has_lines"],
        "ForbidPosting": ["folio.no_post"],
        "CloseFolio": ["folio.balance_outstanding"],
        "ReopenFolio": ["folio.not_closed"],
    }
    for name, act in (
        ("ForbidPosting", lambda: front.boss.forbid_posting(bill, "again")),
        ("CloseFolio", lambda: front.desk.close_folio(bill)),
        ("ReopenFolio", lambda: front.put(ReopenFolio(bill, "too early"))),
    ):
        (reason,) = allowed[name].reasons
        assert str(front.refuses(act, reason.code)) == str(reason)
    assert allowed["PostCharge"].asks == ("window", "quote", "signed")
    assert allowed["PutOnAccount"]
    assert front.boss.put_on_account(bill, "pays by transfer")


def test_everything_that_stands_against_a_closed_bill_is_told(front) -> None:
    """Not only that it is closed; whoever tries is refused by the first reason."""
    bill = passer_by(front, 100_000)
    front.boss.forbid_posting(bill, "a card is needed")
    front.desk.take_payment(bill, PaymentMethod.CASH, idr(121_000), key="p")
    front.desk.close_folio(bill)
    assert front.hotel.read.folio(bill).status is FolioStatus.CLOSED
    allowed = front.hotel.read.allowed("folio", bill)
    assert codes(allowed["ForbidPosting"]) == ["folio.closed", "folio.no_post"]
    assert codes(allowed["PutOnAccount"]) == ["folio.closed", "folio.nothing_owed"]
    may = {name for name, one in allowed.items() if one}
    assert may == {"NoteInvoice", "WithdrawInvoice", "ReopenFolio"}
    assert {codes(one)[0] for one in allowed.values() if not one} == {"folio.closed"}
    boss = front.boss
    for name, act in (
        ("ForbidPosting", lambda: boss.forbid_posting(bill, "again")),
        ("AllowPosting", lambda: boss.allow_posting(bill)),
        ("PutOnAccount", lambda: boss.put_on_account(bill, "later")),
        ("CloseFolio", lambda: boss.close_folio(bill)),
        ("PostCharge", lambda: boss.post_to_folio(bill, "FNB", idr(1), key="c")),
        ("TakePayment", lambda: boss.take_payment(bill, PaymentMethod.CASH, idr(1), key="t")),
        ("MoveCharge", lambda: boss.move_charge(bill, 1, 2, "his own", key="m")),
        ("SetCreditLimit", lambda: boss.set_credit_limit(bill, idr(1))),
        ("NamePayee", lambda: boss.name_payee(bill, 1, None)),
        ("EndRouting", lambda: front.put(EndRouting(bill, 1, "over"))),
    ):
        reason = allowed[name].reasons[0]
        assert str(front.refuses(act, reason.code)) == str(reason)
