"""What commands decide about the registration of a stay."""

import attrs

from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import Events
from axentra_core.meters import events as ev
from axentra_core.meters import messages as msg
from axentra_core.meters.evolution import opened, units_changed
from axentra_core.meters.figures import difference
from axentra_core.meters.guards import new_readings, too_many
from axentra_core.meters.incoming import inferred_starts, readings_of, submitted_by
from axentra_core.meters.registration import Registration, RegistrationStatus, united


def open_registration(command: msg.OpenRegistration, context: Context) -> Events:
    """Begin with the first readings, or without any where none was taken."""
    first = ev.RegistrationOpened(
        command.registration,
        command.unit,
        command.arrival,
        command.departure,
        command.persons,
        command.zone,
        command.grace_days,
        command.meters,
        str(context.actor),
        context.now,
        context.business_date,
        command.moved,
    )
    registration = opened(first)
    new = new_readings((), command.readings)
    if not new:
        return [first]
    if (reason := too_many(0, len(new))) is not None:
        raise reason
    return [
        first,
        submitted_by(registration, readings_of(registration, new, context), (), context),
    ]


def submit_readings(
    registration: Registration, command: msg.SubmitReadings, context: Context
) -> list[ev.ReadingsSubmitted]:
    """Keep what is new; nothing new is no event."""
    new = new_readings(registration.readings, command.readings)
    if not new:
        return []
    now = attrs.evolve(registration, meters=registration.meters_with(command.meters))
    return [submitted_by(now, readings_of(now, new, context), command.meters, context)]


def change_period(
    registration: Registration, command: msg.ChangePeriod, context: Context
) -> list[ev.PeriodChanged]:
    """Settle for other days or persons; the same ones are no event."""
    now = (command.arrival, command.departure, command.persons)
    if now == (registration.arrival, registration.departure, registration.persons):
        return []
    return [
        ev.PeriodChanged(
            registration.id, *now, str(context.actor), context.now, context.business_date
        )
    ]


def change_units(
    registration: Registration, command: msg.ChangeUnits, context: Context
) -> list[ev.UnitsChanged]:
    """Let what is read in other units be of the stay, too; the same ones are no event."""
    if command.units == registration.units:
        return []
    event = ev.UnitsChanged(
        registration.id,
        command.units,
        command.meters,
        (),
        str(context.actor),
        context.now,
        context.business_date,
    )
    if registration.finalised_at is None or registration.billed is not None:
        return [event]
    known = {one.key for one in registration.reasons}
    lacking = units_changed(registration, event).own_reasons
    return [attrs.evolve(event, reasons=tuple(one for one in lacking if one.key not in known))]


def finalise_registration(
    registration: Registration, command: msg.FinaliseRegistration, context: Context
) -> list[ev.RegistrationFinalised]:
    """Let it wait to be invoiced; a second time is no event."""
    if registration.status is not RegistrationStatus.IN_PROGRESS:
        return []
    now = attrs.evolve(registration, meters=registration.meters_with(command.meters))
    return [
        ev.RegistrationFinalised(
            registration.id,
            command.figures,
            united(command.figures.reasons, now.own_reasons),
            inferred_starts(now),
            registration.status,
            str(context.actor),
            context.now,
            context.business_date,
        )
    ]


def review_registration(
    registration: Registration, command: msg.ReviewRegistration, context: Context
) -> list[ev.RegistrationReviewed]:
    """Note who has looked; where nothing is open and nothing has changed it is no event."""
    figures = command.figures or registration.figures
    is_same = command.figures in {None, registration.figures}
    if figures is None or (is_same and not registration.needs_review):
        return []
    return [
        ev.RegistrationReviewed(
            registration.id,
            united(registration.reasons, figures.reasons),
            figures,
            str(context.actor),
            context.now,
            context.business_date,
        )
    ]


def archive_registration(
    registration: Registration, command: msg.ArchiveRegistration, context: Context
) -> list[ev.RegistrationArchived]:
    """Turn it down."""
    return [
        ev.RegistrationArchived(
            registration.id,
            command.reason,
            registration.status,
            str(context.actor),
            context.now,
            context.business_date,
        )
    ]


def restore_registration(
    registration: Registration, _: msg.RestoreRegistration, context: Context
) -> Events:
    """Take it up again where it stood."""
    was_ready = registration.archived_from is RegistrationStatus.READY
    restored = ev.RestoredToReady if was_ready else ev.RestoredToProgress
    return [
        restored(
            registration.id,
            registration.status,
            str(context.actor),
            context.now,
            context.business_date,
        )
    ]


def invoice_registration(
    registration: Registration, command: msg.InvoiceRegistration, context: Context
) -> list[ev.ConsumptionInvoiced]:
    """Charge what was used; a deposit is not set off by it (seed)."""
    return [
        ev.ConsumptionInvoiced(
            registration.id,
            command.via,
            command.figures,
            command.document,
            registration.status,
            str(context.actor),
            context.now,
            context.business_date,
        )
    ]


def begin_front_desk(
    registration: Registration, _: msg.BeginFrontDesk, context: Context
) -> list[ev.FrontDeskBegun]:
    """Let Front Desk settle it."""
    return [
        ev.FrontDeskBegun(
            registration.id,
            registration.status,
            str(context.actor),
            context.now,
            context.business_date,
        )
    ]


def give_up_front_desk(
    registration: Registration, _: msg.GiveUpFrontDesk, context: Context
) -> list[ev.FrontDeskGivenUp]:
    """Let it wait to be invoiced again."""
    return [
        ev.FrontDeskGivenUp(
            registration.id,
            registration.status,
            str(context.actor),
            context.now,
            context.business_date,
        )
    ]


def settle_in_front_desk(
    registration: Registration, command: msg.SettleInFrontDesk, context: Context
) -> Events:
    """Note what was charged: from the readings that were sent, or from those of staff."""
    who = (str(context.actor), context.now, context.business_date)
    if command.from_readings:
        return [
            ev.SettledFromReadings(
                registration.id, command.figures, command.document, registration.status, *who
            )
        ]
    return [ev.SettledByStaff(registration.id, command.figures, command.document, *who)]


def note_document(
    registration: Registration, command: msg.NoteDocument, context: Context
) -> list[ev.DocumentNoted]:
    """Note on what it stands; the same document again is no event."""
    if registration.document == command.document:
        return []
    return [
        ev.DocumentNoted(
            registration.id,
            command.document,
            str(context.actor),
            context.now,
            context.business_date,
        )
    ]


def note_receipt(
    registration: Registration, command: msg.NoteReceipt, context: Context
) -> list[ev.ReceiptNoted]:
    """Note what the settlement has come to."""
    who = (str(context.actor), context.now, context.business_date)
    return [ev.ReceiptNoted(registration.id, command.receipt, *who)]


def record_difference(
    registration: Registration, command: msg.RecordDifference, context: Context
) -> list[ev.DifferenceRecorded]:
    """Charge or credit what is new; where nothing is due and nothing has changed it is no event."""
    billed, figures = registration.billed, command.figures
    lines = () if billed is None else difference(figures, billed)
    if not lines and not registration.difference_due:
        return []
    return [
        ev.DifferenceRecorded(
            registration.id,
            registration.differences + 1,
            figures.currency,
            lines,
            figures,
            command.document,
            str(context.actor),
            context.now,
            context.business_date,
        )
    ]
