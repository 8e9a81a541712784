"""What a stay costs before it has cost anything: the sum that is charged is the sum of the bill."""

from datetime import timedelta
from decimal import Decimal

import attrs
import pytest
from hypothesis import HealthCheck
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.hotel.collecting import ARRIVAL, BEFORE, open_house, terms
from tests.hotel.conftest import FIRST
from tests.tries import tries

from axentra_core.adapters.memory import MemoryStore
from axentra_core.city_ledger import AccountOpened
from axentra_core.folio import (
    FolioOpened,
    FolioSettings,
    Frequency,
    Payee,
    PayeeKind,
    PaymentMethod,
    Recurrence,
    Target,
    TransactionCode,
)
from axentra_core.folio.tax import (
    AgeBand,
    Per,
    Policy,
    PriceBasis,
    Residual,
    RoundingLevel,
    Rule,
    RuleSet,
    base_of,
)
from axentra_core.hotel import CardTerminal
from axentra_core.hotel.outstanding import figures_of, guest_window
from axentra_core.kernel.actor import SYSTEM
from axentra_core.kernel.errors import AxentraError
from axentra_core.kernel.money import money
from axentra_core.payment_rules import Surcharge
from axentra_core.payments import PaymentCard
from axentra_core.stays import (
    NightPrice,
    Occupant,
    Package,
    PackagePart,
    PackageUnit,
    party,
)
from axentra_core.testing import Reply, ScriptedGateway, example_property

CASH = PaymentMethod.CASH
NIGHT = 1_028_500
TAXED = ("service", "hotel_tax")
VISA = PaymentCard("tok_81f", "visa", "4242")


def part(code, price, per, *, included):
    """Return a part of a package."""
    return PackagePart(code, Decimal(price), per, included)


def packages(breakfast, parking, wine):
    """Return what is sold with a night: included or beside, by night or stay, room or person."""
    per_person, by_stay = PackageUnit.PER_NIGHT_PERSON, PackageUnit.PER_STAY_ROOM
    return (
        Package("BB", "With breakfast", (part("BRKF", breakfast, per_person, included=True),)),
        Package(
            "CAR",
            "With the car",
            (part("PARK", parking, PackageUnit.PER_NIGHT_ROOM, included=False),),
        ),
        Package("WINE", "With wine", (part("WINE", wine, by_stay, included=False),)),
    )


def untaxed_place():
    """Return the example hotel, in rupiah with service charge and tax on top, and packages."""
    own = example_property()
    codes = (
        TransactionCode("BRKF", "Breakfast", "restaurant", TAXED),
        TransactionCode("PARK", "Parking", "garage"),
        TransactionCode("WINE", "A bottle of wine", "bar", TAXED),
        TransactionCode("DAY", "Day use", "rooms", TAXED),
        TransactionCode("FEE", "Fee", "rooms"),
    )
    return attrs.evolve(
        own,
        folio=attrs.evolve(own.folio, codes=(*own.folio.codes, *codes)),
        stays=attrs.evolve(
            own.stays, packages=packages(75_000, 20_000, 300_000), day_use_code="DAY"
        ),
    )


def taxed_place(basis, level):
    """Return a hotel in euro under the tax rules of a town, its prices gross or net."""
    gross = basis is PriceBasis.GROSS
    eaten = base_of("room", "food")
    rules = (
        Rule("vat", "VAT", "state", percent=Decimal("0.07"), base=eaten, inclusive=gross),
        Rule(
            "city",
            "CITY",
            "town",
            flat=Decimal("2.35"),
            per=Per.PERSON_NIGHT,
            ages=(AgeBand(0, 16, Decimal(0)),),
        ),
    )
    tax = RuleSet(
        place="Anywhere",
        version="1",
        currency="EUR",
        valid_first=FIRST - timedelta(400),
        articles=("room", "food"),
        rules=rules,
        rounding=Policy(Decimal("0.01"), level=level, residual=Residual.NET),
    )
    codes = (
        TransactionCode("ROOM", "Room", "rooms", article="room", basis=basis),
        TransactionCode("FNB", "Restaurant", "restaurant", article="food", basis=basis),
        TransactionCode("BRKF", "Breakfast", "restaurant", article="food", basis=basis),
        TransactionCode("WINE", "Wine", "bar", article="food", basis=basis),
        TransactionCode("PARK", "Parking", "garage"),
        TransactionCode("CARD-FEE", "Card surcharge", "cashier", article="food", basis=basis),
    )
    own = example_property()
    stays = attrs.evolve(own.stays, packages=packages("7.77", "3.33", "33.35"))
    menu = attrs.evolve(own.menu, items=())
    return attrs.evolve(
        own, currency="EUR", digits=2, folio=FolioSettings(codes, tax=tax), menu=menu, stays=stays
    )


