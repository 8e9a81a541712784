"""The bill as a document: the whole of it, or one window as its payee reads it."""

from decimal import Decimal
from itertools import permutations

import attrs
import pytest

from axentra_core.folio import (
    AGGREGATES,
    AdjustCharge,
    ChargePosted,
    Component,
    FolioClosed,
    FolioKind,
    FolioOpened,
    FolioReopened,
    FolioStatus,
    InvoiceNoted,
    MoveCharge,
    MovePayment,
    NamePayee,
    OpeningBalancePosted,
    Payee,
    PayeeKind,
    PaymentMethod,
    PayRefund,
    PostCharge,
    Quote,
    ReverseCharge,
    ReversePayment,
    RoundCash,
    Share,
    SplitCharge,
    TakePayment,
    TransferIn,
    TransferOut,
    WindowSum,
    statement,
)
from axentra_core.kernel.errors import NotFound
from axentra_core.kernel.money import money
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

(FOLIO,) = AGGREGATES
TODAY = CONTEXT.business_date
OPENED = FolioOpened("S1", "S1", "EUR", Decimal("0.01"))
COMPANY = Payee(PayeeKind.ACCOUNT, "C1")


def price(net, vat, city="0"):
    """Return a price with a tax, and one that a channel has collected."""
    parts = (
        Component("VAT", Decimal(net), None, Decimal(vat)),
        Component("CITY", Decimal(0), None, Decimal(city), owed=False),
    )
    return Quote("EUR", Decimal(net), parts, Decimal(net) + Decimal(vat), "x")


NIGHT = PostCharge(
    "S1", "ROOM", "rooms", "Deluxe", 1, price("93.46", "6.54", "5.00"), TODAY, "night:1", 1
)
TEA = PostCharge("S1", "BAR", "bar", "Tea", 1, price("4.67", "0.36"), TODAY, "order:1", 1)


def euro(amount):
    """Return an amount in the money of the bill."""
    return money(amount, "EUR")


def pay(amount, window=1):
    """Return a payment in cash."""
    cash = PaymentMethod.CASH
    return TakePayment("S1", cash, euro(amount), in_advance=True, window=window)


def after(*commands, past=(OPENED,)):
    """Return the events of a past and of commands that follow it."""
    events = list(past)
    for command in commands:
        events += given(FOLIO, *events).when(command).events
    return events


def shown(bill):
    """Return kind and amount of each line of a statement."""
    return [
        (type(line).__name__, str(line.quote.total if hasattr(line, "quote") else line.amount))
        for line in bill.lines
    ]


def agrees(events):
    """Return the whole bill, having added up its windows and compared them with the state."""
    state, whole = FOLIO.replay(events), statement(events)
    assert (whole.charged, whole.paid, whole.balance) == (state.charged, state.paid, state.owed)
    one_by_one = [statement(events, one.number) for one in state.windows]
    assert [(one.charged, one.paid) for one in one_by_one] == [
        (one.charged, one.paid) for one in state.windows
    ]
    assert sum(one.net for one in one_by_one) == whole.net
    for name in ("components", "collected"):
        sums = [dict(getattr(one, name)) for one in one_by_one]
        for code, amount in getattr(whole, name):
            assert sum(one.get(code, 0) for one in sums) == amount
    assert [(one.window, one.charged, one.paid) for one in whole.windows] == [
        (one.number, one.charged, one.paid) for one in state.windows
    ]
    return whole


def test_the_whole_bill_says_nothing_of_windows_but_their_sums() -> None:
    """A guest who pays everything reads one charge where two windows share it."""
    events = after(
        NIGHT, TEA, NamePayee("S1", 2, COMPANY), MoveCharge("S1", 1, 2, "x"), pay("5.03")
    )
    bill = agrees([*events, InvoiceNoted("S1", 2, "INV-7", 3, TODAY)])
    assert shown(bill) == [
        ("ChargePosted", "100.00"),
        ("ChargePosted", "5.03"),
        ("PaymentTaken", "5.03"),
    ]
    assert (bill.net, dict(bill.components)) == (Decimal("98.13"), {"VAT": Decimal("6.90")})
    assert (dict(bill.collected)["CITY"], bill.charged, bill.balance) == (5, Decimal("105.03"), 100)
    assert bill.windows == (
        WindowSum(1, None, Decimal("5.03"), Decimal("5.03")),
        WindowSum(2, COMPANY, Decimal(100), Decimal(0), "INV-7"),
    )
    assert [one.balance for one in bill.windows] == [0, 100]


