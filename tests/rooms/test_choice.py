"""Which room an arrival gets, and what a clerk can tell the guest about it."""

from datetime import date
from itertools import pairwise

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.kernel.errors import InvalidInput
from axentra_core.rooms.choice import (
    MEETS,
    MOST_WISHES,
    Candidate,
    Preference,
    Preferences,
    Wish,
    choose,
)
from axentra_core.rooms.model import Condition, GuestRequest, Occupancy, Room
from axentra_core.rooms.refusals import RoomRefusal
from axentra_core.rooms.settings import RoomSetup, RoomsSettings, RoomType

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
SEA, BATH, LIFT = "SEA-VIEW", "BATHTUB", "BY-LIFT"

# fmt: off
SETTINGS = RoomsSettings(
    types=(RoomType("DLX", "Deluxe"),),
    rooms=(
        RoomSetup("2030", "DLX", floor="20", section="EAST", features=(LIFT,)),
        RoomSetup("2031", "DLX", floor="20", section="EAST", features=(SEA,)),
        RoomSetup("2034", "DLX", floor="20", section="WEST", features=(SEA, BATH), connects_to=("2036",)),  # noqa: E501 - a row
        RoomSetup("2036", "DLX", floor="20", section="WEST"),
        RoomSetup("3001", "DLX", floor="30", section="EAST", features=(BATH,)),
        RoomSetup("Villa", "DLX"),
    ),
)
# fmt: on
NUMBERS = tuple(setup.number for setup in SETTINGS.rooms)
TAKEN = RoomRefusal("room.occupied", room="2031", stay="S1")


def room(number, condition=Condition.CLEAN, idle_since=None):
    """Return a vacant room."""
    vacant = Room(number, "DLX", Occupancy.VACANT, condition, GuestRequest.NONE, None)
    return attrs.evolve(vacant, idle_since=idle_since)


def best_of(*candidates, **wishes):
    """Return the rooms in the order in which an arrival would get them."""
    asked = candidates or tuple(map(room, NUMBERS))
    choice = choose(SETTINGS, [Candidate(one) for one in asked], Preferences(**wishes))
    return [ranked.room for ranked in choice.ranked]


def test_every_room_is_offered_or_refused() -> None:
    """Nobody wonders what became of room 2031: it is occupied, and by whom is said."""
    dirty = RoomRefusal("room.not_ready", room="2036", condition="dirty", ready_from="clean")
    refusals = {"2031": TAKEN, "2036": dirty}
    asked = [Candidate(room(number), refusals.get(number)) for number in reversed(NUMBERS)]
    choice = choose(SETTINGS, asked)
    assert [ranked.room for ranked in choice.ranked] == ["2030", "2034", "3001", "Villa"]
    assert choice.refused == (("2031", TAKEN), ("2036", dirty))
    assert choice.best == "2030"


def test_where_nothing_is_free_nothing_is_best() -> None:
    """A full house has no best room, and no error either."""
    assert choose(SETTINGS, []).best is None
    full = choose(SETTINGS, [Candidate(room("2031"), TAKEN)], Preferences(features=(SEA,)))
    assert (full.ranked, full.best) == ((), None)
    assert full.refused == (("2031", TAKEN),)


def test_a_refused_room_is_not_best_whatever_it_offers() -> None:
    """A wish opens no room that may not be given."""
    asked = [Candidate(room("2034"), TAKEN), Candidate(room("2036"))]
    assert choose(SETTINGS, asked, Preferences(features=(SEA, BATH))).best == "2036"


# Wishes


@pytest.mark.parametrize(
    ("wishes", "best"),
    [
        ({"features": (SEA,)}, ["2031", "2034"]),
        ({"features": (BATH,)}, ["2034", "3001"]),
        ({"floor": "30"}, ["3001"]),
        ({"section": "WEST"}, ["2034", "2036"]),
        ({"connecting": ("2036",)}, ["2034"]),
        ({"connecting": ("2034",)}, ["2036"]),
        ({"avoid": (LIFT,)}, ["2031", "2034", "2036", "3001", "Villa"]),
        ({"avoid": ("2030", "2031")}, ["2034", "2036", "3001", "Villa"]),
        ({"near": "2036"}, ["2036", "2034", "2031", "2030"]),
        ({"near": "3001"}, ["3001", "2031", "2030"]),
    ],
    ids=repr,
)
def test_a_room_that_meets_the_wish_comes_first(wishes, best) -> None:
    """One row a kind of wish; all others follow behind."""
    found = best_of(**wishes)
    assert found[: len(best)] == best
    assert set(found) == set(NUMBERS)


