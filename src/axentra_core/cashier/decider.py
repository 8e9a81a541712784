"""The rules of a cashier's shift: what a command decides, and how a shift is found."""

from collections.abc import Iterator
from decimal import Decimal

from axentra_core.cashier.events import (
    CashDropped,
    CashExchanged,
    CashierShiftClosed,
    CashierShiftOpened,
    CashPaidOut,
    CountCorrected,
    EntryReversed,
    FloatAdded,
    PaymentReceived,
    RefundGiven,
)
from axentra_core.cashier.evolution import EVOLVE
from axentra_core.cashier.guards import (
    all_counted,
    can_go_back,
    can_hold,
    enough_cash,
    is_entry,
    may_correct,
    own_shift,
    refusal_for,
    still_stands,
    taken_back,
    two_currencies,
)
from axentra_core.cashier.lifecycle import SHIFT
from axentra_core.cashier.messages import (
    AddFloat,
    CloseCashierShift,
    CorrectCount,
    Counting,
    DropCash,
    ExchangeCash,
    GiveRefund,
    OpenCashierShift,
    PayOut,
    ReceivePayment,
    ReverseEntry,
)
from axentra_core.cashier.model import CashCount, CashierShift, CashierShiftStatus
from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import Aggregate, asks, case, decisions, opens
from axentra_core.kernel.money import Money, currency_digits, exact
from axentra_core.kernel.numbers import ZERO


def open_cashier_shift(
    command: OpenCashierShift, context: Context
) -> list[CashierShiftOpened | FloatAdded]:
    """Begin a shift; each float it begins with is its own entry, so that it can be taken back."""
    if refusal := refusal_for(command.cashier, context):
        raise refusal
    for own in command.decimals:
        currency_digits(own.currency)
    opened = CashierShiftOpened(
        command.cashier_shift,
        command.cashier,
        command.drawer,
        command.decimals,
        context.business_date,
        str(context.actor),
    )
    shift: CashierShift = EVOLVE[CashierShiftOpened].evolve(opened)
    floats = [
        _float(shift, entry, amount, context) for entry, amount in enumerate(command.floats, 1)
    ]
    return [opened, *floats]


def add_float(shift: CashierShift, command: AddFloat, context: Context) -> list[FloatAdded]:
    """Put more change into the drawer."""
    return [_float(shift, _next(shift), command.amount, context)]


def _float(shift: CashierShift, entry: int, amount: Money, context: Context) -> FloatAdded:
    return FloatAdded(
        shift.id,
        entry,
        _in_steps(shift, amount),
        amount.currency.code,
        context.business_date,
        str(context.actor),
    )


def _next(shift: CashierShift) -> int:
    return len(shift.entries) + 1


def _in_steps(shift: CashierShift, amount: Money) -> Decimal:
    currency = amount.currency.code
    return exact(amount.amount, shift.digits_of(currency), currency)


def receive_payment(
    shift: CashierShift, command: ReceivePayment, context: Context
) -> list[PaymentReceived]:
    """Take money."""
    return [
        PaymentReceived(
            shift.id,
            _next(shift),
            command.method,
            _in_steps(shift, command.amount),
            command.amount.currency.code,
            command.source,
            context.business_date,
            str(context.actor),
        )
    ]


def give_refund(shift: CashierShift, command: GiveRefund, context: Context) -> list[RefundGiven]:
    """Give money back."""
    return [
        RefundGiven(
            shift.id,
            _next(shift),
            command.method,
            _in_steps(shift, command.amount),
            command.amount.currency.code,
            command.source,
            context.business_date,
            str(context.actor),
        )
    ]


def pay_out(shift: CashierShift, command: PayOut, context: Context) -> list[CashPaidOut]:
    """Pay something from the drawer."""
    return [
        CashPaidOut(
            shift.id,
            _next(shift),
            _in_steps(shift, command.amount),
            command.amount.currency.code,
            command.reason,
            command.description,
            command.source,
            context.business_date,
            str(context.actor),
        )
    ]


def drop_cash(shift: CashierShift, command: DropCash, context: Context) -> list[CashDropped]:
    """Bring cash to the safe."""
    return [
        CashDropped(
            shift.id,
            _next(shift),
            _in_steps(shift, command.amount),
            command.amount.currency.code,
            command.reference,
            context.business_date,
            str(context.actor),
        )
    ]


