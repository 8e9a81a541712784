"""New York's six components and a compound inclusive price, beside bare Decimal arithmetic.

And beside what is usually written: a loop with py-moneyed, and the flat tax of `prices`. Both give
one wrong figure where here are all components with the part of each night.
"""

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from moneyed import Money
from prices import Money as Price
from prices import TaxedMoney, flat_tax

from axentra_core.folio.tax import (
    Bracket,
    Brackets,
    ComponentAmount,
    Facts,
    Item,
    Mode,
    Per,
    Person,
    Policy,
    PriceBasis,
    QuotedItem,
    Residual,
    RoundingLevel,
    Rule,
    RuleSet,
    TaxQuote,
    base_of,
    quote,
)
from benchmarks.measure import Figure, interleaved

CENT, ROUNDS, TIMES = Decimal("0.01"), 21, 50
MONDAY = date(2026, 3, 2)
RENT = Decimal("300.00")
PERCENT = (
    ("NYS_SALES", Decimal("0.04")),
    ("NYC_SALES", Decimal("0.045")),
    ("MCTD", Decimal("0.00375")),
    ("NYC_OCC_PCT", Decimal("0.05875")),
)
LINES = tuple(
    (Decimal(above), Decimal(value))
    for above, value in (("10", "0.50"), ("20", "1.00"), ("30", "1.50"), ("40", "2.00"))
)
NONE, FEE = Decimal(0), Decimal("1.50")
STAYS, FEW = 100_000, 1_000
MOST_GROWTH = 64 * 1024

WHOLE, TWELFTH = Decimal(1), Decimal("1e-12")
SERVICE, PB1, BLENDED, OWED = Decimal("0.05"), Decimal("0.10"), Decimal("0.155"), True

Amounts = list[tuple[str, Decimal, Decimal, Decimal, list[Decimal], list[Decimal]]]


def new_york(extra: int = 0) -> RuleSet:
    """Return the six components of case tax-001, and so many percent taxes more."""
    percents = [*PERCENT, *((f"MORE_{number}", CENT) for number in range(extra))]
    rules = [
        Rule(id=code, component=code, authority="ny", percent=rate, base=base_of("room"))
        for code, rate in percents
    ]
    table = Brackets(Mode.AMOUNT, tuple(Bracket(above, value) for above, value in LINES))
    flats = {"NYC_OCC_FLAT": {"brackets": table}, "NYC_UNIT_FEE": {"flat": FEE}}
    rules += [
        Rule(id=code, component=code, authority="nyc", per=Per.ROOM_NIGHT, **tariff)
        for code, tariff in flats.items()
    ]
    return RuleSet(
        place="New York City",
        version="2026",
        valid_first=date(2026, 1, 1),
        currency="USD",
        articles=("room",),
        rules=tuple(rules),
        rounding=Policy(CENT),
    )


def stay(nights: int) -> Facts:
    """Return two adults in one room for so many nights."""
    items = tuple(
        Item(
            f"N{night}",
            "room",
            RENT,
            PriceBasis.NET,
            MONDAY + timedelta(days=night),
            is_night=True,
        )
        for night in range(nights)
    )
    return Facts(items, (Person("A", age=40), Person("B", age=38)))


def by_hand(prices: list[Decimal]) -> tuple[Decimal, Amounts, Decimal]:
    """Return the same six amounts, with base, quantity, rate and the part of each night."""
    base, many = sum(prices, NONE), Decimal(len(prices))
    found: Amounts = []
    for code, rate in PERCENT:
        amount = (base * rate).quantize(CENT, ROUND_HALF_UP)
        found.append((code, base, many, rate, _shares(amount, prices, rate), prices))
    flat = [_bracket(price) for price in prices]
    without = [NONE] * len(prices)
    found.append(("NYC_OCC_FLAT", NONE, many, flat[0], flat, without))
    found.append(("NYC_UNIT_FEE", NONE, many, FEE, [FEE] * len(prices), without))
    total = base + sum((sum(parts, NONE) for *_, parts, _ in found), NONE)
    return base, found, total


def _bracket(price: Decimal) -> Decimal:
    value = NONE
    for above, amount in LINES:
        if price >= above:
            value = amount
    return value


def _shares(amount: Decimal, prices: list[Decimal], rate: Decimal) -> list[Decimal]:
    parts, before, whole = [], NONE, NONE
    for price in prices:
        whole += price * rate
        now = whole.quantize(CENT, ROUND_HALF_UP)
        parts.append(now - before)
        before = now
    assert before == amount
    return parts


INDONESIA = RuleSet(
    place="Indonesia",
    version="2026",
    valid_first=date(2026, 1, 1),
    currency="IDR",
    articles=("room",),
    rules=(
        Rule(
            id="service",
            component="SERVICE",
            authority="hotel",
            percent=Decimal("0.05"),
            base=base_of("room"),
            inclusive=True,
        ),
        Rule(
            id="pb1",
            component="PB1",
            authority="city",
            percent=Decimal("0.10"),
            base=base_of("room", "SERVICE"),
            inclusive=True,
        ),
    ),
    rounding=Policy(Decimal(1), level=RoundingLevel.LINE, residual=Residual.LAST),
)


def selling_price(amount: Decimal) -> Facts:
    """Return one night at a price that contains service and tax."""
    return Facts((Item("N", "room", amount, PriceBasis.GROSS, MONDAY, is_night=True),))