def test_a_clerk_sees_why() -> None:
    """Each room tells which wishes it meets and which not, the most important first."""
    wished = Preferences(features=(SEA, BATH), floor="20", avoid=(LIFT,))
    choice = choose(SETTINGS, [Candidate(room("2031")), Candidate(room("2034"))], wished)
    best, second = choice.ranked
    spared, sea, bath, floor = (
        Wish(Preference.AVOID, LIFT),
        Wish(Preference.FEATURE, SEA),
        Wish(Preference.FEATURE, BATH),
        Wish(Preference.FLOOR, "20"),
    )
    assert wished.wishes() == (spared, sea, bath, floor)
    assert (best.room, best.met, best.unmet) == ("2034", (spared, sea, bath, floor), ())
    assert (second.room, second.met, second.unmet) == ("2031", (spared, sea, floor), (bath,))
    assert best.points > second.points


def test_the_most_wanted_feature_decides() -> None:
    """A room with the first feature goes before one with any number of the later ones."""
    three = ("SAUNA", BATH, LIFT)
    setups = (
        RoomSetup("1", "DLX", features=three),
        RoomSetup("2", "DLX", features=(SEA,)),
    )
    settings = RoomsSettings((RoomType("DLX", "Deluxe"),), setups)
    asked = [Candidate(room("1")), Candidate(room("2"))]
    assert choose(settings, asked, Preferences(features=(SEA, *three))).best == "2"
    assert choose(settings, asked, Preferences(features=(*three, SEA))).best == "1"


def test_a_family_is_not_parted_for_a_view() -> None:
    """A door to the children's room counts more than everything else together."""
    wishes = {"connecting": ("2034",), "features": (SEA, BATH), "section": "EAST", "near": "2030"}
    assert best_of(**wishes)[0] == "2036"


def test_a_connecting_door_is_read_either_way_round() -> None:
    """The configuration says it of one of the two rooms only."""
    assert best_of(room("2034"), room("2036"), connecting=("2036",)) == ["2034", "2036"]
    assert best_of(room("2034"), room("2036"), connecting=("2034",)) == ["2036", "2034"]


def test_near_is_the_closest_number_of_the_same_part_of_the_house() -> None:
    """Next door before the end of the corridor, and the corridor before another floor."""
    assert best_of(near="2031") == ["2031", "2030", "2034", "2036", "3001", "Villa"]


def test_without_figures_a_room_is_far() -> None:
    """The villa has no number to be near to; it is ranked last, not refused."""
    assert best_of(room("Villa"), room("3001"), room("2030"), near="Villa") == [
        "2030",
        "3001",
        "Villa",
    ]
    assert best_of(room("Villa"), room("2036"), near="2034") == ["2036", "Villa"]


def test_a_wish_that_no_room_meets_changes_nothing() -> None:
    """A feature that the house does not have is told as unmet by every room."""
    choice = choose(
        SETTINGS, map(Candidate, map(room, NUMBERS)), Preferences(features=("HELIPAD",))
    )
    assert [ranked.room for ranked in choice.ranked] == list(NUMBERS)
    assert {ranked.unmet for ranked in choice.ranked} == {(Wish(Preference.FEATURE, "HELIPAD"),)}


# What is alike


def test_the_better_condition_goes_first() -> None:
    """Of two rooms the inspected one is given before the one that is only clean."""
    asked = [
        room("2030", Condition.DIRTY),
        room("2031", Condition.PICKUP, MONDAY),
        room("2034", Condition.CLEAN, MONDAY),
        room("2036", Condition.INSPECTED),
    ]
    assert best_of(*asked) == ["2036", "2034", "2031", "2030"]


def test_rooms_wear_evenly() -> None:
    """What has been idle for longest is given first, what was never noted last."""
    asked = [room("2030"), room("2031", idle_since=TUESDAY), room("2034", idle_since=MONDAY)]
    assert best_of(*asked) == ["2034", "2031", "2030"]


def test_a_wish_counts_more_than_the_condition() -> None:
    """The guest's sea view comes before the house's convenience."""
    asked = [room("2030", Condition.INSPECTED, MONDAY), room("2031")]
    assert best_of(*asked, features=(SEA,)) == ["2031", "2030"]


