"""A wrong file of rules is refused when it is read, with every fault and its place."""

from datetime import date
from decimal import Decimal

import pytest

from axentra_core.codec import Codec
from axentra_core.folio.tax import (
    AgeBand,
    BasePart,
    Bracket,
    Brackets,
    Conditions,
    DateKey,
    KeyPrice,
    Mode,
    NightFactor,
    Per,
    Policy,
    Relief,
    RoundingLevel,
    Rule,
    RuleSet,
    Season,
    Split,
    SplitPart,
    Validity,
    base_of,
)
from axentra_core.kernel.errors import InvalidInput

D = Decimal
ROOM = base_of("room")
CENT = Policy(D("0.01"))


def vat(**more):
    """Return a percent of the room."""
    given = {"id": "vat", "component": "VAT", "authority": "state", "percent": D("0.1")}
    if "base" not in more:
        more["base"] = ROOM
    return Rule(**{**given, **more})


def tax(**more):
    """Return an amount for each person and night."""
    given = {"id": "tax", "component": "TAX", "authority": "city", "flat": D(2)}
    return Rule(**{**given, "per": Per.PERSON_NIGHT, **more})


def place(*rules, **more):
    """Return a rule set."""
    given = {
        "place": "Place",
        "version": "1",
        "currency": "EUR",
        "valid_first": date(2020, 1, 1),
        "articles": ("room", "meal"),
        "rounding": CENT,
    }
    return RuleSet(rules=rules, **{**given, **more})


def lines(*pairs, **more):
    """Return a bracket table of amounts."""
    given = {"mode": Mode.AMOUNT}
    return Brackets(lines=tuple(Bracket(D(low), D(value)) for low, value in pairs), **given | more)


def days(first=None, last=None):
    """Return a validity from a day of 2025 to another."""
    return Validity(
        None if first is None else date(2025, *first), None if last is None else date(2025, *last)
    )


SUMMER, AUTUMN = Season("05-01", "09-30"), Season("09-30", "11-30")
INSIDE = {"inclusive": True}

