"""Automatic payments (Pembayaran Otomatis): two guests, two cards, and a reply that is lost.

    python examples/automatic_payments.py --locale id

One guest pays by a card of their own, before the arrival and again for what was signed for. The
other comes through a channel with a virtual card that holds less than the stay costs. The hotel,
its clock and the manner of telling are those of the story of one guest.
"""

import argparse
import secrets
import sys
import tempfile
from collections.abc import Iterator
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import attrs
from one_guest_two_nights import (
    AXENTRA,
    MONDAY,
    TOLD,
    TUESDAY,
    WEDNESDAY,
    Jakarta,
    Narrator,
    opened,
    printed,
    rupiah,
)

from axentra_core.folio import PaymentMethod, PaymentTaken
from axentra_core.hotel import AutomaticPayments, CardTerminal, Desk, Hotel
from axentra_core.house import FollowUpLeft
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.keys import Keys
from axentra_core.kernel.money import Money
from axentra_core.kernel.numbers import total
from axentra_core.payment_rules import (
    AGGREGATES,
    AT_CHECK_OUT,
    BEFORE_ARRIVAL,
    BOOKING_COM,
    CardFacts,
    CardKind,
    DueNote,
    Moment,
    PaymentCharged,
    PaymentClaimed,
    PaymentScheduled,
    PaymentSkipped,
    RemainderDue,
    RuleActivated,
    RuleArchived,
    RuleDrafted,
    Step,
    Trigger,
    notices,
)
from axentra_core.payments import (
    AmountCaptured,
    GatewayRequest,
    Outcome,
    OutcomeClass,
    PaymentStarted,
)
from axentra_core.stays import Source, StayBooked, party
from axentra_core.views import LOCALES, notice_text

EVENING_BEFORE = attrs.evolve(
    BEFORE_ARRIVAL, steps=(Step(Moment(Trigger.BEFORE_CHECK_IN, time(18), days=1)),)
)

PLAN = AGGREGATES[-1]

TOLD.update(
    {
        RuleDrafted: lambda e: f"{e.terms.name}, {e.fingerprint[:12]}…",
        RuleActivated: lambda e: f"{e.fingerprint[:12]}…, for ever",
        RuleArchived: lambda _: "what is planned stays planned",
        PaymentScheduled: lambda e: (
            f"payment {e.number}: {e.due.at:%d %B %H:%M} UTC"
            + (", when the card is active" if DueNote.CARD_ACTIVE_LATER in e.due.notes else "")
        ),
        PaymentClaimed: lambda e: f"payment {e.number}: {e.amount:,}, frozen as {e.payment}",
        PaymentCharged: lambda e: f"payment {e.number}: {e.charged:,}",
        PaymentSkipped: lambda e: f"payment {e.number}: {e.reason.replace('_', ' ')}",
        RemainderDue: lambda e: f"payment {e.number}: {e.amount:,}, {e.reason.replace('_', ' ')}",
        FollowUpLeft: lambda e: f"{e.concerns}: {e.act}",
        PaymentStarted: lambda e: f"{e.operation} {e.amount:,}",
        AmountCaptured: lambda e: f"{e.amount:,}",
    }
)


class Gateway:
    """Whoever moves the money, with its own books; now and then it does what is asked in silence.

    Attributes:
        taken: what it has really taken, by key.
        asked: how often it was asked to.
        is_silent: whether the next reply is lost.
    """

    key_retention = timedelta(hours=24)
    lookup_lag = timedelta(0)
    retries_itself = False

    def __init__(self) -> None:
        self.taken: dict[str, Money] = {}
        self.asked = 0
        self.is_silent = False

    def send(self, request: GatewayRequest) -> Outcome:
        """Take an amount once under its key; perhaps nobody hears of it."""
        self.asked += 1
        self.taken.setdefault(request.key, request.amount)
        silent, self.is_silent = self.is_silent, False
        return Outcome(OutcomeClass.UNKNOWN) if silent else self._approved(request.key)

    def look_up(self, key: str) -> Outcome | None:
        """Return what became of a key."""
        return self._approved(key) if key in self.taken else None

    @staticmethod
    def _approved(key: str) -> Outcome:
        return Outcome(OutcomeClass.APPROVED, reference=key)


