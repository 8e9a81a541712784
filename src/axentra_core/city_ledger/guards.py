"""What stands against a change of a company's account: a guard returns the reason, or None."""

from decimal import Decimal

from axentra_core.city_ledger import messages as msg
from axentra_core.city_ledger.model import Account
from axentra_core.city_ledger.refusals import CityLedgerRefusal
from axentra_core.kernel.actor import Context
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import LARGEST, ZERO, add, negate, subtract

OVERRIDE_LIMIT = "city_ledger.override_limit"
WRITE_OFF = "city_ledger.write_off"

InMoney = msg.TakeOverItem | msg.ReceivePayment | msg.CreditItem | msg.WriteOff | msg.RefundCredit
Moving = msg.DebitAccount | msg.TakeOverItem | msg.ReceivePayment
OnItem = msg.NumberInvoice | msg.CreditItem | msg.WriteOff | msg.RemindItem


def sealed_as_own(
    _account: Account, command: msg.ChangeAccount, _: Context
) -> CityLedgerRefusal | None:
    """What is sealed anew on an account is sealed under its own id too."""
    return well_sealed(command)


def well_sealed(command: msg.OpenAccount | msg.ChangeAccount) -> CityLedgerRefusal | None:
    """What is sealed on an account is sealed under its own id, so that one key erases it."""
    sealed = (("name", command.name), ("address", command.address), ("mail", command.mail))
    for field, value in sealed:
        if value is not None and value.subject != command.account:
            return CityLedgerRefusal(
                "city_ledger.wrong_subject",
                account=command.account,
                field=field,
                subject=value.subject,
            )
    return None


def limit_stands(limit: Money | None, account: str, currency: str) -> CityLedgerRefusal | None:
    """A credit limit is in the account's currency, and nobody owes less than nothing."""
    if limit is None:
        return None
    if other := other_currency(account, currency, limit):
        return other
    if limit.amount < 0:
        return CityLedgerRefusal(
            "city_ledger.limit_below_zero", got=limit.amount, currency=currency
        )
    return None


def limit_fits(
    account: Account, command: msg.ChangeAccount, _: Context
) -> CityLedgerRefusal | None:
    """A new credit limit is one the account could have been opened with."""
    return limit_stands(command.credit_limit, account.id, account.currency)


def cleared_or_set(
    account: Account, command: msg.ChangeAccount, _: Context
) -> CityLedgerRefusal | None:
    """What is taken away is not given at the same time."""
    for detail in command.clears:
        if getattr(command, detail) is not None:
            return CityLedgerRefusal(
                "city_ledger.set_and_cleared", account=account.id, field=detail.value
            )
    return None


def other_currency(account: str, currency: str, got: Money) -> CityLedgerRefusal | None:
    """Money is in the account's currency."""
    if got.currency.code == currency:
        return None
    return CityLedgerRefusal(
        "city_ledger.currency_mismatch", account=account, currency=currency, got=got.currency.code
    )


def in_currency(account: Account, command: InMoney, _: Context) -> CityLedgerRefusal | None:
    """An account holds one currency."""
    return other_currency(account.id, account.currency, command.amount)


def bill_in_currency(
    account: Account, command: msg.DebitAccount, _: Context
) -> CityLedgerRefusal | None:
    """What is transferred and what will come is in the account's currency."""
    return other_currency(account.id, account.currency, command.amount) or other_currency(
        account.id, account.currency, command.in_house
    )


def not_beyond_measure(account: Account, command: Moving, _: Context) -> CityLedgerRefusal | None:
    """A sum that no company could owe or pay is a slip of the keyboard."""
    amount = command.amount.amount
    change = negate(amount) if isinstance(command, msg.ReceivePayment) else amount
    if -LARGEST < add(account.balance, change) < LARGEST:
        return None
    return CityLedgerRefusal("city_ledger.too_large", account=account.id, got=amount)


def exposure(account: Account, command: msg.DebitAccount) -> Decimal:
    """Return what the company will owe with what guests in house are about to bring."""
    coming = max(ZERO, command.in_house.amount)
    return add(add(account.balance, coming), command.amount.amount)


