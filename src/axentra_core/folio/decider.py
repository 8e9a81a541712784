"""The rules of a folio: what a command decides, and how a folio is found."""

from collections.abc import Iterator
from decimal import Decimal

from axentra_core.folio.corrections import adjusted_by, part_of, remaining
from axentra_core.folio.evolution import EVOLVE
from axentra_core.folio.guards import (
    card_named,
    due_from_today,
    has_ended,
    is_charge,
    is_correctable,
    is_of_one_sign,
    not_more_than_credit,
    not_more_than_remains,
    not_too_much,
    nothing_owed,
    priced_for,
    reversed_lines,
    something_owed,
    still_stands,
    taken_over,
    unused,
)
from axentra_core.folio.lifecycle import FOLIO
from axentra_core.folio.messages import (
    AdjustCharge,
    ChargeAdjusted,
    ChargePosted,
    ChargeReversed,
    CloseFolio,
    FolioClosed,
    FolioOpened,
    FolioPutOnAccount,
    FolioReopened,
    OpenFolio,
    OpeningBalancePosted,
    PaymentTaken,
    PayRefund,
    PostCharge,
    PostOpeningBalance,
    PutOnAccount,
    RefundPaid,
    ReopenFolio,
    ReverseCharge,
    ReverseSource,
    TakePayment,
)
from axentra_core.folio.model import Folio, FolioStatus
from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import Aggregate, asks, case, decisions, opens
from axentra_core.kernel.money import Money, currency_digits, exact
from axentra_core.kernel.numbers import negate, unit_of


def open_folio(command: OpenFolio, _: Context) -> list[FolioOpened]:
    """Begin a bill in one currency."""
    currency_digits(command.currency)
    return [FolioOpened(command.folio, command.stay, command.currency, unit_of(command.digits))]


def post_opening_balance(
    folio: Folio, command: PostOpeningBalance, context: Context
) -> list[OpeningBalancePosted]:
    """Put what was owed in the former system on the bill."""
    return [
        OpeningBalancePosted(
            folio.id,
            len(folio.lines) + 1,
            _in_steps(folio, command.amount),
            folio.currency,
            command.description,
            context.business_date,
        )
    ]


def _in_steps(folio: Folio, amount: Money) -> Decimal:
    return exact(amount.amount, -folio.unit.adjusted(), folio.currency)


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
            command.taxed,
        )
    ]


def adjust_charge(folio: Folio, command: AdjustCharge, context: Context) -> list[ChargeAdjusted]:
    """Take a part of a line off."""
    posted: ChargePosted = folio.lines[command.line - 1]
    left = remaining(folio.lines, command.line)
    amount = adjusted_by(folio, command)
    part = part_of(left, amount if left.total > 0 else negate(amount), folio.unit)
    return [
        ChargeAdjusted(
            folio.id,
            len(folio.lines) + 1,
            posted.line,
            posted.code,
            posted.department,
            posted.description,
            posted.quantity,
            part.negated(),
            posted.service_date,
            context.business_date,
            posted.source,
            command.reason,
            command.note,
        )
    ]


def reverse_charge(folio: Folio, command: ReverseCharge, context: Context) -> list[ChargeReversed]:
    """Take back what is left of one line."""
    posted: ChargePosted | ChargeAdjusted = folio.lines[command.line - 1]
    return [_reversal(folio, posted, len(folio.lines) + 1, command.reason, context)]


def reverse_source(folio: Folio, command: ReverseSource, context: Context) -> list[ChargeReversed]:
    """Take back the lines a source has caused; nothing happens when none stands any more."""
    taken_back = reversed_lines(folio)
    standing = [
        posted
        for posted in _charges(folio)
        if posted.source == command.source and posted.line not in taken_back
    ]
    return [
        _reversal(folio, posted, line, command.reason, context)
        for line, posted in enumerate(standing, len(folio.lines) + 1)
    ]


def _charges(folio: Folio) -> Iterator[ChargePosted]:
    return (line for line in folio.lines if isinstance(line, ChargePosted))


