"""The small model of automatic payments: whoever runs it sees that nothing is charged twice.

A hotel with one or two guests whose cards are due, workers that run `AutomaticPayments` at once,
and all that can go wrong, in every order, over the store and the gateway that are given. What must
hold then:

- always: at most one capture for a planned payment, and as many for a virtual card as it allows;
  while it is not known what became of a charge, nothing is sent under another key for its card;
- at the end, when nothing more goes wrong, the workers have come again, and staff have settled by
  the gateway's own books what is left to them: every capture is one payment on the bill and no
  payment is there without one, every planned payment is over or is somebody's task, no card is
  held.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Final

import attrs

from axentra_core.adapters.memory import MemoryStore
from axentra_core.hotel import AutomaticPayments, CardTerminal, Hotel
from axentra_core.hotel.ports import Clock, Ids
from axentra_core.hotel.reactions import REACTIONS
from axentra_core.hotel.unit import Reaction
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.money import money
from axentra_core.kernel.store import Store
from axentra_core.payment_rules import (
    AT_CHECK_IN,
    BEFORE_ARRIVAL,
    CardFacts,
    CardKind,
    RuleDrafted,
)
from axentra_core.payments import PaymentGateway
from axentra_core.stays import Source, StayBooked
from axentra_core.testing.doubles import ManualClock, SequentialIds
from axentra_core.testing.example import example_property
from axentra_core.testing.exploration import (
    Budget,
    Explored,
    Ports,
    Worker,
    explore,
)
from axentra_core.testing.payments_checks import Checks
from axentra_core.testing.scripted_gateway import ScriptedGateway

OPENED: Final = date(2026, 11, 22)
PREPARED: Final = datetime(2026, 11, 22, 3, tzinfo=UTC)
# The rules name 11:00 in Jakarta, which is an hour before.
BEGINS: Final = datetime(2026, 11, 23, 5, tzinfo=UTC)
MANAGER: Final = Actor("staff", "dewi", ("manager",))
CARD: Final = "tok_81f"
PRICE, DINNER, BALANCE = 1_000_000, 100_000, 500_000
WITH_TAXES: Final = Decimal("1.21")
OWN: Final = example_property()

Act = Callable[[], object]
Work = Callable[[Hotel, Ports], Act]


def collect(hotel: Hotel, ports: Ports) -> Act:
    """What a worker does: the loop that every host runs."""
    return AutomaticPayments(hotel, CardTerminal(hotel, ports.gateway)).run


def honest_gateway(clock: Clock) -> PaymentGateway:
    """Return a gateway that remembers keys for a day and is never behind."""
    return ScriptedGateway((), clock)


@attrs.frozen
class PaymentsModel:
    """A hotel in which cards are due, and who acts in it at once.

    Stays are S1, S2 and so on; each costs one night of 1,210,000 rupiah with service and tax. The
    first planned payment of each is due when workers begin.

    Attributes:
        store: gives a new empty store.
        gateway: gives a new honest gateway.
        stays: how many reservations there are, all with one card.
        is_virtual: the card is virtual: it holds 500,000 rupiah and can be charged once.
        in_house: the guests are in house and have dined for 121,000 rupiah; the rule charges at
            the check-in, and without it seven days before.
        workers: how many run the loop of automatic payments.
        work: builds what each does.
        others: who else acts once, by name; each builds what they do.
        reactions: of the hotel.
    """

    store: Callable[[], Store] = MemoryStore
    gateway: Callable[[Clock], PaymentGateway] = honest_gateway
    stays: int = 1
    is_virtual: bool = False
    in_house: bool = False
    workers: int = 2
    work: Work = collect
    others: tuple[tuple[str, Work], ...] = ()
    reactions: tuple[Reaction, ...] = REACTIONS

    def explore(self, budget: Budget | None = None) -> Explored:
        """Try everything within a budget.

        Raises:
            Counterexample: with the shortest way to what must not be.
        """
        checks = self._checks()
        names = [chr(ord("A") + place) for place in range(self.workers)]
        make = self._maker(self.work)
        everybody = [Worker(name, make) for name in names]
        everybody += [Worker(name, self._maker(work), 1) for name, work in self.others]
        return explore(
            everybody,
            store=self.store,
            gateway=self.gateway,
            begins=BEGINS,
            prepare=self._prepare,
            always=checks.always,
            at_the_end=checks.at_the_end,
            budget=budget,
        )

    def _maker(self, work: Work) -> Callable[[Ports], Act]:
        def make(ports: Ports) -> Act:
            hotel = self._hotel(ports.store, ports.clock, ports.ids)
            # What is in force is read once for good, so it is read before anybody acts.
            _ = hotel.read.configuration
            return work(hotel, ports)

        return make

    # --- before ---

    def _prepare(self, store: Store) -> None:
        clock = ManualClock(PREPARED)
        hotel = Hotel(store, OWN, clock=clock, ids=SequentialIds())
        hotel.open(on=OPENED)
        desk = hotel.by(MANAGER)
        draft = desk.draft_payment_rule(AT_CHECK_IN if self.in_house else BEFORE_ARRIVAL)
        rule = draft.one(RuleDrafted)
        desk.review_payment_rule(rule.payment_rule)
        desk.activate_payment_rule(rule.payment_rule, rule.fingerprint)
        for place in range(self.stays):
            self._book(hotel, place)

    def _book(self, hotel: Hotel, place: int) -> None:
        desk = hotel.by(MANAGER)
        arrival = OPENED if self.in_house else BEGINS.date() + timedelta(7)
        stay = (
            desk.reserve(
                arrival=arrival,
                departure=arrival + timedelta(1),
                room_type=OWN.rooms.types[0].code,
                prices=[money(PRICE, OWN.currency)],
                name="A guest",
                source=Source.CHANNEL,
                channel="booking_com",
                key=f"book-{place}",
            )
            .one(StayBooked)
            .stay
        )
        if place:
            desk.attach_card(stay, guest_card=hotel.read.payment_plan("S1").card)
        else:
            desk.attach_card(stay, self.card)
        if self.in_house:
            desk.check_in(stay, room=OWN.rooms.rooms[place].number)
            dinner = money(DINNER, OWN.currency)
            desk.charge_to_room(stay, "FNB", dinner, key=f"dinner-{place}")

    @property
    def card(self) -> CardFacts:
        """The card of every reservation."""
        if not self.is_virtual:
            return CardFacts(CardKind.STANDARD, CARD, "visa", "4242", is_validated=True)
        balance = money(BALANCE, OWN.currency)
        return CardFacts(
            CardKind.VIRTUAL, CARD, "mastercard", "1111", balance=balance, active_on=OPENED
        )

    def _checks(self) -> Checks:
        empty = self.store()
        return Checks(
            lambda clock, ids: self._hotel(empty, clock, ids),
            [f"S{number}" for number in range(1, self.stays + 1)],
            WITH_TAXES * (PRICE + DINNER * self.in_house),
            is_virtual=self.is_virtual,
        )

    def _hotel(self, store: Store, clock: Clock, ids: Ids) -> Hotel:
        return Hotel(store, OWN, clock=clock, ids=ids, reactions=self.reactions)
