"""What a folio is made of."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import attrs

from axentra_core.folio.instructions import Instruction
from axentra_core.folio.recurring import FixedCharge
from axentra_core.folio.windows import STANDARD_WINDOWS, Window, find_window
from axentra_core.kernel.checks import checked, whole
from axentra_core.kernel.journal import Journal
from axentra_core.kernel.money import ExchangeRate, Money, PositiveAmount
from axentra_core.kernel.numbers import subtract
from axentra_core.kernel.texts import Code, LastFour, Token

MOST_LINES = 1_000_000


LineNumber = Annotated[int, whole(1, MOST_LINES)]


class FolioStatus(StrEnum):
    """Where a folio stands."""

    OPEN = "open"
    CLOSED = "closed"


class FolioKind(StrEnum):
    """Whose bill it is: of a stay, a group, the house itself, somebody who has no room, or late.

    A late one takes what was found after the bill it follows was closed.
    """

    GUEST = "guest"
    GROUP = "group"
    HOUSE = "house"
    PASSER_BY = "passer_by"
    LATE = "late"


class PaymentMethod(StrEnum):
    """What settles a bill: money, a company's account, a deposit, or that it is given up."""

    CASH = "cash"
    CARD = "card"
    TRANSFER = "transfer"
    VOUCHER = "voucher"
    QR_WALLET = "qr_wallet"
    DIRECT_BILL = "direct_bill"
    DEPOSIT = "deposit"
    WRITE_OFF = "write_off"


# What brings no money: each has a command of its own, for something else happens with it.
NO_MONEY = frozenset({PaymentMethod.DIRECT_BILL, PaymentMethod.DEPOSIT, PaymentMethod.WRITE_OFF})


@checked
class Card:
    """All that is ever known of a card: never its number, never its security code.

    Attributes:
        token: what the gateway knows the card by.
        brand: such as ``visa``.
        last_four: the four digits a receipt shows.
    """

    token: Token = attrs.field(repr=False)
    brand: Code
    last_four: LastFour


@checked
class Tendered:
    """What was handed over, where it was money of another country.

    Attributes:
        amount: of the foreign notes.
        rate: what one unit of them was worth in the bill's currency, as it was agreed.
    """

    amount: PositiveAmount
    rate: ExchangeRate


@attrs.frozen
class Receivable:
    """Why a bill is open although its guest has left, and until when.

    Attributes:
        due: the day by which it is to be settled, where one was agreed.
        reason: such as who pays it.
        actor: who agreed to it last.
        since: the business date on which the bill was put on account first.
    """

    due: date | None
    reason: str
    actor: str
    since: date


@attrs.frozen
class Terms:
    """What was agreed about a bill.

    Attributes:
        most_windows: how many windows it may have.
        follows: the closed bill that a late one comes after.
        name: what a house account is called.
        no_post: why nothing more may be signed to it; None if it may.
        credit_limit: the most that may be owed when something is signed to it; None sets none.
        routing: instructions in the order in which they are tried.
        instructed: how many instructions there ever were.
        fixed: what is charged again and again.
        fixed_ever: how many fixed charges there ever were.
    """

    most_windows: int = STANDARD_WINDOWS
    follows: str | None = None
    name: str | None = None
    no_post: str | None = None
    credit_limit: Decimal | None = None
    routing: tuple[Instruction, ...] = ()
    instructed: int = 0
    fixed: tuple[FixedCharge, ...] = ()
    fixed_ever: int = 0


@attrs.frozen
class Folio:
    """The state of a guest's bill.

    Attributes:
        id: the folio; a stay's own folio carries the stay's id.
        stay: whose stay it bills.
        currency: ISO 4217 code of every amount on it.
        unit: smallest amount that can stand on it, such as ``Decimal("0.01")``.
        status: open or closed.
        charged: sum of all charges and corrections, and what the bill was taken over with.
        paid: sum of all payments.
        lines: the posted events in order; line numbers count from 1.
        receivable: what was agreed when the guest left the bill open; None while it is not.
        kind: whose bill it is.
        divided: its windows, once there is more to say than that all of it stands in the first.
        terms: what was agreed about it.
    """

    id: str
    stay: str
    currency: str
    unit: Decimal
    status: FolioStatus
    charged: Decimal
    paid: Decimal
    lines: Journal[Any]
    receivable: Receivable | None = None
    kind: FolioKind = FolioKind.GUEST
    divided: tuple[Window, ...] = ()
    terms: Terms = Terms()

    @property
    def windows(self) -> tuple[Window, ...]:
        """The windows that were used, by number; together they are charged and paid the sums."""
        return self.divided or (Window(1, self.charged, self.paid),)

    @property
    def is_even(self) -> bool:
        """Whether nothing is owed in any window, on either side."""
        return not any(window.owed for window in self.windows)

    def window(self, number: int) -> Window:
        """Return a window; an empty one when nothing was ever in it."""
        return find_window(self.windows, number)

    @property
    def owed(self) -> Decimal:
        """What is still to be paid, without the currency; negative when too much was paid."""
        return subtract(self.charged, self.paid)

    @property
    def balance(self) -> Money:
        """What is still to be paid; negative when too much was paid."""
        return Money(self.owed, self.currency)