WRONG = {
    "no tariff": (lambda: place(vat(percent=None)), "rules[0]", "tax.tariff"),
    "two tariffs": (lambda: place(vat(flat=D(1))), "rules[0]", "tax.tariff"),
    "rate without base": (lambda: place(vat(base=())), "rules[0].base", "tax.base_missing"),
    "unknown code": (
        lambda: place(vat(base=base_of("room", "spa"))),
        "rules[0].base[1].code",
        "tax.base_unknown",
    ),
    "amount of a component": (
        lambda: place(vat(), tax(base=base_of("VAT"))),
        "rules[1].base[0].code",
        "tax.base_not_article",
    ),
    "code twice in a base": (
        lambda: place(vat(base=base_of("room", "room"))),
        "rules[0].base[1].code",
        "value.duplicate",
    ),
    "amount per price": (lambda: place(tax(per=Per.PRICE)), "rules[0].per", "tax.per_price"),
    "amount per unit of nothing": (
        lambda: place(tax(per=Per.UNIT)),
        "rules[0].base",
        "tax.per_item",
    ),
    "percent as a whole number": (
        lambda: place(vat(percent=D(7))),
        "rules[0].percent",
        "tax.rate_too_high",
    ),
    "percent in a table": (
        lambda: place(vat(percent=None, brackets=lines(("0", "5"), mode=Mode.RATE))),
        "rules[0].brackets.lines[0].value",
        "tax.rate_too_high",
    ),
    "reserved component": (
        lambda: place(vat(component="net")),
        "rules[0].component",
        "tax.code_reserved",
    ),
    "reserved article": (
        lambda: place(vat(), articles=("room", "rounding")),
        "articles[1]",
        "tax.code_reserved",
    ),
    "article and component of one code": (
        lambda: place(vat(component="meal", base=ROOM)),
        "articles[1]",
        "value.duplicate",
    ),
    "rule id twice": (
        lambda: place(vat(), tax(id="vat")),
        "rules[1].id",
        "value.duplicate",
    ),
    "validity of the set": (
        lambda: place(vat(), valid_last=date(2019, 1, 1)),
        "valid_last",
        "date.order",
    ),
    "exclusive circle": (
        lambda: place(
            vat(base=base_of("room", "X")), vat(id="x", component="X", base=base_of("VAT"))
        ),
        "rules[0].base",
        "tax.circular_exclusive",
    ),
    "itself": (
        lambda: place(vat(base=base_of("room", "VAT"))),
        "rules[0].base",
        "tax.circular_exclusive",
    ),
    "circle without solution": (
        lambda: place(vat(percent=D(1), base=base_of("room", "VAT"), **INSIDE)),
        "rules[0].base",
        "tax.circular_unsolvable",
    ),
    "circle with a cap": (
        lambda: place(vat(base=base_of("room", "VAT"), unit_cap=D(5), **INSIDE)),
        "rules[0].base",
        "tax.circular_shape",
    ),
    "circle of many": (
        lambda: place(
            *(
                vat(
                    id=f"r{one}",
                    component=f"C{one}",
                    base=base_of("room", f"C{one - 1}"),
                    **INSIDE,
                )
                for one in range(1, 14)
            ),
            vat(id="r0", component="C0", base=base_of("room", "C13"), **INSIDE),
        ),
        "rules[0].base",
        "tax.circle_too_large",
    ),
    "lines out of order": (
        lambda: place(tax(flat=None, brackets=lines(("10", "1"), ("10", "2")))),
        "rules[0].brackets.lines[1].above",
        "tax.brackets_order",
    ),
    "no lines": (
        lambda: place(tax(flat=None, brackets=lines())),
        "rules[0].brackets.lines",
        "tax.brackets_empty",
    ),
    "step without value": (
        lambda: place(tax(flat=None, brackets=lines(("0", "1"), step=D(50)))),
        "rules[0].brackets.step",
        "tax.brackets_step",
    ),
    "unknown key": (
        lambda: place(tax(flat=None, brackets=lines(("0", "1"), key=("spa",)))),
        "rules[0].brackets.key[0]",
        "tax.base_unknown",
    ),
    "ages that overlap": (
        lambda: place(tax(ages=(AgeBand(0, 12), AgeBand(11, 18)))),
        "rules[0].ages[1]",
        "tax.bands_order",
    ),
    "nights out of order": (
        lambda: place(tax(night_factors=(NightFactor(9, D(1)), NightFactor(9, D(0))))),
        "rules[0].night_factors[1]",
        "tax.bands_order",
    ),
    "relief twice": (
        lambda: place(tax(reliefs=(Relief("diplomat"), Relief("diplomat")))),
        "rules[0].reliefs[1].reason",
        "value.duplicate",
    ),
    "overlap": (
        lambda: place(
            vat(id="a", validity=days(last=(6, 30))), vat(id="b", validity=days((6, 30)))
        ),
        "rules[1].validity",
        "tax.validity_overlap",
    ),
    "twice for ever": (
        lambda: place(vat(id="a"), vat(id="b")),
        "rules[1].validity",
        "tax.validity_overlap",
    ),
    "gap": (
        lambda: place(vat(id="a", validity=days(last=(6, 29))), vat(id="b", validity=days((7, 1)))),
        "rules[1].validity",
        "tax.validity_gap",
    ),
    "seasons that share a day": (
        lambda: place(
            vat(id="a", conditions=Conditions(seasons=(SUMMER,))),
            vat(id="b", conditions=Conditions(seasons=(AUTUMN,))),
        ),
        "rules[1].validity",
        "tax.validity_overlap",
    ),
    "authorities in one component": (
        lambda: place(vat(), vat(id="b", authority="city")),
        "rules[1].authority",
        "tax.component_mixed",
    ),
    "inside and on top in one component": (
        lambda: place(vat(), vat(id="b", name="other", inclusive=True)),
        "rules[1].inclusive",
        "tax.component_mixed",
    ),
    "inclusive rate of the whole stay": (
        lambda: place(vat(per=Per.STAY, **INSIDE)),
        "rules[0].per",
        "tax.inclusive_shape",
    ),
    "inclusive rate with a cap of the stay": (
        lambda: place(vat(stay_cap=D(5), **INSIDE)),
        "rules[0].stay_cap",
        "tax.inclusive_shape",
    ),
    "step of prices": (
        lambda: place(vat(rounding=Policy(D("0.005")))),
        "rules[0].rounding.unit",
        "tax.unit_off_step",
    ),
    "shares": (
        lambda: place(
            vat(),
            splits=(Split("board", (SplitPart("room", D("0.7")), SplitPart("meal", D("0.2")))),),
        ),
        "splits[0].parts",
        "tax.split_shares",
    ),
    "part of a package": (
        lambda: place(vat(), splits=(Split("board", (SplitPart("spa", D(1)),)),)),
        "splits[0].parts[0].article",
        "value.not_listed",
    ),
    "package of an article's name": (
        lambda: place(vat(), splits=(Split("room", (SplitPart("meal", D(1)),)),)),
        "splits[0].article",
        "value.duplicate",
    ),
    "part twice": (
        lambda: place(
            vat(),
            splits=(Split("board", (SplitPart("room", D("0.5")), SplitPart("room", D("0.5")))),),
        ),
        "splits[0].parts[1].article",
        "value.duplicate",
    ),
    "currency": (lambda: place(vat(), currency="eur"), "currency", "money.currency_unknown"),
    "test currency": (lambda: place(vat(), currency="XTS"), "currency", "money.currency_unknown"),
    "articles": (lambda: place(vat(), articles="room"), "articles", "field.wrong_type"),
    "day of the year": (lambda: Season("02-30", "03-01"), "first", "tax.bad_year_day"),
    "year day as a number": (lambda: Season(501, "03-01"), "first", "field.wrong_type"),
    "validity backwards": (lambda: days((3, 1), (2, 1)), "last", "date.order"),
    "function without a name": (
        lambda: Validity(key=DateKey.FUNCTION),
        "function",
        "tax.function_not_named",
    ),
    "factor": (lambda: BasePart("room", D(-1)), "factor", "value.out_of_range"),
    "amount below zero": (lambda: tax(flat=D(-2)), "flat", "value.out_of_range"),
    "float": (lambda: vat(percent=0.1), "percent", "number.float"),
    "not a number": (lambda: tax(flat="NaN"), "flat", "money.not_finite"),
    "huge": (lambda: tax(flat=D("1E+1000000")), "flat", "money.too_large"),
    "unit of zero": (lambda: Policy(D(0)), "unit", "money.must_be_positive"),
}


