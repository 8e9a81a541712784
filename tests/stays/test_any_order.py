"""Whatever happens to a stay, in any order: its nights stay whole and none is charged twice."""

from datetime import time, timedelta
from decimal import Decimal

import attrs
from hypothesis import given as for_all
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.tries import tries

from axentra_core.kernel.actor import SYSTEM
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.money import Money
from axentra_core.stays import (
    AGGREGATES,
    AgreePackages,
    AmendStay,
    AssignRoom,
    Book,
    CancellationPolicy,
    CancelStay,
    ChangeParty,
    ChangePrices,
    CheckIn,
    CheckOut,
    Column,
    ConfirmStay,
    CorrectRoom,
    DayUsePosted,
    ExtendStay,
    Fee,
    FeeBasis,
    FeeDue,
    FeeStep,
    GrantLateCheckOut,
    JoinGroup,
    MarkNoShow,
    MoveStay,
    NightPosted,
    NightPrice,
    OpenGuestSession,
    Package,
    PackagePart,
    PackageUnit,
    PostNight,
    PreCheckIn,
    ReinstateStay,
    ReverseCheckIn,
    ReverseCheckOut,
    RoomUse,
    ShareRoom,
    ShortenStay,
    StayStatus,
    TakeOverStay,
    UnassignRoom,
    included_in,
    party,
    slices,
    takes,
)
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

(STAY,) = (one for one in AGGREGATES if one.kind == "stay")
WAITLISTED, BOOKED, IN_HOUSE, CHECKED_OUT, CANCELLED, NO_SHOW = StayStatus
START = CONTEXT.business_date
ONE_DAY = timedelta(days=1)
MOST_NIGHTS = 4
ROOMS = (("2034", "DLX"), ("2035", "DLX"), ("3001", "SUITE"))

days = st.dates(START - 3 * ONE_DAY, START + 8 * ONE_DAY)
lengths = st.integers(0, MOST_NIGHTS)
amounts = st.integers(1, 999).map(lambda units: Decimal(units * 1000))
prices = st.builds(Money, amounts, st.just("IDR"))
fees = st.one_of(
    st.builds(Fee, st.just(FeeBasis.NIGHTS), st.integers(0, 5).map(Decimal)),
    st.builds(Fee, st.just(FeeBasis.PERCENT), st.sampled_from([Decimal(0), Decimal("0.3")])),
    st.builds(Fee, st.just(FeeBasis.AMOUNT), amounts | st.just(Decimal(0))),
)
steps = st.lists(
    st.builds(FeeStep, st.integers(0, 9), fees), max_size=3, unique_by=lambda one: one.days_before
)
policies = st.none() | st.builds(CancellationPolicy, st.just("FLEX"), steps, fees)


def priced(arrival, departure, price):
    """Return the price of each night, or of the one day of a day use."""
    return tuple(NightPrice(night, price) for night in slices(arrival, departure))


@st.composite
def bookings(draw, arrivals):
    """Return bookings of a few nights or of a day."""
    arrival = draw(arrivals)
    departure = arrival + timedelta(days=draw(lengths))
    nights = priced(arrival, departure, draw(prices))
    booking = Book("S1", "AX-1001", "G1", "DLX", arrival, departure, nights, party(2))
    return attrs.evolve(
        booking, policy=draw(policies), waitlisted=draw(st.sampled_from([False, False, True]))
    )


def amended(booking, room_type):
    """Return the command that makes such a booking of the stay."""
    dates = booking.arrival, booking.departure
    return AmendStay("S1", room_type, *dates, booking.nights, booking.party)


def used(arrival, length):
    """Return the use of a room by another stay."""
    return (RoomUse("S9", arrival, arrival + timedelta(days=length)),)


def into_a_room(command, *words, **fields):
    """Return commands that give the stay some room, which may not be free."""
    others = st.just(()) | st.builds(used, days, lengths)
    return st.builds(
        lambda room, others, **more: command("S1", *room, *words, others=others, **more),
        st.sampled_from(ROOMS),
        others,
        **fields,
    )


