"""How far a platform is with what it is told, and what has to be told now."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import attrs
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.channels.telling import (
    BLANK,
    CLOSED,
    DAYS,
    DELUXE,
    FEWEST,
    FIRST,
    PRICE,
    ROOMS,
    TARGETS,
    any_update,
    cells,
    cells_of,
    nth,
    told,
)

from axentra_core.channels.batches import batched
from axentra_core.channels.progress import (
    RESTS,
    Cell,
    Progress,
    Refusal,
    Refused,
    Sent,
    Stretch,
    acknowledged,
    lost,
    refused,
    sent,
    since,
)
from axentra_core.channels.providers import PROVIDERS, SITEMINDER, Repeated
from axentra_core.channels.ranges import repeats
from axentra_core.channels.turns import Turn, due, known_at, pending
from axentra_core.channels.updates import Measure, Target

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
EVERYTHING = frozenset(Measure)
TURN = Turn(SITEMINDER, EVERYTHING, FIRST, NOW, mapping=1)
NEW = Progress(DELUXE)
FOUR = told(ROOMS, 0, 8, 4)
WANTED = BLANK.apply([FOUR])
ON_ITS_WAY = sent(NEW, 1, [FOUR])
TAKEN = acknowledged(ON_ITS_WAY, 1)


def no(update, code="channels.room_unknown"):
    """Return that a platform does not take an update."""
    return Refusal(update, code)


def now_due(wanted, progress, turn=TURN):
    """Return what is due for the deluxe rooms."""
    return due(wanted, {DELUXE: progress}, turn)


# --- one message and its answer ---


def test_what_was_never_told_is_due() -> None:
    """A platform that has just been connected is told everything."""
    assert due(WANTED, {}, TURN) == now_due(WANTED, NEW) == (FOUR,)


def test_what_is_in_flight_is_not_told_again() -> None:
    """While nobody knows what became of a message, a second one could overtake it."""
    assert ON_ITS_WAY.stretches == (
        Stretch(ROOMS, FIRST, nth(8), Cell(sent=Sent(message=1, value=4))),
    )
    assert ON_ITS_WAY.in_flight == (1,)
    assert now_due(WANTED, ON_ITS_WAY) == ()
    sold = WANTED.apply([told(ROOMS, 2, 3, 3)])
    assert now_due(sold, ON_ITS_WAY) == ()
    assert pending(sold, {DELUXE: ON_ITS_WAY}, TURN) == (
        told(ROOMS, 0, 1, 4),
        told(ROOMS, 2, 3, 3),
        told(ROOMS, 4, 8, 4),
    )
    assert now_due(sold, TAKEN) == (told(ROOMS, 2, 3, 3),)


def test_the_same_state_is_told_once() -> None:
    """Sending again what the platform has acknowledged sends nothing."""
    assert TAKEN.stretches == (Stretch(ROOMS, FIRST, nth(8), Cell(told=4)),)
    assert TAKEN.in_flight == TAKEN.refused == ()
    assert now_due(WANTED, TAKEN) == ()


def test_what_is_lost_stays_to_be_told() -> None:
    """A message that nobody has answered is told again, and nothing of it is forgotten."""
    assert now_due(WANTED, lost(ON_ITS_WAY, 1)) == (FOUR,)
    assert lost(ON_ITS_WAY, 1) == NEW


def test_after_a_loss_even_the_value_of_before_is_told() -> None:
    """The lost message may have arrived, so that the platform may have what is not wanted now."""
    three = told(ROOMS, 0, 8, 3)
    gone = lost(sent(TAKEN, 2, [three]), 2)
    assert now_due(WANTED, gone) == (FOUR,)


@pytest.mark.parametrize("answer", [acknowledged, lost], ids=["taken", "lost"])
def test_an_answer_that_comes_late_or_twice_changes_nothing(answer) -> None:
    """Only what is in flight can be answered; a newer message is none of an old answer's."""
    assert answer(TAKEN, 1) is TAKEN
    newer = sent(TAKEN, 2, [told(ROOMS, 2, 3, 3)])
    assert answer(newer, 1) is newer
    assert refused(newer, 1, [no(FOUR)], NOW, 1) == newer
    assert refused(TAKEN, 1, [no(FOUR)], NOW, 1) == TAKEN