@pytest.mark.parametrize(("make", "path", "code"), WRONG.values(), ids=WRONG)
def test_every_fault_has_a_place_and_a_code(make, path, code, takes_less_than) -> None:
    """A file that cannot be meant is refused in a moment, where it is wrong."""

    def refused():
        with pytest.raises(InvalidInput) as caught:
            make()
        return caught.value

    fault = refused().faults[0]
    assert (fault.path, fault.code) == (path, code)
    assert len(refused().faults) == 1
    assert str(refused())
    takes_less_than(0.005, refused)


def test_all_faults_are_told_at_once() -> None:
    """Who writes a file learns everything that is wrong with it in one go."""
    with pytest.raises(InvalidInput) as caught:
        place(vat(percent=D(7), base=base_of("spa", "room")), tax(id="vat", per=Per.PRICE))
    assert {fault.code for fault in caught.value.faults} == {
        "tax.base_unknown",
        "tax.rate_too_high",
        "value.duplicate",
        "tax.per_price",
    }


def test_what_looks_wrong_but_is_right() -> None:
    """Seasons that meet, a surcharge of twice a tax, a circle inside the price, a finer step."""
    winter = Season("10-01", "04-30")
    place(
        vat(id="a", conditions=Conditions(seasons=(SUMMER,))),
        vat(id="b", conditions=Conditions(seasons=(winter,))),
        vat(id="c", component="SURCHARGE", percent=D(2), base=base_of("VAT")),
        vat(id="d", component="OWN", base=base_of("room", "OWN", "VAT"), authority="x", **INSIDE),
        price_unit=D("0.001"),
    )
    place(vat(id="a", validity=days(last=(6, 30))), vat(id="b", validity=days((7, 1))))


def test_a_rule_set_is_plain_data_and_back() -> None:
    """One JSON file is one rule set: what is written is read again, and nothing else is."""
    codec = Codec(())
    rules = place(
        vat(inclusive=True, validity=Validity(date(2025, 1, 1), key=DateKey.CHECK_IN)),
        tax(
            flat=None,
            brackets=lines(("0", "1"), step=D(50), step_value=D("0.5"), key_price=KeyPrice.NET),
            conditions=Conditions(seasons=(SUMMER,), booked_first=date(2024, 1, 1)),
            ages=(AgeBand(0, 12),),
            rounding=Policy(D("0.05"), level=RoundingLevel.NIGHT),
        ),
        splits=(Split("board", (SplitPart("room", D("0.7")), SplitPart("meal", D("0.3")))),),
    )
    text = codec.write(rules)
    assert codec.read(RuleSet, text) == rules
    plain = codec.plain(rules)
    plain["rules"][0]["amount_"] = "1"
    plain["rules"][1]["brackets"]["lines"][0]["above"] = "ten"
    with pytest.raises(InvalidInput) as caught:
        codec.build(RuleSet, plain)
    assert {(fault.path, fault.code) for fault in caught.value.faults} == {
        ("rules[0].amount_", "field.unknown"),
        ("rules[1].brackets.lines[0].above", "number.bad_format"),
    }
