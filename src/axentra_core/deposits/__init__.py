"""Deposits: money that guests pay before the house has earned it, until it is earned or returned.

Usable alone: `AGGREGATES` holds the decider; `due_requests` and `ledger` are plain functions.
"""

from axentra_core.deposits.decider import (
    AGGREGATES,
)
from axentra_core.deposits.events import (
    ApplicationTakenBack,
    DepositApplied,
    DepositKept,
    DepositMoved,
    DepositNumbered,
    DepositOpened,
    DepositReceived,
    DepositRequested,
    DepositReturned,
    DepositSettled,
    DepositTakenOver,
    Movement,
    RequestWithdrawn,
)
from axentra_core.deposits.ledger import (
    DepositLedger,
    DepositTotals,
    ledger,
)
from axentra_core.deposits.lifecycle import (
    MACHINES,
)
from axentra_core.deposits.messages import (
    ApplyDeposit,
    KeepDeposit,
    MoveDeposit,
    NumberDeposit,
    ReceiveDeposit,
    RequestDeposit,
    ReturnDeposit,
    TakeBackApplication,
    TakeDeposit,
    TakeOverDeposit,
    WithdrawRequest,
)
from axentra_core.deposits.model import (
    Application,
    Deposit,
    DepositStatus,
    Maturity,
)
from axentra_core.deposits.refusals import (
    DepositRefusal,
)
from axentra_core.deposits.requests import (
    DueRequest,
    due_requests,
)

__all__ = [
    "AGGREGATES",
    "MACHINES",
    "Application",
    "ApplicationTakenBack",
    "ApplyDeposit",
    "Deposit",
    "DepositApplied",
    "DepositKept",
    "DepositLedger",
    "DepositMoved",
    "DepositNumbered",
    "DepositOpened",
    "DepositReceived",
    "DepositRefusal",
    "DepositRequested",
    "DepositReturned",
    "DepositSettled",
    "DepositStatus",
    "DepositTakenOver",
    "DepositTotals",
    "DueRequest",
    "KeepDeposit",
    "Maturity",
    "MoveDeposit",
    "Movement",
    "NumberDeposit",
    "ReceiveDeposit",
    "RequestDeposit",
    "RequestWithdrawn",
    "ReturnDeposit",
    "TakeBackApplication",
    "TakeDeposit",
    "TakeOverDeposit",
    "WithdrawRequest",
    "due_requests",
    "ledger",
]
