"""What is done with deposits; each moves money in one commit with the bill or the drawer."""

from collections.abc import Iterator
from typing import TypeVar

from axentra_core.deposits import (
    ApplyDeposit,
    Deposit,
    DepositKept,
    DepositReceived,
    DepositReturned,
    KeepDeposit,
    MoveDeposit,
    ReceiveDeposit,
    RequestDeposit,
    ReturnDeposit,
    TakeBackApplication,
    TakeDeposit,
    WithdrawRequest,
)
from axentra_core.folio import ApplyDeposit as PayByDeposit
from axentra_core.folio import (
    ChargePosted,
    CloseFolio,
    Folio,
    FolioStatus,
    Nature,
    TransferredIn,
)
from axentra_core.folio.corrections import lines_of, placed
from axentra_core.hotel import verbs
from axentra_core.hotel.bill import late_bill
from axentra_core.hotel.cash_desk import in_the_drawer, out_of_the_drawer
from axentra_core.hotel.charges import Sale, charges, own_money, own_money_if
from axentra_core.hotel.documents import credit_the_advance
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.taxes import AHEAD
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.money import Money
from axentra_core.stays import Stay

T = TypeVar("T")

# --- what comes in ---


def request_deposit(unit: Unit, verb: verbs.RequestDeposit) -> None:
    """Ask a guest for a deposit, in the property's money."""
    _insist_on_expected(unit, verb.stay)
    own, amount = unit.property, own_money(unit, verb.amount, "amount")
    unit.act(
        RequestDeposit(
            verb.deposit or unit.new_id("deposit"),
            verb.stay,
            own.currency,
            own.digits,
            amount,
            verb.due,
            verb.maturity,
        )
    )


def take_deposit(unit: Unit, verb: verbs.TakeDeposit) -> None:
    """Receive a deposit, in the drawer of who receives it."""
    _insist_on_expected(unit, verb.stay)
    own, amount = unit.property, own_money(unit, verb.amount, "amount")
    unit.act(
        TakeDeposit(
            verb.deposit or unit.new_id("deposit"),
            verb.stay,
            own.currency,
            own.digits,
            amount,
            verb.method.value,
            verb.reference or _taken_by(unit),
            verb.maturity,
        )
    )
    _note_received(unit, verb, amount)


def receive_deposit(unit: Unit, verb: verbs.ReceiveDeposit) -> None:
    """Receive what was asked for, in the drawer of who receives it."""
    amount, source = own_money(unit, verb.amount, "amount"), verb.reference or _taken_by(unit)
    unit.act(ReceiveDeposit(verb.deposit, amount, verb.method.value, source))
    _note_received(unit, verb, amount)


def _taken_by(unit: Unit) -> str:
    actor = unit.context.actor
    return f"{actor.kind}:{actor.id}"


def _note_received(
    unit: Unit, verb: verbs.TakeDeposit | verbs.ReceiveDeposit, amount: Money
) -> None:
    place = unit.place_of(_last(unit, DepositReceived))
    unit.act(*in_the_drawer(unit, verb.method, amount, place))


def _last(unit: Unit, event: type[T]) -> T:
    """Return what has just happened."""
    return next(one for one in reversed(unit.events) if isinstance(one, event))


def withdraw_deposit_request(unit: Unit, verb: verbs.WithdrawDepositRequest) -> None:
    """Ask for nothing more."""
    unit.act(WithdrawRequest(verb.deposit, verb.reason))


def _insist_on_expected(unit: Unit, stay_id: str) -> None:
    """Insist that a stay goes on or is still to come.

    Raises:
        HotelRefusal: ``hotel.deposit_for_nobody``.
    """
    stay: Stay = unit.need("stay", stay_id)
    if stay.status not in AHEAD:
        raise HotelRefusal("hotel.deposit_for_nobody", stay=stay_id, status=stay.status)


# --- what becomes of it ---


