"""The rules of a folio: guards, what a command decides, what an event changes."""

from collections.abc import Iterator
from decimal import Decimal

import attrs

from axentra_core.folio.lifecycle import FOLIO
from axentra_core.folio.messages import (
    ChargePosted,
    ChargeReversed,
    CloseFolio,
    FolioClosed,
    FolioOpened,
    OpenFolio,
    PaymentTaken,
    PayRefund,
    PostCharge,
    RefundPaid,
    ReverseCharge,
    ReverseSource,
    TakePayment,
)
from axentra_core.folio.model import Folio, FolioStatus, PaymentMethod
from axentra_core.folio.refusals import FolioRefusal
from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import (
    Aggregate,
    asks,
    begins,
    case,
    decisions,
    evolutions,
    on,
    opens,
)
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.money import currency_digits, exact
from axentra_core.kernel.numbers import add, negate, subtract, unit_of

ZERO = Decimal(0)


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


def priced_for(folio: Folio, command: PostCharge, _: Context) -> FolioRefusal | None:
    """A price is in the folio's currency and steps, adds up exactly, and is not zero."""
    quote = command.quote
    if quote.currency != folio.currency:
        return FolioRefusal(
            "folio.currency_mismatch", folio=folio.id, currency=folio.currency, got=quote.currency
        )
    expected = quote.net
    for component in quote.components:
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
    if not quote.total:
        return FolioRefusal("folio.nothing_charged")
    return None


def not_too_much(folio: Folio, command: TakePayment, _: Context) -> FolioRefusal | None:
    """Money is in the folio's currency and no more than is owed, unless paid in advance."""
    amount = command.amount
    if amount.currency.code != folio.currency:
        return FolioRefusal(
            "folio.currency_mismatch",
            folio=folio.id,
            currency=folio.currency,
            got=amount.currency.code,
        )
    if amount.amount > folio.owed and not command.in_advance:
        return FolioRefusal(
            "folio.overpayment",
            folio=folio.id,
            balance=folio.owed,
            currency=folio.currency,
            got=amount.amount,
        )
    return None


def not_more_than_credit(folio: Folio, command: PayRefund, _: Context) -> FolioRefusal | None:
    """Only what was paid too much is given back, in the folio's currency."""
    amount = command.amount
    if amount.currency.code != folio.currency:
        return FolioRefusal(
            "folio.currency_mismatch",
            folio=folio.id,
            currency=folio.currency,
            got=amount.currency.code,
        )
    credit = max(ZERO, negate(folio.owed))
    if amount.amount > credit:
        return FolioRefusal(
            "folio.refund_too_large",
            folio=folio.id,
            credit=credit,
            currency=folio.currency,
            got=amount.amount,
        )
    return None


def is_charge(folio: Folio, command: ReverseCharge, _: Context) -> FolioRefusal | None:
    """Only a charge is taken back, neither a payment nor a reversal."""
    line = command.line
    if line > len(folio.lines) or not isinstance(folio.lines[line - 1], ChargePosted):
        return FolioRefusal("folio.line_unknown", folio=folio.id, line=line)
    return None


def still_stands(folio: Folio, command: ReverseCharge, _: Context) -> FolioRefusal | None:
    """A line is taken back once."""
    if command.line in _reversed_lines(folio):
        return FolioRefusal("folio.already_reversed", folio=folio.id, line=command.line)
    return None


def card_named(_folio: Folio, command: TakePayment | PayRefund, _: Context) -> FolioRefusal | None:
    """A card payment names its card."""
    if command.method is PaymentMethod.CARD and command.card is None:
        return FolioRefusal("folio.card_missing")
    return None


def open_folio(command: OpenFolio, _: Context) -> list[FolioOpened]:
    """Begin a bill in one currency."""
    currency_digits(command.currency)
    return [FolioOpened(command.folio, command.stay, command.currency, unit_of(command.digits))]


def post_charge(folio: Folio, command: PostCharge, context: Context) -> list[ChargePosted]:
    """Put one line on the bill."""
    return [
        ChargePosted(
            folio.id,
            len(folio.lines) + 1,
            command.code,
            command.department,
            command.description,
            command.quantity,
            command.quote,
            command.service_date,
            context.business_date,
            command.source,
            command.settings,
        )
    ]


def reverse_charge(folio: Folio, command: ReverseCharge, context: Context) -> list[ChargeReversed]:
    """Take one line back."""
    posted: ChargePosted = folio.lines[command.line - 1]
    return [_reversal(posted, len(folio.lines) + 1, command.reason, context)]


def reverse_source(folio: Folio, command: ReverseSource, context: Context) -> list[ChargeReversed]:
    """Take back the lines a source has caused; nothing happens when none stands any more."""
    taken_back = _reversed_lines(folio)
    standing = [
        posted
        for posted in _charges(folio)
        if posted.source == command.source and posted.line not in taken_back
    ]
    return [
        _reversal(posted, line, command.reason, context)
        for line, posted in enumerate(standing, len(folio.lines) + 1)
    ]


