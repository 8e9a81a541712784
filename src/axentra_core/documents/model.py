"""What a document is: everything that is printed on it, as it was known when it was issued."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

import attrs

from axentra_core.documents.figures import (
    AgeLine,
    DocumentLine,
    Figure,
    OpenItemLine,
    PaymentLine,
    Settlement,
    TaxLine,
)
from axentra_core.kernel.checks import Day, checked, list_of, whole
from axentra_core.kernel.numbers import MOST_DECIMALS, ZERO
from axentra_core.kernel.sealed import Sealed
from axentra_core.kernel.texts import Cause, Code, Id, Text

# The bill of a large group has thousands of lines; no other list of a message is so long.
MOST_PRINTED = 100_000


class DocumentKind(StrEnum):
    """What a document is."""

    PROFORMA = "proforma"
    ADVANCE_INVOICE = "advance_invoice"
    INVOICE = "invoice"
    RECEIPT = "receipt"
    CREDIT_NOTE = "credit_note"
    CORRECTION = "correction"
    ACCOUNT_STATEMENT = "account_statement"


class DocumentStatus(StrEnum):
    """Where a document stands; its content is the same for ever."""

    ISSUED = "issued"
    CANCELLED = "cancelled"
    SETTLED = "settled"


@checked
class Seller:
    """The house as it sells: no personal data, so it is kept as it is printed.

    Attributes:
        name: legal name.
        address: one text a line.
        tax_id: number of the house with its tax office.
        registration: number of the house in the register of companies.
    """

    name: Text
    address: tuple[Text, ...] = ()
    tax_id: Text | None = None
    registration: Text | None = None


@checked
class Party:
    """Whoever a document is made out to, as they were known then.

    Attributes:
        subject: id of the guest or the account, under which everything here is sealed.
        name: of the person or the company.
        address: where it is sent to.
        mail: where it is mailed to.
        tax_id: number of a company with its tax office.
    """

    subject: Id
    name: Sealed
    address: Sealed | None = None
    mail: Sealed | None = None
    tax_id: Text | None = None


@checked
class Content:
    """Everything on a document but its number and who has issued it when.

    Attributes:
        kind: what it is.
        currency: ISO 4217 code of every amount on it.
        digits: decimals of every amount.
        about: what it is made from, such as ``folio:S1:1`` or ``account:ACME``.
        net: the sum of the lines without service charge and taxes.
        charged: net, taxes that are owed, what was brought forward, and rounding.
        paid: the sum of the payments less refunds.
        balance: charged less paid and less what is set off; below zero when it is owed back.
        seller: the house.
        buyer: whoever it is made out to; a receipt may have none.
        room: number of the room.
        arrival: first night.
        departure: day after the last night.
        lines: charges and corrections in order.
        taxes: one for each code and rate, in order.
        payments: payments and refunds in order.
        settlements: advance invoices that are set off.
        open_items: what is open on a company's account.
        ages: the same by age.
        brought_forward: what was owed before the first line.
        rounding: what cash was rounded by; below zero when it was rounded down.
        refers_to: number of the document that a credit note or a correction corrects.
        reason: why it was issued, such as why it corrects.
        due: the day by which the balance is to be paid.
        since: first business date of a statement.
        until: last business date of a statement.
    """

    kind: DocumentKind
    currency: Code
    digits: Annotated[int, whole(0, MOST_DECIMALS)]
    about: Cause
    net: Figure
    charged: Figure
    paid: Figure
    balance: Figure
    seller: Seller | None = None
    buyer: Party | None = None
    room: Code | None = None
    arrival: Day | None = None
    departure: Day | None = None
    lines: Annotated[tuple[DocumentLine, ...], list_of(DocumentLine, MOST_PRINTED)] = ()
    taxes: tuple[TaxLine, ...] = ()
    payments: Annotated[tuple[PaymentLine, ...], list_of(PaymentLine, MOST_PRINTED)] = ()
    settlements: tuple[Settlement, ...] = ()
    open_items: Annotated[tuple[OpenItemLine, ...], list_of(OpenItemLine, MOST_PRINTED)] = ()
    ages: tuple[AgeLine, ...] = ()
    brought_forward: Figure = ZERO
    rounding: Figure = ZERO
    refers_to: Id | None = None
    reason: Text | None = None
    due: Day | None = None
    since: Day | None = None
    until: Day | None = None


@attrs.frozen
class Document:
    """The state of an issued document.

    Attributes:
        id: its number, such as ``INV-2026-000001``.
        content: what is printed on it.
        status: issued, cancelled, or settled as an advance invoice is.
        issued_at: when it was issued.
        business_date: the business date of that.
        issued_by: who has issued it.
        ended_by: number of the credit note that has cancelled it, or of the invoice that has set
            it off; None while it stands.
        reason: why it was cancelled.
    """

    id: str
    content: Content
    status: DocumentStatus
    issued_at: datetime
    business_date: date
    issued_by: str
    ended_by: str | None = None
    reason: str | None = None
