"""What an event changes in a cashier's shift."""

import attrs

from axentra_core.cashier.events import (
    CashDropped,
    CashExchanged,
    CashierShiftClosed,
    CashierShiftOpened,
    CashPaidOut,
    CountCorrected,
    Entry,
    EntryReversed,
    FloatAdded,
    PaymentReceived,
    RefundGiven,
)
from axentra_core.cashier.lifecycle import SHIFT
from axentra_core.cashier.model import CashierShift
from axentra_core.cashier.totals import totals_after
from axentra_core.kernel.decider import begins, evolutions, on
from axentra_core.kernel.journal import Journal


def opened(event: CashierShiftOpened) -> CashierShift:
    """Return a shift with nothing in the drawer yet."""
    return CashierShift(
        id=event.cashier_shift,
        cashier=event.cashier,
        drawer=event.drawer,
        opened_on=event.business_date,
        status=SHIFT.start,
        decimals=event.decimals,
        drawers=(),
        takings=(),
        entries=Journal(),
    )


def entered(shift: CashierShift, event: Entry) -> CashierShift:
    """Return the shift with one entry more."""
    drawers, takings = totals_after(shift, event.moves)
    # Every entry comes through here; `attrs.evolve` would double its cost.
    return CashierShift(
        shift.id,
        shift.cashier,
        shift.drawer,
        shift.opened_on,
        SHIFT.after(shift.status, type(event)),
        shift.decimals,
        drawers,
        takings,
        shift.entries.append(event),
        shift.counts,
    )


def counted(shift: CashierShift, event: CashierShiftClosed | CountCorrected) -> CashierShift:
    """Return the closed shift with what was counted last."""
    return attrs.evolve(
        shift,
        status=SHIFT.after(shift.status, type(event)),
        counts=event.counts,
    )


# fmt: off
EVOLVE = evolutions(
    begins(CashierShiftOpened,  opened),
    on(FloatAdded,              entered),
    on(PaymentReceived,         entered),
    on(RefundGiven,             entered),
    on(CashPaidOut,             entered),
    on(CashDropped,             entered),
    on(CashExchanged,           entered),
    on(EntryReversed,           entered),
    on(CashierShiftClosed,      counted),
    on(CountCorrected,          counted),
)
# fmt: on
