"""How a company's account moves."""

from axentra_core.city_ledger.events import (
    AccountBlocked,
    AccountChanged,
    AccountClosed,
    AccountDebited,
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
from axentra_core.city_ledger.model import Account, AccountStatus
from axentra_core.city_ledger.refusals import CityLedgerRefusal
from axentra_core.kernel.machine import Machine

OPEN, BLOCKED, CLOSED = AccountStatus


def is_open(account: Account) -> CityLedgerRefusal:
    """Only a blocked account is unblocked."""
    return CityLedgerRefusal("city_ledger.not_blocked", account=account.id)


def is_blocked(account: Account) -> CityLedgerRefusal:
    """A blocked account takes no direct bill."""
    return CityLedgerRefusal("city_ledger.blocked", account=account.id)


def is_closed(account: Account) -> CityLedgerRefusal:
    """A closed account takes nothing more."""
    return CityLedgerRefusal("city_ledger.closed", account=account.id)


SAYS = {OPEN: is_open, BLOCKED: is_blocked, CLOSED: is_closed}

# A bank may take a payment back after the account was closed; then it goes on.
# fmt: off
ACCOUNT = Machine("account", field="status", start=OPEN, says=SAYS, rows=(
    # while     when this happens   becomes
    (OPEN,      AccountChanged,     OPEN),
    (OPEN,      AccountDebited,     OPEN),
    (OPEN,      ItemTakenOver,      OPEN),
    (OPEN,      InvoiceNumbered,    OPEN),
    (OPEN,      PaymentReceived,    OPEN),
    (OPEN,      CreditAllocated,    OPEN),
    (OPEN,      PaymentReversed,    OPEN),
    (OPEN,      ItemCredited,       OPEN),
    (OPEN,      ItemWrittenOff,     OPEN),
    (OPEN,      ItemReminded,       OPEN),
    (OPEN,      CreditRefunded,     OPEN),
    (OPEN,      AccountBlocked,     BLOCKED),
    (OPEN,      AccountClosed,      CLOSED),
    (BLOCKED,   AccountChanged,     BLOCKED),
    (BLOCKED,   InvoiceNumbered,    BLOCKED),
    (BLOCKED,   PaymentReceived,    BLOCKED),
    (BLOCKED,   CreditAllocated,    BLOCKED),
    (BLOCKED,   PaymentReversed,    BLOCKED),
    (BLOCKED,   ItemCredited,       BLOCKED),
    (BLOCKED,   ItemWrittenOff,     BLOCKED),
    (BLOCKED,   ItemReminded,       BLOCKED),
    (BLOCKED,   CreditRefunded,     BLOCKED),
    (BLOCKED,   AccountUnblocked,   OPEN),
    (BLOCKED,   AccountClosed,      CLOSED),
    (CLOSED,    PaymentReversed,    OPEN),
))
# fmt: on

MACHINES = (ACCOUNT,)