def figures(front, stay):
    """Return what a stay costs now."""
    return figures_of(front.hotel._unit().begin(front.clock(), SYSTEM), stay)


def told(front, stay):
    """Return total, outstanding, in flight and first night as plain amounts."""
    found = figures(front, stay)
    amounts = (found.total, found.outstanding, found.in_flight, found.first_night)
    return tuple(one.amount for one in amounts)


def billed(front, stay):
    """Return what the guest's window of a bill was charged, and what of it is owed."""
    unit = front.hotel._unit().begin(front.clock(), SYSTEM)
    window = guest_window(unit.need("folio", stay))
    sums = {one.window: one for one in front.hotel.read.folio(stay).windows}
    if window not in sums:
        return Decimal(0), Decimal(0)
    return sums[window].charged, sums[window].charged - sums[window].paid


def idr(amount):
    """Return rupiah."""
    return money(amount, "IDR")


@pytest.fixture
def store():
    """One store is enough: everything here is read, and worked out."""
    return MemoryStore()


@pytest.fixture
def front(store, open_front):
    """The front desk of a hotel with packages."""
    return open_front(store, untaxed_place())


def company(front, stay, window=1):
    """Let a company pay a window of a stay."""
    account = front.boss.open_account("Garuda").one(AccountOpened).account
    front.desk.name_payee(stay, window, Payee(PayeeKind.ACCOUNT, account))


# Nights to come


def test_nights_to_come_are_told_as_they_will_be_posted(front) -> None:
    """With service charge and tax; the first night apart, and nothing is on its way."""
    stay = front.book(3)
    assert told(front, stay) == (3 * NIGHT, 3 * NIGHT, 0, NIGHT)
    assert front.hotel.read.folio(stay).lines == ()


def test_packages_are_in_the_price_or_beside_it(front) -> None:
    """Breakfast by the person out of the night, parking beside it, wine once with the first."""
    plain = told(front, front.book(2))[0]
    both = front.book(2, packages=["BB", "CAR", "WINE"], party=party(2))
    assert told(front, both) == (plain + 40_000 + 363_000, plain + 403_000, 0, NIGHT + 383_000)
    assert told(front, front.book(2, packages=["BB"]))[0] == plain


def test_what_is_charged_every_day_is_expected_every_night(front) -> None:
    """Until it ends, and on none of the days before; the first night is told without it."""
    stay = front.book(3, arrival=FIRST + timedelta(2))
    desk, daily = front.desk, Recurrence(Frequency.DAILY)
    desk.add_fixed_charge(stay, "FNB", idr(100_000), daily, until=FIRST + timedelta(3), key="f")
    desk.add_fixed_charge(stay, "PARK", idr(20_000), Recurrence(Frequency.ONCE), key="o")
    desk.add_fixed_charge(
        stay, "PARK", idr(20_000), Recurrence(Frequency.ONCE), since=FIRST + timedelta(4), key="p"
    )
    expected = (3 * NIGHT + 242_000 + 20_000,) * 2
    assert told(front, stay) == (*expected, 0, NIGHT)
    front.pass_nights(2)
    desk.check_in(stay, room="2034")
    for _ in range(3):
        assert told(front, stay)[:2] == expected
        front.pass_nights(1)
    assert billed(front, stay) == expected


def test_what_is_posted_is_not_expected_again(front) -> None:
    """Night by night the sum stays, and extras come on top when they are posted."""
    stay = front.arrive(nights=3, packages=["WINE", "CAR"])
    before = told(front, stay)
    for _ in range(3):
        front.pass_nights(1)
        assert told(front, stay) == before
    assert billed(front, stay) == before[:2]
    front.desk.charge_to_room(stay, "FNB", idr(100_000), key="k")
    assert told(front, stay) == (before[0] + 121_000, before[1] + 121_000, 0, before[3])


