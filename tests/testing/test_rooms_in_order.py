"""What is wrong with rooms and the work in them is found by whoever watches a hotel."""

from datetime import UTC, date, datetime, time, timedelta

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.codec import Entry
from axentra_core.hotel import REACTIONS, Hotel, inventory, reactions
from axentra_core.housekeeping import (
    HousekeepingSettings,
    Priority,
    TaskCancelled,
    TaskKind,
    TaskOpened,
    TaskSkipped,
    TaskStatus,
    Waiting,
)
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.money import money
from axentra_core.rooms import (
    BlockKind,
    Condition,
    Discrepancy,
    DiscrepancyClosed,
    DoNotDisturbSet,
    Door,
    GuestRequest,
    Occupancy,
    RoomBlock,
    RoomOccupied,
    Sign,
    Turndown,
)
from axentra_core.stays import StayBooked
from axentra_core.testing import ManualClock, SequentialIds, Watch, example_property
from axentra_core.testing.invariants.upkeep import Upkeep

TODAY = date(2026, 11, 23)
NEVER, TOMORROW, LATER = (TODAY + timedelta(days) for days in (-1, 1, 3))
MANAGER = Actor("staff", "dewi", ("manager",))


class Watched:
    """A hotel with one guest in room 2034, two planned shifts, and whoever watches it."""

    def __init__(self, *without):
        """Open it, without some of what should follow."""
        own = attrs.evolve(
            example_property(), housekeeping=HousekeepingSettings(turndown_types=("DLX",))
        )
        table = tuple(row for row in REACTIONS if row.follow not in without)
        ids = SequentialIds()
        self.hotel = Hotel(MemoryStore(), own, clock=ManualClock(), ids=ids, reactions=table)
        self.hotel.open(on=TODAY)
        self.desk = self.hotel.by(MANAGER)
        self.watch = Watch(self.hotel)
        booked = self.desk.reserve(
            arrival=TODAY,
            departure=LATER,
            room_type="DLX",
            prices=[money(850_000, "IDR")] * 3,
            name="Siti Rahma",
        )
        self.stay = booked.one(StayBooked).stay
        self.desk.check_in(self.stay, room="2034")
        self.desk.plan_shift("wayan", TODAY, time(7), time(15))
        self.desk.plan_shift("wayan", TODAY, time(15), time(22))

    def task(self, kind):
        """Return the id of the open task of a kind."""
        return next(task.id for task in self.hotel.read.tasks() if task.kind is kind)


def blocked(first, until, number=1):
    """Return a room that is out of order."""
    block = RoomBlock(number, BlockKind.OUT_OF_ORDER, first, until, "pipe", Condition.DIRTY)
    return {"blocks": (block,), "blocks_made": 1}


TWICE = {"blocks": (*blocked(TODAY, LATER)["blocks"], *blocked(TOMORROW, LATER)["blocks"])}
IN_USE, VACANT, TASK = ("room", "2034"), ("room", "2040"), ("task", "T1")

