"""Packages: what a night costs, what of it is the room's, and what a stay agrees on."""

from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.kernel.numbers import total
from axentra_core.stays import (
    AGGREGATES,
    AgreePackages,
    AmendStay,
    Book,
    CancelStay,
    ChangeParty,
    ChangePrices,
    CheckIn,
    ExtendStay,
    NightPosted,
    NightPrice,
    NightsMissed,
    NightSplit,
    Occupant,
    Package,
    PackagePart,
    PackagesAgreed,
    PackageUnit,
    Part,
    PostNight,
    PreCheckIn,
    ReinstateStay,
    StayRefusal,
    TakeOverStay,
    included_in,
    party,
    split_night,
    split_packages,
)
from axentra_core.testing import given

ARRIVAL = date(2026, 11, 23)
EVERY_NIGHT, EVERY_PERSON = PackageUnit.PER_NIGHT_ROOM, PackageUnit.PER_NIGHT_PERSON
ONCE, ONCE_A_PERSON = PackageUnit.PER_STAY_ROOM, PackageUnit.PER_STAY_PERSON


def part(code, price, per=EVERY_NIGHT, *, included=True):
    """Return a part of a package."""
    return PackagePart(code, Decimal(price), per, included, f"{code} as agreed")


def package(*parts, code="PACK"):
    """Return a package of these parts."""
    return Package(code, "A package", parts)


def split(price, *packages, is_first=True, persons=2):
    """Return the price of a night, split by packages."""
    return split_packages(Decimal(price), packages, ARRIVAL, is_first=is_first, persons=persons)


BREAKFAST = part("BRKF", "15.00", EVERY_PERSON)
WINE = part("WINE", "30.00", ONCE, included=False)


def test_included_parts_come_out_of_the_price_and_others_on_top() -> None:
    """Two breakfasts are taken out of the night; the wine is beside it."""
    assert split("180.00", package(BREAKFAST, WINE)) == NightSplit(
        Decimal("150.00"),
        (
            Part("BRKF", 2, Decimal("30.00"), True, "BRKF as agreed"),  # noqa: FBT003 - a field
            Part("WINE", 1, Decimal("30.00"), False, "WINE as agreed"),  # noqa: FBT003 - a field
        ),
    )


@pytest.mark.parametrize(
    ("per", "is_first", "persons", "quantity"),
    [
        (EVERY_NIGHT, True, 3, 1),
        (EVERY_NIGHT, False, 3, 1),
        (EVERY_PERSON, True, 3, 3),
        (EVERY_PERSON, False, 3, 3),
        (ONCE, True, 3, 1),
        (ONCE, False, 3, 0),
        (ONCE_A_PERSON, True, 3, 3),
        (ONCE_A_PERSON, False, 3, 0),
        (EVERY_NIGHT, True, 0, 1),
        (EVERY_PERSON, True, 0, 0),
        (ONCE_A_PERSON, True, 0, 0),
    ],
)
def test_a_part_counts_by_room_or_person_and_night_or_stay(
    per, is_first, persons, quantity
) -> None:
    """What is sold by the stay comes with its first night; nobody has no breakfast."""
    found = split("100", package(part("X", "10", per)), is_first=is_first, persons=persons)
    assert [(one.quantity, one.amount) for one in found.parts] == (
        [(quantity, 10 * quantity)] if quantity else []
    )
    assert found.room == 100 - 10 * quantity


def test_a_night_may_be_all_package() -> None:
    """As much as the price can be included, and then the room earns nothing."""
    assert split("30.00", package(BREAKFAST)).room == 0


def test_a_package_above_the_price_is_refused() -> None:
    """A room never earns less than nothing; the refusal names both amounts."""
    with pytest.raises(StayRefusal) as caught:
        split("29.99", package(BREAKFAST, WINE))
    assert caught.value.code == "stays.package_above_price"
    assert "PACK come to 30.00 on 2026-11-23, and only 29.99" in caught.value.sentence
    # What is posted beside the night needs no room in its price.
    assert split("0", package(WINE)).room == 0


