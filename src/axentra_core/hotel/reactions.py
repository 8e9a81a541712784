"""What follows from what: the one table in which departments meet.

A refused ``MUST`` refuses the whole verb. A refused ``SHOULD`` changes nothing of its own; the
same commit leaves a follow-up for whom it concerns.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from axentra_core.folio import CloseFolio, OpenFolio, PostCharge, ReverseSource
from axentra_core.hotel.charges import charge
from axentra_core.hotel.unit import Reaction, Unit
from axentra_core.housekeeping import CancelTask, OpenTask, TaskFinished, TaskKind
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import multiply
from axentra_core.restaurant import OrderCancelled, OrderPlaced
from axentra_core.rooms import (
    ClearRequest,
    Condition,
    GuestRequest,
    MakeUpRequested,
    MarkClean,
    VacateRoom,
)
from axentra_core.stays import NightPosted, StayBooked, StayCheckedIn, StayCheckedOut

MUST, SHOULD = True, False
FRONT_DESK, HOUSEKEEPING, CASHIER = "front_desk", "housekeeping", "cashier"


def open_the_bill(unit: Unit, event: StayBooked) -> Iterator[OpenFolio]:
    """A stay has its own bill from the moment it is booked, so that deposits have a place."""
    yield OpenFolio(event.stay, event.stay, unit.property.currency, unit.property.digits)


def prepare_linen(unit: Unit, event: StayCheckedIn) -> Iterator[OpenTask]:
    """Housekeeping is told to prepare linen for a guest who has arrived (seed: Check-In)."""
    yield OpenTask(
        unit.new_id("task"), TaskKind.ARRIVAL_LINEN, event.room, event.stay, cause=event.stay
    )


def charge_the_night(unit: Unit, event: NightPosted) -> Iterator[PostCharge]:
    """A night goes on the bill at the price agreed when it was booked."""
    yield charge(
        unit,
        stay=event.stay,
        code=unit.property.room_charge,
        net=Money(event.price, event.currency),
        service_date=event.night,
        source=f"night:{event.night}",
        description=unit.property.rooms.name_of_type(event.room_type),
    )


def charge_the_order(unit: Unit, event: OrderPlaced) -> Iterator[PostCharge]:
    """Food and drink go on the room's bill when they are ordered (seed: Restoran)."""
    for line in event.lines:
        yield charge(
            unit,
            stay=event.stay,
            code=line.transaction_code,
            net=Money(multiply(line.unit_price, Decimal(line.quantity)), event.currency),
            service_date=event.business_date,
            source=f"order:{event.order}",
            description=line.name,
            quantity=line.quantity,
        )


def take_the_charges_back(_: Unit, event: OrderCancelled) -> Iterator[ReverseSource]:
    """A cancelled order leaves nothing on the bill."""
    yield ReverseSource(event.stay, f"order:{event.order}", event.reason)


def send_somebody_to_make_up(unit: Unit, event: MakeUpRequested) -> Iterator[OpenTask]:
    """A guest's wish becomes one task of housekeeping, however often it is expressed (seed: QR)."""
    waiting = (unit.need("task", task) for _, task in unit.find("task.room", event.room))
    if not any(task.kind is TaskKind.MAKE_UP for task in waiting):
        yield OpenTask(
            unit.new_id("task"), TaskKind.MAKE_UP, event.room, event.stay, cause=event.stay
        )


def close_the_bill(_: Unit, event: StayCheckedOut) -> Iterator[CloseFolio]:
    """Nobody leaves with something owed; the bill names the amount (seed: Checkout)."""
    yield CloseFolio(event.stay)


def vacate_the_room(unit: Unit, event: StayCheckedOut) -> Iterator[VacateRoom]:
    """The room becomes what the property's check-out policy says (seed: "Vacant Clean")."""
    yield VacateRoom(event.room, event.stay, unit.property.rooms.checkout_policy, unit.settings)


def end_the_tasks_of_the_stay(unit: Unit, event: StayCheckedOut) -> Iterator[CancelTask]:
    """What was to be done for a guest who has left is no longer wanted."""
    for _, task in unit.find("task.room", event.room):
        yield CancelTask(task, "the guest has left")


def clean_after_departure(unit: Unit, event: StayCheckedOut) -> Iterator[OpenTask]:
    """While the departure cleaning is open the room is not ready, whatever its condition."""
    yield OpenTask(
        unit.new_id("task"),
        TaskKind.DEPARTURE_CLEAN,
        event.room,
        event.stay,
        cause=event.stay,
        blocks_room=True,
    )


def mark_the_room_clean(unit: Unit, event: TaskFinished) -> Iterator[MarkClean]:
    """A room that was cleaned or made up is clean."""
    cleaned = event.kind in {TaskKind.DEPARTURE_CLEAN, TaskKind.MAKE_UP}
    if cleaned and unit.need("room", event.room).condition is Condition.DIRTY:
        yield MarkClean(event.room)


def fulfil_the_request(unit: Unit, event: TaskFinished) -> Iterator[ClearRequest]:
    """A made-up room no longer asks to be made up."""
    room = unit.need("room", event.room)
    if event.kind is TaskKind.MAKE_UP and room.request is GuestRequest.MAKE_UP_ROOM:
        yield ClearRequest(event.room, room.stay)


# fmt: off
REACTIONS: Final = (
    # when this happened   this follows                refused?  who has to act then
    Reaction(StayBooked,      open_the_bill,              MUST,    FRONT_DESK),
    Reaction(StayCheckedIn,   prepare_linen,              SHOULD,  HOUSEKEEPING),
    Reaction(NightPosted,     charge_the_night,           MUST,    CASHIER),
    Reaction(OrderPlaced,     charge_the_order,           MUST,    CASHIER),
    Reaction(OrderCancelled,  take_the_charges_back,      MUST,    CASHIER),
    Reaction(MakeUpRequested, send_somebody_to_make_up,   SHOULD,  HOUSEKEEPING),
    Reaction(StayCheckedOut,  close_the_bill,             MUST,    CASHIER),
    Reaction(StayCheckedOut,  vacate_the_room,            MUST,    FRONT_DESK),
    Reaction(StayCheckedOut,  end_the_tasks_of_the_stay,  SHOULD,  HOUSEKEEPING),
    Reaction(StayCheckedOut,  clean_after_departure,      MUST,    HOUSEKEEPING),
    Reaction(TaskFinished,    mark_the_room_clean,        SHOULD,  HOUSEKEEPING),
    Reaction(TaskFinished,    fulfil_the_request,         SHOULD,  HOUSEKEEPING),
)
# fmt: on


def by_event(reactions: Sequence[Reaction]) -> Mapping[type, Sequence[Reaction]]:
    """Return the rows of a table by what happened, in the table's order."""
    rows: dict[type, list[Reaction]] = {}
    for reaction in reactions:
        rows.setdefault(reaction.event, []).append(reaction)
    return rows