# fmt: off
WRONG = (
    # of     is otherwise than it should be             and is told
    (VACANT, {"occupancy": Occupancy.OCCUPIED},         "room 2040 is occupied with stay None"),
    (VACANT, {"request": GuestRequest.DO_NOT_DISTURB},  "vacant room 2040 has do_not_disturb"),
    (VACANT, {"door": Door.DOUBLE_LOCKED},              "vacant room 2040 has none, double_locked"),
    (VACANT, {"sign": Sign.SLEEP_OUT},                  "vacant room 2040 has .*sleep_out"),
    (VACANT, {"turndown": Turndown.COMPLETED},          "vacant room 2040 has .*completed"),
    (VACANT, {"idle_since": None},                      "clean vacant room 2040 waits since None"),
    (VACANT, {"condition": Condition.DIRTY},            "dirty room 2040 is nobody's work"),
    (VACANT, {"condition": Condition.DIRTY, "cleaned_by": "x"}, "dirty room 2040 was cleaned by x"),
    (VACANT, {"revoked": 7},                            "room 2040 has 1 stickers, 7 revoked"),
    (VACANT, blocked(NEVER, TODAY),                     "on 2026-11-23 room 2040 has RoomBlock"),
    (VACANT, blocked(TODAY, TODAY),                     "on 2026-11-23 room 2040 has RoomBlock"),
    (VACANT, blocked(TODAY, LATER, 2),                  "on 2026-11-23 room 2040 has RoomBlock"),
    (VACANT, TWICE,                                     "on one night"),
    (VACANT, {"discrepancy": Discrepancy.PERSON_COUNT}, "2040 has discrepancy person_count, not"),
    (IN_USE, {"idle_since": TODAY},                     "occupied room 2034 waits since 2026"),
    (IN_USE, {"turndown": Turndown.NOT_REQUIRED},       "2034 does not show the turndown"),
    (VACANT, {"turndown": Turndown.REQUIRED},           "2040 requires a turndown that is"),
    (IN_USE, blocked(TOMORROW, LATER),                  "has a room with RoomBlock"),
    (TASK,   {"waiting": Waiting.SUSPENDED},            "T1 waits for nobody in room 2034"),
    (TASK,   {"attendant": "wayan"},                    "open task T1 is wayan's"),
    (TASK,   {"status": TaskStatus.ASSIGNED},           "assigned task T1 is None's"),
    (TASK,   {"block": 1},                              "arrival_linen T1 ends block 1 of room"),
    (TASK,   {"status": TaskStatus.DONE},               "T1 is listed, and is done"),
    (TASK,   {"blocks_room": True},                     r"look-up task\.blocking does not list"),
    (("shift", "S1"), {"ends": time(16)},               "wayan works S1 and S2 at a time"),
    (("shift", "S2"), {"starts": time(5)},              "wayan works S1 and S2 at a time"),
    (("shift", "S1"), {"starts": time(22), "ends": time(6), "date": TODAY - timedelta(1)}, None),
    (("shift", "S1"), {"starts": time(22), "ends": time(22)}, None),
    (("shift", "S1"), {"starts": time(21), "ends": time(6)}, "wayan works S1 and S2 at a time"),
)
# fmt: on


@pytest.mark.parametrize(("record", "changes", "told"), WRONG)
def test_what_does_not_go_together_is_found(record, changes, told) -> None:
    """A room, a task or a shift that could not have come about is told, whoever made it so."""
    one = Watched()
    one.watch.check_everything()
    states = one.watch.records._states
    kind, named = record
    states[kind][named] = attrs.evolve(states[kind][named], **changes)
    if told is None:
        one.watch.check_everything()
        return
    with pytest.raises(AssertionError, match=told):
        one.watch.check_everything()


def finish_mending(one) -> None:
    """Mend what has blocked a room."""
    one.desk.report_fault("2040", "a burst pipe", kind=BlockKind.OUT_OF_ORDER)
    one.desk.finish_task(one.task(TaskKind.MAINTENANCE))


def mark_dirty(one) -> None:
    """Find a vacant room dirty."""
    one.desk.mark_room("2040", Condition.DIRTY)


def serve(one) -> None:
    """Prepare the bed."""
    one.desk.finish_task(one.task(TaskKind.TURNDOWN))


def let_in_again(one) -> None:
    """Let a guest be disturbed again."""
    one.desk.do_not_disturb(one.stay)
    one.desk.do_not_disturb(one.stay, active=False)


@pytest.mark.parametrize(
    ("forgotten", "act", "told"),
    [
        (reactions.give_the_room_back, finish_mending, "is done, and room 2040 still blocked"),
        (reactions.make_ready_again, mark_dirty, "dirty room 2040 is nobody's work"),
        (reactions.end_the_turndown, serve, "requires a turndown that is nobody's work"),
        (reactions.go_on_with_the_service, let_in_again, "waits for nobody in room 2034"),
    ],
)
def test_what_should_follow_and_does_not_is_found(forgotten, act, told) -> None:
    """A room is not given back, not cleaned, not shown as served; a task waits for ever."""
    complete, without = Watched(), Watched(forgotten)
    act(complete)
    complete.watch.check_everything()
    act(without)
    with pytest.raises(AssertionError, match=told):
        without.watch.check_everything()


