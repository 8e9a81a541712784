"""What a rule means where its fields meet: each the way a hotel would read it, twice calculated."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve

from axentra_core.folio.tax import (
    AgeBand,
    BasePart,
    Bracket,
    Brackets,
    Conditions,
    DateKey,
    Exemption,
    Facts,
    Item,
    KeyPrice,
    LongStay,
    LongStayEffect,
    Mode,
    NightCap,
    NightFactor,
    NightsBefore,
    Per,
    Person,
    Policy,
    PriceBasis,
    Relief,
    RoundingLevel,
    RoundingMode,
    Rule,
    RuleSet,
    Season,
    TaxRefusal,
    Validity,
    Weekday,
    base_of,
    quote,
)
from axentra_core.kernel.errors import InvalidInput

D = Decimal
NET, GROSS = PriceBasis
MONDAY = date(2026, 3, 2)
CENT = Policy(D("0.01"))
NIGHT = Item("n", "room", D(100), NET, MONDAY, is_night=True)
BREAKFAST = Item("b", "meal", D(20), NET, MONDAY)


def rules(*found, **more):
    """Return a rule set."""
    given = {"rounding": CENT, "articles": ("room", "meal")}
    return RuleSet("Place", "1", "EUR", date(2020, 1, 1), rules=found, **{**given, **more})


def rule(code="TAX", **more):
    """Return a rule of a component of its own."""
    return Rule(code.lower(), code, "city", **more)


def table(mode, *pairs, **more):
    """Return a bracket table."""
    return Brackets(mode, tuple(Bracket(D(low), D(value)) for low, value in pairs), **more)


def nights(count, price="100", **more):
    """Return nights in a row."""
    return tuple(
        evolve(NIGHT, id=f"n{place}", amount=D(price), date=MONDAY + timedelta(place), **more)
        for place in range(count)
    )


@pytest.fixture
def owed(reference):
    """Return what a component comes to, once two calculations agree on it."""

    def found(made, facts, code="TAX"):
        told, again = quote(made, facts), reference(made, facts)
        assert {key: Fraction(amount) for key, amount in told.amounts.items()} == again["amounts"]
        assert (told.net, told.total) == (again["net"], again["total"])
        return told.amounts[code]

    return found


# A price that is taken back.


def test_a_net_price_of_the_other_sign_is_in_no_bracket() -> None:
    """A cent cannot contain a fee of two cents: no net price above nothing is left for it."""
    fee = rule(
        per=Per.UNIT,
        base=base_of("meal"),
        brackets=table(Mode.AMOUNT, ("0", "0.02"), inclusive_lower=False),
        inclusive=True,
    )
    cent = evolve(BREAKFAST, amount=D("0.01"), basis=GROSS)
    with pytest.raises(TaxRefusal) as refused:
        quote(rules(fee), Facts((cent,)))
    assert refused.value.code == "tax.bracket_gap"
    assert "the nearest prices are 0 and 0.03" in str(refused.value)


@pytest.mark.parametrize("basis", PriceBasis)
@pytest.mark.parametrize("price", ["5", "60", "120"])
def test_what_is_taken_back_is_in_the_bracket_of_what_it_takes_back(owed, basis, price) -> None:
    """A credit note has the rate of its bill, and gives back exactly that tax."""
    brackets = table(Mode.RATE, ("10", "0.05"), ("100", "0.18"))
    made = rules(rule(base=base_of("room"), brackets=brackets, inclusive=True))
    there = owed(made, Facts((evolve(NIGHT, amount=D(price), basis=basis),)))
    assert owed(made, Facts((evolve(NIGHT, amount=-D(price), basis=basis),))) == -there


def test_an_amount_by_price_counts_like_any_amount(owed) -> None:
    """A night that is taken back at its price still counts as a night, as under a flat amount."""
    brackets = table(Mode.AMOUNT, ("10", "1"), ("100", "2"))
    made = rules(rule(per=Per.ROOM_NIGHT, brackets=brackets))
    for price in (D(150), D(-150)):
        assert owed(made, Facts((evolve(NIGHT, amount=price),))) == 2


def test_an_amount_inside_a_price_that_is_taken_back_makes_it_larger(owed) -> None:
    """Minus 99 with a fee of 2 on it was minus 101 net, which is in the line from 100 on."""
    brackets = table(Mode.AMOUNT, ("10", "1"), ("100", "2"))
    made = rules(rule(per=Per.ROOM_NIGHT, brackets=brackets, inclusive=True))
    assert owed(made, Facts((evolve(NIGHT, amount=D("-99.5"), basis=GROSS),))) == 2


# a. The most of a stay, with each unit rounded.


@pytest.mark.parametrize(
    ("amount", "cap", "expected"),
    [("3.335", "10", "10.00"), ("3.333", "10", "10.00"), ("3.333", "15", "13.32")],
)
def test_rounded_units_never_go_beyond_the_most_of_a_stay(owed, amount, cap, expected) -> None:
    """Every night is rounded as it is charged, and the last one that is charged takes the rest."""
    made = rules(
        rule(flat=D(amount), per=Per.ROOM_NIGHT, stay_cap=D(cap)),
        rounding=Policy(D("0.01"), level=RoundingLevel.UNIT_RATE),
    )
    assert owed(made, Facts(nights(4))) == D(expected)


def test_what_is_left_of_the_most_is_not_rounded_by_room(owed) -> None:
    """Four rooms at 3 have 10 between them, not four times 3 because 2.50 was rounded up."""
    made = rules(
        rule(flat=D(3), per=Per.ROOM_NIGHT, stay_cap=D(10)),
        rounding=Policy(D(1), RoundingMode.UP, RoundingLevel.UNIT_RATE),
    )
    assert owed(made, Facts((evolve(NIGHT, quantity=D(4)),))) == 10


# b. A deduction of what has no price.


def test_a_deduction_of_a_component_is_refused() -> None:
    """The breakfast is taken off a price; off a tax there is nothing to take."""
    service = rule("SERVICE", percent=D("0.1"), base=base_of("room"))
    tax = rule(percent=D("0.1"), base=(BasePart("SERVICE", deduction=D(5)),))
    with pytest.raises(InvalidInput) as refused:
        rules(service, tax)
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [
        ("rules[1].base[0].deduction", "tax.deduction_of_component")
    ]


# c. The most for a unit whose base has components.


def test_the_most_for_an_item_is_for_all_that_its_base_has_of_it(owed) -> None:
    """At most 6 for a room: not 6 for the price and again for the tax of each of its guests."""
    city = rule("CITY", flat=D(50), per=Per.PERSON_NIGHT)
    tax = rule(percent=D("0.1"), base=base_of("room", "CITY"), unit_cap=D(6))
    guests = Person("a"), Person("b")
    assert owed(rules(city, tax), Facts((NIGHT,), guests)) == 6
    two = evolve(NIGHT, quantity=D(2))
    assert owed(rules(city, tax), Facts((two,), guests)) == 12


# d. Who arrives later.


@pytest.mark.parametrize(
    "tariff", [{"flat": D(5)}, {"percent": D("0.1"), "base": base_of("room"), "unit_cap": D(5)}]
)
def test_who_comes_later_counts_at_their_first_night(owed, tariff) -> None:
    """Once for each person and stay, on the night they first sleep there: its conditions decide."""
    made = rules(
        rule(per=Per.PERSON_STAY, conditions=Conditions(weekdays=(Weekday.TUE,)), **tariff)
    )
    guests = Person("a"), Person("b", since=MONDAY + timedelta(1))
    facts = Facts(nights(3), guests)
    assert owed(made, facts) == 5
    (component,) = quote(made, facts).components
    assert component.by_item == (0, 5, 0)


# e. Several rooms, and several items in one room.


@pytest.mark.parametrize("turn", [1, -1])
def test_all_items_of_a_room_and_night_are_in_one_bracket(owed, turn) -> None:
    """Two rooms at 120 and their extra bed at 60 cost 150 a room, whatever stands first."""
    brackets = table(Mode.RATE, ("0", "0.05"), ("130", "0.10"), ("200", "0.20"))
    made = rules(rule(base=base_of("room"), brackets=brackets))
    two = evolve(NIGHT, amount=D(240), quantity=D(2))
    bed = evolve(NIGHT, id="bed", amount=D(60))
    assert owed(made, Facts((two, bed)[::turn])) == 30


@pytest.mark.parametrize("turn", [1, -1])
def test_several_items_of_a_room_are_the_rooms_of_the_largest(owed, turn) -> None:
    """Two rooms and their extra bed are two rooms, whatever stands first on the bill."""
    made = rules(rule(flat=D(3), per=Per.ROOM_NIGHT))
    two, bed = evolve(NIGHT, quantity=D(2)), evolve(NIGHT, id="bed")
    assert owed(made, Facts((two, bed)[::turn])) == 6


@pytest.mark.parametrize("turn", [1, -1])
def test_a_night_counts_if_it_is_owed_in_any_room(owed, turn) -> None:
    """Once a night however many rooms: one foreigner in one of them is enough."""
    made = rules(rule(flat=D(3), per=Per.NIGHT, conditions=Conditions(nationality_not_in=("MY",))))
    guests = Person("a", "1", nationality="MY"), Person("b", "2", nationality="GB")
    rooms = NIGHT, evolve(NIGHT, id="m", room="2")
    assert owed(made, Facts(rooms[::turn], guests)) == 3


# f. Nights of what counts once.


@pytest.mark.parametrize("per", [Per.ROOM_STAY, Per.PERSON_STAY, Per.STAY])
@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("night_cap", {"night_cap": NightCap(3)}),
        ("night_factors", {"night_factors": (NightFactor(2, D("0.5")),)}),
        ("long_stay.effect", {"long_stay": LongStay(30, LongStayEffect.AFTER)}),
    ],
)
def test_what_counts_once_for_a_stay_has_no_later_nights(per, path, given) -> None:
    """Five nights at most of what is owed once for all of them: that cannot be meant."""
    with pytest.raises(InvalidInput) as refused:
        rules(rule(flat=D(1), per=per, **given))
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [
        (f"rules[0].{path}", "tax.per_stay")
    ]


# g. Nights that were counted before.


def test_nights_of_before_are_told_once() -> None:
    """Two numbers for the same person, year and tax cannot both be right; two persons' can."""
    mine, theirs = NightsBefore("TAX", 2026, 3, "a"), NightsBefore("TAX", 2026, 4, "b")
    Facts((NIGHT,), nights_before=(mine, theirs, evolve(mine, person=None)))
    with pytest.raises(InvalidInput) as refused:
        Facts((NIGHT,), nights_before=(mine, theirs, evolve(mine, nights=5)))
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [
        ("nights_before[2]", "value.duplicate")
    ]


