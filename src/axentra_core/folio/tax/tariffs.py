"""What a rule is taken of, and what it brings by price."""

from decimal import Decimal
from typing import Annotated

from axentra_core.folio.tax.vocabulary import Factor, KeyPer, KeyPrice, Mode, Price
from axentra_core.kernel.checks import checked, list_of
from axentra_core.kernel.numbers import ZERO
from axentra_core.kernel.texts import Code

ONE = Decimal(1)
MOST_BRACKETS = 100


@checked
class BasePart:
    """One thing that a rule's base is made of: ``max(0, amount - deduction) × factor``.

    Attributes:
        code: an article (the net price of items of that class) or a component (its amount).
        factor: which part of it counts, such as 0.89 in Vienna.
        deduction: taken off the price of an article before, once for each piece of the item; never
            below zero. A component has no price to take it off.
    """

    code: Code
    factor: Factor = ONE
    deduction: Price = ZERO


def base_of(*codes: str) -> tuple[BasePart, ...]:
    """Return a base of whole amounts by their codes."""
    return tuple(BasePart(code) for code in codes)


@checked
class Bracket:
    """One line of a bracket table.

    Attributes:
        above: lower bound of the price. A price below the first line is in no bracket and pays
            nothing.
        value: amount or rate, as the table's mode says.
    """

    above: Price
    value: Price


@checked
class Brackets:
    """A table of prices with what each brings; the lines stand in rising order.

    Attributes:
        mode: what the values mean.
        lines: at least one.
        inclusive_lower: True (10,000 and more), or False (more than 50) for the bounds of all
            lines: the price *at* a bound belongs to the line that starts there, or to the line
            before it.
        step: open end: the last line is this wide, and every further started step adds
            `step_value` (Hamburg: above 150 the last line has 4.80, step 50, step_value 1.20: 4.80
            at 200.00, 6.00 at 200.01 and at 250.00). Bounds of steps are as those of lines.
        step_value: what a step adds.
        key: codes whose price is asked for, articles and components; the articles of the rule's own
            base (or every article of nights, if it has none) when empty. A LISTED key names no
            component, a GROSS one none that it contains.
        key_price: net, gross or listed.
        key_per: of a room or of a person.

    For an item that is a night the key is the price of everything in the key's codes on its date in
    its room, divided by the number of rooms: the quantity of the night, the largest where several
    items are nights of that room. All items of the room and night are in the same line. For any
    other item the key is the price of one piece, with the components of it that are named. A key of
    components alone is what these come to, without the price.

    A price that is taken back (below zero) is in the line of the price itself: rates give back what
    was taken, amounts go on counting what they count. A net price of the other sign than the gross
    price it was given as is below the first line.
    """

    mode: Mode
    lines: Annotated[tuple[Bracket, ...], list_of(Bracket, MOST_BRACKETS)]
    inclusive_lower: bool = True
    step: Price | None = None
    step_value: Price | None = None
    key: tuple[Code, ...] = ()
    key_price: KeyPrice = KeyPrice.NET
    key_per: KeyPer = KeyPer.ROOM