def test_a_part_of_a_message_may_be_refused() -> None:
    """Platforms take what they understand and say why they do not take the rest."""
    partly = refused(ON_ITS_WAY, 1, [no(told(ROOMS, 2, 3, 4))], NOW, 1)
    assert partly.in_flight == (1,)
    ended = acknowledged(partly, 1)
    says_no = Refused(4, "channels.room_unknown", 1, NOW, 1)
    assert ended.stretches == (
        Stretch(ROOMS, FIRST, nth(1), Cell(told=4)),
        Stretch(ROOMS, nth(2), nth(3), Cell(refused=says_no)),
        Stretch(ROOMS, nth(4), nth(8), Cell(told=4)),
    )
    assert ended.refused == ended.stretches[1:2]
    assert pending(WANTED, {DELUXE: ended}, TURN) == (told(ROOMS, 2, 3, 4),)


def test_what_was_refused_leaves_what_was_there() -> None:
    """A refused price is not sold at; the platform goes on with the one it has."""
    no_three = refused(
        sent(TAKEN, 2, [told(ROOMS, 0, 8, 3)]), 2, [no(told(ROOMS, 0, 8, 3))], NOW, 1
    )
    assert now_due(WANTED, no_three) == ()
    (stretch,) = no_three.stretches
    assert stretch.cell.told == 4


def test_a_taken_value_ends_a_refusal() -> None:
    """What is right now is no longer shown as refused."""
    says_no = refused(ON_ITS_WAY, 1, [no(FOUR)], NOW, 1)
    assert says_no.refused
    again = sent(says_no, 2, [FOUR])
    assert again.refused
    assert acknowledged(again, 2) == TAKEN


# --- what is refused is told again ---


def no_for(times, mapping=1):
    """Return the progress once the same value was refused so often, each time at once."""
    progress = NEW
    for number in range(times):
        progress = refused(sent(progress, number, [FOUR]), number, [no(FOUR)], NOW, mapping)
    return progress


@pytest.mark.parametrize(("times", "minutes"), [(1, 15), (2, 60), (3, 240), (4, 1440), (9, 1440)])
def test_a_refused_value_rests_longer_each_time(times, minutes) -> None:
    """A platform that says no at once says no in a minute; it is asked again, but not for ever."""
    progress, rest = no_for(times), timedelta(minutes=minutes)
    assert progress.refused[0].cell.refused.times == times
    before = attrs.evolve(TURN, at=NOW + rest - timedelta(seconds=1))
    assert now_due(WANTED, progress, before) == ()
    assert now_due(WANTED, progress, attrs.evolve(TURN, at=NOW + rest)) == (FOUR,)
    assert [*RESTS] == sorted(RESTS)


def test_another_value_does_not_rest() -> None:
    """What was refused says nothing of what was not tried yet."""
    other = WANTED.apply([told(ROOMS, 2, 3, 3)])
    assert now_due(other, no_for(3)) == (told(ROOMS, 2, 3, 3),)
    three = told(ROOMS, 2, 3, 3)
    again = refused(sent(no_for(3), 9, [three]), 9, [no(three, "channels.other")], NOW, 1)
    assert {one.cell.refused.times for one in again.refused} == {1, 3}


def test_another_mapping_ends_the_rest() -> None:
    """A code that was put right is tried at once."""
    assert now_due(WANTED, no_for(4), attrs.evolve(TURN, mapping=2)) == (FOUR,)
    assert now_due(WANTED, no_for(4, mapping=2), attrs.evolve(TURN, mapping=2)) == ()


# --- what is told at all ---