def test_the_first_night_is_what_it_costs_before_and_after_it_is_posted(front) -> None:
    """Its packages are a part of it; what was eaten that evening is not, nor a later price."""
    stay = front.arrive(nights=2, packages=["CAR"])
    front.desk.charge_to_room(stay, "FNB", idr(100_000), key="k")
    first = told(front, stay)[3]
    front.pass_nights(1)
    second = FIRST + timedelta(1)
    front.desk.change_prices(stay, [NightPrice(second, idr(1))])
    assert told(front, stay)[3] == first == NIGHT + 20_000


def test_a_first_night_that_was_taken_back_costs_nothing(front) -> None:
    """What stands on the bill of it counts, with what was taken off."""
    stay = front.arrive(nights=2)
    front.pass_nights(1)
    front.boss.adjust_charge(stay, 1, "service_failure", amount=idr(28_500), key="a")
    assert told(front, stay)[3] == 1_000_000
    front.desk.reverse_charge(stay, 2, "they had hot water", key="b")
    front.desk.reverse_charge(stay, 1, "not slept in", key="c")
    assert told(front, stay) == (NIGHT, NIGHT, 0, 0)


def test_a_day_use_costs_its_day(front) -> None:
    """It has no night: the day is the first, before the check-in and after it."""
    stay = front.book(0, departure=FIRST, prices=[idr(400_000)])
    assert told(front, stay) == (484_000, 484_000, 0, 484_000)
    front.desk.check_in(stay, room="2034")
    assert told(front, stay) == (484_000, 484_000, 0, 484_000)
    assert billed(front, stay) == (484_000, 484_000)


# What is paid, and who pays


def test_what_was_paid_before_is_not_outstanding(front) -> None:
    """Cash in advance and deposits that are held, before the bill has anything on it."""
    stay = front.book(2)
    front.desk.take_payment(stay, CASH, idr(500_000), in_advance=True, key="p")
    front.desk.take_deposit(stay, idr(300_000), CASH, key="d")
    assert told(front, stay)[:2] == (2 * NIGHT, 2 * NIGHT - 800_000)
    front.desk.check_in(stay, room="2034")
    assert told(front, stay)[:2] == (2 * NIGHT, 2 * NIGHT - 800_000)


def test_who_has_paid_too_much_has_nothing_open(front) -> None:
    """What is outstanding goes below zero, what can be charged does not."""
    stay = front.book(1)
    front.desk.take_payment(stay, CASH, idr(NIGHT + 1), in_advance=True, key="p")
    found = figures(front, stay)
    assert (found.outstanding.amount, found.open) == (-1, 0)


def test_a_payment_on_its_way_counts_as_paid(front) -> None:
    """While the guest pays on their phone; money that goes back or is only held does not."""
    stay = front.book(1)
    gateway = ScriptedGateway((Reply.APPROVE, Reply.APPROVE, Reply.LOSE_REPLY), front.clock)
    terminal = CardTerminal(front.hotel, gateway)
    terminal.authorise(stay, idr(900_000), VISA, key="a")
    assert told(front, stay)[2] == 0
    terminal.redirect(stay, idr(200_000), in_advance=True, key="r")
    assert told(front, stay) == (NIGHT, NIGHT, 200_000, NIGHT)
    assert figures(front, stay).open == NIGHT - 200_000
    terminal.capture("P1", idr(100_000), in_advance=True, key="c")
    assert told(front, stay)[2] == 300_000
    gateway.guest_pays("redirect_1")
    terminal.recover()
    assert told(front, stay) == (NIGHT, NIGHT - 300_000, 0, NIGHT)


def test_what_a_company_pays_is_not_asked_of_the_guest(front) -> None:
    """It has the first window, or the second by routing: the guest pays the other one."""
    stay = front.book(2, packages=["CAR"])
    company(front, stay)
    assert told(front, stay)[:2] == (0, 0)
    front.desk.agree_routing(stay, Target(None, 2), codes=["PARK"])
    assert told(front, stay) == (40_000, 40_000, 0, 20_000)
    other = front.book(2, packages=["CAR"])
    company(front, other, 2)
    front.desk.agree_routing(other, Target(None, 2), codes=["ROOM"])
    assert told(front, other) == (40_000, 40_000, 0, 20_000)
    assert billed(front, other) == (0, 0)


