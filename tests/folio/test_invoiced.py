"""What an invoice covers stands as it is: documents correct it, and nothing moves it."""

from decimal import Decimal

import attrs

from axentra_core.folio import (
    AGGREGATES,
    AdjustCharge,
    ChargePosted,
    FolioClosed,
    FolioOpened,
    InvoiceNoted,
    InvoiceWithdrawn,
    MoveCharge,
    NoteInvoice,
    PostCharge,
    Quote,
    ReverseCharge,
    ReverseSource,
    Share,
    SplitCharge,
    TransferOut,
    WithdrawInvoice,
)
from axentra_core.kernel.money import money
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

(FOLIO,) = AGGREGATES
TODAY = CONTEXT.business_date
OPENED = FolioOpened("S1", "S1", "EUR", Decimal("0.01"), most_windows=4)
QUOTE = Quote("EUR", Decimal("60.00"), (), Decimal("60.00"), "x")
NIGHT = PostCharge("S1", "ROOM", "rooms", "Deluxe", 1, QUOTE, TODAY, "night:1", 1)
POSTED = ChargePosted("S1", 1, "ROOM", "rooms", "Deluxe", 1, QUOTE, TODAY, TODAY, "night:1", 1)


def euro(amount):
    """Return an amount in the money of the bill."""
    return money(amount, "EUR")


def after(*commands, past=(OPENED, POSTED)):
    """Return the events of a past and of commands that follow it."""
    events = list(past)
    for command in commands:
        events += given(FOLIO, *events).when(command).events
    return events


def test_what_an_invoice_covers_is_corrected_by_documents_only() -> None:
    """It neither moves nor leaves; a credit note may take it off."""
    noted = InvoiceNoted("S1", 1, "INV-7", 1, TODAY)
    state = given(FOLIO, OPENED, POSTED).when(NoteInvoice("S1", 1, "INV-7", 1)).then(noted)
    assert (state.window(1).invoice, state.window(1).invoiced_through) == ("INV-7", 1)
    here = given(FOLIO, OPENED, POSTED, noted)
    rebate, reversal = AdjustCharge("S1", 1, "x", euro(10)), ReverseCharge("S1", 1, "x")
    for command in (
        rebate,
        reversal,
        ReverseSource("S1", "night:1", "x"),
        MoveCharge("S1", 1, 2, "x"),
        SplitCharge("S1", 1, (Share(1), Share(2)), "x"),
        TransferOut("S1", 1, "G1", "T1", "x"),
    ):
        here.when(command).refused("folio.line_invoiced", line=1, invoice="INV-7")
    for command in (rebate, reversal):
        (line,) = here.when(attrs.evolve(command, document="CN-1")).events
        assert line.document == "CN-1"


def test_an_invoice_freezes_its_own_window_alone() -> None:
    """The company's half is invoiced; the guest's half can still be adjusted and moved."""
    shared = after(
        SplitCharge("S1", 1, (Share(1), Share(2)), "x"), NoteInvoice("S1", 2, "INV-7", 2)
    )
    here = given(FOLIO, *shared)
    here.when(AdjustCharge("S1", 1, "x", euro(1), window=2)).refused("folio.line_invoiced")
    assert here.when(AdjustCharge("S1", 1, "x", euro(1), window=1)).error is None
    assert here.when(MoveCharge("S1", 1, 3, "x", window=1)).error is None
    here.when(ReverseCharge("S1", 1, "x")).refused("folio.line_invoiced")


def test_what_came_to_a_window_later_is_not_on_its_invoice() -> None:
    """The charge was elsewhere when the first window was invoiced, and came back after it."""
    away = after(MoveCharge("S1", 1, 2, "x"), NoteInvoice("S1", 1, "INV-7", 2))
    back = given(FOLIO, *after(MoveCharge("S1", 1, 1, "x"), past=away))
    assert back.when(ReverseCharge("S1", 1, "x")).state.owed == 0


def test_an_invoice_covers_something_new() -> None:
    """Not what the last one covers, and nothing that is not on the bill yet; also after the end."""
    here = given(FOLIO, *after(NoteInvoice("S1", 1, "INV-7", 1)))
    for through in (1, 2):
        here.when(NoteInvoice("S1", 1, "INV-8", through)).refused(
            "folio.nothing_to_invoice", window=1, through=1
        )
    assert (
        given(FOLIO, *after(NIGHT, past=after(NoteInvoice("S1", 1, "INV-7", 1))))
        .when(NoteInvoice("S1", 1, "INV-8", 2))
        .error
        is None
    )
    closed = FolioClosed("S1", Decimal(0), Decimal(0), TODAY)
    given(FOLIO, OPENED, POSTED, closed).when(NoteInvoice("S1", 1, "INV-7", 1)).then(
        InvoiceNoted("S1", 1, "INV-7", 1, TODAY)
    )


def test_an_invoice_is_withdrawn_from_the_last_one_backwards() -> None:
    """Then what it covered moves again, and what the one before covers still does not."""
    first, second = NoteInvoice("S1", 1, "INV-7", 1), NoteInvoice("S1", 1, "INV-8", 2)
    past = after(first, NIGHT, second)
    here = given(FOLIO, *past)
    here.when(WithdrawInvoice("S1", 1, "INV-7")).refused(
        "folio.not_last_invoice", window=1, invoice="INV-7", last="INV-8"
    )
    withdrawn = InvoiceWithdrawn("S1", 1, "INV-8", "INV-7", 1, TODAY)
    command = WithdrawInvoice("S1", 1, "INV-8", "INV-7", 1)
    state = here.when(command).then(withdrawn)
    assert (state.window(1).invoice, state.window(1).invoiced_through) == ("INV-7", 1)
    again = given(FOLIO, *past, withdrawn)
    again.when(MoveCharge("S1", 1, 2, "x")).refused("folio.line_invoiced", invoice="INV-7")
    assert again.when(MoveCharge("S1", 2, 2, "x")).state.window(2).owed == 60
    none = after(first, WithdrawInvoice("S1", 1, "INV-7"))
    assert given(FOLIO, *none).when(MoveCharge("S1", 1, 2, "x")).error is None
