"""What guests leave behind, and what becomes of it."""

from datetime import date

import attrs
import pytest

from axentra_core.housekeeping import (
    AGGREGATES,
    MACHINES,
    DisposeItem,
    FoundItem,
    HandOverItem,
    ItemDisposed,
    ItemHandedOver,
    ItemRegistered,
    ItemReturned,
    ItemStatus,
    RegisterFoundItem,
    ReturnItem,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.sealed import Sealed
from axentra_core.testing import given

(ITEM,) = (one for one in AGGREGATES if one.kind == "found_item")
(TABLE,) = (one for one in MACHINES if one.name == "found item")
TODAY = date(2026, 11, 23)
KEPT, RETURNED, HANDED_OVER, DISPOSED = ItemStatus
OWNER = Sealed("F1", "Dewi Lestari, Jalan Braga 1")

REGISTERED = ItemRegistered("F1", "blue scarf", "2034", "S1", "shelf 3", "ayu", TODAY)
IN_THE_LOBBY = attrs.evolve(REGISTERED, room=None, stay=None)
GIVEN_BACK = ItemReturned("F1", OWNER, "by post")
WITH_POLICE = ItemHandedOver("F1", "police Bandung", "a weapon")
GIVEN_UP = ItemDisposed("F1", "six months are over")

# fmt: off
MOVES = [
    # command                                              event          becomes
    (ReturnItem("F1", OWNER, "by post"),                   GIVEN_BACK,    RETURNED),
    (HandOverItem("F1", "police Bandung", "a weapon"),     WITH_POLICE,   HANDED_OVER),
    (DisposeItem("F1", "six months are over"),             GIVEN_UP,      DISPOSED),
]
# fmt: on


@pytest.mark.parametrize(
    ("room", "stay", "event"), [("2034", "S1", REGISTERED), (None, None, IN_THE_LOBBY)]
)
def test_who_finds_something_registers_it(room, stay, event) -> None:
    """What it is, where it was, where it is kept, whose it may be, who found it and when."""
    command = RegisterFoundItem("F1", "blue scarf", room, stay, "shelf 3")
    assert given(ITEM).when(command).then(event) == FoundItem(
        "F1", "blue scarf", TODAY, "ayu", room, stay, "shelf 3", KEPT, None
    )


def test_an_item_is_registered_once() -> None:
    """Two scarves are two items."""
    command = RegisterFoundItem("F1", "red scarf", None, None, "shelf 4")
    given(ITEM, REGISTERED).when(command).refused("record.already_exists", kind="found_item")


@pytest.mark.parametrize(("command", "event", "becomes"), MOVES)
def test_an_item_leaves_the_house_one_way(command, event, becomes) -> None:
    """To its owner, to an authority, or given up."""
    assert given(ITEM, REGISTERED).when(command).then(event).status is becomes


def test_no_row_of_the_table_is_left_out() -> None:
    """What is tested here is all that can happen."""
    assert {(KEPT, type(event), to) for _, event, to in MOVES} == set(TABLE.rows)


@pytest.mark.parametrize("command", [command for command, *_ in MOVES])
@pytest.mark.parametrize(("past", "status"), [(event, to) for _, event, to in MOVES])
def test_what_has_left_the_house_does_not_leave_again(past, status, command) -> None:
    """A second owner is told who had it first, not given what is not there."""
    given(ITEM, REGISTERED, past).when(command).refused(
        "found_item.gone", found_item="F1", status=status
    )


@pytest.mark.parametrize("command", [command for command, *_ in MOVES])
def test_an_item_has_to_be_registered(command) -> None:
    """Nothing is given away that nobody has found."""
    given(ITEM).when(command).refused("record.not_found", kind="found_item", id="F1")


def test_who_got_an_item_is_sealed() -> None:
    """A name and an address can be forgotten; the item and its story stay."""
    state = given(ITEM, REGISTERED).when(ReturnItem("F1", OWNER, "by post")).then(GIVEN_BACK)
    assert state.receiver == OWNER
    assert "Dewi" not in repr(state)
    with pytest.raises(InvalidInput) as caught:
        ReturnItem("F1", "Dewi Lestari", "by post")
    assert "Dewi" not in str(caught.value)


def test_a_kept_item_is_found_by_its_age_and_by_its_room() -> None:
    """What has lain there longest is given up first; a guest asks for their room."""
    assert list(ITEM.index(ITEM.replay([REGISTERED]))) == [
        ("found_item.room", "2034"),
        ("found_item.kept", "2026-11-23"),
    ]
    assert list(ITEM.index(ITEM.replay([IN_THE_LOBBY]))) == [("found_item.kept", "2026-11-23")]


@pytest.mark.parametrize("event", [event for _, event, _ in MOVES])
def test_a_guest_who_asks_late_is_told_what_became_of_it(event) -> None:
    """An item that has left the house is on no list, but still known in its room."""
    index = list(ITEM.index(ITEM.replay([REGISTERED, event])))
    assert index == [("found_item.room", "2034")]
