"""The example files are rules that can be read, and give the figures that were printed of them."""

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from axentra_core.codec import read_rule_set, write_rule_set
from axentra_core.folio.tax import (
    Exemption,
    Facts,
    Item,
    NightsBefore,
    Person,
    PriceBasis,
    RoundingLevel,
    TaxRefusal,
    quote,
)
from axentra_core.kernel.money import cash_step
from axentra_core.kernel.rounding import round_cash

D = Decimal
NET, GROSS = PriceBasis
FILES = sorted((Path(__file__).parent.parent / "examples" / "tax").glob("*.json"))
PLACES = (
    "amsterdam",
    "denmark",
    "indonesia-inclusive",
    "jakarta",
    "kyoto",
    "new-york-city",
    "paris-2019-unclassified",
    "paris-2024",
    "rome-2018",
    "switzerland",
    "tokyo",
)


def rules_of(name):
    """Return the rules of a file by its name."""
    (file,) = (file for file in FILES if file.stem == name)
    return read_rule_set(file.read_bytes())


def nights(first, count, price="0", basis=NET):
    """Return nights of one room from a day on."""
    return tuple(
        Item(f"n{place}", "room", D(price), basis, first + timedelta(place), is_night=True)
        for place in range(count)
    )


def guests(*ages):
    """Return persons of these ages."""
    return tuple(Person(f"p{place}", age=age) for place, age in enumerate(ages))


def stay(first, count, price="0", *ages, basis=NET, **more):
    """Return the facts of a stay in one room."""
    return Facts(nights(first, count, price, basis), guests(*ages), **more)


def one(article, price, day, basis=NET):
    """Return an item that is no night."""
    return Item(article, article, D(price), basis, day)


APRIL = date(2026, 4, 6)
DINNER = one("restaurant", "187500", APRIL)
PACKAGE = one("full_board", "1200.00", date(2026, 2, 2), GROSS)
HALF_BOARD = one("half_board", "100.00", date(2026, 2, 2), GROSS)
VISITOR_TAX = one("kurtaxe", "12.00", date(2026, 2, 2))
JANUARY = date(2026, 1, 5)

# By the id of the checked case, or by what the same rules give beside it.
CASES = {
    "tax-001": (
        "new-york-city",
        stay(date(2026, 3, 2), 3, "300.00", 40, 38),
        "900.00",
        (
            "NYS_SALES 36.00 NYC_SALES 40.50 MCTD 3.38 NYC_OCC_PCT 52.88 NYC_OCC_FLAT 6.00 "
            "NYC_UNIT_FEE 4.50"
        ),
        "1043.26",
    ),
    "tax-003": (
        "new-york-city",
        stay(JANUARY, 100, "200.00", 44),
        "20000.00",
        (
            "NYS_SALES 0 NYC_SALES 900.00 MCTD 75.00 NYC_OCC_PCT 1175.00 NYC_OCC_FLAT 200.00 "
            "NYC_UNIT_FEE 0"
        ),
        "22350.00",
    ),
    "tax-013": (
        "indonesia-inclusive",
        stay(JANUARY, 1, "300000", 29, basis=GROSS),
        "259740",
        "SERVICE 12987 PB1 27273",
        "300000",
    ),
    "tax-015": (
        "jakarta",
        Facts((*nights(APRIL, 2, "850000"), DINNER), guests(29)),
        "1887500",
        "SERVICE_ROOM 170000 PBJT_ROOM 187000 SERVICE_FB 18750 PBJT_FB 20625",
        "2283875",
    ),
    "tax-017": (
        "denmark",
        stay(date(2026, 6, 1), 3, "999.95", 41, basis=GROSS),
        "2399.88",
        "MOMS 599.97",
        "2999.85",
    ),
    "tax-021": (
        "switzerland",
        Facts((PACKAGE,), guests(60)),
        "1139.98",
        "VAT_LODGING 28.55 VAT_MEALS 31.47",
        "1200.00",
    ),
    "tax-021 with visitor tax apart": (
        "switzerland",
        Facts((PACKAGE, VISITOR_TAX), guests(60)),
        "1151.98",
        "VAT_LODGING 28.55 VAT_MEALS 31.47",
        "1212.00",
    ),
    "half board, 75.00 and 25.00": (
        "switzerland",
        Facts((HALF_BOARD,)),
        "95.38",
        "VAT_LODGING 2.75 VAT_MEALS 1.87",
        "100.00",
    ),
    "tax-029": (
        "paris-2024",
        stay(date(2024, 6, 3), 2, "0", 40, 38, star_class="5"),
        "0",
        "MUNICIPAL 13.20 DEPARTMENT 1.32 REGION 2.00 MOBILITY 26.40",
        "42.92",
    ),
    "a palace, 14.95": (
        "paris-2024",
        stay(date(2024, 6, 3), 1, "0", 40, 12, star_class="palace"),
        "0",
        "MUNICIPAL 4.60 DEPARTMENT 0.46 REGION 0.69 MOBILITY 9.20",
        "14.95",
    ),
    "tax-031": (
        "paris-2019-unclassified",
        stay(date(2019, 5, 6), 3, "400.00", 40, 38),
        "1200.00",
        "MUNICIPAL 13.80 DEPARTMENT 1.38 REGION 2.07",
        "1217.25",
    ),
    "tax-035": (
        "rome-2018",
        stay(
            date(2018, 9, 8),
            6,
            "0",
            45,
            star_class="4",
            nights_before=(NightsBefore("CONTRIBUTO", 2018, 7),),
        ),
        "0",
        "CONTRIBUTO 18.00",
        "18.00",
    ),
    "Rome with a child of 8 and one of 12": (
        "rome-2018",
        stay(date(2018, 9, 8), 1, "0", 45, 8, 12, star_class="3"),
        "0",
        "CONTRIBUTO 8.00",
        "8.00",
    ),
    "tax-041": (
        "tokyo",
        stay(date(2026, 5, 11), 2, "21000", 35, 34, basis=GROSS),
        "38182",
        "JCT10 3818 ACCOMMODATION_TAX 0",
        "42000",
    ),
    "tax-043": (
        "kyoto",
        stay(date(2026, 2, 27), 3, "30000", 35, 34),
        "90000",
        "ACCOMMODATION_TAX 1600",
        "91600",
    ),
    "tax-053": (
        "amsterdam",
        stay(date(2025, 5, 12), 1, "200.00", 40, 39),
        "200.00",
        "VAT9 18.00 VAT21 0 TOURIST_TAX 25.00",
        "243.00",
    ),
    "tax-055": (
        "amsterdam",
        stay(date(2025, 12, 30), 3, "200.00", 40),
        "600.00",
        "VAT9 36.00 VAT21 42.00 TOURIST_TAX 75.00",
        "753.00",
    ),
    "Amsterdam, the price divided by 1.335": (
        "amsterdam",
        stay(JANUARY, 1, "133.50", 40, basis=GROSS),
        "100.00",
        "VAT9 0 VAT21 21.00 TOURIST_TAX 12.50",
        "133.50",
    ),
}


