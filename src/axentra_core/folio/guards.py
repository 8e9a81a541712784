"""What stands against a posting: a guard returns the reason, or None."""

from axentra_core.folio.corrections import adjusted_by, corrected_by, remaining
from axentra_core.folio.messages import (
    AdjustCharge,
    ChargeAdjusted,
    ChargePosted,
    ChargeReversed,
    PayRefund,
    PostCharge,
    PostOpeningBalance,
    PutOnAccount,
    ReverseCharge,
    TakePayment,
)
from axentra_core.folio.model import Folio, FolioStatus, PaymentMethod
from axentra_core.folio.refusals import FolioRefusal
from axentra_core.kernel.actor import Context
from axentra_core.kernel.numbers import LARGEST, ZERO, add, negate


def nothing_owed(folio: Folio, _: Context) -> FolioRefusal | None:
    """A bill ends at exactly zero; there is no tolerance in which a lost cent could hide."""
    if folio.charged != folio.paid:
        return FolioRefusal(
            "folio.balance_outstanding",
            folio=folio.id,
            balance=folio.owed,
            currency=folio.currency,
        )
    return None


def something_owed(folio: Folio, _: Context) -> FolioRefusal | None:
    """Only a bill that is not at zero, on either side, is left open for later."""
    if folio.charged == folio.paid:
        return FolioRefusal("folio.nothing_owed", folio=folio.id)
    return None


def due_from_today(_folio: Folio, command: PutOnAccount, context: Context) -> FolioRefusal | None:
    """A bill is not overdue when it is put on account."""
    if command.due is not None and command.due < context.business_date:
        return FolioRefusal(
            "folio.due_in_past", due=command.due, business_date=context.business_date
        )
    return None


def unused(folio: Folio, _: Context) -> FolioRefusal | None:
    """What was owed in the former system is the first line of a bill."""
    if len(folio.lines):
        return FolioRefusal("folio.has_lines", folio=folio.id, lines=len(folio.lines))
    return None


def taken_over(folio: Folio, command: PostOpeningBalance, _: Context) -> FolioRefusal | None:
    """What was owed is in the folio's currency, and is not zero."""
    if other := _other_currency(folio, command.amount.currency.code):
        return other
    return None if command.amount.amount else FolioRefusal("folio.nothing_charged")


def has_ended(folio: Folio, _: Context) -> FolioRefusal | None:
    """Only the end of a bill is taken back: that it was closed, or left open on account."""
    if folio.status is FolioStatus.OPEN and folio.receivable is None:
        return FolioRefusal("folio.not_closed", folio=folio.id)
    return None


def priced_for(folio: Folio, command: PostCharge, _: Context) -> FolioRefusal | None:
    """A price is in the folio's currency and steps, adds up exactly, and is not nothing."""
    quote = command.quote
    if other := _other_currency(folio, quote.currency):
        return other
    expected = quote.net
    for component in quote.components:
        if component.owed:
            expected = add(expected, component.amount)
    if expected != quote.total:
        return FolioRefusal("folio.does_not_add_up", expected=expected, got=quote.total)
    # A sum has the decimals of its finest part, so the total speaks for all of them.
    if not expected.same_quantum(folio.unit):
        return FolioRefusal(
            "folio.too_many_decimals",
            folio=folio.id,
            unit=folio.unit,
            currency=folio.currency,
            got=expected,
        )
    # What is only corrected may come to nothing: one tax less, another one more.
    if not (quote.total or quote.components):
        return FolioRefusal("folio.nothing_charged")
    if not -LARGEST < add(folio.charged, expected) < LARGEST:
        return FolioRefusal("folio.too_large", folio=folio.id, got=expected)
    return None


def _other_currency(folio: Folio, got: str) -> FolioRefusal | None:
    if got == folio.currency:
        return None
    return FolioRefusal("folio.currency_mismatch", folio=folio.id, currency=folio.currency, got=got)