def charge_two_guests(hotel: Hotel, clock: Jakarta, gateway: Gateway) -> tuple[str, str]:
    """Walk two guests through the hotel, charged by rules; return their stays."""
    narrator = Narrator(hotel)
    desk = hotel.by(Actor("staff", "ayu"))
    manager = hotel.by(Actor("staff", "dewi", ("manager",)))
    hotel.open(on=MONDAY)
    narrator.tell(f"Hotel Axentra opens its books on {MONDAY:%d %B %Y}")

    drafts = [
        manager.draft_payment_rule(terms).one(RuleDrafted)
        for terms in (EVENING_BEFORE, AT_CHECK_OUT)
    ]
    try:
        manager.activate_payment_rule(drafts[0].payment_rule, drafts[0].fingerprint)
    except RuleViolation as refusal:
        narrator.tell("Two rules are drafted. Nobody activates what nobody has looked at")
        print(f"      {refusal}")
    for draft in drafts:
        manager.review_payment_rule(draft.payment_rule)
        manager.activate_payment_rule(draft.payment_rule, draft.fingerprint)
    narrator.tell("Reviewed and activated: from now on they say what they say")

    own, through = book_two(desk)
    narrator.tell("Two reservations with their cards: a guest's own, and a channel's virtual one")

    worker, twin = (AutomaticPayments(hotel, CardTerminal(hotel, gateway)) for _ in range(2))
    clock.now = clock.at(MONDAY, "18:00")
    gateway.is_silent = True
    worker.run()
    narrator.tell("The evening before: one card is charged, and the reply is lost")
    print(f"      payment 1 of {own} is {hotel.read.payment_plan(own).payments[0].status}")
    worker.run()
    narrator.tell("The next run asks what became of it, and does not charge again")
    twin.run()
    narrator.tell("A second worker finds nothing to do")

    clock.now = clock.at(MONDAY, "23:30")
    desk.close_day(MONDAY)
    narrator.tell(f"Close of {MONDAY:%d %B}")

    clock.now = clock.at(TUESDAY, "15:00")
    desk.check_in(own, room="2034")
    desk.check_in(through, room="2035")
    desk.charge_to_room(own, "FNB", rupiah(190_000), description="Dinner", key="dinner")
    narrator.tell("Check-in of both, and a dinner that one of them signs for")

    clock.now = clock.at(TUESDAY, "18:00")
    worker.run()
    narrator.tell("The virtual card is active: it is charged once, in full, and holds too little")
    (left,) = hotel.read.follow_ups()
    print(f"      {left.sentence}")

    clock.now = clock.at(TUESDAY, "23:30")
    desk.close_day(TUESDAY)
    narrator.tell(f"Close of {TUESDAY:%d %B}: the nights are charged")

    leave_both(narrator, clock, worker, own, through)
    return own, through


def book(desk: Desk, name: str, *, channel: str | None = None, key: str | None = None) -> str:
    """Book a room from Tuesday to Wednesday; return the stay."""
    booked = desk.reserve(
        arrival=TUESDAY,
        departure=WEDNESDAY,
        room_type="DLX",
        prices=[rupiah(850_000)],
        name=name,
        party=party(adults=1),
        source=Source.CHANNEL if channel else Source.FRONT_OFFICE,
        channel=channel,
        key=key,
    )
    return booked.one(StayBooked).stay


def book_two(desk: Desk) -> tuple[str, str]:
    """Book for two guests, with the facts of their cards and no number."""
    own = book(desk, "Siti Rahma")
    through = book(desk, "Made Wirawan", channel=BOOKING_COM, key="booking-1")
    visa = CardFacts(CardKind.STANDARD, "tok_81f", "visa", "4242", is_validated=True)
    virtual = CardFacts(
        CardKind.VIRTUAL,
        "tok_vcc",
        "mastercard",
        "1111",
        balance=rupiah(900_000),
        active_on=TUESDAY,
    )
    desk.attach_card(own, visa)
    desk.attach_card(through, virtual)
    return own, through


