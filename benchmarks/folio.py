"""Post a charge with two components to a bill, beside a loop over plain Decimals."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from axentra_core.folio import (
    AGGREGATES,
    ChargePosted,
    Folio,
    FolioOpened,
    PostCharge,
)
from axentra_core.kernel.money import money
from axentra_core.kernel.rounding import Rounding
from axentra_core.testing.example import example_property
from axentra_core.testing.specification import CONTEXT
from benchmarks.measure import Figure, interleaved

(FOLIO,) = AGGREGATES
TODAY = CONTEXT.business_date
OPENED = FolioOpened("S1", "S1", "IDR", Decimal(1))
SETTINGS = example_property().folio
ROUNDS = 31
POSTS = 100


def charges(count: int) -> list[PostCharge]:
    """Return that many charges, each with a service charge and a tax."""
    rounding = Rounding.to_digits(0)
    return [
        PostCharge(
            "S1",
            "FNB",
            "restaurant",
            f"Nasi goreng {number}",
            1,
            SETTINGS.quote("FNB", money(75000 + number, "IDR"), rounding),
            TODAY,
            f"order:O{number}",
            1,
        )
        for number in range(count)
    ]


def posted(folio: Folio, commands: list[PostCharge]) -> Folio:
    """Return the bill with all charges, each decided by the rules and evolved."""
    for command in commands:
        for event in FOLIO.decide(folio, command, CONTEXT):
            folio = FOLIO.evolve(folio, event)
    return folio


def by_hand(
    lines: list[ChargePosted], charged: Decimal, commands: list[PostCharge]
) -> tuple[list[ChargePosted], Decimal]:
    """Append the same lines to a list, and return it with the running total."""
    for command in commands:
        price = command.quote
        total = price.net
        for component in price.components:
            total += component.amount
        if total != price.total:
            raise ValueError(total)
        lines.append(
            ChargePosted(
                command.folio,
                len(lines) + 1,
                command.code,
                command.department,
                command.description,
                command.quantity,
                price,
                command.service_date,
                CONTEXT.business_date,
                command.source,
                command.settings,
                command.taxed,
                command.window,
                command.revenue_date or CONTEXT.business_date,
                CONTEXT.now,
                command.instruction,
                command.nature,
            )
        )
        charged += total
    return lines, charged


def figures() -> Iterator[Figure]:
    """Yield the cost of a post beside plain code, and at 100,000 lines beside 10."""
    batch = charges(20 * POSTS)
    _check_same(batch)
    ours, plain = interleaved(
        [
            lambda: lambda: posted(FOLIO.evolve(None, OPENED), batch),
            lambda: lambda: by_hand([], Decimal(0), batch),
        ],
        ROUNDS,
    )
    yield Figure("folio: post a charge", "Decimal loop, same lines", 3, ours, plain, len(batch))
    many, few = interleaved([_after(100_000), _after(10)], 4 * ROUNDS)
    yield Figure("folio: post at 100,000 lines", "the same at 10 lines", 1.1, many, few, POSTS)


def _check_same(batch: list[PostCharge]) -> None:
    folio = posted(FOLIO.evolve(None, OPENED), batch)
    lines, charged = by_hand([], Decimal(0), batch)
    assert (list(folio.lines), folio.charged) == (lines, charged)


def _after(lines: int) -> Callable[[], Callable[[], Folio]]:
    batch = charges(POSTS)
    folio = posted(FOLIO.evolve(None, OPENED), charges(lines - 1))

    def prepare() -> Callable[[], Folio]:
        # The first post after going back to an old bill copies its journal: that is not timed.
        fresh = posted(folio, batch[:1])
        return lambda: posted(fresh, batch)

    return prepare