def not_too_much(folio: Folio, command: TakePayment, _: Context) -> FolioRefusal | None:
    """Money is in the folio's currency and no more than is owed, unless paid in advance."""
    if other := _other_currency(folio, command.amount.currency.code):
        return other
    amount = command.amount.amount
    if amount > folio.owed and not command.in_advance:
        return FolioRefusal(
            "folio.overpayment",
            folio=folio.id,
            balance=folio.owed,
            currency=folio.currency,
            got=amount,
        )
    return None


def not_more_than_credit(folio: Folio, command: PayRefund, _: Context) -> FolioRefusal | None:
    """Only what was paid too much is given back, in the folio's currency."""
    if other := _other_currency(folio, command.amount.currency.code):
        return other
    amount = command.amount.amount
    credit = max(ZERO, negate(folio.owed))
    if amount > credit:
        return FolioRefusal(
            "folio.refund_too_large",
            folio=folio.id,
            credit=credit,
            currency=folio.currency,
            got=amount,
        )
    return None


def is_charge(folio: Folio, command: AdjustCharge, _: Context) -> FolioRefusal | None:
    """Only a charge is adjusted, neither a payment nor a correction."""
    return _unless(folio, command.line, (ChargePosted,))


def is_correctable(folio: Folio, command: ReverseCharge, _: Context) -> FolioRefusal | None:
    """Only a charge or an adjustment is taken back, neither a payment nor a reversal."""
    return _unless(folio, command.line, (ChargePosted, ChargeAdjusted))


def _unless(folio: Folio, line: int, kinds: tuple[type, ...]) -> FolioRefusal | None:
    if line > len(folio.lines) or not isinstance(folio.lines[line - 1], kinds):
        return FolioRefusal("folio.line_unknown", folio=folio.id, line=line)
    return None


def still_stands(
    folio: Folio, command: AdjustCharge | ReverseCharge, _: Context
) -> FolioRefusal | None:
    """A line is taken back once, and with it everything that corrects it."""
    line: int | None = command.line
    taken_back = reversed_lines(folio)
    while line is not None:
        if line in taken_back:
            return FolioRefusal("folio.already_reversed", folio=folio.id, line=line)
        line = corrected_by(folio.lines[line - 1])
    return None


def is_of_one_sign(folio: Folio, command: AdjustCharge, _: Context) -> FolioRefusal | None:
    """What gives with one hand and takes with the other has no parts; it is taken back whole."""
    quote = folio.lines[command.line - 1].quote
    amounts = [quote.net, *(part.amount for part in quote.components)]
    if not quote.total or (min(amounts) < 0 < max(amounts)):
        return FolioRefusal("folio.not_adjustable", folio=folio.id, line=command.line)
    return None


def not_more_than_remains(folio: Folio, command: AdjustCharge, _: Context) -> FolioRefusal | None:
    """No more is taken off than is left of a line, in the folio's currency and steps."""
    given = command.amount
    if given is not None and (other := _other_currency(folio, given.currency.code)):
        return other
    left, amount = remaining(folio.lines, command.line).total, adjusted_by(folio, command)
    if not amount:
        return FolioRefusal("folio.nothing_charged")
    if amount > left.copy_abs():
        return FolioRefusal(
            "folio.more_than_remains",
            folio=folio.id,
            line=command.line,
            left=left.copy_abs(),
            currency=folio.currency,
            got=amount,
        )
    return None


def card_named(_folio: Folio, command: TakePayment | PayRefund, _: Context) -> FolioRefusal | None:
    """A card payment names its card."""
    if command.method is PaymentMethod.CARD and command.card is None:
        return FolioRefusal("folio.card_missing")
    return None


def reversed_lines(folio: Folio) -> set[int]:
    """Return the lines that were taken back."""
    return {line.reverses for line in folio.lines if isinstance(line, ChargeReversed)}
