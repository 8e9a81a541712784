"""Which bill and window a charge goes to, by the routing instructions of a bill.

Instructions are tried in order, and the first that fits takes the charge, also when its limit is
used up: what it may not take stays at home, in the first window of the bill itself. They look
forward only; what is posted stays where it is.

Usable alone:

>>> from datetime import date
>>> from axentra_core.folio.price import Component
>>> cent, company = Decimal("0.01"), Target("C1", 1)
>>> vat = Component("VAT", Decimal(100), Decimal("0.1"), Decimal(10))
>>> night = Quote("EUR", Decimal(100), (vat,), Decimal(110), "half_up 0.01 component")
>>> pays_50 = Instruction(1, company, codes=("ROOM",), limit=Decimal(50))
>>> for one in route(night, "ROOM", "rooms", date(2026, 11, 23), [pays_50], cent):
...     print(one.target.folio, one.quote.net, one.quote.components[0].amount, one.instruction)
C1 45.45 4.55 1
None 54.55 5.45 None
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

import attrs

from axentra_core.folio.corrections import part_of, without
from axentra_core.folio.instructions import Instruction, Target
from axentra_core.folio.price import Quote
from axentra_core.kernel.numbers import ZERO, multiply, subtract
from axentra_core.kernel.rounding import Rounding, RoundingMode

__all__ = ["HOME", "Instruction", "Routed", "Target", "loops", "route"]

# Where a charge stands that no instruction has taken.
HOME = Target(None, 1)


@attrs.frozen
class Routed:
    """A charge, or a part of one, and where it goes.

    Attributes:
        target: the bill and the window.
        quote: the price of this part, with its share of every component.
        instruction: number of the one that sends it there; None for what stays at home.
    """

    target: Target
    quote: Quote
    instruction: int | None

    @property
    def counted(self) -> Decimal:
        """How much of the limit of its instruction it uses: its total, and never below zero."""
        return ZERO if self.instruction is None else max(self.quote.total, ZERO)


def route(  # noqa: PLR0913, PLR0917 - one parameter for each thing an instruction asks about
    quote: Quote,
    code: str,
    department: str,
    service_date: date,
    instructions: Sequence[Instruction],
    unit: Decimal,
) -> tuple[Routed, ...]:
    """Return where a charge goes, in one part or two: what is taken first, then what stays.

    Together the parts are the charge again, exactly: its net, and base and amount of each of its
    components. A part is taken in proportion, by largest remainder, so that it adds up itself.

    - Percent comes before the limit. It is rounded to the unit by half up, the limit down.
    - A price below zero, such as a discount, is shared by percent as any other. No limit holds it
      back, and it gives nothing back to one.
    - Of a price of zero there are no parts: it goes whole, unless the percent is 0.
    - A price whose amounts have different signs goes whole as well, or stays whole where only a
      part of it may go.
    - Without tax the net goes alone. Every service charge and tax stays at home with its base, and
      the limit counts the net.
    - An instruction to go home keeps a charge from the instructions after it; its limit and percent
      mean nothing.

    Args:
        quote: price of the charge; its amounts are multiples of the unit.
        code: transaction code. An instruction fits if it names the code or the department, or
            neither codes nor departments.
        department: where the revenue belongs.
        service_date: the day the guest has it; dates and weekdays of an instruction mean this one.
        instructions: in the order in which they are tried, each with what it has used.
        unit: smallest amount on the bill.
    """
    taker = next(
        (one for one in instructions if _fits(one, code, department, service_date)),
        None,
    )
    if taker is not None and (part := _taken(quote, taker, unit)) is not None:
        away = Routed(taker.target, part, taker.number)
        if part is quote:
            return (away,)
        rest = without(quote, part)
        return (away, Routed(HOME, rest, None)) if _is_something(rest) else (away,)
    return (Routed(HOME, quote, None),)


def _fits(instruction: Instruction, code: str, department: str, on: date) -> bool:
    named = instruction.codes or instruction.departments
    return (
        (not named or code in instruction.codes or department in instruction.departments)
        and (instruction.since is None or instruction.since <= on)
        and (instruction.until is None or on <= instruction.until)
        and (not instruction.weekdays or on.weekday() in instruction.weekdays)
    )


def _taken(quote: Quote, taker: Instruction, unit: Decimal) -> Quote | None:
    """Return the part that an instruction takes; None for nothing."""
    if taker.target == HOME or taker.percent == 0:
        return None
    offered = quote
    if not taker.with_tax and quote.components:
        if not quote.net:
            return None
        offered = Quote(quote.currency, quote.net, (), quote.net, quote.rounding)
    amount = _share(offered.total, taker, unit)
    if amount == offered.total:
        return offered
    return part_of(offered, amount, unit) if amount and _has_one_sign(offered) else None


def _share(whole: Decimal, taker: Instruction, unit: Decimal) -> Decimal:
    """Return how much of a total an instruction takes."""
    share = whole
    if taker.percent is not None:
        share = Rounding(unit).of(multiply(whole, taker.percent))
    if taker.limit is None:
        return share
    left = Rounding(unit, RoundingMode.DOWN).of(subtract(taker.limit, taker.used))
    # What is left is never below zero, so that it holds no discount back.
    return min(share, max(left, ZERO))


def _has_one_sign(quote: Quote) -> bool:
    amounts = [quote.net, *(part.amount for part in quote.components if part.owed)]
    return all(amount >= 0 for amount in amounts) or all(amount <= 0 for amount in amounts)


def _is_something(quote: Quote) -> bool:
    return bool(quote.net) or any(part.amount or part.base for part in quote.components)


def loops(instructions: Mapping[str, Sequence[Instruction]], start: str) -> tuple[str, ...] | None:
    """Return a circle of bills that send charges to each other, such as A, B, A; None without one.

    Every circle that can be reached from a bill is found, whether that bill is a part of it or not.
    What an instruction takes, on which days and up to which limit is not looked at: two bills that
    may not meet today may meet tomorrow. A bill that names itself by its id is a circle too.

    Args:
        instructions: of each bill, by its id; a bill that is missing has none.
        start: the bill from which charges go out.
    """
    way = {start: _targets(instructions, start)}
    done: set[str] = set()
    while way:
        here, targets = next(reversed(way.items()))
        following = next(targets, None)
        if following is None:
            done.add(here)
            del way[here]
        elif following in way:
            bills = list(way)
            return (*bills[bills.index(following) :], following)
        elif following not in done:
            way[following] = _targets(instructions, following)
    return None


def _targets(instructions: Mapping[str, Sequence[Instruction]], bill: str) -> Iterator[str]:
    return (one.target.folio for one in instructions.get(bill, ()) if one.target.folio is not None)
