"""Which rooms a property has and how it runs them."""

import attrs
import pytest

from axentra_core.kernel.errors import InvalidInput
from axentra_core.rooms import (
    CheckoutPolicy,
    Condition,
    GuestAccess,
    RoomRefusal,
    RoomSetup,
    RoomsSettings,
    RoomType,
)

TYPES = (RoomType("DLX", "Deluxe"), RoomType("STD", "Standard"))
R2034, R2035, R101 = (
    RoomSetup("2034", "DLX", "20"),
    RoomSetup("2035", "DLX", "20"),
    RoomSetup("101", "STD"),
)
SETTINGS = RoomsSettings(TYPES, (R2034, R2035, R101))


def faults(types: tuple[RoomType, ...], rooms: tuple[RoomSetup, ...]) -> list[tuple[str, str]]:
    """Return path and code of everything that is wrong."""
    with pytest.raises(InvalidInput) as caught:
        RoomsSettings(types, rooms)
    return [(fault.path, fault.code) for fault in caught.value.faults]


def test_a_property_follows_the_seed_unless_it_says_otherwise() -> None:
    """Vacant clean after payment, clean rooms for arrivals, and a photo opens no session."""
    assert SETTINGS.checkout_policy is CheckoutPolicy.VACANT_CLEAN
    assert SETTINGS.ready_from is Condition.CLEAN
    assert SETTINGS.guest_access is GuestAccess.STAY_CODE
    assert SETTINGS.link_base + R2034.number == "https://hotel.example/qr/room/2034"


def test_a_room_is_of_a_type_that_is_sold() -> None:
    """A type that is not listed is refused where it stands, with those that are."""
    rooms = (R2034, RoomSetup("102", "SUI"))
    assert faults(TYPES, rooms) == [("rooms[1].type", "value.not_listed")]
    with pytest.raises(InvalidInput, match=r"'SUI' is not among the room types .*: DLX, STD @"):
        RoomsSettings(TYPES, rooms)


def test_numbers_and_types_stand_once() -> None:
    """Two rooms of one number, or two types of one code, could not be told apart."""
    twice = (R2034, R101, RoomSetup("2034", "STD"))
    assert faults(TYPES, twice) == [("rooms[2].number", "value.duplicate")]
    again = (*TYPES, RoomType("DLX", "De luxe"))
    assert faults(again, (R2034,)) == [("types[2].code", "value.duplicate")]


def test_everything_wrong_is_told_at_once() -> None:
    """A list of hundreds of rooms is not put right one fault at a time."""
    assert faults((TYPES[0], TYPES[0]), (R101, R101)) == [
        ("types[1].code", "value.duplicate"),
        ("rooms[1].number", "value.duplicate"),
        ("rooms[0].type", "value.not_listed"),
        ("rooms[1].type", "value.not_listed"),
    ]


def test_a_room_is_found_by_its_number() -> None:
    """A number that is not on any door is refused, with those that are."""
    assert SETTINGS.room("2035") is R2035
    with pytest.raises(InvalidInput, match="2034, 2035, 101 @ room ") as error:
        SETTINGS.room("2036")
    assert error.value.code == "value.not_listed"


@pytest.mark.parametrize("wrong", [2035, None, ["2035"]])
def test_what_is_no_number_on_a_door_is_no_room(wrong: object) -> None:
    """Whatever stands where a room number or a type should be is answered like a wrong one."""
    for ask in (SETTINGS.room, SETTINGS.type):
        with pytest.raises(InvalidInput) as error:
            ask(wrong)
        assert error.value.code == "value.not_listed"


def test_the_rooms_of_a_type_come_in_the_order_of_the_list() -> None:
    """Availability counts them by type."""
    assert SETTINGS.of_type("DLX") == (R2034, R2035)
    assert SETTINGS.of_type("STD") == (R101,)


def test_rooms_and_types_are_found_without_searching(takes_less_than) -> None:
    """A house of 1,000 rooms asks once a room at the close of day; every answer is at hand."""
    large = RoomsSettings(TYPES, tuple(RoomSetup(f"R{n}", "DLX") for n in range(1000)))

    def ask() -> None:
        for room in large.rooms:
            large.type(large.room(room.number).type)
            large.of_type("STD")
            large.capacity("DLX")
            large.name_of_type("DLX")

    takes_less_than(0.05, ask)
    takes_less_than(0.5, lambda: attrs.evolve(large, link_base="x/"))


def test_a_type_has_so_many_rooms() -> None:
    """What is sold of a type follows from the rooms that are listed; an unknown type has none."""
    assert [SETTINGS.capacity(code) for code in ("DLX", "STD", "SUI")] == [2, 1, 0]
    assert SETTINGS.of_type("SUI") == ()


