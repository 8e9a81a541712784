"""What an event changes in a deposit."""

from datetime import date
from decimal import Decimal

import attrs

from axentra_core.deposits import events as ev
from axentra_core.deposits.lifecycle import DEPOSIT
from axentra_core.deposits.model import Application, Deposit
from axentra_core.kernel.decider import begins, evolutions, on
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.numbers import ZERO, add, subtract


def requested(event: ev.DepositRequested) -> Deposit:
    """Return a deposit that is asked for."""
    return _begun(event, event.amount, event.due)


def opened(event: ev.DepositOpened) -> Deposit:
    """Return a deposit for which nobody was asked."""
    return _begun(event, None, None)


def _begun(
    event: ev.DepositRequested | ev.DepositOpened, amount: Decimal | None, due: date | None
) -> Deposit:
    return Deposit(
        id=event.deposit,
        stay=event.stay,
        currency=event.currency,
        unit=event.unit,
        status=DEPOSIT.start,
        maturity=event.maturity,
        requested=amount,
        due=due,
        received=ZERO,
        applied=ZERO,
        kept=ZERO,
        returned=ZERO,
        applications=(),
        entries=Journal(),
    )


def received(deposit: Deposit, event: ev.DepositReceived | ev.DepositTakenOver) -> Deposit:
    """Return the deposit with more money in it."""
    return attrs.evolve(_booked(deposit, event), received=add(deposit.received, event.amount))


def withdrawn(deposit: Deposit, event: ev.RequestWithdrawn) -> Deposit:
    """Return the deposit with nothing more asked for."""
    return attrs.evolve(_after(deposit, event), requested=None, due=None)


def applied(deposit: Deposit, event: ev.DepositApplied) -> Deposit:
    """Return the deposit with a part of it on a folio; what stands there already is more now."""
    now = Application(event.folio, add(deposit.applied_to(event.folio), event.amount))
    return attrs.evolve(
        _booked(deposit, event),
        applied=add(deposit.applied, event.amount),
        applications=(*_elsewhere(deposit, event.folio), now),
    )


def taken_back(deposit: Deposit, event: ev.ApplicationTakenBack) -> Deposit:
    """Return the deposit with nothing of it on a folio."""
    return attrs.evolve(
        _booked(deposit, event),
        applied=subtract(deposit.applied, event.amount),
        applications=_elsewhere(deposit, event.folio),
    )


def kept(deposit: Deposit, event: ev.DepositKept) -> Deposit:
    """Return the deposit with a part of it forfeited."""
    return attrs.evolve(_booked(deposit, event), kept=add(deposit.kept, event.amount))


def returned(deposit: Deposit, event: ev.DepositReturned) -> Deposit:
    """Return the deposit with a part of it given back."""
    return attrs.evolve(_booked(deposit, event), returned=add(deposit.returned, event.amount))


def settled(deposit: Deposit, event: ev.DepositSettled) -> Deposit:
    """Return the deposit of which nothing is held."""
    return _after(deposit, event)


def moved(deposit: Deposit, event: ev.DepositMoved) -> Deposit:
    """Return the deposit of another stay."""
    return attrs.evolve(_after(deposit, event), stay=event.stay)


def numbered(deposit: Deposit, event: ev.DepositNumbered) -> Deposit:
    """Return the deposit on its advance invoice."""
    return attrs.evolve(_after(deposit, event), invoice=event.invoice, invoiced_on=event.on)


def _elsewhere(deposit: Deposit, folio: str) -> tuple[Application, ...]:
    return tuple(one for one in deposit.applications if one.folio != folio)


def _after(deposit: Deposit, event: object) -> Deposit:
    return attrs.evolve(deposit, status=DEPOSIT.after(deposit.status, type(event)))


def _booked(deposit: Deposit, event: ev.Movement) -> Deposit:
    return attrs.evolve(_after(deposit, event), entries=deposit.entries.append(event))


# fmt: off
EVOLVE = evolutions(
    begins(ev.DepositRequested,   requested),
    begins(ev.DepositOpened,      opened),
    on(ev.DepositReceived,        received),
    on(ev.DepositTakenOver,       received),
    on(ev.RequestWithdrawn,       withdrawn),
    on(ev.DepositApplied,         applied),
    on(ev.ApplicationTakenBack,   taken_back),
    on(ev.DepositKept,            kept),
    on(ev.DepositReturned,        returned),
    on(ev.DepositSettled,         settled),
    on(ev.DepositMoved,           moved),
    on(ev.DepositNumbered,        numbered),
)
# fmt: on