def test_several_packages_are_split_from_the_first_to_the_last() -> None:
    """Each takes from what the ones before have left, and the first without enough is named."""
    half, board = package(BREAKFAST), package(part("DINE", "40", EVERY_PERSON), code="HALF")
    both = split("120", half, board)
    assert (both.room, [one.code for one in both.parts]) == (10, ["BRKF", "DINE"])
    with pytest.raises(StayRefusal) as caught:
        split("100", half, board)
    assert caught.value.values == {
        "package": "HALF",
        "night": ARRIVAL,
        "included": 80,
        "price": 70,
    }


def test_without_a_package_all_is_the_room() -> None:
    """A night that was sold alone is posted as it was sold."""
    assert split("99.50") == NightSplit(Decimal("99.50"), ())
    assert split("99.50", package()) == NightSplit(Decimal("99.50"), ())


@pytest.mark.parametrize(
    ("values", "path", "code"),
    [
        ({"price": Decimal(0)}, "price", "money.must_be_positive"),
        ({"price": 1.5}, "price", "money.float"),
        ({"per": "per_hour"}, "per", "value.unknown"),
        ({"included": 1}, "included", "field.wrong_type"),
        ({"code": "MINI BAR"}, "code", "code.bad_format"),
    ],
)
def test_a_part_is_checked(values, path, code) -> None:
    """A part has a price above zero, and says whether the night contains it."""
    good = {"code": "X", "price": Decimal(1), "per": EVERY_NIGHT, "included": True}
    with pytest.raises(InvalidInput) as caught:
        PackagePart(**{**good, **values})
    assert [(fault.path, fault.code) for fault in caught.value.faults] == [(path, code)]


@pytest.mark.parametrize(
    ("price", "persons", "path", "code"),
    [
        (Decimal("-0.01"), 1, "price", "value.out_of_range"),
        (Decimal("NaN"), 1, "price", "money.not_finite"),
        (Decimal(100), -1, "persons", "value.out_of_range"),
        (Decimal(100), True, "persons", "field.wrong_type"),
    ],
)
def test_a_night_is_checked(price, persons, path, code) -> None:
    """No night costs less than nothing, and no fewer than nobody sleep in it."""
    for ask in (
        lambda: split_night(price, package(), ARRIVAL, is_first=True, persons=persons),
        lambda: split(price, package(), persons=persons),
    ):
        with pytest.raises(InvalidInput) as caught:
            ask()
        assert [(one.path, one.code) for one in caught.value.faults] == [(path, code)]


cents = st.integers(1, 5000).map(lambda units: Decimal(units).scaleb(-2))
parts = st.builds(
    lambda price, per, included: part("X", price, per, included=included),
    cents,
    st.sampled_from(PackageUnit),
    st.booleans(),
)
packages = st.lists(st.lists(parts, max_size=3).map(lambda some: package(*some)), max_size=3)


@for_all(cents.map(lambda amount: amount * 4), packages, st.booleans(), st.integers(0, 4))
def test_room_and_included_parts_are_the_price(price, some, is_first, persons) -> None:
    """Nothing of the agreed price is lost or found, and the order of packages changes no sum."""
    try:
        found = split(price, *some, is_first=is_first, persons=persons)
    except StayRefusal:
        with pytest.raises(StayRefusal):
            split(price, *reversed(some), is_first=is_first, persons=persons)
        return
    assert total([found.room, *(one.amount for one in found.parts if one.included)]) == price
    assert found.room >= 0
    again = split(price, *reversed(some), is_first=is_first, persons=persons)
    assert again.room == found.room
    assert total(one.amount for one in again.parts) == total(one.amount for one in found.parts)


def test_what_is_sold_by_the_stay_does_not_come_twice() -> None:
    """A package that came with an earlier night has its parts by the night alone."""
    found = split_packages(
        Decimal(180), [package(BREAKFAST, WINE)], ARRIVAL, is_first=True, persons=2, begun=["PACK"]
    )
    assert [one.code for one in found.parts] == ["BRKF"]


# What a stay agrees on

(STAY,) = (one for one in AGGREGATES if one.kind == "stay")
SECOND, DEPARTURE, LATER = (date(2026, 11, day) for day in (24, 25, 26))
ROMANCE = package(BREAKFAST, WINE, code="ROMANCE")
DEAR = package(part("SPA", "100.00", EVERY_PERSON), code="DEAR")
CELLAR = package(part("WINE", "120.00", ONCE), code="CELLAR")


