"""How a cashier's shift moves."""

from axentra_core.cashier.events import (
    CashDropped,
    CashExchanged,
    CashierShiftClosed,
    CashPaidOut,
    CountCorrected,
    EntryReversed,
    FloatAdded,
    PaymentReceived,
    RefundGiven,
)
from axentra_core.cashier.model import CashierShift, CashierShiftStatus
from axentra_core.cashier.refusals import CashierRefusal
from axentra_core.kernel.machine import Machine

OPEN, CLOSED = CashierShiftStatus.OPEN, CashierShiftStatus.CLOSED


def is_closed(shift: CashierShift) -> CashierRefusal:
    """A closed shift takes nothing more."""
    return CashierRefusal("cashier.closed", cashier_shift=shift.id)


def is_open(shift: CashierShift) -> CashierRefusal:
    """What was not counted yet cannot be counted again."""
    return CashierRefusal("cashier.not_closed", cashier_shift=shift.id)


# fmt: off
SHIFT = Machine("cashier shift", field="status", start=OPEN,
                says={OPEN: is_open, CLOSED: is_closed}, rows=(
    # while     when this happens    becomes
    (OPEN,      FloatAdded,          OPEN),
    (OPEN,      PaymentReceived,     OPEN),
    (OPEN,      RefundGiven,         OPEN),
    (OPEN,      CashPaidOut,         OPEN),
    (OPEN,      CashDropped,         OPEN),
    (OPEN,      CashExchanged,       OPEN),
    (OPEN,      EntryReversed,       OPEN),
    (OPEN,      CashierShiftClosed,  CLOSED),
    (CLOSED,    CountCorrected,      CLOSED),
))
# fmt: on

MACHINES = (SHIFT,)
