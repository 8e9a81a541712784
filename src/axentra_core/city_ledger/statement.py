"""What a company is sent: figures and words in order, nothing formatted."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from axentra_core.city_ledger.events import AccountChanged, AccountOpened
from axentra_core.city_ledger.ledger import Movement, ledger
from axentra_core.city_ledger.model import OpenItem, StatementMode
from axentra_core.kernel.errors import InvalidInput, NotFound
from axentra_core.kernel.numbers import add, total
from axentra_core.kernel.sealed import Sealed


@attrs.frozen
class StatementLine:
    """One movement of the account.

    Attributes:
        entry: what has happened.
        change: what the company owes more; below zero when it owes less.
        balance: what it owes after it.
    """

    entry: Movement
    change: Decimal
    balance: Decimal


@attrs.frozen
class AccountStatement:
    """An account over a time, and what is open at the end of it.

    Attributes:
        account: its id.
        name: of the company, at the end of the time as address and tax id are.
        address: where it is sent to.
        tax_id: number of the company with its tax office.
        currency: ISO 4217 code of all amounts.
        digits: decimals every amount is shown with.
        mode: whether the balance or the open items are what the company is to look at.
        since: first business date.
        until: last business date.
        opening: what was owed before the first line.
        lines: the movements of the time in order.
        closing: what is owed after the last line: open items less credit.
        items: what is open at the end, as it stood then.
        credit: what is paid and not allocated at the end.
    """

    account: str
    name: Sealed
    address: Sealed | None
    tax_id: str | None
    currency: str
    digits: int
    mode: StatementMode
    since: date
    until: date
    opening: Decimal
    lines: tuple[StatementLine, ...]
    closing: Decimal
    items: tuple[OpenItem, ...]
    credit: Decimal


def statement(
    events: Iterable[Any], since: date, until: date, mode: StatementMode | None = None
) -> AccountStatement:
    """Return what the events of one account add up to over some business dates.

    Everything is summed anew from the events, apart from the running totals of the state.

    Args:
        events: all of the account, in order.
        since: first business date.
        until: last business date, which may be the first one.
        mode: how it is to be read; as agreed with the company when left out.

    Raises:
        InvalidInput: ``date.order`` when the time ends before it begins.
        NotFound: ``record.not_found`` when there was no account by its end.
    """
    if until < since:
        raise InvalidInput.because("date.order", path="until", earlier=since, later=until)
    history = [event for event in events if event.business_date <= until]
    if not history or not isinstance(opening := history[0], AccountOpened):
        raise NotFound("record.not_found", kind="account", id="without events")
    terms: AccountOpened | AccountChanged = opening
    for event in history:
        if isinstance(event, AccountChanged):
            terms = event
    movements = [event for event in history if isinstance(event, Movement)]
    before = total(entry.change for entry in movements if entry.business_date < since)
    balance, lines = before, []
    for entry in movements:
        if entry.business_date >= since:
            balance = add(balance, entry.change)
            lines.append(StatementLine(entry, entry.change, balance))
    books = ledger(history)
    return AccountStatement(
        account=opening.account,
        name=terms.name,
        address=terms.address,
        tax_id=terms.tax_id,
        currency=opening.currency,
        digits=-opening.unit.adjusted(),
        mode=terms.statement_mode if mode is None else mode,
        since=since,
        until=until,
        opening=before,
        lines=tuple(lines),
        closing=balance,
        items=books.open_items,
        credit=books.credit,
    )
