"""The rules of a deposit: what a command decides, and how a deposit is found."""

from collections.abc import Iterator
from decimal import Decimal

from axentra_core.deposits import events as ev
from axentra_core.deposits import messages as msg
from axentra_core.deposits.evolution import EVOLVE
from axentra_core.deposits.guards import (
    Opening,
    Using,
    begun_in_currency,
    due_from_today,
    in_currency,
    not_ahead,
    not_beyond_measure,
    not_invoiced,
    not_more_than_held,
    nothing_applied,
    something_outstanding,
    stands_on_folio,
    to_another_stay,
)
from axentra_core.deposits.lifecycle import DEPOSIT
from axentra_core.deposits.model import Deposit, DepositStatus
from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import Aggregate, Events, asks, case, decisions, opens
from axentra_core.kernel.money import currency_digits, exact
from axentra_core.kernel.numbers import unit_of


def request_deposit(command: msg.RequestDeposit, context: Context) -> list[ev.DepositRequested]:
    """Begin with nothing received."""
    amount = _begun_with(command)
    if (reason := due_from_today(command, context)) is not None:
        raise reason
    return [
        ev.DepositRequested(
            command.deposit,
            command.stay,
            command.currency,
            unit_of(command.digits),
            amount,
            command.due,
            command.maturity,
            context.business_date,
        )
    ]


def take_deposit(command: msg.TakeDeposit, context: Context) -> Events:
    """Begin with money that has come in."""
    amount = _begun_with(command)
    return [
        _opened(command, context),
        ev.DepositReceived(
            command.deposit,
            amount,
            command.currency,
            command.method,
            command.source,
            context.business_date,
        ),
    ]


def take_over_deposit(command: msg.TakeOverDeposit, context: Context) -> Events:
    """Begin with money that another system has received."""
    amount = _begun_with(command)
    return [
        _opened(command, context),
        ev.DepositTakenOver(command.deposit, amount, command.currency, context.business_date),
    ]


def _opened(command: msg.TakeDeposit | msg.TakeOverDeposit, context: Context) -> ev.DepositOpened:
    return ev.DepositOpened(
        command.deposit,
        command.stay,
        command.currency,
        unit_of(command.digits),
        command.maturity,
        context.business_date,
    )


def _begun_with(command: Opening) -> Decimal:
    currency_digits(command.currency)
    if (reason := begun_in_currency(command)) is not None:
        raise reason
    return exact(command.amount.amount, command.digits, command.currency)


def receive_deposit(
    deposit: Deposit, command: msg.ReceiveDeposit, context: Context
) -> list[ev.DepositReceived]:
    """Hold more."""
    return [
        ev.DepositReceived(
            deposit.id,
            deposit.in_steps(command.amount),
            deposit.currency,
            command.method,
            command.source,
            context.business_date,
        )
    ]


def withdraw_request(
    deposit: Deposit, command: msg.WithdrawRequest, context: Context
) -> list[ev.RequestWithdrawn]:
    """Ask for nothing more."""
    return [
        ev.RequestWithdrawn(
            deposit.id,
            deposit.outstanding,
            deposit.currency,
            command.reason,
            context.business_date,
        )
    ]


def apply_deposit(deposit: Deposit, command: msg.ApplyDeposit, context: Context) -> Events:
    """Pay a folio with what is held."""
    event = ev.DepositApplied(
        deposit.id,
        command.folio,
        _used(deposit, command),
        deposit.currency,
        context.business_date,
        command.window,
    )
    return [event, *_settled_by(deposit, event)]


def keep_deposit(deposit: Deposit, command: msg.KeepDeposit, context: Context) -> Events:
    """Keep what is held."""
    event = ev.DepositKept(
        deposit.id,
        _used(deposit, command),
        deposit.currency,
        command.reason,
        context.business_date,
    )
    return [event, *_settled_by(deposit, event)]


