"""How consequences are done: in order, each for itself, and what is left to people."""

from datetime import date
from functools import partial

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import ChargeReversed, CloseFolio, FolioRefusal, OpenFolio, ReverseCharge
from axentra_core.hotel import REACTIONS, Reaction, reactions, verbs
from axentra_core.house import FollowUpDismissed, FollowUpLeft, FollowUpResolved
from axentra_core.housekeeping import CancelTask, OpenTask, TaskKind, TaskOpened
from axentra_core.kernel.errors import RuleViolation
from axentra_core.kernel.money import money
from axentra_core.restaurant import OrderCancelled
from axentra_core.rooms import (
    Condition,
    MarkClean,
    MarkDirty,
    MarkedClean,
    MarkedDirty,
    MarkedInspected,
    MarkInspected,
    RoomOccupied,
)
from axentra_core.stays import StayCheckedIn, StayCheckedOut

MUST, SHOULD = True, False
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def store():
    """One store is enough: what follows is decided before it is kept."""
    return MemoryStore()


def an_order(front):
    """Return an order of a guest in house."""
    return verbs.OrderRoomService(front.arrive(), (verbs.Item("es-teh", 2),))


def a_cancellation(front):
    """Return the cancellation of an order."""
    front.desk.do(an_order(front), key=front.key())
    return verbs.CancelOrder("O1", "too late")


def refused(*_):
    """Follow with something that is refused whatever the hotel's state."""
    yield CancelTask("T99", "for a test")


def rows(*own):
    """Return the hotel's table with rows of our own before it."""
    return (*(Reaction(*row) for row in own), *REACTIONS)


def test_a_follow_up_says_what_was_tried_and_what_it_comes_from(front) -> None:
    """Cause, act and arguments name the event, the command and its fields; a person can go on."""
    stay = front.arrive(nights=1)
    front.pass_nights(1)
    front.settle(stay)
    table = rows((StayCheckedOut, refused, SHOULD, "housekeeping"))
    (left,) = front.with_reactions(*table).desk.check_out(stay).follow_ups
    assert left == FollowUpLeft(
        follow_up="F1",
        cause="stay:S1:4",
        act="task.CancelTask",
        arguments={"task": "T99", "reason": "for a test"},
        code="record.not_found",
        sentence="there is no task T99; check the id",
        concerns="housekeeping",
        business_date=TUESDAY,
    )


def inspect(_, event):
    """Follow with an inspection, which a dirty room refuses."""
    yield MarkInspected(event.room)


INSPECTED_ON_ARRIVAL = rows((StayCheckedIn, inspect, SHOULD, "housekeeping"))


def dirty_arrival(front, *table):
    """Check a guest in to a dirty room, under a table."""
    front = front.with_reactions(*table)
    stay = front.book()
    front.desk.mark_room("2034", Condition.DIRTY)
    return front, front.boss.check_in(stay, room="2034", override="a short night")


def test_what_a_should_has_begun_is_taken_back(front) -> None:
    """If a consequence of the consequence must follow and cannot, neither has happened."""

    def another_task(_, event):
        yield OpenTask("T50", TaskKind.MAKE_UP, event.room, event.stay, "test")

    table = rows(
        (StayCheckedIn, another_task, SHOULD, "housekeeping"),
        (TaskOpened, inspect, MUST, "housekeeping"),
    )
    front, done = dirty_arrival(front, *table)
    own, linen = done.follow_ups
    assert (own.act, own.code) == ("task.OpenTask", "move.not_allowed")
    assert own.arguments["task"] == "T50"
    assert linen.arguments["kind"] == "arrival_linen"
    assert done.all(TaskOpened) == ()
    assert done.one(RoomOccupied).room == "2034"
    front.check()


def test_each_command_of_a_row_is_attempted_for_itself(front) -> None:
    """Of two things that should follow, the one that can happen does."""

    def both(_, event):
        yield MarkInspected(event.room)
        yield MarkClean(event.room)

    front, done = dirty_arrival(front, *rows((StayCheckedIn, both, SHOULD, "housekeeping")))
    assert [left.act for left in done.follow_ups] == ["room.MarkInspected"]
    assert done.one(MarkedClean).room == "2034"
    front.check()


def test_a_should_within_a_should_leaves_the_outer_one(front) -> None:
    """Only what was refused itself is left to people."""

    def clean(_, event):
        yield MarkClean(event.room)

    table = rows(
        (StayCheckedIn, clean, SHOULD, "housekeeping"),
        (MarkedClean, refused, SHOULD, "cashier"),
    )
    front, done = dirty_arrival(front, *table)
    assert done.one(MarkedClean).room == "2034"
    (left,) = done.follow_ups
    assert (left.cause, left.concerns) == ("room:2034:4", "cashier")
    front.check()