states = st.builds(
    room,
    st.sampled_from(NUMBERS),
    st.sampled_from(Condition),
    st.none() | st.dates(MONDAY, date(2026, 12, 31)),
)
candidates = st.lists(
    st.builds(Candidate, states, st.none() | st.just(TAKEN)), unique_by=lambda one: one.room.id
)
features = st.lists(st.sampled_from([SEA, BATH, LIFT, "SAUNA"]), unique=True)
numbers = st.sampled_from(NUMBERS)
preferences = st.builds(
    Preferences,
    features=features,
    floor=st.sampled_from([None, "20", "30", "99"]),
    section=st.sampled_from([None, "EAST", "WEST"]),
    near=st.none() | numbers,
    connecting=st.lists(numbers, max_size=3),
    avoid=st.lists(numbers, max_size=3),
)


@for_all(candidates, preferences, st.randoms(use_true_random=False))
def test_the_choice_is_whole_and_the_same_however_it_is_asked(asked, wished, chance) -> None:
    """Every room is in one list, the order of the question does not matter, points only fall."""
    choice = choose(SETTINGS, asked, wished)
    free = {one.room.id for one in asked if one.refusal is None}
    assert {ranked.room for ranked in choice.ranked} == free
    assert len(choice.ranked) + len(choice.refused) == len(asked)
    shuffled = list(asked)
    chance.shuffle(shuffled)
    assert choose(SETTINGS, shuffled, wished) == choice
    points = [ranked.points for ranked in choice.ranked]
    assert points == sorted(points, reverse=True)
    for ranked in choice.ranked:
        assert sorted([*ranked.met, *ranked.unmet], key=wished.wishes().index) == list(
            wished.wishes()
        )


@for_all(candidates, preferences)
def test_no_room_behind_meets_a_wish_that_matters_more(asked, wished) -> None:
    """The first wish in which two rooms differ is met by the one that is ranked before."""
    ranked = choose(SETTINGS, asked, wished).ranked
    for before, after in pairwise(ranked):
        differing = [
            wish for wish in wished.wishes() if (wish in before.met) is not (wish in after.met)
        ]
        assert not differing or differing[0] in before.met


def test_every_kind_of_wish_has_its_rule() -> None:
    """A new kind of wish is answered for, or nothing is imported."""
    assert set(MEETS) == set(Preference)


# What is no wish


@pytest.mark.parametrize(
    ("wishes", "path", "code"),
    [
        ({"features": ("sea view",)}, "features[0]", "code.bad_format"),
        ({"features": SEA}, "features", "field.wrong_type"),
        ({"floor": 20}, "floor", "field.wrong_type"),
        ({"near": ""}, "near", "field.required"),
        ({"connecting": ("2034", None)}, "connecting[1]", "field.required"),
        ({"avoid": (LIFT,) * (MOST_WISHES + 1)}, "avoid", "list.length"),
        ({"features": (SEA, LIFT), "avoid": (LIFT,)}, "features[1]", "value.contradicts"),
    ],
)
def test_a_malformed_wish_is_refused_where_it_stands(wishes, path, code) -> None:
    """A typing error is told to whoever made it, before rooms are compared."""
    with pytest.raises(InvalidInput) as error:
        Preferences(**wishes)
    assert [(fault.path, fault.code) for fault in error.value.faults] == [(path, code)]


@pytest.mark.parametrize(
    ("asked", "wishes", "path"),
    [
        (("2030",), {"near": "9999"}, "near"),
        (("2030",), {"connecting": ("2034", "9999")}, "connecting[1]"),
        (("2030", "9999"), {}, "candidates[1].room"),
    ],
)
def test_a_room_that_is_not_there_is_refused(asked, wishes, path) -> None:
    """Near to which room cannot be guessed."""
    with pytest.raises(InvalidInput) as error:
        choose(SETTINGS, [Candidate(room(one)) for one in asked], Preferences(**wishes))
    assert [(fault.path, fault.code) for fault in error.value.faults] == [
        (path, "value.not_listed")
    ]


def test_the_largest_list_of_wishes_is_one_number() -> None:
    """Twenty wishes of each kind are ranked like one."""
    many = tuple(f"F{place}" for place in range(MOST_WISHES))
    wished = Preferences(features=many, avoid=("2030",), connecting=NUMBERS, near="2031")
    assert len(wished.wishes()) == MOST_WISHES + len(NUMBERS) + 2
    assert choose(SETTINGS, [Candidate(room(one)) for one in NUMBERS], wished).best == "2036"
