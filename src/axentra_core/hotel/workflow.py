"""Which verbs there are, what each one runs, and who may say it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from axentra_core.hotel import verbs as say
from axentra_core.hotel.back_office import (
    change_property,
    close_day,
    dismiss_follow_up,
    finish_task,
    mark_room,
    open_property,
    retry_follow_up,
)
from axentra_core.hotel.front_desk import (
    charge_to_room,
    check_in,
    check_out,
    correct_guest,
    pay_refund,
    reserve,
    reverse_charge,
    take_payment,
)
from axentra_core.hotel.guest_services import (
    accept_order,
    cancel_order,
    deliver_order,
    do_not_disturb,
    make_up_room,
    open_guest_session,
    order_room_service,
)
from axentra_core.hotel.records import BY_KIND
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.unit import Unit
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import RuleViolation

STAFF, GUEST, SELLERS = frozenset[str](), frozenset({"guest"}), frozenset({"channel", "partner"})
MONEY, FREE = True, False


@attrs.frozen
class Verb:
    """One row of the workflow.

    Attributes:
        verb: what is asked for.
        run: does it in a unit of work.
        permission: what staff need for it.
        outsiders: kinds of actors who may say it beside staff and the system.
        moves_money: it needs an idempotency key whoever says it.
    """

    verb: type
    run: Callable[[Unit, Any], None]
    permission: str
    outsiders: frozenset[str]
    moves_money: bool

    @property
    def kind(self) -> str | None:
        """Kind of the record that the verb's first field names, or None where it begins one."""
        kind = str(attrs.fields(self.verb)[0].name)
        return kind if kind in BY_KIND else None

    def needs_key(self, actor: Actor) -> bool:
        """Return whether a repeated request could do harm without a key."""
        return self.moves_money or actor.kind not in {"staff", "system"}

    def refusal(self, unit: Unit, verb: object) -> RuleViolation | None:
        """Return why this actor may not say this verb."""
        actor = unit.context.actor
        if actor.kind in self.outsiders:
            # A guest acts for the stay their session was opened for, and for no other.
            own = actor.kind != "guest" or getattr(verb, "stay", actor.id) == actor.id
            return None if own else HotelRefusal("hotel.link_refused")
        if actor.kind in {"staff", "system"}:
            return unit.context.refusal_without(self.permission)
        return HotelRefusal("hotel.not_for_outsiders", actor=str(actor), verb=type(verb).__name__)


# fmt: off
_ROWS = (
    # what is said            who does it         staff need                  others   moves
    Verb(say.OpenProperty,     open_property,      "house.change_property",    STAFF,   FREE),
    Verb(say.ChangeProperty,   change_property,    "house.change_property",    STAFF,   FREE),
    Verb(say.CloseDay,         close_day,          "house.close_day",          STAFF,   MONEY),
    Verb(say.RetryFollowUp,    retry_follow_up,    "house.retry_follow_up",    STAFF,   MONEY),
    Verb(say.DismissFollowUp,  dismiss_follow_up,  "house.dismiss_follow_up",  STAFF,   FREE),

    Verb(say.Reserve,          reserve,            "stays.reserve",            SELLERS, FREE),
    Verb(say.CorrectGuest,     correct_guest,      "guests.correct",           STAFF,   FREE),
    Verb(say.CheckIn,          check_in,           "stays.check_in",           STAFF,   FREE),
    Verb(say.ChargeToRoom,     charge_to_room,     "folio.charge",             STAFF,   MONEY),
    Verb(say.ReverseCharge,    reverse_charge,     "folio.reverse_charge",     STAFF,   MONEY),
    Verb(say.TakePayment,      take_payment,       "folio.take_payment",       STAFF,   MONEY),
    Verb(say.PayRefund,        pay_refund,         "folio.pay_refund",         STAFF,   MONEY),
    Verb(say.CheckOut,         check_out,          "stays.check_out",          STAFF,   FREE),

    Verb(say.OpenGuestSession, open_guest_session, "rooms.guest_request",      GUEST,   FREE),
    Verb(say.OrderRoomService, order_room_service, "restaurant.take_order",    GUEST,   MONEY),
    Verb(say.DoNotDisturb,     do_not_disturb,     "rooms.guest_request",      GUEST,   FREE),
    Verb(say.MakeUpRoom,       make_up_room,       "rooms.guest_request",      GUEST,   FREE),
    Verb(say.AcceptOrder,      accept_order,       "restaurant.take_order",    STAFF,   FREE),
    Verb(say.DeliverOrder,     deliver_order,      "restaurant.take_order",    STAFF,   FREE),
    Verb(say.CancelOrder,      cancel_order,       "restaurant.cancel_order",  STAFF,   MONEY),

    Verb(say.FinishTask,       finish_task,        "housekeeping.finish_task", STAFF,   FREE),
    Verb(say.MarkRoom,         mark_room,          "rooms.mark",               STAFF,   FREE),
)
# fmt: on

VERBS: Final[Mapping[type, Verb]] = {row.verb: row for row in _ROWS}
