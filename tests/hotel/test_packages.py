"""Packages on their way to the bill: breakfast in the price of the night, parking beside it."""

from datetime import timedelta
from decimal import Decimal

import attrs
import pytest
from tests.hotel.conftest import FIRST

from axentra_core.adapters.memory import MemoryStore
from axentra_core.folio import (
    FolioOpened,
    FolioSettings,
    Target,
    TransactionCode,
    TransferredOut,
)
from axentra_core.folio.tax import Policy, PriceBasis, Rule, RuleSet, base_of
from axentra_core.kernel.actor import Actor
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.money import money
from axentra_core.stays import (
    NightPosted,
    NightPrice,
    Occupant,
    Package,
    PackagePart,
    PackagesAgreed,
    PackageUnit,
    StaysSettings,
    party,
)
from axentra_core.testing import Watch, example_property

MONDAY, TUESDAY, WEDNESDAY = (FIRST + timedelta(days) for days in range(3))
TAXED = ("service", "hotel_tax")


def part(code, price, per, *, included, description=None):
    """Return a part of a package."""
    return PackagePart(code, Decimal(price), per, included, description)


BREAKFAST = part("BRKF", 75_000, PackageUnit.PER_NIGHT_PERSON, included=True)
PARKING = part("PARK", 20_000, PackageUnit.PER_NIGHT_ROOM, included=False, description="Garage")
WINE = part("WINE", 300_000, PackageUnit.PER_STAY_ROOM, included=True)
BOARD = Package("BB", "Bed and breakfast", (BREAKFAST,))
CAR = Package("CAR", "With the car", (PARKING,))
ROMANCE = Package("ROMANCE", "Romantic nights", (BREAKFAST, WINE))


def rupiah(amount):
    """Return an amount in rupiah."""
    return money(amount, "IDR")


def selling(*packages):
    """Return the example hotel with these packages."""
    own = example_property()
    codes = (
        TransactionCode("BRKF", "Breakfast", "restaurant", TAXED),
        TransactionCode("PARK", "Parking", "garage"),
        TransactionCode("WINE", "A bottle of wine", "bar", TAXED),
    )
    folio = attrs.evolve(own.folio, codes=(*own.folio.codes, *codes))
    return attrs.evolve(own, folio=folio, stays=StaysSettings(packages=packages))


@pytest.fixture
def front(store, open_front):
    """The front desk of a hotel that sells breakfast, parking and romance."""
    return open_front(store, selling(BOARD, CAR, ROMANCE))


def lines(front, stay):
    """Return what stands on a bill: code, quantity, net price and description."""
    return [
        (line.code, line.quantity, int(line.quote.net), line.description)
        for line in front.hotel.read.folio(stay).lines
    ]


def sources(front, stay):
    """Return what the lines of a bill were caused by."""
    return [line.source for line in front.hotel.read.folio(stay).lines]


# What a night brings


def test_included_breakfast_comes_out_of_the_night_and_parking_on_top(front) -> None:
    """Every night the room at what is left for it, then each part under its own code."""
    stay = front.arrive(packages=["BB", "CAR"])
    front.pass_nights(2)
    night = [
        ("ROOM", 1, 775_000, "Deluxe"),
        ("BRKF", 1, 75_000, "Breakfast"),
        ("PARK", 1, 20_000, "Garage"),
    ]
    assert lines(front, stay) == night + night
    day = ["night:2026-11-23", "package:2026-11-23", "package:2026-11-23"]
    assert sources(front, stay)[:3] == day
    assert [line.service_date for line in front.hotel.read.folio(stay).lines] == (
        [MONDAY] * 3 + [TUESDAY] * 3
    )
    front.check()


def test_parts_have_the_taxes_of_their_own_code(front) -> None:
    """Included or not, a part is priced as if it were sold alone."""
    stay = front.arrive(nights=1, packages=["BB", "CAR"])
    front.pass_nights(1)
    room, breakfast, parking = front.hotel.read.folio(stay).lines
    assert (room.quote.total, breakfast.quote.total, parking.quote.total) == (
        937_750,
        90_750,
        20_000,
    )
    assert (breakfast.department, parking.department) == ("restaurant", "garage")


