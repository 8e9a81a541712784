"""What an order is made of."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

import attrs

from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.money import PositiveAmount
from axentra_core.kernel.texts import Code, Text

MOST_PORTIONS = 99

Portions = Annotated[int, whole(1, MOST_PORTIONS)]


class OrderStatus(StrEnum):
    """Where an order stands between the guest and the kitchen."""

    PLACED = "placed"
    ACCEPTED = "accepted"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


@checked
class OrderLine:
    """One dish or drink as it is ordered, with its price taken from the menu.

    Attributes:
        item: code on the menu.
        name: what the kitchen and the guest read.
        quantity: portions.
        unit_price: net price of one portion.
        transaction_code: under which it goes onto the bill.
    """

    item: Code
    name: Text
    quantity: Portions
    unit_price: PositiveAmount
    transaction_code: Code


@attrs.frozen
class Line:
    """One dish or drink as it was ordered; a later change of the menu does not touch it.

    Attributes:
        item: code on the menu.
        name: what the kitchen and the guest read.
        quantity: portions.
        unit_price: net price of one portion, in the currency of the order.
        transaction_code: under which it goes onto the bill.
    """

    item: str
    name: str
    quantity: int
    unit_price: Decimal
    transaction_code: str


@attrs.frozen
class Order:
    """The state of an order.

    Attributes:
        id: the order.
        stay: whose bill it goes onto.
        room: where it is brought.
        lines: what was ordered, as it was priced then.
        currency: ISO 4217 code of every price.
        status: placed, accepted, delivered or cancelled.
    """

    id: str
    stay: str
    room: str
    lines: tuple[Line, ...]
    currency: str
    status: OrderStatus