parts = st.builds(
    PackagePart, st.just("BRKF"), amounts, st.sampled_from(PackageUnit), st.booleans()
)
packages = st.lists(
    st.builds(lambda code, part: Package(code, "A package", (part,)), st.sampled_from("AB"), parts),
    max_size=2,
    unique_by=lambda package: package.code,
).map(tuple)
sharing = st.none() | st.sampled_from(["S1", "S2", "S3"])
yes_or_no = st.booleans()
BEFORE_ARRIVAL = st.one_of(
    st.just(ConfirmStay("S1")),
    st.builds(amended, bookings(days), st.sampled_from(["DLX", "SUITE"])),
    into_a_room(AssignRoom, upgrade=yes_or_no),
    st.just(UnassignRoom("S1")),
    st.builds(PreCheckIn, st.just("S1"), st.just(time(22)), st.none() | st.just(party(1, 9))),
    st.builds(JoinGroup, st.just("S1"), st.none() | st.just("TOUR")),
    st.builds(AgreePackages, st.just("S1"), packages),
    st.builds(CancelStay, st.just("S1"), st.just("ill"), yes_or_no),
    st.builds(MarkNoShow, st.just("S1"), yes_or_no, yes_or_no),
    into_a_room(CheckIn, upgrade=yes_or_no),
)
IN_THE_HOUSE = st.one_of(
    st.just(ReverseCheckIn("S1", "wrong guest")),
    into_a_room(MoveStay, "noise", upgrade=yes_or_no, sharing=sharing),
    into_a_room(CorrectRoom, "wrong key", sharing=sharing),
    st.builds(ShareRoom, st.just("S1"), sharing),
    st.builds(ShortenStay, st.just("S1"), days, st.none() | prices),
    st.builds(lambda *night: ChangePrices("S1", (NightPrice(*night),)), days, prices),
    st.builds(AgreePackages, st.just("S1"), packages),
    st.builds(ChangeParty, st.just("S1"), st.integers(1, 4).map(party)),
    st.builds(GrantLateCheckOut, st.just("S1"), st.just(time(15)), st.none() | prices),
    st.just(OpenGuestSession("S1")),
    st.builds(PostNight, st.just("S1"), days),
    st.just(ReverseCheckOut("S1", "forgot the minibar")),
)