def return_deposit(deposit: Deposit, command: msg.ReturnDeposit, context: Context) -> Events:
    """Give back what is held."""
    event = ev.DepositReturned(
        deposit.id,
        _used(deposit, command),
        deposit.currency,
        command.method,
        command.reason,
        context.business_date,
    )
    return [event, *_settled_by(deposit, event)]


def _used(deposit: Deposit, command: Using) -> Decimal:
    return deposit.held if command.amount is None else deposit.in_steps(command.amount)


def _settled_by(
    deposit: Deposit, event: ev.DepositApplied | ev.DepositKept | ev.DepositReturned
) -> list[ev.DepositSettled]:
    if event.amount != deposit.held:
        return []
    return [ev.DepositSettled(deposit.id, event.business_date)]


def take_back_application(
    deposit: Deposit, command: msg.TakeBackApplication, context: Context
) -> list[ev.ApplicationTakenBack]:
    """Hold again what was applied to a folio."""
    return [
        ev.ApplicationTakenBack(
            deposit.id,
            command.folio,
            deposit.applied_to(command.folio),
            deposit.currency,
            command.reason,
            context.business_date,
        )
    ]


def move_deposit(
    deposit: Deposit, command: msg.MoveDeposit, context: Context
) -> list[ev.DepositMoved]:
    """Hold it for another stay."""
    return [
        ev.DepositMoved(
            deposit.id, command.stay, deposit.stay, command.reason, context.business_date
        )
    ]


def number_deposit(
    deposit: Deposit, command: msg.NumberDeposit, context: Context
) -> list[ev.DepositNumbered]:
    """Put it on an advance invoice."""
    return [ev.DepositNumbered(deposit.id, command.invoice, command.on, context.business_date)]


def index(deposit: Deposit) -> Iterator[tuple[str, str]]:
    """A deposit is found by its stay, also by what is held for it; a request by the day it is due.

    A settled one is still found by its stay, for reports ask what became of it.
    """
    if deposit.status is not DepositStatus.CANCELLED:
        yield "deposit.stay", deposit.stay
    if deposit.held:
        yield "deposit.held", deposit.stay
    if deposit.outstanding:
        yield "deposit.requested", "" if deposit.due is None else deposit.due.isoformat()


# fmt: off
DECIDE = decisions(
    opens(msg.RequestDeposit,     request_deposit),
    opens(msg.TakeDeposit,        take_deposit),
    opens(msg.TakeOverDeposit,    take_over_deposit),
    case(msg.ReceiveDeposit,      receive_deposit,       DEPOSIT.permits(ev.DepositReceived),
                                                         asks("amount", in_currency),
                                                         asks("amount", not_beyond_measure)),
    case(msg.WithdrawRequest,     withdraw_request,      DEPOSIT.permits(ev.RequestWithdrawn),
                                                         something_outstanding),
    case(msg.ApplyDeposit,        apply_deposit,         DEPOSIT.permits(ev.DepositApplied),
                                                         asks("amount", in_currency),
                                                         asks("amount", not_more_than_held)),
    case(msg.TakeBackApplication, take_back_application, DEPOSIT.permits(ev.ApplicationTakenBack),
                                                         asks("folio", stands_on_folio)),
    case(msg.KeepDeposit,         keep_deposit,          DEPOSIT.permits(ev.DepositKept),
                                                         asks("amount", in_currency),
                                                         asks("amount", not_more_than_held)),
    case(msg.ReturnDeposit,       return_deposit,        DEPOSIT.permits(ev.DepositReturned),
                                                         asks("amount", in_currency),
                                                         asks("amount", not_more_than_held)),
    case(msg.MoveDeposit,         move_deposit,          DEPOSIT.permits(ev.DepositMoved),
                                                         nothing_applied,
                                                         asks("stay", to_another_stay)),
    case(msg.NumberDeposit,       number_deposit,        DEPOSIT.permits(ev.DepositNumbered),
                                                         not_invoiced,
                                                         asks("on", not_ahead)),
)
# fmt: on

# Totals and what stands on which folio are in the state: no command needs old entries.
AGGREGATES = (Aggregate("deposit", Deposit, DECIDE, EVOLVE, index),)
