"""What follows from what: every row of the table, accepted and refused."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.codec import verify
from axentra_core.folio import (
    ChargePosted,
    ChargeReversed,
    CloseFolio,
    FolioClosed,
    FolioOpened,
    FolioRefusal,
    FolioReopened,
    OpenFolio,
    PaymentMethod,
    ReopenFolio,
    ReverseCharge,
)
from axentra_core.folio import TakePayment as PayFolio
from axentra_core.groups import GroupClosed, GroupOpened, RoomPutBack
from axentra_core.hotel import AGGREGATES, CODEC, REACTIONS, Reaction, reactions, verbs
from axentra_core.house import FollowUpDismissed, FollowUpLeft, FollowUpResolved
from axentra_core.housekeeping import (
    CancelTask,
    OpenTask,
    TaskCancelled,
    TaskFinished,
    TaskKind,
    TaskOpened,
)
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import AxentraError, RuleViolation
from axentra_core.kernel.money import money
from axentra_core.kernel.store import Commit
from axentra_core.restaurant import OrderCancelled, OrderPlaced
from axentra_core.rooms import (
    CheckoutPolicy,
    Condition,
    MakeUpRequested,
    MarkClean,
    MarkDirty,
    MarkedClean,
    MarkedDirty,
    MarkedInspected,
    MarkInspected,
    RequestCleared,
    RoomOccupied,
    RoomReleased,
    RoomVacated,
    VacateRoom,
)
from axentra_core.stays import (
    CheckOutReversed,
    DayUsePosted,
    FeeDue,
    NightPosted,
    RoomCorrected,
    RoomsCounted,
    RoomShared,
    StayAmended,
    StayBooked,
    StayCancelled,
    StayCheckedIn,
    StayCheckedOut,
    StayMoved,
    StayNotShown,
)

MUST, SHOULD = True, False
MONDAY, TUESDAY, WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))


@pytest.fixture
def store():
    """One store is enough: what follows is decided before it is kept."""
    return MemoryStore()


CLERK, CHANNEL = Actor("staff", "ayu"), Actor("channel", "bdc")


class Nothing:
    """An event that does not happen."""


@attrs.frozen
class Scene:
    """How a row comes about.

    Attributes:
        when: what happens.
        row: what follows.
        must: whether its refusal refuses the whole.
        verb: brings a hotel to the point and returns the verb that sets the row off.
        follows: what happens when it is accepted.
        spoil: puts something into the store against which the row is refused; None where no
            state of the store can do that: then the row follows with something else.
        code: why it is refused then.
        actor: who says the verb.
    """

    when: type
    row: Callable[..., object]
    must: bool
    verb: Callable[..., object]
    follows: type
    spoil: Callable[..., object] | None = None
    code: str = "record.not_found"
    actor: Actor = CLERK


def a_reservation(_):
    """Return the booking of one night."""
    prices = (money(850_000, "IDR"),)
    return verbs.Reserve(MONDAY, TUESDAY, "DLX", prices, name="Siti Rahma", stay="S1")


def an_arrival(front):
    """Return the check-in of a booked stay."""
    return verbs.CheckIn(front.book(), "2034")


def an_evening(front):
    """Return the close of a day with a guest in house."""
    front.arrive()
    return verbs.CloseDay(MONDAY)


def an_order(front):
    """Return an order of a guest in house."""
    return verbs.OrderRoomService(front.arrive(), (verbs.Item("es-teh", 2),))


def a_cancellation(front):
    """Return the cancellation of an order."""
    front.desk.do(an_order(front), key=front.key())
    return verbs.CancelOrder("O1", "too late")


def a_wish(front):
    """Return a guest's wish for a made-up room."""
    return verbs.MakeUpRoom(front.arrive())


def a_departure(front):
    """Return the check-out of a guest who has paid."""
    stay = front.arrive(nights=1)
    front.pass_nights(1)
    front.settle(stay)
    return verbs.CheckOut(stay)


def a_made_up_room(front):
    """Return the end of the task to make up a room that has become dirty."""
    wish = front.desk.do(a_wish(front))
    front.desk.mark_room("2034", Condition.DIRTY)
    return verbs.FinishTask(wish.one(TaskOpened).task)


def a_departure_taken_back(front):
    """Return the reversal of a check-out."""
    front.desk.do(a_departure(front))
    return verbs.ReverseCheckOut("S1", "the taxi did not come")


def an_arrival_taken_back(front):
    """Return the reversal of a check-in."""
    return verbs.ReverseCheckIn(front.arrive(), "the wrong guest")


