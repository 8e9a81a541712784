"""What settles a bill, and what takes it back: a command gives the lines."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from axentra_core.folio import lines as ln
from axentra_core.folio import payment_messages as msg
from axentra_core.folio.corrections import in_steps
from axentra_core.folio.model import Folio, PaymentMethod
from axentra_core.folio.payment_guards import parts_left
from axentra_core.kernel.actor import Context
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import ZERO, subtract
from axentra_core.kernel.rounding import round_cash


def take_payment(folio: Folio, command: msg.TakePayment, context: Context) -> list[ln.PaymentTaken]:
    """Put money received on the bill."""
    return [
        ln.PaymentTaken(
            folio.id,
            len(folio.lines) + 1,
            command.method,
            in_steps(folio, command.amount),
            folio.currency,
            context.business_date,
            command.card,
            command.window,
            command.reference,
            command.tendered,
            None,
            context.now,
        )
    ]


def bill_directly(
    folio: Folio, command: msg.BillDirectly, context: Context
) -> list[ln.PaymentTaken]:
    """Settle a window by what a company will pay."""
    return [_settled(folio, command, PaymentMethod.DIRECT_BILL, context, reference=command.account)]


def apply_deposit(
    folio: Folio, command: msg.ApplyDeposit, context: Context
) -> list[ln.PaymentTaken]:
    """Settle a window with what was paid before."""
    deposit, note = command.deposit, command.note
    method = PaymentMethod.DEPOSIT
    return [_settled(folio, command, method, context, reference=deposit, note=note)]


def write_off(folio: Folio, command: msg.WriteOff, context: Context) -> list[ln.PaymentTaken]:
    """Settle a window with what nobody will pay."""
    return [_settled(folio, command, PaymentMethod.WRITE_OFF, context, note=command.reason)]


def _settled(  # noqa: PLR0913 - a settlement says that much
    folio: Folio,
    command: msg.BillDirectly | msg.ApplyDeposit | msg.WriteOff,
    method: PaymentMethod,
    context: Context,
    *,
    reference: str | None = None,
    note: str | None = None,
) -> ln.PaymentTaken:
    return ln.PaymentTaken(
        folio.id,
        len(folio.lines) + 1,
        method,
        in_steps(folio, command.amount),
        folio.currency,
        context.business_date,
        None,
        command.window,
        reference,
        note=note,
        posted_at=context.now,
    )


def round_to_coins(folio: Folio, command: msg.RoundCash, context: Context) -> list[ln.CashRounded]:
    """Put on the bill what coins cannot pay, so that what they can pay settles it."""
    _, difference = round_cash(folio.window(command.window).owed, command.step.amount)
    return [
        ln.CashRounded(
            folio.id,
            len(folio.lines) + 1,
            in_steps(folio, Money(difference, folio.currency)),
            folio.currency,
            context.business_date,
            command.window,
            context.now,
        )
    ]


def pay_refund(folio: Folio, command: msg.PayRefund, context: Context) -> list[ln.RefundPaid]:
    """Put money given back on the bill."""
    return [
        ln.RefundPaid(
            folio.id,
            len(folio.lines) + 1,
            command.method,
            in_steps(folio, command.amount),
            folio.currency,
            context.business_date,
            command.card,
            command.window,
            command.reference,
            context.now,
        )
    ]


def reverse_payment(
    folio: Folio, command: msg.ReversePayment, context: Context
) -> list[ln.PaymentReversed]:
    """Take a payment back in the windows for which it counts, the first of them first."""
    taken: ln.PaymentTaken = folio.lines[command.line - 1]
    parts = _taken_from(folio, command)
    return [
        ln.PaymentReversed(
            folio.id,
            number,
            taken.line,
            taken.method,
            amount,
            folio.currency,
            context.business_date,
            taken.card,
            command.reason,
            window,
            taken.reference,
            context.now,
        )
        for number, (window, amount) in enumerate(parts, len(folio.lines) + 1)
    ]


def move_payment(folio: Folio, command: msg.MovePayment, context: Context) -> list[ln.PaymentMoved]:
    """Let a payment count for another window."""
    return [
        ln.PaymentMoved(
            folio.id,
            number,
            command.line,
            window,
            command.to_window,
            amount,
            folio.currency,
            command.reason,
            context.business_date,
            context.now,
        )
        for number, (window, amount) in enumerate(_taken_from(folio, command), len(folio.lines) + 1)
    ]


def _taken_from(
    folio: Folio, command: msg.ReversePayment | msg.MovePayment
) -> Iterator[tuple[int, Decimal]]:
    """Yield how much comes from which window, all of what is left by default."""
    left: Iterable[tuple[int, Decimal]] = parts_left(folio, command)
    wanted = None if command.amount is None else in_steps(folio, command.amount)
    for window, part in left:
        amount = part if wanted is None else min(part, wanted)
        if wanted is not None:
            wanted = subtract(wanted, amount)
        if amount > ZERO:
            yield window, amount