# h. The day on which two rules hold.

SUMMER = {"conditions": Conditions(seasons=(Season("05-01", "09-30"),))}
AUTUMN = {"conditions": Conditions(seasons=(Season("09-30", "11-30"),))}
SINCE = {"validity": Validity(date(2026, 1, 1))}
TO_JUNE = {"validity": Validity(date(2026, 1, 1), date(2026, 6, 30))}
BOOKED = {"validity": Validity(date(2026, 1, 1), key=DateKey.BOOKING)}


@pytest.mark.parametrize(
    ("one", "other", "day"),
    [
        ({}, {}, "every day"),
        (SUMMER, AUTUMN, "every 09-30"),
        (SUMMER | SINCE, AUTUMN, "2026-09-30"),
        (SUMMER | SINCE, SUMMER, "2026-05-01"),
        (SINCE, AUTUMN, "2026-09-30"),
        (SUMMER | BOOKED, AUTUMN | BOOKED, "every 09-30"),
        (BOOKED, BOOKED, "2026-01-01"),
    ],
)
def test_an_overlap_names_a_day_on_which_both_hold(one, other, day) -> None:
    """Who has to find the mistake is told a day to look at."""
    given = {"percent": D("0.1"), "base": base_of("room")}
    with pytest.raises(InvalidInput) as refused:
        rules(rule(**given, **one), evolve(rule(**given, **other), id="other"))
    (fault,) = refused.value.faults
    assert fault.code == "tax.validity_overlap"
    assert fault.sentence.startswith(f"holds on {day}, as ")