def test_each_person_has_breakfast_and_each_stay_has_its_wine(front) -> None:
    """By the person for those who slept there, by the stay with the first night alone."""
    couple = (Occupant(), Occupant(until=TUESDAY))
    stay = front.arrive(packages=["ROMANCE"], party=couple)
    front.pass_nights(2)
    assert lines(front, stay) == [
        ("ROOM", 1, 400_000, "Deluxe"),
        ("BRKF", 2, 150_000, "Breakfast"),
        ("WINE", 1, 300_000, "A bottle of wine"),
        ("ROOM", 1, 775_000, "Deluxe"),
        ("BRKF", 1, 75_000, "Breakfast"),
    ]


def test_another_guest_has_breakfast_from_the_next_night_on(front) -> None:
    """What is posted stays; the nights to come follow the party."""
    stay = front.arrive(packages=["BB"])
    front.pass_nights(1)
    front.desk.change_party(stay, party(2))
    front.pass_nights(1)
    assert [line[:3] for line in lines(front, stay)] == [
        ("ROOM", 1, 775_000),
        ("BRKF", 1, 75_000),
        ("ROOM", 1, 700_000),
        ("BRKF", 2, 150_000),
    ]


def test_a_room_may_be_all_breakfast(front) -> None:
    """The night is charged all the same, at nothing, so that it is counted."""
    stay = front.arrive(nights=1, prices=[rupiah(75_000)], packages=["BB"])
    front.pass_nights(1)
    assert [line[:3] for line in lines(front, stay)] == [("ROOM", 1, 0), ("BRKF", 1, 75_000)]
    front.check()


def test_the_nights_of_a_hotel_with_packages_are_each_charged_once(open_front) -> None:
    """What comes with a night is no night."""
    own = open_front(MemoryStore(), selling(BOARD, CAR, ROMANCE))
    watch = Watch(own.hotel)
    stay = own.arrive(packages=["ROMANCE", "CAR"])
    own.leave(stay)
    watch.check_everything()


# What is agreed


def test_packages_are_agreed_on_by_their_code(front) -> None:
    """Before the arrival or in house, for the nights to come; none takes them away."""
    stay = front.arrive()
    agreed = front.desk.agree_packages(stay, ["BB", "CAR"]).one(PackagesAgreed)
    assert (agreed.packages, agreed.actor) == ((BOARD, CAR), "ayu")
    front.pass_nights(1)
    front.desk.agree_packages(stay, [])
    assert front.stay(stay).packages == ()
    front.pass_nights(1)
    assert [line[0] for line in lines(front, stay)] == ["ROOM", "BRKF", "PARK", "ROOM"]


def test_what_the_property_changes_later_changes_nothing_that_was_agreed(front) -> None:
    """The guest has the breakfast they booked, at the price they booked it for."""
    stay = front.arrive(packages=["BB"])
    dear = attrs.evolve(BOARD, parts=(attrs.evolve(BREAKFAST, price=Decimal(90_000)),))
    front.boss.change_property(selling(dear))
    front.pass_nights(1)
    front.boss.change_property(selling())
    front.pass_nights(1)
    assert [line[:3] for line in lines(front, stay)] == [
        ("ROOM", 1, 775_000),
        ("BRKF", 1, 75_000),
    ] * 2
    # Who agrees anew agrees on what there is now.
    front.refuses(lambda: front.desk.agree_packages(stay, ["BB"]), "value.not_listed")


def test_a_package_that_the_property_does_not_sell_is_refused(front) -> None:
    """The code is told by its place, and what there is."""
    refused = front.refuses(lambda: front.book(packages=["BB", "SPA"]), "value.not_listed")
    assert [fault.path for fault in refused.faults] == ["packages[1]"]
    assert "BB, CAR, ROMANCE" in refused.sentence


def test_a_package_above_the_price_of_a_night_is_refused(front) -> None:
    """Whoever books, agrees on a price or on more people hears it at once, not at night."""
    cheap = [rupiah(850_000), rupiah(100_000)]
    code = "stays.package_above_price"
    refused = front.refuses(lambda: front.book(prices=cheap, party=party(2), packages=["BB"]), code)
    assert refused.values["night"] == TUESDAY
    stay = front.arrive(prices=cheap, packages=["BB"])
    front.refuses(lambda: front.desk.change_party(stay, party(2)), code)
    low = [NightPrice(TUESDAY, rupiah(74_999))]
    front.refuses(lambda: front.desk.change_prices(stay, low), code)
    front.refuses(
        lambda: front.desk.extend_stay(stay, WEDNESDAY + timedelta(1), [rupiah(50_000)]), code
    )
    front.pass_nights(2)


