"""Tax rules as a file: read strictly, every fault told at once, written in one way."""

import decimal
import json
from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from axentra_core.codec import read_rule_set, to_json, write_rule_set
from axentra_core.codec.files import WIDTH
from axentra_core.codec.rule_files import LARGEST_RULE_FILE
from axentra_core.folio.tax import (
    AgeBand,
    BasePart,
    Bracket,
    Brackets,
    CapScope,
    Conditions,
    DateKey,
    KeyPer,
    KeyPrice,
    LongStay,
    LongStayEffect,
    Mode,
    NightCap,
    NightFactor,
    Per,
    Policy,
    Relief,
    Residual,
    RoundingLevel,
    RoundingMode,
    Rule,
    RuleSet,
    Season,
    Split,
    SplitPart,
    Validity,
    Weekday,
    base_of,
)
from axentra_core.kernel.errors import InvalidInput

D = Decimal
RULE = {
    "id": "vat",
    "component": "VAT",
    "authority": "state",
    "percent": "0.10",
    "base": [{"code": "room"}],
}
FILE = {
    "place": "Somewhere",
    "version": "1",
    "currency": "EUR",
    "valid_first": "2026-01-01",
    "articles": ["room", "meals"],
    "rules": [RULE],
    "rounding": {"unit": "0.01"},
}
TABLE = {"mode": "amount", "lines": [{"above": "0", "value": "1"}, {"above": "9", "value": "2"}]}

# Each field of each class has another value than its default in some rule of these.
WHOLE = RuleSet(
    place="Anywhere",
    version="2026-11",
    currency="CHF",
    valid_first=date(2026, 1, 1),
    articles=("room", "meals", "full_board2"),
    rules=(
        Rule(
            id="levy",
            component="LEVY",
            authority="city",
            name="the long one",
            brackets=Brackets(
                mode=Mode.AMOUNT,
                lines=(Bracket(D("50"), D("2.40")), Bracket(D("100"), D("3.60"))),
                inclusive_lower=False,
                step=D(50),
                step_value=D("1.20"),
                key=("room", "meals"),
                key_price=KeyPrice.LISTED,
                key_per=KeyPer.PERSON,
            ),
            per=Per.PERSON_NIGHT,
            base=base_of("room"),
            validity=Validity(date(2026, 2, 1), date(2026, 12, 31), DateKey.FUNCTION, "by_arrival"),
            conditions=Conditions(
                seasons=(Season("11-01", "04-30"),),
                weekdays=(Weekday.SAT, Weekday.SUN),
                channels=("web",),
                not_channels=("tour",),
                booked_first=date(2025, 10, 1),
                booked_last=date(2026, 10, 1),
                star_classes=("4", "5"),
                purposes=("leisure",),
                not_purposes=("business",),
                residence_in=("DE",),
                residence_not_in=("CH",),
                nationality_in=("DE", "AT"),
                nationality_not_in=("MY",),
                least_nights=2,
                most_nights=20,
                function="is_guest",
            ),
            ages=(AgeBand(below=12), AgeBand(12, 18, D("0.5"))),
            night_cap=NightCap(10, CapScope.HOUSE_YEAR),
            unit_cap=D("9.99"),
            stay_cap=D("99.90"),
            night_factors=(NightFactor(9, D("0.5")),),
            long_stay=LongStay(30, LongStayEffect.AFTER, committed=True),
            reliefs=(Relief("diplomat"), Relief("resident", D("0.5"))),
            collected_by=("web",),
            rounding=Policy(D("0.05"), RoundingMode.HALF_EVEN, RoundingLevel.NIGHT, Residual.LAST),
            source="§ 1 Abgabengesetz, 第2条",
        ),
        Rule(
            id="vat",
            component="VAT",
            authority="state",
            percent=D("0.038"),
            base=(BasePart("room", D("0.89"), D("5.00")), BasePart("LEVY")),
            inclusive=True,
        ),
        Rule(id="fee", component="FEE", authority="city", flat=D("1.50"), per=Per.ROOM_STAY),
    ),
    rounding=Policy(D("0.01")),
    price_unit=D("0.01"),
    valid_last=date(2027, 12, 31),
    source="Made up.",
    splits=(Split("half_board", (SplitPart("room", D("0.75")), SplitPart("meals", D("0.25")))),),
)


