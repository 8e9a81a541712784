"""How tax is rounded: unit, mode, level and what becomes of the rest. Stored with the result."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from axentra_core.kernel.checks import checked
from axentra_core.kernel.errors import InvalidInput
from axentra_core.kernel.numbers import as_text, number
from axentra_core.kernel.rounding import RoundingMode


class RoundingLevel(StrEnum):
    """What is added up before it is rounded, finest first.

    UNIT_RATE: nothing: the amount of one unit (a person and night, one piece of an item) is rounded
    and then multiplied. LINE: each item. LINE_NET: each item, after its net price was rounded
    itself. NIGHT: each date. CATEGORY: each category of items. INVOICE_RATE: each rate. STAY: the
    component as a whole. BILL: the total of all components, which share what comes out.

    What was rounded is shared back by the running sum, so that items add up to it and no share
    changes when other items follow.
    """

    UNIT_RATE = "unit_rate"
    LINE = "line"
    LINE_NET = "line_net"
    NIGHT = "night"
    CATEGORY = "category"
    INVOICE_RATE = "invoice_rate"
    STAY = "stay"
    BILL = "bill"


class Residual(StrEnum):
    """Who takes what rounding leaves of a gross price.

    NET: components are rounded, net is what is left. LAST: net and components are rounded, the
    last inclusive component of the rule set that applies takes what is left. LINE: all are rounded,
    and a component ``rounding`` of its own holds the rest.
    """

    NET = "net"
    LAST = "last"
    LINE = "line"


def positive(value: object) -> Decimal:
    """Return a step above zero."""
    found = number(value)  # type: ignore[arg-type] # the guard refuses the rest
    if found <= 0:
        raise InvalidInput.because("money.must_be_positive")
    return found


@checked
class Policy:
    """A named rounding.

    Attributes:
        unit: components are multiples of it: 0.01, 1, 0.05.
        mode: what happens between two multiples.
        level: what is added up before.
        residual: what becomes of the rest of a gross price. That of the rule set counts, also
            where a rule has a rounding of its own.
    """

    unit: Annotated[Decimal, positive]
    mode: RoundingMode = RoundingMode.HALF_UP
    level: RoundingLevel = RoundingLevel.STAY
    residual: Residual = Residual.NET

    def __str__(self) -> str:
        """Return the name that is stored, such as ``half_up 0.01 stay net``."""
        return f"{self.mode} {as_text(self.unit)} {self.level} {self.residual}"
