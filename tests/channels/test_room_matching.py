"""Which room of a modified reservation is which: a room that is told again keeps its stay."""

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.channels.reserving import room

from axentra_core.channels.reservations import RoomSlot, matched
from axentra_core.channels.reservations.room_matching import SAME


def slots(*rooms, unwanted=()):
    """Return rooms with their numbers, some of them given up."""
    return tuple(
        RoomSlot(number, f"R.{number}", one, number not in unwanted)
        for number, one in enumerate(rooms, 1)
    )


def numbers(before, *rooms):
    """Return the number of each room that is told now."""
    after = matched("R", before, rooms)
    left = [slot for slot in after if slot.is_wanted]
    found = []
    for one in rooms:
        slot = next(slot for slot in left if slot.room == one)
        left.remove(slot)
        found.append(slot.number)
    return found


DELUXE, SUITE, LATER = room(), room(code="STE"), room(5, 2)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param((), (DELUXE, SUITE), [1, 2], id="all are new"),
        pytest.param((DELUXE, SUITE), (SUITE, DELUXE), [2, 1], id="told in another order"),
        pytest.param((DELUXE, SUITE), (SUITE,), [2], id="one is given up"),
        pytest.param((DELUXE,), (SUITE, DELUXE), [2, 1], id="one is added before it"),
        pytest.param((DELUXE, DELUXE), (DELUXE, DELUXE), [1, 2], id="two that are the same"),
        pytest.param((DELUXE, SUITE), (room(nights=5), SUITE), [1, 2], id="one stays longer"),
        pytest.param((DELUXE, LATER), (room(5, 2, code="STE"), DELUXE), [2, 1], id="its dates"),
        pytest.param((DELUXE,), (room(9, 1, code="STE"),), [1], id="all of it is other"),
        pytest.param(
            (attrs.evolve(DELUXE, key="a"), attrs.evolve(DELUXE, key="b")),
            (attrs.evolve(SUITE, key="b"), attrs.evolve(LATER, key="a")),
            [2, 1],
            id="the channel's own key",
        ),
        pytest.param(
            (attrs.evolve(DELUXE, key="a"),), (attrs.evolve(DELUXE, key="z"),), [1], id="new keys"
        ),
    ],
)
def test_a_room_that_is_told_again_keeps_its_number(before, now, expected) -> None:
    """The surest sign first: unchanged, the same key, the same but for it, codes, dates."""
    assert numbers(slots(*before), *now) == expected


def test_a_room_that_was_given_up_is_taken_up_before_another_begins() -> None:
    """A channel that changes its mind does not fill the books with cancelled stays."""
    before = slots(DELUXE, SUITE, unwanted=(1,))
    assert numbers(before, SUITE, LATER) == [2, 1]


def test_a_room_that_is_wanted_is_taken_before_one_that_was_given_up() -> None:
    """Of two that are alike, the guest's own stay goes on."""
    assert numbers(slots(DELUXE, DELUXE, unwanted=(1,)), DELUXE) == [2]


def test_what_a_person_has_chosen_holds_for_the_codes_it_was_chosen_for() -> None:
    """Another room of the channel is another question."""
    (chosen,) = (attrs.evolve(one, room_type="DLX") for one in slots(room(code="X")))
    (same,) = matched("R", (chosen,), (room(code="X", nights=5),))
    (other,) = matched("R", (chosen,), (room(code="Y"),))
    assert (same.room_type, other.room_type) == ("DLX", None)


def test_a_linked_stay_is_any_room_that_is_left() -> None:
    """What is surely another stay's is matched first."""
    linked = (RoomSlot(1, "S1", None), *slots(DELUXE, DELUXE)[1:])
    assert numbers(linked, DELUXE, SUITE) == [2, 1]


ROOMS = st.lists(
    st.builds(
        room,
        st.integers(0, 2),
        st.integers(1, 3),
        code=st.sampled_from(["DLX", "STE", None]),
        key=st.sampled_from([None, "a", "b"]),
    ),
    max_size=4,
)


@for_all(ROOMS, ROOMS, ROOMS)
def test_every_room_has_a_slot_and_every_slot_stays(first, second, third) -> None:
    """Nothing is lost, nothing stands twice, and the same again changes nothing."""
    before = matched("R", (), first)
    now = matched("R", before, second)
    assert sorted(map(repr, (one.room for one in now if one.is_wanted))) == sorted(
        map(repr, second)
    )
    assert {one.number for one in before} <= {one.number for one in now}
    assert [one.number for one in now] == [*range(1, len(now) + 1)]
    assert matched("R", now, second) == now
    later = matched("R", now, third)
    assert len(later) == max(len(first), len(second), len(third))


def test_the_table_ends_with_what_always_holds() -> None:
    """Every room finds a slot while one is left."""
    assert SAME[-1](DELUXE, SUITE)
