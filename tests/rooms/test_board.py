"""How a room board shows a room."""

from datetime import date
from itertools import product

import attrs
import pytest

from axentra_core.rooms import (
    BlockKind,
    Condition,
    Discrepancy,
    Door,
    GuestRequest,
    Occupancy,
    Room,
    RoomBlock,
    Sign,
    Turndown,
    board_code,
    board_codes,
)

TODAY, TOMORROW, THIRD = (date(2026, 11, day) for day in (23, 24, 25))
CLEAN = Room("2034", "DLX", Occupancy.OCCUPIED, Condition.CLEAN, GuestRequest.NONE, "S1")
BLOCK = RoomBlock(1, BlockKind.OUT_OF_ORDER, TOMORROW, THIRD, "pipe", Condition.DIRTY)

CODES = [
    (GuestRequest, "request", ["", "DND", "MUR", "RS"]),
    (Door, "door", ["", "DL"]),
    (Sign, "sign", ["", "SO", "LL", "NL"]),
    (Turndown, "turndown", ["", "TD", "TDC"]),
    (Discrepancy, "discrepancy", ["", "SLEEP", "SKIP", "PERSON"]),
]


def test_every_room_has_its_own_letters() -> None:
    """Front desk and housekeeping read occupancy and condition in one code, for all pairs."""
    codes = [
        board_code(attrs.evolve(CLEAN, occupancy=occupancy, condition=condition), TODAY)
        for occupancy, condition in product(Occupancy, Condition)
    ]
    assert codes == ["VD", "VP", "VC", "VCI", "OD", "OP", "OC", "OCI"]


@pytest.mark.parametrize(
    ("kind", "code"), list(zip(BlockKind, ["OOO", "OOS", "HU", "OU", "UC", "HOLD"], strict=True))
)
def test_a_block_stands_for_the_room_on_its_nights(kind: BlockKind, code: str) -> None:
    """On the days before and from the day on which the room is back it shows its own letters."""
    blocks = (attrs.evolve(BLOCK, kind=kind),)
    room = attrs.evolve(CLEAN, occupancy=Occupancy.VACANT, stay=None, blocks=blocks)
    assert [board_code(room, day) for day in (TODAY, TOMORROW, THIRD)] == ["VC", code, "VC"]


def test_who_lives_in_a_blocked_room_stands_for_it() -> None:
    """A room given out of service with a reason shows its guest first, and the block beside."""
    room = attrs.evolve(CLEAN, blocks=(BLOCK,))
    assert board_code(room, TOMORROW) == "OC"
    assert board_codes(room, TOMORROW) == ("OC", "OOO")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        (field, value, code)
        for axis, field, codes in CODES
        for value, code in zip(axis, codes, strict=True)
    ],
)
def test_everything_else_to_know_of_a_room_has_a_code(field: str, value: object, code: str) -> None:
    """One code an axis, none where there is nothing to tell."""
    codes = board_codes(attrs.evolve(CLEAN, **{field: value}), TODAY)
    assert codes == (("OC", code) if code else ("OC",))


def test_what_stands_for_the_room_comes_first_and_the_rest_in_one_order() -> None:
    """A board can be read down a column: guest, door, bed, linen, coming and going, doubt."""
    room = attrs.evolve(
        CLEAN,
        request=GuestRequest.DO_NOT_DISTURB,
        door=Door.DOUBLE_LOCKED,
        sign=Sign.SLEEP_OUT,
        turndown=Turndown.REQUIRED,
        linen_due=True,
        discrepancy=Discrepancy.PERSON_COUNT,
        blocks=(BLOCK,),
    )
    rest = ("DND", "DL", "SO", "TD", "LC", "DO", "EA", "PERSON")
    assert board_codes(room, TODAY, due_out=True, arriving=True) == ("OC", *rest)
    assert board_codes(room, TOMORROW, due_out=True, arriving=True) == ("OC", "OOO", *rest)