@pytest.mark.parametrize("provider", PROVIDERS.values(), ids=PROVIDERS)
def test_past_and_far_dates_are_not_told(provider) -> None:
    """Nobody sells yesterday, and each platform sells so many days ahead."""
    wanted = WANTED.moved_to(FIRST, 900).apply([attrs.evolve(FOUR, first=nth(3), last=nth(850))])
    turn = attrs.evolve(TURN, provider=provider, on=nth(5))
    (update,) = due(wanted, {}, turn)
    assert update.first == nth(5 - provider.past)
    assert update.last == nth(5 + provider.horizon - 1)


def test_on_the_next_day_the_last_day_comes_into_sight() -> None:
    """The calendar moves on by a day, and one day more is told."""
    provider = attrs.evolve(SITEMINDER, horizon=4)
    turn = attrs.evolve(TURN, provider=provider)
    (update,) = now_due(WANTED, NEW, turn)
    progress = acknowledged(sent(NEW, 1, [update]), 1)
    tomorrow = attrs.evolve(turn, on=nth(1))
    assert now_due(WANTED, progress, tomorrow) == (told(ROOMS, 4, 4, 4),)


def test_what_is_managed_at_the_platform_is_not_told() -> None:
    """A value that the hotel's system cannot send is left to those who see to it there."""
    wanted = WANTED.apply([told(CLOSED, 0, 8, 1), told(FEWEST, 0, 8, 2)])
    turn = attrs.evolve(TURN, measures=frozenset({ROOMS, FEWEST}))
    assert due(wanted, {}, turn) == (FOUR, told(FEWEST, 0, 8, 2))


def test_what_a_calendar_does_not_tell_is_left_alone() -> None:
    """The calendar of a few dates is enough where only those have changed."""
    some = BLANK.apply([told(ROOMS, 2, 3, 3)])
    assert now_due(some, TAKEN) == (told(ROOMS, 2, 3, 3),)
    assert now_due(BLANK, TAKEN) == ()


def test_a_full_update_tells_all_but_what_is_in_flight() -> None:
    """What the platform has acknowledged is told anew; what is on its way is told anyhow."""
    all_anew = attrs.evolve(TURN, all=True)
    assert now_due(WANTED, TAKEN, all_anew) == (FOUR,)
    newer = sent(TAKEN, 2, [told(ROOMS, 2, 3, 3)])
    assert now_due(WANTED, newer, all_anew) == (told(ROOMS, 0, 1, 4), told(ROOMS, 4, 8, 4))


def test_what_the_platform_has_for_certain_is_a_calendar() -> None:
    """Who compares the platform with what it was told begins with what it has acknowledged."""
    newer = sent(TAKEN, 2, [told(ROOMS, 2, 3, 3), told(PRICE, 0, 8, 100)])
    assert known_at([newer], FIRST, DAYS) == WANTED
    assert known_at([acknowledged(newer, 2)], nth(3), 2) == BLANK.moved_to(nth(3), 2).apply(
        [told(ROOMS, 3, 3, 3), told(ROOMS, 4, 4, 4), told(PRICE, 3, 4, 100)]
    )
    assert known_at([lost(newer, 2)], nth(2), 2) == BLANK.moved_to(nth(2), 2)


# --- how it is kept ---


def test_each_target_keeps_its_own_part_of_a_message() -> None:
    """One message tells many room rates, and each is followed by itself."""
    other = told(PRICE, 0, 8, 100, Target("STD", "BAR"))
    assert sent(NEW, 1, [FOUR, other]) == ON_ITS_WAY
    assert sent(NEW, 1, [other]) is NEW
    assert refused(ON_ITS_WAY, 1, [no(other)], NOW, 1) == ON_ITS_WAY


def test_a_year_that_is_alike_is_one_stretch() -> None:
    """What is kept grows with what differs, never with the days."""
    progress = NEW
    for place in range(DAYS):
        progress = sent(progress, place, [told(ROOMS, place, place, 4)])
    assert len(progress.stretches) == DAYS
    for place in range(DAYS):
        progress = acknowledged(progress, place)
    assert progress == TAKEN


