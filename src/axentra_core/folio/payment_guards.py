"""What stands against a payment, or taking one back."""

from decimal import Decimal

from axentra_core.folio.corrections import in_steps, paid_in
from axentra_core.folio.guards import beyond_windows, other_currency
from axentra_core.folio.lines import Payment, PaymentTaken
from axentra_core.folio.model import NO_MONEY, Folio, PaymentMethod
from axentra_core.folio.payment_messages import (
    ApplyDeposit,
    BillDirectly,
    MovePayment,
    PayRefund,
    ReversePayment,
    RoundCash,
    TakePayment,
    WriteOff,
)
from axentra_core.folio.refusals import FolioRefusal
from axentra_core.folio.windows import PayeeKind
from axentra_core.kernel.actor import Context
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.numbers import ZERO, negate, total
from axentra_core.kernel.rounding import round_cash

Settling = TakePayment | BillDirectly | WriteOff


def brings_money(
    _folio: Folio, command: TakePayment | PayRefund, _: Context
) -> FolioRefusal | None:
    """A direct bill, a deposit and a write-off bring no money; each is said in its own way."""
    if command.method in NO_MONEY:
        return FolioRefusal("folio.method_brings_no_money", method=command.method)
    return None


def not_too_much(folio: Folio, command: Settling, _: Context) -> FolioRefusal | None:
    """Money is in the folio's currency and no more than is owed, unless paid in advance."""
    if other := other_currency(folio, command.amount.currency.code):
        return other
    amount, owed = command.amount.amount, folio.window(command.window).owed
    if amount > owed and not (isinstance(command, TakePayment) and command.in_advance):
        return FolioRefusal(
            "folio.overpayment",
            folio=folio.id,
            balance=owed,
            currency=folio.currency,
            got=amount,
        )
    return None


def in_own_currency(folio: Folio, command: ApplyDeposit, _: Context) -> FolioRefusal | None:
    """A deposit settles a bill of its own currency."""
    return other_currency(folio, command.amount.currency.code)


def tendered_elsewhere(folio: Folio, command: TakePayment, _: Context) -> FolioRefusal | None:
    """Foreign money is of another currency than the bill, and is handed over in cash."""
    if command.tendered is None:
        return None
    if command.method is not PaymentMethod.CASH:
        return FolioRefusal("folio.foreign_money_is_cash", method=command.method)
    if command.tendered.amount.currency.code == folio.currency:
        return FolioRefusal("folio.not_foreign", folio=folio.id, currency=folio.currency)
    return None


def billed_to_payee(folio: Folio, command: BillDirectly, _: Context) -> FolioRefusal | None:
    """A window that one company pays is not billed to another."""
    payee = folio.window(command.window).payee
    if payee is None or payee.kind is not PayeeKind.ACCOUNT or payee.id == command.account:
        return None
    return FolioRefusal("folio.other_payee", folio=folio.id, window=command.window, payee=payee.id)


def may_write_off(_: Folio, context: Context) -> RuleViolation | None:
    """Only somebody in charge gives up what is owed."""
    return context.refusal_without("folio.write_off")


def something_to_round(folio: Folio, command: RoundCash, _: Context) -> FolioRefusal | None:
    """What coins can pay is not rounded."""
    if other := other_currency(folio, command.step.currency.code):
        return other
    owed = folio.window(command.window).owed
    if round_cash(owed, command.step.amount)[1]:
        return None
    return FolioRefusal("folio.nothing_to_round", folio=folio.id, window=command.window)


def not_more_than_credit(folio: Folio, command: PayRefund, _: Context) -> FolioRefusal | None:
    """Only what was paid too much is given back, in the folio's currency."""
    if other := other_currency(folio, command.amount.currency.code):
        return other
    amount = command.amount.amount
    credit = max(ZERO, negate(folio.window(command.window).owed))
    if amount > credit:
        return FolioRefusal(
            "folio.refund_too_large",
            folio=folio.id,
            credit=credit,
            currency=folio.currency,
            got=amount,
        )
    return None


def card_named(_folio: Folio, command: TakePayment | PayRefund, _: Context) -> FolioRefusal | None:
    """A card payment names its card."""
    if command.method is PaymentMethod.CARD and command.card is None:
        return FolioRefusal("folio.card_missing")
    return None


def card_has_paid(folio: Folio, command: PayRefund, _: Context) -> FolioRefusal | None:
    """Money goes back to a card that has paid, and no more than it has paid.

    Card schemes forbid to credit a card with what another one has paid.
    """
    if command.card is None:
        return None
    token = command.card.token
    paid = total(
        line.received
        for line in folio.lines
        if isinstance(line, Payment) and line.card is not None and line.card.token == token
    )
    if command.amount.amount > paid:
        return FolioRefusal(
            "folio.card_has_not_paid",
            last_four=command.card.last_four,
            paid=paid,
            currency=folio.currency,
            got=command.amount.amount,
        )
    return None


Undoing = ReversePayment | MovePayment


def is_payment(folio: Folio, command: Undoing, _: Context) -> FolioRefusal | None:
    """Only a payment is taken back or moved, neither a charge nor a refund."""
    line = command.line
    if line > len(folio.lines) or not isinstance(folio.lines[line - 1], PaymentTaken):
        return FolioRefusal("folio.payment_unknown", folio=folio.id, line=line)
    return None


def payment_covers(folio: Folio, command: Undoing, _: Context) -> FolioRefusal | None:
    """No more of a payment is taken back or moved than is left of it."""
    given = command.amount
    if given is not None and (other := other_currency(folio, given.currency.code)):
        return other
    left = total(part for _, part in parts_left(folio, command))
    if not left:
        return FolioRefusal("folio.payment_gone", folio=folio.id, line=command.line)
    if given is not None and (got := in_steps(folio, given)) > left:
        return FolioRefusal(
            "folio.payment_smaller",
            folio=folio.id,
            line=command.line,
            left=left,
            currency=folio.currency,
            got=got,
        )
    return None


def parts_left(folio: Folio, command: Undoing) -> list[tuple[int, Decimal]]:
    """Return what is left of a payment by window; one that is moved leaves its target alone."""
    kept = command.to_window if isinstance(command, MovePayment) else None
    left = paid_in(folio.lines, command.line)
    return [(window, part) for window, part in left.items() if window != kept]


def move_is_possible(folio: Folio, command: MovePayment, _: Context) -> FolioRefusal | None:
    """A payment moves to a window that the bill can have."""
    return beyond_windows(folio, command.to_window)
