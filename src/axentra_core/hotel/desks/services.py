"""The verbs of guests and the restaurant as one actor says them."""

from collections.abc import Sequence

from axentra_core.hotel import verbs
from axentra_core.hotel.desks.speaker import Done, Speaker
from axentra_core.kernel.errors import InvalidInput


class Services(Speaker):
    """What guests do themselves, and what is done for them."""

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

    def make_up_room(self, stay: str, *, active: bool = True, key: str | None = None) -> Done:
        """Ask for the room to be made up, or take that back."""
        return self.do(verbs.MakeUpRoom(stay, active), key=key)

    def decline_service(self, stay: str, *, active: bool = True, key: str | None = None) -> Done:
        """Ask that nobody cleans the room today, or take that back."""
        return self.do(verbs.DeclineService(stay, active), key=key)
