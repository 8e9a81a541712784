"""How a group opens and closes."""

import pytest

from axentra_core.groups import (
    AGGREGATES,
    CloseGroup,
    Group,
    GroupClosed,
    GroupOpened,
    GroupStatus,
    OpenGroup,
)
from axentra_core.kernel.errors import InvalidInput
from axentra_core.testing import given

GROUP, _ = AGGREGATES

OPENED = GroupOpened("G1", "Rotary Bali 2026")
CLOSED = GroupClosed("G1")


def test_a_group_opens_under_its_name() -> None:
    """Stays and blocks name the group by its id; people know it by its name."""
    assert given(GROUP).when(OpenGroup("G1", "Rotary Bali 2026")).then(OPENED) == Group(
        "G1", "Rotary Bali 2026", GroupStatus.OPEN
    )


def test_a_group_has_a_name() -> None:
    """A list of groups without names helps nobody."""
    with pytest.raises(InvalidInput) as caught:
        OpenGroup("G1", " ")
    (fault,) = caught.value.faults
    assert (fault.path, fault.code) == ("name", "field.required")


def test_a_group_opens_once() -> None:
    """The id of a group is never given to another."""
    given(GROUP, OPENED).when(OpenGroup("G1", "Lions")).refused("record.already_exists", id="G1")


def test_an_unknown_group_cannot_be_closed() -> None:
    """The group of a command has to exist."""
    given(GROUP).when(CloseGroup("G1")).refused("record.not_found", kind="group", id="G1")


def test_a_group_closes_and_keeps_its_name() -> None:
    """What was agreed with the group can still be looked up."""
    state = given(GROUP, OPENED).when(CloseGroup("G1")).then(CLOSED)
    assert (state.name, state.status) == ("Rotary Bali 2026", GroupStatus.CLOSED)


def test_a_group_closes_once() -> None:
    """The second close is refused: somebody has done it already."""
    given(GROUP, OPENED, CLOSED).when(CloseGroup("G1")).refused("group.closed", group="G1")


def test_only_open_groups_are_listed() -> None:
    """The desk chooses among the groups that still take guests, by id: names stand elsewhere."""
    group = GROUP.evolve(None, OPENED)
    assert list(GROUP.index(group)) == [("group.open", "G1")]
    assert list(GROUP.index(GROUP.evolve(group, CLOSED))) == []
