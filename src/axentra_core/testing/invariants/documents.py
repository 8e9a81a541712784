"""Documents: numbers without a gap, figures that are those of the bill, nothing that changes."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import attrs

from axentra_core.city_ledger import Account
from axentra_core.codec import Entry
from axentra_core.deposits import Deposit
from axentra_core.documents import Content, Document, DocumentIssued, DocumentKind, series_of
from axentra_core.folio import ChargeAdjusted, ChargeReversed
from axentra_core.house import NumberTaken
from axentra_core.kernel.numbers import ZERO, add, negate, subtract, total
from axentra_core.testing.invariants.lines import BILLED, FORWARD, PAID, ROUNDED, Lines
from axentra_core.testing.invariants.records import Records
from axentra_core.testing.invariants.sums import (
    NET,
    TOTAL,
    Sums,
    component,
    parts_of,
    shown,
    standing,
)

Parts = dict[str, Decimal]
CORRECTS = frozenset({DocumentKind.CREDIT_NOTE, DocumentKind.CORRECTION})
NOT_PRICED = frozenset({TOTAL, FORWARD, PAID, BILLED})


@attrs.define
class Papers:
    """What the log tells of documents, apart from the states.

    Attributes:
        last: the last number of a series.
        issued: what was printed on a document.
        claims: what invoices of a window say, with what has corrected them since, by part.
        invoices: the same of each invoice.
    """

    last: dict[str, int] = attrs.Factory(dict)
    issued: dict[str, Content] = attrs.Factory(dict)
    claims: dict[str, Sums[str]] = attrs.Factory(dict)
    invoices: dict[str, Sums[str]] = attrs.Factory(dict)

    def follow(self, entry: Entry, lines: Lines, records: Records) -> Iterator[str]:
        """Take the documents of a commit down, and yield what is wrong with them."""
        taken = [(one.series, one.number) for one in entry.events if isinstance(one, NumberTaken)]
        for event in entry.events:
            if isinstance(event, DocumentIssued):
                number = int(event.document.rpartition("-")[2])
                place = series_of(event.content.kind, event.business_date.year), number
                yield from self._numbered(event, place)
                if place in taken:
                    taken.remove(place)
                else:
                    yield f"document {event.document} has a number that nobody has taken"
                self.issued[event.document] = event.content
                yield from self._compare(event, entry, lines, records)
        for series, number in taken:
            yield f"number {number} of {series} stands on no document"

    def _numbered(self, event: DocumentIssued, place: tuple[str, int]) -> Iterator[str]:
        series, number = place
        if number != (before := self.last.get(series, 0)) + 1:
            yield f"document {event.document} follows on number {before}"
        self.last[series] = number

    def _compare(
        self, event: DocumentIssued, entry: Entry, lines: Lines, records: Records
    ) -> Iterator[str]:
        content, name = event.content, f"document {event.document}"
        kind, record, number = f"{content.about}:".split(":")[:3]
        yield from _adds_up(name, content)
        if content.kind is DocumentKind.ADVANCE_INVOICE:
            deposit: Deposit = records.get(kind, record)
            if content.charged != max(deposit.requested or ZERO, deposit.received):
                yield f"{name} has {content.charged}, but is about {deposit}"
        elif content.kind is DocumentKind.ACCOUNT_STATEMENT:
            account: Account = records.get(kind, record)
            is_now = content.until is not None and content.until >= event.business_date
            if is_now and content.balance != account.balance:
                yield f"{name} has {content.balance}, the account {account.balance}"
        elif kind == "deposit":
            yield from self._gives_back(name, content, records.get(kind, record))
        elif content.kind in CORRECTS:
            yield from self._corrects(name, event, entry)
        else:
            window = lines.window(record, int(number))
            yield from self._of_window(name, event, window)

    def _of_window(self, name: str, event: DocumentIssued, window: Sums[str]) -> Iterator[str]:
        """Yield what a window has otherwise than its invoices and this document, or a receipt."""
        content = event.content
        claims, own = self.claims.setdefault(content.about, Sums()), _parts(content)
        expected = {part: amount for part, amount in window.items() if part not in NOT_PRICED}
        if content.kind is DocumentKind.RECEIPT:
            yield from _differ(name, own, expected)
            paid = add(content.paid, total(one.amount for one in content.settlements))
            here = subtract(window.of(PAID), window.of(BILLED))
            if (content.brought_forward, paid) != (window.of(FORWARD), here):
                yield f"{name} says {paid} was paid of its window, the bill {here}"
            return
        together = Sums(claims)
        _put(together, own)
        yield from _differ(name, together, expected)
        if content.kind is DocumentKind.INVOICE:
            self.claims[content.about] = together
            self.invoices[event.document] = Sums(own)

    def _gives_back(self, name: str, content: Content, deposit: Deposit) -> Iterator[str]:
        """Yield what credit notes leave of an advance invoice, if it is not what has become of it.

        While something is held no more is credited than was given back.
        """
        said = [one.charged for one in self.issued.values() if one.about == content.about]
        used, back = add(deposit.applied, deposit.kept), deposit.returned
        claimed = self.issued[content.refers_to or ""].charged
        credited = subtract(claimed, total(said))
        most = back if deposit.held else max(ZERO, subtract(claimed, used))
        if not ZERO < credited <= most:
            yield f"{name} leaves {total(said)} of {claimed} claimed, but is about {deposit}"

    def _corrects(self, name: str, event: DocumentIssued, entry: Entry) -> Iterator[str]:
        """Yield what a correction says otherwise than the lines it has made on the bill.

        One that has made none takes the whole invoice back, with what has corrected it before.
        """
        made: Sums[str] = Sums()
        lines = [
            one
            for one in entry.events
            if isinstance(one, ChargeAdjusted | ChargeReversed) and one.document == event.document
        ]
        for line in lines:
            _put(made, {part: amount for part, amount in parts_of(line.quote) if part != TOTAL})
        content, own = event.content, _parts(event.content)
        invoice = self.invoices.setdefault(content.refers_to or "", Sums())
        expected = made if lines else {part: negate(amount) for part, amount in invoice.items()}
        yield from _differ(name, own, expected)
        _put(invoice, own)
        _put(self.claims.setdefault(content.about, Sums()), own)

    def check(self, documents: Iterable[Document]) -> Iterator[str]:
        """Yield documents on which something else is printed than when they were issued."""
        for document in documents:
            if document.content != self.issued.get(document.id):
                yield f"document {document.id} has changed since it was issued"


def _adds_up(name: str, content: Content) -> Iterator[str]:
    """Yield what a document charges otherwise than the lines it lists."""
    beside = add(content.brought_forward, content.rounding)
    listed = add(total(line.total for line in content.lines), beside)
    taxed = total(tax.amount for tax in content.taxes if tax.owed)
    if not content.charged == listed == total((content.net, taxed, beside)):
        yield f"{name} charges {content.charged}, its lines {listed}"


def _parts(content: Content) -> Parts:
    """Return what a document says by part; what was owed before it is no part of it."""
    parts: Sums[str] = Sums({NET: content.net, ROUNDED: content.rounding})
    for tax in content.taxes:
        parts.put(component(tax.code, owed=tax.owed), tax.amount)
    return parts


def _put(sums: Sums[str], parts: Parts) -> None:
    for part, amount in parts.items():
        sums.put(part, amount)


def _differ(name: str, said: Parts, expected: Parts) -> Iterator[str]:
    if standing(said) != standing(expected):
        yield f"{name} says {shown(standing(said))}, the bill {shown(standing(expected))}"
