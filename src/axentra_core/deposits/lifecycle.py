"""How a deposit moves."""

from axentra_core.deposits.events import (
    ApplicationTakenBack,
    DepositApplied,
    DepositKept,
    DepositMoved,
    DepositNumbered,
    DepositReceived,
    DepositReturned,
    DepositSettled,
    DepositTakenOver,
    RequestWithdrawn,
)
from axentra_core.deposits.model import Deposit, DepositStatus
from axentra_core.deposits.refusals import DepositRefusal
from axentra_core.kernel.machine import Machine

REQUESTED, HELD, SETTLED, CANCELLED = DepositStatus


def is_requested(deposit: Deposit) -> DepositRefusal:
    """Nothing is done with money that has not come in."""
    return DepositRefusal("deposits.not_held", deposit=deposit.id)


def is_settled(deposit: Deposit) -> DepositRefusal:
    """Nothing is done with money that is no longer held."""
    return DepositRefusal("deposits.settled", deposit=deposit.id)


def is_cancelled(deposit: Deposit) -> DepositRefusal:
    """A request that was withdrawn takes nothing more."""
    return DepositRefusal("deposits.cancelled", deposit=deposit.id)


SAYS = {REQUESTED: is_requested, SETTLED: is_settled, CANCELLED: is_cancelled}

# A check-in may be reversed after the last of the deposit was applied; then it is held again.
# fmt: off
DEPOSIT = Machine("deposit", field="status", start=REQUESTED, ends=(CANCELLED,), says=SAYS, rows=(
    # while      when this happens       becomes
    (REQUESTED,  DepositReceived,        HELD),
    (REQUESTED,  DepositTakenOver,       HELD),
    (REQUESTED,  DepositMoved,           REQUESTED),
    (REQUESTED,  DepositNumbered,        REQUESTED),
    (REQUESTED,  RequestWithdrawn,       CANCELLED),
    (HELD,       DepositReceived,        HELD),
    (HELD,       RequestWithdrawn,       HELD),
    (HELD,       DepositApplied,         HELD),
    (HELD,       ApplicationTakenBack,   HELD),
    (HELD,       DepositKept,            HELD),
    (HELD,       DepositReturned,        HELD),
    (HELD,       DepositMoved,           HELD),
    (HELD,       DepositNumbered,        HELD),
    (HELD,       DepositSettled,         SETTLED),
    (SETTLED,    ApplicationTakenBack,   HELD),
))
# fmt: on

MACHINES = (DEPOSIT,)