def test_a_refused_should_leaves_the_bill_readable_for_what_must_follow(front) -> None:
    """A refused reversal does not spoil the reversal that must follow in the same commit."""

    def no_such_line(_, event):
        yield ReverseCharge(event.stay, 99, "a mistake")

    verb = a_cancellation(front)
    front = front.with_reactions(*rows((OrderCancelled, no_such_line, SHOULD, "cashier")))
    done = front.desk.do(verb, key="c")
    assert [left.code for left in done.follow_ups] == ["folio.line_unknown"]
    assert done.one(ChargeReversed).reverses == 1
    front.check()


def test_each_of_several_events_is_the_cause_of_its_own_follow_up(front) -> None:
    """A follow-up points to the very event it comes from."""
    stay = front.arrive()
    front.desk.order_room_service(stay, [("es-teh", 1), ("nasi-goreng", 1)], key="o")
    front = front.with_reactions(*rows((ChargeReversed, refused, SHOULD, "cashier")))
    done = front.desk.cancel_order("O1", "too late", key="c")
    assert [left.cause for left in done.follow_ups] == ["folio:S1:4", "folio:S1:5"]


def test_a_follow_up_closes_when_its_act_succeeds(front) -> None:
    """What was refused is tried again once nothing stands against it, and then it is done."""
    front, done = dirty_arrival(front, *INSPECTED_ON_ARRIVAL)
    left = done.one(FollowUpLeft)
    before = front.dump()
    with pytest.raises(RuleViolation) as still:
        front.desk.retry_follow_up(left.follow_up, key="too-early")
    assert still.value.code == left.code == "move.not_allowed"
    assert front.dump() == before

    front.desk.mark_room("2034", Condition.CLEAN)
    again = front.desk.retry_follow_up(left.follow_up, key="in-time")
    assert again.one(MarkedInspected).room == "2034"
    assert again.one(FollowUpResolved).follow_up == left.follow_up
    assert front.hotel.read.follow_ups() == ()
    with pytest.raises(RuleViolation) as ended:
        front.desk.retry_follow_up(left.follow_up, key="once-more")
    assert ended.value.code == "follow_up.ended"
    front.check()


def test_nobody_changes_a_follow_up_by_reading_it(front) -> None:
    """What a host does with the arguments it was shown does not become what is tried again."""
    front, _ = dirty_arrival(front, *INSPECTED_ON_ARRIVAL)
    front.hotel.read.follow_ups()[0].arguments["room"] = "2041"
    assert front.hotel.read.follow_ups()[0].arguments == {"room": "2034", "another": False}


def test_only_those_responsible_dismiss_a_follow_up(front) -> None:
    """A clerk may try again; to leave something undone needs the permission, and a reason."""
    front, done = dirty_arrival(front, *INSPECTED_ON_ARRIVAL)
    left = done.one(FollowUpLeft).follow_up
    before = front.dump()
    with pytest.raises(RuleViolation) as error:
        front.desk.dismiss_follow_up(left, "not needed")
    assert error.value.code == "permission.missing"
    assert front.dump() == before
    dismissed = front.boss.dismiss_follow_up(left, "not needed")
    assert dismissed.one(FollowUpDismissed).reason == "not needed"
    assert front.hotel.read.follow_ups() == ()
    with pytest.raises(RuleViolation) as ended:
        front.desk.retry_follow_up(left, key="too-late")
    assert ended.value.code == "follow_up.ended"


def chain(length):
    """Return a table in which so many consequences follow from a dirty room, one from another."""
    left = iter(range(length, 0, -1))

    def next_one(_, event):
        last = next(left, 0) <= 1
        if last:
            yield OpenTask("T90", TaskKind.MAKE_UP, event.room, None, "test")
        else:
            yield (MarkClean if isinstance(event, MarkedDirty) else MarkDirty)(event.room)

    return [Reaction(event, next_one, MUST, "x") for event in (MarkedDirty, MarkedClean)]


def test_eight_consequences_in_a_row_are_possible(front) -> None:
    """A chain of eight is long for a hotel, and done."""
    done = front.with_reactions(*chain(8)).desk.mark_room("2034", Condition.DIRTY)
    assert (len(done.events), done.one(TaskOpened).task) == (9, "T90")


