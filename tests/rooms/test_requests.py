"""What the guest in the room asks for at the door or by the code on the sticker."""

from datetime import date

import pytest

from axentra_core.rooms import (
    AGGREGATES,
    ClearRequest,
    Condition,
    DeclineService,
    DoNotDisturbSet,
    GuestRequest,
    MakeUpRequested,
    RequestCleared,
    RequestMakeUp,
    RoomOccupied,
    RoomOpened,
    RoomRolled,
    ServiceDeclined,
    SetDoNotDisturb,
)
from axentra_core.testing import given

(ROOM,) = AGGREGATES
NONE, DND, MAKE_UP, DECLINED = GuestRequest
PAST = (
    RoomOpened("2034", "DLX", Condition.CLEAN, date(2026, 11, 22)),
    RoomOccupied("2034", "S1", None),
)
MADE = {
    NONE: (),
    DND: (DoNotDisturbSet("2034", "S1"),),
    MAKE_UP: (MakeUpRequested("2034", "S1"),),
    DECLINED: (ServiceDeclined("2034", "S1"),),
}
ASKED = {
    SetDoNotDisturb: (DoNotDisturbSet, DND),
    RequestMakeUp: (MakeUpRequested, MAKE_UP),
    DeclineService: (ServiceDeclined, DECLINED),
    ClearRequest: (RequestCleared, NONE),
}


@pytest.mark.parametrize("before", MADE)
@pytest.mark.parametrize("command", ASKED)
def test_the_latest_request_of_a_guest_holds(before: GuestRequest, command: type) -> None:
    """A request replaces the former one; the same request again leaves no event."""
    event, becomes = ASKED[command]
    events = [] if before is becomes else [event("2034", "S1")]
    state = given(ROOM, *PAST, *MADE[before]).when(command("2034", "S1")).then(*events)
    assert state.request is becomes


@pytest.mark.parametrize(
    ("before", "left"), [(NONE, NONE), (DND, DND), (MAKE_UP, NONE), (DECLINED, NONE)]
)
def test_only_do_not_disturb_outlasts_the_night(before: GuestRequest, left: GuestRequest) -> None:
    """To make the room up, or to leave it, is asked for a day; to be left alone until recalled."""
    rolled = RoomRolled("2034", linen_due=False)
    assert ROOM.replay([*PAST, *MADE[before], rolled]).request is left


@pytest.mark.parametrize("request_", MADE)
def test_a_request_changes_nothing_else_of_the_room(request_: GuestRequest) -> None:
    """What housekeeping knows of the room stays as it was, to the last counter."""
    rolled = RoomRolled("2034", linen_due=True)
    before = ROOM.replay([*PAST, rolled])
    after = ROOM.replay([*MADE[request_], *MADE[DND], RequestCleared("2034", "S1")], before)
    assert after == before