class Stays(RuleBasedStateMachine):
    """A stay to which anything is tried, and what holds whatever comes of it."""

    def __init__(self):
        """Begin with no stay."""
        super().__init__()
        self.today = START
        self.stay = None
        self.events = []

    def attempt(self, command):
        """Decide a command and return whether it was accepted; a refusal changes nothing."""
        context = attrs.evolve(CONTEXT, business_date=self.today, actor=SYSTEM)
        before = repr(self.stay)
        try:
            events = STAY.decide(self.stay, command, context)
        except RuleViolation:
            assert repr(self.stay) == before
            return False
        self.stay = STAY.replay(events, self.stay)
        self.events += events
        return True

    @rule(command=BEFORE_ARRIVAL | IN_THE_HOUSE)
    def anything(self, command):
        """Whoever acts may try what they like."""
        self.attempt(command)

    @rule(command=IN_THE_HOUSE)
    def serve(self, command):
        """Something is done for a guest, who may not be there."""
        self.attempt(command)

    @rule()
    def arrive(self):
        """The guest comes, perhaps on a wrong day."""
        self.attempt(CheckIn("S1", "2034", "DLX"))

    @rule()
    def depart(self):
        """The guest goes, perhaps on a wrong day."""
        self.attempt(CheckOut("S1"))

    @rule()
    def depart_early(self):
        """The guest goes today, if that is possible."""
        self.attempt(ShortenStay("S1", self.today))
        self.attempt(CheckOut("S1"))

    @precondition(lambda self: len(self.stay.nights) <= MOST_NIGHTS)
    @rule(length=st.integers(1, 3), price=prices)
    def extend(self, length, price):
        """The guest wants to stay longer."""
        before, after = self.stay.departure, self.stay.departure + timedelta(days=length)
        self.attempt(ExtendStay("S1", after, priced(before, after, price)))

    @rule(days_ahead=st.sampled_from([0, 1, -1]))
    def post_a_night(self, days_ahead):
        """Somebody wants to charge tonight, or tomorrow's night already, or yesterday's still."""
        self.attempt(PostNight("S1", self.today + timedelta(days=days_ahead)))

    @rule()
    def reinstate(self):
        """What is booked again are the nights that are not over."""
        before = self.stay
        if self.attempt(ReinstateStay("S1")):
            left = [night for night in before.nights if night.date >= self.today]
            assert list(self.stay.nights) == left
            assert self.stay.arrival == max(before.arrival, self.today)

    @invariant()
    def the_nights_run_from_the_arrival_to_the_departure(self):
        """None is missing, doubled or out of order; a day use has its one day."""
        stay = self.stay
        dates = [night.date for night in stay.nights]
        assert dates == [stay.arrival + place * ONE_DAY for place in range(len(dates))]
        assert len(dates) == ((stay.departure - stay.arrival).days or stay.is_day_use)

    @invariant()
    def each_night_is_charged_once_and_in_order(self):
        """A night that was charged stays in the stay, whatever is changed afterwards."""
        posted = [
            event.night for event in self.events if isinstance(event, NightPosted | DayUsePosted)
        ]
        assert posted == sorted(set(posted))
        assert set(posted) <= {night.date for night in self.stay.nights}

    @invariant()
    def what_comes_by_the_stay_comes_once(self):
        """A package is begun with the first night it comes with, whatever is agreed afterwards."""
        begun = self.stay.packages_begun
        assert len(set(begun)) == len(begun)
        nights = [event for event in self.events if isinstance(event, NightPosted)]
        assert all(event.price >= included_in(event.parts) for event in nights)

    @invariant()
    def a_stay_takes_a_room_on_each_of_its_nights_or_none(self):
        """Who will not come, shares or is there by day takes none."""
        stay, taking = self.stay, takes(self.stay)
        gone = stay.status in {CANCELLED, NO_SHOW}
        if gone or stay.shares is not None or stay.arrival == stay.departure:
            assert taking is None
            return
        assert dict(taking) == {night.date: 1 for night in stay.nights}
        waits = stay.status is WAITLISTED
        assert taking.column is (Column.WAITLISTED if waits else Column.SOLD)
        assert taking.room_type == (stay.room_type if waits else stay.taken_type)

    @invariant()
    def nobody_is_paid_for_a_fee(self):
        """A fee is owed by the guest, or there is none."""
        assert all(event.amount > 0 for event in self.events if isinstance(event, FeeDue))

    @invariant()
    def who_is_in_house_has_a_room_and_who_will_not_come_has_none(self):
        """The status and what stands beside it tell one story."""
        stay = self.stay
        came = stay.status in {IN_HOUSE, CHECKED_OUT}
        assert (stay.room is not None) is came or stay.status is BOOKED
        assert (stay.checked_in_on is not None) is came
        assert (stay.checked_out_on is not None) is (stay.status is CHECKED_OUT)
        assert stay.room is not None or stay.taken_type == stay.room_type
        assert stay.posted_through is None or came
        assert stay.shares != stay.id

    @invariant()
    def the_log_tells_the_same(self):
        """What is replayed is what was lived through."""
        assert STAY.replay(self.events) == self.stay