def a_day_guest(front):
    """Return the check-in of a guest who has the room by day."""
    return verbs.CheckIn(front.book(1, departure=MONDAY), "2034")


def a_move(front):
    """Return the move of a guest to another room."""
    return verbs.MoveRoom(front.arrive(), "2035", "noise")


def a_correction(front):
    """Return the correction of the room a guest is in."""
    return verbs.CorrectRoom(front.arrive(), "2035", "misread")


def a_shorter_stay(front):
    """Return the departure of a guest who pays for leaving sooner."""
    return verbs.ShortenStay(front.arrive(), TUESDAY, money(100_000, "IDR"))


def a_group(_):
    """Return the beginning of a group."""
    return verbs.OpenGroup("Tour 7", "G1")


def the_end_of_a_group(front):
    """Return the end of a group that nobody belongs to."""
    front.desk.do(a_group(front))
    return verbs.CloseGroup("G1")


def a_picked_up_room(front, nights=1):
    """Book the first night of a room of a group's block."""
    front.desk.do(a_group(front))
    until = MONDAY + timedelta(days=nights)
    front.desk.open_block("G1", room_type="DLX", arrival=MONDAY, departure=until, rooms=1)
    return front.book(1, group="G1", block="B1")


def a_group_guest_who_cancels(front):
    """Return the cancellation of a stay that was picked up from a block."""
    return verbs.CancelStay(a_picked_up_room(front), "ill")


def a_group_guest_who_comes_later(front):
    """Return other dates for a stay that was picked up from a block of two nights."""
    stay, prices = a_picked_up_room(front, nights=2), (money(850_000, "IDR"),)
    return verbs.AmendStay(stay, TUESDAY, WEDNESDAY, prices=prices)


def a_group_guest_who_does_not_come(front):
    """Return the close of the day on which a stay of a block was due."""
    a_picked_up_room(front)
    return verbs.CloseDay(MONDAY)


def two_in_one_room(front):
    """Book a room that two guests share, and return the stay that has it."""
    one, other = front.book(), front.book()
    front.desk.share_room(other, one)
    return one


def a_guest_who_shared_and_cancels(front):
    """Return the cancellation of the stay that has a shared room."""
    return verbs.CancelStay(two_in_one_room(front), "ill")


def two_who_do_not_come(front):
    """Return the close of the day on which both were due."""
    two_in_one_room(front)
    return verbs.CloseDay(MONDAY)


def a_room_too_many(front):
    """Return what a channel has sold although a group holds every room."""
    front.desk.do(a_group(front))
    front.desk.open_block("G1", room_type="DLX", arrival=MONDAY, departure=TUESDAY, rooms=12)
    return a_reservation(front)


def a_charge_more(front):
    """Put something on the bill that nobody has paid."""
    front.desk.charge_to_room("S1", "FNB", money(1_000, "IDR"), key=front.key())


def a_paid_and_closed_bill(front):
    """End the bill although its guest is in house."""
    paid = PayFolio("S1", PaymentMethod.CASH, front.owed("S1"))
    front.put(paid, CloseFolio("S1"))


def an_empty_room(front):
    """Take the room back although its guest is in house."""
    front.put(VacateRoom("2034", "S1", CheckoutPolicy.VACANT_CLEAN, 1))


def a_stale_entry(front):
    """Leave of the room's tasks only one that is listed and not there."""
    front.desk.finish_task("T1")
    entry = ("axentra/task.room", "2034", "axentra/task/T9")
    front.store.commit(
        Commit(None, "", "Put", "system", "x", front.clock(), MONDAY, (), {}, (), {}, (entry,))
    )


def a_bill_of_the_group(front):
    """Put something on the master bill that nobody has paid."""
    front.desk.charge_to_room("G1", "FNB", money(1_000, "IDR"), key=front.key())


def a_closed_bill(front):
    """End the bill although its guest will be charged."""
    front.put(CloseFolio("S1"))


