"""How far a platform is with what it is told, as a board shows it."""

from datetime import timedelta

import attrs
import pytest
from tests.hotel.telling import BAR, DAYS, DELUXE, SHORT, connected, mapping, offer

from axentra_core.adapters.memory import MemoryStore
from axentra_core.kernel.errors import InvalidInput, NotFound

# Price, closed, closed to arrival and to departure, and the shortest and longest stay.
MEASURES = 6


@pytest.fixture
def telling(open_front):
    """A hotel that has begun to tell a platform everything."""
    return connected(open_front(MemoryStore(), providers=[SHORT]))


def test_before_the_first_run_all_is_pending_and_due_now(telling) -> None:
    """Each date of each measure counts once."""
    state = telling.read.sync_state("C1")
    assert [one.name for one in state.targets] == ["DLX", "DLX/BAR"]
    assert [one.pending for one in state.targets] == [DAYS, MEASURES * DAYS]
    assert (state.acknowledged, state.in_flight, state.refused) == (0, 0, 0)
    assert (state.last_told, state.next_due) == (None, telling.read.now)


def test_once_all_is_told_nothing_is_due(telling) -> None:
    """The platform has everything, and it is known since when."""
    telling.run()
    state = telling.read.sync_state("C1")
    assert (state.acknowledged, state.pending) == ((MEASURES + 1) * DAYS, 0)
    assert (state.last_told, state.next_due, state.tasks) == (telling.read.now, None, ())


def test_what_is_under_way_is_asked_about_two_minutes_later(telling) -> None:
    """It is neither pending nor acknowledged."""
    telling.platform.turns = ["lost"]
    telling.run()
    (rooms, rates) = telling.read.sync_state("C1").targets
    assert (rooms.target, rooms.in_flight, rooms.pending) == (DELUXE, DAYS, 0)
    assert rooms.next_due == telling.read.now + timedelta(minutes=2)
    assert (rates.target, rates.in_flight, rates.pending) == (BAR, 0, MEASURES * DAYS)
    waiting = telling.read.message_in_flight("C1")
    assert (waiting.message, waiting.mapping) == (1, 1)
    assert {one.target for one in waiting.updates} == {DELUXE}


def test_what_is_refused_says_why_since_when_and_until_when(telling) -> None:
    """In ranges, with what the platform was told."""
    telling.platform.unknown = {"DLX"}
    telling.run()
    rooms = telling.read.sync_state("C1").targets[0]
    assert (rooms.refused, rooms.pending, rooms.last_told) == (DAYS, 0, None)
    (refused,) = rooms.refusals
    assert (refused.code, refused.times, refused.at) == (
        "channels.room_unknown",
        1,
        telling.read.now,
    )
    assert refused.until == rooms.next_due == telling.read.now + timedelta(minutes=15)
    assert (refused.update.target, refused.update.value) == (DELUXE, telling.left()[0])


def test_there_is_no_such_connection(telling) -> None:
    """Nothing is known of what nobody has opened."""
    with pytest.raises(NotFound):
        telling.read.sync_state("C2")


def test_a_platform_of_the_hosts_own_has_to_be_given_again(open_front) -> None:
    """A program that does not know its manners cannot say what it is told."""
    front = open_front(MemoryStore(), providers=[attrs.evolve(SHORT, code="own")])
    front.boss.open_connection("own", "HOTEL1", connection="C1")
    front.boss.set_mapping("C1", mapping(offer(), provider="own"))
    with pytest.raises(InvalidInput) as unknown:
        front.over(front.store).read.sync_state("C1")
    assert unknown.value.faults[0].code == "value.not_listed"