def test_seasons_that_never_meet_do_not_overlap() -> None:
    """A summer rule that ends in June is over on the day that autumn shares with the summer."""
    given = {"percent": D("0.1"), "base": base_of("room")}
    rules(rule(**given, **SUMMER, **TO_JUNE), evolve(rule(**given, **AUTUMN), id="other"))


# i. What a gross price is, and which components a key has.


@pytest.mark.parametrize(("amount", "basis"), [("90", NET), ("99", GROSS), ("95", NET)])
def test_a_gross_key_is_the_price_with_what_is_inside(owed, amount, basis) -> None:
    """A net price of 90 with ten percent inside is asked as 99, like the gross price of 99."""
    vat = rule("VAT", percent=D("0.1"), base=base_of("room"), inclusive=True)
    brackets = table(Mode.AMOUNT, ("0", "1"), ("100", "2"), key_price=KeyPrice.GROSS)
    made = rules(vat, rule(per=Per.ROOM_NIGHT, brackets=brackets))
    expected = 2 if amount == "95" else 1
    assert owed(made, Facts((evolve(NIGHT, amount=D(amount), basis=basis),))) == expected


def test_a_key_of_components_alone_is_without_the_price(owed) -> None:
    """A charge by the amount of the service does not look at the price of the room."""
    service = rule("SERVICE", percent=D("0.1"), base=base_of("room", "meal"))
    brackets = table(Mode.AMOUNT, ("0", "1"), ("12", "2"), ("100", "9"), key=("SERVICE",))
    made = rules(service, rule(per=Per.ROOM_NIGHT, brackets=brackets))
    assert owed(made, Facts((NIGHT,))) == 1
    assert owed(made, Facts((NIGHT, BREAKFAST))) == 2


