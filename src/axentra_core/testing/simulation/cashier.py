"""The cashier: what is charged at the desk, what is paid and by whom, what is paid later."""

from datetime import timedelta
from decimal import Decimal

from axentra_core.folio import (
    Card,
    ChargePosted,
    Nature,
    PayeeKind,
    PaymentMethod,
    Share,
    WindowSum,
)
from axentra_core.kernel.money import Money
from axentra_core.testing.simulation.crew import Crew
from axentra_core.testing.simulation.till import Till

CARD = Card("tok_seeded", "visa", "4242")
METHODS = (
    *(PaymentMethod.CARD,) * 5,
    *(PaymentMethod.CASH,) * 3,
    *(PaymentMethod.QR_WALLET,) * 2,
    PaymentMethod.TRANSFER,
    PaymentMethod.VOUCHER,
)


class Cashier:
    """Whoever takes the money.

    Attributes:
        till: the drawer.
    """

    def __init__(self, crew: Crew) -> None:
        """Begin with an empty drawer."""
        self.crew = crew
        self.till: Till = Till(crew)
        self._charged: str | None = None

    # --- money ---

    def settle(self, folio: str) -> None:
        """Take what the windows of a bill owe, or give back what was paid too much.

        What a company pays is billed to it when the guest leaves.
        """
        for window in self.crew.read.folio(folio).windows:
            is_billed = window.payee is not None and window.payee.kind is PayeeKind.ACCOUNT
            if not is_billed or window.balance < 0:
                self._settle(folio, window)

    def _settle(self, folio: str, window: WindowSum) -> None:
        crew, owed = self.crew, window.balance
        if owed > 0:
            method, how = self.means()
            amount = Money(owed, crew.own.currency)
            place = {"window": window.window, **how}
            if crew.ask(crew.clerk.take_payment, folio, method, amount, **place):
                self.till.moved(method, owed)
        elif owed < 0:
            method = PaymentMethod.CASH if self.till.has(-owed) else PaymentMethod.TRANSFER
            amount = Money(-owed, crew.own.currency)
            place = {"window": window.window}
            if crew.ask(crew.clerk.pay_refund, folio, method, amount, **place):
                self.till.moved(method, owed)

    def means(self) -> tuple[PaymentMethod, dict[str, object]]:
        """Return how somebody pays; the drawer is open when they pay in cash."""
        method = self.crew.pick(METHODS)
        if method is PaymentMethod.CASH:
            self.till.open()
        return method, {"card": CARD} if method is PaymentMethod.CARD else {}

    def tip(self, folio: str) -> None:
        """Take a tip for the staff, where the house knows tips."""
        crew = self.crew
        codes = [one.code for one in crew.own.folio.codes if one.nature is Nature.TIP]
        if codes:
            method, how = self.means()
            amount = crew.money(self._night / 20)
            how = {"method": method, **how}
            if crew.ask(crew.clerk.add_tip, folio, codes[0], amount, **how):
                self.till.moved(method, amount.amount)

    def collect(self) -> None:
        """Receive what is paid of bills that were left open; companies are billed for theirs."""
        crew = self.crew
        for folio in crew.read.receivables():
            if not crew.happens(0.1):
                continue
            for window in folio.windows:
                if window.owed > 0 and window.payee and window.payee.kind is PayeeKind.ACCOUNT:
                    crew.ask(crew.clerk.bill_directly, folio.id, window=window.number)
            self.settle(folio.id)

    # --- charges ---

    def charge(self, stay: str, description: str, *, days_late: int = 0) -> None:
        """Charge something at the desk; now and then it was the wrong bill, or others pay it."""
        crew = self.crew
        sold = [one for one in crew.own.folio.codes if one.nature is Nature.REVENUE]
        code = crew.pick(sold).code
        price = self._extra
        late = {"on": crew.today - timedelta(days=days_late)} if days_late else {}
        what = {"description": description, **late}
        done = crew.ask(crew.clerk.charge_to_room, stay, code, price, **what)
        if done is None:
            return
        line = done.one(ChargePosted).line
        if crew.happens(0.12):
            crew.ask(crew.clerk.reverse_charge, stay, line, "another guest's", **late)
        elif not late:
            self._divide(stay, line)

    def _divide(self, stay: str, line: int) -> None:
        """Let somebody else pay a charge or a part of it, or take some of it off."""
        crew, clerk, chance = self.crew, self.crew.clerk, self.crew.chance()
        has_windows = crew.own.folio.windows > 1
        before, self._charged = self._charged, stay
        if chance < 0.15 and has_windows:
            shares = [Share(1), Share(2)]
            crew.ask(clerk.split_charge, stay, line, shares, "half each")
        elif chance < 0.25 and has_windows:
            crew.ask(clerk.move_charge, stay, line, 2, "a bill of its own")
        elif chance < 0.4 and before not in {None, stay}:
            crew.ask(clerk.transfer_charge, stay, line, before, "a friend pays")
        elif chance < 0.5:
            off = {"percent": Decimal("0.25"), "note": "We are sorry"}
            crew.ask(clerk.adjust_charge, stay, line, "service_failure", **off)

    def charge_late(self, stay: str) -> None:
        """Charge what was found in the room after its guest had paid and left."""
        crew = self.crew
        how = {"description": "Minibar", "due": crew.day(14)}
        crew.ask(crew.clerk.charge_late, stay, crew.own.room_charge, self._extra, **how)

    @property
    def _extra(self) -> Money:
        return self.crew.money(self._night / 8)

    @property
    def _night(self) -> Decimal:
        crew = self.crew
        return crew.night_price(crew.own.rooms.types[0].code, crew.today).amount
