"""The restaurant: a menu, and orders that are brought to a room.

An order says what was ordered, for whom and at which price; bills are not known here.
"""

from axentra_core.restaurant.decider import AGGREGATES
from axentra_core.restaurant.lifecycle import MACHINES
from axentra_core.restaurant.messages import (
    MOST_LINES,
    AcceptOrder,
    CancelOrder,
    DeliverOrder,
    OrderAccepted,
    OrderCancelled,
    OrderDelivered,
    OrderPlaced,
    PlaceOrder,
)
from axentra_core.restaurant.model import Line, Order, OrderLine, OrderStatus
from axentra_core.restaurant.refusals import RestaurantRefusal
from axentra_core.restaurant.settings import Menu, MenuItem

__all__ = [
    "AGGREGATES",
    "MACHINES",
    "MOST_LINES",
    "AcceptOrder",
    "CancelOrder",
    "DeliverOrder",
    "Line",
    "Menu",
    "MenuItem",
    "Order",
    "OrderAccepted",
    "OrderCancelled",
    "OrderDelivered",
    "OrderLine",
    "OrderPlaced",
    "OrderStatus",
    "PlaceOrder",
    "RestaurantRefusal",
]
