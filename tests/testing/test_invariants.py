"""What is wrong in a hotel is found by whoever watches it."""

from datetime import date, timedelta

import attrs
import pytest

from axentra_core.adapters.memory import MemoryStore
from axentra_core.hotel import REACTIONS, Hotel, reactions
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.money import money
from axentra_core.stays import Settlement, StayBooked
from axentra_core.testing import (
    ManualClock,
    SequentialIds,
    Watch,
    check_everything,
    example_property,
)

TODAY = date(2026, 11, 23)


class Watched:
    """A hotel with one guest in room 2034, whoever watches it, and its desk."""

    def __init__(self, *without):
        """Open it, without some of what should follow."""
        table = tuple(row for row in REACTIONS if row.follow not in without)
        self.store = MemoryStore()
        self.hotel = Hotel(
            self.store,
            example_property(),
            clock=ManualClock(),
            ids=SequentialIds(),
            reactions=table,
        )
        self.hotel.open(on=TODAY)
        self.desk = self.hotel.by(Actor("staff", "dewi", ("manager",)))
        self.watch = Watch(self.hotel)
        self.stay = self.book()
        self.desk.check_in(self.stay, room="2034")

    def book(self, nights=2):
        """Book a Deluxe."""
        booked = self.desk.reserve(
            arrival=TODAY,
            departure=TODAY + timedelta(days=nights),
            room_type="DLX",
            prices=[money(850_000, "IDR")] * nights,
            name="Siti Rahma",
        )
        return booked.one(StayBooked).stay

    def leave(self):
        """Let the guest leave at once, on account."""
        how = {"settlement": Settlement.ON_ACCOUNT, "reason": "a firm pays"}
        self.desk.depart_early(self.stay, key="leave", **how)


def test_a_hotel_in_order_has_nothing_to_tell() -> None:
    """However often it is looked at, and also by somebody who comes later."""
    one = Watched()
    one.watch.check_touched()
    one.desk.close_day(TODAY)
    one.watch.check_everything()
    one.watch.check_everything()
    check_everything(one.hotel)


def test_a_state_that_its_events_do_not_make_is_found() -> None:
    """Somebody has written a state that does not follow."""
    one = Watched()
    stream = "axentra/room/2034"
    kept = one.store._states[stream]
    one.store._states[stream] = attrs.evolve(kept, data=kept.data.replace("clean", "dirty"))
    with pytest.raises(AssertionError, match="axentra/room/2034 is stored as"):
        one.watch.check_touched()


def test_a_state_that_changes_without_an_event_is_found() -> None:
    """Nothing has happened to the room since it was looked at, but it is another one."""
    one = Watched()
    one.watch.check_touched()
    stream = "axentra/room/2034"
    kept = one.store._states[stream]
    one.store._states[stream] = attrs.evolve(kept, version=9)
    one.watch.check_touched()
    with pytest.raises(AssertionError, match="without an event"):
        one.watch.check_everything()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("stay.room", list.clear),
        ("room.stay", lambda entries: entries.append(("S9", "axentra/room/2035"))),
    ],
)
def test_a_look_up_that_does_not_tell_the_truth_is_found(name, change) -> None:
    """What is found is what the states ask for: no less and no more."""
    one = Watched()
    one.watch.check_touched()
    change(one.store._entries[f"axentra/{name}"])
    with pytest.raises(AssertionError, match=name):
        one.watch.check_everything()


def test_a_look_up_that_was_not_written_is_found_at_the_next_step() -> None:
    """Whoever touches a stream without its entries is told at once."""
    one = Watched()
    one.store._entries["axentra/stay.in_house"].clear()
    with pytest.raises(AssertionError, match=r"axentra/stay/S1 is not found under stay\.in_house"):
        one.watch.check_touched()


@pytest.mark.parametrize(
    ("forgotten", "told"),
    [
        (reactions.vacate_the_room, "room 2034 is occupied by"),
        (reactions.close_the_bill, "has Folio"),
        (reactions.charge_the_night, "has nights no night, not 2026-11-23"),
    ],
)
def test_what_should_follow_and_does_not_is_found(forgotten, told) -> None:
    """A room without its guest, a bill without an end, a night without a charge."""
    one = Watched(forgotten)
    one.watch.check_everything()
    if forgotten is reactions.charge_the_night:
        one.desk.close_day(TODAY)
    else:
        one.leave()
    with pytest.raises(AssertionError, match=told):
        one.watch.check_everything()


def test_all_that_is_wrong_is_told_at_once() -> None:
    """A line each, and how many more there are."""
    one = Watched()
    one.watch.check_everything()
    for stream, kept in one.store._states.items():
        one.store._states[stream] = attrs.evolve(kept, version=kept.version + 1)
    for entries in one.store._entries.values():
        entries.clear()
    with pytest.raises(AssertionError) as told:
        one.watch.check_everything()
    lines = str(told.value).split("\n")
    assert len(lines) == 21
    assert lines[-1].startswith("and ")
