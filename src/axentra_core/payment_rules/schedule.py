"""When a payment is due: a day of the reservation, a wall time, a zone, and a card.

Usable alone:

    >>> from datetime import date, time
    >>> seven_days_before = Moment(Trigger.BEFORE_CHECK_IN, time(11), days=7)
    >>> due = moment_of(seven_days_before, date(2026, 4, 2), date(2026, 4, 5), "Europe/Berlin")
    >>> due.at.isoformat()
    '2026-03-26T10:00:00+00:00'

Days are counted on the calendar, never as hours: a week before is a week before, whatever clocks
do in between. A wall time that clocks skip moves forward by the gap; one that comes twice means
the first (RFC 5545, section 3.3.5). So a rule fires once on every day that it should.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import attrs

from axentra_core.kernel.calendar import instant_at, zone
from axentra_core.payment_rules.cards import CardFacts
from axentra_core.payment_rules.due import Due, DueNote
from axentra_core.payment_rules.model import ReservationFacts
from axentra_core.payment_rules.terms import Moment, Step, Trigger

# Rules name few times of day, and the days of a year are soon told.
REMEMBERED = 100_000


def day_of(moment: Moment, arrival: date, departure: date) -> date:
    """Return the day a moment names."""
    if moment.trigger is Trigger.CHECK_OUT_DAY:
        return departure
    return arrival - timedelta(moment.days)


def moment_of(moment: Moment, arrival: date, departure: date, zone_name: str) -> Due:
    """Return when a moment is, whatever the card.

    Raises:
        InvalidInput: ``date.out_of_range`` or ``zone.unknown``.
    """
    return due_on(day_of(moment, arrival, departure), moment.at, zone_name)


@lru_cache(REMEMBERED)
def due_on(on: date, wall: time, zone_name: str) -> Due:
    """Return a wall time of a day as something due then, with what clocks do to it.

    Raises:
        InvalidInput: ``date.out_of_range`` or ``zone.unknown``.
    """
    at = instant_at(on, wall, zone_name)
    local = at.astimezone(zone(zone_name))
    notes: tuple[DueNote, ...] = ()
    if local.replace(tzinfo=None) != datetime.combine(on, wall):
        notes = (DueNote.CLOCKS_SKIPPED,)
    elif local.replace(fold=1).utcoffset() != local.utcoffset():
        notes = (DueNote.CLOCKS_REPEATED,)
    return Due(at, on, wall, zone_name, notes)


def active_from(card: CardFacts, reservation: ReservationFacts, wall: time, zone_name: str) -> Due:
    """Return from when a virtual card can be charged.

    A day means the time of day of the rule, by the property's clock; where nobody has told, the
    day of the check-in is assumed.
    """
    if card.active_from is not None:
        local = card.active_from.astimezone(zone(zone_name))
        return Due(card.active_from, local.date(), local.time(), zone_name)
    if card.active_on is not None:
        return due_on(card.active_on, wall, zone_name)
    return noted(due_on(reservation.arrival, wall, zone_name), DueNote.ACTIVATION_ASSUMED)


def due_of(
    steps: Sequence[Step], reservation: ReservationFacts, card: CardFacts, zone_name: str
) -> Due:
    """Return when steps that are charged together are due.

    The guest's own card is charged when the last of them is; a virtual card once and in full, on
    the first of them or when it is active, whatever is later.
    """
    moments = [
        moment_of(step.when, reservation.arrival, reservation.departure, zone_name)
        for step in steps
    ]
    if not card.is_virtual:
        return max(moments, key=lambda due: due.at)
    named = moments[0]
    active = active_from(card, reservation, steps[0].when.at, zone_name)
    if active.at <= named.at:
        return noted(named, *active.notes)
    return noted(active, DueNote.CARD_ACTIVE_LATER)


def noted(due: Due, *notes: DueNote) -> Due:
    """Return a due moment with notes that it does not have yet."""
    new = tuple(note for note in notes if note not in due.notes)
    return attrs.evolve(due, notes=(*due.notes, *new)) if new else due


def not_before(due: Due, at: datetime, note: DueNote) -> Due:
    """Return a due moment, put off until an instant where it would be earlier."""
    return due if due.at >= at else attrs.evolve(noted(due, note), at=at)
