"""How many rooms a block holds each night, who takes them, and when they go back on sale."""

from datetime import date, timedelta

import pytest

from axentra_core.groups import (
    AGGREGATES,
    Block,
    BlockOpened,
    BlockReleased,
    BlockStatus,
    OpenBlock,
    PickedUp,
    PickUpRoom,
    PutBackRoom,
    ReleaseBlock,
    RoomPickedUp,
    RoomPutBack,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing import given
from axentra_core.testing.specification import CONTEXT

_, BLOCK = AGGREGATES

D22, D23, D24, D25, D26, D27, D28 = (date(2026, 11, day) for day in range(22, 29))

OPENED = BlockOpened("B1", "G1", "DLX", D24, D27, 2, D23)
WHOLE = RoomPickedUp("B1", "S1", "DLX", D24, D27)
LAST_TWO = RoomPickedUp("B1", "S2", "DLX", D25, D27)
PUT_BACK = RoomPutBack("B1", "S1", "DLX", D24, D27)
RELEASED = BlockReleased("B1", "DLX", D24, (2, 2, 2))


def open_block(
    arrival: date = D24, departure: date = D27, rooms: int = 2, release_on: date | None = D23
) -> OpenBlock:
    """Return the command that holds deluxe rooms for group G1."""
    return OpenBlock("B1", "G1", "DLX", arrival, departure, rooms, release_on)


def pick_up(stay: str = "S1", arrival: date = D24, departure: date = D27) -> PickUpRoom:
    """Return the command that gives a stay a room of block B1."""
    return PickUpRoom("B1", stay, arrival, departure)


# Holding rooms


def test_a_block_holds_all_its_rooms_on_each_of_its_nights() -> None:
    """On the departure day it holds nothing, nor does anybody have a room of it yet."""
    state = given(BLOCK).when(open_block()).then(OPENED)
    assert state == Block("B1", "G1", "DLX", D24, D27, 2, D23, (0, 0, 0), (), BlockStatus.HELD)
    assert state.nights == (D24, D25, D26)
    assert state.held == (2, 2, 2)
    assert [state.remaining_on(night) for night in (D23, D24, D26, D27)] == [0, 2, 2, 0]


def test_a_block_may_be_held_until_it_ends() -> None:
    """Not every group agrees on a cut-off date."""
    opened = BlockOpened("B1", "G1", "DLX", D24, D27, 2, None)
    assert given(BLOCK).when(open_block(release_on=None)).then(opened).release_on is None


def test_a_block_opens_once() -> None:
    """The id of a block is never given to another."""
    given(BLOCK, OPENED).when(open_block()).refused("record.already_exists", kind="block", id="B1")


def test_a_block_may_begin_tonight() -> None:
    """The rooms of the business date can still be held."""
    given(BLOCK).on(D24).when(open_block()).then(OPENED)


def test_a_block_does_not_begin_in_the_past() -> None:
    """Nobody can hold a room for a night that is over."""
    given(BLOCK).on(D25).when(open_block()).refused(
        "block.arrival_in_past", block="B1", arrival=D24, business_date=D25
    )


def test_a_block_may_be_released_on_its_arrival() -> None:
    """The arrival is the last day on which it makes sense to give rooms back."""
    given(BLOCK).when(open_block(release_on=D24)).then(
        BlockOpened("B1", "G1", "DLX", D24, D27, 2, D24)
    )


def test_a_block_is_not_released_after_its_arrival() -> None:
    """Rooms that come back after the night has begun cannot be sold any more."""
    given(BLOCK).when(open_block(release_on=D25)).refused(
        "block.released_too_late", block="B1", release_on=D25, arrival=D24
    )


@pytest.mark.parametrize(
    ("dates", "code"),
    [
        ((D24, D24), "date.order"),
        ((D24, D23), "date.order"),
        ((D24, D24 + timedelta(days=367)), "list.length"),
    ],
)
@pytest.mark.parametrize("command", [open_block, lambda *dates: pick_up("S1", *dates)])
def test_blocks_and_stays_have_a_night_and_a_year_of_them_at_most(command, dates, code) -> None:
    """The departure comes after the arrival, and is told where it is wrong."""
    with pytest.raises(InvalidInput) as caught:
        command(*dates)
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("departure", code)


@pytest.mark.parametrize("rooms", [0, 1000])
def test_a_block_holds_one_room_at_least(rooms: int) -> None:
    """A block of no room holds nothing, and no house has thousands of a type."""
    with pytest.raises(InvalidInput) as caught:
        open_block(rooms=rooms)
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("rooms", "value.out_of_range")


# Picking up


def test_a_stay_takes_one_room_of_each_of_its_nights() -> None:
    """The block holds one room less for others on those nights, and knows who has it."""
    state = given(BLOCK, OPENED).when(pick_up("S2", D25, D27)).then(LAST_TWO)
    assert (state.picked, state.held) == ((0, 1, 1), (2, 1, 1))
    assert state.stays == (PickedUp("S2", D25, D27),)


def test_a_stay_longer_than_the_block_takes_the_nights_they_share() -> None:
    """Guests come a day early or leave a day late; those nights are sold like any other."""
    state = given(BLOCK, OPENED).when(pick_up("S1", D22, D28)).then(WHOLE)
    assert state.picked == (1, 1, 1)


@pytest.mark.parametrize(("arrival", "departure"), [(D22, D24), (D27, D28)])
def test_a_stay_beside_the_block_takes_nothing(arrival: date, departure: date) -> None:
    """A stay that ends when the block begins, or begins when it ends, has none of its nights."""
    given(BLOCK, OPENED).when(pick_up("S1", arrival, departure)).refused(
        "block.outside",
        block="B1",
        arrival=D24,
        departure=D27,
        stay="S1",
        stay_arrival=arrival,
        stay_departure=departure,
    )


def test_a_block_gives_no_more_rooms_than_it_holds() -> None:
    """The first night on which nothing is left is named, and no night is taken."""
    given(BLOCK, OPENED, WHOLE, LAST_TWO).when(pick_up("S3")).refused(
        "block.exhausted", block="B1", night=D25, rooms=2
    )


def test_a_night_that_is_left_can_be_taken_beside_a_full_one() -> None:
    """Every night is counted by itself."""
    given(BLOCK, OPENED, WHOLE, LAST_TWO).when(pick_up("S3", D23, D25)).then(
        RoomPickedUp("B1", "S3", "DLX", D24, D25)
    )


def test_a_stay_picks_up_once() -> None:
    """Whoever asks again reads which nights the stay has already."""
    given(BLOCK, OPENED, LAST_TWO).when(pick_up("S2", D24, D25)).refused(
        "block.already_picked_up", block="B1", stay="S2", arrival=D25, departure=D27
    )


def test_the_stays_of_a_block_stand_in_order() -> None:
    """However they came, the list of a block reads the same."""
    later, sooner = given(BLOCK, OPENED, LAST_TWO, WHOLE), given(BLOCK, OPENED, WHOLE, LAST_TWO)
    assert later.state == sooner.state
    assert later.state is not None
    assert [taken.stay for taken in later.state.stays] == ["S1", "S2"]


# Putting back


def test_a_cancelled_stay_gives_back_exactly_what_it_took() -> None:
    """The block holds those rooms for the group again, whatever the stay has become since."""
    state = given(BLOCK, OPENED, WHOLE, LAST_TWO).when(PutBackRoom("B1", "S1")).then(PUT_BACK)
    assert (state.picked, state.held) == ((0, 1, 1), (2, 1, 1))
    assert state.stays == (PickedUp("S2", D25, D27),)


def test_what_was_put_back_can_be_picked_up_again() -> None:
    """A stay whose dates change puts back and picks up anew."""
    given(BLOCK, OPENED, WHOLE, PUT_BACK).when(pick_up()).then(WHOLE)


@pytest.mark.parametrize("past", [[], [LAST_TWO], [WHOLE, PUT_BACK]])
def test_only_what_was_taken_comes_back(past: list[object]) -> None:
    """A stay without a room of the block, or that has put it back, has none to give."""
    given(BLOCK, OPENED, *past).when(PutBackRoom("B1", "S1")).refused(
        "block.not_picked_up", block="B1", stay="S1"
    )


# Releasing


def test_on_release_the_block_holds_nothing_any_more() -> None:
    """The rooms nobody has picked up are told night by night, to go back on sale."""
    released = BlockReleased("B1", "DLX", D24, (1, 0, 0))
    state = given(BLOCK, OPENED, WHOLE, LAST_TWO).when(ReleaseBlock("B1")).then(released)
    assert (state.status, state.held) == (BlockStatus.RELEASED, (0, 0, 0))
    assert [state.remaining_on(night) for night in state.nights] == [0, 0, 0]


def test_on_release_the_stays_keep_what_they_have_picked_up() -> None:
    """Whose room is booked has it, cut-off date or not."""
    state = given(BLOCK, OPENED, WHOLE, BlockReleased("B1", "DLX", D24, (1, 1, 1))).state
    assert state is not None
    assert (state.picked, state.stays) == ((1, 1, 1), (PickedUp("S1", D24, D27),))


@pytest.mark.parametrize("command", [ReleaseBlock("B1"), pick_up()])
def test_a_released_block_has_nothing_to_give(command: object) -> None:
    """Neither to a stay nor to general sale, for it has given everything back."""
    given(BLOCK, OPENED, RELEASED).when(command).refused("block.released", block="B1")


@pytest.mark.parametrize("stay", ["S1", "S2"])
def test_what_comes_back_after_the_release_is_not_held_again(stay: str) -> None:
    """A cancelled stay's room goes straight on sale; the block takes no notice."""
    state = given(BLOCK, OPENED, WHOLE, RELEASED).when(PutBackRoom("B1", stay)).then()
    assert (state.picked, state.held) == ((1, 1, 1), (0, 0, 0))


@pytest.mark.parametrize("command", [pick_up(), PutBackRoom("B1", "S1"), ReleaseBlock("B1")])
def test_an_unknown_block_has_no_rooms(command: object) -> None:
    """The block of a command has to exist."""
    given(BLOCK).when(command).refused("record.not_found", kind="block", id="B1")


# Finding


def test_a_held_block_is_found_by_its_group_and_its_cut_off_date() -> None:
    """Whoever closes the day asks which blocks are due; a group asks for its own."""
    assert sorted(BLOCK.index(BLOCK.evolve(None, OPENED))) == [
        ("block.group", "G1"),
        ("block.release", "2026-11-23"),
    ]


def test_a_block_without_a_cut_off_date_never_falls_due() -> None:
    """It is found by its group alone."""
    opened = BlockOpened("B1", "G1", "DLX", D24, D27, 2, None)
    assert list(BLOCK.index(BLOCK.evolve(None, opened))) == [("block.group", "G1")]


def test_a_released_block_is_not_looked_for() -> None:
    """It is neither due nor able to give a room."""
    state = given(BLOCK, OPENED, RELEASED).state
    assert state is not None
    assert list(BLOCK.index(state)) == []


# Asking


def test_a_block_tells_on_what_a_command_still_depends() -> None:
    """A held block has a room to give to somebody; after the release it has none for anybody."""
    held = BLOCK.evolve(None, OPENED)
    allowed = BLOCK.allowed(held, CONTEXT)
    assert all(allowed.values())
    assert {name: row.asks for name, row in allowed.items()} == {
        "PickUpRoom": ("stay", "arrival", "departure"),
        "PutBackRoom": ("stay",),
        "ReleaseBlock": (),
    }
    after = BLOCK.allowed(BLOCK.evolve(held, RELEASED), CONTEXT)
    assert [name for name, row in after.items() if not row] == ["PickUpRoom", "ReleaseBlock"]
