"""The drawer of a cashier: opened at the first cash of the day, counted blind in the evening."""

from decimal import Decimal

from axentra_core.cashier import CashierShiftOpened, CashPaidOut
from axentra_core.folio import Nature, PaymentMethod
from axentra_core.kernel.money import Money
from axentra_core.testing.simulation.crew import Crew

CHANGE_IN_NIGHTS, MOST_IN_NIGHTS = 3, 9


class Till:
    """What is in the drawer, as far as whoever works at it knows."""

    def __init__(self, crew: Crew) -> None:
        """Begin with the drawer locked away."""
        self.crew: Crew = crew
        self.cash: Decimal = Decimal(0)
        self._shift: str | None = None

    def open(self) -> str | None:
        """Return today's shift, begun with some change when it is needed first."""
        crew = self.crew
        if self._shift is None:
            change = crew.money(self._night * CHANGE_IN_NIGHTS)
            done = crew.ask(crew.clerk.open_cashier_shift, floats=[change])
            if done is not None:
                self._shift = done.one(CashierShiftOpened).cashier_shift
                self.cash = change.amount
        return self._shift

    def moved(self, method: PaymentMethod, amount: Decimal) -> None:
        """Note money that was taken, or given when it is below zero."""
        if method is PaymentMethod.CASH and self._shift is not None:
            self.cash += amount

    def has(self, amount: Decimal) -> bool:
        """Return whether there is enough in the drawer to give so much."""
        return self.open() is not None and self.cash >= amount

    def pay_a_taxi(self, folio: str) -> None:
        """Pay something for a guest, who finds it on the bill, or for the house."""
        crew, own = self.crew, self.crew.own
        codes = [one.code for one in own.folio.codes if one.nature is Nature.PAID_OUT]
        fare = crew.money(self._night / 10)
        reason = next(iter(own.cashier.paid_out_reasons), "taxi")
        if not self.has(fare.amount):
            return
        bill = {"folio": folio, "code": codes[0]} if codes and crew.happens(0.8) else {}
        done = crew.ask(crew.clerk.pay_out, self._shift, fare, reason, "Taxi", **bill)
        if done is None:
            return
        self.cash -= fare.amount
        if crew.happens(0.1):
            entry = done.one(CashPaidOut).entry
            if crew.ask(crew.clerk.reverse_cash_entry, self._shift, entry, "has walked"):
                self.cash += fare.amount

    def close(self) -> None:
        """Bring what is too much to the safe, and count the rest; now and then it is miscounted."""
        crew, shift = self.crew, self._shift
        if shift is None:
            return
        kept = crew.money(self._night * CHANGE_IN_NIGHTS).amount
        if self.cash > self._night * MOST_IN_NIGHTS:
            dropped = Money(self.cash - kept, crew.own.currency)
            if crew.ask(crew.clerk.drop_cash, shift, dropped, f"bag of {crew.today}"):
                self.cash = kept
        slip = crew.money(self._night / 20).amount if crew.happens(0.1) else Decimal(0)
        counted = [Money(max(self.cash - slip, Decimal(0)), crew.own.currency)]
        crew.ask(crew.clerk.close_cashier_shift, shift, counted)
        if slip and crew.happens(0.5):
            right = [Money(self.cash, crew.own.currency)]
            crew.ask(crew.clerk.correct_count, shift, right, "stuck together")
        self._shift = None

    @property
    def _night(self) -> Decimal:
        crew = self.crew
        return crew.night_price(crew.own.rooms.types[0].code, crew.today).amount
