"""How deposits pay bills by themselves when they mature, and what follows from it."""

from collections.abc import Iterator

from axentra_core.deposits import (
    ApplicationTakenBack,
    ApplyDeposit,
    Deposit,
    DepositApplied,
    DepositMoved,
    DepositSettled,
    Maturity,
    TakeBackApplication,
)
from axentra_core.folio import ApplyDeposit as PayByDeposit
from axentra_core.folio import (
    Folio,
    Payee,
    PayeeKind,
    PaymentMethod,
    PaymentTaken,
    ReversePayment,
    Window,
)
from axentra_core.folio.corrections import lines_of, paid_in
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.tasks import ended, left_to
from axentra_core.hotel.unit import Unit
from axentra_core.house import LeaveFollowUp, ResolveFollowUp
from axentra_core.kernel.money import Money
from axentra_core.stays import (
    CheckInReversed,
    Stay,
    StayCancelled,
    StayCheckedIn,
    StayCheckedOut,
    StayNotShown,
)

CASHIER = "cashier"
# No command: what becomes of a deposit is decided by people.
DECIDE = "deposits.Decide"

Over = StayCancelled | StayNotShown | StayCheckedOut


# --- between the deposit and the bill ---


def pay_with_the_deposit(_: Unit, event: DepositApplied) -> Iterator[PayByDeposit]:
    """What is applied of a deposit is a payment on the bill."""
    amount = Money(event.amount, event.currency)
    yield PayByDeposit(event.folio, event.deposit, amount, event.window)


def take_the_payment_off(unit: Unit, event: ApplicationTakenBack) -> Iterator[ReversePayment]:
    """What is held again of a deposit is no payment on the bill any more.

    A payment with a note has settled what was kept of the deposit, which stays kept.
    """
    lines = lines_of(unit.past("folio", event.folio))
    for one in lines:
        if (
            isinstance(one, PaymentTaken)
            and one.method is PaymentMethod.DEPOSIT
            and (one.reference, one.note) == (event.deposit, None)
            and paid_in(lines, one.line)
        ):
            yield ReversePayment(event.folio, one.line, event.reason)


# --- when they mature ---


def apply_at_check_in(unit: Unit, event: StayCheckedIn) -> Iterator[ApplyDeposit]:
    """A deposit that matures at check-in pays the guest's bill from then on."""
    for deposit in held_for(unit, event.stay):
        if deposit.maturity is Maturity.CHECK_IN:
            yield ApplyDeposit(deposit.id, event.stay)


def hold_again(unit: Unit, event: CheckInReversed) -> Iterator[TakeBackApplication]:
    """What the check-in has applied is held again when the check-in is taken back."""
    for deposit in _found(unit, "deposit.stay", event.stay):
        if deposit.maturity is Maturity.CHECK_IN and deposit.applied_to(event.stay):
            yield TakeBackApplication(deposit.id, event.stay, event.reason)


def apply_at_check_out(unit: Unit, stay_id: str) -> None:
    """Pay what the guest owes with what is held, and no more: the rest is the guest's to get back.

    What came in too late for the check-in is applied as well.
    """
    for deposit in held_for(unit, stay_id):
        if deposit.maturity is not Maturity.MANUAL:
            apply_where_owed(unit, deposit, stay_id)


def apply_where_owed(unit: Unit, deposit: Deposit, bill: str) -> None:
    """Pay what the guest owes in any window of a bill with what is held, and no more.

    What a company pays is no business of the guest's deposit, nor does one of other money settle
    the bill.
    """
    folio: Folio = unit.need("folio", bill)
    if deposit.currency != folio.currency:
        return
    for window in guest_windows(unit, folio, deposit.stay):
        held = unit.need("deposit", deposit.id).held
        if (amount := min(held, window.owed)) > 0:
            money = Money(amount, folio.currency)
            unit.act(ApplyDeposit(deposit.id, bill, money, window.number))


def guest_windows(unit: Unit, folio: Folio, stay_id: str) -> tuple[Window, ...]:
    """Return the windows of a bill that the guest of a stay pays, by number."""
    stay: Stay = unit.need("stay", stay_id)
    payees = {None, Payee(PayeeKind.GUEST, stay.guest)}
    return tuple(window for window in folio.windows if window.payee in payees)


def tell_of_the_deposit(unit: Unit, event: Over) -> Iterator[LeaveFollowUp]:
    """What is still held for a stay that is over is decided on by somebody."""
    for deposit in held_for(unit, event.stay):
        undecided = HotelRefusal(
            "hotel.deposit_undecided",
            deposit=deposit.id,
            stay=event.stay,
            held=deposit.held,
            currency=deposit.currency,
        )
        values = {"deposit": deposit.id, "stay": event.stay}
        yield left_to(CASHIER, unit, _cause(deposit.id), DECIDE, values, undecided)


def end_the_decision(unit: Unit, event: DepositSettled | DepositMoved) -> Iterator[ResolveFollowUp]:
    """Once nothing is held for a stay that is over, nobody has to decide on it any more."""
    yield from ended(unit, CASHIER, {_cause(event.deposit)}, {DECIDE})


def _cause(deposit: str) -> str:
    return f"deposit:{deposit}"


def held_for(unit: Unit, stay: str) -> list[Deposit]:
    """Return the deposits of which something is held for a stay."""
    return [deposit for deposit in _found(unit, "deposit.held", stay) if deposit.held]


def _found(unit: Unit, name: str, stay: str) -> list[Deposit]:
    found = [deposit for _, deposit in unit.find(name, stay)]
    unit.load(*(("deposit", deposit) for deposit in found))
    return [unit.need("deposit", deposit) for deposit in found]
