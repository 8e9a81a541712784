"""The stickers in a room whose code opens a guest's session."""

from datetime import date

import pytest

from axentra_core.rooms import (
    AGGREGATES,
    Condition,
    PrintSticker,
    RevokeStickers,
    RoomOpened,
    StickerPrinted,
    StickersRevoked,
)
from axentra_core.testing import given

(ROOM,) = AGGREGATES
OPENED = RoomOpened("2034", "DLX", Condition.CLEAN, date(2026, 11, 22))
SECOND, THIRD = StickerPrinted("2034", 2), StickerPrinted("2034", 3)


def test_a_room_has_a_first_sticker_and_none_is_revoked() -> None:
    """The stickers of a house are printed when it opens."""
    room = ROOM.replay([OPENED])
    assert (room.printed, room.revoked) == (1, 0)


def test_every_print_has_its_own_number() -> None:
    """Those before it go on working, until somebody revokes them."""
    state = given(ROOM, OPENED, SECOND).when(PrintSticker("2034")).then(THIRD)
    assert (state.printed, state.revoked) == (3, 0)


@pytest.mark.parametrize(
    ("through", "events"),
    [
        (1, []),
        (2, [StickersRevoked("2034", 2)]),
        (3, [StickersRevoked("2034", 3)]),
        (None, [StickersRevoked("2034", 3)]),
    ],
)
def test_stickers_are_revoked_up_to_a_number(through: int | None, events: list[object]) -> None:
    """Without a number all that were printed; what opens nothing already is no news."""
    past = (OPENED, SECOND, THIRD, StickersRevoked("2034", 1))
    state = given(ROOM, *past).when(RevokeStickers("2034", through)).then(*events)
    assert state.revoked == max(1, through or 3)


def test_a_sticker_that_was_never_printed_is_not_revoked() -> None:
    """Else the next one would come out of the printer dead."""
    given(ROOM, OPENED).when(RevokeStickers("2034", 2)).refused(
        "room.sticker_unknown", printed=1, through=2
    )


def test_a_sticker_opens_the_services_from_its_print_to_its_revocation() -> None:
    """One that is not printed yet opens nothing, nor does one that has been revoked."""
    room = ROOM.replay([OPENED, SECOND, THIRD, StickersRevoked("2034", 1)])
    assert [room.opens_by(number) for number in (0, 1, 2, 3, 4)] == [
        False,
        False,
        True,
        True,
        False,
    ]
