"""What documents of a bill are about: a window as it is, and what no invoice covers of it yet."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Self

import attrs

from axentra_core.folio import (
    ChargeAdjusted,
    ChargePosted,
    ChargeReversed,
    Folio,
    Payment,
    PaymentMethod,
    PaymentTaken,
    Priced,
    Statement,
    TransferredIn,
    statement,
)
from axentra_core.folio.corrections import added, corrected_by
from axentra_core.hotel.window import Window
from axentra_core.kernel.numbers import ZERO, subtract, total

Movable = ChargePosted | TransferredIn | PaymentTaken


@attrs.frozen
class Subject:
    """A window of a bill, as it is and as its last invoice has left it.

    Attributes:
        folio: the bill.
        now: the window as it is.
        before: the same through the last line that an invoice covers; None where none does.
    """

    folio: Folio
    now: Statement
    before: Statement | None

    @classmethod
    def of_window(cls, view: Window, folio_id: str, number: int) -> Self:
        """Return a window of a bill.

        Raises:
            NotFound: ``record.not_found``.
        """
        folio: Folio = view.need("folio", folio_id)
        past = view.past("folio", folio_id)
        through = folio.window(number).invoiced_through
        before = [event for event in past if getattr(event, "line", 0) <= through]
        return cls(folio, statement(past, number), statement(before, number) if through else None)

    @property
    def lines(self) -> Iterator[Any]:
        """What no invoice covers yet; of a line that has moved since, what is more or less of it.

        What corrects an invoice stands on a document of its own, and on no other one.
        """
        now, before = self._by_line(self.now), self._by_line(self.before)
        for line in sorted({*now, *before}):
            if line not in before:
                if corrected_by_document(now[line]) not in before:
                    yield now[line]
            elif now.get(line) != before[line]:
                yield _difference(now.get(line), before[line])

    @property
    def forward(self) -> Decimal:
        """What was owed before those lines, with what was corrected by documents since."""
        if self.before is None:
            return self.now.brought_forward
        before = self._by_line(self.before)
        corrected = (
            line.quote.total
            for line in self.now.lines
            if isinstance(line, Priced) and line.line not in before
            if corrected_by_document(line) in before
        )
        forward = total((self.before.balance, *corrected))
        # What a company was billed for it since, it owes on its account and not once more here.
        billed = (
            line.received
            for line in self.lines
            if isinstance(line, Payment) and line.method is PaymentMethod.DIRECT_BILL
        )
        return max(subtract(forward, total(billed)), ZERO) if forward > 0 else forward

    @staticmethod
    def _by_line(bill: Statement | None) -> dict[int, Any]:
        return {} if bill is None else {line.line: line for line in bill.lines}


def corrected_by_document(line: object) -> int | None:
    """Return the line that a credit note or a correction has corrected by this one, if it did."""
    if isinstance(line, ChargeAdjusted | ChargeReversed) and line.document is not None:
        return corrected_by(line)
    return None


def _difference(now: Movable | None, before: Movable) -> Movable:
    """Return what is more or less of a charge or a payment than an invoice says."""
    if isinstance(before, PaymentTaken):
        left = now.amount if isinstance(now, PaymentTaken) else ZERO
        return attrs.evolve(before, amount=subtract(left, before.amount))
    here = () if now is None or isinstance(now, PaymentTaken) else (now.quote,)
    return attrs.evolve(before, quote=added([*here, before.quote.negated()]))
