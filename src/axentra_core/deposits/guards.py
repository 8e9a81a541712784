"""What stands against a change of a deposit: a guard returns the reason, or None."""

from axentra_core.deposits import messages as msg
from axentra_core.deposits.model import Deposit
from axentra_core.deposits.refusals import DepositRefusal
from axentra_core.kernel.actor import Context
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import LARGEST, add

Opening = msg.RequestDeposit | msg.TakeDeposit | msg.TakeOverDeposit
Using = msg.ApplyDeposit | msg.KeepDeposit | msg.ReturnDeposit


def other_currency(deposit: str, currency: str, got: Money) -> DepositRefusal | None:
    """Money is in the deposit's currency."""
    if got.currency.code == currency:
        return None
    return DepositRefusal(
        "deposits.currency_mismatch", deposit=deposit, currency=currency, got=got.currency.code
    )


def begun_in_currency(command: Opening) -> DepositRefusal | None:
    """What is asked for, or comes in first, is in the currency the deposit is to have."""
    return other_currency(command.deposit, command.currency, command.amount)


def due_from_today(command: msg.RequestDeposit, context: Context) -> DepositRefusal | None:
    """Nobody is asked to have paid already."""
    if command.due is None or command.due >= context.business_date:
        return None
    return DepositRefusal(
        "deposits.due_in_past", due=command.due, business_date=context.business_date
    )


def in_currency(
    deposit: Deposit, command: msg.ReceiveDeposit | Using, _: Context
) -> DepositRefusal | None:
    """A deposit holds one currency."""
    if command.amount is None:
        return None
    return other_currency(deposit.id, deposit.currency, command.amount)


def not_beyond_measure(
    deposit: Deposit, command: msg.ReceiveDeposit, _: Context
) -> DepositRefusal | None:
    """A sum that no guest could pay is a slip of the keyboard."""
    amount = command.amount.amount
    if add(deposit.received, amount) < LARGEST:
        return None
    return DepositRefusal("deposits.too_large", deposit=deposit.id, got=amount)


def something_outstanding(deposit: Deposit, _: Context) -> DepositRefusal | None:
    """A request is withdrawn while something has not come in."""
    if deposit.outstanding:
        return None
    return DepositRefusal("deposits.nothing_requested", deposit=deposit.id)


def not_more_than_held(deposit: Deposit, command: Using, _: Context) -> DepositRefusal | None:
    """No more is applied, kept or returned than is held, so never more than was received."""
    if command.amount is None or command.amount.amount <= deposit.held:
        return None
    return DepositRefusal(
        "deposits.more_than_held",
        deposit=deposit.id,
        currency=deposit.currency,
        held=deposit.held,
        got=command.amount.amount,
    )


def stands_on_folio(
    deposit: Deposit, command: msg.TakeBackApplication, _: Context
) -> DepositRefusal | None:
    """Only what is applied to a folio is taken back from it, and only once."""
    if deposit.applied_to(command.folio):
        return None
    return DepositRefusal("deposits.not_applied", deposit=deposit.id, folio=command.folio)


def nothing_applied(deposit: Deposit, _: Context) -> DepositRefusal | None:
    """What has paid a folio of one stay is not held for another."""
    if not deposit.applied:
        return None
    return DepositRefusal(
        "deposits.applied",
        deposit=deposit.id,
        stay=deposit.stay,
        currency=deposit.currency,
        applied=deposit.applied,
    )


def to_another_stay(
    deposit: Deposit, command: msg.MoveDeposit, _: Context
) -> DepositRefusal | None:
    """A deposit is moved from one stay to another."""
    if command.stay != deposit.stay:
        return None
    return DepositRefusal("deposits.same_stay", deposit=deposit.id, stay=deposit.stay)


def not_invoiced(deposit: Deposit, _: Context) -> DepositRefusal | None:
    """A deposit stands on one advance invoice."""
    if deposit.invoice is None:
        return None
    return DepositRefusal("deposits.already_invoiced", deposit=deposit.id, invoice=deposit.invoice)


def not_ahead(
    _deposit: Deposit, command: msg.NumberDeposit, context: Context
) -> DepositRefusal | None:
    """An invoice is not dated after the business date."""
    if command.on <= context.business_date:
        return None
    return DepositRefusal("deposits.date_ahead", on=command.on, business_date=context.business_date)
