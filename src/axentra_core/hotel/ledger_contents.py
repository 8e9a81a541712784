"""What stands on documents of deposits and of companies' accounts, as it is recorded."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from axentra_core.city_ledger import (
    Account,
    AccountDebited,
    ItemCredited,
    ItemTakenOver,
    ItemWrittenOff,
    ageing,
    statement,
)
from axentra_core.deposits import Deposit, DepositReceived, DepositReturned, DepositTakenOver
from axentra_core.documents import (
    AgeLine,
    Content,
    Document,
    DocumentKind,
    DocumentLine,
    OpenItemLine,
    Party,
    PaymentLine,
)
from axentra_core.guests import Guest
from axentra_core.hotel.window import Window
from axentra_core.kernel.numbers import ZERO, add, negate, subtract, total
from axentra_core.stays import Stay

DEPOSIT, CITY_LEDGER = "deposit", "city_ledger"
Described = AccountDebited | ItemTakenOver
Owed = Described | ItemCredited | ItemWrittenOff
ACCOUNT_CODES: Final[Mapping[type, str]] = {
    AccountDebited: "direct_bill",
    ItemTakenOver: "direct_bill",
    ItemCredited: "credit_note",
    ItemWrittenOff: "write_off",
}


def advance_content(view: Window, deposit_id: str) -> Content:
    """Return what an advance invoice says: what was asked for or received, and what was paid."""
    deposit: Deposit = view.need("deposit", deposit_id)
    stay: Stay = view.need("stay", deposit.stay)
    guest: Guest = view.need("guest", stay.guest)
    amount = max(deposit.requested or ZERO, deposit.received)
    today = view.context.business_date
    payments = [
        PaymentLine(place, entry.business_date, getattr(entry, "method", DEPOSIT), entry.amount)
        for place, entry in enumerate(view.past("deposit", deposit_id), 1)
        if isinstance(entry, DepositReceived | DepositTakenOver)
    ]
    line = DocumentLine(1, today, "Deposit", Decimal(1), DEPOSIT, DEPOSIT, amount, amount)
    return Content(
        kind=DocumentKind.ADVANCE_INVOICE,
        currency=deposit.currency,
        digits=view.property.digits,
        about=f"deposit:{deposit_id}",
        net=amount,
        charged=amount,
        paid=deposit.received,
        balance=subtract(amount, deposit.received),
        seller=view.property.documents.seller,
        buyer=Party(guest.id, guest.name, mail=guest.mail),
        arrival=stay.arrival,
        departure=stay.departure,
        lines=(line,),
        payments=tuple(payments),
        due=deposit.due,
    )


def returned_content(
    view: Window, advance: Document, credited: Decimal, returned: DepositReturned
) -> Content:
    """Return the credit note of an advance invoice: what of its deposit is given back."""
    own, today = advance.content, view.context.business_date
    amount, paid = negate(credited), negate(min(credited, returned.amount))
    line = DocumentLine(1, today, "Deposit", Decimal(-1), DEPOSIT, DEPOSIT, amount, amount)
    return Content(
        kind=DocumentKind.CREDIT_NOTE,
        currency=own.currency,
        digits=own.digits,
        about=own.about,
        net=amount,
        charged=amount,
        paid=paid,
        balance=subtract(amount, paid),
        seller=view.property.documents.seller,
        buyer=own.buyer,
        arrival=own.arrival,
        departure=own.departure,
        lines=(line,),
        payments=(PaymentLine(1, today, returned.method, paid),),
        refers_to=advance.id,
        reason=returned.reason,
    )


def account_content(view: Window, account_id: str, since: date, until: date) -> Content:
    """Return what a company is sent: its movements, what is open, and how old that is."""
    account: Account = view.need("account", account_id)
    told = statement(view.past("account", account_id), since, until)
    settings = view.property.city_ledger
    lines, payments = [], []
    for place, line in enumerate(told.lines, 1):
        entry, change, on = line.entry, line.change, line.entry.business_date
        if isinstance(entry, Owed):
            code = ACCOUNT_CODES[type(entry)]
            text = entry.description if isinstance(entry, Described) else entry.reason
            lines.append(
                DocumentLine(place, on, text, Decimal(1), code, CITY_LEDGER, change, change)
            )
        else:
            payments.append(PaymentLine(place, on, entry.method, negate(change)))
    net = total(line.total for line in lines)
    paid = total(payment.amount for payment in payments)
    old = ageing(told.items, until, settings.clock, settings.buckets)
    return Content(
        kind=DocumentKind.ACCOUNT_STATEMENT,
        currency=account.currency,
        digits=told.digits,
        about=f"account:{account_id}",
        net=net,
        charged=add(net, told.opening),
        paid=paid,
        balance=told.closing,
        seller=view.property.documents.seller,
        buyer=Party(account.id, told.name, told.address, account.mail, told.tax_id),
        lines=tuple(lines),
        payments=tuple(payments),
        open_items=tuple(
            OpenItemLine(
                item.number,
                item.description,
                item.transferred_on,
                item.due,
                item.amount,
                item.open,
                (until - item.due).days,
            )
            for item in told.items
        ),
        ages=tuple(AgeLine(row.since or 0, row.until, row.amount) for row in old.rows)
        if told.items
        else (),
        brought_forward=told.opening,
        since=since,
        until=until,
    )
