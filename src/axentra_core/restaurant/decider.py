"""The rules of an order: what a command decides, what an event changes."""

from collections.abc import Iterator

import attrs

from axentra_core.kernel.actor import Context
from axentra_core.kernel.decider import Aggregate, begins, case, decisions, evolutions, on, opens
from axentra_core.restaurant.lifecycle import ORDER
from axentra_core.restaurant.messages import (
    AcceptOrder,
    CancelOrder,
    DeliverOrder,
    OrderAccepted,
    OrderCancelled,
    OrderDelivered,
    OrderPlaced,
    PlaceOrder,
)
from axentra_core.restaurant.model import Line, Order, OrderLine


def place_order(command: PlaceOrder, context: Context) -> list[OrderPlaced]:
    """Take an order at the prices it was given."""
    return [
        OrderPlaced(
            command.order,
            command.stay,
            command.room,
            tuple(map(_kept, command.lines)),
            command.lines[0].unit_price.currency.code,
            command.settings,
            context.business_date,
        )
    ]


def _kept(line: OrderLine) -> Line:
    return Line(line.item, line.name, line.quantity, line.unit_price.amount, line.transaction_code)


def accept_order(order: Order, _command: AcceptOrder, _: Context) -> list[OrderAccepted]:
    """Take the order on in the kitchen."""
    return [OrderAccepted(order.id)]


def deliver_order(order: Order, _command: DeliverOrder, _: Context) -> list[OrderDelivered]:
    """Hand the order to the guest."""
    return [OrderDelivered(order.id)]


def cancel_order(order: Order, command: CancelOrder, _: Context) -> list[OrderCancelled]:
    """Call the order off."""
    return [OrderCancelled(order.id, order.stay, command.reason)]


def placed(event: OrderPlaced) -> Order:
    """Return the order as the guest placed it."""
    return Order(
        id=event.order,
        stay=event.stay,
        room=event.room,
        lines=event.lines,
        currency=event.currency,
        status=ORDER.start,
    )


def moved(order: Order, event: OrderAccepted | OrderDelivered | OrderCancelled) -> Order:
    """Return the order one move further."""
    return attrs.evolve(order, status=ORDER.after(order.status, type(event)))


def index(order: Order) -> Iterator[tuple[str, str]]:
    """An order is found by its stay, and by its room until it has ended."""
    if order.status not in ORDER.ends:
        yield "order.open", order.room
    yield "order.stay", order.stay


# fmt: off
DECIDE = decisions(
    opens(PlaceOrder,    place_order),
    case(AcceptOrder,    accept_order,    ORDER.permits(OrderAccepted)),
    case(DeliverOrder,   deliver_order,   ORDER.permits(OrderDelivered)),
    case(CancelOrder,    cancel_order,    ORDER.permits(OrderCancelled)),
)

EVOLVE = evolutions(
    begins(OrderPlaced,  placed),
    on(OrderAccepted,    moved),
    on(OrderDelivered,   moved),
    on(OrderCancelled,   moved),
)
# fmt: on

AGGREGATES = (Aggregate("order", Order, DECIDE, EVOLVE, index),)