def test_what_lies_between_two_stretches_stays_unknown() -> None:
    """Nothing is taken for told because its neighbours on both sides are."""
    ends = [told(ROOMS, 0, 1, 4), told(ROOMS, 6, 8, 4)]
    progress = acknowledged(sent(NEW, 1, ends), 1)
    assert len(progress.stretches) == 2
    assert now_due(WANTED, progress) == (told(ROOMS, 2, 5, 4),)


def test_one_measure_does_not_go_on_as_another() -> None:
    """Four rooms until Thursday and a price of four from Friday on are two things."""
    updates = [told(ROOMS, 0, 3, 4), told(PRICE, 4, 8, 4)]
    assert len(acknowledged(sent(NEW, 1, updates), 1).stretches) == 2


def test_stretches_stand_in_order() -> None:
    """By measure, then by date, whatever was told first."""
    progress = sent(NEW, 1, [told(CLOSED, 5, 5, 1), told(ROOMS, 6, 8, 2), told(PRICE, 0, 0, 9)])
    progress = sent(progress, 2, [told(ROOMS, 0, 1, 2)])
    assert [(one.measure, one.first) for one in progress.stretches] == [
        (ROOMS, FIRST),
        (ROOMS, nth(6)),
        (PRICE, FIRST),
        (CLOSED, nth(5)),
    ]


def test_what_is_over_is_forgotten() -> None:
    """The past is kept in the log and not in the state."""
    assert since(TAKEN, nth(3)).stretches == (Stretch(ROOMS, nth(3), nth(8), Cell(told=4)),)
    assert since(TAKEN, nth(8)).stretches == (Stretch(ROOMS, nth(8), nth(8), Cell(told=4)),)
    assert since(TAKEN, FIRST) == TAKEN
    assert since(TAKEN, nth(9)) == NEW


# --- whatever happens ---


@attrs.define
class Flight:
    """A message, what the platform has refused of it, and whether it has arrived."""

    number: int
    updates: tuple
    refusals: list
    arrived: bool


