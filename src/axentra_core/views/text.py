"""Documents as plain text: for a terminal, a receipt printer or a mail."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import attrs

from axentra_core.folio import (
    CashRounded,
    ChargeAdjusted,
    ChargePosted,
    OpeningBalancePosted,
    Payment,
    PaymentReversed,
    Priced,
    RefundPaid,
    Statement,
    TransferredIn,
    TransferredOut,
)
from axentra_core.kernel.calendar import Nights
from axentra_core.views.columns import WIDTH, Column, Row, headings, table
from axentra_core.views.locale import Language, language

if TYPE_CHECKING:
    # A bill does not need it, and it loads several times what a bill needs.
    from axentra_core.reports import DayReport, Kpi

THIN, THICK, BLANK = "-", "=", ""
NO_FIGURE = "-"
TITLE = (Column(wraps=True), Column(figures=True))
PAIRS = (Column(), Column(wraps=True), Column(), Column(wraps=True))
SUMS = (Column(wraps=True), Column(), Column(figures=True))


@attrs.frozen
class _Amounts:
    """How the amounts of one document are written."""

    own: Language
    currency: str
    digits: int

    def plain(self, amount: Decimal) -> str:
        """Return one figure among many of the same currency."""
        return self.own.number(amount, self.digits)

    def money(self, amount: Decimal) -> str:
        """Return a sum with its currency."""
        return self.own.money(amount, self.currency, self.digits)


# --- the bill ---


def statement(  # noqa: PLR0913 - a bill says that much
    bill: Statement,
    locale: str,
    *,
    property_name: str,
    guest_name: str | None = None,
    room: str | None = None,
    nights: Nights | None = None,
) -> str:
    """Return a guest's bill.

    A charge stands on the day the guest had it, a reversal or payment on its business date. What
    was owed in the former system is neither price nor tax, and stands below both.

    Args:
        bill: as `Reader.folio` gives it; it holds nothing personal.
        locale: one of `LOCALES`.
        property_name: what the hotel is called.
        guest_name: what the guest is called.
        room: the room number.
        nights: arrival and departure.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    own = language(locale)
    known = (
        ("guest", guest_name),
        ("folio", bill.folio),
        ("room", room),
        ("window", bill.window and str(bill.window)),
        ("status", own.word(f"statement.{bill.status}")),
        ("arrival", nights and own.date(nights.arrival)),
        ("departure", nights and own.date(nights.departure)),
    )
    pairs = [(own.word(f"statement.{key}"), value) for key, value in known if value]
    lefts, rights = pairs[::2], [*pairs[1::2], ("", "")]
    columns = (
        Column(own.word("statement.line"), figures=True),
        Column(own.word("statement.date")),
        Column(own.word("statement.description"), wraps=True),
        Column(own.word("statement.quantity"), figures=True),
        Column(own.word("statement.amount"), figures=True),
    )
    return document(
        table(TITLE, [(property_name, own.word("statement.title")), THICK], room=WIDTH),
        table(
            PAIRS, [left + right for left, right in zip(lefts, rights, strict=False)], room=WIDTH
        ),
        [BLANK],
        table(columns, [headings(columns), THIN, *_bill(own, bill)], room=WIDTH),
    )


def _bill(own: Language, bill: Statement) -> Iterator[Row]:
    amounts = _Amounts(own, bill.currency, bill.digits)
    charges = [line for line in bill.lines if isinstance(line, Priced)]
    payments = [line for line in bill.lines if isinstance(line, Payment)]
    taken_over = [line for line in bill.lines if isinstance(line, OpeningBalancePosted)]
    rounded = [line for line in bill.lines if isinstance(line, CashRounded)]
    for charge in charges:
        yield (
            str(charge.line),
            own.date(_day_of(charge)),
            _description(own, charge),
            str(charge.quantity),
            amounts.plain(charge.quote.net),
        )
    if charges:
        yield THIN
    yield _sum(own.word("statement.net"), amounts.plain(bill.net))
    for code, amount in bill.components:
        yield _sum(_component(own, code, charges), amounts.plain(amount))
    for line in taken_over:
        day = own.date(line.business_date)
        yield str(line.line), day, line.description, "", amounts.plain(line.amount)
    for one in rounded:
        day, label = own.date(one.business_date), own.word("statement.rounding")
        yield str(one.line), day, label, "", amounts.plain(one.amount)
    yield _sum(own.word("statement.total"), amounts.money(bill.charged))
    for code, amount in bill.collected:
        component = own.name_of("component", code)
        yield _sum(own.word("statement.collected", component=component), amounts.plain(amount))
    yield BLANK
    if payments:
        yield _sum(own.word("statement.payments"), "")
    for payment in payments:
        yield (
            str(payment.line),
            own.date(payment.business_date),
            _payment(own, payment),
            "",
            amounts.plain(payment.received),
        )
    yield _sum(own.word("statement.paid"), amounts.money(bill.paid))
    yield THICK
    owing = "credit" if bill.balance < 0 else "balance"
    yield _sum(own.word(f"statement.{owing}"), amounts.money(bill.balance.copy_abs()))


