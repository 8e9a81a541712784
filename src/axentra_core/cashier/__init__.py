"""The cash desk: a cashier's shift over a drawer, from its float to a blind close.

Usable alone: `AGGREGATES` holds the decider, `shift_report` and `drop_due` are plain functions.
"""

from axentra_core.cashier.decider import AGGREGATES
from axentra_core.cashier.events import (
    CashDropped,
    CashExchanged,
    CashierShiftClosed,
    CashierShiftOpened,
    CashPaidOut,
    CountCorrected,
    EntryReversed,
    FloatAdded,
    PaymentReceived,
    RefundGiven,
)
from axentra_core.cashier.lifecycle import MACHINES
from axentra_core.cashier.messages import (
    AddFloat,
    CloseCashierShift,
    CorrectCount,
    DropCash,
    ExchangeCash,
    GiveRefund,
    OpenCashierShift,
    PayOut,
    ReceivePayment,
    ReverseEntry,
)
from axentra_core.cashier.model import (
    CashCount,
    CashierShift,
    CashierShiftStatus,
    CurrencyDigits,
    Drawer,
    Move,
    Takings,
    Tender,
    Total,
)
from axentra_core.cashier.refusals import CashierRefusal
from axentra_core.cashier.report import CashReport, ShiftReport, shift_report
from axentra_core.cashier.settings import CashierSettings, drop_due

__all__ = [
    "AGGREGATES",
    "MACHINES",
    "AddFloat",
    "CashCount",
    "CashDropped",
    "CashExchanged",
    "CashPaidOut",
    "CashReport",
    "CashierRefusal",
    "CashierSettings",
    "CashierShift",
    "CashierShiftClosed",
    "CashierShiftOpened",
    "CashierShiftStatus",
    "CloseCashierShift",
    "CorrectCount",
    "CountCorrected",
    "CurrencyDigits",
    "Drawer",
    "DropCash",
    "EntryReversed",
    "ExchangeCash",
    "FloatAdded",
    "GiveRefund",
    "Move",
    "OpenCashierShift",
    "PayOut",
    "PaymentReceived",
    "ReceivePayment",
    "RefundGiven",
    "ReverseEntry",
    "ShiftReport",
    "Takings",
    "Tender",
    "Total",
    "drop_due",
    "shift_report",
]
