"""What tests of what platforms are told share: a hotel, a connection, and a platform of their own.

The platform keeps a calendar, reads messages by its own manners, and fails where it is told to.
"""

import json
from datetime import date, timedelta

import attrs
from tests.hotel.conftest import FIRST

from axentra_core.channels import (
    SITEMINDER,
    Answer,
    Calendar,
    Cause,
    Mapping,
    Measure,
    Offer,
    Operation,
    Preparation,
    RateLink,
    Remark,
    RoomRate,
    Target,
    Update,
    Verdict,
)
from axentra_core.hotel import ChannelSync
from axentra_core.kernel.errors import OutcomeUnknown, PortRefused, PortUnavailable
from axentra_core.kernel.money import money

DAYS = 10
LAST = FIRST + timedelta(DAYS - 1)
SHORT = attrs.evolve(SITEMINDER, horizon=DAYS)
ROOMS, PRICE, CLOSED = Measure.AVAILABILITY, Measure.PRICE, Measure.STOP_SELL
DELUXE, SUITE = Target("DLX"), Target("STE")
BAR, NRF = Target("DLX", "BAR"), Target("DLX", "NRF")
NIGHT = 850_000
CAUSES = {"channels.room_unknown": Cause.ROOM_UNKNOWN}


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


def night(place):
    """Return a date by its place."""
    return FIRST + timedelta(place)


def offer(room="DLX", rate="BAR", **more):
    """Return an offer whose codes are those of the hotel."""
    said = {"room_code": room, "rate_code": rate, "inventory_code": room, "currency": "IDR"}
    return Offer(room, rate, **{**said, **more})


def mapping(*offers, rates=(), provider="siteminder", **more):
    """Return a mapping in which each offer has a room rate of its own."""
    known = {one.id: one for one in rates}
    names = [f"{one.room_code}-{one.rate_code}" for one in offers]
    links = zip(names, offers, strict=True)
    return Mapping(
        provider,
        offers=offers,
        room_rates=tuple(known.get(name, RoomRate(name, name)) for name in names),
        rate_links=tuple(
            RateLink(name, one.room_code, one.rate_code, one.inventory_code) for name, one in links
        ),
        **more,
    )


ONE_OFFER = mapping(offer())


def _plain(update):
    told = [update.measure.value, update.first.isoformat(), update.last.isoformat(), update.value]
    return [*attrs.astuple(update.target), *told]


@attrs.define
class Platform:
    """A platform with its dialect and its transport, which fails in turns.

    Attributes:
        provider: its manners.
        turns: what happens to the next messages: ``unavailable``, ``lost`` (it has not arrived),
            ``late`` (it has, and its answer is lost), ``not_now``, ``refused``, ``garbled``,
            ``not_let_in``, or a function that is run before a right answer.
        unknown: rooms that it does not know.
        names: whether it says which part of a message it refuses.
        sent: the bytes that have arrived, in order.
    """

    provider: object = SHORT
    turns: list = attrs.field(factory=list)
    unknown: set = attrs.field(factory=set)
    names: bool = True
    sent: list = attrs.field(factory=list)
    calendar: Calendar = attrs.field(factory=lambda: Calendar(FIRST, DAYS))
    room_rates: tuple = ()

    @property
    def operations(self):
        """With which operation each measure is told."""
        named = {ROOMS: Operation.AVAILABILITY, PRICE: Operation.RATES}
        return {one: named.get(one, Operation.RESTRICTIONS) for one in self.provider.measures}

    def write(self, message):
        """Return a message as JSON."""
        said = [_plain(one) for one in message.updates]
        head = [message.id, message.hotel, message.at.isoformat(), message.currency]
        return json.dumps([*head, said]).encode()

    def exchange(self, operation, hotel, body):
        """Take a message, or fail as it is the turn."""
        assert hotel == "HOTEL1"
        if operation is Operation.ROOM_RATES:
            return b"rates"
        turn = self.turns.pop(0) if self.turns else None
        if turn == "unavailable":
            raise PortUnavailable("channel.unreachable")
        if turn == "not_let_in":
            raise PortRefused("channel.refused")
        self.sent.append(body)
        if turn == "lost":
            raise OutcomeUnknown("channel.outcome_unknown")
        if callable(turn):
            turn()
        if turn in {"not_now", "refused"}:
            return turn.encode()
        updates = [
            Update(
                Target(room, rate, guests),
                Measure(measure),
                date.fromisoformat(first),
                date.fromisoformat(last),
                value,
            )
            for room, rate, guests, measure, first, last, value in json.loads(body)[-1]
        ]
        wrong = [at for at, one in enumerate(updates) if one.target.room in self.unknown]
        if not wrong or self.names:
            right = [one for at, one in enumerate(updates) if at not in wrong]
            self.calendar = self.calendar.apply(right, self.provider.repeated)
        if turn == "late":
            raise OutcomeUnknown("channel.outcome_unknown")
        return b"?" if turn == "garbled" else json.dumps(wrong).encode()

    def read_answer(self, message, body):
        """Return what was answered."""
        if body == b"not_now":
            return Answer(Verdict.NOT_NOW, (Remark(Cause.PLATFORM_BUSY.value),))
        if body == b"refused":
            return Answer(Verdict.REFUSED, (Remark(Cause.HOTEL_UNKNOWN.value),))
        if body == b"?":
            Mapping("", ())
        wrong = json.loads(body)
        code = Cause.ROOM_UNKNOWN.value
        if wrong and not self.names:
            return Answer(Verdict.REFUSED, (Remark(code),))
        remarks = tuple(Remark(code, place=place) for place in wrong)
        return Answer(Verdict.ACCEPTED, remarks, frozenset(wrong))

    def ask_room_rates(self, hotel):
        """Return nothing: the address says it all."""
        return b""

    def read_room_rates(self, body):
        """Return the room rates."""
        return self.room_rates

    def shows(self, target, measure, days=3):
        """Return the values of the first dates."""
        return [self.calendar.value(target, measure, night(at)) for at in range(days)]