def priced(first, *prices):
    """Return prices of nights from a date on."""
    days = (date(2026, 11, first.day + n) for n in range(len(prices)))
    return tuple(
        NightPrice(day, money(price, "EUR")) for day, price in zip(days, prices, strict=True)
    )


BOOK = Book(
    "S1",
    "AX-1",
    "G1",
    "DLX",
    ARRIVAL,
    DEPARTURE,
    priced(ARRIVAL, "180.00", "80.00"),
    (Occupant(), Occupant(until=SECOND)),
)
CHECK_IN = CheckIn("S1", "2034", "DLX")


def agreed(*packages):
    """Return the event of these packages."""
    return PackagesAgreed("S1", packages, "ayu")


def booked(*packages, **said):
    """Return a stay with these packages, as its events."""
    events = given(STAY).when(attrs.evolve(BOOK, **said)).events
    return (*events, agreed(*packages)) if packages else events


def in_house(*packages):
    """Return a stay that has begun."""
    return booked(*packages) + given(STAY, *booked(*packages)).when(CHECK_IN).events


def cancelled(*packages):
    """Return a stay that was given up."""
    past = booked(*packages)
    return past + given(STAY, *past).when(CancelStay("S1", "ill")).events


def posted(*past, night=ARRIVAL):
    """Return the event of a night."""
    (event,) = given(STAY, *past).on(night).when(PostNight("S1", night)).events
    return event


def test_packages_are_agreed_for_the_nights_to_come() -> None:
    """The stay keeps them as they were, with who has agreed; the same again changes nothing."""
    state = given(STAY, *booked()).when(AgreePackages("S1", (ROMANCE,))).then(agreed(ROMANCE))
    assert state.packages == (ROMANCE,)
    again = given(STAY, *booked(ROMANCE)).when(AgreePackages("S1", (ROMANCE,)))
    assert again.events == ()
    assert given(STAY, *booked(ROMANCE)).when(AgreePackages("S1", ())).state.packages == ()


def test_a_package_is_agreed_once() -> None:
    """Twice the same one would be posted twice by mistake."""
    with pytest.raises(InvalidInput) as caught:
        AgreePackages("S1", (ROMANCE, DEAR, ROMANCE))
    assert [(one.path, one.code) for one in caught.value.faults] == [
        ("packages[2].code", "value.duplicate")
    ]


def test_a_night_is_posted_with_its_packages() -> None:
    """Its price stays whole; two have breakfast on the first night and one on the second."""
    past = in_house(ROMANCE)
    first = posted(*past)
    assert first == NightPosted(
        "S1",
        ARRIVAL,
        Decimal("180.00"),
        "EUR",
        "2034",
        "DLX",
        (
            Part("BRKF", 2, Decimal("30.00"), True, "BRKF as agreed"),  # noqa: FBT003 - a field
            Part("WINE", 1, Decimal("30.00"), False, "WINE as agreed"),  # noqa: FBT003 - a field
        ),
    )
    assert included_in(first.parts) == 30
    second = posted(*past, first, night=SECOND)
    assert [(one.code, one.quantity) for one in second.parts] == [("BRKF", 1)]


def test_what_is_agreed_later_comes_with_the_next_night() -> None:
    """What is sold by the stay is not lost; taken away and agreed again, it does not come twice."""
    past = in_house()
    past = (*past, posted(*past), agreed(ROMANCE))
    second = posted(*past, night=SECOND)
    assert [one.code for one in second.parts] == ["BRKF", "WINE"]
    longer = (
        given(STAY, *past, second)
        .on(SECOND)
        .when(ExtendStay("S1", LATER, priced(DEPARTURE, "80.00")))
    )
    again = (*past, second, *longer.events, agreed(), agreed(ROMANCE))
    assert [one.code for one in posted(*again, night=DEPARTURE).parts] == ["BRKF"]


def test_a_late_guest_has_what_is_sold_by_the_stay() -> None:
    """It comes with the first night that is left."""
    late = given(STAY, *booked(ROMANCE)).on(SECOND).when(CHECK_IN)
    assert isinstance(late.events[0], NightsMissed)
    night = posted(*booked(ROMANCE), *late.events, night=SECOND)
    assert [one.code for one in night.parts] == ["BRKF", "WINE"]