def exchange_cash(
    shift: CashierShift, command: ExchangeCash, context: Context
) -> list[CashExchanged]:
    """Give notes of one currency for notes of another."""
    return [
        CashExchanged(
            shift.id,
            _next(shift),
            _in_steps(shift, command.received),
            command.received.currency.code,
            _in_steps(shift, command.given),
            command.given.currency.code,
            command.rate,
            context.business_date,
            str(context.actor),
        )
    ]


def reverse_entry(
    shift: CashierShift, command: ReverseEntry, context: Context
) -> list[EntryReversed]:
    """Take one entry back."""
    return [
        EntryReversed(
            shift.id,
            _next(shift),
            command.entry,
            taken_back(shift, command.entry),
            command.reason,
            context.business_date,
            str(context.actor),
        )
    ]


def close_cashier_shift(
    shift: CashierShift, command: CloseCashierShift, context: Context
) -> list[CashierShiftClosed]:
    """End the shift; what is over or short is recorded and stops nobody."""
    return [
        CashierShiftClosed(
            shift.id, _counts(shift, command), context.business_date, str(context.actor)
        )
    ]


def correct_count(
    shift: CashierShift, command: CorrectCount, context: Context
) -> list[CountCorrected]:
    """Put another count in the place of the last one."""
    return [
        CountCorrected(
            shift.id,
            _counts(shift, command),
            command.reason,
            context.business_date,
            str(context.actor),
        )
    ]


def _counts(shift: CashierShift, command: Counting) -> tuple[CashCount, ...]:
    """Return a count of every currency that was in the drawer or is there now."""
    found = {one.currency.code: _in_steps(shift, one) for one in command.counted}
    seen = dict.fromkeys([*(drawer.currency for drawer in shift.drawers), *found])
    return tuple(
        CashCount(currency, shift.expected(currency), found.get(currency, ZERO))
        for currency in seen
    )


def index(shift: CashierShift) -> Iterator[tuple[str, str]]:
    """An open shift is found by its cashier."""
    if shift.status is CashierShiftStatus.OPEN:
        yield "cashier_shift.open", shift.cashier


# fmt: off
DECIDE = decisions(
    opens(OpenCashierShift,    open_cashier_shift),
    case(AddFloat,             add_float,            SHIFT.permits(FloatAdded), own_shift,
                                                     asks("amount", can_hold)),
    case(ReceivePayment,       receive_payment,      SHIFT.permits(PaymentReceived), own_shift,
                                                     asks("amount", can_hold)),
    case(GiveRefund,           give_refund,          SHIFT.permits(RefundGiven), own_shift,
                                                     asks("amount", enough_cash),
                                                     asks("amount", can_hold)),
    case(PayOut,               pay_out,              SHIFT.permits(CashPaidOut), own_shift,
                                                     asks("amount", enough_cash),
                                                     asks("amount", can_hold)),
    case(DropCash,             drop_cash,            SHIFT.permits(CashDropped), own_shift,
                                                     asks("amount", enough_cash),
                                                     asks("amount", can_hold)),
    case(ExchangeCash,         exchange_cash,        SHIFT.permits(CashExchanged), own_shift,
                                                     asks("given", two_currencies),
                                                     asks("given", enough_cash),
                                                     asks("received", can_hold)),
    case(ReverseEntry,         reverse_entry,        SHIFT.permits(EntryReversed), own_shift,
                                                     asks("entry", is_entry),
                                                     asks("entry", still_stands),
                                                     asks("entry", can_go_back)),
    case(CloseCashierShift,    close_cashier_shift,  SHIFT.permits(CashierShiftClosed), own_shift,
                                                     asks("counted", all_counted)),
    case(CorrectCount,         correct_count,        SHIFT.permits(CountCorrected), may_correct,
                                                     asks("counted", all_counted)),
)
# fmt: on

# A reversal needs the entry it points to, which a stored shift does not carry.
WHOLE = frozenset({ReverseEntry})

AGGREGATES = (Aggregate("cashier_shift", CashierShift, DECIDE, EVOLVE, index, WHOLE),)