@pytest.mark.parametrize("length", [9, 1_000])
def test_a_circle_of_reactions_is_refused(front, length) -> None:
    """A ninth consequence in a row is a circle; nothing of it is kept."""
    front = front.with_reactions(*chain(length))
    before = front.dump()
    with pytest.raises(RuleViolation) as error:
        front.desk.mark_room("2034", Condition.DIRTY)
    assert error.value.code == "hotel.reactions_too_deep"
    assert front.dump() == before


def test_a_circle_of_what_should_follow_ends_in_a_follow_up(front) -> None:
    """Where nothing has to follow, the circle is cut and somebody is told."""
    circle = [attrs.evolve(row, must=False) for row in chain(1_000)]
    front = front.with_reactions(*circle)
    done = front.desk.mark_room("2034", Condition.DIRTY)
    assert isinstance(done.events[0], MarkedDirty)
    assert [left.code for left in done.follow_ups] == ["hotel.reactions_too_deep"]
    front.check()


def test_what_follows_first_is_done_first(front) -> None:
    """Consequences wait in line: all of one event, row by row, before those of the next."""

    def dirty(*numbers):
        return lambda *_: [MarkDirty(number) for number in numbers]

    def clean(_, event):
        yield MarkClean(event.room)

    front = front.with_reactions(
        Reaction(StayCheckedIn, dirty("2030", "2031"), MUST, "x"),
        Reaction(StayCheckedIn, dirty("2032"), MUST, "x"),
        Reaction(MarkedDirty, clean, MUST, "x"),
    )
    front.put(OpenFolio("S1", "S1", "IDR", 0))
    done = front.desk.check_in(front.book(), room="2034")
    assert [(type(event), event.room) for event in done.events] == [
        (StayCheckedIn, "2034"),
        (RoomOccupied, "2034"),
        (MarkedDirty, "2030"),
        (MarkedDirty, "2031"),
        (MarkedDirty, "2032"),
        (MarkedClean, "2030"),
        (MarkedClean, "2031"),
        (MarkedClean, "2032"),
    ]


def test_a_host_may_add_rows(front) -> None:
    """The table is a value: a house of its own rules hands over its own."""

    def a_welcome(unit, event):
        sale = reactions.Sale("FNB", money(20_000, "IDR"), MONDAY, "welcome")
        return reactions.charges(unit, event.stay, sale)

    front = front.with_reactions(*REACTIONS, Reaction(StayCheckedIn, a_welcome, MUST, "cashier"))
    stay = front.arrive()
    assert front.owed(stay) == money(24_200, "IDR")


def look_for_it(unit, event):
    """Follow with what cannot even be worded, for want of a record."""
    unit.need("room", f"{event.room}-annex")
    yield from ()


def _look_for_it(unit, event):
    """Follow with the same, under a name that is no id."""
    yield from look_for_it(unit, event)


@pytest.mark.parametrize(
    "follow",
    [
        look_for_it,
        partial(look_for_it),
        lambda unit, _: [unit.need("room", "annex")],
        _look_for_it,
    ],
    ids=["function", "partial", "lambda", "private"],
)
def test_a_should_that_cannot_even_be_worded_refuses_nothing(front, follow) -> None:
    """A row that looks for a record which is not there is refused like one whose act is."""
    front = front.with_reactions(*rows((StayCheckedIn, follow, SHOULD, "housekeeping")))
    before = front.hotel.read.tasks()
    front.arrive()
    (left,) = front.hotel.read.follow_ups()
    assert (left.code, left.arguments) == ("record.not_found", {})
    with pytest.raises(RuleViolation) as error:
        front.desk.retry_follow_up(left.id, key="again")
    assert error.value.code == "hotel.not_repeatable"
    assert front.boss.dismiss_follow_up(left.id, "done by hand").events
    assert len(front.hotel.read.tasks()) == len(before) + 1


def test_a_refusal_that_names_a_long_number_is_kept(front) -> None:
    """An id that reads like a card number stands in a follow-up's sentence, as ids may."""

    def cancel(_, event):
        yield CancelTask(event.stay, "no such task")

    front = front.with_reactions(*rows((StayCheckedIn, cancel, SHOULD, "housekeeping")))
    number = "4" + "1" * 15
    front.arrive(stay=number)
    assert [left.code for left in front.hotel.read.follow_ups()] == ["record.not_found"]


def test_a_closed_bill_is_named_in_the_refusal(front) -> None:
    """A refused must speaks in the words of the department that refuses."""
    verb = an_order(front)
    front.put(CloseFolio("S1"))
    with pytest.raises(FolioRefusal, match="folio S1 is closed"):
        front.desk.do(verb, key="o")