@pytest.mark.parametrize(
    ("price", "is_inside", "asks_inside"),
    [
        (KeyPrice.LISTED, False, False),
        (KeyPrice.GROSS, True, False),
        (KeyPrice.NET, False, True),
    ],
)
def test_a_key_names_no_component_that_cannot_be_in_it(price, is_inside, asks_inside) -> None:
    """Not on a list price, not twice in a gross one, not on top of the price it is found in."""
    service = rule("SERVICE", percent=D("0.1"), base=base_of("room"), inclusive=is_inside)
    brackets = table(Mode.AMOUNT, ("0", "1"), key=("room", "SERVICE"), key_price=price)
    asks = rule(per=Per.ROOM_NIGHT, brackets=brackets, inclusive=asks_inside)
    with pytest.raises(InvalidInput) as refused:
        rules(service, asks)
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [
        ("rules[1].brackets.key[1]", "tax.key_component")
    ]


# A tax on a tax that counts persons.


def test_a_tax_on_a_tax_of_persons_asks_the_room(owed) -> None:
    """VAT counts no persons: one diplomat of two leaves it whole, as it does on the room price."""
    paper = Exemption("diplomat", "card 4711/2026", "ayu")
    guests = Person("a", exemptions=(paper,)), Person("b")
    city = rule("CITY", flat=D(5), per=Per.PERSON_NIGHT)
    vat = rule(percent=D("0.1"), base=base_of("CITY"), reliefs=(Relief("diplomat"),))
    assert owed(rules(city, vat), Facts((NIGHT,), guests)) == 1


# Prices that contain what is hard to find.


def test_a_deduction_and_a_cap_inside_one_price_find_their_net(owed) -> None:
    """Whatever bends on the way from the net to the gross price, there is one net for each."""
    bent = rule(
        percent=D(1), base=(BasePart("room", D(10), D(100)),), unit_cap=D(10), inclusive=True
    )
    night = evolve(NIGHT, amount=D(105), basis=GROSS)
    assert owed(rules(bent), Facts((night,))) == D("4.55")


def test_a_circle_that_its_factors_close_is_refused() -> None:
    """Two taxes of which each is the other and the room have no amount; the price says so."""
    one = rule("ONE", percent=D("0.5"), base=base_of("TWO"), inclusive=True)
    both = evolve(one, ages=(AgeBand(60, None, D(2)),))
    two = rule("TWO", percent=D(1), base=base_of("ONE", "room"), inclusive=True)
    facts = Facts((evolve(NIGHT, basis=GROSS),), (Person("a", age=70),))
    with pytest.raises(TaxRefusal) as refused:
        quote(rules(both, two), facts)
    assert refused.value.code == "tax.no_solution"


def test_rates_of_one_component_are_in_a_circle_together() -> None:
    """Two rates of half a tax are one of the whole, so the circle is refused when it is read."""
    half = rule("ONE", percent=D("0.5"), base=base_of("TWO"), inclusive=True)
    other = evolve(half, id="other", name="surcharge")
    two = rule("TWO", percent=D(1), base=base_of("ONE", "room"), inclusive=True)
    with pytest.raises(InvalidInput) as refused:
        rules(half, other, two)
    assert refused.value.faults[0].code == "tax.circular_unsolvable"
