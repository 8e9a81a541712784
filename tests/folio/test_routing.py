"""Where charges go: by the first instruction that fits, and to the last cent."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import attrs
import pytest
from hypothesis import example
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.folio.price import Component, Quote
from axentra_core.folio.routing import HOME, Instruction, Routed, Target, loops, route
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.numbers import ZERO, total

MONDAY = date(2026, 11, 23)
CENT = Decimal("0.01")
COMPANY = Target("C1", 1)
EXTRAS = Target(None, 2)


def price(net="100.00", **taxes):
    """Return a price with taxes by code; a channel has collected the one called ``city``."""
    parts = tuple(
        Component(code, Decimal(net), None, Decimal(amount), owed=code != "city")
        for code, amount in taxes.items()
    )
    owed = total([Decimal(net), *(part.amount for part in parts if part.owed)])
    return Quote("EUR", Decimal(net), parts, owed, "half_up 0.01 component")


def to_company(number=1, **conditions):
    """Return an instruction that sends charges to the company's bill."""
    limits = {name: Decimal(value) for name, value in conditions.items() if type(value) is str}
    return Instruction(number, COMPANY, **{**conditions, **limits})


def routed(quote, *instructions, code="ROOM", department="rooms", on=MONDAY):
    """Return where a charge goes."""
    return route(quote, code, department, on, instructions, CENT)


def table(parts):
    """Return net, components and instruction of each part by the bill it goes to."""
    return {
        (part.target.folio or "home", part.target.window): (
            str(part.quote.net),
            {one.code: str(one.amount) for one in part.quote.components},
            part.instruction,
        )
        for part in parts
    }


# Which instruction takes a charge


def test_without_instructions_a_charge_stays_at_home() -> None:
    """What nobody has asked for elsewhere stands in the first window, as it was priced."""
    night = price(vat="7.00")
    assert routed(night) == (Routed(HOME, night, None),)
    assert routed(night)[0].quote is night


@pytest.mark.parametrize(
    ("conditions", "fits"),
    [
        ({}, True),
        ({"codes": ("ROOM", "LATE")}, True),
        ({"codes": ("BAR",)}, False),
        ({"departments": ("rooms",)}, True),
        ({"departments": ("bar",)}, False),
        ({"codes": ("BAR",), "departments": ("rooms",)}, True),
        ({"codes": ("ROOM",), "departments": ("bar",)}, True),
        ({"codes": ("BAR",), "departments": ("bar",)}, False),
        ({"since": MONDAY}, True),
        ({"since": date(2026, 11, 24)}, False),
        ({"until": MONDAY}, True),
        ({"until": date(2026, 11, 22)}, False),
        ({"weekdays": (0, 6)}, True),
        ({"weekdays": (1, 2, 3, 4, 5)}, False),
        ({"codes": ("ROOM",), "weekdays": (1,)}, False),
    ],
)
def test_an_instruction_takes_what_it_names(conditions, fits) -> None:
    """Code or department, both dates inclusive, and the weekday; what is left out takes all."""
    night = price(vat="7.00")
    (part,) = routed(night, to_company(**conditions))
    assert part == (Routed(COMPANY, night, 1) if fits else Routed(HOME, night, None))


def test_the_first_instruction_that_fits_decides() -> None:
    """Of two instructions for one charge the order says which one takes it."""
    one, two = Instruction(1, COMPANY), Instruction(2, EXTRAS, codes=("ROOM",))
    assert routed(price(), one, two)[0].target == COMPANY
    assert routed(price(), two, one)[0].target == EXTRAS
    assert routed(price(), two, one, code="BAR")[0].target == COMPANY


def test_an_instruction_may_keep_something_at_home() -> None:
    """The bar is paid by the guest, everything else by the company."""
    for limits in ({}, {"limit": Decimal(0)}, {"percent": Decimal("0.5")}, {"with_tax": False}):
        bar, rest = Instruction(1, HOME, codes=("BAR",), **limits), to_company(2)
        drink = price(vat="7.00")
        assert routed(drink, bar, rest, code="BAR") == (Routed(HOME, drink, None),)
        assert routed(drink, bar, rest)[0].target == COMPANY


# How much of it


def test_a_part_takes_its_share_of_every_tax() -> None:
    """Half of a night is half of its taxes, also of what a channel has collected."""
    parts = routed(price("100.00", vat="7.00", city="5.00"), to_company(percent="0.5"))
    assert table(parts) == {
        ("C1", 1): ("50.00", {"vat": "3.50", "city": "2.50"}, 1),
        ("home", 1): ("50.00", {"vat": "3.50", "city": "2.50"}, None),
    }
    assert [part.quote.components[0].base for part in parts] == [50, 50]


