"""The rules of a company's account: what a command decides, and how an account is found."""

from collections.abc import Iterator
from datetime import timedelta

from axentra_core.city_ledger import events as ev
from axentra_core.city_ledger import messages as msg
from axentra_core.city_ledger.evolution import EVOLVE
from axentra_core.city_ledger.guards import (
    all_settled,
    bill_in_currency,
    cleared_or_set,
    exposure,
    has_been,
    in_currency,
    item_open,
    later_step,
    limit_fits,
    may_write_off,
    no_credit_left,
    not_ahead,
    not_beyond_measure,
    not_invoiced,
    not_more_than_open,
    overdue,
    sealed_as_own,
    within_limit,
)
from axentra_core.city_ledger.lifecycle import ACCOUNT
from axentra_core.city_ledger.model import Account, AccountStatus
from axentra_core.city_ledger.payment_guards import (
    credit_covers,
    has_credit,
    has_items,
    not_more_than_credit,
    payment_covers,
    payment_new,
    payment_stands,
)
from axentra_core.city_ledger.payments import (
    allocate_credit,
    receive_payment,
    refund_credit,
    reverse_payment,
)
from axentra_core.city_ledger.terms import (
    block_account,
    change_account,
    close_account,
    open_account,
    unblock_account,
)
from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import Aggregate, asks, case, decisions, opens


def debit_account(
    account: Account, command: msg.DebitAccount, context: Context
) -> list[ev.AccountDebited]:
    """Owe a direct bill; that the limit was passed is on record only where it was."""
    reached, limit = exposure(account, command), account.credit_limit
    is_over = limit is not None and reached > limit
    return [
        ev.AccountDebited(
            account.id,
            account.numbered + 1,
            account.in_steps(command.amount),
            account.currency,
            command.source,
            command.description,
            command.checked_out_on,
            context.business_date + timedelta(days=account.terms_days),
            reached,
            command.override if is_over else None,
            str(context.actor) if is_over else None,
            context.business_date,
        )
    ]


def take_over_item(
    account: Account, command: msg.TakeOverItem, context: Context
) -> list[ev.ItemTakenOver]:
    """Owe what was owed before; what it passes of the limit was granted elsewhere."""
    return [
        ev.ItemTakenOver(
            account.id,
            account.numbered + 1,
            account.in_steps(command.amount),
            account.currency,
            command.source,
            command.description,
            command.transferred_on,
            command.due,
            command.checked_out_on,
            command.invoice,
            command.invoiced_on,
            context.business_date,
        )
    ]


def number_invoice(
    account: Account, command: msg.NumberInvoice, context: Context
) -> list[ev.InvoiceNumbered]:
    """Put an item on an invoice, due by today's terms from the invoice's date."""
    due = command.on + timedelta(days=account.terms_days)
    return [
        ev.InvoiceNumbered(
            account.id, command.item, command.invoice, command.on, due, context.business_date
        )
    ]


def credit_item(
    account: Account, command: msg.CreditItem, context: Context
) -> list[ev.ItemCredited]:
    """Owe less of an item."""
    return [
        ev.ItemCredited(
            account.id,
            command.item,
            account.in_steps(command.amount),
            account.currency,
            command.reason,
            context.business_date,
        )
    ]


def write_off(account: Account, command: msg.WriteOff, context: Context) -> list[ev.ItemWrittenOff]:
    """Give up what will not be paid, and name who did."""
    return [
        ev.ItemWrittenOff(
            account.id,
            command.item,
            account.in_steps(command.amount),
            account.currency,
            command.reason,
            str(context.actor),
            context.business_date,
        )
    ]


def remind_item(
    account: Account, command: msg.RemindItem, context: Context
) -> list[ev.ItemReminded]:
    """Take a step of dunning."""
    return [ev.ItemReminded(account.id, command.item, command.step, context.business_date)]


def index(account: Account) -> Iterator[tuple[str, str]]:
    """A company is found by the keyed tokens of its name; an account that is not closed is listed.

    The name is kept after the close, for a bank may still take a payment back.
    """
    for token in account.name.tokens:
        yield "account.name", token
    if account.status is not AccountStatus.CLOSED:
        yield "account.open", account.id


# fmt: off
DECIDE = decisions(
    opens(msg.OpenAccount,     open_account),
    case(msg.ChangeAccount,    change_account,   ACCOUNT.permits(ev.AccountChanged),
                                                 asks("name", sealed_as_own),
                                                 asks("credit_limit", limit_fits),
                                                 asks("clears", cleared_or_set)),
    case(msg.BlockAccount,     block_account,    ACCOUNT.permits(ev.AccountBlocked)),
    case(msg.UnblockAccount,   unblock_account,  ACCOUNT.permits(ev.AccountUnblocked)),
    case(msg.DebitAccount,     debit_account,    ACCOUNT.permits(ev.AccountDebited),
                                                 asks("amount", bill_in_currency),
                                                 asks("amount", not_beyond_measure),
                                                 asks("amount", within_limit)),
    case(msg.TakeOverItem,     take_over_item,   ACCOUNT.permits(ev.ItemTakenOver),
                                                 asks("amount", in_currency),
                                                 asks("amount", not_beyond_measure),
                                                 asks("transferred_on", has_been)),
    case(msg.NumberInvoice,    number_invoice,   ACCOUNT.permits(ev.InvoiceNumbered),
                                                 asks("item", item_open),
                                                 asks("item", not_invoiced),
                                                 asks("on", not_ahead)),
    case(msg.ReceivePayment,   receive_payment,  ACCOUNT.permits(ev.PaymentReceived),
                                                 asks("amount", in_currency),
                                                 asks("amount", not_beyond_measure),
                                                 asks("payment", payment_new),
                                                 asks("allocations", payment_covers)),
    case(msg.AllocateCredit,   allocate_credit,  ACCOUNT.permits(ev.CreditAllocated),
                                                 has_credit, has_items,
                                                 asks("allocations", credit_covers)),
    case(msg.ReversePayment,   reverse_payment,  ACCOUNT.permits(ev.PaymentReversed),
                                                 asks("payment", payment_stands)),
    case(msg.CreditItem,       credit_item,      ACCOUNT.permits(ev.ItemCredited),
                                                 asks("item", item_open),
                                                 asks("amount", in_currency),
                                                 asks("amount", not_more_than_open)),
    case(msg.WriteOff,         write_off,        ACCOUNT.permits(ev.ItemWrittenOff), may_write_off,
                                                 asks("item", item_open),
                                                 asks("amount", in_currency),
                                                 asks("amount", not_more_than_open)),
    case(msg.RemindItem,       remind_item,      ACCOUNT.permits(ev.ItemReminded),
                                                 asks("item", item_open),
                                                 asks("item", overdue),
                                                 asks("step", later_step)),
    case(msg.RefundCredit,     refund_credit,    ACCOUNT.permits(ev.CreditRefunded), has_credit,
                                                 asks("amount", in_currency),
                                                 asks("amount", not_more_than_credit)),
    case(msg.CloseAccount,     close_account,    ACCOUNT.permits(ev.AccountClosed),
                                                 all_settled, no_credit_left),
)
# fmt: on

# What a payment was and what it settled is no longer in the state once it is spent.
WHOLE = frozenset({msg.ReceivePayment, msg.ReversePayment})

AGGREGATES = (Aggregate("account", Account, DECIDE, EVOLVE, index, WHOLE),)