def test_a_share_up_to_a_limit_goes_to_somebody_else(front) -> None:
    """A half of each night, until the limit is used up; what is posted has used it already."""
    stay = front.arrive(nights=3)
    bill = front.desk.open_passer_by(key="f").one(FolioOpened).folio
    front.desk.agree_routing(
        stay, Target(bill), codes=["ROOM"], percent=Decimal("0.5"), limit=idr(1_200_000)
    )
    expected = 3 * NIGHT - 1_200_000
    for _ in range(3):
        assert told(front, stay)[0] == expected
        front.pass_nights(1)
    assert billed(front, stay)[0] == expected
    assert front.hotel.read.folio(bill).charged == 1_200_000


# Stays that are over, or will never be


def test_a_cancelled_stay_costs_its_fee_alone(open_front, grand) -> None:
    """No night is expected of it; reinstated they all are, and the fee is taken back."""
    front = open_front(MemoryStore(), grand)
    stay = front.book(2, policy="FLEX")
    front.desk.cancel_stay(stay, "ill", key="c")
    assert told(front, stay) == (850_000, 850_000, 0, 0)
    front.desk.reinstate_stay(stay, "well again", key="r")
    assert told(front, stay)[:2] == (1_700_000, 1_700_000)


def test_a_no_show_costs_its_fee_alone(open_front, grand) -> None:
    """Likewise for who has not come."""
    front = open_front(MemoryStore(), grand)
    stay = front.book(2, policy="FLEX")
    front.pass_nights(1)
    assert told(front, stay)[:2] == (850_000, 850_000)


def test_a_guest_who_has_left_owes_nothing(front) -> None:
    """Of nights that are left out when a guest leaves early nothing is expected."""
    stay = front.arrive(nights=3)
    front.pass_nights(1)
    front.desk.take_payment(stay, CASH, idr(NIGHT), key="p")
    front.desk.depart_early(stay, key="e")
    assert told(front, stay) == (NIGHT, 0, 0, NIGHT)


def test_a_stay_that_is_not_there_is_missed(front) -> None:
    """Nobody is told a sum for nothing."""
    with pytest.raises(AxentraError) as missed:
        figures(front, "S9")
    assert missed.value.code == "record.not_found"


# Whatever is booked


@attrs.frozen
class Booking:
    """A stay as chance has it, with what was agreed about its bill."""

    prices: tuple[int, ...]
    party: tuple[Occupant, ...]
    packages: tuple[str, ...]
    routing: tuple[dict, ...]
    company: int | None
    extras: tuple[tuple[str, int, int], ...]
    fixed: tuple[tuple[str, int, Frequency], ...]
    paid: int
    day_use: bool


def instructions():
    """Where something goes: a window or another bill, all of it or a part, up to a limit."""
    return st.fixed_dictionaries(
        {
            "window": st.sampled_from([2, 3]),
            "abroad": st.booleans(),
            "codes": st.sampled_from([(), ("ROOM",), ("BRKF", "PARK"), ("ROOM", "WINE")]),
            "percent": st.sampled_from([None, "0.5", "0.333", "0", "1"]),
            "limit": st.none() | st.integers(0, 400),
            "with_tax": st.booleans(),
            "weekdays": st.sampled_from([(), (0, 2), (1,)]),
        }
    )


@st.composite
def bookings(draw):
    """Return a booking."""
    day_use = draw(st.integers(0, 9)) == 0
    nights = 1 if day_use else draw(st.integers(1, 4))
    chosen = () if day_use else draw(st.sets(st.sampled_from(["BB", "CAR", "WINE"])))
    extras = st.tuples(st.sampled_from(["FNB", "PARK"]), st.integers(1, 99), st.integers(1, 2))
    every = st.sampled_from([Frequency.DAILY, Frequency.ONCE, Frequency.WEEKLY])
    fixed = st.tuples(st.sampled_from(["FNB", "PARK"]), st.integers(1, 99), every)
    ages = st.lists(st.sampled_from([None, 8, 40]), min_size=1, max_size=3)
    return Booking(
        tuple(draw(st.integers(300, 999)) for _ in range(nights)),
        tuple(Occupant(age=age) for age in draw(ages)),
        tuple(sorted(chosen)),
        tuple(draw(st.lists(instructions(), max_size=2))),
        draw(st.sampled_from([None, None, 1, 2])),
        tuple(draw(st.lists(extras, max_size=2))),
        tuple(draw(st.lists(fixed, max_size=2))),
        draw(st.sampled_from([0, 0, 55])),
        day_use,
    )


