"""What is put on a bill, corrected and divided, on the open day or late for a closed one."""

from datetime import date, timedelta

from axentra_core.folio import (
    AdjustCharge,
    Folio,
    FolioKind,
    FolioStatus,
    MoveCharge,
    OpenFolio,
    PutOnAccount,
    ReverseCharge,
    SplitCharge,
    TransferOut,
)
from axentra_core.hotel import verbs
from axentra_core.hotel.charges import Sale, charges, own_money_if
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.errors import InvalidInput

LATE_CHARGE = "late charge"
FARTHEST = timedelta(days=366)


def charge_to_room(unit: Unit, verb: verbs.ChargeToRoom) -> None:
    """Put something a guest signs for on their bill."""
    unit.post_on(verb.on)
    sale = Sale(
        verb.code,
        verb.net,
        unit.context.business_date,
        _new_source(unit),
        verb.description,
        verb.quantity,
        window=verb.window,
        signed=True,
        override=verb.override,
    )
    unit.act(*charges(unit, verb.stay, sale))


def post_to_folio(unit: Unit, verb: verbs.PostToFolio) -> None:
    """Put something on any bill."""
    unit.post_on(verb.on)
    for path in ("service_date", "revenue_date"):
        _insist_on_near(unit, path, getattr(verb, path))
    sale = Sale(
        verb.code,
        verb.net,
        verb.service_date or unit.context.business_date,
        _new_source(unit),
        verb.description,
        verb.quantity,
        window=verb.window,
        revenue_date=verb.revenue_date,
    )
    unit.act(*charges(unit, verb.folio, sale))


def _insist_on_near(unit: Unit, path: str, day: date | None) -> None:
    """Insist that a day is at most a year away: others are mistyped.

    Raises:
        InvalidInput: ``value.out_of_range``.
    """
    today = unit.context.business_date
    first, last = today - FARTHEST, today + FARTHEST
    if day is not None and not first <= day <= last:
        raise InvalidInput.because(
            "value.out_of_range", path=path, got=str(day), low=str(first), high=str(last)
        )


def _new_source(unit: Unit) -> str:
    return f"charge:{unit.new_id('charge')}"


def charge_late(unit: Unit, verb: verbs.ChargeLate) -> None:
    """Put something on a new bill that follows a closed one."""
    closed: Folio = unit.need("folio", verb.stay)
    if closed.status is FolioStatus.OPEN:
        raise HotelRefusal("hotel.bill_still_open", folio=closed.id)
    late = verb.folio or unit.new_id("folio")
    unit.act(late_bill(unit, late, closed))
    day = unit.context.business_date
    sale = Sale(verb.code, verb.net, day, _new_source(unit), verb.description, verb.quantity)
    unit.act(*charges(unit, late, sale), PutOnAccount(late, verb.due, LATE_CHARGE))


def late_bill(unit: Unit, folio: str, closed: Folio) -> OpenFolio:
    """Return the command that begins a bill that follows a closed one."""
    return open_folio(unit, folio, FolioKind.LATE, stay=closed.stay, follows=closed.id)


def open_folio(  # noqa: PLR0913 - a bill says that much
    unit: Unit,
    folio: str,
    kind: FolioKind,
    *,
    stay: str | None = None,
    follows: str | None = None,
    name: str | None = None,
) -> OpenFolio:
    """Return the command that begins a bill in the property's money, by its policy of windows."""
    own = unit.property
    windows = own.folio.windows
    return OpenFolio(folio, stay or folio, own.currency, own.digits, kind, windows, follows, name)


def adjust_charge(unit: Unit, verb: verbs.AdjustCharge) -> None:
    """Take a part of a line of the bill off."""
    unit.post_on(verb.on)
    unit.act(
        AdjustCharge(
            verb.folio,
            verb.line,
            verb.reason,
            own_money_if(unit, verb.amount, "amount"),
            verb.percent,
            verb.note,
            verb.window,
        )
    )


def reverse_charge(unit: Unit, verb: verbs.ReverseCharge) -> None:
    """Take a line of the bill back."""
    unit.post_on(verb.on)
    unit.act(ReverseCharge(verb.folio, verb.line, verb.reason))


def move_charge(unit: Unit, verb: verbs.MoveCharge) -> None:
    """Let another window pay a line, or a part of it."""
    unit.post_on(verb.on)
    amount = own_money_if(unit, verb.amount, "amount")
    unit.act(MoveCharge(verb.folio, verb.line, verb.to_window, verb.reason, amount, verb.window))


def split_charge(unit: Unit, verb: verbs.SplitCharge) -> None:
    """Share a line among windows."""
    unit.post_on(verb.on)
    unit.act(SplitCharge(verb.folio, verb.line, verb.shares, verb.reason))


def transfer_charge(unit: Unit, verb: verbs.TransferCharge) -> None:
    """Let another bill take a line over, or a part of it."""
    unit.post_on(verb.on)
    unit.act(
        TransferOut(
            verb.folio,
            verb.line,
            verb.to_folio,
            unit.new_id("transfer"),
            verb.reason,
            verb.to_window,
            own_money_if(unit, verb.amount, "amount"),
            verb.window,
        )
    )