def _charges(folio: Folio) -> Iterator[ChargePosted]:
    return (line for line in folio.lines if isinstance(line, ChargePosted))


def _reversed_lines(folio: Folio) -> set[int]:
    return {line.reverses for line in folio.lines if isinstance(line, ChargeReversed)}


def _reversal(posted: ChargePosted, line: int, reason: str, context: Context) -> ChargeReversed:
    return ChargeReversed(
        posted.folio,
        line,
        posted.line,
        posted.code,
        posted.department,
        posted.description,
        posted.quantity,
        posted.quote.negated(),
        posted.service_date,
        context.business_date,
        posted.source,
        reason,
    )


def take_payment(folio: Folio, command: TakePayment, context: Context) -> list[PaymentTaken]:
    """Put money received on the bill."""
    amount = exact(command.amount.amount, -folio.unit.adjusted(), folio.currency)
    return [
        PaymentTaken(
            folio.id,
            len(folio.lines) + 1,
            command.method,
            amount,
            folio.currency,
            context.business_date,
            command.card,
        )
    ]


def pay_refund(folio: Folio, command: PayRefund, context: Context) -> list[RefundPaid]:
    """Put money given back on the bill."""
    amount = exact(command.amount.amount, -folio.unit.adjusted(), folio.currency)
    return [
        RefundPaid(
            folio.id,
            len(folio.lines) + 1,
            command.method,
            amount,
            folio.currency,
            context.business_date,
            command.card,
        )
    ]


def close_folio(folio: Folio, _: CloseFolio, context: Context) -> list[FolioClosed]:
    """End the bill."""
    return [FolioClosed(folio.id, folio.charged, folio.paid, context.business_date)]


def opened(event: FolioOpened) -> Folio:
    """Return an empty bill."""
    return Folio(
        id=event.folio,
        stay=event.stay,
        currency=event.currency,
        unit=event.unit,
        status=FOLIO.start,
        charged=ZERO,
        paid=ZERO,
        lines=Journal(),
    )


def charged(folio: Folio, event: ChargePosted | ChargeReversed) -> Folio:
    """Return the bill with one charge or reversal more."""
    # Every posting comes through here; `attrs.evolve` would double its cost.
    return Folio(
        folio.id,
        folio.stay,
        folio.currency,
        folio.unit,
        FOLIO.after(folio.status, type(event)),
        add(folio.charged, event.quote.total),
        folio.paid,
        folio.lines.append(event),
    )


def paid(folio: Folio, event: PaymentTaken) -> Folio:
    """Return the bill with one payment more."""
    return attrs.evolve(
        folio,
        status=FOLIO.after(folio.status, PaymentTaken),
        paid=add(folio.paid, event.amount),
        lines=folio.lines.append(event),
    )


def refunded(folio: Folio, event: RefundPaid) -> Folio:
    """Return the bill with money given back."""
    return attrs.evolve(
        folio,
        status=FOLIO.after(folio.status, RefundPaid),
        paid=subtract(folio.paid, event.amount),
        lines=folio.lines.append(event),
    )


def closed(folio: Folio, _: FolioClosed) -> Folio:
    """Return the ended bill."""
    return attrs.evolve(folio, status=FOLIO.after(folio.status, FolioClosed))


def index(folio: Folio) -> Iterator[tuple[str, str]]:
    """An open bill is listed, so that open balances can be found."""
    if folio.status is FolioStatus.OPEN:
        yield "folio.open", folio.id


# fmt: off
DECIDE = decisions(
    opens(OpenFolio,      open_folio),
    case(PostCharge,      post_charge,      FOLIO.permits(ChargePosted), asks("quote", priced_for)),
    case(ReverseCharge,   reverse_charge,   FOLIO.permits(ChargeReversed),
                                            asks("line", is_charge),
                                            asks("line", still_stands)),
    case(ReverseSource,   reverse_source,   FOLIO.permits(ChargeReversed)),
    case(TakePayment,     take_payment,     FOLIO.permits(PaymentTaken),
                                            asks("amount", not_too_much),
                                            asks("card", card_named)),
    case(PayRefund,       pay_refund,       FOLIO.permits(RefundPaid),
                                            asks("amount", not_more_than_credit),
                                            asks("card", card_named)),
    case(CloseFolio,      close_folio,      FOLIO.permits(FolioClosed), nothing_owed),
)

EVOLVE = evolutions(
    begins(FolioOpened,   opened),
    on(ChargePosted,      charged),
    on(ChargeReversed,    charged),
    on(PaymentTaken,      paid),
    on(RefundPaid,        refunded),
    on(FolioClosed,       closed),
)
# fmt: on

# A reversal needs the line it points to, which a stored folio does not carry.
WHOLE = frozenset({ReverseCharge, ReverseSource})

AGGREGATES = (Aggregate("folio", Folio, DECIDE, EVOLVE, index, WHOLE),)