@pytest.mark.parametrize(
    ("limits", "taken"),
    [
        ({}, "107"),
        ({"limit": "200"}, "107"),
        ({"limit": "107"}, "107"),
        ({"limit": "40"}, "40"),
        ({"limit": "40.009"}, "40"),
        ({"limit": "40", "used": "15"}, "25"),
        ({"limit": "40", "used": "40"}, "0"),
        ({"limit": "40", "used": "60"}, "0"),
        ({"limit": "0"}, "0"),
        ({"percent": "1"}, "107"),
        ({"percent": "0.25"}, "26.75"),
        ({"percent": "0.333"}, "35.63"),
        ({"percent": "0.00001"}, "0"),
        ({"percent": "0"}, "0"),
        ({"percent": "0.5", "limit": "40"}, "40"),
        ({"percent": "0.5", "limit": "200"}, "53.5"),
    ],
)
def test_percent_and_limit_say_how_much(limits, taken) -> None:
    """No limit takes all and a limit of zero nothing; what is above either stays at home."""
    parts = routed(price(vat="7.00"), to_company(**limits))
    totals = {part.target: part.quote.total for part in parts}
    assert totals.get(COMPANY, 0) == Decimal(taken)
    assert totals.get(HOME, 0) == 107 - Decimal(taken)
    assert all(part.quote.total for part in parts)
    assert total(part.counted for part in parts) == Decimal(taken)


def test_what_is_above_a_limit_stays_at_home() -> None:
    """The next instruction does not take the rest: the guest pays it, and sees why."""
    parts = routed(price(), to_company(limit="40"), Instruction(2, EXTRAS))
    assert [(part.target, part.quote.total) for part in parts] == [(COMPANY, 40), (HOME, 60)]
    assert routed(price(), to_company(limit="0"), Instruction(2, EXTRAS))[0].target == HOME


def test_a_limit_lasts_for_several_charges() -> None:
    """A company pays 250 in all: two nights and half of the third."""
    instruction, taken = to_company(limit="250"), []
    for _ in range(4):
        away = [part for part in routed(price(), instruction) if part.instruction]
        taken.append(total(part.counted for part in away))
        instruction = attrs.evolve(instruction, used=total([instruction.used, taken[-1]]))
    assert taken == [100, 100, 50, 0]


# Taxes that stay


def test_the_net_may_go_alone() -> None:
    """A company that pays no taxes pays the room; service charge and taxes stay with the guest."""
    parts = routed(price("100.00", service="10.00", vat="11.00"), to_company(with_tax=False))
    assert table(parts) == {
        ("C1", 1): ("100.00", {}, 1),
        ("home", 1): ("0.00", {"service": "10.00", "vat": "11.00"}, None),
    }
    assert [part.quote.total for part in parts] == [100, 21]
    assert parts[1].quote.components[1].base == 100


def test_of_a_net_that_goes_alone_the_limit_counts_no_tax() -> None:
    """Eighty of the hundred go; twenty stay, with every tax."""
    parts = routed(price(vat="7.00"), to_company(with_tax=False, limit="80"))
    assert table(parts) == {
        ("C1", 1): ("80.00", {}, 1),
        ("home", 1): ("20.00", {"vat": "7.00"}, None),
    }


def test_a_zero_rate_keeps_its_base() -> None:
    """A tax of nothing is reported with its base, so its line stays, though nothing is owed."""
    parts = routed(price(vat="0.00"), to_company(with_tax=False))
    assert [(part.quote.net, part.quote.total) for part in parts] == [(100, 100), (0, 0)]
    assert parts[1].quote.components[0].base == 100


def test_a_price_that_is_all_tax_has_no_net_to_go() -> None:
    """A city tax on a line of its own stays when only net amounts go."""
    tax = price("0.00", vat="3.00")
    assert routed(tax, to_company(with_tax=False)) == (Routed(HOME, tax, None),)
    assert routed(tax, to_company()) == (Routed(COMPANY, tax, 1),)


def test_a_price_without_taxes_goes_as_it_is() -> None:
    """Where there is no tax, it makes no difference whether it would go too."""
    assert routed(price(), to_company(with_tax=False)) == routed(price(), to_company())


# Prices that are nothing, less, or both


@pytest.mark.parametrize("net", ["-20.00", "0.00"])
def test_no_limit_holds_a_discount_or_a_free_item(net) -> None:
    """Who has paid up to the limit still has the discount, and a limit is never given back."""
    quote = price(net)
    (part,) = routed(quote, to_company(limit="40", used="40"))
    assert part == Routed(COMPANY, quote, 1)
    assert part.counted == 0


def test_a_discount_is_shared_by_percent() -> None:
    """Who pays half of every night has half of what is taken off it."""
    parts = routed(price("-20.00", vat="-1.40"), to_company(percent="0.5", limit="1"))
    assert table(parts) == {
        ("C1", 1): ("-10.00", {"vat": "-0.70"}, 1),
        ("home", 1): ("-10.00", {"vat": "-0.70"}, None),
    }


