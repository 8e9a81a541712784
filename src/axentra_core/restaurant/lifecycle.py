"""How an order moves."""

from axentra_core.kernel.machine import Machine
from axentra_core.restaurant.messages import OrderAccepted, OrderCancelled, OrderDelivered
from axentra_core.restaurant.model import Order, OrderStatus
from axentra_core.restaurant.refusals import RestaurantRefusal

PLACED, ACCEPTED = OrderStatus.PLACED, OrderStatus.ACCEPTED
DELIVERED, CANCELLED = OrderStatus.DELIVERED, OrderStatus.CANCELLED


def has_ended(order: Order) -> RestaurantRefusal:
    """A delivered or cancelled order stays so; a complaint is a reversal on the folio."""
    return RestaurantRefusal("order.ended", order=order.id, status=order.status.value)


ENDED = {DELIVERED: has_ended, CANCELLED: has_ended}

# fmt: off
ORDER = Machine("order", field="status", start=PLACED, ends=ENDED, says=ENDED, rows=(
    # while     when this happens   becomes
    (PLACED,    OrderAccepted,      ACCEPTED),
    (PLACED,    OrderCancelled,     CANCELLED),
    (ACCEPTED,  OrderDelivered,     DELIVERED),
    (ACCEPTED,  OrderCancelled,     CANCELLED),
))
# fmt: on

MACHINES = (ORDER,)