def apply_deposit(unit: Unit, verb: verbs.ApplyDeposit) -> None:
    """Pay the bill of the stay with what is held."""
    deposit: Deposit = unit.need("deposit", verb.deposit)
    unit.act(
        ApplyDeposit(
            deposit.id, deposit.stay, own_money_if(unit, verb.amount, "amount"), verb.window
        )
    )


def take_back_deposit(unit: Unit, verb: verbs.TakeBackDeposit) -> None:
    """Hold again what has paid the bill of the stay."""
    deposit: Deposit = unit.need("deposit", verb.deposit)
    unit.act(TakeBackApplication(deposit.id, deposit.stay, verb.reason))


def return_deposit(unit: Unit, verb: verbs.ReturnDeposit) -> None:
    """Give money back, and note it in the open shift of who gives it.

    What of it an advance invoice has claimed is credited.
    """
    amount = own_money_if(unit, verb.amount, "amount")
    unit.act(ReturnDeposit(verb.deposit, verb.method.value, verb.reason, amount))
    returned = _last(unit, DepositReturned)
    money, place = Money(returned.amount, returned.currency), unit.place_of(returned)
    unit.act(*out_of_the_drawer(unit, verb.method, money, place))
    credit_the_advance(unit, returned)


def move_deposit(unit: Unit, verb: verbs.MoveDeposit) -> None:
    """Hold it for another stay, which is still to come or goes on."""
    _insist_on_expected(unit, verb.stay)
    unit.act(MoveDeposit(verb.deposit, verb.stay, verb.reason))


# --- what is kept ---


def keep_deposit(unit: Unit, verb: verbs.KeepDeposit) -> None:
    """Keep what is forfeited: it is charged with its taxes, and paid by the deposit at once.

    It stands on the bill of the stay, or on one that follows it where that one is closed.
    """
    unit.property.folio.code_of(Nature.REVENUE, verb.code)
    unit.act(KeepDeposit(verb.deposit, verb.reason, own_money_if(unit, verb.amount, "amount")))
    kept, stay = _last(unit, DepositKept), unit.need("deposit", verb.deposit).stay
    bill = _bill_for(unit, stay)
    sale = Sale(
        verb.code,
        Money(kept.amount, kept.currency),
        unit.context.business_date,
        unit.place_of(kept),
        gross=True,
    )
    (charge,) = charges(unit, bill, sale)
    if charge.quote.total != kept.amount:
        raise HotelRefusal(
            "hotel.taxes_on_top",
            code=verb.code,
            owed=charge.quote.total,
            amount=kept.amount,
            currency=kept.currency,
        )
    unit.act(charge)
    unit.act(*_paid_where_it_stands(unit, kept))
    if bill != stay:
        unit.act(CloseFolio(bill))


def _bill_for(unit: Unit, stay: str) -> str:
    """Return the bill of a stay if it is open, or a new one that follows it."""
    closed: Folio = unit.need("folio", stay)
    if closed.status is FolioStatus.OPEN:
        return stay
    late = unit.new_id("folio")
    unit.act(late_bill(unit, late, closed))
    return late


def _paid_where_it_stands(unit: Unit, kept: DepositKept) -> Iterator[PayByDeposit]:
    """Yield what pays a charge in every window and bill to which it was routed."""
    source = unit.place_of(kept)
    posted = next(
        one for one in unit.events if isinstance(one, ChargePosted) and one.source == source
    )
    origin = (posted.folio, posted.line)
    came = [
        (one.folio, one.line)
        for one in unit.events
        if isinstance(one, TransferredIn) and (one.origin_folio, one.origin_line) == origin
    ]
    for folio, line in (origin, *came):
        lines = lines_of(unit.past("folio", folio))
        for window, part in placed(lines, line).items():
            paid = Money(part.total, kept.currency)
            yield PayByDeposit(folio, kept.deposit, paid, window, kept.reason)
