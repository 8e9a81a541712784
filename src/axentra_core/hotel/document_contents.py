"""What stands on documents: figures of a bill, an account or a deposit, as they are recorded."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Self, TypeGuard

import attrs

from axentra_core.documents import (
    Content,
    Document,
    DocumentKind,
    DocumentLine,
    Party,
    PaymentLine,
    TaxLine,
    Tendered,
    summary,
)
from axentra_core.documents import Settlement as SetOff
from axentra_core.folio import (
    ChargePosted,
    Folio,
    PayeeKind,
    Payment,
    PaymentMethod,
    PaymentTaken,
    Priced,
    TransferredIn,
)
from axentra_core.folio.corrections import corrected_by
from axentra_core.hotel.document_subjects import Subject
from axentra_core.hotel.window import Window
from axentra_core.kernel.numbers import ZERO, add, negate, subtract, total
from axentra_core.stays import Stay

SOLD = (ChargePosted, TransferredIn)


@attrs.frozen
class Sums:
    """What the charges of a document come to, taxes as they were posted.

    Attributes:
        taxes: one for each code and rate of which anything is left.
        net: without service charge and taxes.
        charged: with those that are owed, what was brought forward, and rounding.
    """

    taxes: tuple[TaxLine, ...]
    net: Decimal
    charged: Decimal

    @classmethod
    def of(cls, charges: Sequence[Priced], *beside: Decimal) -> Self:
        """Return the sums of charges, and of what is charged beside them."""
        parts = (part for charge in charges for part in charge.quote.components)
        taxes = tuple(tax for tax in summary(parts) if tax.base or tax.amount)
        net = total(charge.quote.net for charge in charges)
        owed = total(tax.amount for tax in taxes if tax.owed)
        return cls(taxes, net, total((net, owed, *beside)))


def content_of(
    view: Window, subject: Subject, kind: DocumentKind, due: date | None = None
) -> Content:
    """Return what a document of a window says: what no invoice covers, or all for a receipt.

    What a company was billed directly it has yet to pay: that is no payment on its invoice.
    """
    folio, now = subject.folio, subject.now
    is_receipt = kind is DocumentKind.RECEIPT
    before = None if is_receipt else subject.before
    shown = now.lines if is_receipt else tuple(subject.lines)
    charges = [line for line in shown if isinstance(line, Priced)]
    advances = dict(_advances(view, shown))
    payments = [line for line in shown if _is_money(line) and line.line not in advances]
    forward = now.brought_forward if is_receipt else subject.forward
    rounding = now.rounding if before is None else subtract(now.rounding, before.rounding)
    sums = Sums.of(charges, forward, rounding)
    paid = total(payment.received for payment in payments)
    set_off = total(one.amount for one in advances.values())
    stay: Stay | None = view.get("stay", folio.stay)
    return Content(
        kind=kind,
        currency=folio.currency,
        digits=now.digits,
        about=f"folio:{folio.id}:{now.window}",
        net=sums.net,
        charged=sums.charged,
        paid=paid,
        balance=subtract(sums.charged, add(paid, set_off)),
        seller=view.property.documents.seller,
        buyer=party_of(view, folio, now.window or 1),
        room=None if stay is None else stay.room,
        arrival=None if stay is None else stay.arrival,
        departure=None if stay is None else stay.departure,
        lines=lines_of(charges),
        taxes=sums.taxes,
        payments=tuple(map(_payment, payments)),
        settlements=tuple(advances.values()),
        brought_forward=forward,
        rounding=rounding,
        due=due,
    )


def correcting(
    view: Window, invoice: Document, kind: DocumentKind, made: Sequence[Priced], reason: str
) -> Content:
    """Return what a credit note or a correction says: the lines that correct an invoice."""
    own, sums = invoice.content, Sums.of(made)
    return Content(
        kind=kind,
        currency=own.currency,
        digits=own.digits,
        about=own.about,
        net=sums.net,
        charged=sums.charged,
        paid=ZERO,
        balance=sums.charged,
        seller=view.property.documents.seller,
        buyer=own.buyer,
        room=own.room,
        arrival=own.arrival,
        departure=own.departure,
        lines=lines_of(made),
        taxes=sums.taxes,
        refers_to=invoice.id,
        reason=reason,
    )


def mirrored(view: Window, invoice: Document, corrected: Sequence[Priced], reason: str) -> Content:
    """Return the credit note that takes an invoice back: every figure negated that still stands.

    Args:
        view: of the hotel.
        invoice: what is taken back.
        corrected: lines by which documents have corrected it before.
        reason: why it is taken back.
    """
    own, sums = invoice.content, Sums.of(corrected)
    charged = negate(add(subtract(own.charged, own.brought_forward), sums.charged))
    return Content(
        kind=DocumentKind.CREDIT_NOTE,
        currency=own.currency,
        digits=own.digits,
        about=own.about,
        net=negate(add(own.net, sums.net)),
        charged=charged,
        paid=ZERO,
        balance=charged,
        seller=view.property.documents.seller,
        buyer=own.buyer,
        room=own.room,
        arrival=own.arrival,
        departure=own.departure,
        lines=tuple(
            DocumentLine(
                line.line,
                line.on,
                line.description,
                negate(line.quantity),
                line.code,
                line.department,
                negate(line.net),
                negate(line.total),
                line.line,
                line.note,
            )
            for line in (*own.lines, *lines_of(corrected))
        ),
        taxes=tuple(
            TaxLine(tax.code, tax.rate, negate(tax.base), negate(tax.amount), tax.owed)
            for tax in summary((*own.taxes, *sums.taxes))
        ),
        rounding=negate(own.rounding),
        refers_to=invoice.id,
        reason=reason,
    )


def lines_of(charges: Iterable[Priced]) -> tuple[DocumentLine, ...]:
    """Return charges and corrections as rows of a document."""
    return tuple(
        DocumentLine(
            charge.line,
            charge.service_date if isinstance(charge, SOLD) else charge.business_date,
            charge.description,
            Decimal(charge.quantity if isinstance(charge, SOLD) else -charge.quantity),
            charge.code,
            charge.department,
            charge.quote.net,
            charge.quote.total,
            corrected_by(charge),
            getattr(charge, "note", None),
        )
        for charge in charges
    )


def _is_money(line: object) -> TypeGuard[Payment]:
    return isinstance(line, Payment) and line.method is not PaymentMethod.DIRECT_BILL


def _payment(payment: Payment) -> PaymentLine:
    tendered = payment.tendered if isinstance(payment, PaymentTaken) else None
    return PaymentLine(
        payment.line,
        payment.business_date,
        payment.method.value,
        payment.received,
        payment.reference,
        None if payment.card is None else payment.card.last_four,
        None
        if tendered is None
        else Tendered(tendered.amount.currency.code, tendered.amount.amount, tendered.rate),
    )


def _advances(view: Window, lines: Iterable[object]) -> Iterator[tuple[int, SetOff]]:
    """Yield what was paid by deposits that have an advance invoice, by line."""
    for line in lines:
        if isinstance(line, PaymentTaken) and line.method is PaymentMethod.DEPOSIT:
            deposit = view.get("deposit", line.reference or "")
            if deposit is not None and deposit.invoice is not None:
                yield line.line, SetOff(deposit.invoice, line.amount)


def party_of(view: Window, folio: Folio, window: int) -> Party | None:
    """Return who pays a window, sealed as they are known today; None for nobody known."""
    payee = folio.window(window).payee
    if payee is not None and payee.kind is PayeeKind.ACCOUNT:
        account = view.need("account", payee.id)
        return Party(account.id, account.name, account.address, account.mail, account.tax_id)
    stay: Stay | None = view.get("stay", folio.stay)
    guest_id = payee.id if payee is not None else stay and stay.guest
    guest = view.get("guest", guest_id) if guest_id else None
    return None if guest is None else Party(guest.id, guest.name, mail=guest.mail)
