"""What is agreed with a company: that it has an account, on which terms, and until when."""

from typing import TypeVar

from axentra_core.city_ledger import events as ev
from axentra_core.city_ledger import messages as msg
from axentra_core.city_ledger.evolution import changed
from axentra_core.city_ledger.guards import limit_stands, well_sealed
from axentra_core.city_ledger.model import Account, Detail
from axentra_core.kernel.actor import Context
from axentra_core.kernel.money import currency_digits, exact
from axentra_core.kernel.numbers import unit_of

T = TypeVar("T")


def open_account(command: msg.OpenAccount, context: Context) -> list[ev.AccountOpened]:
    """Begin an account in one currency."""
    currency_digits(command.currency)
    limit = command.credit_limit
    if (reason := well_sealed(command)) is not None:
        raise reason
    if (reason := limit_stands(limit, command.account, command.currency)) is not None:
        raise reason
    return [
        ev.AccountOpened(
            command.account,
            command.name,
            command.address,
            command.mail,
            command.tax_id,
            command.currency,
            unit_of(command.digits),
            None if limit is None else exact(limit.amount, command.digits, command.currency),
            command.terms_days,
            command.statement_mode,
            context.business_date,
        )
    ]


def change_account(
    account: Account, command: msg.ChangeAccount, context: Context
) -> list[ev.AccountChanged]:
    """Agree on something else; nothing happens when the account says the same already."""
    limit = command.credit_limit
    event = ev.AccountChanged(
        account.id,
        command.name or account.name,
        _agreed(command, Detail.ADDRESS, command.address, account.address),
        _agreed(command, Detail.MAIL, command.mail, account.mail),
        _agreed(command, Detail.TAX_ID, command.tax_id, account.tax_id),
        _agreed(
            command,
            Detail.CREDIT_LIMIT,
            None if limit is None else account.in_steps(limit),
            account.credit_limit,
        ),
        account.terms_days if command.terms_days is None else command.terms_days,
        command.statement_mode or account.statement_mode,
        context.business_date,
    )
    return [event] if changed(account, event) != account else []


def _agreed(command: msg.ChangeAccount, detail: Detail, given: T | None, now: T | None) -> T | None:
    if detail in command.clears:
        return None
    return now if given is None else given


def block_account(
    account: Account, command: msg.BlockAccount, context: Context
) -> list[ev.AccountBlocked]:
    """Take no more direct bills."""
    return [ev.AccountBlocked(account.id, command.reason, context.business_date)]


def unblock_account(
    account: Account, _: msg.UnblockAccount, context: Context
) -> list[ev.AccountUnblocked]:
    """Take direct bills again."""
    return [ev.AccountUnblocked(account.id, context.business_date)]


def close_account(
    account: Account, _: msg.CloseAccount, context: Context
) -> list[ev.AccountClosed]:
    """End the account."""
    return [ev.AccountClosed(account.id, context.business_date)]
