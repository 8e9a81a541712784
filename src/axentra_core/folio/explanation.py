"""How a line of a bill came about, and what became of it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import attrs

from axentra_core.folio.corrections import placed, remaining, tree_of
from axentra_core.folio.lines import (
    ChargeAdjusted,
    ChargeMoved,
    ChargePosted,
    ChargeReversed,
    Priced,
    TransferredIn,
    TransferredOut,
)
from axentra_core.folio.price import Quote
from axentra_core.folio.statement import StatementLine
from axentra_core.kernel.errors import NotFound
from axentra_core.kernel.numbers import as_text


@attrs.frozen
class Explanation:
    """A charge with everything that led to it and everything that followed.

    Attributes:
        charge: the line, as it was posted or taken over.
        followed: what has corrected, moved or transferred it, in order.
        left: what is left of it on this bill.
        places: what of that stands in which window.
    """

    charge: ChargePosted | TransferredIn
    followed: tuple[Priced | ChargeMoved, ...]
    left: Quote
    places: tuple[tuple[int, Decimal], ...]

    def sentences(self) -> tuple[str, ...]:
        """Return it in plain English, one fact a sentence, for staff and for logs."""
        return tuple(self._told())

    def _told(self) -> Iterator[str]:
        charge, quote = self.charge, self.charge.quote
        yield (
            f"line {charge.line}: {charge.quantity} x {charge.description} ({charge.code}, "
            f"{charge.department}), had on {charge.service_date}, posted on {charge.business_date}"
        )
        if isinstance(charge, ChargePosted):
            yield (
                f"caused by {charge.source}, priced by version {charge.settings} of the settings, "
                f"rounded {quote.rounding}"
            )
            if charge.instruction is not None:
                routed = f"by routing instruction {charge.instruction}"
                yield f"placed in window {charge.window} {routed}"
        else:
            yield (
                f"sold on folio {charge.origin_folio} as line {charge.origin_line}, taken over "
                f"from folio {charge.from_folio}"
            )
        yield f"net {as_text(quote.net)} {quote.currency}"
        for part in quote.components:
            share = (
                f"{as_text(part.rate)} of {as_text(part.base)}"
                if part.rate is not None
                else f"on {as_text(part.base)}"
            )
            owed = "" if part.owed else ", collected by the channel"
            yield f"{part.code} {as_text(part.amount)}: {share}{owed}"
        yield f"total {as_text(quote.total)}"
        yield from map(_what_followed, self.followed)
        if self.followed:
            places = ", ".join(f"{as_text(total)} in window {at}" for at, total in self.places)
            yield f"left: {as_text(self.left.total)}" + (f", {places}" if places else "")


def _what_followed(line: Priced | ChargeMoved) -> str:
    amount = as_text(line.quote.total.copy_abs())
    if isinstance(line, ChargeAdjusted):
        return f"line {line.line}: {amount} taken off line {line.corrects} for {line.reason}"
    if isinstance(line, ChargeReversed):
        return f"line {line.line}: {amount} of line {line.reverses} taken back: {line.reason}"
    if isinstance(line, ChargeMoved):
        way = f"from window {line.window} to window {line.to_window}"
        return f"line {line.line}: {amount} moved {way}: {line.reason}"
    if isinstance(line, TransferredOut):
        return f"line {line.line}: {amount} transferred to folio {line.to_folio}: {line.reason}"
    return f"line {line.line}: {amount} came back"


def explain(events: Iterable[object], line: int) -> Explanation:
    """Return how a charge came about, from the events of its bill alone.

    Args:
        events: of one folio, in order.
        line: number of a charge, or of one of its corrections.

    Raises:
        NotFound: ``record.not_found`` when there is no such charge.
    """
    history = [event for event in events if isinstance(event, StatementLine | ChargeMoved)]
    for charge in history:
        if not isinstance(charge, ChargePosted | TransferredIn):
            continue
        tree = list(tree_of(history, charge.line))
        if line in {one.line for one in tree}:
            return Explanation(
                charge,
                tuple(tree[1:]),
                remaining(history, charge.line),
                tuple(
                    (window, quote.total) for window, quote in placed(history, charge.line).items()
                ),
            )
    raise NotFound("record.not_found", kind="charge", id=str(line))