def within_limit(
    account: Account, command: msg.DebitAccount, context: Context
) -> RuleViolation | None:
    """A company owes no more than its limit, unless who may says why it does."""
    limit, reached = account.credit_limit, exposure(account, command)
    if limit is None or reached <= limit:
        return None
    if command.override is not None:
        return context.refusal_without(OVERRIDE_LIMIT)
    return CityLedgerRefusal(
        "city_ledger.over_limit",
        account=account.id,
        currency=account.currency,
        limit=limit,
        balance=account.balance,
        in_house=max(ZERO, command.in_house.amount),
        amount=command.amount.amount,
        exposure=reached,
        over=subtract(reached, limit),
    )


def not_open(account: Account, number: int) -> CityLedgerRefusal | None:
    """Something is open on the item; there may never have been one of this number."""
    if account.item(number) is not None:
        return None
    code = "city_ledger.item_unknown" if number > account.numbered else "city_ledger.item_settled"
    return CityLedgerRefusal(code, account=account.id, item=number)


def item_open(account: Account, command: OnItem, _: Context) -> CityLedgerRefusal | None:
    """Only an item on which something is open is changed."""
    return not_open(account, command.item)


def more_than_open(account: Account, number: int, got: Decimal) -> CityLedgerRefusal | None:
    """An open item takes no more than is open on it."""
    item = account.item(number)
    if item is None or got <= item.open:
        return None
    return CityLedgerRefusal(
        "city_ledger.more_than_open",
        account=account.id,
        item=number,
        open=item.open,
        currency=account.currency,
        got=got,
    )


def not_more_than_open(
    account: Account, command: msg.CreditItem | msg.WriteOff, _: Context
) -> CityLedgerRefusal | None:
    """No item is lowered below zero."""
    return more_than_open(account, command.item, command.amount.amount)


def not_invoiced(
    account: Account, command: msg.NumberInvoice, _: Context
) -> CityLedgerRefusal | None:
    """An item stands on one invoice."""
    item = account.item(command.item)
    if item is None or item.invoice is None:
        return None
    return CityLedgerRefusal(
        "city_ledger.already_invoiced", account=account.id, item=item.number, invoice=item.invoice
    )


def not_ahead(
    _account: Account, command: msg.NumberInvoice, context: Context
) -> CityLedgerRefusal | None:
    """An invoice is not dated after the business date."""
    if command.on <= context.business_date:
        return None
    return CityLedgerRefusal(
        "city_ledger.date_ahead", on=command.on, business_date=context.business_date
    )


def has_been(
    _account: Account, command: msg.TakeOverItem, context: Context
) -> CityLedgerRefusal | None:
    """What is taken over has happened already."""
    days = (command.transferred_on, command.checked_out_on, command.invoiced_on)
    latest = max(day for day in days if day is not None)
    if latest <= context.business_date:
        return None
    return CityLedgerRefusal(
        "city_ledger.date_ahead", on=latest, business_date=context.business_date
    )


def overdue(
    account: Account, command: msg.RemindItem, context: Context
) -> CityLedgerRefusal | None:
    """Nobody is reminded of what they have still time to pay."""
    item = account.item(command.item)
    if item is None or context.business_date > item.due:
        return None
    return CityLedgerRefusal(
        "city_ledger.not_overdue",
        account=account.id,
        item=item.number,
        due=item.due,
        business_date=context.business_date,
    )


def later_step(account: Account, command: msg.RemindItem, _: Context) -> CityLedgerRefusal | None:
    """No reminder is sent twice, and none after a sharper one."""
    item = account.item(command.item)
    if item is None or not item.reminders or command.step > item.reminders[-1].step:
        return None
    last = item.reminders[-1]
    return CityLedgerRefusal(
        "city_ledger.already_reminded",
        account=account.id,
        item=item.number,
        last=last.step,
        on=last.on,
        step=last.step,
    )


def may_write_off(_account: Account, context: Context) -> RuleViolation | None:
    """Giving up money needs its own permission."""
    return context.refusal_without(WRITE_OFF)


def all_settled(account: Account, _: Context) -> CityLedgerRefusal | None:
    """An account ends when nothing is open on it."""
    if not account.items:
        return None
    return CityLedgerRefusal(
        "city_ledger.items_open",
        account=account.id,
        items=len(account.items),
        open=account.open,
        currency=account.currency,
    )


def no_credit_left(account: Account, _: Context) -> CityLedgerRefusal | None:
    """An account ends when the house owes nothing back."""
    if not account.credits:
        return None
    return CityLedgerRefusal(
        "city_ledger.credit_left",
        account=account.id,
        credit=account.credit,
        currency=account.currency,
    )
