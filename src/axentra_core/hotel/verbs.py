"""What hotel staff and guests can ask for, as values.

The first field is the id of what the verb is about. A verb holds only what the caller says: time,
actor and new ids are added by the hotel, so the same request has the same content every time.
"""

from typing import Annotated

import attrs

from axentra_core.folio import Card, PaymentMethod
from axentra_core.hotel.property import Property
from axentra_core.kernel.checks import Count, Day, checked, whole
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import PositiveAmount
from axentra_core.kernel.texts import Code, Id, Phone, Text
from axentra_core.restaurant import MOST_LINES
from axentra_core.rooms import Condition
from axentra_core.stays import Source


@checked
class OpenProperty:
    """Begin the first business date of a property."""

    property: Property
    on: Day


@checked
class ChangeProperty:
    """Put a new version of the configuration in force."""

    property: Property


@checked
class Reserve:
    """Book a stay. There is no rate engine here: the price of each night is given.

    Attributes:
        prices: net price of each night, in order from the arrival.
        guest: id of a known profile; otherwise `name` begins a new one.
        reference: number under which the guest's source knows the booking.
    """

    arrival: Day
    departure: Day
    room_type: Code
    prices: tuple[PositiveAmount, ...]
    name: Text | None = attrs.field(default=None, repr=False)
    mail: Text | None = attrs.field(default=None, repr=False)
    phone: Phone | None = attrs.field(default=None, repr=False)
    guest: Id | None = None
    adults: Count = 1
    children: int = 0
    source: Source = Source.FRONT_OFFICE
    reference: Code | None = None
    stay: Id | None = None


@checked
class CorrectGuest:
    """Correct a guest's name and contacts."""

    guest: Id
    name: Text = attrs.field(repr=False)
    mail: Text | None = attrs.field(default=None, repr=False)
    phone: Phone | None = attrs.field(default=None, repr=False)


@checked
class CheckIn:
    """Give the guest a room; without a room, the first one that is ready.

    Attributes:
        upgrade: the room may be of another type than was booked.
        override: a supervisor's reason for a room that is not ready.
    """

    stay: Id
    room: Code | None = None
    upgrade: bool = False
    override: Text | None = None


@checked
class OpenGuestSession:
    """Let the guest who scanned a room's link act for their own stay.

    Attributes:
        link: the room's link as it was scanned.
        stay_code: told to the guest at check-in.
    """

    link: Text = attrs.field(repr=False)
    stay_code: Text | None = attrs.field(default=None, repr=False)


@checked
class Item:
    """So many of one thing from the menu."""

    item: Code
    quantity: Annotated[int, whole(1, 99)] = 1


@checked
class OrderRoomService:
    """Order from the menu to the room of a stay; the charge enters its bill at once."""

    stay: Id
    items: tuple[Item, ...]

    def __attrs_post_init__(self) -> None:
        """Refuse an order of nothing, and one that nobody could carry."""
        if not 1 <= len(self.items) <= MOST_LINES:
            raise InvalidInput.because(
                "list.length", path="items", got=len(self.items), low=1, high=MOST_LINES
            )


@checked
class AcceptOrder:
    """The kitchen takes the order."""

    order: Id


@checked
class DeliverOrder:
    """The order is with the guest."""

    order: Id


@checked
class CancelOrder:
    """Take an order back, and its charges with it."""

    order: Id
    reason: Text


@checked
class DoNotDisturb:
    """Hang out the do-not-disturb sign, or take it in."""

    stay: Id
    active: bool = True


@checked
class MakeUpRoom:
    """Ask for the room to be made up."""

    stay: Id


@checked
class FinishTask:
    """Housekeeping has done a task."""

    task: Id


@checked
class MarkRoom:
    """Housekeeping reports the condition of a room."""

    room: Code
    condition: Condition


@checked
class ChargeToRoom:
    """Put something sold on a guest's bill; service charge and taxes are added by its code."""

    stay: Id
    code: Code
    net: PositiveAmount
    description: Text | None = None
    quantity: Count = 1


@checked
class ReverseCharge:
    """Take a charge back by a line that points to it."""

    stay: Id
    line: Count
    reason: Text


@checked
class TakePayment:
    """Receive money for a guest's bill."""

    stay: Id
    method: PaymentMethod
    amount: PositiveAmount
    card: Card | None = None
    in_advance: bool = False


@checked
class PayRefund:
    """Give back what was paid too much."""

    stay: Id
    method: PaymentMethod
    amount: PositiveAmount
    card: Card | None = None


@checked
class CheckOut:
    """The guest leaves with nothing owed."""

    stay: Id


@checked
class CloseDay:
    """Post the nights of a business date and open the next."""

    date: Day


@checked
class RetryFollowUp:
    """Try again what could not happen."""

    follow_up: Id


@checked
class DismissFollowUp:
    """Decide that it need not happen any more."""

    follow_up: Id
    reason: Text
