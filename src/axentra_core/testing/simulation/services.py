"""The restaurant, and what guests ask for at the door."""

from axentra_core.restaurant import OrderPlaced
from axentra_core.stays import Stay
from axentra_core.testing.simulation.cashier import Cashier
from axentra_core.testing.simulation.crew import Crew


class Services:
    """Those who serve."""

    def __init__(self, crew: Crew, cashier: Cashier) -> None:
        """Begin with nothing ordered."""
        self.crew: Crew = crew
        self.cashier: Cashier = cashier

    # --- guests ---

    def serve(self) -> None:
        """Bring what guests order, hang out their signs, charge what they take."""
        crew = self.crew
        items = [item.code for item in crew.own.menu.items if item.available]
        for line in crew.read.in_house():
            stay, chance = line.stay.id, crew.chance()
            if chance < 0.02:
                self._ask_by_phone(line.stay)
            elif chance < 0.26:
                self._wish(stay, chance)
            elif chance < 0.3:
                self.cashier.charge(stay, "Minibar")
            elif chance < 0.31 and crew.own.late_posting_days and line.stay.posted_through:
                self.cashier.charge(stay, "Minibar of yesterday", days_late=1)
            if items and crew.happens(0.15):
                self._order(stay, items)

    def _wish(self, stay: str, chance: float) -> None:
        crew, clerk = self.crew, self.crew.clerk
        if chance < 0.1:
            crew.ask(clerk.make_up_room, stay)
        elif chance < 0.18:
            crew.ask(clerk.do_not_disturb, stay)
        elif chance < 0.22:
            crew.ask(clerk.do_not_disturb, stay, active=False)
        else:
            crew.ask(clerk.decline_service, stay, active=chance < 0.25)

    def _ask_by_phone(self, stay: Stay) -> None:
        if stay.shares is None and stay.room is not None:
            guest = self.crew.guest_in(stay.room, stay.id)
            if guest:
                self.crew.ask(guest.make_up_room, stay.id)

    def _order(self, stay: str, items: list[str]) -> None:
        crew, waiter = self.crew, self.crew.waiter
        wanted = {crew.pick(items): 1 + crew.below(2) for _ in range(1 + crew.below(2))}
        done = crew.ask(waiter.order_room_service, stay, list(wanted.items()))
        if done is None:
            return
        order = done.one(OrderPlaced).order
        if crew.happens(0.04):
            crew.ask(waiter.cancel_order, order, "took too long")
        elif crew.happens(0.97):
            crew.ask(waiter.accept_order, order)
            if crew.happens(0.97):
                crew.ask(waiter.deliver_order, order)

    def finish_the_orders(self) -> None:
        """Bring what is still in the kitchen; a few orders wait until the morning."""
        for order in self.crew.read.orders():
            if self.crew.happens(0.8):
                if order.status == "placed":
                    self.crew.ask(self.crew.waiter.accept_order, order.id)
                self.crew.ask(self.crew.waiter.deliver_order, order.id)

    # --- the house ---

    def clear_follow_ups(self) -> None:
        """Decide on some of what could not be done; there is always something left."""
        for follow_up in self.crew.read.follow_ups()[1:]:
            if self.crew.happens(0.1):
                say = self.crew.clerk.dismiss_follow_up
                self.crew.ask(say, follow_up.id, "a room was found elsewhere")
