"""The rules of a folio: what a command decides, what an event changes."""

from collections.abc import Iterator

import attrs

from axentra_core.folio.guards import (
    card_named,
    is_charge,
    not_more_than_credit,
    not_too_much,
    nothing_owed,
    priced_for,
    reversed_lines,
    still_stands,
)
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
from axentra_core.folio.model import Folio, FolioStatus
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
from axentra_core.kernel.numbers import ZERO, add, unit_of


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
    taken_back = reversed_lines(folio)
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


def paid(folio: Folio, event: PaymentTaken | RefundPaid) -> Folio:
    """Return the bill with one payment or refund more."""
    return attrs.evolve(
        folio,
        status=FOLIO.after(folio.status, type(event)),
        paid=add(folio.paid, event.received),
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
    on(RefundPaid,        paid),
    on(FolioClosed,       closed),
)
# fmt: on

# A reversal needs the line it points to, which a stored folio does not carry.
WHOLE = frozenset({ReverseCharge, ReverseSource})

AGGREGATES = (Aggregate("folio", Folio, DECIDE, EVOLVE, index, WHOLE),)
