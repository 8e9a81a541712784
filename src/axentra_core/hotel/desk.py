"""The verbs of a hotel as one actor says them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol, TypeVar

import attrs

from axentra_core.folio import Card, PaymentMethod
from axentra_core.hotel import verbs
from axentra_core.hotel.property import Property
from axentra_core.house import FollowUpLeft
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import InvalidInput, NotFound
from axentra_core.kernel.money import Money
from axentra_core.rooms import Condition
from axentra_core.stays import Source

E = TypeVar("E")


@attrs.frozen
class Done:
    """What came of a verb.

    Attributes:
        events: what happened, in causal order.
        position: place of the commit in the log; None for a preview or when nothing happened.
    """

    events: tuple[Any, ...]
    position: int | None

    @property
    def follow_ups(self) -> tuple[FollowUpLeft, ...]:
        """What should have followed and could not; somebody has to act."""
        return self.all(FollowUpLeft)

    def all(self, event: type[E]) -> tuple[E, ...]:
        """Return the events of one type."""
        return tuple(one for one in self.events if isinstance(one, event))

    def one(self, event: type[E]) -> E:
        """Return the only event of a type.

        Raises:
            NotFound: ``record.not_found`` unless it happened exactly once.
        """
        found = self.all(event)
        if len(found) != 1:
            raise NotFound("record.not_found", kind="single event", id=event.__name__)
        return found[0]


class Doer(Protocol):
    """What does the verbs of a desk: a `Hotel`."""

    def do(
        self,
        verb: object,
        *,
        actor: Actor,
        key: str | None = None,
        expected_version: int | None = None,
        keep: bool = True,
    ) -> Done:
        """Do what a verb says."""
        ...


class Desk:
    """One actor at work; every method is a verb of `axentra_core.hotel.verbs` said in one call.

    Each takes an idempotency `key`, which is required where money moves and for every caller
    outside the hotel, and raises what `Hotel.do` raises.
    """

    def __init__(self, hotel: Doer, actor: Actor, *, keep: bool = True) -> None:
        """Take the hotel and who acts."""
        self._hotel = hotel
        self._keep = keep
        self.actor = actor

    @property
    def preview(self) -> "Desk":
        """The same verbs, run by the same code, of which nothing is kept."""
        return Desk(self._hotel, self.actor, keep=False)

    def do(
        self, verb: object, *, key: str | None = None, expected_version: int | None = None
    ) -> Done:
        """Do what a verb says; see `Hotel.do`."""
        return self._hotel.do(
            verb, actor=self.actor, key=key, expected_version=expected_version, keep=self._keep
        )

    # --- front desk ---

    def reserve(  # noqa: PLR0913 - a reservation says that much
        self,
        *,
        arrival: date,
        departure: date,
        room_type: str,
        prices: Sequence[Money],
        name: str | None = None,
        mail: str | None = None,
        phone: str | None = None,
        guest: str | None = None,
        adults: int = 1,
        children: int = 0,
        source: Source = Source.FRONT_OFFICE,
        reference: str | None = None,
        stay: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Book a stay at the given net price of each night; `StayBooked` names its id."""
        verb = verbs.Reserve(
            arrival,
            departure,
            room_type,
            tuple(prices),
            name,
            mail,
            phone,
            guest,
            adults,
            children,
            source,
            reference,
            stay,
        )
        return self.do(verb, key=key)

    def correct_guest(
        self,
        guest: str,
        *,
        name: str,
        mail: str | None = None,
        phone: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Correct a guest's name and contacts; what is left out is taken away."""
        return self.do(verbs.CorrectGuest(guest, name, mail, phone), key=key)

    def check_in(
        self,
        stay: str,
        *,
        room: str | None = None,
        upgrade: bool = False,
        override: str | None = None,
        key: str | None = None,
    ) -> Done:
        """Give the guest a room; without one, the first that is ready."""
        return self.do(verbs.CheckIn(stay, room, upgrade, override), key=key)

    def charge_to_room(  # noqa: PLR0913 - a charge says that much
        self,
        stay: str,
        code: str,
        net: Money,
        *,
        description: str | None = None,
        quantity: int = 1,
        key: str | None = None,
    ) -> Done:
        """Put something sold on a guest's bill at its net price."""
        return self.do(verbs.ChargeToRoom(stay, code, net, description, quantity), key=key)

    def reverse_charge(self, stay: str, line: int, reason: str, *, key: str | None = None) -> Done:
        """Take a line of the bill back."""
        return self.do(verbs.ReverseCharge(stay, line, reason), key=key)

    def take_payment(  # noqa: PLR0913 - a payment says that much
        self,
        stay: str,
        method: PaymentMethod,
        amount: Money,
        *,
        card: Card | None = None,
        in_advance: bool = False,
        key: str | None = None,
    ) -> Done:
        """Receive money for a guest's bill."""
        return self.do(verbs.TakePayment(stay, method, amount, card, in_advance), key=key)

    def pay_refund(
        self,
        stay: str,
        method: PaymentMethod,
        amount: Money,
        *,
        card: Card | None = None,
        key: str | None = None,
    ) -> Done:
        """Give back what was paid too much."""
        return self.do(verbs.PayRefund(stay, method, amount, card), key=key)

    def check_out(self, stay: str, *, key: str | None = None) -> Done:
        """Let the guest leave with nothing owed."""
        return self.do(verbs.CheckOut(stay), key=key)

    # --- guests and restaurant ---

    def order_room_service(
        self, stay: str, items: Sequence[tuple[str, int]], *, key: str | None = None
    ) -> Done:
        """Order from the menu by item and quantity; the bill is charged at once."""
        wanted = []
        for index, (item, quantity) in enumerate(items):
            try:
                wanted.append(verbs.Item(item, quantity))
            except InvalidInput as error:
                raise error.under(f"items[{index}]") from None
        return self.do(verbs.OrderRoomService(stay, tuple(wanted)), key=key)

    def accept_order(self, order: str, *, key: str | None = None) -> Done:
        """Take an order into the kitchen."""
        return self.do(verbs.AcceptOrder(order), key=key)

    def deliver_order(self, order: str, *, key: str | None = None) -> Done:
        """Report that an order is with the guest."""
        return self.do(verbs.DeliverOrder(order), key=key)

    def cancel_order(self, order: str, reason: str, *, key: str | None = None) -> Done:
        """Take an order back, and its charges with it."""
        return self.do(verbs.CancelOrder(order, reason), key=key)

    def do_not_disturb(self, stay: str, *, active: bool = True, key: str | None = None) -> Done:
        """Hang out the do-not-disturb sign, or take it in."""
        return self.do(verbs.DoNotDisturb(stay, active), key=key)

    def make_up_room(self, stay: str, *, key: str | None = None) -> Done:
        """Ask for the room to be made up."""
        return self.do(verbs.MakeUpRoom(stay), key=key)

    # --- housekeeping ---

    def finish_task(self, task: str, *, key: str | None = None) -> Done:
        """Report a task done."""
        return self.do(verbs.FinishTask(task), key=key)

    def mark_room(self, room: str, condition: Condition, *, key: str | None = None) -> Done:
        """Report the condition of a room."""
        return self.do(verbs.MarkRoom(room, condition), key=key)

    # --- the house ---

    def close_day(self, day: date, *, key: str | None = None) -> Done:
        """Post the nights of a business date and open the next; a date is closed once."""
        return self.do(verbs.CloseDay(day), key=key or f"close-day:{day}")

    def change_property(self, new: Property, *, key: str | None = None) -> Done:
        """Put a new version of the configuration in force."""
        return self.do(verbs.ChangeProperty(new), key=key)

    def retry_follow_up(self, follow_up: str, *, key: str | None = None) -> Done:
        """Do what could not be done."""
        return self.do(verbs.RetryFollowUp(follow_up), key=key)

    def dismiss_follow_up(self, follow_up: str, reason: str, *, key: str | None = None) -> Done:
        """Decide that it need not happen any more."""
        return self.do(verbs.DismissFollowUp(follow_up, reason), key=key)
