"""What has happened to a bill beside its lines, in the past tense."""

from datetime import date
from decimal import Decimal

import attrs

from axentra_core.folio.instructions import Instruction
from axentra_core.folio.model import FolioKind
from axentra_core.folio.recurring import FixedCharge
from axentra_core.folio.windows import STANDARD_WINDOWS, Payee


@attrs.frozen
class FolioOpened:
    """A bill has begun.

    Attributes:
        stay: whose stay it bills; its own id where it is of none.
        follows: the closed bill that a late one comes after.
        name: what a house account is called.
    """

    folio: str
    stay: str
    currency: str
    unit: Decimal
    kind: FolioKind = FolioKind.GUEST
    most_windows: int = STANDARD_WINDOWS
    follows: str | None = None
    name: str | None = None


@attrs.frozen
class PayeeNamed:
    """Somebody else pays a window, or the guest again."""

    folio: str
    window: int
    payee: Payee | None


@attrs.frozen
class InvoiceNoted:
    """A window stands on an invoice up to a line; what it covers is corrected by documents only."""

    folio: str
    window: int
    invoice: str
    through: int
    business_date: date


@attrs.frozen
class InvoiceWithdrawn:
    """An invoice was taken back as a whole, and what it covered can be invoiced anew.

    Attributes:
        before: the invoice that the window had before, if any.
        through: the last line that one covers.
    """

    folio: str
    window: int
    invoice: str
    before: str | None
    through: int
    business_date: date


@attrs.frozen
class PostingForbidden:
    """Nothing more may be signed to the bill; its nights go on it as before."""

    folio: str
    reason: str
    actor: str


@attrs.frozen
class PostingAllowed:
    """Guests may sign to the bill again."""

    folio: str
    actor: str


@attrs.frozen
class PostingOverridden:
    """Something was signed to the bill although that was forbidden, or beyond its credit limit.

    Attributes:
        line: the charge.
        actor: who has decided on it.
    """

    folio: str
    line: int
    reason: str
    actor: str
    business_date: date


@attrs.frozen
class CreditLimitSet:
    """How much may be owed when something is signed to the bill; None sets no limit."""

    folio: str
    limit: Decimal | None
    actor: str


@attrs.frozen
class RoutingAgreed:
    """Charges that fit go elsewhere from now on."""

    folio: str
    instruction: Instruction


@attrs.frozen
class RoutingEnded:
    """Charges stay where they are again; what went elsewhere stays there."""

    folio: str
    instruction: int
    reason: str


@attrs.frozen
class FixedChargeAdded:
    """Something is charged again and again from now on."""

    folio: str
    fixed_charge: FixedCharge


@attrs.frozen
class FixedChargeEnded:
    """Something is charged no more."""

    folio: str
    fixed_charge: int
    reason: str


@attrs.frozen
class FolioPutOnAccount:
    """The bill stays open although its guest has left; `owed` is below zero for a credit."""

    folio: str
    owed: Decimal
    due: date | None
    reason: str
    actor: str
    business_date: date


@attrs.frozen
class FolioClosed:
    """The bill has ended at exactly zero."""

    folio: str
    charged: Decimal
    paid: Decimal
    business_date: date


@attrs.frozen
class FolioReopened:
    """The end of the bill was taken back; it goes on with everything that stands on it."""

    folio: str
    stay: str
    reason: str
    business_date: date
