"""The rules of a shift: when an attendant works, and how much can be given to them."""

from collections.abc import Iterator

import attrs

from axentra_core.housekeeping import events as ev
from axentra_core.housekeeping import messages
from axentra_core.housekeeping.lifecycle import SHIFT
from axentra_core.housekeeping.model import Shift
from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import begins, case, decisions, evolutions, on, opens


def plan(command: messages.PlanShift, _: Context) -> list[ev.ShiftPlanned]:
    """Plan a shift; its minutes less the breaks are its capacity unless another is given."""
    capacity = command.capacity
    return [
        ev.ShiftPlanned(
            command.shift,
            command.attendant,
            command.date,
            command.starts,
            command.ends,
            command.breaks,
            command.minutes - command.breaks if capacity is None else capacity,
            command.sections,
        )
    ]


def start(shift: Shift, _: messages.StartShift, __: Context) -> list[ev.ShiftStarted]:
    """The attendant has come."""
    return [ev.ShiftStarted(shift.id)]


def start_break(shift: Shift, _: messages.StartBreak, __: Context) -> list[ev.BreakStarted]:
    """The attendant takes a break."""
    return [ev.BreakStarted(shift.id)]


def end_break(shift: Shift, _: messages.EndBreak, __: Context) -> list[ev.BreakEnded]:
    """The attendant is back."""
    return [ev.BreakEnded(shift.id)]


def end(shift: Shift, _: messages.EndShift, __: Context) -> list[ev.ShiftEnded]:
    """The attendant has gone home, perhaps straight from a break."""
    return [ev.ShiftEnded(shift.id)]


def cancel(shift: Shift, command: messages.CancelShift, _: Context) -> list[ev.ShiftCancelled]:
    """Nobody works this shift."""
    return [ev.ShiftCancelled(shift.id, command.reason)]


def planned(event: ev.ShiftPlanned) -> Shift:
    """Return the shift as it was planned."""
    return Shift(
        id=event.shift,
        attendant=event.attendant,
        date=event.date,
        starts=event.starts,
        ends=event.ends,
        capacity=event.capacity,
        sections=event.sections,
        status=SHIFT.start,
    )


def moved_on(
    shift: Shift,
    event: ev.ShiftStarted | ev.BreakStarted | ev.BreakEnded | ev.ShiftEnded | ev.ShiftCancelled,
) -> Shift:
    """Return the shift in its next status."""
    return attrs.evolve(shift, status=SHIFT.after(shift.status, type(event)))


def shift_index(shift: Shift) -> Iterator[tuple[str, str]]:
    """Until it is over, a shift is found by its business date and by its attendant."""
    if shift.status in SHIFT.ends:
        return
    yield "shift.date", shift.date.isoformat()
    yield "shift.attendant", shift.attendant


# fmt: off
SHIFT_DECIDE = decisions(
    opens(messages.PlanShift,    plan),
    case(messages.StartShift,    start,        SHIFT.permits(ev.ShiftStarted)),
    case(messages.StartBreak,    start_break,  SHIFT.permits(ev.BreakStarted)),
    case(messages.EndBreak,      end_break,    SHIFT.permits(ev.BreakEnded)),
    case(messages.EndShift,      end,          SHIFT.permits(ev.ShiftEnded)),
    case(messages.CancelShift,   cancel,       SHIFT.permits(ev.ShiftCancelled)),
)

SHIFT_EVOLVE = evolutions(
    begins(ev.ShiftPlanned,   planned),
    on(ev.ShiftStarted,       moved_on),
    on(ev.BreakStarted,       moved_on),
    on(ev.BreakEnded,         moved_on),
    on(ev.ShiftEnded,         moved_on),
    on(ev.ShiftCancelled,     moved_on),
)
# fmt: on