def _reversal(
    folio: Folio, posted: ChargePosted | ChargeAdjusted, line: int, reason: str, context: Context
) -> ChargeReversed:
    return ChargeReversed(
        posted.folio,
        line,
        posted.line,
        posted.code,
        posted.department,
        posted.description,
        posted.quantity,
        remaining(folio.lines, posted.line).negated(),
        posted.service_date,
        context.business_date,
        posted.source,
        reason,
    )


def take_payment(folio: Folio, command: TakePayment, context: Context) -> list[PaymentTaken]:
    """Put money received on the bill."""
    return [
        PaymentTaken(
            folio.id,
            len(folio.lines) + 1,
            command.method,
            _in_steps(folio, command.amount),
            folio.currency,
            context.business_date,
            command.card,
        )
    ]


def pay_refund(folio: Folio, command: PayRefund, context: Context) -> list[RefundPaid]:
    """Put money given back on the bill."""
    return [
        RefundPaid(
            folio.id,
            len(folio.lines) + 1,
            command.method,
            _in_steps(folio, command.amount),
            folio.currency,
            context.business_date,
            command.card,
        )
    ]


def put_on_account(
    folio: Folio, command: PutOnAccount, context: Context
) -> list[FolioPutOnAccount]:
    """Leave the bill open, with what it owes, until when, why and by whom."""
    return [
        FolioPutOnAccount(
            folio.id,
            folio.owed,
            command.due,
            command.reason,
            str(context.actor),
            context.business_date,
        )
    ]


def close_folio(folio: Folio, _: CloseFolio, context: Context) -> list[FolioClosed]:
    """End the bill."""
    return [FolioClosed(folio.id, folio.charged, folio.paid, context.business_date)]


def reopen_folio(folio: Folio, command: ReopenFolio, context: Context) -> list[FolioReopened]:
    """Take the end of the bill back."""
    return [FolioReopened(folio.id, folio.stay, command.reason, context.business_date)]


def index(folio: Folio) -> Iterator[tuple[str, str]]:
    """An open bill is listed, and one that was left open by the day it is due, if there is one."""
    if folio.status is not FolioStatus.OPEN:
        return
    yield "folio.open", folio.id
    if folio.receivable is not None:
        due = folio.receivable.due
        yield "folio.receivable", due.isoformat() if due else ""


# fmt: off
DECIDE = decisions(
    opens(OpenFolio,          open_folio),
    case(PostOpeningBalance,  post_opening_balance,  FOLIO.permits(OpeningBalancePosted), unused,
                                                     asks("amount", taken_over)),
    case(PostCharge,          post_charge,           FOLIO.permits(ChargePosted),
                                                     asks("quote", priced_for)),
    case(AdjustCharge,        adjust_charge,         FOLIO.permits(ChargeAdjusted),
                                                     asks("line", is_charge),
                                                     asks("line", still_stands),
                                                     asks("line", is_of_one_sign),
                                                     asks("amount", not_more_than_remains)),
    case(ReverseCharge,       reverse_charge,        FOLIO.permits(ChargeReversed),
                                                     asks("line", is_correctable),
                                                     asks("line", still_stands)),
    case(ReverseSource,       reverse_source,        FOLIO.permits(ChargeReversed)),
    case(TakePayment,         take_payment,          FOLIO.permits(PaymentTaken),
                                                     asks("amount", not_too_much),
                                                     asks("card", card_named)),
    case(PayRefund,           pay_refund,            FOLIO.permits(RefundPaid),
                                                     asks("amount", not_more_than_credit),
                                                     asks("card", card_named)),
    case(PutOnAccount,        put_on_account,        FOLIO.permits(FolioPutOnAccount),
                                                     something_owed,
                                                     asks("due", due_from_today)),
    case(CloseFolio,          close_folio,           FOLIO.permits(FolioClosed), nothing_owed),
    case(ReopenFolio,         reopen_folio,          FOLIO.permits(FolioReopened), has_ended),
)
# fmt: on

# A correction needs the lines it points to, which a stored folio does not carry.
WHOLE = frozenset({AdjustCharge, ReverseCharge, ReverseSource})

AGGREGATES = (Aggregate("folio", Folio, DECIDE, EVOLVE, index, WHOLE),)