def leave_both(
    narrator: Narrator, clock: Jakarta, worker: AutomaticPayments, own: str, through: str
) -> None:
    """Tell of the last day: extras by the card, the remainder in cash, a rule that ends."""
    hotel, clock.now = narrator.hotel, clock.at(WEDNESDAY, "12:00")
    desk = hotel.by(Actor("staff", "ayu"))
    manager = hotel.by(Actor("staff", "dewi", ("manager",)))
    worker.run()
    narrator.tell("Check-out day at noon: the dinner is charged; the virtual card is used up")

    (left,) = hotel.read.follow_ups()
    remainder = hotel.read.folio(through).balance
    desk.take_payment(through, PaymentMethod.CASH, rupiah(int(remainder)), key="cash-1")
    manager.dismiss_follow_up(left.id, "paid in cash")
    narrator.tell("The remainder is taken from the guest by hand, and the task is done")

    clock.now = clock.at(WEDNESDAY, "12:10")
    for stay in (own, through):
        desk.check_out(stay)
    narrator.tell("Check-out of both: nothing is owed")

    for rule in hotel.read.payment_rules():
        manager.archive_payment_rule(rule.id)
    narrator.tell("The rules are archived: no reservation meets them any more")

    clock.now = clock.at(WEDNESDAY, "23:30")
    desk.close_day(WEDNESDAY)
    narrator.tell(f"Close of {WEDNESDAY:%d %B}")

    print("\n    How did the first payment come about?")
    for sentence in hotel.read.explain_payment(own, 1).sentences:
        print(f"      {sentence}")


def compared(hotel: Hotel, gateway: Gateway, stays: tuple[str, str]) -> str:
    """Return the gateway's books beside the hotel's."""
    taken = total(amount.amount for amount in gateway.taken.values())
    on_bills = [
        line.amount
        for stay in stays
        for line in hotel.read.folio(stay).lines
        if isinstance(line, PaymentTaken) and line.method is PaymentMethod.CARD
    ]
    return (
        f"The gateway was asked {gateway.asked} times and has taken {taken:,} "
        f"in {len(gateway.taken)} charges; {len(on_bills)} on the bills: {total(on_bills):,}"
    )


def printed_with_notices(hotel: Hotel, stay: str, locale: str) -> str:
    """Return what guests and staff are told, a statement and the reports, in a language."""
    return "\n".join([*told_of(hotel, locale), "", printed(hotel, stay, locale)])


def told_of(hotel: Hotel, locale: str) -> Iterator[str]:
    """Yield every notice of automatic payments, as guests and staff would get it."""
    plans: dict[str, Any] = {}
    for entry in hotel.feed():
        for stream, event in zip(entry.streams, entry.events, strict=True):
            if "/payment_plan/" not in stream:
                continue
            plans[stream] = plan = PLAN.evolve(plans.get(stream), event)
            for notice in notices(event, plan):
                said = notice_text(notice, locale, digits=AXENTRA.digits)
                yield f"[{notice.audience}] {said}"


def main() -> int:
    """Tell the story; return the exit code."""
    parser = argparse.ArgumentParser(description="Automatic payments.")
    parser.add_argument("--locale", default="en", choices=LOCALES)
    locale = parser.parse_args().locale
    clock, keys, gateway = Jakarta(), Keys(secrets.token_bytes(32)), Gateway()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hotel.sqlite"
        with opened(file, clock, keys) as hotel:
            stays = charge_two_guests(hotel, clock, gateway)
            first = printed_with_notices(hotel, stays[0], locale)
            print("\n" + compared(hotel, gateway, stays) + "\n")
        print(first)
        with opened(file, clock, keys) as hotel:
            again = printed_with_notices(hotel, stays[0], locale)
    print("The file was closed and opened again: " + ("the same." if again == first else "OTHER!"))
    return 0 if again == first else 1


if __name__ == "__main__":
    sys.exit(main())
