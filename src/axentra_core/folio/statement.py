"""The bill as a document: figures and words in order, nothing formatted."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import attrs

from axentra_core.folio.corrections import added, corrected_by, is_nothing
from axentra_core.folio.events import (
    FolioClosed,
    FolioOpened,
    FolioReopened,
    InvoiceNoted,
    InvoiceWithdrawn,
    PayeeNamed,
)
from axentra_core.folio.lines import (
    CashRounded,
    ChargeMoved,
    ChargePosted,
    OpeningBalancePosted,
    Payment,
    PaymentMoved,
    PaymentTaken,
    Priced,
    TransferredIn,
    TransferredOut,
)
from axentra_core.folio.model import FolioKind, FolioStatus
from axentra_core.folio.price import Quote
from axentra_core.folio.windows import Payee
from axentra_core.kernel.errors import NotFound
from axentra_core.kernel.numbers import ZERO, add, negate, subtract, total

StatementLine = OpeningBalancePosted | Priced | CashRounded | Payment
Parts = dict[int, list[Quote]]


@attrs.frozen
class WindowSum:
    """What one window of a bill comes to.

    Attributes:
        window: its number.
        payee: who pays it; the guest when None.
        charged: what was charged to it, or moved here.
        paid: what was paid for it.
        invoice: number of its last invoice.
    """

    window: int
    payee: Payee | None
    charged: Decimal
    paid: Decimal
    invoice: str | None = None

    @property
    def balance(self) -> Decimal:
        """What is still to be paid of it."""
        return subtract(self.charged, self.paid)


@attrs.frozen
class Statement:
    """A bill as it stands, or one window of it.

    Attributes:
        folio: its id.
        stay: whose stay it bills.
        currency: ISO 4217 code of all amounts.
        digits: decimals every amount is shown with.
        status: open or closed.
        lines: what was taken over, charges, corrections, payments and refunds as they were posted.
            Of one window, each charge is what of it stands there, and one that is gone is left out.
        net: sum of the net prices.
        components: sum of each component, by code in order of appearance.
        collected: sum of each component that a channel has collected: shown, and not in `charged`.
        brought_forward: what the guest owed in the former system, without its parts.
        charged: net, components, what was brought forward and what was rounded together.
        paid: sum of the payments, less what was given back.
        balance: what is still to be paid.
        rounding: what coins could not pay.
        kind: whose bill it is.
        window: which window it is of; None for the whole bill.
        windows: what each window comes to.
        follows: the closed bill that a late one comes after.
    """

    folio: str
    stay: str
    currency: str
    digits: int
    status: FolioStatus
    lines: tuple[StatementLine, ...]
    net: Decimal
    components: tuple[tuple[str, Decimal], ...]
    collected: tuple[tuple[str, Decimal], ...]
    brought_forward: Decimal
    charged: Decimal
    paid: Decimal
    balance: Decimal
    rounding: Decimal = ZERO
    kind: FolioKind = FolioKind.GUEST
    window: int | None = None
    windows: tuple[WindowSum, ...] = ()
    follows: str | None = None


def statement(events: Iterable[object], window: int | None = None) -> Statement:
    """Return the bill that the events of one folio add up to, or one window of it.

    Everything is summed anew from the lines, apart from the running totals of the state.

    Raises:
        NotFound: ``record.not_found`` when there is no event.
    """
    history = list(events)
    if not history or not isinstance(opening := history[0], FolioOpened):
        raise NotFound("record.not_found", kind="folio", id="without events")
    if window is None:
        lines = tuple(event for event in history if isinstance(event, StatementLine))
    else:
        lines = tuple(_in_window(history, window))
    charges = [line for line in lines if isinstance(line, Priced)]
    owed: dict[str, Decimal] = {}
    collected: dict[str, Decimal] = {}
    for charge in charges:
        for component in charge.quote.components:
            sums = owed if component.owed else collected
            sums[component.code] = add(sums.get(component.code, ZERO), component.amount)
    taken_over = total(line.amount for line in lines if isinstance(line, OpeningBalancePosted))
    rounding = total(line.amount for line in lines if isinstance(line, CashRounded))
    charged = total((taken_over, rounding, *(charge.quote.total for charge in charges)))
    paid = total(line.received for line in lines if isinstance(line, Payment))
    return Statement(
        folio=opening.folio,
        stay=opening.stay,
        currency=opening.currency,
        digits=-opening.unit.adjusted(),
        status=_status(history),
        lines=lines,
        net=total(charge.quote.net for charge in charges),
        components=tuple(owed.items()),
        collected=tuple(collected.items()),
        brought_forward=taken_over,
        charged=charged,
        paid=paid,
        balance=subtract(charged, paid),
        rounding=rounding,
        kind=opening.kind,
        window=window,
        windows=tuple(_windows(history)),
        follows=opening.follows,
    )


def _status(history: Sequence[object]) -> FolioStatus:
    ends = [event for event in history if isinstance(event, FolioClosed | FolioReopened)]
    is_closed = bool(ends) and isinstance(ends[-1], FolioClosed)
    return FolioStatus.CLOSED if is_closed else FolioStatus.OPEN


def _windows(history: Iterable[object]) -> Iterator[WindowSum]:
    """Yield what each window comes to, summed from the lines and what was moved."""
    sums: dict[int, tuple[Decimal, Decimal]] = {}
    payees: dict[int, Payee | None] = {}
    invoices: dict[int, str | None] = {}
    for event in history:
        for window, charged, paid in _movements(event):
            before = sums.get(window, (ZERO, ZERO))
            sums[window] = add(before[0], charged), add(before[1], paid)
        if isinstance(event, PayeeNamed):
            payees[event.window] = event.payee
        elif isinstance(event, InvoiceNoted):
            invoices[event.window] = event.invoice
        elif isinstance(event, InvoiceWithdrawn):
            invoices[event.window] = event.before
    for window in sorted({*sums, *payees, *invoices}):
        charged, paid = sums.get(window, (ZERO, ZERO))
        yield WindowSum(window, payees.get(window), charged, paid, invoices.get(window))


def _movements(event: object) -> Iterator[tuple[int, Decimal, Decimal]]:
    """Yield by window what an event charges and what it pays."""
    if isinstance(event, Priced):
        yield event.window, event.quote.total, ZERO
    elif isinstance(event, OpeningBalancePosted | CashRounded):
        yield event.window, event.amount, ZERO
    elif isinstance(event, ChargeMoved):
        yield event.window, negate(event.quote.total), ZERO
        yield event.to_window, event.quote.total, ZERO
    elif isinstance(event, Payment):
        yield event.window, ZERO, event.received
    elif isinstance(event, PaymentMoved):
        yield event.window, ZERO, negate(event.amount)
        yield event.to_window, ZERO, event.amount


def _in_window(history: Sequence[object], window: int) -> list[StatementLine]:
    """Return what stands in a window: charges as they were divided, without the dividing."""
    parts: Parts = {}
    payments: dict[int, Decimal] = {}
    for event in history:
        if isinstance(event, ChargeMoved):
            if event.window == window:
                parts.setdefault(event.moves, []).append(event.quote.negated())
            if event.to_window == window:
                parts.setdefault(event.moves, []).append(event.quote)
        elif isinstance(event, TransferredOut | TransferredIn) and event.window == window:
            if (home := corrected_by(event)) is not None:
                parts.setdefault(home, []).append(event.quote)
        elif isinstance(event, PaymentMoved):
            sign = {event.window: negate(event.amount), event.to_window: event.amount}
            if window in sign:
                payments[event.moves] = add(payments.get(event.moves, ZERO), sign[window])
    return [
        placed
        for event in history
        if isinstance(event, StatementLine) and not _belongs_to_another(event)
        if (placed := _placed(event, window, parts, payments)) is not None
    ]


def _belongs_to_another(line: StatementLine) -> bool:
    """Return whether a line is a transfer of what stands on an earlier one."""
    return isinstance(line, TransferredOut | TransferredIn) and corrected_by(line) is not None


def _placed(
    line: StatementLine, window: int, parts: Parts, payments: dict[int, Decimal]
) -> StatementLine | None:
    """Return what of a line stands in a window; None for nothing."""
    if isinstance(line, ChargePosted | TransferredIn):
        own = [line.quote] if line.window == window else []
        moved = parts.get(line.line, [])
        if not moved:
            return line if own else None
        here = added([*own, *moved])
        return None if is_nothing(here) else attrs.evolve(line, quote=here)
    if isinstance(line, PaymentTaken):
        amount = add(line.amount if line.window == window else ZERO, payments.get(line.line, ZERO))
        return attrs.evolve(line, amount=amount) if amount else None
    return line if line.window == window else None
