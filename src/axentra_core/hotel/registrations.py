"""What staff do with the readings of a stay: look at them, turn them down, and settle them."""

import attrs

from axentra_core.hotel import verbs
from axentra_core.hotel.meter_log import recorded
from axentra_core.hotel.metered_credits import credit_the_difference
from axentra_core.hotel.metered_money import document_what_was_charged, invoice, source_of
from axentra_core.hotel.metered_payments import (
    end_bills_that_are_paid,
    note_what_was_done,
    pay_the_rest,
    set_off_the_deposits,
)
from axentra_core.hotel.metered_use import settlement_of
from axentra_core.hotel.meters import what_follows
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.unit import Unit
from axentra_core.meters import (
    ArchiveRegistration,
    BeginFrontDesk,
    DifferenceRecorded,
    Figures,
    GiveUpFrontDesk,
    InvoicedVia,
    RecordDifference,
    Registration,
    RestoreRegistration,
    ReviewRegistration,
    SettleInFrontDesk,
)
from axentra_core.meters.incoming import readings_of


def review_readings(unit: Unit, verb: verbs.ReviewReadings) -> None:
    """Note that somebody has looked."""
    registration: Registration = unit.need("registration", verb.stay)
    unit.act(ReviewRegistration(verb.stay, settlement_of(unit, registration).figures))


def archive_readings(unit: Unit, verb: verbs.ArchiveReadings) -> None:
    """Turn them down."""
    unit.act(ArchiveRegistration(verb.stay, verb.reason))


def restore_readings(unit: Unit, verb: verbs.RestoreReadings) -> None:
    """Take them up again."""
    unit.act(RestoreRegistration(verb.stay))
    unit.act(*what_follows(unit, verb.stay))


def invoice_readings(unit: Unit, verb: verbs.InvoiceReadings) -> None:
    """Accept and invoice them from the list."""
    registration: Registration = unit.need("registration", verb.stay)
    settlement = settlement_of(unit, registration, verb.without)
    invoice(unit, verb.stay, InvoicedVia.LIST, settlement, verb.without)


def handle_in_front_desk(unit: Unit, verb: verbs.HandleInFrontDesk) -> None:
    """Let Front Desk settle them."""
    unit.act(BeginFrontDesk(verb.stay))


def leave_front_desk(unit: Unit, verb: verbs.LeaveFrontDesk) -> None:
    """Let them wait to be invoiced again."""
    unit.act(GiveUpFrontDesk(verb.stay))


def settle_in_front_desk(unit: Unit, verb: verbs.SettleInFrontDesk) -> None:
    """Charge what was used, set the deposit off, and take or give what is left."""
    registration: Registration = unit.need("registration", verb.stay)
    from_readings = not verb.readings
    if not from_readings:
        registration = _with_own_readings(unit, registration, verb)
    figures = settlement_of(unit, registration, verb.without).figures
    unit.act(SettleInFrontDesk(verb.stay, figures, from_readings, without=verb.without))
    set_off_the_deposits(unit, verb.stay, verb.method)
    if verb.method is not None:
        pay_the_rest(unit, verb.stay, verb.method)
    document_what_was_charged(unit, verb.stay, source_of(verb.stay))
    end_bills_that_are_paid(unit, verb.stay)
    is_shown = unit.property.meters.receipt_after_front_desk
    note_what_was_done(unit, verb.stay, is_shown=is_shown)


def _with_own_readings(
    unit: Unit, registration: Registration, verb: verbs.SettleInFrontDesk | verbs.SettleDifference
) -> Registration:
    """Return the registration as if staff's readings were all there are; their meters keep them."""
    empty = attrs.evolve(registration, readings=())
    own = readings_of(empty, verb.readings, unit.context)
    unit.act(*(recorded(one, registration.id) for one in own))
    return attrs.evolve(registration, readings=own)


def settle_difference(unit: Unit, verb: verbs.SettleDifference) -> None:
    """Charge or credit what came to light after it was billed."""
    registration: Registration = unit.need("registration", verb.stay)
    _insist_on_the_same_readings(registration, verb)
    billed = registration.billed or Figures()
    if verb.readings:
        registration = _with_own_readings(unit, registration, verb)
    unit.act(RecordDifference(verb.stay, settlement_of(unit, registration).figures))
    recorded = [one for one in unit.events if isinstance(one, DifferenceRecorded)]
    for one in recorded:
        credit_the_difference(unit, one, billed)
        if verb.method is not None:
            pay_the_rest(unit, verb.stay, verb.method)
        document_what_was_charged(unit, verb.stay, source_of(verb.stay, one.number))
        end_bills_that_are_paid(unit, verb.stay)
        note_what_was_done(unit, verb.stay, is_shown=False)


def _insist_on_the_same_readings(registration: Registration, verb: verbs.SettleDifference) -> None:
    """Insist that a difference is one of the same readings: those that were sent, or staff's own.

    Raises:
        HotelRefusal: ``hotel.settled_from_own`` or ``hotel.settled_from_sent``.
    """
    if registration.billed is None:
        return
    by_staff = registration.via is None
    if by_staff and not verb.readings:
        raise HotelRefusal("hotel.settled_from_own", stay=registration.id)
    if verb.readings and not by_staff:
        raise HotelRefusal("hotel.settled_from_sent", stay=registration.id)