# fmt: off
SCENES = (
    #     when this happens  this follows                         must    namely
    #                        from                                 unless  why not
    Scene(StayBooked,        reactions.open_the_bill,             MUST,
          a_reservation,     FolioOpened,
          lambda front: front.put(OpenFolio("S1", "S1", "IDR", 0)),       "record.already_exists"),
    Scene(GroupOpened,       reactions.open_the_master_bill,      MUST,
          a_group,           FolioOpened,
          lambda front: front.put(OpenFolio("G1", "G1", "IDR", 0)),       "record.already_exists"),
    Scene(GroupClosed,       reactions.close_the_master_bill,     MUST,
          the_end_of_a_group, FolioClosed,
          a_bill_of_the_group,                                    "folio.balance_outstanding"),
    Scene(RoomsCounted,      reactions.tell_who_lacks_a_room,     SHOULD,
          a_room_too_many,   FollowUpLeft, actor=CHANNEL),
    Scene(StayAmended,       reactions.pick_up_anew,              SHOULD,
          a_group_guest_who_comes_later, RoomPutBack),
    Scene(StayCancelled,     reactions.put_back_into_the_block,   SHOULD,
          a_group_guest_who_cancels, RoomPutBack),
    Scene(StayCancelled,     reactions.pass_on_the_room,          MUST,
          a_guest_who_shared_and_cancels, RoomShared),
    Scene(StayNotShown,      reactions.put_back_into_the_block,   SHOULD,
          a_group_guest_who_does_not_come, RoomPutBack),
    Scene(StayNotShown,      reactions.pass_on_the_room,          MUST,
          two_who_do_not_come, RoomShared, None,                          "hotel.day_not_ready"),
    Scene(StayCheckedIn,     reactions.prepare_linen,             SHOULD,
          an_arrival,        TaskOpened),
    Scene(StayMoved,         reactions.prepare_linen,             SHOULD,
          a_move,            TaskOpened),
    Scene(RoomCorrected,     reactions.prepare_linen,             SHOULD,
          a_correction,      TaskOpened),
    Scene(StayCheckedIn,     reactions.charge_the_day,            MUST,
          a_day_guest,       DayUsePosted),
    Scene(NightPosted,       reactions.charge_the_night,          MUST,
          an_evening,        ChargePosted, a_closed_bill,                 "hotel.day_not_ready"),
    Scene(DayUsePosted,      reactions.charge_the_day_use,        MUST,
          a_day_guest,       ChargePosted, a_closed_bill,                 "folio.closed"),
    Scene(FeeDue,            reactions.charge_the_fee,            MUST,
          a_shorter_stay,    ChargePosted, a_closed_bill,                 "folio.closed"),
    Scene(OrderPlaced,       reactions.charge_the_order,          MUST,
          an_order,          ChargePosted, a_closed_bill,                 "folio.closed"),
    Scene(OrderCancelled,    reactions.take_the_charges_back,     MUST,
          a_cancellation,    ChargeReversed, a_paid_and_closed_bill,      "folio.closed"),
    Scene(MakeUpRequested,   reactions.send_somebody_to_make_up,  SHOULD,
          a_wish,            TaskOpened),
    Scene(StayCheckedOut,    reactions.close_the_bill,            MUST,
          a_departure,       FolioClosed, a_charge_more,          "folio.balance_outstanding"),
    Scene(StayCheckedOut,    reactions.vacate_the_room,           MUST,
          a_departure,       RoomVacated, an_empty_room,                  "room.no_guest"),
    Scene(CheckOutReversed,  reactions.open_the_bill_again,       MUST,
          a_departure_taken_back, FolioReopened,
          lambda front: front.put(ReopenFolio("S1", "a mistake")),        "folio.not_closed"),
    Scene(CheckOutReversed,  reactions.call_off_the_cleaning,     SHOULD,
          a_departure_taken_back, TaskCancelled),
    Scene(RoomVacated,       reactions.end_the_tasks_of_the_stay, SHOULD,
          a_departure,       TaskCancelled, a_stale_entry,                "record.not_found"),
    Scene(RoomVacated,       reactions.clean_after_departure,     MUST,
          a_departure,       TaskOpened),
    Scene(RoomReleased,      reactions.end_the_tasks_of_the_stay, SHOULD,
          an_arrival_taken_back, TaskCancelled, a_stale_entry,            "record.not_found"),
    Scene(TaskFinished,      reactions.mark_the_room_clean,       SHOULD,
          a_made_up_room,    MarkedClean),
    Scene(TaskFinished,      reactions.fulfil_the_request,        SHOULD,
          a_made_up_room,    RequestCleared),
)
# fmt: on

ROWS = {(row.event, row.follow): row for row in REACTIONS}
BY_NAME = {f"{scene.when.__name__} {scene.row.__name__}": scene for scene in SCENES}


def row_of(scene):
    """Return the row of the table that a scene shows."""
    return ROWS[scene.when, scene.row]


def with_row(scene, **changes):
    """Return the hotel's table with the scene's row changed."""
    row = row_of(scene)
    return [attrs.evolve(one, **changes) if one is row else one for one in REACTIONS]


def refused(*_):
    """Follow with something that is refused whatever the hotel's state."""
    yield CancelTask("T99", "for a test")


def only(must):
    """Return the names of the rows that must, or that should."""
    return [name for name, scene in BY_NAME.items() if scene.must is must]


