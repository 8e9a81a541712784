"""Windows: the parts of a bill, each with its own payee and its own balance."""

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

import attrs

from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.numbers import ZERO, add, subtract
from axentra_core.kernel.texts import Id

MOST_WINDOWS: Final = 99
# What the widest-spread systems give a bill.
STANDARD_WINDOWS: Final = 8

WindowNumber = Annotated[int, whole(1, MOST_WINDOWS)]


class PayeeKind(StrEnum):
    """Who pays what is in a window."""

    GUEST = "guest"
    ACCOUNT = "account"


@checked
class Payee:
    """Who pays what is in a window: a guest, or a company with an account.

    Attributes:
        kind: which of them.
        id: of the profile or the account; a name stands in neither.
    """

    kind: PayeeKind
    id: Id


@attrs.frozen
class Window:
    """One part of a bill, with its own payee and its own balance.

    Attributes:
        number: from 1; what nobody has placed stands in the first.
        charged: sum of what was charged to it, or moved here.
        paid: sum of what was paid for it.
        payee: who pays it; the guest when None.
        invoice: number of its last invoice.
        invoiced_through: line of the bill up to which that invoice covers the window.
    """

    number: int
    charged: Decimal = ZERO
    paid: Decimal = ZERO
    payee: Payee | None = None
    invoice: str | None = None
    invoiced_through: int = 0

    @property
    def owed(self) -> Decimal:
        """What is still to be paid of it; negative when too much was paid."""
        return subtract(self.charged, self.paid)


def find_window(windows: Iterable[Window], number: int) -> Window:
    """Return a window; an empty one when nothing was ever in it."""
    for one in windows:
        if one.number == number:
            return one
    return Window(number)


def with_window(windows: tuple[Window, ...], changed: Window) -> tuple[Window, ...]:
    """Return the windows with one of them as it is now, by number."""
    # Nearly every bill has one window, and every posting comes through here.
    if len(windows) == 1 and windows[0].number == changed.number:
        return (changed,)
    others = [one for one in windows if one.number != changed.number]
    return tuple(sorted((*others, changed), key=lambda one: one.number))


def moved(
    windows: tuple[Window, ...], number: int, charged: Decimal = ZERO, paid: Decimal = ZERO
) -> tuple[Window, ...]:
    """Return the windows with more charged to one of them, or more paid for it."""
    one = find_window(windows, number)
    return with_window(
        windows,
        Window(
            number,
            add(one.charged, charged),
            add(one.paid, paid),
            one.payee,
            one.invoice,
            one.invoiced_through,
        ),
    )