def test_a_day_use_is_sold_without_packages(front) -> None:
    """Nobody has breakfast after a night that they have not slept there."""
    front.refuses(
        lambda: front.book(nights=0, prices=[rupiah(400_000)], packages=["BB"]),
        "stays.package_without_night",
    )


def test_a_channel_sells_packages(front) -> None:
    """What it has sold with the nights comes with the booking."""
    portal = front.hotel.by(Actor("channel", "portal"))
    booked = portal.reserve(
        arrival=MONDAY,
        departure=TUESDAY,
        room_type="DLX",
        prices=[rupiah(850_000)],
        name="Siti Rahma",
        packages=["BB"],
        key="b1",
    )
    assert booked.one(PackagesAgreed).actor == "portal"


# Where it goes


def test_breakfast_can_go_to_the_company_alone(front) -> None:
    """A routing instruction for its code sends a part elsewhere than the night."""
    stay = front.arrive(packages=["BB", "CAR"])
    opened = front.desk.open_house_account("Breakfasts of the company", key=front.key())
    company = opened.one(FolioOpened).folio
    front.desk.agree_routing(stay, Target(company), codes=["BRKF"])
    front.desk.agree_routing(stay, Target(None, 2), codes=["PARK"])
    closed = front.desk.close_day(MONDAY)
    assert closed.one(TransferredOut).to_folio == company
    assert front.hotel.read.folio(company).balance == 90_750
    bill = front.hotel.read.folio(stay)
    assert bill.balance == 937_750 + 20_000
    assert [window.charged for window in bill.windows] == [937_750, 20_000]
    front.check()


def test_a_part_is_taken_back_like_any_charge(front) -> None:
    """Who had no breakfast pays for none; the night stays as it was posted."""
    stay = front.arrive(nights=1, packages=["BB"])
    front.pass_nights(1)
    front.desk.reverse_charge(stay, 2, "no breakfast", key=front.key())
    assert front.hotel.read.folio(stay).balance == 937_750


def test_the_night_tells_what_came_with_it(front) -> None:
    """The record of the night has the whole price and every part, for whoever counts covers."""
    front.arrive(nights=1, packages=["ROMANCE"], party=party(2))
    night = front.desk.close_day(MONDAY).one(NightPosted)
    assert night.price == 850_000
    assert [(one.code, one.quantity, one.included) for one in night.parts] == [
        ("BRKF", 2, True),
        ("WINE", 1, True),
    ]


# Settings


def test_a_part_needs_a_transaction_code_and_a_price_of_the_house() -> None:
    """What could not be posted at night is not put in force by day."""
    spa = part("SPA", "0.50", PackageUnit.PER_STAY_PERSON, included=True)
    with pytest.raises(InvalidInput) as refused:
        selling(BOARD, Package("SPA", "Well-being", (PARKING, spa)))
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [
        ("stays.packages[1].parts[1].code", "value.not_listed"),
        ("stays.packages[1].parts[1].price", "money.too_many_decimals"),
    ]


RULES = RuleSet(
    place="Anywhere",
    version="1",
    currency="IDR",
    valid_first=MONDAY,
    articles=("room",),
    rules=(Rule("vat", "VAT", "state", percent=Decimal("0.1"), base=base_of("room")),),
    rounding=Policy(Decimal(1)),
)


def test_an_included_part_is_priced_as_the_night() -> None:
    """A net part cannot be taken out of a gross price; posted beside it, it can be either."""

    def gross_nights(*, included):
        basis = {"article": "room", "basis": PriceBasis.GROSS}
        room = TransactionCode("ROOM", "Room", "rooms", **basis)
        breakfast = TransactionCode("BRKF", "Breakfast", "restaurant")
        package = Package("BB", "Bed and breakfast", (attrs.evolve(BREAKFAST, included=included),))
        own = example_property()
        return attrs.evolve(
            own,
            folio=FolioSettings((room, breakfast), tax=RULES),
            menu=attrs.evolve(own.menu, items=()),
            stays=StaysSettings(packages=(package,)),
        )

    assert gross_nights(included=False).stays.packages
    with pytest.raises(InvalidInput) as refused:
        gross_nights(included=True)
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [
        ("stays.packages[0].parts[0].code", "value.contradicts")
    ]
