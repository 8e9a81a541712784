"""How what was charged too much for a use is taken back: where it was charged, and by a document.

A line that an invoice covers is corrected under a credit note, which names the invoice; one that
none covers, as it was withdrawn or never issued, is corrected on its bill. What has been taken back
before is not taken back again.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from axentra_core.documents import Document, DocumentKind, DocumentStatus
from axentra_core.folio import ChargePosted, Folio, Quote, TransferredIn, TransferredOut
from axentra_core.folio.corrections import is_covered, lines_of, part_of, placed, without
from axentra_core.folio.line_guards import is_part
from axentra_core.hotel.document_corrections import LinePart, credit_parts, take_parts_off
from axentra_core.hotel.metered_money import Billed, owed, quantity_of, quote_of, source_of
from axentra_core.hotel.refusals import HotelRefusal
from axentra_core.hotel.unit import Unit
from axentra_core.meters import BilledLine, DifferenceRecorded, Figures

READ_ANEW: Final = "corrected meter reading"
Key = tuple[object, ...]


@attrs.frozen
class Place:
    """Where a charge stands.

    Attributes:
        folio: the bill.
        window: of it.
        line: of it.
        left: what is left of the charge there.
        invoice: number of the invoice that covers it; None where none does.
    """

    folio: str
    window: int
    line: int
    left: Quote
    invoice: str | None

    @property
    def paper(self) -> tuple[str, int, str | None]:
        """What is corrected in one go."""
        return self.folio, self.window, self.invoice


def credit_the_difference(unit: Unit, event: DifferenceRecorded, before: Figures) -> None:
    """Take what was charged too much off the newest lines on which it was charged.

    Raises:
        HotelRefusal: ``hotel.credited_already`` where less than that is left of them.
    """
    too_much = [line for line in event.lines if line.gross < 0]
    if not too_much:
        return
    places = _places_by_key(unit, event.registration)
    off: dict[tuple[str, int, str | None], list[LinePart]] = {}
    for line in too_much:
        rest = quote_of(unit, line).negated()
        for place in places.get(line.key, ()):
            part = _taken_off(place.left, rest, unit.need("folio", place.folio).unit)
            parts = off.setdefault(place.paper, [])
            parts.append(LinePart(place.line, part, quantity_of(line, before.lines)))
            rest = without(rest, part)
            if not rest.total:
                break
        else:
            raise HotelRefusal(
                "hotel.credited_already",
                stay=event.registration,
                amount=rest.total,
                currency=rest.currency,
            )
    for (folio, window, invoice), parts in off.items():
        if invoice is None:
            take_parts_off(unit, folio, window, parts, READ_ANEW)
        else:
            credit_parts(unit, invoice, parts, READ_ANEW)


def _taken_off(left: Quote, rest: Quote, unit: Decimal) -> Quote:
    """Return what comes off a charge: with the tax that the tariff has worked out, if it has it."""
    if rest.total >= left.total:
        return left
    return rest if is_part(rest, left) else part_of(left, rest.total, unit)


def _places_by_key(unit: Unit, stay: str) -> dict[Key, list[Place]]:
    """Return where the charges of a registration stand, by what they are of, the newest first."""
    charges: dict[str, list[ChargePosted]] = {}
    for bill in (stay, *(found for _, found in unit.find("folio.stay", stay))):
        for one in unit.past("folio", bill):
            if isinstance(one, ChargePosted) and one.quote.total > 0:
                charges.setdefault(one.source, []).append(one)
    found: dict[Key, list[Place]] = {}
    for number, lines in reversed(list(_charged(unit, stay))):
        # They were posted in the order of the lines.
        for line, one in zip(owed(lines), charges.get(source_of(stay, number), ()), strict=False):
            places = _places(unit, one.folio, one.line)
            found.setdefault(line.key, []).extend(places)
    return found


def _charged(unit: Unit, stay: str) -> Iterator[tuple[int, Sequence[BilledLine]]]:
    """Yield what was charged, and with which number of a difference; zero for the first time."""
    for event in unit.past("registration", stay):
        if isinstance(event, Billed):
            yield 0, event.figures.lines
        elif isinstance(event, DifferenceRecorded):
            yield event.number, event.lines


def _places(unit: Unit, bill: str, line: int) -> Iterator[Place]:
    """Yield where a charge stands, also on bills that have taken it over."""
    folio: Folio = unit.need("folio", bill)
    lines = lines_of(unit.past("folio", bill))
    for window, left in placed(lines, line).items():
        covered = is_covered(lines, line, window, folio.window(window).invoiced_through)
        invoice = _invoice_of(unit, f"folio:{bill}:{window}", line) if covered else None
        yield Place(bill, window, line, left, invoice)
    for gone in lines:
        if isinstance(gone, TransferredOut) and gone.transfers == line:
            there = unit.past("folio", gone.to_folio)
            (came,) = (
                one
                for one in there
                if isinstance(one, TransferredIn) and one.transfer == gone.transfer
            )
            if came.returns is None:
                yield from _places(unit, gone.to_folio, came.line)


def _invoice_of(unit: Unit, about: str, line: int) -> str | None:
    """Return the invoice of a window on which a line stands."""
    found = [number for _, number in unit.find("document.about", about)]
    unit.load(*(("document", number) for number in found))
    documents: list[Document] = [unit.need("document", number) for number in found]
    standing = (
        one.id
        for one in documents
        if one.content.kind is DocumentKind.INVOICE and one.status is DocumentStatus.ISSUED
        if any(row.line == line for row in one.content.lines)
    )
    return next(standing, None)