def _sum(label: str, amount: str) -> Row:
    return "", "", label, "", amount


def _day_of(charge: Priced) -> date:
    was_sold = isinstance(charge, ChargePosted | TransferredIn)
    return charge.service_date if was_sold else charge.business_date


def _description(own: Language, charge: Priced) -> str:
    if isinstance(charge, ChargePosted | TransferredIn):
        return charge.description
    if isinstance(charge, TransferredOut):
        word = "statement.transferred"
        return own.word(word, folio=charge.to_folio, description=charge.description)
    if isinstance(charge, ChargeAdjusted):
        word, line = "statement.adjustment", charge.corrects
    else:
        word, line = "statement.reversal", charge.reverses
    return own.word(word, line=line, description=charge.description)


def _component(own: Language, code: str, charges: Iterable[Priced]) -> str:
    """Return what a component is called, with its rate where all lines have the same."""
    parts = (part for charge in charges for part in charge.quote.components)
    rates = {part.rate for part in parts if part.code == code and part.owed}
    rate = rates.pop() if len(rates) == 1 else None
    name = own.name_of("component", code)
    return name if rate is None else f"{name} {own.percent(rate)}"


def _payment(own: Language, payment: Payment) -> str:
    method = own.name_of("payment", payment.method)
    if payment.card is not None:
        brand = own.name_of("brand", payment.card.brand)
        method = own.word("statement.card", brand=brand, last_four=payment.card.last_four)
    if isinstance(payment, PaymentReversed):
        return own.word("statement.payment_reversed", line=payment.reverses, method=method)
    is_refund = isinstance(payment, RefundPaid)
    return own.word("statement.refund", method=method) if is_refund else method


# --- the day ---


def day_report(report: "DayReport", locale: str, *, property_name: str | None = None) -> str:
    """Return the report of a business date.

    Args:
        report: as `reports.day_report` gives it.
        locale: one of `LOCALES`.
        property_name: what the hotel is called; as on the day of the report when left out.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    own = language(locale)
    state = own.word("report.closed" if report.closed else "report.live")
    title = [
        (property_name or report.name, own.word("report.title")),
        (own.date(report.day), state),
        THICK,
    ]
    return document(
        table(TITLE, title, room=WIDTH), table(SUMS, list(_day(own, report)), room=WIDTH)
    )


def _day(own: Language, report: "DayReport") -> Iterator[Row]:
    amounts = _Amounts(own, report.currency, report.digits)
    counts = ("rooms_available", "rooms_sold", "rooms_occupied", "arrivals", "departures")
    kpis = (("occupancy", own.percent), ("adr", amounts.plain), ("revpar", amounts.plain))
    yield from _head(own, "rooms")
    for count in counts:
        yield own.word(f"report.{count}"), "", str(getattr(report, count))
    for name, figure in kpis:
        kpi: Kpi = getattr(report, name)
        basis = own.word(f"basis.{kpi.basis}", divisor=kpi.divisor)
        shown = NO_FIGURE if kpi.value is None else figure(kpi.value)
        yield own.word(f"report.{name}"), basis, shown
    balances = [(bill.folio, bill.balance) for bill in report.open_balances]
    rounded = [("rounding", report.rounding)] if report.rounding else []
    # fmt: off
    sums = (
        # headed by       names from     one by one           and together
        ("revenue",       "department",  report.revenue,      "net",      report.net),
        (None,            "nature",      report.not_revenue,  None,       None),
        (None,            "component",   report.components,   None,       None),
        (None,            "statement",   rounded,             "charged",  report.charged),
        ("payments",      "payment",     report.payments,     "paid",     report.paid),
        ("open_balances", "folio",       balances,            "owed",     report.owed),
    )
    # fmt: on
    for heading, names, parts, together, whole in sums:
        if heading:
            yield BLANK
            yield from _head(own, heading)
        for code, amount in parts:
            yield own.name_of(names, code), "", amounts.plain(amount)
        if whole is not None:
            yield own.word(f"report.{together}"), "", amounts.money(whole)


def _head(own: Language, heading: str) -> Iterator[Row]:
    yield own.word(f"report.{heading}"), "", ""
    yield THIN


def document(*parts: Iterable[str]) -> str:
    """Return the lines of all parts as one text."""
    return "".join(f"{line}\n" for part in parts for line in part)
