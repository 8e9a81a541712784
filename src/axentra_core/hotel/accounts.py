"""What is agreed with companies, and what they pay."""

from collections.abc import Sequence
from typing import TypeVar

from axentra_core.city_ledger import (
    AllocateCredit,
    Allocation,
    BlockAccount,
    ChangeAccount,
    CloseAccount,
    CreditItem,
    CreditRefunded,
    OpenAccount,
    PaymentReceived,
    PaymentReversed,
    ReceivePayment,
    RefundCredit,
    RemindItem,
    ReversePayment,
    UnblockAccount,
    WriteOff,
)
from axentra_core.hotel import verbs
from axentra_core.hotel.cash_desk import in_the_drawer, out_of_the_drawer
from axentra_core.hotel.charges import own_money, own_money_if
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.money import Money
from axentra_core.kernel.sealed import Sealed, seal, words_of

T = TypeVar("T")


# --- what is agreed ---


def open_account(unit: Unit, verb: verbs.OpenAccount) -> None:
    """Give a company credit, in the property's money."""
    account, own = verb.account or unit.new_id("account"), unit.property
    unit.act(
        OpenAccount(
            account,
            _sealed_name(unit, account, verb.name),
            own.currency,
            own.digits,
            _sealed(unit, account, verb.address),
            _sealed(unit, account, verb.mail),
            verb.tax_id,
            own_money_if(unit, verb.credit_limit, "credit_limit"),
            verb.terms_days,
            verb.statement_mode,
        )
    )


def change_account(unit: Unit, verb: verbs.ChangeAccount) -> None:
    """Agree on something else."""
    unit.act(
        ChangeAccount(
            verb.account,
            None if verb.name is None else _sealed_name(unit, verb.account, verb.name),
            _sealed(unit, verb.account, verb.address),
            _sealed(unit, verb.account, verb.mail),
            verb.tax_id,
            own_money_if(unit, verb.credit_limit, "credit_limit"),
            verb.terms_days,
            verb.statement_mode,
            verb.clears,
        )
    )


def _sealed_name(unit: Unit, account: str, name: str) -> Sealed:
    """Return a company's name as it may be stored, to be found by its words."""
    return seal(unit.outside.cipher, account, name, words_of(name))


def _sealed(unit: Unit, account: str, text: str | None) -> Sealed | None:
    return None if text is None else seal(unit.outside.cipher, account, text)


def block_account(unit: Unit, verb: verbs.BlockAccount) -> None:
    """Take no more direct bills."""
    unit.act(BlockAccount(verb.account, verb.reason))


def unblock_account(unit: Unit, verb: verbs.UnblockAccount) -> None:
    """Take direct bills again."""
    unit.act(UnblockAccount(verb.account))


def close_account(unit: Unit, verb: verbs.CloseAccount) -> None:
    """End an account."""
    unit.act(CloseAccount(verb.account))


# --- what they pay ---


def receive_account_payment(unit: Unit, verb: verbs.ReceiveAccountPayment) -> None:
    """Receive money from a company, and note it in the open shift of who receives it."""
    amount = own_money(unit, verb.amount, "amount")
    payment, allocations = verb.payment or unit.new_id("payment"), _own(unit, verb.allocations)
    unit.act(ReceivePayment(verb.account, payment, amount, verb.method.value, allocations))
    place = unit.place_of(_last(unit, PaymentReceived))
    unit.act(*in_the_drawer(unit, verb.method, amount, place))


def allocate_credit(unit: Unit, verb: verbs.AllocateCredit) -> None:
    """Settle items with what was paid too much."""
    unit.act(AllocateCredit(verb.account, _own(unit, verb.allocations)))


def _own(unit: Unit, given: Sequence[Allocation] | None) -> tuple[Allocation, ...] | None:
    """Return allocations in the property's money."""
    if given is None:
        return None
    return tuple(
        Allocation(one.item, own_money(unit, one.amount, f"allocations[{place}].amount"))
        for place, one in enumerate(given)
    )


def reverse_account_payment(unit: Unit, verb: verbs.ReverseAccountPayment) -> None:
    """Take a payment back; cash leaves the drawer of who does it."""
    unit.act(ReversePayment(verb.account, verb.payment, verb.reason))
    reversed_ = _last(unit, PaymentReversed)
    amount, place = Money(reversed_.amount, reversed_.currency), unit.place_of(reversed_)
    unit.act(*out_of_the_drawer(unit, reversed_.method, amount, place))


def refund_account_credit(unit: Unit, verb: verbs.RefundAccountCredit) -> None:
    """Give back what was paid too much, and note it in the open shift of who gives it."""
    amount = own_money(unit, verb.amount, "amount")
    unit.act(RefundCredit(verb.account, amount, verb.method.value))
    place = unit.place_of(_last(unit, CreditRefunded))
    unit.act(*out_of_the_drawer(unit, verb.method, amount, place))


def _last(unit: Unit, event: type[T]) -> T:
    """Return what has just happened."""
    return next(one for one in reversed(unit.events) if isinstance(one, event))


# --- what they owe less ---


def credit_item(unit: Unit, verb: verbs.CreditItem) -> None:
    """Owe less of an item: a credit note."""
    amount = own_money(unit, verb.amount, "amount")
    unit.act(CreditItem(verb.account, verb.item, amount, verb.reason))


def write_off_item(unit: Unit, verb: verbs.WriteOffItem) -> None:
    """Give up what will not be paid."""
    amount = own_money(unit, verb.amount, "amount")
    unit.act(WriteOff(verb.account, verb.item, amount, verb.reason))


def remind_item(unit: Unit, verb: verbs.RemindItem) -> None:
    """Note a reminder."""
    unit.act(RemindItem(verb.account, verb.item, verb.step))
