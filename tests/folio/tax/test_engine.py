"""Shapes of rules, what they need to know, and what is refused."""

from datetime import date, time, timedelta
from decimal import Decimal

import attrs
import pytest

from axentra_core.codec import Codec
from axentra_core.folio.tax import (
    AgeBand,
    BasePart,
    Bracket,
    Brackets,
    CapScope,
    Conditions,
    DateKey,
    Exempted,
    Exemption,
    Facts,
    Item,
    KeyPer,
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
    Residual,
    RoundingLevel,
    Rule,
    RuleSet,
    Split,
    SplitPart,
    TaxQuote,
    TaxRefusal,
    Validity,
    Weekday,
    base_of,
    difference,
    quote,
)
from axentra_core.kernel.errors import InvalidInput

D = Decimal
NET, GROSS = PriceBasis
DAY = date(2026, 3, 2)
CENT = Policy(D("0.01"))
CARD = Exemption("diplomat", "card 4711/2026", "ayu")


def rate(percent="0.1", *base, **more):
    """Return a percent rule."""
    given = {"id": "vat", "component": "VAT", "authority": "state", "percent": D(percent)}
    return Rule(**{**given, "base": base_of(*(base or ("room",))), **more})


def flat(amount="2", per=Per.PERSON_NIGHT, **more):
    """Return an amount."""
    given = {"id": "tax", "component": "TAX", "authority": "city", "flat": D(amount), "per": per}
    return Rule(**{**given, **more})


def table(*pairs, per=Per.PRICE, mode=Mode.RATE, **more):
    """Return rates or amounts by price."""
    names = ("inclusive_lower", "key", "key_per", "key_price", "step", "step_value")
    options = {name: more.pop(name) for name in names if name in more}
    lines = tuple(Bracket(D(low), D(value)) for low, value in pairs)
    given = {"id": "gst", "component": "GST", "authority": "state", "per": per}
    base = base_of("room") if mode is Mode.RATE else ()
    return Rule(**{**given, "brackets": Brackets(mode, lines, **options), "base": base, **more})


def rules(*lines, **more):
    """Return a rule set."""
    given = {"rounding": CENT, "articles": ("room", "meal", "parking")}
    given.update(more)
    return RuleSet("Place", "1", "EUR", date(2020, 1, 1), rules=lines, **given)


def nights(count=1, price="100", basis=NET, first=DAY, room="1"):
    """Return nights at a price."""
    return tuple(
        Item(
            f"{room}.{place}",
            "room",
            D(price),
            basis,
            first + timedelta(place),
            room=room,
            is_night=True,
        )
        for place in range(count)
    )


def owed(lines, items, *persons, **more):
    """Return the amounts of components."""
    lines = lines if isinstance(lines, tuple) else (lines,)
    functions = more.pop("functions", {})
    policy = more.pop("policy", CENT)
    found = quote(
        rules(*lines, rounding=policy), Facts(tuple(items), persons, **more), functions=functions
    )
    return {code: str(amount) for code, amount in found.amounts.items()}


ONE = Person("a")
TWO = (Person("a"), Person("b"))
NEW = Validity(first=date(2025, 1, 1))
BLOCKS = Validity(date(2025, 1, 1), key=DateKey.BLOCK_24H)
OLD_YEAR = date(2024, 12, 30)
HALF_FROM_NINTH = (NightFactor(9, D("0.5")),)