def test_a_guest_taken_over_late_has_it_too() -> None:
    """A night that they did not come for is no first one."""
    take_over = TakeOverStay("S1", BOOK, "2034", "DLX", SECOND)
    past = given(STAY).on(SECOND).when(take_over).events
    assert [one.code for one in posted(*past, agreed(ROMANCE), night=SECOND).parts] == [
        "BRKF",
        "WINE",
    ]


TIGHT = package(part("BRKF", "40.00", EVERY_PERSON), code="TIGHT")
NEW_NIGHTS = (ARRIVAL, DEPARTURE, priced(ARRIVAL, "180.00", "60.00"))
# fmt: off
ABOVE = {
    "packages are agreed":
        (booked(), ARRIVAL, AgreePackages("S1", (ROMANCE, DEAR)), "DEAR", ARRIVAL),
    "packages are agreed in house":
        (in_house(), ARRIVAL, AgreePackages("S1", (DEAR,)), "DEAR", ARRIVAL),
    "a night is cheaper":
        (booked(TIGHT), ARRIVAL, ChangePrices("S1", priced(SECOND, "39.99")), "TIGHT", SECOND),
    "a night is cheaper in house":
        (in_house(TIGHT), ARRIVAL, ChangePrices("S1", priced(ARRIVAL, "79.99")), "TIGHT", ARRIVAL),
    "it is booked anew for more people":
        (booked(TIGHT), ARRIVAL, AmendStay("S1", "DLX", *NEW_NIGHTS, party(2)), "TIGHT", SECOND),
    "an added night is cheap":
        (in_house(TIGHT), ARRIVAL, ExtendStay("S1", LATER, priced(DEPARTURE, "39.99")),
         "TIGHT", DEPARTURE),
    "more people come":
        (booked(TIGHT), ARRIVAL, PreCheckIn("S1", party=party(3)), "TIGHT", SECOND),
    "more people are there":
        (in_house(TIGHT), ARRIVAL, ChangeParty("S1", party(3)), "TIGHT", SECOND),
    "the dear night is missed":
        (booked(CELLAR), SECOND, CHECK_IN, "CELLAR", SECOND),
    "it is booked again without the dear night":
        (cancelled(CELLAR), SECOND, ReinstateStay("S1"), "CELLAR", SECOND),
}
# fmt: on


@pytest.mark.parametrize("row", ABOVE)
def test_no_night_is_left_that_could_not_be_posted(row) -> None:
    """The desk hears at once what the close of the day could only fail by."""
    past, today, command, code, night = ABOVE[row]
    refused = given(STAY, *past).on(today).when(command)
    refused.refused("stays.package_above_price", package=code, night=night)


LOW = ChangePrices("S1", priced(ARRIVAL, "10.00"))


def test_what_is_posted_already_is_not_asked_again() -> None:
    """A dear package may come with the nights that are left, if those can bear it."""
    cheap = in_house() + given(STAY, *in_house()).when(LOW).events
    past = (*cheap, posted(*cheap))
    given(STAY, *cheap).when(AgreePackages("S1", (TIGHT,))).refused("stays.package_above_price")
    assert given(STAY, *past).on(SECOND).when(AgreePackages("S1", (TIGHT,))).error is None


def test_a_day_use_has_no_packages() -> None:
    """They come with nights; a stay that would lose its nights is told so."""
    by_day = {"departure": ARRIVAL, "nights": priced(ARRIVAL, "80.00")}
    refused = given(STAY, *booked(**by_day)).when(AgreePackages("S1", (ROMANCE,)))
    refused.refused("stays.package_without_night", stay="S1", package="ROMANCE")
    amend = AmendStay("S1", "DLX", ARRIVAL, ARRIVAL, by_day["nights"], party(1))
    given(STAY, *booked(ROMANCE)).when(amend).refused("stays.package_without_night")
    assert given(STAY, *booked()).when(amend).error is None


def test_a_room_may_cost_nothing_beside_its_packages() -> None:
    """A night can be all package, to the last cent."""
    exactly = given(STAY, *booked(TIGHT)).when(ChangePrices("S1", priced(SECOND, "40.00")))
    assert exactly.state.split_of(SECOND).room == 0