def faults(plain):
    """Return place and code of everything that is wrong with a file."""
    with pytest.raises(InvalidInput) as caught:
        read_rule_set(plain if isinstance(plain, str | bytes) else to_json(plain))
    return {(fault.path, fault.code) for fault in caught.value.faults}


def with_rule(**fields):
    """Return the file with other fields in its rule."""
    return {**FILE, "rules": [{**RULE, **fields}]}


def parts_of(value):
    """Yield every checked value inside a value, itself first."""
    if attrs.has(type(value)):
        yield value
        for field in attrs.fields(type(value)):
            yield from parts_of(getattr(value, field.name))
    elif isinstance(value, tuple):
        for entry in value:
            yield from parts_of(entry)


def test_a_file_is_read_as_it_is_meant() -> None:
    """What was left out has its default."""
    rules = read_rule_set(to_json(FILE))
    assert rules.rules == (Rule("vat", "VAT", "state", percent=D("0.10"), base=base_of("room")),)
    assert rules.rounding == Policy(D("0.01"))
    assert (rules.valid_last, rules.splits, rules.valid_first) == (None, (), date(2026, 1, 1))
    assert read_rule_set(to_json(FILE).encode()) == rules


def test_every_field_comes_back() -> None:
    """A field that the form forgot would come back with its default."""
    differing = {
        (type(part), field.name)
        for part in parts_of(WHOLE)
        for field in attrs.fields(type(part))
        if getattr(part, field.name) != field.default
    }
    classes = {type(part) for part in parts_of(WHOLE)}
    assert len(classes) == 16
    assert differing == {(cls, field.name) for cls in classes for field in attrs.fields(cls)}
    text = write_rule_set(WHOLE)
    assert read_rule_set(text) == WHOLE
    assert write_rule_set(read_rule_set(text)) == text


def test_there_is_one_text() -> None:
    """Order, spaces and defaults that were spelt out make no difference; zeros of amounts stay."""
    spelt = {
        **dict(reversed(FILE.items())),
        "splits": [],
        "source": None,
        "rules": [
            {**dict(reversed(RULE.items())), "name": "rate", "per": "price", "conditions": {}}
        ],
    }
    text = write_rule_set(read_rule_set(json.dumps(spelt, indent=7)))
    assert text == write_rule_set(read_rule_set(to_json(FILE)))
    assert text == (
        "{\n"
        '  "place": "Somewhere",\n'
        '  "version": "1",\n'
        '  "currency": "EUR",\n'
        '  "valid_first": "2026-01-01",\n'
        '  "articles": ["room", "meals"],\n'
        '  "rules": [\n'
        "    {\n"
        '      "id": "vat",\n'
        '      "component": "VAT",\n'
        '      "authority": "state",\n'
        '      "percent": "0.10",\n'
        '      "base": [{"code": "room"}]\n'
        "    }\n"
        "  ],\n"
        '  "rounding": {"unit": "0.01"}\n'
        "}\n"
    )


def test_lines_are_short_and_letters_stay_letters() -> None:
    """A file can be read, compared and mended by a person."""
    text = write_rule_set(WHOLE)
    assert "第2条" in text
    assert max(map(len, text.splitlines())) <= WIDTH


codes = st.lists(st.sampled_from(["room", "meals"]), min_size=1, unique=True)
amounts = st.decimals("0.01", "1000", places=2)
rates = st.fixed_dictionaries(
    {
        "percent": st.decimals("0", "1", places=4),
        "base": codes.map(lambda found: base_of(*found)),
        "inclusive": st.booleans(),
        "unit_cap": st.none() | amounts,
    }
)
flats = st.fixed_dictionaries(
    {
        "flat": amounts,
        "per": st.sampled_from([per for per in Per if per not in {Per.PRICE, Per.UNIT}]),
        "ages": st.just(()) | st.integers(1, 99).map(lambda age: (AgeBand(below=age),)),
        "source": st.none() | st.text('aé漢"\\/ ').map(lambda text: f"x{text}x"),
    }
)


