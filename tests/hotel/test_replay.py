"""A hotel under random hands: whatever is tried, the books are right and nothing is half done."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from axentra_core.adapters.memory import MemoryStore
from axentra_core.adapters.sqlite import SqliteStore
from axentra_core.codec import read_log, verify
from axentra_core.folio import (
    ChargePosted,
    ChargeReversed,
    FolioClosed,
    FolioStatus,
    PaymentMethod,
    PaymentTaken,
    RefundPaid,
)
from axentra_core.hotel import AGGREGATES, CODEC, REACTIONS, Hotel, Reaction, verbs
from axentra_core.house import DateClosed
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import AxentraError
from axentra_core.kernel.money import money
from axentra_core.rooms import Condition, GuestRequest, MarkInspected, Occupancy
from axentra_core.stays import NightPosted, StayCheckedIn, StayStatus
from axentra_core.testing import ManualClock, SequentialIds, example_property

FIRST = date(2026, 11, 23)
CLERK, CHIEF = Actor("staff", "ayu"), Actor("staff", "dewi", ("manager", "supervisor"))
ROOMS = ("2030", "2031", "2032")
OF_THE_DAY = {
    verbs.Reserve,
    verbs.CheckIn,
    verbs.OrderRoomService,
    verbs.AcceptOrder,
    verbs.DeliverOrder,
    verbs.CancelOrder,
    verbs.ChargeToRoom,
    verbs.ReverseCharge,
    verbs.TakePayment,
    verbs.PayRefund,
    verbs.DoNotDisturb,
    verbs.MakeUpRoom,
    verbs.FinishTask,
    verbs.MarkRoom,
    verbs.RetryFollowUp,
    verbs.DismissFollowUp,
    verbs.CloseDay,
    verbs.CheckOut,
}


def inspect(_, event):
    """Follow an arrival with an inspection, which a dirty room refuses."""
    yield MarkInspected(event.room)


TABLE = (*REACTIONS, Reaction(StayCheckedIn, inspect, must=False, concerns="housekeeping"))


def small_hotel(store):
    """Open a hotel of three rooms over a store, with its own ids and clock."""
    own = example_property()
    rooms = tuple(room for room in own.rooms.rooms if room.number in ROOMS)
    small = attrs.evolve(own, rooms=attrs.evolve(own.rooms, rooms=rooms))
    ids = SequentialIds()
    hotel = Hotel(store, small, ids=ids, clock=ManualClock(), reactions=TABLE)
    hotel.open(on=FIRST)
    return hotel, ids


# Which one of those that are there, or the next one, which is not.
which = st.integers(0, 11)
numbers = st.sampled_from((*ROOMS, "2039"))
amounts = st.sampled_from((1, 950_000, 1_028_500, 2_286_900)).map(lambda n: money(n, "IDR"))
menu = st.sampled_from(("nasi-goreng", "es-teh", "es-teh", "pizza"))
items = st.lists(st.builds(verbs.Item, menu, st.integers(1, 3)), min_size=1, max_size=2).map(tuple)


class Days(RuleBasedStateMachine):
    """Days of a hotel of three rooms; every act is a verb that is done or refused."""

    def __init__(self, dump, mirror, seen):
        """Take how a store is dumped, a second store for the same acts, and what was reached."""
        super().__init__()
        self.dump_of, self.mirror, self.seen = dump, mirror, seen
        self.store = MemoryStore()
        self.hotel, self.ids = small_hotel(self.store)
        self.acts, self.entries = [], []
        self.look()

    def look(self):
        """Read what is new."""
        self.dump = self.dump_of(self.store)
        self.entries += read_log(CODEC, self.store, after=len(self.entries))

    def one(self, kind, which):
        """Return the id of a record that is there, or of the next one."""
        return f"{kind[0].upper()}{1 + which % (self.ids._given[kind] + 1)}"

    def act(self, verb, actor=CHIEF):
        """Say a verb; whoever is refused has changed nothing, byte for byte."""
        self.acts.append((verb, actor, f"k{len(self.acts)}"))
        accepted, before = self.say(self.hotel, *self.acts[-1]), self.dump
        self.look()
        assert accepted or self.dump == before
        self.seen[type(verb), accepted] += 1
        return accepted

    @staticmethod
    def say(hotel, verb, actor, key):
        """Return whether a verb was done."""
        try:
            hotel.do(verb, actor=actor, key=key)
        except AxentraError:
            return False
        return True

    @initialize()
    def begin(self):
        """Begin with a guest in a dirty room, who has ordered, so that there is much to do."""
        self.reserve(0, 2, 850_000)
        self.mark("2030", Condition.DIRTY)
        self.check_in(0, "2030", "a full house", CHIEF)
        self.order(0, (verbs.Item("es-teh"),))

    @rule(ahead=st.integers(-1, 1), nights=st.integers(1, 3), price=st.integers(1, 10**6))
    def reserve(self, ahead, nights, price):
        """Book, mostly for today."""
        arrival = self.hotel.read.business_date + timedelta(days=ahead)
        departure = arrival + timedelta(days=nights)
        prices = (money(price, "IDR"),) * nights
        self.act(verbs.Reserve(arrival, departure, "DLX", prices, name="Siti Rahma"))

    @rule(
        stay=which,
        room=st.none() | numbers,
        override=st.none() | st.just("a full house"),
        actor=st.sampled_from((CLERK, CHIEF)),
    )
    def check_in(self, stay, room, override, actor):
        """Check in, sometimes twice, into a room that is taken or not ready."""
        self.act(verbs.CheckIn(self.one("stay", stay), room, override=override), actor)

    @rule(stay=which, items=items)
    def order(self, stay, items):
        """Order from the menu, or something that is not on it."""
        self.act(verbs.OrderRoomService(self.one("stay", stay), items))

    @rule(order=which, how=st.sampled_from((verbs.AcceptOrder, verbs.DeliverOrder)))
    def serve(self, order, how):
        """Move an order on."""
        self.act(how(self.one("order", order)))

    @rule(order=which)
    def cancel(self, order):
        """Call an order off."""
        self.act(verbs.CancelOrder(self.one("order", order), "too late"))

    @rule(stay=which, net=amounts)
    def charge(self, stay, net):
        """Put something on a bill."""
        self.act(verbs.ChargeToRoom(self.one("stay", stay), "FNB", net))

    @rule(stay=which, line=st.integers(1, 6))
    def reverse(self, stay, line):
        """Take a line back."""
        self.act(verbs.ReverseCharge(self.one("stay", stay), line, "a mistake"))

    @rule(stay=which, amount=amounts, in_advance=st.booleans())
    def pay(self, stay, amount, in_advance):
        """Pay something."""
        paid = verbs.TakePayment(
            self.one("stay", stay), PaymentMethod.CASH, amount, in_advance=in_advance
        )
        self.act(paid)

    @rule(stay=which, amount=amounts)
    def give_back(self, stay, amount):
        """Give something back."""
        self.act(verbs.PayRefund(self.one("stay", stay), PaymentMethod.CASH, amount))

    @rule(stay=which, on=st.booleans())
    def do_not_disturb(self, stay, on):
        """Hang out the sign, or take it in."""
        self.act(verbs.DoNotDisturb(self.one("stay", stay), on))

    @rule(stay=which)
    def make_up(self, stay):
        """Ask for the room to be made up."""
        self.act(verbs.MakeUpRoom(self.one("stay", stay)))

    @rule(task=which)
    def finish(self, task):
        """Finish a task."""
        self.act(verbs.FinishTask(self.one("task", task)))

    @rule(room=numbers, condition=st.sampled_from(Condition))
    def mark(self, room, condition):
        """Report a condition."""
        self.act(verbs.MarkRoom(room, condition))

    @rule(follow_up=which, actor=st.sampled_from((CLERK, CHIEF)), again=st.booleans())
    def see_to(self, follow_up, actor, again):
        """Try again what could not be done, or leave it."""
        retry, dismiss = verbs.RetryFollowUp, verbs.DismissFollowUp
        self.act(
            retry(self.one("follow_up", follow_up))
            if again
            else dismiss(self.one("follow_up", follow_up), "not needed"),
            actor,
        )

    @rule(leave=st.booleans())
    def end_the_day(self, leave):
        """Let those leave who are due out, if they may, and close the day."""
        for line in self.hotel.read.departures() if leave else ():
            stay, bill = line.stay.id, self.hotel.read.folio(line.stay.id)
            if bill.balance > 0:
                owed = money(bill.balance, "IDR")
                self.act(verbs.TakePayment(stay, PaymentMethod.CASH, owed))
            if bill.balance < 0:
                credit = money(-bill.balance, "IDR")
                self.act(verbs.PayRefund(stay, PaymentMethod.CASH, credit))
            self.act(verbs.CheckOut(stay))
        self.act(verbs.CloseDay(self.hotel.read.business_date))

    @rule(ahead=st.sampled_from((-1, 1)))
    def close_another_day(self, ahead):
        """Close a date that is over or not yet there."""
        self.act(verbs.CloseDay(self.hotel.read.business_date + timedelta(days=ahead)))

    @rule(stay=which)
    def check_out(self, stay):
        """Check out, mostly too early or with something owed."""
        self.act(verbs.CheckOut(self.one("stay", stay)))

    # What holds after every act

    @invariant()
    def log_states_and_look_ups_agree(self):
        """Replaying the log gives the stored states, and those are found where they say."""
        assert self.dump.faults() == []
        if len(self.acts) % 5 == 0:
            assert list(verify(self.store, CODEC, AGGREGATES)) == []

    @invariant()
    def money_is_neither_made_nor_lost(self):
        """Balances are the charges less what was paid for good; a closed bill is even."""
        bills = self.states("folio")
        sums = defaultdict(Decimal)
        for event in self.events():
            if isinstance(event, ChargePosted | ChargeReversed):
                sums[event.folio] += event.quote.total
            if isinstance(event, PaymentTaken):
                sums[event.folio] -= event.amount
            if isinstance(event, RefundPaid):
                sums[event.folio] += event.amount
        assert {bill.id: bill.owed for bill in bills if bill.owed} == {
            bill: owed for bill, owed in sums.items() if owed
        }
        assert all(bill.owed == 0 for bill in bills if bill.status is FolioStatus.CLOSED)

    @invariant()
    def rooms_and_guests_belong_to_each_other(self):
        """Every guest in house has one room and every occupied room one guest."""
        occupied = {
            (room.id, room.stay)
            for room in self.states("room")
            if room.occupancy is Occupancy.OCCUPIED
        }
        in_house = [line.stay for line in self.hotel.read.in_house()]
        assert {(stay.room, stay.id) for stay in in_house} == occupied
        assert len(in_house) == len(occupied)
        for room in self.states("room"):
            assert room.stay or room.request is GuestRequest.NONE

    @invariant()
    def no_night_is_charged_twice(self):
        """A stay has one line a night, and when it is over it has all of them."""
        nights, lines, closed = Counter(), Counter(), set()
        for event in self.events():
            if isinstance(event, NightPosted):
                nights[event.stay, event.night] += 1
            if isinstance(event, ChargePosted) and event.source.startswith("night:"):
                lines[event.folio, event.service_date] += 1
            if isinstance(event, FolioClosed):
                closed.add(event.folio)
        assert nights == lines
        assert set(nights.values()) <= {1}
        for stay in self.states("stay"):
            if stay.id in closed and stay.status is StayStatus.CHECKED_OUT:
                charged = {night for other, night in nights if other == stay.id}
                assert charged >= {night.date for night in stay.nights[-1:]}

    @invariant()
    def nothing_gets_into_a_closed_day(self):
        """Business dates only go on, and a closed one takes nothing more."""
        closed = FIRST - timedelta(days=1)
        for entry in self.entries:
            assert entry.business_date == closed + timedelta(days=1)
            for event in entry.events:
                assert getattr(event, "business_date", entry.business_date) > closed
            closed = max([closed, *(e.date for e in entry.events if isinstance(e, DateClosed))])

    def events(self):
        """Return every event of the log."""
        return [event for entry in self.entries for event in entry.events]

    def states(self, kind):
        """Return the stored states of a kind."""
        return [
            CODEC.read_state(kind, kept.data)
            for stream, kept in self.dump.states.items()
            if stream.split("/")[1] == kind
        ]

    def teardown(self):
        """Do the same acts over the other store: the same log comes of them, byte for byte."""
        with self.mirror() as store:
            hotel, _ = small_hotel(store)
            for act in self.acts:
                self.say(hotel, *act)
            assert self.dump_of(store) == self.dump
        assert list(verify(self.store, CODEC, AGGREGATES)) == []


@pytest.fixture
def run(dump, tmp_path):
    """Run the days, and return which verbs were done and which were refused."""

    def ran(**how):
        seen, number = Counter(), iter(range(10**9))
        run_state_machine_as_test(
            lambda: Days(dump, lambda: SqliteStore(tmp_path / f"{next(number)}.db"), seen),
            settings=settings(deadline=None, suppress_health_check=list(HealthCheck), **how),
        )
        return seen

    return ran


def test_days_of_a_hotel(run) -> None:
    """A few days, the same in every run: every verb of the day is said, done or refused."""
    seen = run(max_examples=20, stateful_step_count=50, derandomize=True)
    assert {verb for verb, _ in seen} == OF_THE_DAY


@pytest.mark.long
def test_many_days_of_a_hotel(run) -> None:
    """Many days, others in every run: each verb is both done and refused on the way."""
    seen = run(max_examples=500, stateful_step_count=80)
    missed = [verb.__name__ for verb, _ in seen if not (seen[verb, True] and seen[verb, False])]
    assert missed == []