def test_a_window_shows_what_of_a_charge_stands_there() -> None:
    """Two guests share a room: each reads one night at half its price, and no dividing."""
    split = SplitCharge("S1", 1, (Share(1), Share(2)), "they share the room")
    events = after(NIGHT, split, TEA, pay("50.00", 2))
    agrees(events)
    one, two = statement(events, 1), statement(events, 2)
    assert shown(one) == [("ChargePosted", "50.00"), ("ChargePosted", "5.03")]
    assert shown(two) == [("ChargePosted", "50.00"), ("PaymentTaken", "50.00")]
    assert (one.window, one.balance, two.balance) == (1, Decimal("55.03"), 0)
    assert (two.net, dict(two.components)["VAT"]) == (Decimal("46.73"), Decimal("3.27"))
    assert dict(two.collected)["CITY"] == Decimal("2.50")
    assert statement(events, 3).lines == ()


def test_what_is_gone_from_a_window_is_not_on_its_bill() -> None:
    """A charge that moved whole is read where it is; its line number stays."""
    events = after(NIGHT, TEA, MoveCharge("S1", 1, 2, "x"), MoveCharge("S1", 1, 3, "x"))
    agrees(events)
    assert shown(statement(events, 1)) == [("ChargePosted", "5.03")]
    assert shown(statement(events, 2)) == []
    assert [line.line for line in statement(events, 3).lines] == [1]


def test_corrections_are_read_in_their_window() -> None:
    """A rebate on one half, and a charge that is taken back in both."""
    split = SplitCharge("S1", 1, (Share(1), Share(2)), "they share the room")
    rebate = AdjustCharge("S1", 1, "noise", euro("10.00"), window=2)
    events = after(NIGHT, split, rebate)
    agrees(events)
    assert shown(statement(events, 2)) == [("ChargePosted", "50.00"), ("ChargeAdjusted", "-10.00")]
    gone = after(ReverseCharge("S1", 1, "wrong guest"), past=events)
    assert agrees(gone).charged == 0
    assert statement(gone, 1).balance == statement(gone, 2).balance == 0


def test_a_payment_is_read_where_it_counts() -> None:
    """What was moved, given back or taken back is in the sums of its window."""
    moved = MovePayment("S1", 2, 2, "x", euro("40.00"))
    events = after(NIGHT, pay("100.00"), moved)
    agrees(events)
    assert shown(statement(events, 1))[1:] == [("PaymentTaken", "60.00")]
    assert shown(statement(events, 2)) == [("PaymentTaken", "40.00")]
    refund = PayRefund("S1", PaymentMethod.CASH, euro("15.00"), window=2)
    back = after(refund, ReversePayment("S1", 2, "bounced", euro("70.00")), past=events)
    assert agrees(back).paid == 15
    assert (statement(back, 1).paid, statement(back, 2).paid) == (0, 15)
    whole = after(MovePayment("S1", 2, 2, "x"), past=events)
    assert shown(statement(whole, 1)) == [("ChargePosted", "100.00")]


# What comes from other bills, from before, and from coins


def coming_home(events, window=1):
    """Return what brings the charge that left last back to its bill."""
    gave = events[-1]
    return TransferIn(
        "S1",
        "T2",
        "G1",
        1,
        "S1",
        1,
        gave.code,
        gave.department,
        gave.description,
        gave.quantity,
        gave.quote.negated(),
        gave.service_date,
        gave.source,
        window,
    )


def test_a_window_has_no_line_for_what_another_bill_pays() -> None:
    """The whole bill shows that it was charged and went; a window shows what is left of it."""
    events = after(NIGHT, TransferOut("S1", 1, "G1", "T1", "x", amount=euro("40.00")))
    assert shown(agrees(events)) == [("ChargePosted", "100.00"), ("TransferredOut", "-40.00")]
    assert shown(statement(events, 1)) == [("ChargePosted", "60.00")]
    gone = after(NIGHT, TEA, TransferOut("S1", 1, "G1", "T1", "x"))
    assert shown(statement(gone, 1)) == [("ChargePosted", "5.03")]
    assert agrees(gone).charged == Decimal("5.03")


