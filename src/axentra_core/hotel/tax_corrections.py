"""At the end of a verb: every bill it has changed something about says what the tax rules say."""

from typing import Final

from axentra_core.folio import FolioStatus, PostCharge, Quote
from axentra_core.hotel.tasks import left_to
from axentra_core.hotel.taxes import AHEAD, CORRECTION, Bill
from axentra_core.hotel.unit import REFUSALS, Unit
from axentra_core.house import LeaveFollowUp
from axentra_core.kernel.errors import AxentraError

RESERVATIONS: Final = "reservations"


def correct_taxes(unit: Unit) -> None:
    """Correct the taxes of every bill that a verb has changed something about.

    A stay whose taxes cannot be told is not booked or changed; of one that was sold outside, staff
    are told.
    """
    if unit.property.folio.tax is None:
        return
    changed = (now.id for kind in ("stay", "folio") for _, now in unit.changed(kind))
    for bill in tuple(dict.fromkeys(changed)):
        folio, stay = unit.get("folio", bill), unit.get("stay", bill)
        if folio is None or folio.status is FolioStatus.CLOSED:
            continue
        if len(folio.lines) or (stay is not None and stay.status in AHEAD):
            _correct(unit, bill)


def _correct(unit: Unit, bill: str) -> None:
    try:
        found = Bill(unit, bill).correction()
    except REFUSALS as refusal:
        if not unit.has_happened_outside:
            raise
        unit.act(_tell_staff(unit, bill, refusal))
        return
    if found is not None:
        unit.act(_charge_of(unit, bill, found))


def _charge_of(unit: Unit, bill: str, correction: Quote) -> PostCharge:
    own = unit.property
    code = own.folio.code(own.folio.correction_code or own.room_charge)
    return PostCharge(
        bill,
        code.code,
        code.department,
        code.name if own.folio.correction_code else "Tax correction",
        1,
        correction,
        unit.context.business_date,
        CORRECTION,
        unit.settings,
    )


def _tell_staff(unit: Unit, bill: str, refusal: AxentraError) -> LeaveFollowUp:
    return left_to(RESERVATIONS, unit, bill, "taxes.Quote", {"stay": bill}, refusal)
