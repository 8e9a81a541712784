"""What tests of automatic payments share: a house with rules and cards, and what it collects by."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import attrs
from tests.hotel.conftest import FIRST

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import (
    ChargePosted,
    PaymentMethod,
    PaymentReversed,
    PaymentTaken,
    TransactionCode,
)
from axentra_core.hotel import AutomaticPayments, CardTerminal
from axentra_core.kernel.money import money
from axentra_core.kernel.numbers import total
from axentra_core.payment_rules import (
    ALL_CHANNELS,
    PRESETS,
    CardFacts,
    CardKind,
    Moment,
    PaymentRulesSettings,
    RuleDrafted,
    RuleTerms,
    Share,
    Step,
    Trigger,
)
from axentra_core.stays import Source
from axentra_core.testing import ManualClock, ScriptedGateway, example_property

NIGHT, DINNER = 1_028_500, 121_000
ARRIVAL = FIRST + timedelta(8)
DEPARTURE = ARRIVAL + timedelta(2)
OWN = CardFacts(CardKind.STANDARD, "tok_own", "visa", "4242", date(2028, 1, 31), is_validated=True)
REFUSED = attrs.evolve(OWN, is_validated=False)
BY_GATEWAY = {PaymentMethod.CARD, PaymentMethod.QR_WALLET}
SOURCES = {"front_desk": Source.FRONT_OFFICE, "direct_booking": Source.ONLINE}
BEFORE, CHECK_IN, CHECK_OUT = (
    Moment(Trigger.BEFORE_CHECK_IN, time(11), 7),
    Moment(Trigger.CHECK_IN_DAY, time(11)),
    Moment(Trigger.CHECK_OUT_DAY, time(12)),
)


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


def virtual(balance=2 * NIGHT, token="tok_vcc", **facts):
    """Return a virtual card that is active from the arrival on."""
    held = None if balance is None else idr(balance)
    said = {"active_on": ARRIVAL, **facts}
    return CardFacts(CardKind.VIRTUAL, token, "mastercard", "1111", balance=held, **said)


def terms(*steps, channels=ALL_CHANNELS, **more):
    """Return what a rule says; moments alone charge what is owed."""
    said = tuple(Step(one) if isinstance(one, Moment) else Step(*one) for one in steps)
    return RuleTerms("A rule", channels, said or (Step(BEFORE),), **more)


def percent(rate):
    """Return a part of all that a reservation costs."""
    return Share("percent", Decimal(rate))


def at(day, hour, minute=0):
    """Return an instant by the wall clock of Jakarta, seven hours ahead of UTC."""
    return datetime.combine(day, time(hour, minute), UTC) - timedelta(hours=7)


@attrs.define
class House:
    """A hotel with payment rules, and the worker that charges what is due."""

    front: object
    gateway: object
    auto: AutomaticPayments

    @property
    def read(self):
        """What the hotel knows."""
        return self.front.hotel.read

    def rule(self, said="before_arrival", *, both_wanted=True):
        """Let a rule begin, a preset by its name, and return its id."""
        boss = self.front.boss
        drafted = boss.draft_payment_rule(PRESETS.get(said, said)).one(RuleDrafted)
        boss.review_payment_rule(drafted.payment_rule)
        boss.activate_payment_rule(
            drafted.payment_rule, drafted.fingerprint, both_wanted=both_wanted
        )
        return drafted.payment_rule

    def rules(self, *said):
        """Let rules begin, and return their ids."""
        return [self.rule(one) for one in said]

    def book(self, card=OWN, channel="booking_com", nights=2, **what):
        """Book a stay that arrives in eight days, with its card, and return it."""
        source = SOURCES.get(channel, Source.CHANNEL)
        stay = self.front.book(
            nights,
            **{
                "arrival": ARRIVAL,
                "departure": ARRIVAL + timedelta(nights),
                "source": source,
                "channel": channel if source is Source.CHANNEL else None,
                **what,
            },
        )
        if card is not None:
            self.front.desk.attach_card(stay, card)
        return stay

    def dine(self, stay, net=100_000):
        """Post a dinner, 121,000 with service charge and tax."""
        self.front.desk.post_to_folio(stay, "FNB", idr(net), key=self.front.key())

    def wait(self, day, hour, minute=0):
        """Let it be that wall time."""
        self.front.clock.now = at(day, hour, minute)

    def run(self, day=None, hour=11, minute=0):
        """Charge what is due, at a wall time if one is named; return what became of each."""
        if day is not None:
            self.wait(day, hour, minute)
        return self.auto.run()

    def move_in(self, stay, room="2034"):
        """Let the business days pass until the arrival, and check the guest in."""
        self.front.pass_nights((self.front.stay(stay).arrival - self.read.business_date).days)
        self.front.desk.check_in(stay, room=room)

    def worker(self, hotel=None, gateway=None):
        """Return another worker before the same gateway."""
        own = hotel or self.front.hotel
        return AutomaticPayments(own, CardTerminal(own, gateway or self.gateway))

    def payment(self, stay, number=1):
        """Return a planned payment."""
        return self.read.payment_plan(stay).payments[number - 1]

    def stand(self, stay):
        """Return where each planned payment stands, by number."""
        return [str(one.status) for one in self.read.payment_plan(stay).payments]

    def why(self, stay):
        """Return why each planned payment does not simply go through."""
        return [
            None if one.reason is None else str(one.reason)
            for one in self.read.payment_plan(stay).payments
        ]

    def due(self, stay):
        """Return when each planned payment is due, by the wall clock."""
        return [
            (one.due.at + timedelta(hours=7)).replace(tzinfo=None)
            for one in self.read.payment_plan(stay).payments
        ]

    def by_card(self, stay):
        """Return what the gateway has put on a bill: amounts, negative when taken off."""
        kinds = PaymentTaken | PaymentReversed
        paid = [one for one in self.read.folio(stay).lines if isinstance(one, kinds)]
        return [one.received for one in paid if one.reference and one.method in BY_GATEWAY]

    def owed(self, stay):
        """Return what stands on a bill and is not paid."""
        return self.read.folio(stay).balance

    def sold(self, stay, code):
        """Return the lines of a bill under a transaction code."""
        lines = self.read.folio(stay).lines
        return [one for one in lines if isinstance(one, ChargePosted) and one.code == code]

    def tasks(self):
        """Return what is left to somebody: the code, and what it is about."""
        return [(one.code, one.cause) for one in self.read.follow_ups()]

    @property
    def taken(self):
        """What the gateway has really taken and not given back."""
        taken, back = self.gateway.captured_total("IDR"), self.gateway.refunded_total("IDR")
        return taken.amount - back.amount

    def check(self, *stays):
        """Check that every payment conserves, that the bills have what came, and the books."""
        for stay in stays:
            for one in self.read.payment_plan(stay).payments:
                assert one.wanted == total((one.charged, one.remainder, one.skipped))
        assert self.taken == total(sum(self.by_card(stay)) for stay in stays)
        self.front.check()


def open_house(
    open_front,
    *script,
    store=None,
    made=ScriptedGateway,
    gateway=None,
    clock=None,
    own=None,
    **policy,
):
    """Open a hotel in Indonesia with a card surcharge, over a gateway that answers as written.

    Args:
        open_front: the fixture.
        script: what the gateway answers.
        store: in memory unless given.
        made: the kind of gateway.
        gateway: what it says of itself.
        clock: one that others look at, too.
        own: another property than the example hotel with a code for surcharges.
        policy: what the house has agreed on for its automatic payments.
    """
    if own is None:
        own = example_property()
        fee = TransactionCode("CARD-FEE", "Card surcharge", "cashier", ("service", "hotel_tax"))
        own = attrs.evolve(own, folio=attrs.evolve(own.folio, codes=(*own.folio.codes, fee)))
    said = PaymentRulesSettings(**{"country": "ID", **policy})
    own = attrs.evolve(own, payment_rules=said)
    clock = clock or ManualClock()
    front = attrs.evolve(open_front(store or MemoryStore(), own, clock=clock), clock=clock)
    asked = made(script, front.clock, **(gateway or {}))
    return House(front, asked, AutomaticPayments(front.hotel, CardTerminal(front.hotel, asked)))