@attrs.define
class Telling:
    """A hotel with a connection to a platform."""

    front: object
    platform: Platform
    sync: ChannelSync

    @property
    def read(self):
        """What the hotel knows."""
        return self.front.hotel.read

    @property
    def boss(self):
        """The verbs as Dewi says them."""
        return self.front.boss

    def worker(self, hotel=None, platform=None):
        """Return another worker at the same connection."""
        own = platform or self.platform
        return ChannelSync(hotel or self.front.hotel, "C1", own, own)

    def run(self, **minutes):
        """Let some time pass, and run the loop."""
        self.front.clock.move(timedelta(**minutes))
        return self.sync.run()

    def price(self, room="DLX", rate="BAR", first=0, last=DAYS - 1, price=NIGHT, **more):
        """Set what nights cost, by their places."""
        said = price if isinstance(price, dict) else idr(price)
        self.boss.set_prices(room, rate, night(first), night(last), said, **more)

    def restrict(self, room="DLX", rate="BAR", first=0, last=DAYS - 1, **said):
        """Set who may book nights, by their places."""
        self.boss.set_restrictions(room, rate, night(first), night(last), **said)

    def left(self, room="DLX"):
        """Return the rooms that are left in the house, never below zero."""
        return [max(0, one) for one in self.front.free(room, DAYS)]

    def tasks(self):
        """Return the codes of what is left to a person."""
        return [one.code for one in self.read.sync_state("C1").tasks]

    def check(self):
        """Check that the store is sound, and that the platform shows what the hotel wants."""
        state = self.read.sync_state("C1")
        assert (state.in_flight, state.pending, state.refused) == (0, 0, 0), state
        look = self.read.channel_look(self.read.channel_plan("C1"))
        for target in look.wanted.places:
            for measure in Measure:
                for at in range(DAYS):
                    wanted = look.wanted.value(target, measure, night(at))
                    shown = self.platform.calendar.value(target, measure, night(at))
                    assert wanted is None or wanted == shown, (target, measure, at)
        self.front.check()


def prepare(front, known=ONE_OFFER, **said):
    """Bring a connection to where its mapping is finished."""
    boss = front.boss
    boss.open_connection("siteminder", "HOTEL1", connection="C1", **said)
    for one in Preparation:
        if one not in {Preparation.FEE_NOTED, Preparation.SUPPORT_NOTED}:
            boss.tick_preparation("C1", one)
    boss.note_integration_fee("C1", idr(0))
    boss.note_support("C1", "support of the PMS")
    boss.request_integration("C1")
    boss.set_mapping("C1", known)
    boss.finish_mapping("C1", 1)


def connected(front, known=ONE_OFFER, *, platform=None, prices=True, **said):
    """Return a hotel that has begun to tell a platform everything."""
    prepare(front, known, **said)
    own = platform or Platform()
    telling = Telling(front, own, ChannelSync(front.hotel, "C1", own, own))
    if prices:
        for one in known.offers:
            telling.price(one.room_type, one.rate_plan)
    front.boss.begin_full_sync("C1")
    return telling


def go_live(telling):
    """Tell everything, test it, and go live."""
    telling.run()
    boss, own = telling.boss, telling.read.connection("C1")
    for check in own.missing:
        boss.record_check("C1", check, "passed", f"{check} at the platform", own.mapping_version)
    boss.confirm_data("C1")
    boss.go_live("C1")
    return telling
