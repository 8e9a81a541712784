"""What follows when all readings of a stay were sent, as the settings of the house say."""

from typing import Final

from axentra_core.hotel import verbs
from axentra_core.hotel.front_desk import check_out
from axentra_core.hotel.metered_money import invoice
from axentra_core.hotel.metered_tasks import (
    CHECK_OUT,
    INVOICE,
    REVIEW,
    by_itself,
    leave_to_staff,
)
from axentra_core.hotel.metered_use import facts_of, settlement_of, units_of
from axentra_core.hotel.meters import NEVER, begin
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.unit import Unit
from axentra_core.meters import (
    FinaliseRegistration,
    InvoicedVia,
    Registration,
    RegistrationFinalised,
)
from axentra_core.stays import Settlement, Stay, StayStatus

AWAY: Final = NEVER | {StayStatus.NO_SHOW}
FINALISED: Final = "meter readings are complete"


def finalise_readings(unit: Unit, verb: verbs.FinaliseReadings) -> None:
    """Close what a partner sends, and do what the property says."""
    stay: Stay = unit.need("stay", verb.stay)
    units = units_of(unit, stay)
    if unit.get("registration", stay.id) is None and units and stay.status not in NEVER:
        begin(unit, stay, units, verbs.SubmitReadings(stay.id, ()))
    registration: Registration = unit.need("registration", stay.id)
    figures = settlement_of(unit, registration).figures
    meters = facts_of(unit, stay, registration.units)
    unit.act(FinaliseRegistration(stay.id, figures, meters))
    if any(isinstance(event, RegistrationFinalised) for event in unit.events):
        _do_what_follows(unit, stay)


def _do_what_follows(unit: Unit, stay: Stay) -> None:
    own = unit.property.meters
    if own.check_out_at_finalise and stay.status not in {*AWAY, StayStatus.CHECKED_OUT}:
        leave = verbs.CheckOut(stay.id, Settlement.ON_ACCOUNT, reason=FINALISED)
        by_itself(unit, stay.id, CHECK_OUT, lambda: check_out(unit, leave))
    now: Registration = unit.need("registration", stay.id)
    if now.needs_review:
        leave_to_staff(unit, stay.id, REVIEW, _to_look_at(now))
    elif stay.status in AWAY:
        why = HotelRefusal("hotel.read_though_away", stay=stay.id, status=stay.status)
        leave_to_staff(unit, stay.id, REVIEW, why)
    elif own.invoice_at_finalise:
        by_itself(
            unit,
            stay.id,
            INVOICE,
            lambda: invoice(unit, stay.id, InvoicedVia.AUTOMATIC, settlement_of(unit, now)),
        )


def _to_look_at(registration: Registration) -> HotelRefusal:
    first = registration.reasons[0]
    return HotelRefusal(
        "hotel.readings_to_look_at",
        stay=registration.id,
        reasons=len(registration.reasons),
        first=first.sentence,
    )