def test_a_free_item_goes_whole_or_not_at_all() -> None:
    """There is no half of nothing; an instruction of zero percent takes not even that."""
    free = price("0.00", vat="0.00")
    assert routed(free, to_company(percent="0.5")) == (Routed(COMPANY, free, 1),)
    assert routed(free, to_company(percent="0")) == (Routed(HOME, free, None),)


@pytest.mark.parametrize(("limit", "target"), [("103.00", COMPANY), ("102.99", HOME)])
def test_a_price_of_two_signs_is_not_divided(limit, target) -> None:
    """A price with a refund of tax in it goes as a whole, or stays where it does not fit."""
    mixed = price("110.00", refund="-7.00")
    assert [part.target for part in routed(mixed, to_company(limit=limit))] == [target]


# Instructions that cannot be


@pytest.mark.parametrize(
    ("values", "path", "code"),
    [
        ({"limit": Decimal("-0.01")}, "limit", "value.out_of_range"),
        ({"limit": 0.5}, "limit", "money.float"),
        ({"percent": Decimal(50)}, "percent", "rate.out_of_range"),
        ({"weekdays": (7,)}, "weekdays[0]", "value.out_of_range"),
        ({"codes": ("ROOM 1",)}, "codes[0]", "code.bad_format"),
        ({"number": 0}, "number", "value.out_of_range"),
        ({"target": HOME.folio}, "target", "field.required"),
    ],
)
def test_an_instruction_is_checked(values, path, code) -> None:
    """An amount below zero, 50 for 0.5 and an eighth weekday are refused by name."""
    with pytest.raises(InvalidInput) as caught:
        Instruction(**{"number": 1, "target": COMPANY, **values})
    assert [(fault.path, fault.code) for fault in caught.value.faults] == [(path, code)]


# Circles


def sends(**bills):
    """Return an instruction from each bill to each that is named."""
    return {
        bill: [Instruction(place, Target(to, 1)) for place, to in enumerate(targets, 1)]
        for bill, targets in bills.items()
    }


@pytest.mark.parametrize(
    ("bills", "circle"),
    [
        ({}, None),
        ({"A": [None]}, None),
        ({"A": ["B"]}, None),
        ({"A": ["B"], "B": ["C"]}, None),
        ({"A": ["B", "C"], "B": ["D"], "C": ["D"]}, None),
        ({"A": ["A"]}, ("A", "A")),
        ({"A": ["B"], "B": ["A"]}, ("A", "B", "A")),
        ({"A": [None, "B"], "B": [None, "C"], "C": ["A"]}, ("A", "B", "C", "A")),
        ({"A": ["B"], "B": ["C"], "C": ["B"]}, ("B", "C", "B")),
        ({"A": ["B", "C"], "B": [], "C": ["A"]}, ("A", "C", "A")),
        ({"A": ["B"], "X": ["Y"], "Y": ["X"]}, None),
    ],
)
def test_bills_that_send_charges_in_a_circle_are_found(bills, circle) -> None:
    """A to B to A is a circle, also further on; two ways to one bill are none."""
    assert loops(sends(**bills), "A") == circle


def test_a_circle_is_one_whatever_its_conditions() -> None:
    """Two bills that send each other different things on different days could still meet."""
    there = Instruction(1, Target("B", 1), codes=("ROOM",), until=MONDAY, limit=Decimal(0))
    back = Instruction(1, Target("A", 2), codes=("BAR",), since=MONDAY)
    assert loops({"A": [there], "B": [back]}, "A") == ("A", "B", "A")


def test_a_long_way_is_followed_to_its_end() -> None:
    """A group of thousands of bills is no reason to give up."""
    row = sends(**{f"F{place}": [f"F{place + 1}"] for place in range(5000)})
    assert loops(row, "F0") is None
    assert loops({**row, **sends(F5000=["F4999"])}, "F0") == ("F4999", "F5000", "F4999")


def test_many_ways_to_one_bill_are_followed_once(takes_less_than) -> None:
    """Of bills that each send to both of the next two none is looked at again and again."""
    ladder = sends(**{f"F{row}": [f"F{row + 1}", f"F{row + 2}"] for row in range(200)})
    takes_less_than(0.5, lambda: loops(ladder, "F0"))
    assert loops(ladder, "F0") is None