class AnyOrder(Stays):
    """The rules hold on any date, even if dates come in no order."""

    @initialize(booking=bookings(st.dates(START, START + 3 * ONE_DAY)))
    def book(self, booking):
        """There is a booking."""
        assert self.attempt(booking)

    @rule(day=days)
    def on_another_date(self, day):
        """The business date may be any."""
        self.today = day

    @rule(day=st.sampled_from(["arrival", "departure"]))
    def on_a_date_of_the_stay(self, day):
        """On some dates more happens than on others."""
        self.today = getattr(self.stay, day)

    @rule()
    def on_the_next_night(self):
        """Nights are charged in order when dates come in order."""
        if self.stay.unposted:
            self.today = self.stay.unposted[0].date


class DayByDay(Stays):
    """A stay lived through: no day has to be kept open for it, and every guest can leave."""

    @initialize(booking=bookings(st.dates(START - 3 * ONE_DAY, START)))
    def begin(self, booking):
        """A guest who has not to wait comes today, or is in house already."""
        if booking.arrival == START:
            assert self.attempt(booking)
            self.arrive()
            return
        by_day = booking.arrival == booking.departure
        over = [night.date for night in booking.nights if night.date < START or by_day]
        through = over[-1] if over else None
        command = TakeOverStay("S1", booking, "2034", "DLX", booking.arrival, through)
        assert self.attempt(command)

    @rule(marks=yes_or_no)
    def close_the_day(self, marks):
        """Only a guest who should have left stands against it; it may mark who has not come."""
        stay = self.stay
        if stay.status is IN_HOUSE and stay.departure <= self.today:
            return
        if stay.status is IN_HOUSE and stay.posted_through != self.today:
            assert self.attempt(PostNight("S1", self.today))
        elif stay.status is BOOKED and stay.arrival <= self.today and marks:
            assert self.attempt(MarkNoShow("S1", at_close=True))
        elif stay.status is WAITLISTED and stay.arrival <= self.today:
            assert self.attempt(CancelStay("S1", "no room"))
        self.today += ONE_DAY

    @rule()
    def leave(self):
        """Whoever should leave can, and whoever wants to can make it so."""
        if self.stay.status is not IN_HOUSE:
            return
        if self.stay.departure > self.today and self.stay.posted_through != self.today:
            assert self.attempt(ShortenStay("S1", self.today))
        if self.stay.is_day_use:
            self.attempt(PostNight("S1", self.today))
        if self.stay.departure <= self.today:
            assert self.attempt(CheckOut("S1"))

    @invariant()
    def no_night_is_forgotten(self):
        """A night that is over was charged before its day was closed, and all before leaving."""
        if self.stay.status is IN_HOUSE:
            assert all(night.date >= self.today for night in self.stay.unposted)
        elif self.stay.status is CHECKED_OUT:
            assert not self.stay.unposted


SOME = tries(60, stateful_step_count=30, deadline=None)
TestAnyOrder = AnyOrder.TestCase
TestDayByDay = DayByDay.TestCase
TestAnyOrder.settings = TestDayByDay.settings = SOME


@for_all(bookings(st.dates(START, START + 3 * ONE_DAY)), st.integers(0, 6), st.integers(0, 6))
def test_a_cancelled_stay_comes_back_as_it_was(booking, cancelled, later) -> None:
    """While no night is over every night comes back; afterwards those that are left, or none."""
    past = given(STAY).when(attrs.evolve(booking, waitlisted=False)).events
    day = START + timedelta(days=cancelled)
    ended = given(STAY, *past).on(day).when(CancelStay("S1", "ill"))
    again = given(STAY, *past, *ended.events).on(day + timedelta(days=later))
    today, before = again.context.business_date, STAY.replay(past)
    outcome = again.when(ReinstateStay("S1"))
    if left := tuple(night for night in before.nights if night.date >= today):
        arrival = max(before.arrival, today)
        assert outcome.state == attrs.evolve(before, arrival=arrival, nights=left)
        assert (arrival == before.arrival) is (left == before.nights)
    else:
        outcome.refused("stay.expired", departure=before.departure)