def test_every_row_has_a_scene() -> None:
    """A row that is added to the table, or changed in its rank, is so in these tests."""
    assert [(scene.when, scene.row, scene.must) for scene in SCENES] == [
        (row.event, row.follow, row.must) for row in REACTIONS
    ]


def refusing(scene):
    """Return the table in which the scene's row is refused, if the store alone cannot do it."""
    return REACTIONS if scene.spoil is not None else with_row(scene, follow=refused)


def set_off(front, scene, rows=REACTIONS, *, spoiled=True):
    """Bring a hotel to the point, and return what sets the row off under a table of reactions."""
    verb = scene.verb(front)
    if spoiled and scene.spoil is not None:
        scene.spoil(front)
    desk = front.with_reactions(*rows).hotel.by(scene.actor)
    return lambda: desk.do(verb, key="the-act")


@pytest.mark.parametrize("name", BY_NAME)
def test_what_follows_happens_in_the_same_commit(front, name) -> None:
    """An accepted row leaves its events in the commit of what set it off."""
    scene = BY_NAME[name]
    act = set_off(front, scene, spoiled=False)
    before = front.dump()
    done = act()
    assert done.all(scene.follows)
    assert done.follow_ups == done.all(scene.follows if scene.follows is FollowUpLeft else Nothing)
    assert len(front.dump().log) == len(before.log) + 1
    front.check()


@pytest.mark.parametrize("name", only(MUST))
def test_a_refused_must_refuses_the_whole(front, name) -> None:
    """Where a consequence must follow and cannot, nothing has happened at all."""
    scene = BY_NAME[name]
    act = set_off(front, scene, refusing(scene))
    before = front.dump()
    with pytest.raises(AxentraError) as error:
        act()
    assert error.value.code == scene.code
    assert front.dump() == before


@pytest.mark.parametrize("name", only(SHOULD))
def test_a_refused_should_leaves_a_follow_up_and_nothing_else(front, open_front, name) -> None:
    """The rest happens as if the row were not there, and somebody is told what is left to do."""
    scene = BY_NAME[name]
    row = row_of(scene)
    without = [one for one in REACTIONS if one is not row]
    act = set_off(front, scene, refusing(scene))
    twin = set_off(open_front(MemoryStore()), scene, without)

    done = act()
    (left,) = done.follow_ups
    happened = [event for event in done.events if event != left]
    # Where the row is the only one that opens something, its twin gives the same ids.
    assert happened == [*twin().events]
    assert (left.code, left.concerns) == (scene.code, row.concerns)
    assert left.sentence
    (kept,) = front.hotel.read.follow_ups()
    assert (kept.id, kept.cause, kept.act) == (left.follow_up, left.cause, left.act)
    assert (kept.arguments, kept.sentence) == (left.arguments, left.sentence)
    assert list(verify(front.store, CODEC, AGGREGATES)) == []


def test_a_follow_up_says_what_was_tried_and_what_it_comes_from(front) -> None:
    """Cause, act and arguments name the event, the command and its fields; a person can go on."""
    verb = a_departure(front)
    table = rows((StayCheckedOut, refused, SHOULD, "housekeeping"))
    (left,) = front.with_reactions(*table).desk.do(verb).follow_ups
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


# Tables of our own


def rows(*own):
    """Return the hotel's table with rows of our own before it."""
    return (*(Reaction(*row) for row in own), *REACTIONS)


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


@pytest.mark.parametrize("name", only(SHOULD))
def test_every_act_can_be_tried_again_as_it_was_kept(front, name) -> None:
    """The arguments a follow-up keeps make the same command again."""
    scene = BY_NAME[name]
    table = with_row(scene, follow=refused)
    (left,) = set_off(front, scene, table, spoiled=False)().follow_ups
    front.put(OpenTask("T99", TaskKind.MAKE_UP, "2041", None, "test"))
    done = front.desk.retry_follow_up(left.follow_up, key="again")
    assert done.one(TaskCancelled).task == "T99"


def test_nobody_changes_a_follow_up_by_reading_it(front) -> None:
    """What a host does with the arguments it was shown does not become what is tried again."""
    front, _ = dirty_arrival(front, *INSPECTED_ON_ARRIVAL)
    front.hotel.read.follow_ups()[0].arguments["room"] = "2041"
    assert front.hotel.read.follow_ups()[0].arguments == {"room": "2034"}


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
        net = money(20_000, "IDR")
        yield reactions.charge(
            unit, stay=event.stay, code="FNB", net=net, service_date=MONDAY, source="welcome"
        )

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