def booked(front, given, unit):
    """Book it, and return the stay."""
    currency = front.hotel.read.configuration.currency

    def price(amount):
        return money(amount * unit, currency)

    nights = 0 if given.day_use else len(given.prices)
    stay = front.book(
        nights,
        departure=FIRST + timedelta(nights),
        prices=[price(one) for one in given.prices],
        packages=given.packages,
        party=given.party,
    )
    if given.company is not None:
        company(front, stay, given.company)
    for code, amount, window in given.extras:
        front.desk.post_to_folio(stay, code, price(amount), window=window, key=front.key())
    for one in given.routing:
        bill = None
        if one["abroad"]:
            bill = front.desk.open_passer_by(key=front.key()).one(FolioOpened).folio
        front.desk.agree_routing(
            stay,
            Target(bill, 1 if bill else one["window"]),
            codes=one["codes"],
            percent=None if one["percent"] is None else Decimal(one["percent"]),
            limit=None if one["limit"] is None else price(one["limit"]),
            with_tax=one["with_tax"],
            weekdays=one["weekdays"],
        )
    for code, amount, every in given.fixed:
        rule = Recurrence(every)
        front.desk.add_fixed_charge(stay, code, price(amount), rule, key=front.key())
    if given.paid:
        front.desk.take_payment(stay, CASH, price(given.paid), in_advance=True, key=front.key())
    return stay


# fmt: off
PLACES = {
    "chain":             (untaxed_place,                                                1_000),
    "gross, by the stay": (lambda: taxed_place(PriceBasis.GROSS, RoundingLevel.STAY),
                                                                               Decimal("0.37")),
    "net, by the stay":  (lambda: taxed_place(PriceBasis.NET, RoundingLevel.STAY),
                                                                               Decimal("0.37")),
    "net, by the line":  (lambda: taxed_place(PriceBasis.NET, RoundingLevel.LINE),
                                                                               Decimal("0.37")),
}
# fmt: on


@pytest.mark.parametrize("place", PLACES)
@tries(20, suppress_health_check=list(HealthCheck))
@for_all(given=bookings())
def test_the_sum_told_before_is_the_sum_of_the_bill(open_front, place, given) -> None:
    """Whatever is booked and agreed: what a stay is told to cost is what its bill says in the end.

    Told before the arrival and again on every morning, until all nights are posted.
    """
    own, unit = PLACES[place]
    if "by the stay" in place and given.fixed:
        # Who has the last cent of a tax on the whole stay is known when all of it is posted.
        given = attrs.evolve(given, routing=(), company=None)
    front = open_front(MemoryStore(), own())
    stay = booked(front, given, unit)
    sums = [told(front, stay)[:2]]
    front.desk.check_in(stay, room="2034")
    sums.append(told(front, stay)[:2])
    for _ in range(0 if given.day_use else len(given.prices)):
        front.pass_nights(1)
        sums.append(told(front, stay)[:2])
    assert sums == [billed(front, stay)] * len(sums)


@tries(15, suppress_health_check=list(HealthCheck))
@for_all(
    cents=st.lists(st.integers(5_000, 20_000), min_size=2, max_size=2),
    basis=st.sampled_from([PriceBasis.NET, PriceBasis.GROSS]),
)
def test_what_is_charged_before_makes_the_bill_even(open_front, cents, basis) -> None:
    """With a surcharge and its tax, under rules that round the stay as a whole: to the cent."""
    house = open_house(open_front, own=taxed_place(basis, RoundingLevel.STAY))
    house.rule(terms(BEFORE, surcharge=Surcharge("CARD-FEE", rate=Decimal("0.0213"))))
    prices = [money(Decimal(one) / 100, "EUR") for one in cents]
    stay = house.book(prices=prices, packages=["BB"])
    house.run(ARRIVAL - timedelta(7))
    house.move_in(stay)
    house.front.pass_nights(2)
    assert (house.stand(stay), house.owed(stay)) == (["charged"], 0)
