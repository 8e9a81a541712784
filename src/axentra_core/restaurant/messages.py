"""Commands to an order and the events that follow."""

from datetime import date

import attrs

from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.texts import Id, Text
from axentra_core.restaurant.model import Line, OrderLine

MOST_LINES = 50


@checked
class PlaceOrder:
    """Order food or drinks to a room.

    "Pesanan makanan/minuman dari tamu otomatis terhubung ke billing kamar": the workflow puts the
    charge on the folio in the same commit, and takes it back when the order is cancelled.

    Attributes:
        room: where it is brought; the guest orders by its QR code or at the desk.
        lines: 1 to 50, all in one currency; the same item may stand on several.
        settings: version of the property's settings it was priced by.
    """

    order: Id
    stay: Id
    room: Id
    lines: tuple[OrderLine, ...]
    settings: int

    def __attrs_post_init__(self) -> None:
        """Refuse an empty or endless order, and prices that do not add up to one amount."""
        if not 1 <= len(self.lines) <= MOST_LINES:
            raise InvalidInput.because(
                "list.length", path="lines", got=len(self.lines), low=1, high=MOST_LINES
            )
        currency = self.lines[0].unit_price.currency.code
        for index, line in enumerate(self.lines):
            if (got := line.unit_price.currency.code) != currency:
                raise InvalidInput.because(
                    "money.currency_mismatch",
                    path=f"lines[{index}].unit_price",
                    got=got,
                    expected=currency,
                )


@checked
class AcceptOrder:
    """The kitchen takes the order on."""

    order: Id


@checked
class DeliverOrder:
    """The order has reached the guest."""

    order: Id


@checked
class CancelOrder:
    """Call the order off before it reaches the guest."""

    order: Id
    reason: Text


@attrs.frozen
class OrderPlaced:
    """A guest has ordered, at the prices of that moment."""

    order: str
    stay: str
    room: str
    lines: tuple[Line, ...]
    currency: str
    settings: int
    business_date: date


@attrs.frozen
class OrderAccepted:
    """The kitchen has taken the order on."""

    order: str


@attrs.frozen
class OrderDelivered:
    """The order has reached the guest."""

    order: str


@attrs.frozen
class OrderCancelled:
    """The order was called off; the stay tells whose bill its charges are on."""

    order: str
    stay: str
    reason: str