SHAPES = {
    "diplomat: one tax falls away, the other stays": (
        lambda: owed(
            (rate(reliefs=(Relief("diplomat"),)), rate("0.05", id="get", component="GET")),
            nights(),
            Person("a", exemptions=(CARD,)),
        ),
        {"VAT": "0.00", "GET": "5.00"},
    ),
    "a room with one who is not exempt is taxed": (
        lambda: owed(
            rate(reliefs=(Relief("diplomat"),)),
            nights(),
            Person("a", exemptions=(CARD,)),
            Person("b"),
        ),
        {"VAT": "10.00"},
    ),
    "the whole stay exempt": (
        lambda: owed(rate(reliefs=(Relief("diplomat"),)), nights(), *TWO, exemptions=(CARD,)),
        {"VAT": "0.00"},
    ),
    "half for one of two": (
        lambda: owed(
            flat(reliefs=(Relief("diplomat", D("0.5")),)),
            nights(3),
            Person("a", exemptions=(CARD,)),
            Person("b"),
        ),
        {"TAX": "9.00"},
    ),
    "Maldives: the last night of the year is at the new rate": (
        lambda: owed(
            flat("12", validity=BLOCKS), nights(2, first=OLD_YEAR), ONE, checks_in_at=time(14)
        ),
        {"TAX": "12.00"},
    ),
    "who comes in the morning still has the old one": (
        lambda: owed(
            flat("12", validity=BLOCKS), nights(2, first=OLD_YEAR), ONE, checks_in_at=time(11, 59)
        ),
        {"TAX": "0.00"},
    ),
    "by night": (
        lambda: owed(flat(validity=NEW), nights(4, first=OLD_YEAR), ONE),
        {"TAX": "4.00"},
    ),
    "by check-in": (
        lambda: owed(
            flat(validity=attrs.evolve(NEW, key=DateKey.CHECK_IN)), nights(4, first=OLD_YEAR), ONE
        ),
        {"TAX": "0.00"},
    ),
    "by check-out": (
        lambda: owed(
            flat(validity=attrs.evolve(NEW, key=DateKey.CHECK_OUT)), nights(4, first=OLD_YEAR), ONE
        ),
        {"TAX": "8.00"},
    ),
    "by booking": (
        lambda: owed(
            flat(validity=attrs.evolve(NEW, key=DateKey.BOOKING)),
            nights(4),
            ONE,
            booked_on=date(2024, 12, 31),
        ),
        {"TAX": "0.00"},
    ),
    "by the host's own function": (
        lambda: owed(
            flat(validity=Validity(date(2026, 3, 3), key=DateKey.FUNCTION, function="payment")),
            nights(2),
            ONE,
            functions={"payment": lambda _facts, item: item.date},
        ),
        {"TAX": "2.00"},
    ),
    "on the host's own condition": (
        lambda: owed(
            flat(conditions=Conditions(function="is_club")),
            nights(2),
            *TWO,
            functions={"is_club": lambda _facts, _item, person: person.id == "b"},
        ),
        {"TAX": "4.00"},
    ),
    "Friday and Saturday": (
        lambda: owed(
            flat(conditions=Conditions(weekdays=(Weekday.FRI, Weekday.SAT))), nights(7), ONE
        ),
        {"TAX": "4.00"},
    ),
    "channel, star class and purpose": (
        lambda: owed(
            (
                flat("1", id="a", component="A", conditions=Conditions(channels=("ota",))),
                flat("1", id="b", component="B", conditions=Conditions(not_channels=("ota",))),
                flat("1", id="c", component="C", conditions=Conditions(star_classes=("4", "5"))),
                flat("1", id="d", component="D", conditions=Conditions(not_purposes=("business",))),
                flat("1", id="e", component="E", conditions=Conditions(purposes=("business",))),
                flat("1", id="f", component="F", conditions=Conditions(least_nights=2)),
                flat("1", id="g", component="G", conditions=Conditions(most_nights=1)),
                flat("1", id="h", component="H", conditions=Conditions(booked_last=DAY)),
            ),
            nights(),
            ONE,
            channel="ota",
            star_class="4",
            purpose="business",
            booked_on=DAY,
        ),
        {
            "A": "1.00",
            "B": "0.00",
            "C": "1.00",
            "D": "0.00",
            "E": "1.00",
            "F": "0.00",
            "G": "1.00",
            "H": "1.00",
        },
    ),
    "residents do not pay": (
        lambda: owed(
            flat(conditions=Conditions(residence_not_in=("EE",))),
            nights(),
            Person("a", residence="EE"),
            Person("b", residence="LV"),
        ),
        {"TAX": "2.00"},
    ),
    "half from the ninth night": (
        lambda: owed(flat("4", night_factors=HALF_FROM_NINTH), nights(10), ONE),
        {"TAX": "36.00"},
    ),
    "seven nights at most, each person's own": (
        lambda: owed(
            flat(night_cap=NightCap(7)),
            nights(10),
            Person("a"),
            Person("b", since=DAY + timedelta(2)),
        ),
        {"TAX": "28.00"},
    ),
    "nights of the year begin again with the year": (
        lambda: owed(
            flat(night_cap=NightCap(2, CapScope.HOUSE_YEAR)),
            nights(5, first=OLD_YEAR),
            ONE,
            nights_before=(NightsBefore("TAX", 2024, 1), NightsBefore("TAX", 2024, 9, "b")),
        ),
        {"TAX": "6.00"},
    ),
    "who leaves early is not counted any more": (
        lambda: owed(flat(), nights(3), Person("a"), Person("b", until=DAY + timedelta(1))),
        {"TAX": "8.00"},
    ),
    "a birthday within the stay": (
        lambda: owed(
            flat(ages=(AgeBand(0, 12),)),
            nights(3),
            Person("a", age=11, birthday=DAY + timedelta(1)),
        ),
        {"TAX": "4.00"},
    ),
    "an age that nobody asked is an adult's": (
        lambda: owed(flat(ages=(AgeBand(0, 12), AgeBand(12, None, D("0.5")))), nights(), *TWO),
        {"TAX": "2.00"},
    ),
    "an age that nobody asked is no senior's": (
        lambda: owed(flat(ages=(AgeBand(0, 12), AgeBand(65, None, D("0.5")))), nights(), *TWO),
        {"TAX": "4.00"},
    ),
    "thirty nights promised": (
        lambda: owed(
            rate(long_stay=LongStay(30, LongStayEffect.AFTER, committed=True)),
            nights(35),
            committed_nights=30,
        ),
        {"VAT": "0.00"},
    ),
    "thirty nights without a promise": (
        lambda: owed(
            rate(long_stay=LongStay(30, LongStayEffect.AFTER, committed=True)), nights(35)
        ),
        {"VAT": "300.00"},
    ),
    "five percent of the price per person, capped": (
        lambda: owed(
            rate("0.05", per=Per.PERSON_NIGHT, unit_cap=D("2.30"), ages=(AgeBand(0, 18),)),
            nights(1, "140"),
            Person("a", age=40),
            Person("b", age=40),
            Person("c", age=9),
            Person("d", age=7),
        ),
        {"VAT": "3.50"},
    ),
    "a cap for the stay": (
        lambda: owed(flat("3", stay_cap=D(10)), nights(5), ONE),
        {"TAX": "10.00"},
    ),
    "per room, night, stay, room and stay, person and stay": (
        lambda: owed(
            tuple(
                flat("1", per, id=per.value, component=per.value)
                for per in Per
                if per not in {Per.PRICE, Per.UNIT}
            ),
            nights(3) + nights(3, room="2"),
            *TWO,
            Person("c", room="2"),
        ),
        {
            "room_night": "6.00",
            "person_night": "9.00",
            "night": "3.00",
            "room_stay": "2.00",
            "person_stay": "3.00",
            "stay": "1.00",
        },
    ),
    "per piece": (
        lambda: owed(
            flat("0.50", Per.UNIT, base=base_of("meal")),
            (Item("m", "meal", D(40), NET, DAY, D(4)),),
        ),
        {"TAX": "2.00"},
    ),
    "parking makes no night": (
        lambda: owed(
            flat("1", Per.ROOM_NIGHT, base=base_of("room")),
            (*nights(), Item("p", "parking", D(20), NET, DAY, room="P1", is_night=True)),
        ),
        {"TAX": "1.00"},
    ),
    "a deduction before the rate, never below zero": (
        lambda: owed(
            rate(base=(BasePart("room", D("0.5"), D(30)),)),
            nights(2, "100") + nights(1, "20", room="2"),
        ),
        {"VAT": "7.00"},
    ),
    "Vienna inside the price": (
        lambda: owed(
            (
                rate("0.10", inclusive=True),
                rate(
                    "0.032",
                    id="ort",
                    component="ORT",
                    inclusive=True,
                    base=(BasePart("room", D("0.89")),),
                ),
            ),
            nights(1, "112.848", GROSS),
        ),
        {"VAT": "10.00", "ORT": "2.85"},
    ),
    "a rate of the gross price itself": (
        lambda: owed(rate("0.2", "room", "VAT", inclusive=True), nights(1, "100", GROSS)),
        {"VAT": "20.00"},
    ),
    "two taxes in each other's base": (
        lambda: owed(
            (
                rate("0.1", "room", "B", id="a", component="A", inclusive=True),
                rate("0.2", "room", "A", id="b", component="B", inclusive=True),
            ),
            nights(1, "132", GROSS) + nights(1, "98", room="2"),
        ),
        {"A": "24.00", "B": "44.00"},
    ),
    "a tax per person inside the price, and VAT on it": (
        lambda: owed(
            (
                rate("0.1", "room", "TAX", inclusive=True),
                flat("5", inclusive=True),
            ),
            nights(1, "121", GROSS),
            *TWO,
        ),
        {"VAT": "11.00", "TAX": "10.00"},
    ),
    "VAT inside the price, city tax on top, and VAT on that on top": (
        lambda: owed(
            (rate("0.1", "room", "TAX", inclusive=True), flat("5")), nights(1, "110", GROSS), ONE
        ),
        {"VAT": "10.50", "TAX": "5.00"},
    ),
    "the billed price or the listed one picks the bracket": (
        lambda: owed(
            (
                table(("0", "0.05"), ("7500.01", "0.18")),
                table(
                    ("0", "0.05"),
                    ("7500.01", "0.18"),
                    id="listed",
                    component="LISTED",
                    key_price=KeyPrice.LISTED,
                ),
            ),
            tuple(attrs.evolve(night, list_price=D(8000)) for night in nights(1, "7000")),
        ),
        {"GST": "350.00", "LISTED": "1260.00"},
    ),
    "the gross price picks the bracket": (
        lambda: owed(
            (
                rate(inclusive=True),
                table(
                    ("0", "1"),
                    ("100", "2"),
                    mode=Mode.AMOUNT,
                    per=Per.ROOM_NIGHT,
                    key_price=KeyPrice.GROSS,
                ),
            ),
            nights(1, "105", GROSS) + nights(1, "95", NET, room="2"),
        ),
        {"VAT": "19.05", "GST": "4.00"},
    ),
    "the price with service picks the bracket": (
        lambda: owed(
            (
                rate("0.1", id="service", component="SERVICE"),
                table(
                    ("0", "1"),
                    ("100", "2"),
                    mode=Mode.AMOUNT,
                    per=Per.PERSON_NIGHT,
                    key=("room", "SERVICE"),
                    key_per=KeyPer.PERSON,
                ),
            ),
            nights(1, "190"),
            *TWO,
        ),
        {"SERVICE": "19.00", "GST": "4.00"},
    ),
}


