"""The permissions that rules of the hotel name, and who has them unless a property says else."""

from axentra_core.kernel.actor import EVERYONE, Grant, Permissions

DAILY_WORK = (
    "stays.reserve",
    "stays.exempt",
    "stays.cancel",
    "stays.mark_no_show",
    "stays.reinstate",
    "stays.check_in",
    "stays.move",
    "stays.extend",
    "stays.change_prices",
    "stays.check_out",
    "groups.manage",
    "guests.correct",
    "rooms.mark",
    "rooms.inspect",
    "rooms.report",
    "rooms.close_discrepancy",
    "rooms.report_fault",
    "rooms.guest_request",
    "housekeeping.plan",
    "housekeeping.work",
    "housekeeping.lost_and_found",
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
    "rooms.block",
    "rooms.stickers",
    "housekeeping.cancel_task",
    "house.dismiss_follow_up",
    "stays.waive_fee",
    "stays.check_out_on_account",
    "folio.adjust_charge",
    "folio.post_late",
    "house.change_property",
)

STANDARD_PERMISSIONS = Permissions(
    (
        Grant(EVERYONE, DAILY_WORK),
        Grant("supervisor", RESPONSIBLE[:-1]),
        Grant("manager", RESPONSIBLE),
    )
)
