"""What a unit costs: one price, blocks by how much is used, or bands by the hour of the day."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, ClassVar, Final

from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.errors import Fault, InvalidInput
from axentra_core.kernel.numbers import ZERO, add, as_text, multiply, subtract
from axentra_core.kernel.texts import Code
from axentra_core.meters.units import NotNegative

HOURS_OF_DAY: Final = 24
MOST_BLOCKS: Final = 50

Hour = Annotated[int, whole(0, HOURS_OF_DAY)]


class WrongTariff(InvalidInput):
    """A tariff cannot be meant as it stands; `faults` lists everything with its path."""

    SENTENCES: ClassVar[Mapping[str, str]] = {
        "meters.blocks_not_rising": "a block ends at {got}, and the one before it at {before}",
        "meters.block_not_open": "the last block has no end; leave its upto out",
        "meters.block_open": "only the last block has no end; give this one an upto",
        "meters.hours_gap": "no price holds from {since} to {until} o'clock",
        "meters.hours_overlap": "two prices hold from {since} to {until} o'clock",
        "meters.price_kind": "a price is one of price, blocks and hours; this has {got}",
        "meters.version_gap": "no version holds from {first} to {last}",
        "meters.version_overlap": "two versions hold from {first} to {last}",
        "meters.version_not_last": "only the last version holds for good; give this one a last day",
    }


def wrong(code: str, path: str, **values: object) -> Fault:
    """Return a fault of a tariff."""
    return WrongTariff.because(code, path=path, **values).faults[0]


class BlockMode(StrEnum):
    """What a block prices: MARGINAL the units that fall in it, VOLUME every unit of the stay."""

    MARGINAL = "marginal"
    VOLUME = "volume"


@checked
class Block:
    """One line of a table of blocks.

    Attributes:
        price: of a unit, with as many decimals as it needs.
        upto: the last quantity that is in it, as a running total; None for the last block.
    """

    price: NotNegative
    upto: NotNegative | None = None


@checked
class Blocks:
    """Prices by how much is used, the bounds strictly rising and the last block open.

    Attributes:
        lines: at least one.
        mode: whether a block prices the units in it or every unit.
    """

    lines: tuple[Block, ...]
    mode: BlockMode = BlockMode.MARGINAL

    @cached_property
    def ladder(self) -> tuple[tuple[Decimal | None, Decimal, Decimal, Decimal], ...]:
        """Each block's last unit, its price, where it begins, and what all below it costs."""
        rungs: list[tuple[Decimal | None, Decimal, Decimal, Decimal]] = []
        lower = below = ZERO
        for line in self.lines:
            rungs.append((line.upto, line.price, lower, below))
            if line.upto is not None:
                below = add(below, multiply(subtract(line.upto, lower), line.price))
                lower = line.upto
        return tuple(rungs)

    def __attrs_post_init__(self) -> None:
        """Check the order of the bounds, all at once."""
        if faults := [*self._faults()]:
            raise InvalidInput(faults)

    def _faults(self) -> Iterator[Fault]:
        count = len(self.lines)
        if not 1 <= count <= MOST_BLOCKS:
            yield InvalidInput.because(
                "list.length", path="lines", got=count, low=1, high=MOST_BLOCKS
            ).faults[0]
        before = ZERO
        for place, line in enumerate(self.lines):
            path = f"lines[{place}].upto"
            is_last = place == count - 1
            if line.upto is None:
                if not is_last:
                    yield wrong("meters.block_open", path)
                continue
            if is_last:
                yield wrong("meters.block_not_open", path)
            if line.upto <= before:
                yield wrong(
                    "meters.blocks_not_rising", path, got=as_text(line.upto), before=as_text(before)
                )
            before = line.upto


@checked
class HourBand:
    """A price that holds from one full hour to another, by the clocks of the house.

    Attributes:
        since: first hour, 0 to 23.
        until: hour in which it does not hold any more, 1 to 24.
        price: of a unit.
    """

    since: Hour
    until: Hour
    price: NotNegative

    def __attrs_post_init__(self) -> None:
        """Refuse a band without hours."""
        if self.until <= self.since:
            raise InvalidInput.because(
                "value.out_of_range",
                path="until",
                got=self.until,
                low=self.since + 1,
                high=HOURS_OF_DAY,
            )


@checked
class UnitPrice:
    """What a unit of a register costs: one price, a table of blocks, or a price by the hour.

    Attributes:
        price: of every unit.
        blocks: by how much is used.
        hours: by the hour of the day, each hour in one band.
        register: for which; None for every register without a price of its own.
    """

    price: NotNegative | None = None
    blocks: Blocks | None = None
    hours: tuple[HourBand, ...] = ()
    register: Code | None = None

    def __attrs_post_init__(self) -> None:
        """Insist on one kind of price, and on a band for each hour."""
        given = [name for name in ("price", "blocks", "hours") if getattr(self, name) not in _NONE]
        if len(given) != 1:
            raise InvalidInput((wrong("meters.price_kind", "", got=" and ".join(given) or "none"),))
        if self.hours and (faults := [*self._faults_of_hours()]):
            raise InvalidInput(faults)

    def _faults_of_hours(self) -> Iterator[Fault]:
        until = 0
        for band in sorted(self.hours, key=lambda band: band.since):
            if band.since > until:
                yield wrong("meters.hours_gap", "hours", since=until, until=band.since)
            elif band.since < until:
                last = min(until, band.until)
                yield wrong("meters.hours_overlap", "hours", since=band.since, until=last)
            until = max(until, band.until)
        if until < HOURS_OF_DAY:
            yield wrong("meters.hours_gap", "hours", since=until, until=HOURS_OF_DAY)


_NONE: Final = (None, ())