@pytest.mark.parametrize(("found", "expected"), SHAPES.values(), ids=SHAPES)
def test_every_shape_comes_out_as_the_law_means_it(found, expected) -> None:
    """One shape at a time, with amounts that can be checked in one's head."""
    assert {code: D(amount) for code, amount in found().items()} == {
        code: D(amount) for code, amount in expected.items()
    }


INDIA = table(("0", "0.05"), ("7500.01", "0.18"), inclusive=True)

REFUSED = {
    "when it was booked": (
        lambda: owed(flat(conditions=Conditions(booked_first=DAY)), nights(), ONE),
        "tax.fact_missing",
        "booked_on",
    ),
    "when it checks in": (
        lambda: owed(flat(validity=BLOCKS), nights(), ONE),
        "tax.fact_missing",
        "checks_in_at",
    ),
    "star class": (
        lambda: owed(flat(conditions=Conditions(star_classes=("4",))), nights(), ONE),
        "tax.fact_missing",
        "star_class",
    ),
    "purpose": (
        lambda: owed(flat(conditions=Conditions(purposes=("leisure",))), nights(), ONE),
        "tax.fact_missing",
        "purpose",
    ),
    "nationality": (
        lambda: owed(
            flat(per=Per.ROOM_NIGHT, conditions=Conditions(nationality_not_in=("MY",))),
            nights(),
            ONE,
        ),
        "tax.fact_missing",
        "nationality of person a",
    ),
    "check-in": (
        lambda: owed(
            rate(validity=attrs.evolve(NEW, key=DateKey.CHECK_IN)),
            (Item("x", "room", D(1), NET, DAY),),
        ),
        "tax.fact_missing",
        "check_in",
    ),
    "check-out": (
        lambda: owed(
            rate(validity=attrs.evolve(NEW, key=DateKey.CHECK_OUT)),
            (Item("x", "room", D(1), NET, DAY),),
        ),
        "tax.fact_missing",
        "check_out",
    ),
    "list price": (
        lambda: owed(table(("0", "0.05"), key_price=KeyPrice.LISTED), nights()),
        "tax.fact_missing",
        "list price of item 1.0",
    ),
    "persons": (lambda: owed(flat(), nights()), "tax.persons_missing", "room 1"),
    "persons of another room": (
        lambda: owed(flat(), nights(room="2"), ONE),
        "tax.persons_missing",
        "room 2",
    ),
    "persons of a room for a foreigner": (
        lambda: owed(
            flat(per=Per.ROOM_NIGHT, conditions=Conditions(nationality_not_in=("MY",))), nights()
        ),
        "tax.persons_missing",
        "room 1",
    ),
    "a function that was not given": (
        lambda: owed(flat(conditions=Conditions(function="is_club")), nights(), ONE),
        "tax.function_unknown",
        "is_club",
    ),
    "a function that raises": (
        lambda: owed(
            flat(conditions=Conditions(function="f")),
            nights(),
            ONE,
            functions={"f": lambda *_: 1 // 0},
        ),
        "tax.function_failed",
        "f",
    ),
    "a condition that is no yes or no": (
        lambda: owed(
            flat(conditions=Conditions(function="f")), nights(), ONE, functions={"f": lambda *_: 1}
        ),
        "tax.function_failed",
        "True or False",
    ),
    "a date that is none": (
        lambda: owed(
            flat(validity=Validity(DAY, key=DateKey.FUNCTION, function="f")),
            nights(),
            ONE,
            functions={"f": lambda *_: "2026-03-02"},
        ),
        "tax.function_failed",
        "a date",
    ),
    "a night of another version": (
        lambda: owed(rate(), nights(first=date(2019, 12, 31))),
        "tax.not_valid_on",
        "2019-12-31",
    ),
    "a price inside a bracket gap": (
        lambda: owed(INDIA, nights(1, "8000", GROSS)),
        "tax.bracket_gap",
        "7875.01 and 8850.02",
    ),
    "a bracket by the gross price of a net item": (
        lambda: owed(table(("0", "0.05"), key_price=KeyPrice.GROSS, inclusive=True), nights()),
        "tax.needs_gross",
        "1.0",
    ),
    "a total beyond all money": (
        lambda: owed(rate("1"), nights(2, "999999999999999")),
        "tax.too_large",
        "10^15",
    ),
}


@pytest.mark.parametrize(("ask", "code", "says"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_known_is_refused(ask, code, says, takes_less_than) -> None:
    """Nothing is guessed: a refusal names what is missing, and comes in a moment."""

    def refused():
        with pytest.raises(TaxRefusal) as caught:
            ask()
        return caught.value

    assert refused().code == code
    assert says in str(refused())
    takes_less_than(0.005, refused)


WRONG_FACTS = {
    "article": (
        lambda: owed(rate(), (Item("x", "spa", D(1), NET, DAY),)),
        "items[0].article",
        "value.not_listed",
    ),
    "item twice": (lambda: Facts(nights() + nights()), "items[1].id", "value.duplicate"),
    "person twice": (lambda: Facts(nights(), (ONE, ONE)), "persons[1].id", "value.duplicate"),
    "dates": (lambda: Facts(nights(), check_in=DAY, check_out=OLD_YEAR), "check_out", "date.order"),
    "person's dates": (
        lambda: Facts(nights(), (Person("a", since=DAY, until=OLD_YEAR),)),
        "persons[0].until",
        "date.order",
    ),
    "night outside the stay": (
        lambda: Facts(nights(2), check_in=DAY, check_out=DAY + timedelta(1)),
        "items[1].date",
        "value.contradicts",
    ),
    "float": (lambda: Item("x", "room", 0.1, NET, DAY), "amount", "money.float"),
    "not a number": (lambda: Item("x", "room", D("NaN"), NET, DAY), "amount", "money.not_finite"),
    "huge": (lambda: Item("x", "room", D("1E+1000000"), NET, DAY), "amount", "money.too_large"),
    "too precise": (lambda: Item("x", "room", D("1E-13"), NET, DAY), "amount", "money.too_precise"),
    "no quantity": (
        lambda: Item("x", "room", D(1), NET, DAY, D(0)),
        "quantity",
        "money.must_be_positive",
    ),
    "instant for a date": (
        lambda: Item("x", "room", D(1), NET, "2026-03-02"),
        "date",
        "field.wrong_type",
    ),
    "too many items": (lambda: Facts((nights()[0],) * 5001), "items", "list.length"),
    "age": (lambda: Person("a", age=151), "age", "value.out_of_range"),
    "no evidence": (lambda: Exemption("diplomat", "", "ayu"), "evidence", "field.required"),
}


@pytest.mark.parametrize(("make", "path", "code"), WRONG_FACTS.values(), ids=WRONG_FACTS)
def test_every_wrong_fact_has_a_place_and_a_code(make, path, code, takes_less_than) -> None:
    """Facts that cannot be are refused in a moment."""

    def refused():
        with pytest.raises(InvalidInput) as caught:
            make()
        return caught.value

    assert [(fault.path, fault.code) for fault in refused().faults] == [(path, code)]
    takes_less_than(0.005, refused)


def test_an_exemption_is_recorded_with_its_evidence() -> None:
    """Who granted it, on what document, and whose it is stand in the quote."""
    found = quote(
        rules(flat(reliefs=(Relief("diplomat"),))),
        Facts(nights(2), (Person("a", exemptions=(CARD,)), Person("b"))),
    )
    tax = found.component("TAX")
    assert tax.exempted == (Exempted("diplomat", "card 4711/2026", "ayu", "a"),)
    assert (tax.quantity, tax.amount) == (2, 4)
    assert {work.note for work in found.explain() if work.person == "a"} == {"exempt diplomat"}


def test_what_a_channel_has_collected_is_shown_and_not_owed() -> None:
    """The tax stays visible, the guest's balance does not have it."""
    lines = rules(rate(), flat(collected_by=("ota",)))
    direct = quote(lines, Facts(nights(), (ONE,)))
    sold = quote(lines, Facts(nights(), (ONE,), channel="ota"))
    assert (direct.total, direct.owed) == (112, 112)
    assert (sold.total, sold.owed) == (112, 110)
    assert not sold.component("TAX").owed
    changes = difference(direct, sold)
    assert [(change.component, change.owed, change.amount) for change in changes] == [
        ("TAX", True, -2),
        ("TAX", False, 2),
    ]


def test_a_longer_stay_gives_the_difference_to_post() -> None:
    """At ninety nights the tax of all nights before falls away."""
    lines = rules(rate(long_stay=LongStay(3)))
    before, after = (quote(lines, Facts(nights(count))) for count in (2, 3))
    found = [(change.item, change.component, change.amount) for change in difference(before, after)]
    assert found == [
        ("1.0", "VAT", -10),
        ("1.1", "VAT", -10),
        ("1.2", "net", 100),
    ]


def test_quotes_of_two_currencies_do_not_mix() -> None:
    """A difference is an amount of one currency."""
    one = quote(rules(rate()), Facts(nights()))
    with pytest.raises(TaxRefusal) as caught:
        difference(one, attrs.evolve(one, currency="USD"))
    assert caught.value.code == "tax.not_the_same_currency"


def test_the_working_tells_every_step() -> None:
    """Rule and version, base, number of the night, rate, exact value and rounding."""
    found = quote(
        rules(
            rate("0.07", night_cap=NightCap(1)),
            rounding=Policy(D("0.01"), level=RoundingLevel.NIGHT),
        ),
        Facts(nights(2, "33.33", GROSS)),
    )
    first, second = found.explain()
    assert (first.rule, first.version, first.item, first.date) == ("vat", "1", "1.0", DAY)
    assert (first.base, first.quantity, first.night, first.rate) == (D("33.33"), 1, 1, D("0.07"))
    assert (first.exact, first.group, first.rounded) == (
        "23331/10000",
        "date 2026-03-02",
        D("2.33"),
    )
    assert (second.exact, second.rounded) == ("0/1", 0)
    assert second.note == "night 2: capped at 1"


def test_a_quote_read_from_a_record_has_its_amounts_but_not_its_working() -> None:
    """A quote is plain data; to explain it again takes its facts."""
    codec = Codec(())
    found = quote(rules(rate(), flat()), Facts(nights(2), TWO))
    read = codec.read(TaxQuote, codec.write(found))
    assert read == found
    with pytest.raises(TaxRefusal) as caught:
        read.explain()
    assert caught.value.code == "tax.not_explained"
    with pytest.raises(InvalidInput) as wrong:
        read.component("SPA")
    assert wrong.value.code == "value.not_listed"


def test_what_rounding_leaves_can_have_a_line_of_its_own() -> None:
    """Net and components rounded each on its own, and the odd cent visible."""
    lines = (rate("0.07", inclusive=True), rate("0.07", id="b", component="B", inclusive=True))
    found = quote(
        rules(*lines, rounding=Policy(D("0.01"), residual=Residual.LINE)),
        Facts(nights(1, "0.05", GROSS)),
    )
    assert found.amounts == {"VAT": 0, "B": 0, "rounding": D("0.01")}
    assert (found.net, found.total) == (D("0.04"), D("0.05"))
    *_, told = found.explain()
    assert (told.component, told.rounded, told.exact) == ("rounding", D("0.01"), "1/100")


def test_a_package_keeps_its_price() -> None:
    """The parts of a package add up to it, whatever the shares."""
    board = Split("board", (SplitPart("room", D("0.7")), SplitPart("meal", D("0.3"))))
    found = quote(
        rules(rate(inclusive=True), flat(per=Per.ROOM_NIGHT), splits=(board,)),
        Facts((Item("1", "board", D("99.99"), GROSS, DAY, is_night=True, list_price=D(120)),)),
    )
    assert [(item.id, item.total) for item in found.items] == [
        ("1.room", D("71.99")),
        ("1.meal", D("30.00")),
    ]


def test_a_net_price_rounds_with_its_level() -> None:
    """Ten lines of half a cent are five cents together, and ten each on its own."""
    items = tuple(Item(str(place), "meal", D("0.005"), NET, DAY) for place in range(10))
    together = quote(rules(rate()), Facts(items))
    apart = quote(rules(rate(), rounding=Policy(D("0.01"), level=RoundingLevel.LINE)), Facts(items))
    assert (together.net, apart.net) == (D("0.05"), D("0.10"))


def test_the_whole_bill_rounded_once() -> None:
    """Three components of a third of a cent make one cent together."""
    lines = tuple(rate("0.0033", id=code, component=code) for code in "ABC")
    found = quote(
        rules(*lines, rounding=Policy(D("0.01"), level=RoundingLevel.BILL)),
        Facts(nights(1, "1")),
    )
    assert found.total == D("1.01")
    assert found.amounts == {"A": D("0.01"), "B": 0, "C": 0}


def test_one_rounding_for_each_rate() -> None:
    """Two rates of one component are rounded apart, as a Japanese invoice wants it."""
    lines = (
        rate("0.10", id="ten", conditions=Conditions(weekdays=(Weekday.MON,))),
        rate("0.08", id="eight", conditions=Conditions(weekdays=(Weekday.TUE,))),
    )
    policy = Policy(D(1), level=RoundingLevel.INVOICE_RATE)
    found = quote(rules(*lines, rounding=policy, price_unit=D(1)), Facts(nights(2, "14")))
    assert found.component("VAT").amount == 2
    assert found.component("VAT").rate is None
