"""What plain data may be made of."""

from collections.abc import Callable
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from axentra_core.house import BeginSettings, FollowUpStatus, LeaveFollowUp, plain
from axentra_core.kernel.errors import InvalidInput


def nested(levels: int) -> dict[str, Any]:
    """Return so many objects, one in the other."""
    data: dict[str, Any] = {}
    for _ in range(levels - 1):
        data = {"a": data}
    return data


def test_plain_data_is_kept_as_it_is() -> None:
    """Objects, lists, text, whole numbers, true, false and null come back unchanged."""
    data = {"name": "Kamar 2034 ✓", "empty": "", "lines": [1, -2, True, None, {"2034": []}]}
    assert plain(data) == data
    assert plain(MappingProxyType(data)) == data


def test_what_the_caller_changes_later_is_not_recorded() -> None:
    """A command keeps a copy of its own, down to the innermost list."""
    data: dict[str, Any] = {"rooms": [{"beds": [1]}]}
    command = BeginSettings("bali", data)
    data["rooms"][0]["beds"].append(2)
    assert command.data == {"rooms": [{"beds": [1]}]}


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.5, "number.float"),
        (float("nan"), "number.float"),
        (10**15, "number.too_large"),
        (Decimal(1), "field.wrong_type"),
        ((1, 2), "field.wrong_type"),
        (b"text", "field.wrong_type"),
        (FollowUpStatus.OPEN, "field.wrong_type"),
        ("\ud800", "text.not_unicode"),
        ({1: "one"}, "field.wrong_type"),
        ({"\ud800": 1}, "text.not_unicode"),
    ],
)
def test_what_json_does_not_keep_exactly_is_refused(value: object, code: str) -> None:
    """Floats, objects of Python, keys that are no text and broken Unicode never enter."""
    with pytest.raises(InvalidInput) as caught:
        plain({"a": value})
    assert caught.value.code == code


@pytest.mark.parametrize(("value", "code"), [(None, "field.required"), ([], "field.wrong_type")])
def test_plain_data_is_an_object(value: object, code: str) -> None:
    """A list or nothing at all has no names to read it by."""
    with pytest.raises(InvalidInput) as caught:
        plain(value)
    assert caught.value.code == code


def test_plain_data_has_at_most_thirty_two_levels() -> None:
    """Data that contains itself ends there too, instead of never."""
    assert plain(nested(32)) == nested(32)
    endless: dict[str, Any] = {}
    endless["a"] = endless
    for data in (nested(33), endless):
        with pytest.raises(InvalidInput) as caught:
            plain(data)
        (fault,) = caught.value.faults
        assert (fault.path, fault.code) == (".".join("a" * 32), "json.too_deep")


@pytest.mark.parametrize(
    "begin",
    [
        lambda data: BeginSettings("bali", data).data,
        lambda data: LeaveFollowUp("F1", "S1", "task.OpenTask", data, "x", "x", "desk").arguments,
    ],
    ids=["data", "arguments"],
)
def test_every_fault_of_plain_data_has_its_path(
    begin: Callable[[object], object], request: pytest.FixtureRequest
) -> None:
    """All faults are told at once, each with its place, names that are no words in quotes."""
    field = request.node.callspec.id
    with pytest.raises(InvalidInput) as caught:
        begin({"rooms": [{"rate": 0.5}, {"2034": {1}}], 7: "seven"})
    assert [(fault.path, fault.code) for fault in caught.value.faults] == [
        (f"{field}.rooms[0].rate", "number.float"),
        (f"{field}.rooms[1]['2034']", "field.wrong_type"),
        (f"{field}[7]", "field.wrong_type"),
    ]
