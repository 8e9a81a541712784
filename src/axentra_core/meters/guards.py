"""What stands against a change of a registration: a guard returns the reason, or None."""

from collections.abc import Sequence

from axentra_core.kernel.actor import Context
from axentra_core.kernel.errors import KeyReused, numbered
from axentra_core.meters import messages as msg
from axentra_core.meters.figures import Figures, Reason
from axentra_core.meters.refusals import MetersRefusal
from axentra_core.meters.registration import (
    MOST_METERS,
    MOST_READINGS,
    InvoicedVia,
    Registration,
    RegistrationStatus,
    StayReading,
)
from axentra_core.meters.submitted import SubmittedReading


def new_readings(
    known: Sequence[StayReading], sent: Sequence[SubmittedReading]
) -> list[SubmittedReading]:
    """Return what was not sent before: the partner's id tells it, before any rule is asked.

    Raises:
        KeyReused: ``key.reused`` where the same id comes with another content.
    """
    had: dict[str, tuple[object, ...]] = {}
    for old in known:
        if old.partner_id is not None:
            reading = old.reading
            had[old.partner_id] = (old.meter, reading.register, reading.kind, reading.value)
    kept = set(had)
    found: list[SubmittedReading] = []
    for one in sent:
        if one.partner_id is not None:
            if had.setdefault(one.partner_id, one.content) != one.content:
                raise KeyReused("key.reused", key=one.partner_id, verb="a reading")
            if one.partner_id in kept:
                continue
            kept.add(one.partner_id)
        found.append(one)
    return found


def room_for_readings(
    registration: Registration, command: msg.SubmitReadings, _: Context
) -> MetersRefusal | None:
    """A stay with hundreds of readings is a fault of the one who sends them."""
    new = new_readings(registration.readings, command.readings)
    return too_many(len(registration.readings), len(new))


def room_for_meters(
    registration: Registration, command: msg.SubmitReadings | msg.ChangeUnits, _: Context
) -> MetersRefusal | None:
    """A unit has a handful of meters, however often they are told."""
    got = len(registration.meters_with(command.meters))
    if got <= MOST_METERS:
        return None
    return MetersRefusal(
        "meters.too_many_meters", registration=registration.id, most=MOST_METERS, got=got
    )


def too_many(had: int, new: int) -> MetersRefusal | None:
    """Return the refusal of readings that no registration keeps."""
    if had + new <= MOST_READINGS:
        return None
    return MetersRefusal("meters.too_many_readings", most=MOST_READINGS, got=new)


def can_be_finalised(registration: Registration, _: Context) -> MetersRefusal | None:
    """What was turned down is restored first; what is finalised already stays so."""
    if registration.status is not RegistrationStatus.ARCHIVED:
        return None
    return MetersRefusal("meters.registration_closed", registration=registration.id)


def not_billed(registration: Registration, _: Context) -> MetersRefusal | None:
    """A registration is invoiced once, whichever of the ways is taken first."""
    if registration.billed is None:
        return None
    return MetersRefusal("meters.already_invoiced", registration=registration.id)


def is_billed(registration: Registration, _: Context) -> MetersRefusal | None:
    """A document and a difference belong to what was billed."""
    if registration.billed is not None:
        return None
    return MetersRefusal("meters.not_invoiced", registration=registration.id)


def was_archived(registration: Registration, _: Context) -> MetersRefusal | None:
    """Only what was turned down is taken up again."""
    if registration.status is RegistrationStatus.ARCHIVED:
        return None
    return MetersRefusal("meters.not_archived", registration=registration.id)


def not_front_desk_only(
    registration: Registration, command: msg.InvoiceRegistration, _: Context
) -> MetersRefusal | None:
    """Where only Front Desk settles, neither the end of a stay nor the list does."""
    if not command.always_front_desk:
        return None
    return MetersRefusal("meters.front_desk_only", registration=registration.id)


def may_be_billed(
    registration: Registration, command: msg.InvoiceRegistration, _: Context
) -> MetersRefusal | None:
    """What is doubtful is never billed by itself, and by staff once somebody has looked."""
    if command.via is InvoicedVia.AUTOMATIC:
        return unreviewed(registration, (*registration.reasons, *command.figures.reasons))
    if registration.needs_review:
        return unreviewed(registration, registration.reasons)
    return unreviewed(registration, not_looked_at(registration, command.figures))


def nothing_left_out(
    registration: Registration, command: msg.InvoiceRegistration | msg.SettleInFrontDesk, _: Context
) -> MetersRefusal | None:
    """No use gets lost: what cannot be billed is named by whoever settles without it."""
    unbilled = command.figures.unbilled
    if missing := [one for one in unbilled if one not in command.without]:
        return _use_missing(registration, missing)
    if billed := [one for one in command.without if one not in unbilled]:
        return MetersRefusal(
            "meters.use_told", registration=registration.id, meters=", ".join(billed)
        )
    return None


def nothing_left_out_since(
    registration: Registration, command: msg.RecordDifference, _: Context
) -> MetersRefusal | None:
    """What was billed is not credited because nobody can tell its use any more."""
    had = () if registration.billed is None else registration.billed.unbilled
    missing = [one for one in command.figures.unbilled if one not in had]
    return _use_missing(registration, missing) if missing else None


def _use_missing(registration: Registration, meters: Sequence[str]) -> MetersRefusal:
    return MetersRefusal(
        "meters.use_missing", registration=registration.id, meters=", ".join(meters)
    )


def difference_looked_at(
    registration: Registration, command: msg.RecordDifference, _: Context
) -> MetersRefusal | None:
    """A difference is doubted as an invoice is; what staff have read themselves, they have seen."""
    if registration.via is None:
        return None
    return unreviewed(registration, not_looked_at(registration, command.figures))


def not_looked_at(registration: Registration, figures: Figures) -> tuple[Reason, ...]:
    """Return the reasons in figures that nobody has seen.

    Once it is billed, one with other values is another one: an odd reading was looked at then, not
    the one that has come since.
    """
    if registration.billed is None:
        keys = {one.key for one in registration.reasons}
        return tuple(one for one in figures.reasons if one.key not in keys)
    last = registration.figures or Figures()
    seen = {*registration.billed.reasons, *last.reasons}
    return tuple(one for one in figures.reasons if one not in seen)


def unreviewed(registration: Registration, reasons: Sequence[Reason]) -> MetersRefusal | None:
    """Return the refusal of what nobody has looked at, or None where there is nothing."""
    if not reasons:
        return None
    sentences = list(dict.fromkeys(one.sentence for one in reasons))
    return MetersRefusal(
        "meters.needs_review", registration=registration.id, reasons=numbered(sentences)
    )


def other_document(
    registration: Registration, command: msg.NoteDocument, _: Context
) -> MetersRefusal | None:
    """What is billed stands on one document; a difference has its own."""
    if registration.document in {None, command.document}:
        return None
    return MetersRefusal(
        "meters.document_known", registration=registration.id, document=registration.document
    )
