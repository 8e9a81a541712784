"""Find what 250,000 cells have to tell a platform, beside a loop that only finds which differ.

A cell is one of 500 days of one of 500 room rates: a price, three limits of stays and three flags.
The loop compares packed words, one a cell; ours ends with the ranges that are sent. And look over
mappings of ten sizes apart: what a mapping takes grows with its entries and no faster.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from random import Random

import numpy as np

from axentra_core.channels.calendar import Calendar
from axentra_core.channels.deltas import delta, updates_of
from axentra_core.channels.mapping import (
    ChannelLink,
    ChannelRate,
    Mapping,
    Offer,
    RateLink,
    RoomRate,
)
from axentra_core.channels.mapping_lint import lint
from axentra_core.channels.providers import SITEMINDER
from axentra_core.channels.scales import SCALES
from axentra_core.channels.updates import Measure, Target, Update
from benchmarks.measure import Figure, interleaved

FIRST, DAYS = date(2026, 11, 23), 500
ROOM_RATES = [Target(f"R{room:02}", f"P{plan}") for room in range(50) for plan in range(10)]
MEASURES = [
    Measure.PRICE,
    Measure.MIN_STAY_ARRIVAL,
    Measure.MIN_STAY_THROUGH,
    Measure.MAX_STAY_ARRIVAL,
    Measure.STOP_SELL,
    Measure.CLOSED_TO_ARRIVAL,
    Measure.CLOSED_TO_DEPARTURE,
]
PRICE, DEAREST, LONGEST = Measure.PRICE, 4_000_000, 14
CHANGED = len(ROOM_RATES) * DAYS // 100
ROUNDS, ONE_BY_ONE = 21, 100

Cell = tuple[int, int]
Measures = Sequence[Measure]


def on(place: int) -> date:
    """Return a day by its place."""
    return FIRST + timedelta(place)


def anything(measure: Measure, chance: Random) -> int:
    """Return any value of a measure, as hotels have them."""
    if measure is PRICE:
        return chance.randrange(400, DEAREST // 1000) * 1000
    return chance.randrange(min(LONGEST, SCALES[measure].high) + 1)


def hotel(chance: Random) -> Calendar:
    """Return prices that change by the week, and limits and flags that change by the month."""
    return Calendar(FIRST, DAYS).apply(
        Update(
            target, measure, on(start), on(min(start + length, DAYS) - 1), anything(measure, chance)
        )
        for target in ROOM_RATES
        for measure in MEASURES
        for length in [7 if measure is PRICE else 30]
        for start in range(0, DAYS, length)
    )


def other(measure: Measure, was: int) -> int:
    """Return another value of a measure than it was."""
    if SCALES[measure].high == 1:
        return 1 - was
    return was + (50_000 if measure is PRICE else 2)


def changed(old: Calendar, cells: Iterable[Cell], measures: Callable[[], Measures]) -> Calendar:
    """Return a calendar with other values of some measures of some cells."""
    return old.apply(
        Update(target, measure, day, day, other(measure, old.value(target, measure, day) or 0))
        for target, day in ((ROOM_RATES[rate], on(place)) for rate, place in cells)
        for measure in measures()
    )


def apart(calendar: Calendar) -> Calendar:
    """Return the same calendar that shares nothing, as one is that was stored."""
    return Calendar(FIRST, DAYS).apply(updates_of(calendar))


def packed(calendar: Calendar) -> "array[int]":
    """Return a word for each cell."""
    words = array("q")
    for target in ROOM_RATES:
        row = calendar.rows[target]
        columns = [row[place] for place, measure in enumerate(Measure) if measure in MEASURES]
        for values in zip(*columns, strict=True):
            word = 0
            for value in values:
                word = word * 16 + value
            words.append(word)
    return words


def by_loop(one: "array[int]", two: "array[int]") -> list[int]:
    """Return the places at which two arrays differ."""
    return [i for i, (x, y) in enumerate(zip(one, two)) if x != y]  # noqa: B905 - bare


def figures() -> Iterator[Figure]:
    """Yield what each kind of change costs, beside the loop and beside numpy."""
    chance = Random(9)
    old = hotel(chance)
    seasons = [
        (10 * room + plan, start + day)
        for room, start in zip(
            chance.sample(range(50), 5), chance.sample(range(DAYS - 50), 5), strict=True
        )
        for plan in range(10)
        for day in range(50)
    ]
    anywhere = [
        divmod(cell, DAYS) for cell in chance.sample(range(len(ROOM_RATES) * DAYS), CHANGED)
    ]
    kinds: list[tuple[str, list[Cell], Callable[[], Measures], float]] = [
        ("clustered, all seven values", seasons, lambda: MEASURES, 0.5),
        ("scattered, one value each", anywhere, lambda: [chance.choice(MEASURES)], 3),
        ("scattered, all seven values", anywhere, lambda: MEASURES, 3),
    ]
    words = packed(old)
    for kind, cells, measures, target in kinds:
        new = apart(changed(old, cells, measures))
        new_words = packed(new)
        told = delta(old, new)
        assert len(by_loop(words, new_words)) == CHANGED
        assert old.apply(told) == new
        mine, loop, fast = interleaved(
            [
                lambda new=new: lambda: delta(old, new),
                lambda new_words=new_words: lambda: by_loop(words, new_words),
                lambda new_words=new_words: lambda: by_numpy(words, new_words),
            ],
            ROUNDS,
        )
        title = f"channels: 1 % of 250,000 cells {kind}, {len(told):,} ranges"
        yield Figure(title, "loop that finds them", target, mine, loop, 1)
        yield Figure(title, "numpy that finds them", None, mine, fast, 1)
    yield one_cell(old, words)
    yield everything(old)
    yield linear_lint()


def by_numpy(one: "array[int]", two: "array[int]") -> object:
    """Return the places at which two arrays differ, as an array."""
    return np.flatnonzero(np.frombuffer(one, "q") != np.frombuffer(two, "q"))


def one_cell(old: Calendar, words: "array[int]") -> Figure:
    """Return what one changed cell costs, which the calendar has marked."""
    new = changed(old, [(250, 250)], lambda: [PRICE])
    new_words = packed(new)
    assert len(delta(old, new)) == 1
    mine, fast = interleaved(
        [
            lambda: lambda: [delta(old, new) for _ in range(ONE_BY_ONE)],
            lambda: lambda: [by_numpy(words, new_words) for _ in range(ONE_BY_ONE)],
        ],
        ROUNDS,
    )
    title = "channels: one of 250,000 cells changed (aim 50 µs)"
    return Figure(title, "numpy that looks at all of them", None, mine, fast, ONE_BY_ONE)


def everything(old: Calendar) -> Figure:
    """Return what all values as ranges cost, beside the same runs as bare tuples."""

    def bare() -> list[object]:
        found: list[object] = []
        for target, row in old.rows.items():
            for measure, column in zip(Measure, row, strict=True):
                start = 0
                for value, run in groupby(column or ()):
                    end = start + len([*run])
                    found.append((target, measure, start, end, value))
                    start = end
        return found

    assert len(updates_of(old)) == len(bare())
    mine, plain = interleaved([lambda: lambda: updates_of(old), lambda: bare], 5)
    title = f"channels: all 1.75 million values, {len(updates_of(old)):,} ranges"
    return Figure(title, "groupby into tuples", None, mine, plain, 1)


def mapping(size: int) -> Mapping:
    """Return a right mapping of so many offers, ten of each room type, each on one channel."""
    codes = [(f"R{number // 10:03}", f"P{number % 10}") for number in range(size)]
    return Mapping(
        "siteminder",
        offers=tuple(Offer(*code, *code, code[0], "IDR") for code in codes),
        room_rates=tuple(RoomRate("".join(code), *code, "IDR") for code in codes),
        rate_links=tuple(RateLink("".join(code), *code, code[0]) for code in codes),
        channel_rates=tuple(ChannelRate("BDC", *code) for code in codes),
        channel_links=tuple(ChannelLink("BDC", *code, None, "".join(code)) for code in codes),
    )


def linear_lint() -> Figure:
    """Return what a large mapping takes beside ten that are a tenth of it."""
    large, small = mapping(5_000), mapping(500)
    assert lint(large, SITEMINDER) == lint(small, SITEMINDER) == ()
    mine, tenths = interleaved(
        [
            lambda: lambda: lint(large, SITEMINDER),
            lambda: lambda: [lint(small, SITEMINDER) for _ in range(10)],
        ],
        ROUNDS,
    )
    title = "channels: lint of 5,000 mappings, one entry"
    return Figure(title, "one entry of 500 mappings", 1.5, mine, tenths, 5_000)
