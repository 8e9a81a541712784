"""The room rates that SiteMinder has for the PMS are read with all their faults at once."""

import json

import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st
from tests.adapters.ota.writing import DIALECT, codes

from axentra_core.adapters.ota.room_rates import room_rate_id, write_room_rates
from axentra_core.channels.mapping import RoomRate
from axentra_core.kernel.errors import InvalidInput


def entry(**changed):
    """Return a room rate as the endpoint tells it."""
    return {
        "ratePlanName": "Gold",
        "ratePlanCode": "GLD",
        "roomTypeName": "Superior",
        "roomTypeCode": "SUP",
        "includedAdultOccupancy": 2,
    } | changed


def read(*entries):
    """Return the room rates of an answer."""
    return DIALECT.read_room_rates(json.dumps(entries).encode())


def refused(body):
    """Return the codes of the faults for which an answer is not read, by path."""
    with pytest.raises(InvalidInput) as caught:
        DIALECT.read_room_rates(body)
    return {fault.path: fault.code for fault in caught.value.faults}


def test_a_room_rate_is_known_by_its_codes() -> None:
    """Names, codes and adults are what SiteMinder says; it tells no currency."""
    assert read(entry()) == (
        RoomRate("SUP/GLD", "Superior", "Gold", guests=2, room_code="SUP", rate_code="GLD"),
    )


@pytest.mark.parametrize("empty", ["", "  ", None])
def test_without_rate_plans_the_room_is_all(empty) -> None:
    """For a PMS without rate plans both fields of the rate are empty, and the adults may be."""
    told = entry(ratePlanName=empty, ratePlanCode=empty, includedAdultOccupancy=None)
    assert read(told) == (RoomRate("SUP", "Superior", room_code="SUP"),)


def test_what_is_new_there_is_passed_over() -> None:
    """A field that the endpoint gets one day changes nothing of those that are known."""
    assert read(entry(currency="EUR")) == read(entry())
    assert read() == ()


def test_all_faults_are_told_at_once() -> None:
    """Who asks the platform to put its list right asks once."""
    body = json.dumps(
        [
            entry(),
            entry(roomTypeCode=" "),
            entry(includedAdultOccupancy=0),
            7,
            entry(roomTypeName=["x"]),
            entry(),
            entry(roomTypeCode="A\x00"),
        ]
    ).encode()
    assert refused(body) == {
        "[1].roomTypeCode": "field.required",
        "[2].includedAdultOccupancy": "value.out_of_range",
        "[3]": "field.wrong_type",
        "[4].roomTypeName": "field.wrong_type",
        "[5].roomTypeCode": "value.duplicate",
        "[6].roomTypeCode": "text.control_character",
    }


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"errors": []}', "field.wrong_type"),
        (b"<html/>", "json.bad_format"),
        (b"\xff", "json.not_text"),
        (b"[" * 100_000, "json.too_deep"),
        (b"[" + b"{}," * 10_000 + b"{}]", "list.length"),
        (b" " * 5_000_001, "json.too_large"),
        (b'[{"includedAdultOccupancy": 2.0}]', "number.float"),
    ],
    ids=["object", "page", "no-text", "deep", "long", "large", "float"],
)
def test_what_is_no_list_of_room_rates_is_not_read(body, code) -> None:
    """Whatever comes back is refused with a code, in bounded time."""
    with pytest.raises(InvalidInput) as caught:
        DIALECT.read_room_rates(body)
    assert caught.value.code == code


@for_all(codes, codes, codes, codes)
@settings(max_examples=50, deadline=None)
def test_other_codes_make_another_id(room, rate, other_room, other_rate) -> None:
    """No two room rates are taken for one, whatever stands in their codes."""
    one, other = room_rate_id(room, rate), room_rate_id(other_room, other_rate)
    assert (one == other) is ((room, rate) == (other_room, other_rate))
    assert room_rate_id(f"{room}/{rate}", None) != one


room_rates = st.builds(
    lambda room, rate, guests: RoomRate(
        room_rate_id(room, rate), room, rate, guests=guests, room_code=room, rate_code=rate
    ),
    codes,
    st.none() | codes,
    st.none() | st.integers(1, 99),
)


@for_all(st.lists(room_rates, max_size=4, unique_by=lambda one: one.id))
@settings(max_examples=50, deadline=None)
def test_what_a_platform_tells_is_what_is_read(told) -> None:
    """A simulator's room rates are the hotel's."""
    assert DIALECT.read_room_rates(write_room_rates(told)) == tuple(told)