def split_by_hand(gross: Decimal) -> TaxQuote:
    """Return the same quote of a price divided by 1.155; the tax takes what is left."""
    exact = gross / Decimal("1.155")
    net = exact.quantize(WHOLE, ROUND_HALF_UP)
    service = (exact * SERVICE).quantize(WHOLE, ROUND_HALF_UP)
    tax = gross - net - service
    below = exact + exact * SERVICE
    exact, below = exact.quantize(TWELFTH), below.quantize(TWELFTH)
    parts = tuple(
        ComponentAmount(
            code, authority, (rule,), base, WHOLE, rate, amount, OWED, (), (amount,), (base,)
        )
        for code, authority, rule, base, rate, amount in (
            ("SERVICE", "hotel", "service", exact, SERVICE, service),
            ("PB1", "city", "pb1", below, PB1, tax),
        )
    )
    items = (QuotedItem("N", "room", MONDAY, net, gross),)
    policy = "half_up 1 line last"
    return TaxQuote("Indonesia", "2026", "IDR", policy, items, parts, net, gross, gross)


def by_loop(prices: list[Decimal]) -> Money:
    """Return the total as a loop over nights and rates has it: another one, half even by night."""
    total = Money(0, "USD")
    for amount in prices:
        price = Money(amount, "USD")
        total += price
        for _, rate in PERCENT:
            total += (price * rate).round(2)
        total += Money(_bracket(amount), "USD") + Money(FEE, "USD")
    return total


def by_flat_tax(gross: Decimal) -> TaxedMoney:
    """Return net and gross at one rate of 15.5 %: what is service and what is tax, nobody knows."""
    return flat_tax(Price(gross, "IDR"), BLENDED, keep_gross=True)


def tell_memory(rules: RuleSet) -> None:
    """Print how much memory 100,000 stays leave behind."""
    facts = stay(3)
    for _ in range(FEW):
        quote(rules, facts)
    tracemalloc.start()
    for _ in range(FEW):
        quote(rules, facts)
    gc.collect()
    before, _ = tracemalloc.get_traced_memory()
    for number in range(STAYS // 100):
        for _ in range(10):
            quote(rules, stay(1 + number % 5))
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    for _ in range(STAYS - STAYS // 10):
        quote(rules, facts)
    assert after - before < MOST_GROWTH, after - before
    print(f"tax: {STAYS:,} stays priced, {after - before:,} bytes more are held after 10,000")


def _quotes(rules: RuleSet, facts: Facts, times: int) -> Callable[[], list[TaxQuote]]:
    return lambda: [quote(rules, facts) for _ in range(times)]


def figures() -> Iterator[Figure]:
    """Yield both, and how the time grows with nights and with components."""
    rules, facts = new_york(), stay(3)
    prices = [item.amount for item in facts.items]
    told = quote(rules, facts)
    _, mine, total = by_hand(prices)
    assert told.total == total
    assert told.amounts == {code: sum(parts, NONE) for code, *_, parts, _ in mine}
    ours, plain = interleaved(
        [
            lambda: _quotes(rules, facts, TIMES),
            lambda: lambda: [by_hand(prices) for _ in range(TIMES)],
        ],
        ROUNDS,
    )
    yield Figure("tax: New York, six components", "bare Decimal", 8, ours, plain, TIMES)
    assert by_loop(prices).amount != total
    ours, plain = interleaved(
        [
            lambda: _quotes(rules, facts, TIMES),
            lambda: lambda: [by_loop(prices) for _ in range(TIMES)],
        ],
        ROUNDS,
    )
    yield Figure("tax: New York, six components", "py-moneyed loop", None, ours, plain, TIMES)

    gross = Decimal(300_000)
    sold = selling_price(gross)
    assert quote(INDONESIA, sold).amounts == {"SERVICE": 12_987, "PB1": 27_273}
    assert quote(INDONESIA, sold) == split_by_hand(gross)
    told_tax = quote(INDONESIA, sold).component("PB1").amount
    ours, plain = interleaved(
        [
            lambda: _quotes(INDONESIA, sold, TIMES),
            lambda: lambda: [split_by_hand(gross) for _ in range(TIMES)],
        ],
        ROUNDS,
    )
    yield Figure("tax: compound inclusive split", "the same by hand", 5, ours, plain, TIMES)
    assert by_flat_tax(gross).tax.amount != told_tax
    ours, plain = interleaved(
        [
            lambda: _quotes(INDONESIA, sold, TIMES),
            lambda: lambda: [by_flat_tax(gross) for _ in range(TIMES)],
        ],
        ROUNDS,
    )
    yield Figure("tax: compound inclusive split", "prices' flat tax", None, ours, plain, TIMES)

    long, short = stay(300), stay(30)
    ours, plain = interleaved(
        [lambda: _quotes(rules, long, 1), lambda: _quotes(rules, short, 10)], ROUNDS
    )
    yield Figure("tax: 300 nights", "10 × 30 nights", 1.2, ours, plain, 1)
    many = new_york(54)
    ours, plain = interleaved(
        [lambda: _quotes(many, facts, 5), lambda: _quotes(rules, facts, 50)], ROUNDS
    )
    yield Figure("tax: 60 components", "10 × 6 components", 1.2, ours, plain, 5)
    tell_memory(rules)