class AnyFate(RuleBasedStateMachine):
    """A hotel that changes its mind, a network that loses, a platform that refuses."""

    def __init__(self):
        """Begin with a hotel that has told nothing."""
        super().__init__()
        self.provider = attrs.evolve(SITEMINDER, horizon=DAYS, most_updates=3)
        self.turn = attrs.evolve(TURN, provider=self.provider)
        self.wanted = BLANK
        self.meant = {}
        self.platform = BLANK
        self.reached = {}
        self.progress = {target: Progress(target) for target in TARGETS}
        self.flights = []
        self.answered = []
        self.number = 0

    # --- the hotel ---

    @rule(one=any_update())
    def change(self, one):
        """The hotel wants something else."""
        self.wanted = self.wanted.apply([one])
        for cell, value in cells_of([one]):
            self.meant.setdefault(cell, []).append(value)

    def due(self):
        """Return what is due now."""
        return due(self.wanted, self.progress, self.turn)

    @rule(arrives=st.lists(st.booleans(), min_size=1), refuses=st.sets(st.integers(0, 8)))
    def send(self, arrives, refuses):
        """What is due goes out in messages; some arrive, and some of that is refused."""
        for place, updates in enumerate(batched(self.due(), self.provider, len)):
            self.number += 1
            says_no = [no(one) for at, one in enumerate(updates) if 3 * place + at in refuses]
            arrived = arrives[place % len(arrives)]
            self.flights.append(Flight(self.number, updates, says_no, arrived))
            self.each(sent, self.number, updates)
            if arrived:
                taken = [one for one in updates if no(one) not in says_no]
                self.platform = self.platform.apply(taken, Repeated.REFUSED)
                for cell, value in cells_of(taken):
                    self.arrive(cell, value)

    def arrive(self, cell, value):
        """Find what arrives among what was wanted, at or behind what came before it."""
        start = self.reached.get(cell, 0)
        assert value in self.meant[cell][start:], "overtaken"
        self.reached[cell] = self.meant[cell].index(value, start)

    def each(self, step, *arguments):
        """Take a step with the progress of every target."""
        self.progress = {target: step(one, *arguments) for target, one in self.progress.items()}

    # --- the network and the platform ---

    def answer(self, flight):
        """Tell the hotel what became of a message that has arrived."""
        self.each(refused, flight.number, flight.refusals, self.turn.at, self.turn.mapping)
        self.each(acknowledged, flight.number)

    @precondition(lambda self: self.flights)
    @rule(which=st.integers(0, 20), in_time=st.booleans())
    def end(self, which, in_time):
        """A message is answered in time, or given up."""
        flight = self.flights.pop(which % len(self.flights))
        if flight.arrived and in_time:
            self.answer(flight)
        else:
            self.each(lost, flight.number)
        self.answered.append(flight)

    @precondition(lambda self: self.answered)
    @rule(which=st.integers(0, 20))
    def answer_late(self, which):
        """An answer comes after the message was given up, or for a second time."""
        before = self.progress
        flight = self.answered[which % len(self.answered)]
        self.answer(flight)
        self.each(lost, flight.number)
        assert self.progress == before

    @rule(hours=st.integers(1, 30), mapped_anew=st.booleans())
    def wait(self, hours, mapped_anew):
        """Time goes by, and perhaps somebody puts the mapping right."""
        self.turn = attrs.evolve(
            self.turn,
            at=self.turn.at + timedelta(hours=hours),
            mapping=self.turn.mapping + mapped_anew,
        )

    # --- what holds ---

    def of_cells(self, what):
        """Return something of each date of each target of which something is known."""
        return {
            cell: what(stretch.cell)
            for target, progress in self.progress.items()
            for stretch in progress.stretches
            for cell, _ in cells_of([told_as(target, stretch)])
        }

    @invariant()
    def what_the_hotel_believes_is_so(self):
        """What counts as acknowledged is what the platform has, unless more is on its way."""
        platform = cells(self.platform)
        for cell, known in self.of_cells(lambda one: one).items():
            if known.told is not None and known.sent is None:
                assert platform[cell] == known.told

    @invariant()
    def nothing_is_lost(self):
        """What the platform does not have as it is wanted is due, in flight, or rests refused."""
        platform, now = cells(self.platform), dict(cells_of(self.due()))
        waits = self.of_cells(lambda one: one.sent is not None or one.refused is not None)
        for cell, value in cells(self.wanted).items():
            if platform.get(cell) != value:
                assert now.get(cell) == value or waits[cell]

    @invariant()
    def nothing_overtakes(self):
        """No date is told twice at once, and none that is in flight is told."""
        updates = self.due()
        assert repeats(updates) == ()
        in_flight = self.of_cells(lambda one: one.sent is not None)
        assert not any(in_flight.get(cell) for cell, _ in cells_of(updates))

    def teardown(self):
        """Once the platform answers it ends where the hotel is, and then nothing more is told."""
        for flight in self.flights:
            if flight.arrived:
                self.answer(flight)
            else:
                self.each(lost, flight.number)
        self.wait(hours=24, mapped_anew=False)
        self.flights = []
        self.send([True], set())
        for flight in self.flights:
            self.answer(flight)
        assert cells(self.platform) == cells(self.wanted)
        assert self.due() == pending(self.wanted, self.progress, self.turn) == ()
        for progress in self.progress.values():
            for one, other in pairwise(progress.stretches):
                goes_on = one.last + timedelta(1) == other.first and one.measure is other.measure
                assert not (goes_on and one.cell == other.cell)


def told_as(target, stretch):
    """Return an update of the dates of a stretch."""
    return told(
        stretch.measure, (stretch.first - FIRST).days, (stretch.last - FIRST).days, 0, target
    )


AnyFate.TestCase.settings = settings(max_examples=30, stateful_step_count=12, deadline=None)
TestAnyFate = AnyFate.TestCase