@for_all(st.lists(rates | flats, max_size=6), st.integers(1, 30))
def test_whatever_can_be_built_comes_back(rules, precision) -> None:
    """Value by value and letter by letter, whatever decimal context the host has set."""
    built = attrs.evolve(
        WHOLE,
        rules=tuple(
            Rule(id=f"r{place}", component=f"C{place}", authority="a", **fields)
            for place, fields in enumerate(rules)
        ),
    )
    with decimal.localcontext() as careless:
        careless.prec = precision
        text = write_rule_set(built)
        again = read_rule_set(text)
        assert write_rule_set(again) == text
    assert again == built


@pytest.mark.parametrize(
    ("plain", "path", "code"),
    [
        ({**FILE, "place": None}, "place", "field.required"),
        ({**FILE, "colour": "red"}, "colour", "field.unknown"),
        ({**FILE, "two words": 1}, "['two words']", "field.unknown"),
        ({**FILE, "version": 1}, "version", "field.wrong_type"),
        ({**FILE, "currency": "eur"}, "currency", "money.currency_unknown"),
        ({**FILE, "valid_first": "1.1.2026"}, "valid_first", "date.bad_format"),
        ({**FILE, "valid_last": "2025-12-31"}, "valid_last", "date.order"),
        ({**FILE, "articles": "room"}, "articles", "field.wrong_type"),
        ({**FILE, "articles": ["room", "room"]}, "articles[1]", "value.duplicate"),
        ({**FILE, "articles": [["room"]]}, "articles[0]", "field.wrong_type"),
        ({**FILE, "rules": {}}, "rules", "field.wrong_type"),
        ({**FILE, "rules": [None]}, "rules[0]", "field.required"),
        ({**FILE, "rules": ["vat"]}, "rules[0]", "field.wrong_type"),
        ({**FILE, "rules": [RULE] * 501}, "rules", "list.length"),
        ({**FILE, "rules": [RULE] * 1001}, "rules", "list.length"),
        ({**FILE, "rounding": "half_up"}, "rounding", "field.wrong_type"),
        ({**FILE, "rounding": {"unit": 1}}, "rounding.unit", "field.wrong_type"),
        ({**FILE, "rounding": {"unit": "0"}}, "rounding.unit", "money.must_be_positive"),
        ({**FILE, "rounding": {"unit": "1", "mode": "UP"}}, "rounding.mode", "value.unknown"),
        (with_rule(percent=0.1), "", "number.float"),
        (with_rule(percent=1), "rules[0].percent", "field.wrong_type"),
        (with_rule(percent="10 %"), "rules[0].percent", "number.bad_format"),
        (with_rule(percent="1e-2"), "rules[0].percent", "number.bad_format"),
        (with_rule(percent="1" * 41), "rules[0].percent", "number.text_too_long"),
        (with_rule(percent="11"), "rules[0].percent", "value.out_of_range"),
        (with_rule(percent="1.1"), "rules[0].percent", "tax.rate_too_high"),
        (with_rule(percent=None), "rules[0]", "tax.tariff"),
        (with_rule(flat="1"), "rules[0]", "tax.tariff"),
        (with_rule(inclusive="yes"), "rules[0].inclusive", "field.wrong_type"),
        (with_rule(inclusive=1), "rules[0].inclusive", "field.wrong_type"),
        (with_rule(unit_cap="-1"), "rules[0].unit_cap", "value.out_of_range"),
        (with_rule(source="x" * 201), "rules[0].source", "text.too_long"),
        (with_rule(base="room"), "rules[0].base", "field.wrong_type"),
        (with_rule(base=["room"]), "rules[0].base[0]", "field.wrong_type"),
        (with_rule(base=[{"code": "attic"}]), "rules[0].base[0].code", "tax.base_unknown"),
        (with_rule(long_stay={"nights": 0}), "rules[0].long_stay.nights", "value.out_of_range"),
        (with_rule(long_stay={"nights": "9"}), "rules[0].long_stay.nights", "field.wrong_type"),
        (
            with_rule(conditions={"seasons": [{"first": "02-30", "last": "03-01"}]}),
            "rules[0].conditions.seasons[0].first",
            "tax.bad_year_day",
        ),
        (
            with_rule(validity={"key": "function"}),
            "rules[0].validity.function",
            "tax.function_not_named",
        ),
        (
            with_rule(percent=None, base=[], per="night", brackets={**TABLE, "lines": []}),
            "rules[0].brackets.lines",
            "tax.brackets_empty",
        ),
        (
            with_rule(brackets={**TABLE, "lines": [TABLE["lines"][0]] * 101}),
            "rules[0].brackets.lines",
            "list.length",
        ),
        ([], "", "field.wrong_type"),
        (None, "", "field.required"),
        ("{", "", "json.bad_format"),
        ("", "", "json.bad_format"),
        (b"\xff", "", "json.not_text"),
        ('{"place": NaN}', "", "number.not_finite"),
        ('{"place": "a", "place": "b"}', "place", "field.duplicate"),
        ("[" * 100_000, "", "json.too_deep"),
        ('{"place": ' + "[" * 300 + "]" * 300 + "}", "place", "field.wrong_type"),
        (f'["{"x" * LARGEST_RULE_FILE}"]', "", "json.too_large"),
        (f'["{"x" * LARGEST_RULE_FILE}"]'.encode(), "", "json.too_large"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place(plain, path, code) -> None:
    """A code, and the place where to look."""
    assert (path, code) in faults(plain)


@pytest.mark.parametrize("source", [None, 5, FILE, bytearray(b"{}")])
def test_only_text_is_read(source) -> None:
    """A file is opened by the host."""
    with pytest.raises(InvalidInput) as caught:
        read_rule_set(source)
    assert caught.value.code == "json.not_text"


def test_everything_is_told_at_once() -> None:
    """Fields of the file and of its rules, unknown names, and what rules are as a whole."""
    wrong = {
        "place": "Somewhere",
        "currency": "EURO",
        "valid_first": "2026-02-30",
        "articles": ["room"],
        "rounding": {"unit": "0.01", "mode": "round"},
        "rules": [
            {**RULE, "percent": 5, "per": "hour"},
            {**RULE, "id": "b", "taxes": "none", "base": [{"code": 1}, {"codes": "room"}]},
        ],
    }
    assert faults(wrong) == {
        ("version", "field.required"),
        ("currency", "money.currency_unknown"),
        ("valid_first", "date.invalid"),
        ("rounding.mode", "value.unknown"),
        ("rules[0].percent", "field.wrong_type"),
        ("rules[0].per", "value.unknown"),
        ("rules[1].taxes", "field.unknown"),
        ("rules[1].base[0].code", "field.wrong_type"),
        ("rules[1].base[1].code", "field.required"),
        ("rules[1].base[1].codes", "field.unknown"),
    }


def test_what_cannot_be_read_hides_nothing_elsewhere() -> None:
    """Of two rules that are none nothing follows, and the others are checked without them."""
    second = {"validity": {"first": "2026-06-01"}, "id": "late"}
    wrong = {
        **FILE,
        "currency": "EURO",
        "articles": ["room", "room"],
        "rules": [
            {**RULE, "validity": {"last": "2026-01-31"}, "id": "early"},
            {**RULE, "validity": {"first": "2026-02-01", "last": "2026-05-31"}, "percent": 0},
            {**RULE, **second, "base": [{"code": "room"}, {"code": "LEVY"}]},
            {**RULE, "component": "LEVY", "id": "levy", "percent": []},
            {**RULE, "component": "FEE", "id": "late", "flat": "1"},
            {**RULE, "component": "TAX", "id": "tax", "base": [{"code": "VAT"}, {"code": "PAT"}]},
        ],
    }
    assert faults(wrong) == {
        ("currency", "money.currency_unknown"),
        ("rules[5].base[1].code", "tax.base_unknown"),
        ("rules[1].percent", "field.wrong_type"),
        ("rules[3].percent", "field.wrong_type"),
        ("articles[1]", "value.duplicate"),
        ("rules[4].id", "value.duplicate"),
        ("rules[4]", "tax.tariff"),
    }


@pytest.mark.parametrize("entry", [None, "LEVY", {}, {"component": 5}, {"component": "two words"}])
def test_a_rule_without_a_component_may_be_any(entry) -> None:
    """Another rule's base may have meant it, so nothing is said of that base."""
    on_levy = {**RULE, "base": [{"code": "LEVY"}], "flat": "1"}
    assert {path for path, _ in faults({**FILE, "rules": [entry, on_levy]})} >= {"rules[1]"}
    assert ("rules[1].base[0].code", "tax.base_unknown") not in faults(
        {**FILE, "rules": [entry, on_levy]}
    )


@pytest.mark.parametrize(
    "field", [field.name for field in attrs.fields(RuleSet) if field.default is attrs.NOTHING]
)
def test_a_missing_field_hides_only_what_stands_on_it(field) -> None:
    """Rules are checked without a place; without a rounding nobody can say much."""
    plain = {**with_rule(flat="1"), field: None}
    found = faults(plain)
    assert (field, "field.required") in found
    is_told = ("rules[0]", "tax.tariff") in found
    assert is_told is (field not in {"articles", "rounding", "rules"})


def test_an_unknown_field_hides_nothing() -> None:
    """A word too many is told beside what is wrong with the rules."""
    assert faults({**with_rule(flat="1"), "notes": ""}) == {
        ("notes", "field.unknown"),
        ("rules[0]", "tax.tariff"),
    }


def test_what_is_far_too_long_is_not_looked_at_one_by_one(takes_less_than) -> None:
    """The length is told, and nothing of what stands in it."""
    long = {**FILE, "rules": [{}] * 50_000, "articles": [5] * 1001}
    assert faults(long) == {("rules", "list.length"), ("articles", "list.length")}
    text = to_json(long)
    takes_less_than(0.2, lambda: faults(text))


def test_of_a_thousand_unknown_names_a_hundred_are_told(takes_less_than) -> None:
    """Looking for what each was meant to be would keep the house busy; enough is enough."""
    strange = {f"f{place}": 1 for place in range(50)}
    many = {**with_rule(base=[{"code": "room", **strange}] * 300), "notes": ""}
    found = faults(many)
    assert len(found) == 100
    assert {code for _, code in found} == {"field.unknown"}
    assert {("notes", "field.unknown"), ("rules[0].base[0].f0", "field.unknown")} <= found
    text = to_json(many)
    takes_less_than(0.5, lambda: faults(text))
    few = faults(with_rule(base=[{"code": "room", **strange}] * 2, percent="x"))
    assert len(few) == 101


@pytest.mark.parametrize(
    "plain",
    [
        with_rule(percent="1" * 100_000),
        with_rule(percent="1e999999999"),
        with_rule(source="x" * 100_000),
        with_rule(id="x" * 100_000),
        with_rule(base=[{"code": "\u202e"}]),
        with_rule(night_cap={"nights": 10**17}),
        {**FILE, "rounding": {"unit": "-0"}},
    ],
)
def test_a_bad_value_costs_next_to_nothing(plain, takes_less_than) -> None:
    """Nobody keeps the house busy with a file."""
    text = to_json(plain)
    faults(text)
    takes_less_than(0.005, lambda: faults(text))


def test_rules_that_could_not_be_read_again_are_not_written() -> None:
    """A file that is too large to be read is refused while the rules are still there."""
    lines = tuple(Bracket(D(10**12 + above), D(above)) for above in range(100))
    rule = Rule("r", "C", "a", brackets=Brackets(Mode.AMOUNT, lines), per=Per.NIGHT)
    many = tuple(attrs.evolve(rule, id=f"r{n}", component=f"C{n}") for n in range(300))
    with pytest.raises(InvalidInput) as caught:
        write_rule_set(attrs.evolve(WHOLE, rules=many, splits=()))
    assert caught.value.code == "json.too_large"