def test_blocked_rooms_that_nobody_counts_are_missed(monkeypatch) -> None:
    """A room that cannot be sold is out of the inventory on each of its nights."""
    monkeypatch.setattr(inventory, "TAKES", {**inventory.TAKES, "room": lambda _: ()})
    one = Watched()
    one.desk.block_room("2040", BlockKind.OUT_OF_ORDER, TODAY, LATER, "a burst pipe")
    with pytest.raises(AssertionError, match=r"DLX on 2026-11-25: 0 .* instead of 1"):
        one.watch.check_everything()


def test_nights_that_are_over_stay_out_of_the_inventory(monkeypatch) -> None:
    """A room that comes back today was out yesterday all the same."""
    for forgets in (False, True):
        if forgets:
            monkeypatch.setattr(inventory, "_ahead", lambda takings, _: list(takings))
        one = Watched()
        one.desk.block_room("2040", BlockKind.OUT_OF_ORDER, TODAY, LATER, "a burst pipe")
        one.desk.close_day(TODAY)
        one.desk.end_block("2040", 1)
        if not forgets:
            one.watch.check_everything()
    with pytest.raises(AssertionError, match=r"DLX on 2026-11-23: 0 .* instead of 1"):
        one.watch.check_everything()


def opened(task="T8", cause="room:2040:5"):
    """Return a cleaning without which nobody gets the room."""
    return TaskOpened(
        task,
        TaskKind.DEPARTURE_CLEAN,
        "2040",
        "S9",
        cause,
        blocks_room=True,
        priority=Priority.NORMAL,
        effort=35,
        linen=True,
        note=None,
        block=None,
        business_date=TODAY,
    )


ENDS = ("T8", TaskKind.DEPARTURE_CLEAN, "2040", "S9", "why")


@pytest.mark.parametrize(
    ("verb", "events", "told"),
    [
        ("CheckOut", [opened(), opened("T9")], "T8 and T9 have one cause"),
        ("CheckIn", [opened(), RoomOccupied("2040", "S8", None)], "before T8 was done"),
        ("CheckIn", [opened(), RoomOccupied("2040", "S8", "full")], None),
        ("CorrectRoom", [opened(), RoomOccupied("2040", "S8", None)], None),
        ("SkipTask", [opened(), TaskSkipped(*ENDS)], "needs departure_clean T8"),
        ("CorrectRoom", [opened(), TaskCancelled(*ENDS)], "CorrectRoom has called off"),
        ("CancelTask", [opened(), TaskCancelled(*ENDS)], None),
        ("MarkRoom", [DiscrepancyClosed("2034", Discrepancy.NONE, "x")], "MarkRoom has closed"),
        (
            "CloseDiscrepancy",
            [DiscrepancyClosed("2034", Discrepancy.PERSON_COUNT, "x")],
            "room 2034 had no person_count to be closed",
        ),
    ],
)
def test_acts_that_should_have_been_refused_are_found(verb, events, told) -> None:
    """Two tasks of a cause, a room given too early, work and differences that just end."""
    one = Watched()
    one.watch.check_everything()
    faults = list(Upkeep().follow(said(verb, MANAGER, events), one.watch.records))
    assert (told in faults[0]) if told else (faults == [])


@pytest.mark.parametrize(
    ("guest", "room", "stay", "is_wrong"),
    [
        ("S1", "2034", "S1", False),
        ("S1", "2040", "S1", True),
        ("S1", "2034", "S2", True),
        ("S7", "2034", "S1", True),
    ],
)
def test_guests_who_act_in_rooms_of_others_are_found(guest, room, stay, is_wrong) -> None:
    """Whoever is in the room now is not the one whose session is still open somewhere."""
    one = Watched()
    one.watch.check_everything()
    entry = said("DoNotDisturb", Actor("guest", guest), [DoNotDisturbSet(room, stay)])
    assert bool(list(Upkeep().follow(entry, one.watch.records))) is is_wrong


def said(verb, actor, events) -> Entry:
    """Return a commit as the log tells of it."""
    streams = ("axentra/room/2040",) * len(events)
    return Entry(9, verb, actor, datetime(2026, 11, 23, tzinfo=UTC), TODAY, tuple(events), streams)
