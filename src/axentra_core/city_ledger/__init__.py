"""Accounts of companies: direct bills, payments and their allocation, ageing, statements.

Usable alone: `AGGREGATES` holds the decider; `ageing`, `ledger`, `reminders_due` and `statement`
are plain functions.
"""

from axentra_core.city_ledger.ageing import (
    Ageing,
    AgeingRow,
    ageing,
)
from axentra_core.city_ledger.decider import (
    AGGREGATES,
)
from axentra_core.city_ledger.dunning import (
    ReminderDue,
    reminders_due,
)
from axentra_core.city_ledger.events import (
    AccountBlocked,
    AccountChanged,
    AccountClosed,
    AccountDebited,
    AccountOpened,
    AccountUnblocked,
    CreditAllocated,
    CreditRefunded,
    InvoiceNumbered,
    ItemCredited,
    ItemReminded,
    ItemTakenOver,
    ItemWrittenOff,
    PaymentReceived,
    PaymentReversed,
)
from axentra_core.city_ledger.ledger import (
    Ledger,
    Movement,
    Payment,
    ledger,
)
from axentra_core.city_ledger.lifecycle import (
    MACHINES,
)
from axentra_core.city_ledger.messages import (
    AllocateCredit,
    BlockAccount,
    ChangeAccount,
    CloseAccount,
    CreditItem,
    DebitAccount,
    NumberInvoice,
    OpenAccount,
    ReceivePayment,
    RefundCredit,
    RemindItem,
    ReversePayment,
    TakeOverItem,
    UnblockAccount,
    WriteOff,
)
from axentra_core.city_ledger.model import (
    Account,
    AccountStatus,
    AgeingClock,
    Allocated,
    Allocation,
    Credit,
    Detail,
    OpenItem,
    Reminder,
    StatementMode,
)
from axentra_core.city_ledger.refusals import (
    CityLedgerRefusal,
)
from axentra_core.city_ledger.settings import (
    CityLedgerSettings,
    DunningStep,
)
from axentra_core.city_ledger.statement import (
    AccountStatement,
    StatementLine,
    statement,
)

__all__ = [
    "AGGREGATES",
    "MACHINES",
    "Account",
    "AccountBlocked",
    "AccountChanged",
    "AccountClosed",
    "AccountDebited",
    "AccountOpened",
    "AccountStatement",
    "AccountStatus",
    "AccountUnblocked",
    "Ageing",
    "AgeingClock",
    "AgeingRow",
    "AllocateCredit",
    "Allocated",
    "Allocation",
    "BlockAccount",
    "ChangeAccount",
    "CityLedgerRefusal",
    "CityLedgerSettings",
    "CloseAccount",
    "Credit",
    "CreditAllocated",
    "CreditItem",
    "CreditRefunded",
    "DebitAccount",
    "Detail",
    "DunningStep",
    "InvoiceNumbered",
    "ItemCredited",
    "ItemReminded",
    "ItemTakenOver",
    "ItemWrittenOff",
    "Ledger",
    "Movement",
    "NumberInvoice",
    "OpenAccount",
    "OpenItem",
    "Payment",
    "PaymentReceived",
    "PaymentReversed",
    "ReceivePayment",
    "RefundCredit",
    "RemindItem",
    "Reminder",
    "ReminderDue",
    "ReversePayment",
    "StatementLine",
    "StatementMode",
    "TakeOverItem",
    "UnblockAccount",
    "WriteOff",
    "ageing",
    "ledger",
    "reminders_due",
    "statement",
]
