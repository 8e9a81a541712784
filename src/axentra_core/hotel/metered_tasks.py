"""What the settings of meters let happen by itself, and what of it is left to the front desk."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

import attrs

from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.tasks import ended, left_to
from axentra_core.hotel.unit import Unit
from axentra_core.house import FollowUp, FollowUpStatus, LeaveFollowUp, ResolveFollowUp
from axentra_core.kernel.actor import SYSTEM
from axentra_core.kernel.decider import id_of
from axentra_core.kernel.errors import AxentraError
from axentra_core.meters import (
    ConsumptionInvoiced,
    DifferenceRecorded,
    HoursSubmitted,
    ReadingsSubmitted,
    RegistrationArchived,
    RegistrationReviewed,
    SettledByStaff,
    SettledFromReadings,
)
from axentra_core.stays import StayCancelled, StayCheckedIn, StayCheckedOut, StayNotShown

FRONT_DESK: Final = "front_desk"
CHECK_IN, CHECK_OUT = "registration.CheckIn", "registration.CheckOut"
REVIEW, INVOICE = "registration.Review", "registration.Invoice"
DIFFERENCE: Final = "registration.Difference"

# Whoever has done it, and on whichever way: then nobody has to do it any more.
# fmt: off
ENDS: Final[Mapping[type, frozenset[str]]] = MappingProxyType({
    StayCheckedIn:          frozenset({CHECK_IN}),
    StayCheckedOut:         frozenset({CHECK_IN, CHECK_OUT}),
    StayCancelled:          frozenset({CHECK_IN, CHECK_OUT}),
    StayNotShown:           frozenset({CHECK_IN, CHECK_OUT}),
    RegistrationReviewed:   frozenset({REVIEW}),
    RegistrationArchived:   frozenset({REVIEW, INVOICE}),
    ConsumptionInvoiced:    frozenset({REVIEW, INVOICE}),
    SettledFromReadings:    frozenset({REVIEW, INVOICE}),
    SettledByStaff:         frozenset({REVIEW, INVOICE}),
    DifferenceRecorded:     frozenset({DIFFERENCE}),
})
# fmt: on


def by_itself(unit: Unit, stay: str, act: str, run: Callable[[], None]) -> None:
    """Do what the settings say as the house itself; what cannot be is left to the front desk."""
    context = unit.context
    unit.context = attrs.evolve(context, actor=SYSTEM)
    refusal = unit.tried(run)
    unit.context = context
    if refusal is not None:
        leave_to_staff(unit, stay, act, refusal)


def leave_to_staff(unit: Unit, stay: str, act: str, why: AxentraError) -> None:
    """Leave something to the front desk because of the readings of a stay."""
    unit.act(left_to(FRONT_DESK, unit, _cause(stay), act, {"stay": stay}, why))


def end_what_was_left(unit: Unit, event: object) -> Iterator[ResolveFollowUp]:
    """What was left to the front desk because of readings ends with the act, whoever does it."""
    stay = id_of(event)
    if unit.get("registration", stay) is not None:
        yield from ended(unit, FRONT_DESK, {_cause(stay)}, ENDS[type(event)])


def tell_of_a_difference(
    unit: Unit, event: ReadingsSubmitted | HoursSubmitted
) -> Iterator[LeaveFollowUp]:
    """What comes after the invoice is left to the front desk, once until it is settled."""
    stay = event.registration
    if not event.is_difference_due or any(_waits_for_it(unit, stay)):
        return
    why = HotelRefusal("hotel.difference_to_settle", stay=stay)
    yield left_to(FRONT_DESK, unit, _cause(stay), DIFFERENCE, {"stay": stay}, why)


def _waits_for_it(unit: Unit, stay: str) -> Iterator[FollowUp]:
    """Yield the open tasks of a difference, those that this verb has left too."""
    found: list[FollowUp] = [
        unit.need("follow_up", one) for _, one in unit.find("follow_up.open", FRONT_DESK)
    ]
    for one in (*found, *unit.known("follow_up")):
        if (one.cause, one.act, one.status) == (_cause(stay), DIFFERENCE, FollowUpStatus.OPEN):
            yield one


def _cause(stay: str) -> str:
    return f"registration:{stay}"