def test_a_type_is_known_by_its_code() -> None:
    """A type that is sold no more is still named on old bills, by its code."""
    assert SETTINGS.type("STD") is TYPES[1]
    assert (SETTINGS.name_of_type("DLX"), SETTINGS.name_of_type("SUI")) == ("Deluxe", "SUI")
    with pytest.raises(InvalidInput, match="DLX, STD @ room_type ") as error:
        SETTINGS.type("SUI")
    assert error.value.code == "value.not_listed"


def test_no_type_is_oversold_unless_the_property_says_so() -> None:
    """How many rooms more than there are may be sold is declared for each type, below a hundred."""
    assert RoomType("DLX", "Deluxe").overbooking == 0
    assert RoomType("DLX", "Deluxe", 99).overbooking == 99
    for wrong in (-1, 100):
        with pytest.raises(InvalidInput) as caught:
            RoomType("DLX", "Deluxe", wrong)
        (fault,) = caught.value.faults
        assert (fault.path, fault.code) == ("overbooking", "value.out_of_range")


def test_what_was_looked_up_is_no_part_of_the_settings() -> None:
    """Two equal configurations stay equal, whichever has been asked already."""
    asked, fresh = RoomsSettings(TYPES, (R2034, R101)), RoomsSettings(TYPES, (R2034, R101))
    before = repr(asked)
    asked.room("2034")
    asked.capacity("DLX")
    assert (asked, hash(asked), repr(asked)) == (fresh, hash(fresh), before)
    fewer = attrs.evolve(asked, rooms=(R2034,))
    with pytest.raises(InvalidInput):
        fewer.room("101")
    assert fewer.capacity("STD") == 0


def test_a_property_says_which_conditions_it_tells_apart() -> None:
    """All of them unless it says otherwise; a step that is not used is refused with the others."""
    assert SETTINGS.steps == tuple(Condition)
    for condition in Condition:
        SETTINGS.insist_on_step(condition)
    simple = attrs.evolve(SETTINGS, steps=(Condition.DIRTY, Condition.CLEAN))
    simple.insist_on_step(Condition.CLEAN)
    for unused in (Condition.PICKUP, Condition.INSPECTED):
        with pytest.raises(RoomRefusal) as caught:
            simple.insist_on_step(unused)
        assert caught.value.code == "room.step_not_used"
        assert caught.value.values == {"condition": unused, "steps": "dirty, clean"}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"steps": (Condition.CLEAN,)}, [("steps", "list.lacks")]),
        ({"steps": ()}, [("steps", "list.lacks")] * 2 + [("ready_from", "value.unknown")]),
        ({"steps": (*Condition, Condition.CLEAN)}, [("steps[4]", "value.duplicate")]),
        (
            {"steps": ("dirty", "clean"), "ready_from": "inspected"},
            [("ready_from", "value.unknown")],
        ),
    ],
)
def test_dirty_and_clean_are_always_told_apart_and_guests_get_a_step_in_use(
    options: dict[str, object], expected: list[tuple[str, str]]
) -> None:
    """Rooms that nobody can mark as ready would never be given to anybody."""
    with pytest.raises(InvalidInput) as caught:
        RoomsSettings(TYPES, (R2034,), **options)
    assert [(fault.path, fault.code) for fault in caught.value.faults] == expected


def test_a_door_between_two_rooms_is_a_door_from_both_sides() -> None:
    """It is enough to say so of one of them; rooms come in the order they are listed."""
    rooms = (
        RoomSetup("2033", "DLX"),
        RoomSetup("2034", "DLX", connects_to=("2035", "2033")),
        RoomSetup("2035", "DLX", connects_to=("2034",)),
        RoomSetup("101", "STD"),
    )
    house = RoomsSettings(TYPES, rooms)
    assert house.connected("2033") == ("2034",)
    assert house.connected("2034") == ("2033", "2035")
    assert house.connected("101") == ()
    with pytest.raises(InvalidInput) as caught:
        house.connected("999")
    assert caught.value.code == "value.not_listed"


def test_a_room_connects_to_other_rooms_of_the_house() -> None:
    """Neither to itself nor to one that is not listed, and to each once."""
    rooms = (R2034, RoomSetup("2035", "DLX", connects_to=("2035", "999", "2034", "2034")))
    assert faults(TYPES, rooms) == [
        ("rooms[1].connects_to[3]", "value.duplicate"),
        ("rooms[1].connects_to[0]", "value.not_listed"),
        ("rooms[1].connects_to[1]", "value.not_listed"),
    ]


def test_a_room_is_described_by_section_and_features() -> None:
    """Housekeeping sorts by the one, guests wish for the others, each named once."""
    room = RoomSetup("2036", "DLX", "20", section="NORTH", features=("SEA-VIEW", "BALCONY"))
    assert RoomsSettings(TYPES, (room,)).room("2036").features == ("SEA-VIEW", "BALCONY")
    twice = attrs.evolve(room, features=("BALCONY", "BALCONY"))
    assert faults(TYPES, (twice,)) == [("rooms[0].features[1]", "value.duplicate")]