@pytest.mark.parametrize("window", [1, 2])
def test_what_has_come_home_is_one_charge_again(window) -> None:
    """In the window to which it came; and once more when it moves from there."""
    out = after(NIGHT, TransferOut("S1", 1, "G1", "T1", "x"))
    events = after(coming_home(out, window), past=out)
    assert len(agrees(events).lines) == 3
    assert shown(statement(events, window)) == [("ChargePosted", "100.00")]
    assert shown(statement(events, 3 - window)) == []
    moved = after(MoveCharge("S1", 1, 3, "x"), past=events)
    agrees(moved)
    assert shown(statement(moved, window)) == []
    assert shown(statement(moved, 3)) == [("ChargePosted", "100.00")]


def test_a_charge_from_another_bill_is_read_like_one_of_its_own() -> None:
    """On the company's bill it is divided and sent on as if it had been sold there."""
    out = after(NIGHT, TransferOut("S1", 1, "G1", "T1", "x"))
    group = FolioOpened("G1", "G1", "EUR", Decimal("0.01"), FolioKind.GROUP)
    came = attrs.evolve(coming_home(out), folio="G1", from_folio="S1")
    events = after(came, MoveCharge("G1", 1, 2, "x", euro("30.00")), past=[group])
    bill = agrees(events)
    assert (bill.kind, shown(bill)) == (FolioKind.GROUP, [("TransferredIn", "100.00")])
    assert shown(statement(events, 2)) == [("TransferredIn", "30.00")]


def test_what_coins_cannot_pay_is_no_revenue() -> None:
    """It is charged and stands apart from net and tax."""
    events = after(NIGHT, TEA, RoundCash("S1", euro("0.05")), pay("105.05"))
    bill = agrees(events)
    assert (bill.rounding, bill.charged, bill.balance) == (Decimal("0.02"), Decimal("105.05"), 0)
    assert bill.net + dict(bill.components)["VAT"] == Decimal("105.03")


def test_what_was_brought_forward_is_in_its_window() -> None:
    """A balance of the former system has no parts, and no window but the first."""
    owed = OpeningBalancePosted("S1", 1, Decimal("30.00"), "EUR", "Balance", TODAY)
    events = after(NIGHT, MoveCharge("S1", 2, 2, "x"), past=[OPENED, owed])
    bill = agrees(events)
    assert (bill.brought_forward, bill.net, bill.charged) == (30, Decimal("93.46"), 130)
    assert statement(events, 2).brought_forward == 0


# The document itself


def test_a_bill_knows_its_kind_what_it_follows_and_whether_it_has_ended() -> None:
    """A late bill names the closed one; a reopened one is open."""
    late = FolioOpened("F2", "S1", "EUR", Decimal("0.01"), FolioKind.LATE, follows="S1")
    closed = FolioClosed("F2", Decimal(0), Decimal(0), TODAY)
    bill = statement([late, closed])
    assert (bill.folio, bill.stay, bill.kind, bill.follows) == ("F2", "S1", FolioKind.LATE, "S1")
    assert bill.status is FolioStatus.CLOSED
    again = statement([late, closed, FolioReopened("F2", "S1", "x", TODAY)])
    assert again.status is FolioStatus.OPEN


def test_there_is_no_bill_without_its_beginning() -> None:
    """No events, or events of something else, are no bill."""
    for events in ([], [FolioClosed("S1", Decimal(0), Decimal(0), TODAY)]):
        with pytest.raises(NotFound) as refused:
            statement(events)
        assert refused.value.code == "record.not_found"


def test_the_order_of_postings_does_not_change_the_sums() -> None:
    """Charges, a rebate by amount and payments in any order come to the same bill."""
    wine = PostCharge("S1", "BAR", "bar", "Wine", 1, price("8.00", "0.56"), TODAY, "order:2", 1)
    sums = set()
    for order in permutations([NIGHT, TEA, wine, pay("20.00"), pay("3.00", 2)]):
        bill = agrees(after(*order))
        sums.add((bill.net, tuple(sorted(bill.components)), bill.charged, bill.paid))
    assert len(sums) == 1


def test_a_posted_line_is_what_it_was_whatever_follows() -> None:
    """Rebates, moves and transfers leave every earlier line as it was posted."""
    events = after(NIGHT, TEA)
    lines = list(FOLIO.replay(events).lines)
    more = after(
        AdjustCharge("S1", 1, "x", euro("10.00")),
        MoveCharge("S1", 1, 2, "x", euro("20.00")),
        TransferOut("S1", 2, "G1", "T1", "x"),
        ReverseCharge("S1", 1, "x"),
        past=events,
    )
    assert list(FOLIO.replay(more).lines)[:2] == lines
    assert isinstance(lines[0], ChargePosted)
