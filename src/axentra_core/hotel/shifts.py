"""Who works when, and what becomes of their tasks when they do not."""

from collections.abc import Iterator
from datetime import datetime

from axentra_core.hotel import verbs
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.unit import Unit
from axentra_core.housekeeping import (
    CancelShift,
    EndBreak,
    EndShift,
    PlanShift,
    Shift,
    StartBreak,
    StartShift,
    UnassignTask,
)
from axentra_core.kernel.calendar import ONE_DAY


def plan_shift(unit: Unit, verb: verbs.PlanShift) -> None:
    """Say who works when; nobody works twice at a time."""
    today = unit.context.business_date
    if verb.date < today:
        raise HotelRefusal("hotel.shift_in_the_past", date=verb.date, business_date=today)
    starts, ends = _span(verb)
    for _, other in unit.find("shift.attendant", verb.attendant):
        shift: Shift = unit.need("shift", other)
        begun, over = _span(shift)
        if starts < over and begun < ends:
            raise HotelRefusal(
                "hotel.shift_overlaps", attendant=verb.attendant, date=verb.date, shift=shift.id
            )
    unit.act(
        PlanShift(
            unit.new_id("shift"),
            verb.attendant,
            verb.date,
            verb.starts,
            verb.ends,
            verb.breaks,
            verb.capacity,
            verb.sections,
        )
    )


def _span(shift: Shift | verbs.PlanShift) -> tuple[datetime, datetime]:
    """Return when a shift begins and ends on the clock on the wall; at night on the next day."""
    last = shift.date if shift.starts < shift.ends else shift.date + ONE_DAY
    return datetime.combine(shift.date, shift.starts), datetime.combine(last, shift.ends)


def start_shift(unit: Unit, verb: verbs.StartShift) -> None:
    """Come to work."""
    unit.act(StartShift(verb.shift))


def start_break(unit: Unit, verb: verbs.StartBreak) -> None:
    """Begin a break."""
    unit.act(StartBreak(verb.shift))


def end_break(unit: Unit, verb: verbs.EndBreak) -> None:
    """Come back from a break."""
    unit.act(EndBreak(verb.shift))


def end_shift(unit: Unit, verb: verbs.EndShift) -> None:
    """Go home; what the attendant has not begun is anybody's."""
    shift: Shift = unit.need("shift", verb.shift)
    unit.act(EndShift(verb.shift), *_given_up(unit, shift))


def cancel_shift(unit: Unit, verb: verbs.CancelShift) -> None:
    """Say that a shift is not worked; what was the attendant's is anybody's."""
    shift: Shift = unit.need("shift", verb.shift)
    unit.act(CancelShift(verb.shift, verb.reason), *_given_up(unit, shift))


def _given_up(unit: Unit, shift: Shift) -> Iterator[UnassignTask]:
    others = [one for _, one in unit.find("shift.attendant", shift.attendant) if one != shift.id]
    if any(unit.need("shift", other).date == shift.date for other in others):
        return
    for _, task in unit.find("task.attendant", shift.attendant):
        yield UnassignTask(task)
