"""The permissions that rules of the hotel name, and who has them unless a property says else."""

from axentra_core.kernel.actor import EVERYONE, Grant, Permissions

DAILY_WORK = (
    "stays.reserve",
    "stays.check_in",
    "stays.check_out",
    "guests.correct",
    "rooms.mark",
    "rooms.guest_request",
    "housekeeping.finish_task",
    "restaurant.take_order",
    "restaurant.cancel_order",
    "folio.charge",
    "folio.reverse_charge",
    "folio.take_payment",
    "folio.pay_refund",
    "house.close_day",
    "house.retry_follow_up",
)
RESPONSIBLE = (
    "rooms.override_not_ready",
    "house.dismiss_follow_up",
    "house.change_property",
)

STANDARD_PERMISSIONS = Permissions(
    (
        Grant(EVERYONE, DAILY_WORK),
        Grant("supervisor", RESPONSIBLE[:2]),
        Grant("manager", RESPONSIBLE),
    )
)