@for_all(st.dictionaries(st.sampled_from("ABCDE"), st.lists(st.sampled_from("ABCDE"), max_size=3)))
def test_a_circle_is_found_where_a_walk_comes_back(bills) -> None:
    """There is a circle exactly where some bill can be reached from itself, and it is one."""
    reach = {bill: set(bills.get(bill, ())) for bill in "ABCDE"}
    for middle in "ABCDE":
        for bill in "ABCDE":
            if middle in reach[bill]:
                reach[bill] |= reach[middle]
    circle = loops(sends(**bills), "A")
    assert (circle is not None) == any(bill in reach[bill] for bill in {"A", *reach["A"]})
    if circle is not None:
        assert circle[0] == circle[-1]
        assert all(to in bills[bill] for bill, to in pairwise(circle))


# Nothing is lost


NET_ALONE = to_company(with_tax=False)
cents = st.integers(0, 40_000).map(lambda units: Decimal(units).scaleb(-2))
signs = st.sampled_from([1, 1, 1, -1])
shares = st.sampled_from(["0", "0.1", "0.3333", "0.5", "0.999", "1"]).map(Decimal)
targets = st.sampled_from([HOME, EXTRAS, COMPANY, Target("C2", 3)])


@st.composite
def prices(draw):
    """Draw a price as any rules could have made it, now and then with a refund in it."""
    sign, mixed = draw(signs), draw(signs)
    codes = draw(st.lists(st.sampled_from(["service", "vat", "bed", "city"]), unique=True))
    parts = tuple(
        Component(code, side * draw(cents), None, side * draw(cents), owed=code != "city")
        for code, side in zip(codes, [sign * mixed, sign, sign, sign], strict=False)
    )
    net = sign * draw(cents)
    owed = total([net, *(part.amount for part in parts if part.owed)])
    return Quote("EUR", net, parts, owed, "half_up 0.01 component")


@st.composite
def instructions(draw):
    """Draw a few instructions that mostly fit."""
    return [
        Instruction(
            number,
            draw(targets),
            codes=draw(st.sampled_from([(), (), ("ROOM",), ("BAR",)])),
            weekdays=draw(st.sampled_from([(), (0,), (3,)])),
            limit=draw(st.none() | cents),
            percent=draw(st.none() | shares),
            with_tax=draw(st.booleans()),
        )
        for number in range(1, draw(st.integers(0, 4)) + 1)
    ]


def added(quotes):
    """Return net, total, and base and amount of each component of prices together."""
    parts = [part for quote in quotes for part in quote.components]
    codes = {part.code for part in parts if part.base or part.amount}
    return (
        total(quote.net for quote in quotes),
        total(quote.total for quote in quotes),
        {
            code: (
                total(part.base for part in parts if part.code == code),
                total(part.amount for part in parts if part.code == code),
            )
            for code in codes
        },
    )


def is_within(part, whole):
    """Return whether an amount is no more than another, and on the same side of zero."""
    return min(whole, 0) <= part <= max(whole, 0)


@for_all(prices(), instructions())
@example(price("0.01", service="0.01", vat="0.01"), [to_company(limit="0.02")])
@example(Quote("EUR", CENT, (Component("vat", ZERO, None, ZERO),), CENT, ""), [NET_ALONE])
def test_the_parts_are_the_charge(quote, given_instructions) -> None:
    """Net, total, base and amount of each component are kept, and each part adds up itself."""
    parts = routed(quote, *given_instructions)
    assert added([part.quote for part in parts]) == added([quote])
    for part in parts:
        owed = [one.amount for one in part.quote.components if one.owed]
        assert part.quote.total == total([part.quote.net, *owed])
        assert part.quote.total == part.quote.total.quantize(CENT)
        assert is_within(part.quote.net, quote.net)
        amounts = {one.code: one.amount for one in quote.components}
        assert all(is_within(one.amount, amounts[one.code]) for one in part.quote.components)
    assert [part.instruction for part in parts[1:]] == [None] * (len(parts) - 1)
    assert len(parts) <= 2
    if not any(one.codes != ("BAR",) and 3 not in one.weekdays for one in given_instructions):
        assert parts == (Routed(HOME, quote, None),)


@for_all(prices(), instructions())
def test_only_the_first_that_fits_matters(quote, given_instructions) -> None:
    """Whatever stands after it, or before it without fitting, changes nothing."""
    fitting = [one for one in given_instructions if one.codes != ("BAR",) and 3 not in one.weekdays]
    assert routed(quote, *given_instructions) == routed(quote, *fitting[:1])


@for_all(st.lists(prices(), max_size=8), instructions())
def test_no_limit_is_ever_passed(quotes, given_instructions) -> None:
    """However many charges come, no instruction takes more than its limit."""
    row = {one.number: one for one in given_instructions}
    for quote in quotes:
        for part in routed(quote, *row.values()):
            if part.instruction is not None:
                one = row[part.instruction]
                row[part.instruction] = attrs.evolve(one, used=total([one.used, part.counted]))
    assert all(one.limit is None or 0 <= one.used <= one.limit for one in row.values())