def amounts(text):
    """Return amounts by component from words that alternate."""
    words = text.split()
    return dict(zip(words[::2], map(D, words[1::2]), strict=True))


def test_all_places_are_there() -> None:
    """And no file is left without a case."""
    assert tuple(file.stem for file in FILES) == PLACES
    assert {case[0] for case in CASES.values()} == set(PLACES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_is_written_as_the_library_writes_it(file) -> None:
    """Whoever reads one, changes a rate and writes it again sees that change alone."""
    text = file.read_text(encoding="utf-8")
    assert write_rule_set(read_rule_set(text)) == text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_file_says_of_when_it_is_and_that_it_is_no_advice(file) -> None:
    """Rates go stale, and a file does not know the reader's hotel."""
    rules = read_rule_set(file.read_bytes())
    assert "Example as of 2026-11-21, no advice" in rules.source
    assert rules.version.startswith("example-20")
    text = " ".join(filter(None, [rules.source, *(rule.source for rule in rules.rules)]))
    assert re.search(r"20[0-2][0-9]", text.replace("2026-11-21", "")) or "undated" in text.lower()


@pytest.mark.parametrize(("name", "facts", "net", "components", "total"), CASES.values(), ids=CASES)
def test_a_file_gives_the_figures_of_its_place(name, facts, net, components, total) -> None:
    """Net, every component and the total."""
    found = quote(rules_of(name), facts)
    assert (found.net, found.amounts, found.total) == (D(net), amounts(components), D(total))


def test_another_level_gives_the_other_figures_of_new_york() -> None:
    """tax-001 with every night rounded on its own costs two cents more."""
    _, facts, net, _, _ = CASES["tax-001"]
    rules = rules_of("new-york-city")
    by_night = attrs.evolve(rules, rounding=attrs.evolve(rules.rounding, level=RoundingLevel.NIGHT))
    found = quote(by_night, facts)
    assert (found.net, found.total) == (D(net), D("1043.28"))
    assert (found.amounts["MCTD"], found.amounts["NYC_OCC_PCT"]) == (D("3.39"), D("52.89"))


def test_swiss_tax_to_five_rappen() -> None:
    """tax-021 with the smallest coin as unit."""
    rules = rules_of("switzerland")
    found = quote(
        attrs.evolve(rules, rounding=attrs.evolve(rules.rounding, unit=D("0.05"))),
        Facts((PACKAGE,)),
    )
    assert found.amounts == amounts("VAT_LODGING 28.55 VAT_MEALS 31.45")
    assert found.total == 1200


def test_danish_cash_is_rounded_apart() -> None:
    """tax-017: 3,000.00 at the till, of which 0.15 is no moms."""
    found = quote(rules_of("denmark"), CASES["tax-017"][1])
    assert round_cash(found.total, cash_step("DKK")) == (D("3000.00"), D("0.15"))


def test_a_roman_is_free_on_evidence() -> None:
    """Who granted it, and on which paper, stands in the quote."""
    paper = Exemption("resident", "carta d'identita 1", "staff-7")
    person = Person("p", age=45, exemptions=(paper,))
    facts = Facts(nights(date(2018, 9, 8), 2), (person,), star_class="4")
    (component,) = quote(rules_of("rome-2018"), facts).components
    assert component.amount == 0
    assert [exempted.evidence for exempted in component.exempted] == ["carta d'identita 1"]


@pytest.mark.parametrize("name", ["rome-2018", "paris-2024", "paris-2019-unclassified"])
def test_an_old_file_is_not_used_for_today(name) -> None:
    """Rules that are over refuse the night instead of giving yesterday's figures."""
    with pytest.raises(TaxRefusal) as caught:
        quote(rules_of(name), stay(date(2026, 9, 8), 1, "100", 45, star_class="5"))
    assert caught.value.code == "tax.not_valid_on"
